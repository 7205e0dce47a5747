#!/usr/bin/env python3
"""csv_tables.py PROGRAM SEEDS: the exported tables, read back by Python's csv module and, where it is installed, pandas.

Every row of the mentions table must point at exactly its words; every table must read alike in both readers.
"""
import csv
import json
import pathlib
import subprocess
import sys
import tempfile

try:
    import pandas
except ImportError:
    pandas = None


def run(*arguments):
    return subprocess.run(arguments, check=True, capture_output=True).stdout


def main():
    program, seeds = sys.argv[1:3]
    documents = [json.loads(line) for line in run(program, "analyze", seeds).decode("utf-8").splitlines()]
    texts = {document["id"]: document["text"] for document in documents}
    with tempfile.TemporaryDirectory() as folder:
        for kind in ("entities", "mentions", "quotes", "claims"):
            path = pathlib.Path(folder) / f"{kind}.csv"
            run(program, "export", kind, seeds, "-o", str(path))
            with open(path, encoding="utf-8-sig", newline="") as file:
                rows = list(csv.DictReader(file))
            assert all(None not in row and None not in row.values() for row in rows), f"{kind}: uneven rows"
            if pandas:
                frame = pandas.read_csv(path, keep_default_na=False, dtype=str)
                assert list(frame.columns) == list(rows[0]), f"{kind}: columns differ"
                assert frame.to_dict("records") == rows, f"{kind}: pandas reads other values"
            if kind == "mentions":
                for row in rows:
                    found = texts[row["doc_id"]][int(row["start"]):int(row["end"])]
                    assert found == row["mention"], f"{row['doc_id']} {row['start']}: {found!r} is not {row['mention']!r}"
                expected = sum(len(document["mentions"]) for document in documents)
                assert len(rows) == expected, f"{len(rows)} mentions in the table, {expected} in the analysis"
            print(f"{kind}: {len(rows)} rows read back by csv" + (" and pandas" if pandas else ""))


main()
