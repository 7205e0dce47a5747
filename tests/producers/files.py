"""Files made by the programs people use, read by ours: every paragraph must come through, word for word and in order.

Call: python files.py path/to/onrecord

LibreOffice, pandoc and Chromium write most of the files; Python's own mail, mailbox and ZIP modules and openpyxl write the
others. What is not installed is named loudly and left out.
"""
import csv
import email.message
import email.utils
import json
import mailbox
import pathlib
import shutil
import subprocess
import sys
import tempfile
import zipfile

PROGRAM = pathlib.Path(sys.argv[1]).resolve()
TITLE = "Ferry sinks off Port Velle"
BYLINE = "Mira Tolan"
DATE = "2024-03-03"
SOURCE = "Coast Wire"
URL = "https://coastwire.example/ferry"
PARAGRAPHS = [
    "PORT VELLE - A ferry carrying 120 people sank early on Sunday, the coast guard said, and at least nine of them died in the cold water.",
    "“Nothing moved on the bridge,” said Zoë Marquès, a harbour pilot who had reached the wreck first. “We called, and nobody answered — not once.”",
    "The owner, Velle Lines, said that the ship had been inspected in January. <Its> papers & logs were “in order”, a spokesman said on Monday; = 1 + 1.",
    "Emoji stay whole 👩‍👩‍👧 and so do accents that are put together: Ame\u0301lie. Numbers: 1,250.50 and 3–4 per cent, at 07:45.",
    "The ministry said that a court would look into the case, and into an older one, from 2019, in which a sister ship had lost its rudder in a storm.",
]
LONG = [f"Paragraph {n} of the long report tells what the harbour master wrote down on day {n}, in his own words and at some length, "
        f"so that the page fills up and the text goes on to the next one before the whole of the report has been read by anyone." for n in range(1, 41)]
RUSSIAN = "Паром затонул в понедельник утром, сообщили в порту. Десять человек пропали без вести, остальных спасли рыбаки."
ARABIC = "غرقت العبارة ليلا ونجا معظم من كانوا على متنها كما قالت السلطات"

failures, missing = [], []


def words(text):
    return " ".join(text.split())


def analyze(*paths):
    done = subprocess.run([PROGRAM, "analyze", *paths], capture_output=True)
    lines = done.stdout.decode("utf-8").split("\n")
    return [json.loads(line) for line in lines if line], done.stderr.decode("utf-8")


def check(name, document, paragraphs=PARAGRAPHS, **fields):
    text, at = words(document["text"]), 0
    for paragraph in paragraphs:
        found = text.find(words(paragraph), at)
        if found < 0:
            failures.append(f"{name}: not found in order: {paragraph[:70]!r} in {text[at:at + 300]!r}")
        else:
            at = found + 1
    for field, expected in fields.items():
        value = document.get(field)
        if isinstance(value, dict):
            value = value.get("text")
        if value != expected:
            failures.append(f"{name}: {field} is {value!r}, not {expected!r}")


def one(path, **fields):
    documents, errors = analyze(path)
    if len(documents) != 1 or errors:
        failures.append(f"{path.name}: {len(documents)} documents; {errors}")
    for document in documents[:1]:
        check(path.name, document, **fields)
        return document
    return None


def have(program):
    found = shutil.which(program)
    if not found:
        missing.append(program)
    return found


def html(paragraphs=PARAGRAPHS, title=TITLE, head=""):
    escape = lambda text: text.replace("&", "&amp;").replace("<", "&lt;")
    body = "\n".join(f"<p>{escape(paragraph)}</p>" for paragraph in paragraphs)
    return (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{title} | {SOURCE}</title>'
        f'<meta property="og:title" content="{title}"><meta property="og:site_name" content="{SOURCE}">'
        f'<meta name="author" content="{BYLINE}"><meta property="article:published_time" content="{DATE}T08:15:00+01:00">'
        f'<link rel="canonical" href="{URL}">{head}</head><body>'
        f'<header><nav><a href="/">Home</a> <a href="/world">World</a></nav></header>'
        f'<article><h1>{title}</h1><p>By {BYLINE}</p>{body}</article>'
        f'<footer><p>All rights reserved. <a href="/terms">Terms</a></p></footer></body></html>'
    )


def web(folder):
    path = folder / "page.html"
    path.write_text(html(), encoding="utf-8")
    document = one(path, title=TITLE, byline=BYLINE, date=DATE, source=SOURCE, url=URL, language="en", format="html")
    if document and any(noise in document["text"] for noise in ("Home", "Terms")):
        failures.append("page.html: the menu or the footer is in the text")
    old = folder / "old.html"
    old.write_bytes(html([RUSSIAN], "Паром").replace("utf-8", "koi8-r").encode("koi8-r", "replace"))
    one(old, paragraphs=[RUSSIAN])


def chromium(folder):
    program = have("chromium")
    if not program:
        return
    page = folder / "printed-source.html"
    page.write_text(html(PARAGRAPHS + LONG, head="<style>body{font:16px/1.5 serif;text-align:justify;hyphens:none}nav,footer{display:none}</style>"), encoding="utf-8")
    arabic = folder / "arabic-source.html"
    arabic.write_text(f'<meta charset="utf-8"><body dir="rtl"><p>{ARABIC}</p>', encoding="utf-8")
    flags = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
             "--disable-component-update", "--disable-sync", f"--user-data-dir={folder / 'profile'}", "--no-pdf-header-footer"]
    for source, name in ((page, "printed.pdf"), (arabic, "arabic.pdf")):
        subprocess.run([program, *flags, f"--print-to-pdf={folder / name}", source.as_uri()], capture_output=True, timeout=120)
    document = one(folder / "printed.pdf", paragraphs=PARAGRAPHS[:3] + PARAGRAPHS[4:] + LONG, format="pdf")
    if document and len(document.get("pages", [])) < 3:
        failures.append(f"printed.pdf: pages {document.get('pages')}")
    documents, errors = analyze(folder / "arabic.pdf")
    if len(documents) != 1 or ARABIC.split()[0] not in documents[0]["text"]:
        failures.append(f"arabic.pdf: {[d['text'] for d in documents]} {errors}")


def office(folder):
    program = have("soffice")
    if not program:
        return
    source = folder / "office.html"
    source.write_text(html(PARAGRAPHS + [RUSSIAN]), encoding="utf-8")
    for ending, filters in (("odt", "writer8"), ("docx", "MS Word 2007 XML"), ("rtf", "Rich Text Format"), ("pdf", "writer_pdf_Export"),
                            ("epub", "EPUB"), ("txt", "Text (encoded):UTF8")):
        subprocess.run([program, "--headless", f"-env:UserInstallation={(folder / 'office').as_uri()}", "--infilter=HTML (StarWriter)",
                        "--convert-to", f"{ending}:{filters}", "--outdir", folder, source], capture_output=True, timeout=180)
        # Fonts of a bare machine lack emoji, and a page then shows none.
        paragraphs = [p for p in PARAGRAPHS if "👩" not in p] if ending == "pdf" else PARAGRAPHS
        one(folder / f"office.{ending}", paragraphs=paragraphs + [RUSSIAN])
    table = folder / "table-source.csv"
    rows(table)
    for ending in ("xlsx", "ods", "xls"):
        subprocess.run([program, "--headless", f"-env:UserInstallation={(folder / 'office').as_uri()}", "--infilter=CSV:44,34,76,1",
                        "--convert-to", ending, "--outdir", folder, table], capture_output=True, timeout=180)
        # LibreOffice reads the dates of the CSV file as an American does.
        table_file(folder / f"table-source.{ending}", date="2024-03-02")


def pandoc(folder):
    program = have("pandoc")
    if not program:
        return
    source = folder / "source.md"
    escape = lambda text: text.replace("<", "\\<").replace("=", "\\=")
    source.write_text("\n\n".join(map(escape, PARAGRAPHS)), encoding="utf-8")
    metadata = [f"--metadata=title:{TITLE}", f"--metadata=author:{BYLINE}", f"--metadata=date:{DATE}", "--metadata=lang:en"]
    for ending in ("docx", "odt", "rtf", "epub", "html"):
        target = folder / f"pandoc.{ending}"
        subprocess.run([program, "-s", "-f", "markdown-smart", *metadata, source, "-o", target], check=True, capture_output=True)
        one(target, title=TITLE)


def mail(folder):
    def message(number, kind):
        mail = email.message.EmailMessage()
        mail["Subject"] = f"{TITLE} ({number}) – für Zoë"
        mail["From"] = email.utils.formataddr((BYLINE, "mira@coastwire.example"))
        mail["To"] = "desk@coastwire.example"
        mail["Date"] = "Sun, 03 Mar 2024 23:30:00 -0500"
        if kind != "html":
            mail.set_content("\n\n".join(PARAGRAPHS))
        if kind == "html":
            mail.set_content(html(), subtype="html")
        if kind == "both":
            mail.add_alternative(html(), subtype="html")
        return mail

    fields = {"byline": BYLINE, "date": DATE, "source": "mira@coastwire.example", "format": "mail"}
    for kind in ("plain", "html", "both"):
        path = folder / f"{kind}.eml"
        path.write_bytes(bytes(message(1, kind)))
        one(path, title=f"{TITLE} (1) – für Zoë", **fields)
    attached = message(2, "plain")
    attached.add_attachment(html().encode(), maintype="text", subtype="html", filename="attached page.html")
    path = folder / "attached.eml"
    path.write_bytes(bytes(attached))
    documents, _ = analyze(path)
    if [document.get("part") for document in documents] != [None, "attached page.html"]:
        failures.append(f"attached.eml: {[document.get('part') for document in documents]}")
    box = mailbox.mbox(folder / "box.mbox")
    for number in range(1, 31):
        box.add(message(number, "plain"))
    box.flush()
    documents, errors = analyze(folder / "box.mbox")
    if len(documents) != 30 or errors:
        failures.append(f"box.mbox: {len(documents)} messages; {errors}")
    for document in documents:
        check("box.mbox", document, **fields)
    page = message(1, "html")
    saved = folder / "saved.mhtml"
    saved.write_bytes(bytes(page))
    one(saved, title=TITLE, source=SOURCE, url=URL, format="mhtml")


def rows(path):
    with open(path, "w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(["Nr", "Headline", "Published", "Outlet", "Full Text"])
        for number, paragraph in enumerate(PARAGRAPHS, 1):
            writer.writerow([f"cw-{number}", f"{TITLE}, part {number}", "13/02/2024" if number == 1 else "03/02/2024", SOURCE, paragraph + "\n\nSecond paragraph."])


def table_file(path, date="2024-02-03"):
    documents, errors = analyze(path)
    if len(documents) != len(PARAGRAPHS) or errors:
        failures.append(f"{path.name}: {len(documents)} rows; {errors}")
    for number, (document, paragraph) in enumerate(zip(documents, PARAGRAPHS), 1):
        fields = {"title": f"{TITLE}, part {number}", "source": SOURCE}
        if number > 1:
            fields["date"] = date
        check(path.name, document, paragraphs=[paragraph, "Second paragraph."], **fields)


def tables(folder):
    path = folder / "rows.csv"
    rows(path)
    table_file(path)
    with open(path, encoding="utf-8", newline="") as file:
        records = list(csv.DictReader(file))
    (folder / "rows.json").write_text(json.dumps({"count": len(records), "articles": records}), encoding="utf-8")
    (folder / "rows.jsonl").write_text("".join(json.dumps(record) + "\n" for record in records), encoding="utf-8")
    with open(folder / "rows.tsv", "w", encoding="utf-16", newline="") as file:
        writer = csv.writer(file, delimiter="\t")
        writer.writerow(records[0])
        writer.writerows(record.values() for record in records)
    for ending in ("json", "jsonl", "tsv"):
        table_file(folder / f"rows.{ending}")
    try:
        import openpyxl
    except ImportError:
        missing.append("openpyxl")
        return
    import datetime

    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(list(records[0]))
    for record in records:
        values = list(record.values())
        sheet.append([values[0], values[1], datetime.date(2024, 2, 3), *values[3:]])
    book.save(folder / "openpyxl.xlsx")
    table_file(folder / "openpyxl.xlsx")


def archives(folder):
    path = folder / "stories.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a/page.html", html())
        archive.writestr("a/plain ü.txt", f"{TITLE}\n\n" + "\n\n".join(PARAGRAPHS))
        archive.writestr("picture.png", b"\x89PNG")
        archive.writestr("__MACOSX/._page.html", b"junk")
        archive.writestr("empty.txt", b"")
    documents, errors = analyze(path)
    parts = [document.get("part") for document in documents]
    if parts != ["a/page.html", "a/plain ü.txt"] or "empty.txt" not in errors:
        failures.append(f"stories.zip: {parts}; {errors}")
    for document in documents:
        check("stories.zip", document, title=TITLE)
    bomb = folder / "bomb.zip"
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        archive.writestr("zeros.txt", b"0" * (300 * 1024 * 1024))
    documents, errors = analyze(bomb)
    if documents or "unpacks to more than" not in errors:
        failures.append(f"bomb.zip: {errors}")


def main():
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        for step in (web, tables, mail, archives, pandoc, office, chromium):
            step(folder)
    if missing:
        print(f"NOT CHECKED: files of {', '.join(missing)}, which are not installed here")
    if failures:
        sys.exit("\n".join(failures))
    print("the files of all producers that are here are read as they were written")


main()
