//! Mail messages, mailboxes, and web pages saved as mail messages.

use std::borrow::Cow;

use mail_parser::{Address, Message, MessageParser, MimeHeaders, PartType, mailbox::mbox::MessageIterator};

use super::{ImportError, Reading, draft::Draft, html};
use crate::model::Format;

/// Reads one message, then what is attached to it.
///
/// # Errors
/// When it is no message.
pub(super) fn read(name: &str, bytes: &[u8], reading: &mut Reading<'_>) -> Result<(), ImportError> {
    let message = parse(bytes, "mail message")?;
    reading.take(name, None, Format::Mail, bytes, draft(&message));
    attachments(name, &message, reading);
    Ok(())
}

/// Reads every message of a mailbox.
///
/// # Errors
/// When there is none in it.
pub(super) fn read_mailbox(name: &str, bytes: &[u8], reading: &mut Reading<'_>) -> Result<(), ImportError> {
    if !bytes.starts_with(b"From ") {
        let reason = "it does not begin with a line \"From \"".to_owned();
        return Err(ImportError::Damaged { what: "mailbox", reason });
    }
    for (index, message) in MessageIterator::new(bytes).enumerate() {
        if reading.is_stopped() {
            break;
        }
        let number = index + 1;
        let part = format!("message {number}");
        let Ok(raw) = message.map(mail_parser::mailbox::mbox::Message::unwrap_contents) else { continue };
        match parse(&raw, "mail message") {
            Ok(message) => {
                let name = format!("{name}-{number}");
                reading.take(&name, Some(part), Format::Mail, &raw, draft(&message));
                attachments(&name, &message, reading);
            }
            Err(error) => reading.refuse(&part, error),
        }
    }
    Ok(())
}

/// Reads a web page that was saved with all its parts in one file.
///
/// # Errors
/// When there is no page in it.
pub(super) fn read_saved_page(bytes: &[u8]) -> Result<Draft, ImportError> {
    let message = parse(bytes, "saved web page")?;
    let missing = || ImportError::Damaged { what: "saved web page", reason: "there is no page in it".to_owned() };
    let page = message.parts.iter().find_map(|part| match &part.body {
        PartType::Html(page) => Some((page, part)),
        _ => None,
    });
    let (page, part) = page.ok_or_else(missing)?;
    let mut draft = html::read_text(page)?;
    let location = message.header("Snapshot-Content-Location").and_then(|value| value.as_text()).map(str::to_owned);
    draft.url = draft.url.or(location).or_else(|| part.content_location().map(str::to_owned));
    draft.made = message.date().map(mail_parser::DateTime::to_rfc3339);
    Ok(draft)
}

fn parse<'b>(bytes: &'b [u8], what: &'static str) -> Result<Message<'b>, ImportError> {
    let message = MessageParser::default().parse(bytes);
    let is_message = |message: &Message<'_>| message.headers().iter().any(|header| !header.name.is_other());
    message
        .filter(is_message)
        .ok_or_else(|| ImportError::Damaged { what, reason: "its header lines are missing".to_owned() })
}

fn draft(message: &Message<'_>) -> Result<Draft, ImportError> {
    let mut draft = Draft {
        title: message.subject().map(str::to_owned),
        byline: message.from().and_then(sender_name),
        source: message.from().and_then(sender_address),
        ..Draft::default()
    };
    // The day on the sender's clock: that is the day the words mean.
    message
        .date()
        .iter()
        .for_each(|date| draft.take_date(&format!("{:04}-{:02}-{:02}", date.year, date.month, date.day)));
    let is_plain = |part: &&mail_parser::MessagePart<'_>| matches!(part.body, PartType::Text(_));
    draft.blocks = match message.text_bodies().find(is_plain).map(|part| part.text_contents().unwrap_or_default()) {
        Some(text) => vec![text.to_owned()],
        None => html::read_piece(&message.body_html(0).unwrap_or(Cow::Borrowed("")))?,
    };
    Ok(draft)
}

fn sender_name(address: &Address<'_>) -> Option<String> {
    address.first()?.name().map(str::to_owned)
}

fn sender_address(address: &Address<'_>) -> Option<String> {
    address.first()?.address().map(str::to_owned)
}

/// Files in a message are read as files are. Messages in a message are messages.
fn attachments(name: &str, message: &Message<'_>, reading: &mut Reading<'_>) {
    for part in message.attachments() {
        match &part.body {
            PartType::Message(inner) => {
                let inner_name = format!("{name}: {}", inner.subject().unwrap_or("message"));
                let raw = inner.raw_message();
                reading.take(&inner_name, Some(inner_name.clone()), Format::Mail, raw, draft(inner));
            }
            _ => {
                if let Some(file) = part.attachment_name().filter(|file| super::kind::Kind::of_name(file).is_some()) {
                    let file = file.rsplit(['/', '\\']).next().unwrap_or(file);
                    reading.read_member(file, part.contents());
                }
            }
        }
    }
}
