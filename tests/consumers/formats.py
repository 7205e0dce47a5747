#!/usr/bin/env python3
"""formats.py PROGRAM [FORMAT ...]: every export of the nasty corpus, read by the programs' own libraries and compared value by value."""
import csv
import io
import json
import logging
import pathlib
import re
import sys
import unicodedata
import zipfile

from common import Corpus, allowed_in_xml, program, run, same

TABLES = ("entities", "mentions", "quotes", "claims")


def check_csv(corpus):
    import pandas

    for kind in TABLES:
        rows = corpus.csv_rows(kind)
        frame = pandas.read_csv(corpus.export(kind, "csv"), keep_default_na=False, dtype=str)
        same(frame.to_dict("records"), rows, kind)
        if kind == "mentions":
            for row in rows:
                same(corpus.texts[row["doc_id"]][int(row["start"]):int(row["end"])], row["mention"], row["doc_id"])
            same(len(rows), sum(len(document["mentions"]) for document in corpus.documents), "mentions")
        yield f"{len(rows)} {kind}"


def check_xlsx(corpus):
    import openpyxl

    for kind in TABLES:
        rows = corpus.csv_rows(kind)
        sheet = openpyxl.load_workbook(corpus.export(kind, "xlsx")).worksheets[0]
        same(sheet.title, kind, "sheet name")
        cells = list(sheet.iter_rows())
        same(len(cells), len(rows) + 1, f"rows of {kind}")
        n_cells = 0
        for line, row in zip(cells[1:], rows):
            for cell, value in zip(line, row.values()):
                value = allowed_in_xml(value)
                if len(value) > 32767:
                    value = value[:32767 - len(" [cut]")] + " [cut]"
                # Readers of XML see one line end where a carriage return stood.
                same(cell.value or "", value, f"{kind} {cell.coordinate}")
                assert cell.value is None or cell.data_type == "s", f"{kind} {cell.coordinate} is no string"
                n_cells += 1
        yield f"{n_cells} cells of {kind}"


def check_annotations(corpus):
    import rdflib
    from pyld import jsonld

    context = json.loads((pathlib.Path(__file__).parent / "anno.jsonld").read_text("utf-8"))

    def load(url, options=None):
        same(url, "http://www.w3.org/ns/anno.jsonld", "context")
        return {"contextUrl": None, "documentUrl": url, "document": context, "contentType": "application/ld+json"}

    whole = json.loads(corpus.export("annotations", "jsonld").read_text("utf-8"))
    quads = jsonld.to_rdf(whole, {"documentLoader": load, "format": "application/n-quads"})
    graph = rdflib.Dataset()
    graph.parse(data=quads, format="nquads")
    query = """PREFIX oa: <http://www.w3.org/ns/oa#>
        SELECT ?annotation ?source ?start ?end ?exact WHERE { GRAPH ?g {
            ?annotation a oa:Annotation; oa:hasTarget ?target. ?target oa:hasSource ?source; oa:hasSelector ?p, ?q.
            ?p oa:start ?start; oa:end ?end. ?q oa:exact ?exact } }"""
    found = {(str(a), str(s), int(b), int(e), str(x)) for a, s, b, e, x in graph.query(query)}
    if not found:
        found = {(str(a), str(s), int(b), int(e), str(x)) for a, s, b, e, x in graph.query(query.replace("GRAPH ?g {", "").replace("} }", "}"))}
    texts = {f"urn:sha256:{document['sha256']}": document["text"] for document in corpus.documents}
    for annotation, source, start, end, exact in found:
        same(texts[source][start:end], exact, annotation)
    n_parts = 0
    for document in corpus.documents:
        n_parts += len(document["mentions"])
        n_parts += sum(len(item["content"]) for layer in ("quotes", "claims") for item in document[layer])
    same(len(found), n_parts, "targets")
    items = whole["first"]["items"]
    same(whole["total"], len(items), "total")
    same(len({item["id"] for item in items}), len(items), "ids")
    for item in items:
        assert item["body"] and all(body["value"] for body in item["body"]), item
        for target in item["target"]:
            position, quote = target["selector"]
            text = texts[target["source"]]
            assert text[:position["start"]].endswith(quote["prefix"]), item["id"]
            assert text[position["end"]:].startswith(quote["suffix"]), item["id"]
    yield f"{len(items)} annotations, {len(found)} targets by PyLD and rdflib"


def check_ftm(corpus):
    from followthemoney import model
    from followthemoney.proxy import EntityProxy

    lines = corpus.export("ftm", "jsonl").read_text("utf-8").split("\n")
    entities = [json.loads(line) for line in lines if line]
    ids = {entity["id"] for entity in entities}
    same(len(ids), len(entities), "ids")
    schemata = {entity["id"]: model.get(entity["schema"]) for entity in entities}
    for entity in entities:
        schema = schemata[entity["id"]]
        # The registry composes accents (NFC); nothing else of a value may change.
        composed = lambda found: {name: sorted(unicodedata.normalize("NFC", value) for value in values) for name, values in found.items()}
        read = composed(EntityProxy.from_dict(entity, cleaned=False).to_dict()["properties"])
        same(read, composed(entity["properties"]), entity["id"])
        same(composed(EntityProxy.from_dict(entity, cleaned=True).to_dict()["properties"]), read, entity["id"])
        schema.validate(entity)
        for name in schema.required:
            assert entity["properties"].get(name), f"{entity['id']} lacks {name}"
        for name, values in entity["properties"].items():
            prop = schema.get(name)
            assert prop is not None, f"{schema.name} has no {name}"
            if prop.type.name == "entity":
                for value in values:
                    assert value in ids, f"{name} of {entity['id']} leads nowhere"
                    assert schemata[value].is_a(prop.range), f"{name} of {entity['id']} is a {schemata[value].name}"
    articles = [entity for entity in entities if entity["schema"] == "Article"]
    same(len(articles), len(corpus.documents), "articles")
    yield f"{len(entities)} entities in {len({entity['schema'] for entity in entities})} schemata"


def check_stix(corpus):
    import stix2
    import stix2validator

    text = corpus.export("stix", "json").read_text("utf-8")
    bundle = stix2.parse(text, allow_custom=False)
    results = stix2validator.validate_string(text)
    assert results.is_valid, [str(error) for error in results.errors][:5]
    raw = json.loads(text)["objects"]
    same(len({item["id"] for item in raw}), len(raw), "ids")
    ids = {item["id"] for item in raw}
    texts = {}
    for item in raw:
        for ref in item.get("object_refs", []):
            assert ref in ids, f"{item['id']} leads nowhere"
        if item["type"] == "report":
            reference = item["external_references"][0]
            texts[item["id"]] = corpus.texts[reference["external_id"]]
    n_spans = 0
    for item in bundle.objects:
        if item["type"] == "note":
            text = texts[item["object_refs"][0]]
            for extension in item["extensions"].values():
                for span in extension["spans"]:
                    same(text[span["start"]:span["end"]], span["text"], item["id"])
                    n_spans += 1
    claims = sum(len(document["claims"]) for document in corpus.documents)
    quotes = sum(quote["kind"] != "nonspeech" for document in corpus.documents for quote in document["quotes"])
    same(sum(item["type"] == "note" for item in raw), claims + quotes, "notes")
    yield f"{len(raw)} objects valid, {n_spans} spans"


def check_network(corpus):
    import networkx

    rows = {row["entity_id"]: row for row in corpus.csv_rows("entities")}
    graphml = networkx.read_graphml(corpus.export("network", "graphml"), force_multigraph=True)
    gexf = networkx.read_gexf(corpus.export("network", "gexf"))
    same(set(graphml.nodes), set(gexf.nodes), "nodes")
    for node, data in graphml.nodes(data=True):
        row = rows[node]
        same(data["label"], allowed_in_xml(row["name"]), node)
        same((data["type"], data["subtype"], data["mentions"], data["documents"], data["first"], data["last"]),
             (row["type"], row["subtype"], int(row["mentions"]), int(row["documents"]), row["first_date"], row["last_date"]), node)
        other = gexf.nodes[node]
        # Line ends and tabs in attributes become spaces; that is how XML reads them.
        same(re.sub(r"\s", " ", other["label"]), re.sub(r"\s", " ", data["label"]), node)
        same((other["type"], other["mentions"]), (data["type"], data["mentions"]), node)
    thing = {"person", "organization", "armed_group", "government_body", "military_unit", "place", "weapon", "vehicle", "event"}
    same(set(graphml.nodes), {key for key, row in rows.items() if row["status"] == "named" and row["type"] in thing}, "nodes")

    def edges(graph):
        return sorted((a, b, data["kind"], float(data["weight"])) for a, b, data in graph.edges(data=True))

    same(edges(gexf), edges(graphml), "edges")
    yield f"{graphml.number_of_nodes()} nodes, {graphml.number_of_edges()} edges, alike in GraphML and GEXF"


def brat_lines(text, name, documents):
    """What brat's own reader asks of a file: ids once, places inside the text, covered text equal, no line end inside."""
    seen, bounds, rest = set(), {}, []
    for line in io.StringIO(documents, newline="").read().splitlines():
        key, tail = line.split("\t", 1)
        assert key not in seen, f"{name}: {key} twice"
        seen.add(key)
        if not key.startswith("T"):
            rest.append((key, tail))
            continue
        head, covered = tail.split("\t", 1)
        kind, places = head.split(" ", 1)
        parts = [tuple(map(int, place.split(" "))) for place in places.split(";")]
        assert all(0 <= start < end <= len(text) for start, end in parts), f"{name} {key}: outside"
        assert all(a[1] <= b[0] for a, b in zip(parts, parts[1:])), f"{name} {key}: parts out of order"
        same(" ".join(text[start:end] for start, end in parts), covered, f"{name} {key}")
        bounds[key] = (kind, parts)
    for key, tail in rest:
        for target in re.findall(r"\bT\d+", tail.split("\t", 1)[0]):
            assert target in bounds, f"{name}: {key} leads nowhere"
    return bounds


def check_brat(corpus):
    archive = zipfile.ZipFile(corpus.export("brat", "zip"))
    names = [name for name in archive.namelist() if name.endswith(".txt")]
    same(len(names), len(corpus.documents), "texts")
    n_bounds = 0
    for name, document in zip(names, corpus.documents):
        text = archive.read(name).decode("utf-8")
        same(text, document["text"], name)
        bounds = brat_lines(text, name, archive.read(name[:-4] + ".ann").decode("utf-8"))
        same(len(bounds), len(document["mentions"]) + len(document["quotes"]), name)
        wanted = [(item["start"], item["end"]) for item in document["mentions"]]
        found = [(parts[0][0], parts[-1][1]) for kind, parts in bounds.values() if kind != "quote"]
        same(found, wanted, name)
        n_bounds += len(bounds)
    yield f"{n_bounds} text-bound annotations by brat's rules"


def names_of(document):
    """The names that do not overlap, first ones first."""
    end, names = 0, []
    for mention in document["mentions"]:
        if mention["class"] == "name" and mention["start"] >= end and mention["end"] > mention["start"]:
            names.append((mention["start"], mention["end"], mention["type"]))
            end = mention["end"]
    return names


def check_conll(corpus):
    import conllu

    sentences = conllu.parse(corpus.export("conll", "conllu").read_text("utf-8"))
    documents = iter(corpus.documents)
    document, found, expected = None, [], []
    n_tokens = 0
    for sentence in sentences:
        if "newdoc id" in sentence.metadata:
            document = next(item for item in documents if re.sub(r"\s+", " ", item["id"]) == sentence.metadata["newdoc id"])
            expected.append(names_of(document))
            found.append([])
        for token in sentence:
            n_tokens += 1
            misc = token["misc"]
            start, end = int(misc["Start"]), int(misc["End"])
            covered = "".join("\ufffd" if c.isspace() or ord(c) < 32 or 127 <= ord(c) < 160 else c for c in document["text"][start:end])
            same(token["form"], covered, f"{document['id']} {start}")
            label = misc["NER"]
            if label.startswith("B-"):
                found[-1].append((start, end, label[2:]))
            elif label.startswith("I-"):
                first = found[-1].pop()
                found[-1].append((first[0], end, first[2]))
    for a, b in zip(found, expected):
        same(a, b, "names")
    columns = corpus.export("conll", "conll").read_text("utf-8")
    rows = [line.split("\t") for line in columns.split("\n") if line and not line.startswith("-DOCSTART-")]
    assert all(len(row) == 4 for row in rows)
    same([row[0] for row in rows], [token["form"] for sentence in sentences for token in sentence], "tokens")
    same(sum(row[3].startswith("B-") for row in rows), sum(map(len, expected)), "names in four columns")
    yield f"{n_tokens} tokens, {sum(map(len, found))} names with their places"


def check_spacy(corpus):
    import spacy

    nlp = spacy.blank("en")
    nlp.max_length = 10_000_000
    lines = [json.loads(line) for line in corpus.export("spacy", "jsonl").read_text("utf-8").split("\n") if line]
    n_entities = n_spans = 0
    for line, document in zip(lines, corpus.documents, strict=True):
        same(line["text"], document["text"], document["id"])
        same([tuple(item) for item in line["entities"]], names_of(document), document["id"])
        doc = nlp.make_doc(line["text"])
        entities = [doc.char_span(start, end, label=label, alignment_mode="expand") for start, end, label in line["entities"]]
        assert None not in entities, document["id"]
        exact = [doc.char_span(start, end) is not None for start, end, _ in line["entities"]]
        doc.set_ents(spacy.util.filter_spans(entities))
        n_entities += sum(exact)
        for group, spans in line["spans"].items():
            made = [doc.char_span(start, end, label=label, alignment_mode="expand") for start, end, label in spans]
            assert None not in made, f"{document['id']} {group}"
            doc.spans[group] = made
            n_spans += len(made)
        same(len(line["spans"]["mentions"]), len(document["mentions"]), document["id"])
    yield f"{n_entities} of {sum(len(line['entities']) for line in lines)} names on spaCy's own token edges, {n_spans} spans"


def check_events(corpus):
    lines = [json.loads(line) for line in corpus.export("events", "jsonl").read_text("utf-8").split("\n") if line]
    expected = [(document, event) for document in corpus.documents for event in document["events"]]
    for line, (document, event) in zip(lines, expected, strict=True):
        same((line["event_type"], line["realis"]), (event["type"].upper(), event["realis"]), line["id"])
        same(len(line["actor"]), len(event["actors"]), line["id"])
        for start, end, words in line["trigger"]:
            same(document["text"][start:end], words, line["id"])
    same(len(corpus.csv_rows("events")), len(lines), "rows")
    yield f"{len(lines)} events"


def check_codes(corpus):
    import xml.etree.ElementTree as tree

    archive = zipfile.ZipFile(corpus.export("codes", "qdpx"))
    project = tree.fromstring(archive.read("project.qde"))
    space = "{urn:QDA-XML:project:1.0}"
    codes = {code.get("guid"): code.get("name") for code in project.iter(space + "Code")}
    n_codings = 0
    for source, document in zip(project.iter(space + "TextSource"), corpus.documents, strict=True):
        text = archive.read("sources/" + source.get("plainTextPath").removeprefix("internal://")).decode("utf-8")
        same(text, document["text"], source.get("name"))
        found = []
        for selection in source.iter(space + "PlainTextSelection"):
            code = codes[selection.find(f"{space}Coding/{space}CodeRef").get("targetGUID")]
            found.append((int(selection.get("startPosition")), int(selection.get("endPosition")), code))
        wanted = [(item["start"], item["end"], "entity: " + item["type"]) for item in document["mentions"]]
        wanted += [(part["start"], part["end"], "quote: " + item["kind"]) for item in document["quotes"] for part in item["content"]]
        same(found, wanted, source.get("name"))
        n_codings += len(found)
    book = tree.fromstring(corpus.export("codes", "qdc").read_bytes())
    same({code.get("guid"): code.get("name") for code in book.iter("{urn:QDA-XML:codebook:1.0}Code")}, codes, "codebook")
    yield f"{n_codings} codings with {len(codes)} codes"


def check_i2(corpus):
    archive = zipfile.ZipFile(corpus.export("i2", "zip"))
    tables = [list(csv.reader(io.StringIO(archive.read(name).decode("utf-8-sig"), newline=""))) for name in ("entities.csv", "links.csv")]
    assert not any(c in cell for table in tables for row in table for cell in row for c in "\r\n\t"), "a field holds a line end"
    ids = {row[0] for row in tables[0][1:]}
    assert all({row[1], row[2]} <= ids for row in tables[1][1:]), "a link leads nowhere"
    yield f"{len(ids)} entities, {len(tables[1]) - 1} links"


def check_vault(corpus):
    import yaml

    archive = zipfile.ZipFile(corpus.export("vault", "zip"))
    notes = {pathlib.PurePosixPath(name).stem: archive.read(name).decode("utf-8") for name in archive.namelist()}
    same(len(notes), len(archive.namelist()), "names of notes")
    n_links, titles = 0, []
    for name, note in notes.items():
        head = yaml.safe_load(note.split("---\n")[1])
        if "sha256" in head:
            titles.append((str(head["title"]), head["sha256"]))
        for link in re.findall(r"(?<!\\)\[\[(.+?)\]\]", note):
            assert link in notes, f"{name}: {link} leads nowhere"
            n_links += 1
    squeeze = lambda text: " ".join(re.sub(r"[\x00-\x1f\x7f-\x9f]", " ", text).split())
    same(sorted(titles), sorted((squeeze(item["title"]), item["sha256"]) for item in corpus.documents), "titles")
    yield f"{len(notes)} notes, {n_links} links"


def check_evidence(corpus):
    import hashlib

    path = corpus.export("evidence", "zip")
    archive = zipfile.ZipFile(path)
    manifest = json.loads(archive.read("manifest.json"))
    for file in manifest["files"]:
        same(hashlib.sha256(archive.read(file["path"])).hexdigest(), file["sha256"], file["path"])
    for citation in manifest["citations"]:
        text = archive.read(citation["text"]).decode("utf-8")
        for part in citation["parts"]:
            same(text[part["start"]:part["end"]], part["words"], citation["id"])
    same(len(manifest["citations"]), sum(len(item["quotes"]) + len(item["claims"]) for item in corpus.documents), "citations")
    said = run(corpus.program, "verify", path).decode("utf-8")
    assert "unchanged" in said, said
    page = archive.read("report.html").decode("utf-8")
    same(page.count("<li id="), page.count("<sup>"), "endnotes")
    yield f"{len(manifest['files'])} files, {len(manifest['citations'])} citations, verified"


def check_report(corpus):
    import docx

    path = corpus.export("report", "docx")
    report = docx.Document(str(path))
    headings = [paragraph.text for paragraph in report.paragraphs if paragraph.style.name.lower().startswith("heading")]
    same(headings, ["Report", "Entities", "Quotes", "Claims"], "headings")
    named = {(allowed_in_xml(row["name"]), row["mentions"], row["documents"]) for row in corpus.csv_rows("entities")}
    rows = [[cell.text for cell in row.cells] for row in report.tables[0].rows[1:]]
    for name, _, n_mentions, n_documents in rows:
        assert (name, n_mentions, n_documents) in named, f"{name}: {n_mentions} mentions in {n_documents} documents"
    word = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
    part = next(part for part in report.part.package.iter_parts() if str(part.partname) == "/word/endnotes.xml")
    from lxml import etree

    tree = etree.fromstring(part.blob)

    def marked(node):
        """Each run of words of a story, with its breaks and tabs."""
        for run in node.iter(f"{word}r"):
            style = run.find(f"{word}rPr/{word}rStyle")
            if style is not None and style.get(f"{word}val") == "Words":
                signs = {f"{word}br": "\n", f"{word}tab": "\t"}
                yield "".join(child.text or "" if child.tag == f"{word}t" else signs.get(child.tag, "") for child in run)

    notes = {note.get(f"{word}id"): list(marked(note)) for note in tree}
    statements = [item for document in corpus.documents for item in document["quotes"] if item["kind"] != "nonspeech"]
    statements += [item for document in corpus.documents for item in document["claims"]]
    references = [node.get(f"{word}id") for node in report.element.iter(f"{word}endnoteReference")]
    same(len(references), len(statements), "references")
    for reference, statement in zip(references, statements):
        same(notes[reference], [allowed_in_xml(part["text"]) for part in statement["content"]], f"endnote {reference}")
    yield f"{len(rows)} entities, {len(references)} statements with endnotes"


def main():
    logging.disable(logging.WARNING)
    corpus = Corpus(program())
    checks = [value for name, value in globals().items() if name.startswith("check_")]
    wanted = sys.argv[2:]
    failed = 0
    for check in checks:
        name = check.__name__.removeprefix("check_")
        if wanted and name not in wanted:
            continue
        try:
            for line in check(corpus):
                print(f"{name}: {line}", flush=True)
        except ImportError as error:
            failed += 1
            print(f"{name}: NOT CHECKED, {error}")
        except Exception as error:
            failed += 1
            print(f"{name}: FAILED, {type(error).__name__}: {str(error)[:600]}")
    sys.exit(1 if failed else 0)


main()
