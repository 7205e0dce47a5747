"""Pronouns with known answers for `onrecord evaluate`, from the chains of coreference in GUM (Zeldes 2017).

Call: python gum_pronouns.py GUM.conllu GOLD.jsonl > OUT.jsonl

GOLD.jsonl holds the same documents as JSON lines with "id" and "text"; what stands in the id behind a colon is GUM's own.
Each document goes out with "pronouns": he, she, it and they that GUM links to a name or description, as
{"start", "end", "speech", "antecedents"}. "speech" tells whether the pronoun is the subject of a verb of saying or thinking;
"antecedents" are the main words of the names and descriptions in its chain. Offsets are code points.
"""
import json
import re
import sys

SPEECH = set(
    "say tell add note explain write announce declare confirm acknowledge admit claim insist argue state report warn deny "
    "describe call suggest ask comment reply respond conclude stress emphasize maintain allege believe think recall reveal "
    "mention estimate predict urge demand promise vow accuse criticize praise complain agree continue".split()
)
PRONOUNS = {"he", "she", "it", "they"}
# Characters that may stand in the text between two tokens of GUM.
MOST_BETWEEN = 60


def documents(path):
    """The tokens of each document by its name; heads are numbers within the document."""
    found, tokens, base = {}, [], 0
    for line in open(path, encoding="utf-8"):
        line = line.rstrip("\n")
        if line.startswith("# newdoc id = "):
            tokens, base = found.setdefault(line.split("= ")[1], []), 0
        elif not line:
            base = len(tokens)
        elif not line.startswith("#"):
            cells = line.split("\t")
            if cells[0].isdigit():
                head = base + int(cells[6]) - 1 if cells[6] != "0" else None
                keys = ("form", "lemma", "upos", "rel", "misc", "head")
                tokens.append(dict(zip(keys, (cells[1], cells[2], cells[3], cells[7], cells[9], head))))
    return found


def chains(tokens):
    """The mentions of each chain as first and last token, from the brackets in the column MISC."""
    found, opened = {}, {}
    for i, token in enumerate(tokens):
        entity = re.search(r"(?:^|\|)Entity=([^|]*)", token["misc"])
        for part in re.findall(r"\([^()]*\)?|[^()]+\)", entity.group(1) if entity else ""):
            chain = re.match(r"\(?(\d+)", part).group(1)
            if part.startswith("("):
                opened.setdefault(chain, []).append(i)
            if part.endswith(")") and opened.get(chain):
                found.setdefault(chain, []).append((opened[chain].pop(), i))
    return found.values()


def place(tokens, text):
    """Gives the tokens their places in the text; answers whether all were found."""
    at = 0
    for token in tokens:
        start = text.find(token["form"], at)
        if start < 0 or start - at > MOST_BETWEEN:
            return False
        token["start"], token["end"] = start, start + len(token["form"])
        at = token["end"]
    return True


def main_word(tokens, first, last):
    """Where the word of a mention stands that governs its others."""
    inside = range(first, last + 1)
    head = next((i for i in inside if tokens[i]["head"] not in inside), first)
    return {key: tokens[head][key] for key in ("start", "end")}


def speaks(tokens, token):
    verb = tokens[token["head"]] if token["head"] is not None else None
    return token["rel"] == "nsubj" and verb is not None and verb["upos"] == "VERB" and verb["lemma"] in SPEECH


def pronouns(tokens):
    for mentions in chains(tokens):
        full = [main_word(tokens, a, b) for a, b in mentions if a != b or tokens[a]["upos"] != "PRON"]
        for first, last in mentions:
            token = tokens[first]
            if first == last and token["form"].lower() in PRONOUNS and full:
                speech = speaks(tokens, token)
                yield {"start": token["start"], "end": token["end"], "speech": speech, "antecedents": full}


def main():
    gum = documents(sys.argv[1])
    for line in open(sys.argv[2], encoding="utf-8"):
        gold = json.loads(line)
        tokens = gum.get(gold["id"].split(":")[-1])
        if not tokens or not place(tokens, gold["text"]):
            print("left out, not the same text:", gold["id"], file=sys.stderr)
            continue
        gold["pronouns"] = sorted(pronouns(tokens), key=lambda pronoun: pronoun["start"])
        print(json.dumps(gold, ensure_ascii=False))


main()
