"""What the checks share: runs of the program, and comparison that says what differs."""
import json
import pathlib
import subprocess
import sys
import tempfile

FIXTURES = pathlib.Path(__file__).resolve().parent.parent / "fixtures" / "nasty"


def run(*arguments):
    return subprocess.run([str(argument) for argument in arguments], check=True, capture_output=True).stdout


class Corpus:
    """The nasty corpus as the program analyzes it, and exports of it."""

    def __init__(self, program):
        self.program = program
        self.folder = tempfile.TemporaryDirectory()
        lines = run(program, "analyze", FIXTURES).decode("utf-8").split("\n")
        self.documents = [json.loads(line) for line in lines if line]
        self.texts = {document["id"]: document["text"] for document in self.documents}

    def export(self, kind, ending):
        path = pathlib.Path(self.folder.name) / f"{kind}.{ending}"
        run(self.program, "export", kind, FIXTURES, "-o", path)
        first = path.read_bytes()
        run(self.program, "export", kind, FIXTURES, "-o", path, "--jobs", "1")
        assert path.read_bytes() == first, f"{kind}.{ending}: two exports of the same findings differ"
        return path

    def csv_rows(self, kind):
        import csv

        with open(self.export(kind, "csv"), encoding="utf-8-sig", newline="") as file:
            return list(csv.DictReader(file))


def same(found, expected, what):
    if found != expected:
        raise AssertionError(f"{what}: {found!r} is not {expected!r}")


def program():
    return pathlib.Path(sys.argv[1]).resolve()


def allowed_in_xml(text):
    """The text as XML can hold it."""
    bad = set(range(0, 9)) | {11, 12} | set(range(14, 32)) | {0xFFFE, 0xFFFF}
    return "".join("\ufffd" if ord(c) in bad else c for c in text)
