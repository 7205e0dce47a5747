//! The program as a user of the shell meets it.

use std::{
    fs,
    io::{Read, Write},
    path::{Path, PathBuf},
    process::{Command, Output, Stdio},
};

use serde_json::Value;

fn seeds() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("seeds")
}

fn onrecord(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_onrecord"));
    command.args(arguments).env_remove("DISPLAY").env_remove("WAYLAND_DISPLAY").env_remove("WAYLAND_SOCKET");
    command
}

fn run(arguments: &[&str]) -> Output {
    onrecord(arguments).stdin(Stdio::null()).output().unwrap()
}

fn run_on(arguments: &[&str], input: &str) -> Output {
    let mut child =
        onrecord(arguments).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    child.stdin.take().unwrap().write_all(input.as_bytes()).unwrap();
    child.wait_with_output().unwrap()
}

fn lines(output: &Output) -> Vec<Value> {
    String::from_utf8_lossy(&output.stdout).lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

fn errors(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

/// Every object with start, end and text holds exactly the code points it says.
fn check_offsets(text: &[char], value: &Value, n_checked: &mut usize) {
    match value {
        Value::Array(items) => items.iter().for_each(|item| check_offsets(text, item, n_checked)),
        Value::Object(fields) => {
            if let (Some(start), Some(end), Some(words)) = (fields.get("start"), fields.get("end"), fields.get("text"))
            {
                let range = start.as_u64().unwrap() as usize..end.as_u64().unwrap() as usize;
                assert_eq!(text[range].iter().collect::<String>(), words.as_str().unwrap());
                *n_checked += 1;
            }
            fields.values().for_each(|field| check_offsets(text, field, n_checked));
        }
        _ => {}
    }
}

#[test]
fn analyze_writes_one_line_a_document_in_a_stable_order() {
    let folder = seeds();
    let output = run(&["analyze", folder.to_str().unwrap()]);
    assert_eq!(output.status.code(), Some(0), "{}", errors(&output));
    let lines = lines(&output);
    assert!(lines.len() >= 13);
    let ids: Vec<&str> = lines.iter().map(|line| line["id"].as_str().unwrap()).collect();
    assert_eq!(ids[0], "000_1aac1352f56edcd0");
    assert!(ids[1..].is_sorted());
    let mut n_checked = 0;
    for line in &lines {
        assert_eq!(line["schema"], "onrecord.analysis/1");
        let text: Vec<char> = line["text"].as_str().unwrap().chars().collect();
        check_offsets(&text, line, &mut n_checked);
    }
    assert!(n_checked > 1000, "only {n_checked} findings");
}

#[test]
fn the_output_does_not_depend_on_the_number_of_threads() {
    let folder = seeds();
    let with = |jobs| run(&["analyze", folder.to_str().unwrap(), "--jobs", jobs]).stdout;
    assert_eq!(with("1"), with("3"));
}

#[test]
fn the_seed_header_dates_the_story_and_holds_no_mention() {
    let file = seeds().join("000_1aac1352f56edcd0.txt");
    let line = lines(&run(&["analyze", file.to_str().unwrap()])).remove(0);
    assert_eq!((line["date"].as_str(), line["body_start"].as_u64()), (Some("2024-02-08"), Some(17)));
    assert_eq!(line["text"].as_str().unwrap(), fs::read_to_string(&file).unwrap());
    for layer in ["mentions", "times", "quantities"] {
        assert!(line[layer].as_array().unwrap().iter().all(|found| found["start"].as_u64().unwrap() >= 17));
    }
}

#[test]
fn json_lines_stream_through_and_bad_ones_are_named() {
    let input = concat!(
        "{\"id\":\"a\",\"date\":\"2024-02-08\",\"text\":\"Idris Vale spoke on Wednesday.\",\"extra\":1}\n",
        "\n",
        "not json\n",
        "{\"id\":\"b\",\"date\":null,\"text\":\"\u{1F4C9} A ferry sank.\"}\n",
    );
    let output = run_on(&["analyze", "-"], input);
    let lines = lines(&output);
    assert_eq!(lines.iter().map(|line| line["id"].as_str().unwrap()).collect::<Vec<_>>(), ["a", "b"]);
    assert_eq!(lines[0]["times"][0]["value"], "2024-02-07");
    assert_eq!(output.status.code(), Some(2));
    assert!(errors(&output).contains("line 3 of standard input"), "{}", errors(&output));
}

#[test]
fn what_cannot_be_read_is_named_and_the_rest_goes_on() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("good.txt"), "A ferry sank off Velle.").unwrap();
    fs::write(folder.path().join("empty.txt"), "").unwrap();
    fs::write(folder.path().join("picture.txt"), b"\x89PNG\r\n\x1a\n\0\0\0").unwrap();
    let output = run(&["analyze", folder.path().to_str().unwrap(), "missing.txt", "slides.pptx"]);
    assert_eq!(lines(&output).len(), 1);
    assert_eq!(output.status.code(), Some(2));
    let errors = errors(&output);
    for part in ["empty.txt: the file is empty", "picture.txt: the file is not text", "missing.txt", "slides.pptx"] {
        assert!(errors.contains(part), "{part} is not in {errors}");
    }
}

#[test]
fn nothing_to_do_is_told_apart_from_failure() {
    let folder = tempfile::tempdir().unwrap();
    let output = run(&["analyze", folder.path().to_str().unwrap()]);
    assert_eq!((output.status.code(), output.stdout.len()), (Some(1), 0));
    assert!(errors(&output).contains("no documents found"));
    assert_eq!(run(&["analyze"]).status.code(), Some(2));
    assert_eq!(run(&["--help"]).status.code(), Some(0));
}

#[test]
fn a_closed_pipe_ends_the_program_quietly() {
    let folder = seeds();
    let mut child =
        onrecord(&["analyze", folder.to_str().unwrap()]).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let mut first = [0; 16];
    child.stdout.take().unwrap().read_exact(&mut first).unwrap();
    let output = child.wait_with_output().unwrap();
    assert_eq!((output.status.code(), errors(&output).as_str()), (Some(0), ""));
}

#[test]
fn mentions_read_back_with_every_offset_right() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("mentions.csv");
    let output = run(&["export", "mentions", seeds().to_str().unwrap(), "-o", path.to_str().unwrap()]);
    assert_eq!(output.status.code(), Some(0), "{}", errors(&output));
    let bytes = fs::read(&path).unwrap();
    assert!(bytes.starts_with("\u{FEFF}".as_bytes()));
    let analysis = lines(&run(&["analyze", seeds().to_str().unwrap()]));
    let mut table = csv::Reader::from_reader(&bytes[3..]);
    let columns = table.headers().unwrap().clone();
    let column = |name| columns.iter().position(|column| column == name).unwrap();
    let mut n_rows = 0;
    for row in table.records() {
        let row = row.unwrap();
        let document = analysis.iter().find(|line| line["id"] == row[column("doc_id")]).unwrap();
        let text: Vec<char> = document["text"].as_str().unwrap().chars().collect();
        let (start, end): (usize, usize) = (row[column("start")].parse().unwrap(), row[column("end")].parse().unwrap());
        assert_eq!(text[start..end].iter().collect::<String>(), &row[column("mention")]);
        assert!(text[..start].iter().collect::<String>().ends_with(&row[column("prefix")]));
        n_rows += 1;
    }
    let n_mentions: usize = analysis.iter().map(|line| line["mentions"].as_array().unwrap().len()).sum();
    assert_eq!(n_rows, n_mentions);
}

#[test]
fn every_table_has_its_header_and_rows_of_one_width() {
    let folder = seeds();
    for kind in ["entities", "mentions", "quotes", "claims"] {
        let output = run(&["export", kind, folder.to_str().unwrap(), "--no-bom"]);
        let mut table = csv::Reader::from_reader(output.stdout.as_slice());
        let width = table.headers().unwrap().len();
        assert!(width >= 10);
        assert!(table.records().all(|row| row.unwrap().len() == width), "{kind}");
    }
}

/// Python programs read the files one by one in `tests/consumers`; here it is enough that words are where files say.
#[test]
fn spans_for_spacy_cover_their_words() {
    let output = run(&["export", "spacy", seeds().to_str().unwrap()]);
    let analysis = lines(&run(&["analyze", seeds().to_str().unwrap()]));
    let found = lines(&output);
    assert_eq!(found.len(), analysis.len());
    for (line, document) in found.iter().zip(&analysis) {
        let wanted: Vec<_> =
            document["mentions"].as_array().unwrap().iter().map(|m| (&m["start"], &m["end"])).collect();
        let spans = line["spans"]["mentions"].as_array().unwrap();
        assert_eq!(spans.iter().map(|span| (&span[0], &span[1])).collect::<Vec<_>>(), wanted);
    }
}

#[test]
fn a_pack_is_verified_and_a_changed_one_refused() {
    let folder = tempfile::tempdir().unwrap();
    let pack = folder.path().join("pack.zip");
    let (seeds, target) = (seeds(), pack.to_str().unwrap());
    assert_eq!(run(&["export", "evidence", seeds.to_str().unwrap(), "-o", target]).status.code(), Some(0));
    let whole = run(&["verify", target]);
    assert_eq!(whole.status.code(), Some(0), "{}", errors(&whole));
    assert!(String::from_utf8_lossy(&whole.stdout).contains("unchanged"));
    let mut bytes = fs::read(&pack).unwrap();
    bytes[100] ^= 1;
    fs::write(&pack, bytes).unwrap();
    let changed = run(&["verify", target]);
    assert_eq!(changed.status.code(), Some(2));
    assert!(errors(&changed).contains("not as it was written"), "{}", errors(&changed));
    assert!(errors(&run(&["verify", "no such file"])).contains("give an evidence pack"));
}

#[test]
fn a_format_that_does_not_fit_is_refused_before_any_work() {
    for target in ["table.pdf", "table.jsonl"] {
        let output = run(&["export", "entities", seeds().to_str().unwrap(), "-o", target]);
        assert_eq!(output.status.code(), Some(2));
        assert!(errors(&output).contains(".csv"), "{}", errors(&output));
        assert!(!Path::new(target).exists());
    }
}

#[test]
fn a_failed_write_says_so_and_keeps_the_old_file() {
    let folder = tempfile::tempdir().unwrap();
    let output = run(&[
        "export",
        "entities",
        seeds().to_str().unwrap(),
        "-o",
        folder.path().to_str().unwrap(),
        "--format",
        "csv",
    ]);
    assert_eq!(output.status.code(), Some(2));
    assert!(errors(&output).contains("it is a folder"), "{}", errors(&output));
}

/// The first words a newcomer on a server sees must name the way on.
#[cfg(all(feature = "gui", target_os = "linux"))]
#[test]
fn without_a_display_one_line_names_the_headless_way() {
    let output = run(&[seeds().to_str().unwrap()]);
    assert_eq!(output.status.code(), Some(2));
    let errors = errors(&output);
    assert_eq!(errors.lines().count(), 1, "{errors}");
    assert!(errors.contains("onrecord analyze"), "{errors}");
}

#[test]
fn search_prints_the_documents_that_match_with_their_place() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("bridge.txt");
    fs::write(&path, " date 2024-02-08 Orla Denn said that the bridge would be rebuilt.").unwrap();
    fs::write(folder.path().join("other.txt"), "Nothing was said.").unwrap();
    let folder = folder.path().to_str().unwrap();
    let output = run(&["search", "speaker:denn bridge", folder]);
    assert_eq!(output.status.code(), Some(0), "{}", errors(&output));
    let line = String::from_utf8(output.stdout).unwrap();
    let fields: Vec<&str> = line.trim_end().split('\t').collect();
    assert_eq!(fields[..2], ["bridge", "2024-02-08"]);
    assert!(fields[3].contains("the bridge would be"), "{line}");
    assert_eq!(run(&["search", "tunnel", folder]).status.code(), Some(1));
    let refused = run(&["search", "bridge type:ship", folder]);
    assert_eq!(refused.status.code(), Some(2));
    assert!(errors(&refused).contains("at \"type:ship\""), "{}", errors(&refused));
}

#[test]
fn a_workspace_file_is_read_with_what_was_decided() {
    use onrecord::{
        analysis::{Settings, analyze},
        lexicon::Lexicon,
        model::{DocId, MentionId},
        workspace::{Item, Stamp, Workspace, gestures},
    };
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("story.onrecord");
    let mut workspace = Workspace::default();
    let document = onrecord::import::read_bytes("bridge", b"Orla Denn met Pavel Marsh in Velle.").unwrap();
    let analysis = analyze(&document, Lexicon::builtin(), &Settings::default());
    workspace.add(document.into(), analysis.into());
    workspace.save_as(&path).unwrap();
    let mention = gestures::place(&workspace, Item::Mention(DocId(0), MentionId(0))).unwrap();
    let stamp = Stamp { time: chrono::DateTime::UNIX_EPOCH, author: String::new() };
    workspace.apply(gestures::reject(&workspace, &[mention]), stamp).unwrap();
    let n = workspace.corpus().entries().first().unwrap().analysis.mentions.len();
    // It is open for writing here, and read there all the same.
    let path = path.to_str().unwrap();
    assert_eq!(lines(&run(&["analyze", path]))[0]["mentions"].as_array().unwrap().len(), n);
    let table = String::from_utf8(run(&["export", "mentions", path]).stdout).unwrap();
    assert_eq!(table.trim_end().lines().count(), n + 1);
    assert_eq!(run(&["search", "velle", path]).status.code(), Some(0));
    let refused = run(&["export", "mentions", path, path]);
    assert!(errors(&refused).contains("several workspaces"), "{}", errors(&refused));
    let missing = run(&["analyze", "missing.onrecord"]);
    assert_eq!(missing.status.code(), Some(2));
    assert!(errors(&missing).contains("missing.onrecord"), "{}", errors(&missing));
}
