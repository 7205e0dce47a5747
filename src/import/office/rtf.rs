//! Rich Text Format, after version 1.9.1 of its specification: the text, without what lays it out.

use std::collections::HashMap;

use encoding_rs::Encoding;

use super::describe;
use crate::import::{ImportError, draft::Draft};

/// Deepest nesting of groups.
const MAX_DEPTH: usize = 2_000;

/// Groups that hold no text of the story.
const UNREAD: &[&str] = &[
    "fonttbl",
    "colortbl",
    "stylesheet",
    "pict",
    "object",
    "header",
    "headerl",
    "headerr",
    "headerf",
    "footer",
    "footerl",
    "footerr",
    "footerf",
    "fldinst",
    "listtable",
    "listoverridetable",
    "rsidtbl",
    "generator",
    "themedata",
    "datastore",
    "latentstyles",
    "xmlnstbl",
    "filetbl",
    "revtbl",
    "bkmkstart",
    "bkmkend",
    "pntext",
    "listtext",
    "atnid",
    "atnauthor",
    "annotation",
    "atrfstart",
    "atrfend",
    "atndate",
    "nonshppict",
    "shpinst",
    "mmathPr",
    "template",
    "operator",
    "company",
    "category",
    "manager",
    "doccomm",
    "keywords",
    "subject",
    "comment",
    "hlinkbase",
    "creatim",
    "revtim",
    "printim",
    "buptim",
];

/// Reads a document.
///
/// # Errors
/// When it nests too deeply.
pub(in crate::import) fn read(bytes: &[u8]) -> Result<Draft, ImportError> {
    let mut reader = Reader::new();
    let mut rest = bytes;
    while let Some((&byte, after)) = rest.split_first() {
        rest = match byte {
            b'{' => {
                if reader.groups.len() >= MAX_DEPTH {
                    return Err(ImportError::Hostile { what: "RTF", reason: "its groups nest too deeply".to_owned() });
                }
                reader.begin();
                after
            }
            b'}' => {
                reader.end();
                after
            }
            b'\\' => reader.control(after),
            b'\r' | b'\n' => after,
            byte => {
                reader.byte(byte);
                after
            }
        };
    }
    Ok(reader.finish())
}

/// Where the text of a group goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Target {
    Story,
    Nowhere,
    Title,
    Author,
    Note,
    /// The table of fonts: which alphabet each one is in.
    Fonts,
}

#[derive(Clone, Debug)]
struct Group {
    target: Target,
    /// Number of bytes that stand for a Unicode character where that is not known.
    n_fallback: usize,
    is_hidden: bool,
    encoding: &'static Encoding,
    /// Only the beginning of the group tells its target.
    is_fresh: bool,
}

struct Reader {
    groups: Vec<Group>,
    group: Group,
    story: String,
    notes: String,
    title: String,
    author: String,
    /// Bytes that are not decoded yet: two may make a character.
    bytes: Vec<u8>,
    /// Bytes to pass over, after a Unicode character.
    n_skipped: usize,
    /// The first half of a character that UTF-16 writes in two.
    high: Option<u16>,
    fonts: HashMap<i32, &'static Encoding>,
    font: i32,
    code_page: &'static Encoding,
}

impl Reader {
    fn new() -> Self {
        let group = Group {
            target: Target::Story,
            n_fallback: 1,
            is_hidden: false,
            encoding: encoding_rs::WINDOWS_1252,
            is_fresh: true,
        };
        Self {
            groups: Vec::new(),
            group,
            story: String::new(),
            notes: String::new(),
            title: String::new(),
            author: String::new(),
            bytes: Vec::new(),
            n_skipped: 0,
            high: None,
            fonts: HashMap::new(),
            font: 0,
            code_page: encoding_rs::WINDOWS_1252,
        }
    }

    fn begin(&mut self) {
        self.flush();
        self.n_skipped = 0;
        self.groups.push(self.group.clone());
        self.group.is_fresh = true;
    }

    fn end(&mut self) {
        self.flush();
        self.n_skipped = 0;
        let was = self.group.target;
        if let Some(group) = self.groups.pop() {
            self.group = group;
        }
        if was == Target::Note && self.group.target != Target::Note {
            self.notes.push('\n');
        }
    }

    /// Reads a control word or symbol; answers what comes after it.
    fn control<'b>(&mut self, rest: &'b [u8]) -> &'b [u8] {
        let n_letters = rest.iter().take_while(|byte| byte.is_ascii_alphabetic()).count();
        let (word, after) = rest.split_at(n_letters);
        if n_letters == 0 {
            return self.symbol(rest);
        }
        let n_sign = usize::from(after.first() == Some(&b'-'));
        let n_digits = after.iter().skip(n_sign).take(10).take_while(|byte| byte.is_ascii_digit()).count();
        let (number, after) = if n_digits > 0 { after.split_at(n_sign + n_digits) } else { after.split_at(0) };
        let number = std::str::from_utf8(number).ok().and_then(|digits| digits.parse::<i32>().ok());
        let after = after.strip_prefix(b" ").unwrap_or(after);
        let word = std::str::from_utf8(word).unwrap_or_default();
        if word == "bin" {
            let length = number.and_then(|length| usize::try_from(length).ok()).unwrap_or_default();
            return after.get(length..).unwrap_or_default();
        }
        self.word(word, number);
        after
    }

    fn symbol<'b>(&mut self, rest: &'b [u8]) -> &'b [u8] {
        let Some((&symbol, after)) = rest.split_first() else { return rest };
        match symbol {
            b'\'' => {
                let code =
                    after.get(..2).and_then(|digits| u8::from_str_radix(std::str::from_utf8(digits).ok()?, 16).ok());
                if let Some(code) = code {
                    self.byte(code);
                }
                return after.get(2..).unwrap_or_default();
            }
            // A group that older readers may leave out, and so do we.
            b'*' => self.group.target = Target::Nowhere,
            b'~' => self.push('\u{A0}'),
            b'_' => self.push('\u{2011}'),
            b'\r' | b'\n' => self.push('\n'),
            b'\\' | b'{' | b'}' => self.byte(symbol),
            _ => {}
        }
        after
    }

    fn word(&mut self, word: &str, number: Option<i32>) {
        let is_fresh = std::mem::take(&mut self.group.is_fresh);
        match word {
            "par" | "sect" | "page" | "row" => self.push('\n'),
            "line" | "softline" => self.push('\u{2028}'),
            "tab" | "cell" | "nestcell" => self.push('\t'),
            "emdash" => self.push('—'),
            "endash" => self.push('–'),
            "lquote" => self.push('‘'),
            "rquote" => self.push('’'),
            "ldblquote" => self.push('“'),
            "rdblquote" => self.push('”'),
            "bullet" => self.push('•'),
            "emspace" | "enspace" | "qmspace" => self.push(' '),
            "u" => self.unicode(number.unwrap_or_default()),
            "uc" => self.group.n_fallback = number.and_then(|n| usize::try_from(n).ok()).unwrap_or(1).min(16),
            "v" | "deleted" => self.hide(number != Some(0)),
            "plain" => self.hide(false),
            "ansicpg" => self.set_code_page(code_page(number.unwrap_or(1252))),
            "mac" => self.set_code_page(encoding_rs::MACINTOSH),
            "f" => self.set_font(number.unwrap_or_default()),
            "fcharset" if self.group.target == Target::Fonts => {
                let encoding = charset(number.unwrap_or_default()).unwrap_or(self.code_page);
                self.fonts.insert(self.font, encoding);
            }
            "title" if is_fresh => self.group.target = Target::Title,
            "author" if is_fresh => self.group.target = Target::Author,
            "footnote" if is_fresh => self.group.target = Target::Note,
            "fonttbl" => self.group.target = Target::Fonts,
            // The picture of a shape is text when it holds text.
            "shptxt" => self.group.target = Target::Story,
            word if UNREAD.contains(&word) => self.group.target = Target::Nowhere,
            _ => {}
        }
    }

    fn set_code_page(&mut self, encoding: &'static Encoding) {
        self.flush();
        self.code_page = encoding;
        self.group.encoding = encoding;
    }

    fn set_font(&mut self, number: i32) {
        self.flush();
        self.font = number;
        if self.group.target != Target::Fonts {
            self.group.encoding = self.fonts.get(&number).copied().unwrap_or(self.code_page);
        }
    }

    fn hide(&mut self, on: bool) {
        self.flush();
        self.group.is_hidden = on;
    }

    fn byte(&mut self, byte: u8) {
        self.group.is_fresh = false;
        if self.n_skipped > 0 {
            self.n_skipped -= 1;
            return;
        }
        self.bytes.push(byte);
    }

    fn push(&mut self, c: char) {
        self.flush();
        self.n_skipped = 0;
        self.write(c.encode_utf8(&mut [0; 4]));
    }

    /// Numbers above 32,767 are written as negative ones.
    fn unicode(&mut self, number: i32) {
        self.flush();
        self.n_skipped = self.group.n_fallback;
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "the format counts modulo 65,536")]
        let unit = number as u16;
        let pair = self.high.take().map_or_else(|| vec![unit], |high| vec![high, unit]);
        if pair.len() == 1 && (0xD800..0xDC00).contains(&unit) {
            self.high = Some(unit);
            return;
        }
        self.write(&String::from_utf16_lossy(&pair));
    }

    /// Decodes the bytes that came in.
    fn flush(&mut self) {
        if self.bytes.is_empty() {
            return;
        }
        let bytes = std::mem::take(&mut self.bytes);
        let (text, _) = self.group.encoding.decode_without_bom_handling(&bytes);
        self.write(&text);
    }

    fn write(&mut self, text: &str) {
        let target = match self.group.target {
            _ if self.group.is_hidden => return,
            Target::Story => &mut self.story,
            Target::Title => &mut self.title,
            Target::Author => &mut self.author,
            Target::Note => &mut self.notes,
            Target::Nowhere | Target::Fonts => return,
        };
        target.push_str(text);
    }

    fn finish(mut self) -> Draft {
        self.flush();
        let paragraphs = self.story.lines().chain(self.notes.lines());
        let blocks =
            paragraphs.map(|block| block.trim().replace('\u{2028}', "\n")).filter(|block| !block.is_empty()).collect();
        let mut draft = Draft { blocks, ..Draft::default() };
        describe(&mut draft, Some(self.title), Some(self.author));
        draft
    }
}

fn code_page(number: i32) -> &'static Encoding {
    let label = match number {
        932 => "shift_jis".to_owned(),
        936 => "gbk".to_owned(),
        949 => "euc-kr".to_owned(),
        950 => "big5".to_owned(),
        65001 => "utf-8".to_owned(),
        10000 => "macintosh".to_owned(),
        number => format!("windows-{number}"),
    };
    Encoding::for_label(label.as_bytes()).unwrap_or(encoding_rs::WINDOWS_1252)
}

/// The alphabets that fonts name by number.
fn charset(number: i32) -> Option<&'static Encoding> {
    let page = match number {
        0 => 1252,
        77 => 10000,
        128 => 932,
        129 => 949,
        134 => 936,
        136 => 950,
        161 => 1253,
        162 => 1254,
        163 => 1258,
        177 => 1255,
        178 => 1256,
        186 => 1257,
        204 => 1251,
        222 => 874,
        238 => 1250,
        _ => return None,
    };
    Some(code_page(page))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn blocks(rtf: &str) -> Vec<String> {
        read(rtf.as_bytes()).unwrap().blocks
    }

    #[test]
    fn paragraphs_marks_and_alphabets() {
        let rtf = r"{\rtf1\ansi\ansicpg1252\uc1{\fonttbl{\f0\fswiss Arial;}{\f1\fcharset204 Arial;}}{\info{\title Ferry sinks}{\author Mira Tolan}}
\pard\f0 A {\b ferry} sank.\par \ldblquote Caf\'e9\rdblquote  and \u8220?x\u8221?\par{\f1 \'cf\'e0\'f0\'ee\'ec}\par
\u-10179?\u-8704?\par}";
        assert_eq!(blocks(rtf), ["A ferry sank.", "“Café” and “x”", "Паром", "😀"]);
        let draft = read(rtf.as_bytes()).unwrap();
        assert_eq!((draft.title.as_deref(), draft.byline.as_deref()), (Some("Ferry sinks"), Some("Mira Tolan")));
    }

    #[test]
    fn what_is_no_text() {
        let rtf = r"{\rtf1{\*\generator X;}{\header Page}{\pict\bin2 }}}A{\v hidden}{\footnote Note} B{\field{\*\fldinst HYPERLINK}{\fldrslt link}}\par}";
        assert_eq!(blocks(rtf), ["A Blink", "Note"]);
    }

    #[test]
    fn too_deep_and_cut_off() {
        assert!(read("{".repeat(5000).as_bytes()).is_err());
        assert_eq!(blocks(r"{\rtf1 cut \'e"), ["cut"]);
    }
}
