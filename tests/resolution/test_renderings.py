"""The same words in other words: translations, paraphrases, pieces."""

from __future__ import annotations

import pytest

from chancery.model.evidence import Evidence
from chancery.model.quotations import Quotation, QuotationKind, Rendering
from chancery.model.text import Span
from chancery.resolution.quotations import Spoken, resolve_quotations
from chancery.resolution.renderings import SAME_WORDS, likeness, words_of
from chancery.resolution.words import Weights


def quoted(words: str, sentence: str, kind: QuotationKind = QuotationKind.MIXED) -> Quotation:
    """Make a quotation of one report."""
    start = sentence.index(words)
    content = Evidence("a" * 16, Span(start, start + len(words)), words)
    evidence = (Evidence("a" * 16, Span(0, len(sentence)), sentence),)
    return Quotation(
        id="q-1", kind=kind, renderings=(Rendering(content=content),), evidence=evidence, speaker="ana-costa"
    )


PAIRS = [
    pytest.param(
        quoted("keep the port open", "Costa promised to keep the port open."),
        quoted("the port will be kept open", "She said the port will be kept open all winter."),
        True,
        id="paraphrase",
    ),
    pytest.param(
        quoted("in days and not in weeks", "Costa said the first ferry would sail in days and not in weeks."),
        quoted("the first ferry would sail in a few days", "She said the first ferry would sail in a few days."),
        True,
        id="a piece, and the whole reported",
    ),
    pytest.param(
        quoted("a loyal neighbour", "Costa called the island a loyal neighbour."),
        quoted("a faithful neighbour", "She called it a faithful neighbour."),
        True,
        id="a fragment with another adjective, on one occasion",
    ),
    pytest.param(
        quoted("strategic partnership", "Costa praised the strategic partnership."),
        quoted(
            "We work with all strategic and traditional partners of the island",
            "We work with all strategic and traditional partners of the island",
            QuotationKind.DIRECT,
        ),
        False,
        id="two common words",
    ),
    pytest.param(
        quoted("Norway is a strong partner in the north", "Norway is a strong partner in the north"),
        quoted("Latvia is a strong partner in the north", "Latvia is a strong partner in the north"),
        False,
        id="a formula, said of another state",
    ),
    pytest.param(
        quoted("We are glad to have Minister Berg here today", "We are glad to have Minister Berg here today"),
        quoted("We are glad to have Minister Ozols here today", "We are glad to have Minister Ozols here today"),
        False,
        id="a formula, said of another guest",
    ),
    pytest.param(
        quoted("Norway will mend the cable before the winter", "Norway will mend the cable before the winter"),
        quoted("Norway will repair the cable before winter", "She said Norway will repair the cable before winter."),
        True,
        id="the same state in both",
    ),
    pytest.param(
        quoted("the treaty is dead", "Costa said the treaty is dead."),
        quoted("the harvest was good", "She said the harvest was good."),
        False,
        id="another matter",
    ),
]


@pytest.mark.parametrize(("one", "other", "same"), PAIRS)
def test_renderings_of_one_occasion(one: Quotation, other: Quotation, same: bool) -> None:  # noqa: FBT001 - a case
    """Words, sentences and the occasion say whether two renderings are of the same words."""
    mine, yours = words_of(one), words_of(other)
    value = likeness(mine, yours, Weights([mine.own, yours.own]), same_time=True, same_event=True)
    assert (value >= SAME_WORDS) is same


def test_fragments_of_no_known_occasion_are_not_joined() -> None:
    """An adjective apart is too little where nothing says that both are of one day."""
    one, other = (
        words_of(quoted("a loyal neighbour", "a loyal neighbour")),
        words_of(quoted("a faithful neighbour", "a faithful neighbour")),
    )
    assert likeness(one, other, Weights([]), same_time=False, same_event=False) < SAME_WORDS


def spoken(report: str, *sentences: str) -> list[Spoken]:
    """Make quotations of one speaker in a report that nothing dates, each in a sentence of its own."""
    found = []
    for at, words in enumerate(sentences):
        content = Evidence(report * 16, Span(100 * at, 100 * at + len(words)), words)
        quotation = Quotation(
            id=f"q-{report}{at}", kind=QuotationKind.INDIRECT, renderings=(Rendering(content=content),),
            evidence=(content,), speaker="ana-costa",
        )  # fmt: skip
        found.append(Spoken(quotation, None))
    return found


LONG = "The new pier assumes that our ferries, even the smallest of them, will wait for container ships every morning"


def test_the_same_long_words_make_one_speech_of_what_stands_beside_them() -> None:
    """What two reports of one speech give in other words is one quotation; without the speech it is two."""
    one = "the harbour council rejected the dredging"
    other = "the harbour council did not approve the dredging"
    found = resolve_quotations([*spoken("a", LONG, one), *spoken("b", LONG, other)])
    assert sorted(len(quotation.renderings) for quotation in found) == [2, 2]
    apart = resolve_quotations([*spoken("a", one), *spoken("b", other)])
    assert [len(quotation.renderings) for quotation in apart] == [1, 1]
