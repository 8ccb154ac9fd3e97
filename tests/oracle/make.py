"""Writes the oracle set: spaCy's analysis of the texts in sentences.txt.

    python tests/oracle/make.py [MODEL]

MODEL is a folder or package that `spacy.load` takes; by default the folder named by CHANCERY_MODEL.

en_core_web_sm.jsonl            one document a line: id, text, tokens, noun_chunks
en_core_web_sm.lexemes.jsonl    first a row for each word type: its text, then the lexical attributes named
                                in LEXICAL as spaCy's 64-bit ids; then a line for each document: id, the
                                types of its tokens by row from 0, and by token whether a space follows (1, 0)
en_core_web_sm.versions.json    what made them

`start`/`end` count Unicode code points, `bstart`/`bend` UTF-8 bytes. `head` is a token's index in the
document, a root's its own. `noun_chunks` are [first token, last token + 1].
"""

import json
import os
import platform
import re
import sys
from pathlib import Path

import numpy
import spacy
import thinc
from spacy.attrs import IS_SPACE, LOWER, NORM, ORTH, PREFIX, SHAPE, SUFFIX

HERE = Path(__file__).parent
LEXICAL = {"ORTH": ORTH, "LOWER": LOWER, "NORM": NORM, "PREFIX": PREFIX, "SUFFIX": SUFFIX, "SHAPE": SHAPE}
LEXICAL |= {"IS_SPACE": IS_SPACE}
ESCAPE = re.compile(r"\\(u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|empty|.)")
SIMPLE = {"n": "\n", "r": "\r", "t": "\t", "f": "\f", "v": "\v", "empty": ""}


def unescape(match):
    code = match[1]
    if code[0] in "uU" and len(code) > 1:
        return chr(int(code[1:], 16))
    return SIMPLE.get(code, code)


def texts():
    group, number = "", 0
    for line in (HERE / "sentences.txt").read_text(encoding="utf-8").split("\n"):
        if line.startswith("== "):
            group, number = line[3:].replace(" ", "-"), 0
        elif line and not line.startswith("# "):
            number += 1
            yield f"{group}-{number}", ESCAPE.sub(unescape, line)


def tokens(doc):
    byte = [0]
    for char in doc.text:
        byte.append(byte[-1] + len(char.encode("utf-8")))
    for token in doc:
        end = token.idx + len(token)
        yield {
            "i": token.i,
            "start": token.idx,
            "end": end,
            "bstart": byte[token.idx],
            "bend": byte[end],
            "text": token.text,
            "tag": token.tag_,
            "pos": token.pos_,
            "lemma": token.lemma_,
            "dep": token.dep_,
            "head": token.head.i,
            "ent_iob": token.ent_iob_,
            "ent_type": token.ent_type_,
            "is_sent_start": bool(token.is_sent_start),
            "morph": str(token.morph),
        }


def write(name, rows):
    lines = (json.dumps(row, ensure_ascii=False, separators=(",", ":")) for row in rows)
    (HERE / name).write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")


def main():
    nlp = spacy.load(sys.argv[1] if len(sys.argv) > 1 else os.environ["CHANCERY_MODEL"])
    docs = [(id, nlp(text)) for id, text in texts()]
    write(
        "en_core_web_sm.jsonl",
        (
            {
                "id": id,
                "text": doc.text,
                "tokens": list(tokens(doc)),
                "noun_chunks": [[chunk.start, chunk.end] for chunk in doc.noun_chunks] if len(doc) else [],
            }
            for id, doc in docs
        ),
    )
    rows, uses = {}, []
    for id, doc in docs:
        types = []
        for token, attributes in zip(doc, doc.to_array(list(LEXICAL.values()))):
            row = (token.text, *map(int, attributes))
            types.append(rows.setdefault(row, len(rows)))
        spaces = "".join("1" if token.whitespace_ else "0" for token in doc)
        uses.append({"id": id, "types": types, "spaces": spaces})
    write("en_core_web_sm.lexemes.jsonl", [*rows, *uses])
    versions = {
        "model": f"{nlp.meta['lang']}_{nlp.meta['name']} {nlp.meta['version']}",
        "pipeline": nlp.pipe_names,
        "spacy": spacy.__version__,
        "thinc": thinc.__version__,
        "numpy": numpy.__version__,
        "python": platform.python_version(),
        "machine": platform.machine(),
        "lexical_attributes": list(LEXICAL),
        "documents": len(docs),
        "tokens": sum(len(doc) for _, doc in docs),
    }
    (HERE / "en_core_web_sm.versions.json").write_text(json.dumps(versions, indent=1) + "\n")


if __name__ == "__main__":
    main()
