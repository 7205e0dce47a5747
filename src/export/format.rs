//! What can be written, and in which formats.

use serde::{Deserialize, Serialize};

macro_rules! kinds {
    ($($variant:ident => $label:literal, [$($format:ident),+], $about:literal;)*) => {
        /// What can be written.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(rename_all = "snake_case")]
        pub enum ExportKind {$(
            #[doc = $about]
            $variant,
        )*}

        impl ExportKind {
            /// All kinds, in the order of the command line's help.
            pub const ALL: &'static [Self] = &[$(Self::$variant),*];

            /// The word on the command line and in menus.
            pub const fn label(self) -> &'static str {
                match self {$(Self::$variant => $label,)*}
            }

            /// What it is, in one line.
            pub const fn about(self) -> &'static str {
                match self {$(Self::$variant => $about,)*}
            }

            /// The formats it can be written in; the first one is written unless another is asked for.
            pub const fn formats(self) -> &'static [Format] {
                match self {$(Self::$variant => &[$(Format::$format),+],)*}
            }
        }
    };
}

kinds! {
    Entities => "entities", [Csv, Xlsx], "One row an entity";
    Mentions => "mentions", [Csv, Xlsx], "One row a tagged mention, with offsets, sentence and reason";
    Quotes => "quotes", [Csv, Xlsx], "One row a quote";
    Claims => "claims", [Csv, Xlsx], "One row a claim";
    Ledger => "ledger", [Csv, Xlsx], "One row a statement: the attribution ledger";
    Analysis => "analysis", [Jsonl], "One JSON object a document";
    Annotations => "annotations", [JsonLd], "W3C Web Annotations of mentions, quotes and claims";
    FollowTheMoney => "ftm", [Jsonl], "FollowTheMoney entities: stories, persons, bodies, mentions, notes";
    Stix => "stix", [Json], "A STIX 2.1 bundle: identities, reports, notes with places in the text";
    Network => "network", [GraphMl, Gexf], "Entities that share sentences, and who speaks about whom";
    Brat => "brat", [Zip], "brat standoff files, one pair a story";
    Conll => "conll", [ConllU, Conll2003], "Tokens with names as B and I";
    Spacy => "spacy", [Jsonl], "Training and gold data for spaCy: entities and spans";
    Events => "events", [Csv, Xlsx, Jsonl], "One row an event; JSON lines as in PLOVER";
    Codes => "codes", [Qdpx, Qdc], "A REFI-QDA project with its codings, or its codebook alone";
    I2 => "i2", [Zip], "Tables of entities and links for i2 Analyst's Notebook";
    Vault => "vault", [Zip], "Linked Markdown notes, one an entity and one a story";
    Report => "report", [Html, Docx], "Entities, quotes and claims with endnotes that lead to the exact words";
    Evidence => "evidence", [Zip], "Report, tables, annotations and cited texts with hashes; `onrecord verify` checks it";
}

macro_rules! formats {
    ($($variant:ident => $label:literal, $ending:literal, $about:literal;)*) => {
        /// A file format.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(rename_all = "snake_case")]
        pub enum Format {$(
            #[doc = $about]
            $variant,
        )*}

        impl Format {
            /// All formats.
            pub const ALL: &'static [Self] = &[$(Self::$variant),*];

            /// The word on the command line.
            pub const fn label(self) -> &'static str {
                match self {$(Self::$variant => $label,)*}
            }

            /// Ending of its files.
            pub const fn ending(self) -> &'static str {
                match self {$(Self::$variant => $ending,)*}
            }

            /// What it is, in one line.
            pub const fn about(self) -> &'static str {
                match self {$(Self::$variant => $about,)*}
            }
        }
    };
}

formats! {
    Csv => "csv", "csv", "Comma-separated values";
    Xlsx => "xlsx", "xlsx", "Excel workbook";
    Jsonl => "jsonl", "jsonl", "JSON lines";
    Json => "json", "json", "JSON";
    JsonLd => "jsonld", "jsonld", "JSON-LD";
    GraphMl => "graphml", "graphml", "GraphML";
    Gexf => "gexf", "gexf", "GEXF 1.3, as Gephi reads it";
    ConllU => "conllu", "conllu", "CoNLL-U with names in the last column";
    Conll2003 => "conll", "conll", "Four columns as in CoNLL 2003";
    Qdpx => "qdpx", "qdpx", "REFI-QDA project";
    Qdc => "qdc", "qdc", "REFI-QDA codebook";
    Html => "html", "html", "Web page";
    Docx => "docx", "docx", "Word document";
    Zip => "zip", "zip", "ZIP archive";
}

impl ExportKind {
    /// The kinds that the window offers.
    pub const IN_MENU: &'static [Self] =
        &[Self::Entities, Self::Mentions, Self::Quotes, Self::Claims, Self::Ledger, Self::Analysis];

    /// The kind with this word.
    pub fn from_label(label: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|kind| kind.label() == label)
    }

    /// The format that is written unless another is asked for.
    pub fn default_format(self) -> Format {
        self.formats()[0]
    }
}

impl Format {
    /// The format with this word.
    pub fn from_label(label: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|format| format.label() == label)
    }
}
