"""Makes `pipeline/`, a small pipeline with static word vectors and random weights, and `expected.jsonl`, what spaCy
makes with it of the oracle texts.

A trained model keeps to a few ways through its parser; random weights take all of them. The pipeline is small enough
to be kept here, so that tests and fuzzers run without an installed model. It says nothing true about English.

Run: python tests/tiny/make.py MODEL, where MODEL is the folder of en_core_web_sm 3.8.0 (for its configuration alone).
Made with spaCy 3.8.18, thinc 8.3.14, numpy 2.4.6.
"""

import json
import shutil
import sys
from pathlib import Path

import numpy
import spacy
from spacy.lang.en import English
from spacy.lookups import Lookups
from spacy.tokens import Doc
from spacy.training import Example
from spacy.vectors import Vectors

HERE = Path(__file__).resolve().parent
ORACLE = HERE.parent / "oracle/en_core_web_sm.jsonl"
# Exceptions that are whole chunks, that stand between affixes, and that affixes would cut.
EXCEPTIONS = ["can't", "Can't", "won't", "it's", "U.S.", "U.N.", "a.m.", "p.m.", "8am", ":)", "Mr.", "Gov.", "'s", "C++", "\n", "\t", " "]
TAGS = ["NN", "NNP", "VBD", "VBZ", "IN", "DT", "JJ", ".", ",", "CD", "RB", "PRP", "_SP"]
DEPS = ["nsubj", "dobj", "prep", "pobj", "det", "amod", "punct", "advmod", "conj", "cc", "dep", "dobj||prep", "nsubj||conj"]
ENTITIES = ["PERSON", "GPE", "ORG", "DATE"]


def configured(model):
    """The small model's configuration: en_core_web_sm's, narrower and with static vectors."""
    config = spacy.util.load_config(model / "config.cfg")
    config["nlp"]["pipeline"] = ["tok2vec", "tagger", "parser", "attribute_ruler", "lemmatizer", "ner"]
    config["nlp"]["disabled"] = []
    del config["components"]["senter"]
    for section, rows in [(config["components"]["tok2vec"]["model"], 6), (config["components"]["ner"]["model"]["tok2vec"], 4)]:
        section["embed"]["rows"] = [37] * rows
        section["embed"]["width"] = 16
        section["embed"]["include_static_vectors"] = True
        section["encode"].update(width=16, depth=2)
    for component in ["parser", "ner"]:
        config["components"][component]["model"]["hidden_width"] = 20
    config["components"]["parser"]["min_action_freq"] = 1
    config["training"]["corpora"] = config["corpora"] = {}
    config["training"] = {}
    config["initialize"] = {}
    return config


def build(model):
    chance = numpy.random.default_rng(7)
    nlp = English.from_config(configured(model), auto_fill=True)
    nlp.tokenizer.rules = {text: nlp.tokenizer.rules[text] for text in EXCEPTIONS if text in nlp.tokenizer.rules}
    words = ["the", "The", "of", "said", "minister", "talks", "Paris", ",", ".", "on", "and"]
    # Two words on one row, as a pruned table has them, and rows without a word.
    data = chance.normal(size=(14, 12)).astype("f")
    nlp.vocab.vectors = Vectors(strings=nlp.vocab.strings, data=data, keys=words)
    nlp.vocab.vectors.add("THE", row=0)

    n = 14
    labels = [TAGS[i % len(TAGS)] for i in range(n)]
    doc = Doc(
        nlp.vocab,
        words=["w"] * n,
        tags=labels,
        heads=[1] * n,
        deps=["ROOT" if i == 1 else DEPS[i % len(DEPS)] for i in range(n)],
        ents=[f"{'BI'[i % 2]}-{ENTITIES[i // 2 % len(ENTITIES)]}" for i in range(n)],
    )
    with nlp.select_pipes(disable=["lemmatizer"]):
        parser, ner = nlp.get_pipe("parser"), nlp.get_pipe("ner")
        nlp.initialize(lambda: [Example(doc.copy(), doc)])
        for label in DEPS:
            parser.add_label(label)
        for label in ENTITIES:
            ner.add_label(label)
    tables = Lookups()
    tables.add_table("lemma_rules", {"noun": [["s", ""], ["ies", "y"]], "verb": [["ed", ""], ["ed", "e"], ["s", ""]]})
    tables.add_table("lemma_exc", {"noun": {"men": ["man"]}, "verb": {"said": ["say"], "met": ["meet"]}})
    tables.add_table("lemma_index", {"noun": ["minister", "talk", "country"], "verb": ["agree", "talk", "vote"]})
    nlp.get_pipe("lemmatizer").lookups = tables
    nlp.get_pipe("lemmatizer")._validate_tables()
    ruler = nlp.get_pipe("attribute_ruler")
    for tag, pos in [("NN", "NOUN"), ("NNP", "PROPN"), ("VBD", "VERB"), ("VBZ", "VERB"), ("IN", "ADP"), ("DT", "DET"), ("_SP", "SPACE")]:
        ruler.add([[{"TAG": tag}]], {"POS": pos})
    ruler.add([[{"TAG": "VBD"}]], {"MORPH": "VerbForm=Fin|Tense=Past"})
    ruler.add([[{"LOWER": "that"}, {"TAG": {"IN": ["VBD", "VBZ"]}}]], {"POS": "SCONJ", "LEMMA": "that"}, index=0)

    seen = set()
    for name, pipe in nlp.pipeline:
        for node in getattr(pipe, "model", None) and pipe.model.walk() or ():
            if node.id in seen:
                continue
            seen.add(node.id)
            for param in node.param_names:
                if node.has_param(param):
                    value = node.get_param(param)
                    node.set_param(param, chance.normal(scale=0.4, size=value.shape).astype("f"))
    return nlp


def column(values):
    return " ".join(str(value) or "-" for value in values)


def main():
    model = Path(sys.argv[1])
    nlp = build(model)
    folder = HERE / "pipeline"
    if folder.exists():
        shutil.rmtree(folder)
    nlp.to_disk(folder)
    # As anyone would get it: loaded from the files.
    nlp = spacy.load(folder)
    # Not read: the strings behind the ids, what the training scripts want, and a second form of the tokenizer.
    for name in ["vocab/strings.json", "meta.json"]:
        (folder / name).unlink(missing_ok=True)
    texts = [json.loads(line)["text"] for line in ORACLE.open(encoding="utf-8")]
    with (HERE / "expected.jsonl").open("w", encoding="utf-8") as out:
        for doc in nlp.pipe(texts):
            fields = {
                "bounds": column(t.idx for t in doc),
                "tags": column(t.tag_ for t in doc),
                "heads": column(t.head.i for t in doc),
                "deps": column(t.dep_ for t in doc),
                "starts": column(int(bool(t.is_sent_start)) for t in doc),
                "entities": column(t.ent_iob_ + t.ent_type_ for t in doc),
                "morph": column(t.pos_ + "/" + str(t.morph) for t in doc),
                "lemmas": [t.lemma_ for t in doc],
            }
            out.write(json.dumps(fields, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
