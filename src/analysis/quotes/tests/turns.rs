//! Interviews and statements without quotation marks.

use super::*;

#[test]
fn turns_of_a_transcript_belong_to_the_ones_that_the_labels_name() {
    check(
        "Captain Nela Quill spoke about the ferry. The interview was edited.\n\nQ: Survivors say nobody came. Is that so?\n\n\
         A: I wish it were not. The boat was late.\n\nWe looked for an hour.\n\nQ. Who called you?\n\nA. My sister.\n\n\
         Quill fell silent.",
        &[
            "direct [Survivors say nobody came. Is that so?] :, -",
            "direct [I wish it were not. The boat was late.] :, Nela Quill",
            "direct [We looked for an hour.] -, Nela Quill",
            "direct [Who called you?] Q., -",
            "direct [My sister.] A., Nela Quill",
        ],
    );
    check(
        "Nela Quill met Ivo Orrvelk on stage.\n\nQUILL: You left in May.\n\nORRVELK: I left in June.\n\n\
         QUILL: The papers say May.\n\nORRVELK: The papers said \"spring\" once.",
        &[
            "direct [You left in May.] :, Nela Quill",
            "direct [I left in June.] :, Ivo Orrvelk",
            "direct [The papers say May.] :, Nela Quill",
            "direct [The papers said \"spring\" once.] :, Ivo Orrvelk",
        ],
    );
}

#[test]
fn an_interview_without_labels_is_known_by_its_questions_and_answers() {
    check(
        "An interview with the painter Nela Quill\n\nThe Tarn Gazette spoke with Quill in her workshop.\n\nEarly years\n\n\
         When did you begin to paint?\n\nI was six. My aunt said it was a waste of paper.\n\nNela Quill in her workshop.\n\n\
         Do you still sell your pictures?\n\nSome of them. We need the money, don't we?\n\nA show opens in May.",
        &[
            "direct [When did you begin to paint?] -, -",
            "direct [I was six. My aunt said it was a waste of paper.] -, Nela Quill",
            "direct [Do you still sell your pictures?] -, -",
            "direct [Some of them. We need the money, don't we?] -, Nela Quill",
        ],
    );
    // A column asks its readers, a list of facts has labels: nobody else speaks.
    check("Who will pay for the bridge?\n\nWe all will.\n\nDo you want that?\n\nI do not.", &[]);
    check("What: a fair.\n\nWhen: Monday.\n\nWhere: Orrvale.\n\nThe mayor will be there.", &[]);
}

#[test]
fn words_without_marks_behind_a_line_that_ends_in_said() {
    check(
        "Mayor Nela Quill said:\n\nThe attack was vile.\n\nWe stand by the town.\n\nTwo people died.",
        &["direct [The attack was vile.] said, Nela Quill", "direct [We stand by the town.] -, Nela Quill"],
    );
    check(
        "Mayor Nela Quill said:\n\n\"The attack was vile.\"\n\nWe stood there.",
        &["direct [\"The attack was vile.\"] said, Nela Quill"],
    );
}
