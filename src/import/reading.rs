//! The reading of one file, which may hold many stories and files inside of files.

use std::panic::{self, AssertUnwindSafe};

use super::{
    ImportError, MAX_FILE_BYTES, Mapping, archive, draft::Draft, encoding, html, kind::Kind, mail, office, own, pdf,
    table, text_document, wire,
};
use crate::model::{Decision, Document, Format};

/// Deepest nesting of archives and messages.
pub(super) const MAX_DEPTH: u32 = 4;
/// Most bytes that everything in one file may unpack to, together.
const MAX_UNPACKED: u64 = 16 * MAX_FILE_BYTES;

/// How a file is read.
#[derive(Clone, Copy)]
pub struct Options<'a> {
    /// Which column of a table is what; guessed for tables that it does not fit.
    pub mapping: Option<&'a Mapping>,
    /// Asked between stories and pages; when it answers yes, what was read so far is all.
    pub is_stopped: &'a (dyn Fn() -> bool + Sync),
}

impl Default for Options<'_> {
    fn default() -> Self {
        Self { mapping: None, is_stopped: &|| false }
    }
}

/// A story of a file, or why it was not read.
pub type Story = Result<Imported, Refusal>;

/// A story as it was read.
#[derive(Debug)]
pub struct Imported {
    /// The story.
    pub document: Document,
    /// What was decided about it before, where the file is one of ours.
    pub decisions: Vec<Decision>,
}

/// A part of a file that was not read, while the rest was.
#[derive(Debug)]
pub struct Refusal {
    /// Which: the member of an archive, the row of a table, the number of a message. Empty for the whole file.
    pub part: String,
    /// Why, and what to do.
    pub error: ImportError,
}

/// What was read of a file so far.
pub(super) struct Reading<'a> {
    options: &'a Options<'a>,
    stories: Vec<Story>,
    /// The members of archives that are being read, the outermost first.
    inside: Vec<String>,
    unpacked: u64,
}

impl<'a> Reading<'a> {
    pub(super) fn new(options: &'a Options<'a>) -> Self {
        Self { options, stories: Vec::new(), inside: Vec::new(), unpacked: 0 }
    }

    /// Reads a file or a member of one.
    ///
    /// # Errors
    /// When nothing of it can be read.
    pub(super) fn read(&mut self, kind: Kind, name: &str, bytes: &[u8]) -> Result<(), ImportError> {
        let single = |this: &mut Self, format, draft: Result<Draft, ImportError>| {
            draft.and_then(|draft| draft.into_document(name, format, bytes)).map(|document| this.keep(None, document))
        };
        match kind {
            Kind::Text => self.read_text(name, bytes),
            Kind::Html => single(self, Format::Html, html::read(bytes)),
            Kind::Mhtml => single(self, Format::Mhtml, mail::read_saved_page(bytes)),
            Kind::Pdf => single(self, Format::Pdf, pdf::read(bytes, &|| self.is_stopped())),
            Kind::Docx => single(self, Format::Docx, office::read_docx(bytes)),
            Kind::Odt => single(self, Format::Odt, office::read_odt(bytes)),
            Kind::Rtf => single(self, Format::Rtf, office::read_rtf(bytes)),
            Kind::Epub => single(self, Format::Epub, office::read_epub(bytes)),
            Kind::Mail => mail::read(name, bytes, self),
            Kind::Mailbox => mail::read_mailbox(name, bytes, self),
            Kind::Json | Kind::JsonLines if own::is_own(bytes) => own::read(bytes, self),
            Kind::Csv | Kind::Workbook | Kind::Json | Kind::JsonLines => table::read(name, kind, bytes, self),
            Kind::Xml => wire::read_xml(name, bytes, self),
            Kind::Zip => archive::read(bytes, self),
        }
    }

    fn read_text(&mut self, name: &str, bytes: &[u8]) -> Result<(), ImportError> {
        let decoded = encoding::decode(bytes)?;
        let Some(stories) = wire::collected_stories(&decoded.text) else {
            self.keep(None, text_document(name, decoded, bytes));
            return Ok(());
        };
        for (index, (source, draft)) in stories.into_iter().enumerate() {
            let number = index + 1;
            let draft = Draft { encoding: Some(decoded.encoding), ..draft };
            self.take(
                &format!("{name}-{number}"),
                Some(format!("story {number}")),
                Format::Collection,
                source.as_bytes(),
                Ok(draft),
            );
        }
        Ok(())
    }

    /// Reads a file inside of the one that is read. What goes wrong there concerns it alone.
    pub(super) fn read_member(&mut self, name: &str, bytes: &[u8]) {
        self.unpacked += bytes.len() as u64;
        if self.inside.len() >= MAX_DEPTH as usize {
            return self.refuse(name, ImportError::TooDeep);
        }
        let Some(kind) = Kind::find(Kind::of_name(name), bytes) else { return };
        let file = name.rsplit('/').next().unwrap_or(name);
        let stem = file.rsplit_once('.').map_or(file, |(stem, _)| stem);
        self.inside.push(name.to_owned());
        let read = panic::catch_unwind(AssertUnwindSafe(|| self.read(kind, stem, bytes)));
        self.inside.pop();
        match read {
            Ok(Ok(())) => {}
            Ok(Err(error)) => self.refuse(name, error),
            Err(_) => self.refuse(name, ImportError::Failed),
        }
    }

    /// Takes in one story of several. `bytes` are those it was read from, `part` says which of them it is.
    pub(super) fn take(
        &mut self,
        name: &str,
        part: Option<String>,
        format: Format,
        bytes: &[u8],
        draft: Result<Draft, ImportError>,
    ) {
        match draft.and_then(|draft| draft.into_document(name, format, bytes)) {
            Ok(document) => self.keep(part, document),
            Err(error) => self.refuse(part.as_deref().unwrap_or_default(), error),
        }
    }

    fn keep(&mut self, part: Option<String>, mut document: Document) {
        let parts: Vec<String> = self.inside.iter().cloned().chain(part).collect();
        document.origin.part = Some(parts.join(", ")).filter(|part| !part.is_empty());
        self.keep_imported(Imported { document, decisions: Vec::new() });
    }

    /// Takes in a story that is as it was.
    pub(super) fn keep_imported(&mut self, imported: Imported) {
        self.stories.push(Ok(imported));
    }

    /// Notes that a part was not read.
    pub(super) fn refuse(&mut self, part: &str, error: ImportError) {
        let parts: Vec<&str> =
            self.inside.iter().map(String::as_str).chain([part]).filter(|part| !part.is_empty()).collect();
        self.stories.push(Err(Refusal { part: parts.join(", "), error }));
    }

    /// Number of bytes that may still be unpacked.
    pub(super) fn budget(&self) -> u64 {
        MAX_UNPACKED.saturating_sub(self.unpacked)
    }

    pub(super) fn mapping(&self) -> Option<&'a Mapping> {
        self.options.mapping
    }

    pub(super) fn is_stopped(&self) -> bool {
        (self.options.is_stopped)()
    }

    /// Everything that was read.
    ///
    /// # Errors
    /// When there was nothing to read, or the only story in it was refused: then that is the reason.
    pub(super) fn finish(mut self) -> Result<Vec<Story>, ImportError> {
        match self.stories.pop() {
            None if self.is_stopped() => Ok(Vec::new()),
            None => Err(ImportError::Empty),
            Some(Err(refusal)) if self.stories.is_empty() && refusal.part.is_empty() => Err(refusal.error),
            Some(last) => {
                self.stories.push(last);
                Ok(self.stories)
            }
        }
    }
}
