//! Why something was not read, and what to do.

use super::MAX_FILE_BYTES;

/// Why a file, or a story of a file, was not read.
#[derive(Debug, thiserror::Error)]
pub enum ImportError {
    /// The system refused.
    #[error("cannot read the file ({source}); check that it is there and that you may open it")]
    Io {
        /// What the system said.
        #[from]
        source: std::io::Error,
    },
    /// There is nothing in it.
    #[error("the file is empty; there is nothing to read")]
    Empty,
    /// It holds something other than text.
    #[error("the file is not text (it holds {found}); export it as plain text first")]
    Binary {
        /// What gave it away.
        found: &'static str,
    },
    /// It is too large.
    #[error(
        "the file has {bytes} bytes, more than the limit of {} MiB; split it into single stories",
        MAX_FILE_BYTES / (1024 * 1024)
    )]
    TooLarge {
        /// Its size.
        bytes: u64,
    },
    /// Its ending names a format that is not read.
    #[error("files that end in .{ending} are not read; {advice}")]
    UnknownFormat {
        /// The ending, in lower case.
        ending: String,
        /// What to do.
        advice: &'static str,
    },
    /// It has no ending.
    #[error("the file name has no ending, so its format is not known; name it .txt, .html or whatever it is")]
    NoEnding,
    /// It is XML of a kind that is not read.
    #[error("the file is XML with the root element \"{root}\"; of XML, RSS, Atom, NewsML-G2, NITF and XHTML are read")]
    UnknownXml {
        /// The name of its root element.
        root: String,
    },
    /// Its structure is broken.
    #[error("the {what} is damaged ({reason}); open it in the program that made it and save it again")]
    Damaged {
        /// What it is.
        what: &'static str,
        /// What is broken.
        reason: String,
    },
    /// It is encrypted.
    #[error("the {what} is locked by a password; save a copy without one")]
    Locked {
        /// What it is.
        what: &'static str,
    },
    /// It is built to exhaust whoever reads it.
    #[error("the {what} is refused: {reason}; no usual file is built like that")]
    Hostile {
        /// What it is.
        what: &'static str,
        /// What gave it away.
        reason: String,
    },
    /// There are no words in it.
    #[error("there are no words in the {what}; open it elsewhere and check what it holds")]
    NoWords {
        /// What it is.
        what: &'static str,
    },
    /// It holds pictures of pages.
    #[error("the PDF has no text layer, only pictures of its {n_pages} pages; run text recognition over it first")]
    NoTextLayer {
        /// Number of its pages.
        n_pages: usize,
    },
    /// It is a table of something else.
    #[error("no column of the table looks like the text of stories; choose one of: {columns}")]
    NoTextColumn {
        /// The names of all columns.
        columns: String,
    },
    /// It is archive within archive.
    #[error(
        "archives inside of archives are not read deeper than {} levels; unpack it first",
        super::reading::MAX_DEPTH
    )]
    TooDeep,
    /// The reader failed on it.
    #[error("the reader failed on this file; the others are not affected. Save it in another format")]
    Failed,
}

/// What to do with a file whose ending is not known.
pub(super) fn advice(ending: &str) -> &'static str {
    match ending {
        "doc" | "dot" | "wpd" | "pages" | "wps" => "save it as .docx or .odt",
        "xlsb" => "save it as .xlsx",
        "msg" | "pst" | "ost" => "save the messages as .eml or .mbox",
        "7z" | "rar" | "gz" | "tgz" | "tar" | "bz2" | "xz" => "unpack it, or pack it as .zip",
        "mobi" | "azw" | "azw3" => "convert it to .epub",
        "png" | "jpg" | "jpeg" | "gif" | "tif" | "tiff" | "webp" | "heic" => {
            "run text recognition over it and save the text"
        }
        "ppt" | "pptx" | "odp" | "key" | "numbers" => "save it as .pdf",
        _ => "save it as .txt, .html, .docx or .pdf",
    }
}
