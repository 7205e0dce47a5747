//! Text of marked-up documents as blocks: one for each paragraph, heading, list item or table row.

/// Elements whose content is no text for readers.
const UNREAD: &[&str] = &[
    "script", "style", "noscript", "template", "svg", "math", "iframe", "object", "embed", "head", "select", "button",
    "textarea", "audio", "video", "canvas", "nav", "title",
];

/// Elements of HTML and NITF that stand in a line with what is around them. All others begin and end a block.
const INLINE: &[&str] = &[
    "a",
    "abbr",
    "acronym",
    "b",
    "bdi",
    "bdo",
    "big",
    "cite",
    "code",
    "data",
    "del",
    "dfn",
    "em",
    "font",
    "i",
    "img",
    "ins",
    "kbd",
    "label",
    "mark",
    "nobr",
    "o:p",
    "q",
    "rp",
    "rt",
    "ruby",
    "s",
    "samp",
    "small",
    "span",
    "strike",
    "strong",
    "sub",
    "sup",
    "time",
    "tt",
    "u",
    "var",
    "wbr",
    "br",
    "td",
    "th",
    "chron",
    "city",
    "copyrite",
    "country",
    "event",
    "function",
    "lang",
    "location",
    "money",
    "name.family",
    "name.given",
    "num",
    "object.title",
    "org",
    "person",
    "postaddr",
    "pronounce",
    "region",
    "state",
    "sublocation",
    "virtloc",
];

/// Takes in elements and text in document order and gives blocks.
#[derive(Default)]
pub(super) struct BlockWriter {
    blocks: Vec<String>,
    block: String,
    /// White space was seen that is written before the next word.
    space: bool,
    /// Depth inside of elements that keep their white space.
    kept: usize,
}

impl BlockWriter {
    /// Begins an element, named as in HTML; answers whether what is inside of it is to be read.
    pub(super) fn open(&mut self, name: &str) -> bool {
        match name {
            name if UNREAD.contains(&name) => return false,
            "br" => self.line_break(),
            "pre" => {
                self.end_block();
                self.kept += 1;
            }
            name if !INLINE.contains(&name) => self.end_block(),
            _ => {}
        }
        true
    }

    /// Ends an element that was begun.
    pub(super) fn close(&mut self, name: &str) {
        match name {
            name if UNREAD.contains(&name) => {}
            // Cells of a row stay on one line, set apart as in a text table.
            "td" | "th" if !self.block.is_empty() => self.tab(),
            "pre" => {
                self.end_block();
                self.kept = self.kept.saturating_sub(1);
            }
            name if !INLINE.contains(&name) => self.end_block(),
            _ => {}
        }
    }

    /// Adds text; white space is one space, as browsers show it.
    pub(super) fn text(&mut self, text: &str) {
        if self.kept > 0 {
            self.block.push_str(text);
            return;
        }
        for c in text.chars() {
            if matches!(c, ' ' | '\t' | '\n' | '\r' | '\u{c}') {
                self.space = true;
                continue;
            }
            if self.space && !self.block.is_empty() && !self.block.ends_with(['\n', '\t']) {
                self.block.push(' ');
            }
            self.space = false;
            self.block.push(c);
        }
    }

    /// Adds a tab.
    pub(super) fn tab(&mut self) {
        self.space = false;
        self.block.push('\t');
    }

    /// Two breaks in a row set off a paragraph.
    fn line_break(&mut self) {
        self.space = false;
        if self.block.ends_with('\n') {
            self.end_block();
        } else if !self.block.is_empty() {
            self.block.push('\n');
        }
    }

    /// Ends the block that is open.
    pub(super) fn end_block(&mut self) {
        self.space = false;
        let block = std::mem::take(&mut self.block);
        let block = if self.kept > 0 { block.trim_matches('\n') } else { block.trim() };
        if !block.trim().is_empty() {
            self.blocks.push(block.to_owned());
        }
    }

    /// All blocks.
    pub(super) fn finish(mut self) -> Vec<String> {
        self.end_block();
        self.blocks
    }
}
