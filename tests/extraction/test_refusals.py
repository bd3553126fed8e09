"""What will not be done, what is demanded, tried, refused or only aimed at: which act a clause tells of."""

from __future__ import annotations

import pytest

from chancery.extraction.observe import observe
from chancery.language.pipeline import annotate
from chancery.model.mentions import Observations
from chancery.model.text import Block, BlockKind, Report, Span


def _read(text: str) -> Observations:
    block = Block(kind=BlockKind.PARAGRAPH, span=Span(0, len(text)))
    report = Report(id="r", path="refusals.txt", text=text, blocks=(block,))
    return observe(annotate(report), report, program="test")


def _told(text: str) -> list[tuple[str, str]]:
    return [(event.type, event.status.value) for event in _read(text).events]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Norway will not accept any more refugees.", [("REJECT", "occurred")]),
        ("The government of Norway would not bow to Chad's demands.", [("REJECT", "occurred")]),
        ("Chad has refused to deploy peacekeepers in Mali.", [("REJECT", "occurred")]),
        ("Chad threatened to launch an offensive against Mali unless it accepted a truce.", [("THREATEN", "occurred")]),
        ("Chad tried to hack into the computers of Norwegian officers.", [("COERCE", "occurred")]),
    ],
)
def test_an_act_that_holds_another_is_the_only_one(text: str, told: list[tuple[str, str]]) -> None:
    """A refusal, a threat or an attempt is one act; what it is about is none."""
    assert [one for one in _told(text) if one[0] != "AGREE"] == told


@pytest.mark.parametrize(
    "text",
    [
        "Norway reiterated its demand that Chad ease restrictions on Malian workers.",
        "Chad demanded that Norway cancel plans to sell weapons to Mali.",
    ],
)
def test_what_is_demanded_is_not_done(text: str) -> None:
    """The bare verb of a demand's content tells of no act."""
    assert _told(text) == [("REQUEST", "occurred")]


def test_a_goal_of_doing_something_is_not_the_deed() -> None:
    """A gerund after a noun for an aim tells of nothing that happened."""
    assert not _told("The rebels have a goal of ousting President Paul Weber.")


def test_who_is_ordered_is_the_only_one_ordered() -> None:
    """States inside what is ordered receive no order."""
    seen = _read("Norway ordered Finland to stop sales of arms to Chad.")
    assert [[seen.entities[i].name for i in event.recipients] for event in seen.events] == [["Finland"]]


def test_a_body_of_a_state_after_an_article_is_that_state() -> None:
    """The article of "A Turkish team" is no initial of a name."""
    seen = _read("A Turkish team arrived in Oslo on Monday.")
    assert [seen.entities[i].of or seen.entities[i].key for e in seen.events for i in e.actors] == ["TUR"]


def test_a_verb_that_no_list_has_keeps_its_lemma() -> None:
    """Inflected forms of new verbs are traced back by their ending."""
    assert ("AID", "occurred") in _told("Yesterday Norway airdropped food and medicine to Chad.")
