r"""Score sentence splitting on hard passages: ours, pysbd and spaCy's sentencizer side by side.

    python bench/sentences.py            # figures of both sets, and sentences a second
    python bench/sentences.py --wrong    # also our faults, passage by passage

The passages are ours: `tests/language/sentences/tuned.txt` was open while the rules were made,
`apart.txt` was written after them. A line is a passage, "|" stands where a sentence begins and "\n"
for a line's end; a line that begins with "#" says what follows. No splitter is told of blocks.
"""

from __future__ import annotations

import argparse
import time
import warnings
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any, Final

FOLDER: Final = Path(__file__).parents[1] / "tests" / "language" / "sentences"
SETS: Final = ("tuned", "apart")
ROUNDS: Final = 3

Splitter = Callable[[str], set[int]]


@dataclass(frozen=True, slots=True)
class Passage:
    """A text and where its sentences begin, in characters, without the first."""

    text: str
    starts: frozenset[int]


@dataclass(frozen=True, slots=True)
class Score:
    """How well a splitter does: passages wholly right, and F1 of boundaries, in per cent."""

    right: float
    f1: float
    wrong: tuple[str, ...]


def read_passages(name: str) -> list[Passage]:
    """Read one set.

    Args:
        name: "tuned" or "apart".
    """
    lines = (FOLDER / f"{name}.txt").read_text(encoding="utf-8").split("\n")
    return [read_passage(line) for line in lines if line and not line.startswith("#")]


def read_passage(line: str) -> Passage:
    """Read one passage: "|", with a blank after it or without, stands where a sentence begins."""
    parts = line.replace("\\n", "\n").replace("| ", "|").split("|")
    starts, length = [], 0
    for part in parts[:-1]:
        length += len(part)
        starts.append(length)
    return Passage("".join(parts), frozenset(starts))


def mark(text: str, starts: set[int]) -> str:
    """Write a text with "|" where sentences begin."""
    edges = [0, *sorted(starts), len(text)]
    return "|".join(text[left:right] for left, right in pairwise(edges)).replace("\n", "\\n")


def _word_starts(text: str, starts: set[int]) -> set[int]:
    """Move each boundary past blanks, and drop those at the ends."""
    moved = {start + len(text[start:]) - len(text[start:].lstrip()) for start in starts}
    first = len(text) - len(text.lstrip())
    return {start for start in moved if first < start < len(text)}


@cache
def _tokenizer() -> Any:  # noqa: ANN401 - a spaCy pipeline
    import spacy  # noqa: PLC0415 - each splitter pays for what it needs

    return spacy.blank("en")


def split_ours(text: str) -> set[int]:
    """Split by our rules."""
    from chancery.language.sentences import set_sentence_starts  # noqa: PLC0415 - see above

    doc = set_sentence_starts(_tokenizer().make_doc(text), ())
    return _word_starts(text, {sent.start_char for sent in doc.sents})


@cache
def _segmenter() -> Any:  # noqa: ANN401 - pysbd has no types
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # its patterns are no raw strings
        import pysbd  # noqa: PLC0415 - see above

        return pysbd.Segmenter(language="en", clean=False, char_span=True)


def split_pysbd(text: str) -> set[int]:
    """Split by pysbd."""
    return _word_starts(text, {span.start for span in _segmenter().segment(text)})


@cache
def _sentencizer() -> Any:  # noqa: ANN401 - a spaCy pipeline
    import spacy  # noqa: PLC0415 - see above

    nlp = spacy.blank("en")
    nlp.add_pipe("sentencizer")
    return nlp


def split_spacy(text: str) -> set[int]:
    """Split by spaCy's sentencizer."""
    return _word_starts(text, {sent.start_char for sent in _sentencizer()(text).sents})


SPLITTERS: Final[Mapping[str, Splitter]] = {"ours": split_ours, "pysbd": split_pysbd, "spaCy": split_spacy}


def score(passages: list[Passage], splitter: Splitter) -> Score:
    """Score a splitter on passages."""
    found = [splitter(passage.text) for passage in passages]
    hits = sum(len(starts & passage.starts) for passage, starts in zip(passages, found, strict=True))
    total = sum(len(starts) + len(passage.starts) for passage, starts in zip(passages, found, strict=True))
    wrong = [mark(p.text, starts) for p, starts in zip(passages, found, strict=True) if starts != p.starts]
    right = 100 * (1 - len(wrong) / len(passages))
    return Score(right, 200 * hits / max(1, total), tuple(wrong))


def speed(splitter: Splitter) -> float:
    """Return sentences a second, tokens included, on all passages as paragraphs of one text."""
    passages = [passage for name in SETS for passage in read_passages(name)]
    text = "\n\n".join(passage.text for passage in passages)
    sentences = sum(1 + len(passage.starts) for passage in passages)
    splitter(text[:200])
    times = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        splitter(text)
        times.append(time.perf_counter() - start)
    return sentences / min(times)


def main() -> None:
    """Run the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--wrong", action="store_true", help="print the passages that we split wrongly")
    options = parser.parse_args()
    print(f"{'':16}" + "".join(f"{name:>10}" for name in SPLITTERS))
    for name in SETS:
        passages = read_passages(name)
        scores = {splitter: score(passages, split) for splitter, split in SPLITTERS.items()}
        print(f"{name:6} ({len(passages)})")
        print(f"{'  passages right':16}" + "".join(f"{one.right:9.1f}%" for one in scores.values()))
        print(f"{'  boundary F1':16}" + "".join(f"{one.f1:9.1f}%" for one in scores.values()))
        if options.wrong:
            print(*(f"    {line}" for line in scores["ours"].wrong), sep="\n")
    print(f"{'sentences/s':16}" + "".join(f"{speed(splitter):10,.0f}" for splitter in SPLITTERS.values()))


if __name__ == "__main__":
    main()
