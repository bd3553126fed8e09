"""Sentence boundaries."""

from __future__ import annotations

import importlib.util
import itertools
import sys
from pathlib import Path
from types import ModuleType
from typing import Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chancery.codebooks.abbreviations import read_abbreviations
from chancery.language.pipeline import load_tokenizer
from chancery.language.sentences import find_starts, set_sentence_starts
from pace import assert_grows_in_line

BENCH: Final = Path(__file__).parents[2] / "bench" / "sentences.py"
KNOWN_FAULTS: Final = 2  # of those held apart; "in Oct. | 2. They shall", "in Aug. | 2020 was worse" look like dates
AHEAD: Final = 20  # points


def module() -> ModuleType:
    """Load the benchmark, which reads the passages."""
    spec = importlib.util.spec_from_file_location("bench_sentences", BENCH)
    assert spec is not None
    assert spec.loader is not None
    loaded = sys.modules[spec.name] = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(loaded)
    return loaded


PASSAGES: Final = module()


def split(text: str, *, blocks: tuple[int, ...] = ()) -> list[str]:
    """Return the sentences of a text without the blanks around them."""
    doc = set_sentence_starts(load_tokenizer().make_doc(text), blocks)
    return [sent.text.strip() for sent in doc.sents if sent.text.strip()]


@pytest.mark.parametrize("passage", PASSAGES.read_passages("tuned"), ids=lambda passage: passage.text[:40])
def test_sentences_end_where_a_reader_stops(passage: object) -> None:
    """Abbreviations, initials, figures, quotation marks, lists neither hide nor invent a boundary."""
    assert PASSAGES.split_ours(passage.text) == passage.starts  # type: ignore[attr-defined]


def test_sentences_of_passages_held_apart_are_right() -> None:
    """Passages written after the rules are split rightly, but for the faults that are known."""
    assert len(PASSAGES.score(PASSAGES.read_passages("apart"), PASSAGES.split_ours).wrong) <= KNOWN_FAULTS


@pytest.mark.parametrize("rival", ["pysbd", "spaCy"])
@pytest.mark.parametrize("name", ["tuned", "apart"])
def test_sentences_are_split_better_than_by_others(name: str, rival: str) -> None:
    """On hard passages we are ahead, and on those held apart by 20 points."""
    passages = PASSAGES.read_passages(name)
    ours = PASSAGES.score(passages, PASSAGES.split_ours)
    theirs = PASSAGES.score(passages, PASSAGES.SPLITTERS[rival])
    assert ours.right >= theirs.right + AHEAD
    assert ours.f1 > theirs.f1


def test_sentences_have_passages_enough() -> None:
    """There are at least 150 passages, no two alike, and 50 of them are held apart."""
    sets = {name: [passage.text for passage in PASSAGES.read_passages(name)] for name in PASSAGES.SETS}
    assert len(sets["apart"]) >= 50
    assert len({*sets["tuned"], *sets["apart"]}) == len(sets["tuned"]) + len(sets["apart"]) >= 150


def test_passages_are_read_with_their_boundaries() -> None:
    """The mark is taken out, with the blank behind it, and the offset stays."""
    passage = PASSAGES.read_passage("A b.| C d.\\n| E. | F")
    assert passage.text == "A b.C d.\nE. F"
    assert passage.starts == {4, 9, 12}


def test_passages_are_scored_by_whole_passage_and_by_boundary() -> None:
    """A splitter that finds one boundary of two, and one that is none, gets half of each measure."""
    passages = [PASSAGES.read_passage(line) for line in ("A. | B.", "C. | D e.")]
    score = PASSAGES.score(passages, lambda text: {3} if text.startswith("A") else {5})
    assert (score.right, score.f1, score.wrong) == (50.0, 50.0, ("C. D |e.",))


def test_sentences_begin_with_every_block() -> None:
    """A heading without a full stop does not run into the paragraph below it, even where nothing shows it."""
    text = "talks resume the envoys met. They left."
    assert split(text, blocks=(0, 13)) == ["talks resume", "the envoys met.", "They left."]


def test_sentences_of_a_list_in_a_block_keep_their_numbers() -> None:
    """A number at the head of a block is no sentence."""
    text = "He left.\n\n12. The parties shall meet. They shall talk."
    assert split(text, blocks=(0, 10)) == ["He left.", "12. The parties shall meet.", "They shall talk."]


def test_sentences_leave_everything_else_as_it_was() -> None:
    """The same document comes back, with the same words."""
    doc = load_tokenizer().make_doc("He left.  She stayed.")
    before = [(token.text, token.whitespace_) for token in doc]
    assert set_sentence_starts(doc, ()) is doc
    assert [(token.text, token.whitespace_) for token in doc] == before


def test_sentences_of_nothing_are_none() -> None:
    """An empty text has no sentence, a blank one a single one."""
    assert list(set_sentence_starts(load_tokenizer().make_doc(""), (0,))) == []
    assert len(list(set_sentence_starts(load_tokenizer().make_doc(" \n\n "), ()).sents)) == 1


def test_abbreviations_of_one_kind_are_of_no_other() -> None:
    """What may follow an abbreviation is said once."""
    known = read_abbreviations()
    kinds = (known.titles, known.numbered, known.joining, known.clock, known.closing)
    assert all(not (one & other) for one, other in itertools.combinations(kinds, 2))
    assert all(word.endswith(".") and word.islower() for kind in kinds for word in kind)
    assert known.words <= known.numbered


@given(st.text(max_size=300), st.sets(st.integers(-5, 320)))
@settings(max_examples=150)
def test_sentences_lose_no_character(text: str, blocks: set[int]) -> None:
    """The sentences of any text are the text, wherever blocks are said to begin."""
    doc = set_sentence_starts(load_tokenizer().make_doc(text), blocks)
    assert "".join(sent.text_with_ws for sent in doc.sents) == text


@given(st.text(alphabet=" \n.?!…()[]\"“”'’«»–•1aAbI", max_size=120), st.sets(st.integers(0, 120)))
@settings(max_examples=300)
def test_sentences_begin_in_rising_order(text: str, blocks: set[int]) -> None:
    """Offsets rise, none comes twice, and every block's but the text's own is among them."""
    starts = list(find_starts(text, blocks))
    assert starts == sorted(set(starts))
    assert blocks - {0} <= set(starts)


@pytest.mark.parametrize(
    "piece",
    [
        '. " ',
        ".",
        "\n",
        "( ",
        ").",
        "?) A",
        "A.",
        "Mr. ",
        '?" Lind ',
        "[1] ",
        "a\nB ",
        "• ",
        ". . ",
        " ",
        " \n",
        ".\xa0",
    ],
)
def test_sentences_take_time_in_line_with_length(piece: str) -> None:
    """A long run of marks costs no more than a text of that length."""
    assert_grows_in_line(lambda size: list(find_starts(piece * size)), 5_000)
