"""Writes the two generated Rust tables of chancery-nlp from the reference interpreter and spaCy.

Run it with the Python that runs spaCy, from the repository's root:

    python tests/oracle/make_tables.py

`character_tables.rs`: the code points that CPython's `str` predicates accept (spaCy's word shapes and
`\\w` rest on them). `symbols.rs`: the strings to which spaCy gives small ids instead of a hash.
"""

import platform
import unicodedata
from pathlib import Path

import spacy
from spacy.symbols import IDS

SOURCE = Path(__file__).parents[2] / "crates/chancery-nlp/src"
PREDICATES = {
    "ALPHA": (str.isalpha, "`str.isalpha`: general category L."),
    "DIGIT": (str.isdigit, "`str.isdigit`: numeric type Digit or Decimal."),
    "DECIMAL": (str.isdecimal, "`str.isdecimal`, which is `re`'s `\\d`."),
    "ALPHANUMERIC": (str.isalnum, "`str.isalnum`, which with `_` is `re`'s `\\w`."),
}


def ranges(accepts):
    start = None
    for code in range(0x110001):
        inside = code < 0x110000 and not 0xD800 <= code <= 0xDFFF and accepts(chr(code))
        if inside and start is None:
            start = code
        if not inside and start is not None:
            yield start, code - 1
            start = None


def rows(cells):
    line = "   "
    for cell in cells:
        if len(line) + len(cell) > 108:
            yield line
            line = "   "
        line += " " + cell
    yield line


def write(name, header, body):
    path = SOURCE / name
    path.write_text("\n".join([*header, *body, ""]), encoding="utf-8")


def main():
    made = f"CPython {platform.python_version()}, Unicode {unicodedata.unidata_version}, spaCy {spacy.__version__}"
    header = [
        "// DO NOT EDIT: written by tests/oracle/make_tables.py.",
        f"// {made}.",
        "",
    ]
    body = []
    for name, (accepts, doc) in PREDICATES.items():
        found = list(ranges(accepts))
        body += [f"/// {doc}", "#[rustfmt::skip]"]
        body += [f"pub(crate) const {name}: &[(u32, u32)] = &["]
        body += rows(f"(0x{a:x}, 0x{b:x})," for a, b in found)
        body += ["];", ""]
    doc = ["//! Code points by CPython's `str` predicates, as inclusive ranges in order."]
    write("character/tables.rs", doc + header, body[:-1])

    names = sorted((name, value) for name, value in IDS.items() if name)
    body = ["/// Name and id, sorted by the name's bytes.", "#[rustfmt::skip]"]
    body += ["pub(crate) const SYMBOLS: &[(&str, u64)] = &["]
    body += rows(f'("{name}", {value}),' for name, value in names)
    body += ["];"]
    doc = ["//! spaCy's built-in symbols (`spacy/symbols.pyx`, MIT licence)."]
    write("symbols.rs", doc + header, body)


if __name__ == "__main__":
    main()
