//! PDF: the text layer, its lines put together to paragraphs, with the page each begins on.

mod device;
mod lines;
mod paragraphs;

use std::panic::{self, AssertUnwindSafe};

use flate2::{Decompress, FlushDecompress, Status};
use hayro_interpret::{
    Context, InterpreterCache, InterpreterSettings, RenderContent,
    hayro_syntax::{
        DecryptionError, Filter, LoadPdfError, Pdf,
        object::{Object, Stream},
    },
    interpret_page,
};
use kurbo::{Affine, Rect};

use super::{ImportError, draft::Draft};
use crate::model::Problem;

/// Largest stream of a file once it is unpacked, in bytes. Pages of real documents stay far below.
const MAX_STREAM: usize = 128 * 1024 * 1024;
/// Streams smaller than this cannot unpack to more than [`MAX_STREAM`]: deflate gains a factor of 1,032 at most.
const SAFE_STREAM: usize = MAX_STREAM / 1040;
/// Most pages that are read.
const MAX_PAGES: usize = 20_000;

/// Reads a PDF document. `is_stopped` is asked before each page.
///
/// # Errors
/// When it is damaged, locked by a password, holds no text layer, or unpacks to far more than it is.
pub(super) fn read(bytes: &[u8], is_stopped: &dyn Fn() -> bool) -> Result<Draft, ImportError> {
    let bytes = bytes.to_vec();
    // The reader is made for whole files; what it stumbles over must not take the others along.
    panic::catch_unwind(AssertUnwindSafe(|| read_pages(bytes, is_stopped)))
        .unwrap_or_else(|_| Err(damaged("its structure is broken")))
}

fn damaged(reason: &str) -> ImportError {
    ImportError::Damaged { what: "PDF", reason: reason.to_owned() }
}

fn read_pages(bytes: Vec<u8>, is_stopped: &dyn Fn() -> bool) -> Result<Draft, ImportError> {
    let pdf = Pdf::new(bytes).map_err(|error| match error {
        LoadPdfError::Decryption(DecryptionError::PasswordProtected) => ImportError::Locked { what: "PDF" },
        LoadPdfError::Decryption(_) => damaged("its encryption is not known"),
        LoadPdfError::Invalid => damaged("it is not complete"),
    })?;
    refuse_bombs(&pdf)?;
    let settings = InterpreterSettings { render_content: RenderContent::PAGE, ..InterpreterSettings::default() };
    let cache = InterpreterCache::new();
    let mut pages = Vec::new();
    for page in pdf.pages().iter().take(MAX_PAGES) {
        if is_stopped() {
            break;
        }
        let (width, height) = page.render_dimensions();
        let area = Rect::new(0.0, 0.0, f64::from(width), f64::from(height));
        // The device looks at the page from its upper left corner.
        let transform = Affine::new(page.initial_transform(true).as_coeffs());
        let mut context = Context::new(transform, area, &cache, pdf.xref(), settings.clone());
        let mut device = device::TextDevice::new(height);
        interpret_page(page, &mut context, &mut device);
        pages.push(lines::Page { height: f64::from(height), lines: lines::lines(device.glyphs) });
    }
    let n_pages = pages.len();
    let lost = pages.iter().flat_map(|page| &page.lines).map(|line| line.n_unknown).sum::<usize>();
    let mut draft = paragraphs::join(pages);
    if draft.blocks.is_empty() {
        return Err(ImportError::NoTextLayer { n_pages });
    }
    if lost > 0 {
        draft.problems.push(Problem::warning(format!(
            "{lost} characters have no meaning in the PDF's fonts and were replaced by \u{FFFD}; check the words there against \
             the pages"
        )));
    }
    Ok(draft)
}

/// Refuses files whose streams unpack to far more than any page needs.
fn refuse_bombs(pdf: &Pdf) -> Result<(), ImportError> {
    let refused =
        || ImportError::Hostile { what: "PDF", reason: "one of its streams unpacks to more than 128 MiB".to_owned() };
    for object in pdf.objects() {
        let Object::Stream(stream) = object else { continue };
        let n_flate = flate_layers(&stream);
        let data = stream.raw_data();
        if n_flate >= 2 && data.len() > 4096
            || n_flate == 1 && data.len() > SAFE_STREAM && unpacks_beyond(&data, MAX_STREAM)
        {
            return Err(refused());
        }
    }
    Ok(())
}

fn flate_layers(stream: &Stream<'_>) -> usize {
    stream.filters().iter().filter(|filter| matches!(filter, Filter::FlateDecode | Filter::LzwDecode)).count()
}

/// Whether zlib data unpacks to more than `limit` bytes; nothing of it is kept.
fn unpacks_beyond(data: &[u8], limit: usize) -> bool {
    let (mut inflate, mut sink, mut rest) = (Decompress::new(true), vec![0; 1 << 16], data);
    loop {
        let (read, written) = (inflate.total_in(), inflate.total_out());
        let status = inflate.decompress(rest, &mut sink, FlushDecompress::None);
        let read = usize::try_from(inflate.total_in() - read).unwrap_or_default();
        rest = rest.get(read..).unwrap_or_default();
        if inflate.total_out() > limit as u64 {
            return true;
        }
        let stuck = read == 0 && inflate.total_out() == written;
        if stuck || !matches!(status, Ok(Status::Ok)) {
            return false;
        }
    }
}
