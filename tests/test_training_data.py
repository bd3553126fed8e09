"""The sentences with names in `training/ours`: their format, words and the part that is held apart."""

from __future__ import annotations

import importlib
import re
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Final

import pytest

from chancery.codebooks.plover import event_types
from chancery.language.pipeline import load_tokenizer

TRAINING: Final = Path(__file__).parents[1] / "training"
FILES: Final = ("names.txt", "names.dev.txt")
LONGEST: Final = 45


def module() -> ModuleType:
    """Load the reader, which is no part of the package and imports its neighbours by name."""
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(str(TRAINING))
        return importlib.import_module("ours")


OURS: Final = module()


def sentences(file: str) -> list[tuple[list[str], list[str]]]:
    """Return the words and tags of every sentence of one file."""
    return list(OURS.read_ours(TRAINING / "ours" / file))


def names(file: str) -> list[tuple[str, str]]:
    """Return the type and the words of every name of one file."""
    found: list[tuple[str, str]] = []
    for words, tags in sentences(file):
        for word, tag in zip(words, tags, strict=True):
            prefix, _, kind = tag.partition("-")
            if prefix == "B":
                found.append((kind, word))
            elif prefix == "I":
                found[-1] = (kind, f"{found[-1][1]} {word}")
    return found


def test_ours_is_read_into_words_and_tags() -> None:
    """Every word of a name carries its type, and neighbours stay two names."""
    assert OURS.read_line("[PERSON Ana Lund] , [NORP Tongan] [PLACE Nuku'alofa] [ORG Bank] !") == (
        ["Ana", "Lund", ",", "Tongan", "Nuku'alofa", "Bank", "!"],
        ["B-PERSON", "I-PERSON", "O", "B-NORP", "B-PLACE", "B-ORG", "O"],
    )


@pytest.mark.parametrize(
    ("line", "complaint"),
    [
        ("[PERSON Ana Lund spoke .", r"\[PERSON Ana"),
        ("Ana Lund] spoke .", "Lund]"),
        ("[ORG Bank of [PLACE Ghana]] spoke .", r"\[ORG Bank"),
        ("[CITY Lagos] spoke .", "CITY is no type"),
        ("[PLACE ] spoke .", "a PLACE without a word"),
        ("[PLACE Lagos]'s mayor spoke .", r"\[PLACE Lagos"),
        ("pro-[NORP Tongan] voices", "pro-"),
        ("[PLACE] spoke .", r"\[PLACE\]"),
        ("[place Lagos] spoke .", r"\[place"),
    ],
)
def test_ours_tells_where_a_line_is_malformed(line: str, complaint: str, tmp_path: Path) -> None:
    """A fault names the file, the line and the spot."""
    path = tmp_path / "names.txt"
    path.write_text(f"All is well .\n\n{line}\n", encoding="utf-8")
    with pytest.raises(OURS.MalformedLineError, match=rf"names\.txt, line 3: .*{complaint}"):
        list(OURS.read_ours(path))


@pytest.mark.parametrize("file", FILES)
def test_ours_is_cut_as_the_tokenizer_cuts(file: str) -> None:
    """What is trained on looks like what is read."""
    nlp = load_tokenizer()
    wrong = [words for words, _ in sentences(file) if [token.text for token in nlp.make_doc(" ".join(words))] != words]
    assert wrong == []


@pytest.mark.parametrize("file", FILES)
def test_ours_has_each_sentence_once_and_none_too_long(file: str) -> None:
    """A sentence that stands twice would count twice."""
    all_words = [tuple(words) for words, _ in sentences(file)]
    assert len(set(all_words)) == len(all_words)
    assert max(map(len, all_words)) <= LONGEST


@pytest.mark.parametrize("file", FILES)
def test_ours_shows_every_type_and_sentences_without_names(file: str) -> None:
    """No type is missing from training or from the part held apart."""
    assert {kind for kind, _ in names(file)} == set(OURS.TYPES)
    assert any(set(tags) == {"O"} for _, tags in sentences(file))


@pytest.mark.parametrize("file", FILES)
def test_ours_leaves_articles_titles_and_possessives_outside(file: str) -> None:
    """The rules of the README that can be seen on a name."""
    outside = re.compile(r"^(the|an|Mr\.|Mrs\.|Ms\.|Dr\.|President|Minister|King|Sheikh|Gen\.|Sir) |['’]s$")
    titled = ("The Last Convoy", "A Seat by the Window", "The Hague")
    assert [name for _, name in names(file) if outside.search(name) and name not in titled] == []


def test_ours_counts_what_its_readme_tells() -> None:
    """The table in the README is that of the files."""
    readme = (TRAINING / "ours" / "README.md").read_text(encoding="utf-8")
    for file in FILES:
        found = sentences(file)
        bare = sum(set(tags) == {"O"} for _, tags in found)
        words = sum(len(words) for words, _ in found)
        assert f"| `{file}` | {len(found)} | {words} | {len(names(file))} | {bare} |" in readme


def test_ours_holds_other_names_apart() -> None:
    """No name of the part held apart stands in the other file, whatever its case or type."""
    taught, held_apart = ({name.casefold() for _, name in names(file)} for file in FILES)
    assert taught & held_apart == set()


ACTS: Final = sorted((TRAINING / "ours").glob("acts*.txt"))


@pytest.mark.parametrize("path", ACTS, ids=lambda path: path.name)
def test_every_act_names_a_type_and_an_actor(path: Path) -> None:
    """A line is a type of PLOVER and a sentence with one actor, at most one kind of recipient, and no other bracket."""
    slot = re.compile(r"\{([AR])j?\}|\[([AR]) [^\]]+\]")
    for line in path.read_text(encoding="utf-8").splitlines():
        if not line or line.startswith("#"):
            continue
        kind, sentence = line.split(" | ", 1)
        assert kind == "NONE" or (kind in event_types() and event_types()[kind].quad), line
        assert "A" in {one or other for one, other in slot.findall(sentence)}, line
        assert not re.search(r"[\[\]{}]", slot.sub("", sentence)), line


def test_no_act_kept_apart_is_learnt_from() -> None:
    """What is kept apart stands in no file that is learnt from, with other parties neither."""
    apart = {"acts.dev.txt", "acts.apart.txt"}
    told = {path.name: set(_without_parties(path)) for path in ACTS}
    learnt = set().union(*(found for name, found in told.items() if name not in apart))
    assert not learnt & set().union(*(told[name] for name in apart))


def _without_parties(path: Path) -> Iterator[str]:
    for line in path.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            words = re.findall(r"\w+", re.sub(r"\{[AR]j?\}|\[[AR] [^\]]+\]", "", line.split(" | ", 1)[1]).lower())
            yield " ".join(words)
