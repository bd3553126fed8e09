"""What the codebook knows of two given parties."""

from __future__ import annotations

import pytest

from chancery.coding import Asked, Looked, Text, look_at
from chancery.extraction.between import type_between
from chancery.model.events import EventStatus


def looked(text: str, actor: str, recipient: str | None) -> Looked:
    """Look at one sentence."""
    found = next(look_at([Asked(Text(id=None, text=text), actor, recipient)]))
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("text", "actor", "recipient", "kind"),
    [
        ("Norway thanked Chad for the tents.", "Norway", "Chad", "SUPPORT"),
        ("Chad was accused by Norway of spying.", "Norway", "Chad", "ACCUSE"),
        ("Chad, bombed by Libya for a week, asked Egypt for tents.", "Libya", "Chad", "ASSAULT"),
        ("Chad, bombed by Libya for a week, asked Egypt for tents.", "Chad", "Egypt", "REQUEST"),
        ("After talks with Peru, Chile expelled two Bolivian diplomats.", "Chile", "Bolivian", "SANCTION"),
        ("Malta will send Libya tents.", "Malta", "Libya", "AGREE"),
        ("Serbia will bomb Albania if it moves.", "Serbia", "Albania", "THREATEN"),
    ],
)
def test_the_event_between_the_parties_comes_first(text: str, actor: str, recipient: str, kind: str) -> None:
    """Of several events that of the two parties is the best evidence, in the active and in the passive."""
    assert looked(text, actor, recipient).evidence[0].type == kind


def test_an_event_of_others_is_worth_less() -> None:
    """The same sentence gives the same events, weighed by who is asked about."""
    text = "Norway thanked Chad and accused Libya of piracy."
    thanks = {one.type: one.worth for one in looked(text, "Norway", "Chad").evidence}
    blame = {one.type: one.worth for one in looked(text, "Norway", "Libya").evidence}
    assert thanks["SUPPORT"] > thanks["ACCUSE"]
    assert blame["ACCUSE"] > blame["SUPPORT"]


def test_parties_the_other_way_round_are_second_choice() -> None:
    """What was done to the actor by the recipient is said to be turned round."""
    first = looked("Norway accused Chad of piracy.", "Chad", "Norway").evidence[0]
    assert first.turned
    assert first.worth < looked("Norway accused Chad of piracy.", "Norway", "Chad").evidence[0].worth


def test_a_sense_without_its_parties_is_still_told() -> None:
    """Where nothing is coded, the predicates on the path say what they know."""
    found = looked("The committee accused the association.", "committee", "association").evidence
    assert [one.type for one in found[:1]] == ["ACCUSE"]


def test_a_sentence_without_an_act_gives_nothing() -> None:
    """No evidence is an answer."""
    assert not looked("Norway is larger than Chad.", "Norway", "Chad").evidence


@pytest.mark.parametrize(
    ("kind", "mode", "status", "plain"),
    [
        ("AID", None, EventStatus.PLANNED, "AGREE"),
        ("RETREAT", "withdraw", EventStatus.PLANNED, "CONCEDE"),
        ("ASSAULT", None, EventStatus.PLANNED, "THREATEN"),
        ("ASSAULT", None, EventStatus.CONDITIONAL, "THREATEN"),
        ("ASSAULT", None, EventStatus.DENIED, "ASSAULT"),
        ("ASSAULT", None, EventStatus.OCCURRED, "ASSAULT"),
        ("CONSULT", None, EventStatus.DENIED, "REJECT"),
        ("OFFICE", "oust", EventStatus.OCCURRED, "SANCTION"),
        ("OFFICE", "leave", EventStatus.OCCURRED, "RETREAT"),
        ("ELECT", "election", EventStatus.OCCURRED, None),
    ],
)
def test_plans_and_changes_of_office_become_what_plover_has(
    kind: str, mode: str | None, status: EventStatus, plain: str | None
) -> None:
    """To announce a thing is to agree to it, to concede it or to threaten it."""
    assert type_between(kind, mode, status) == plain


def test_a_long_list_is_weighed_in_time() -> None:
    """A sentence of hundreds of parties and acts is no trouble."""
    text = "Norway thanked Chad, " + ", ".join("Peru accused Chile of theft" for _ in range(300)) + "."
    assert looked(text, "Norway", "Chad").evidence[0].type == "SUPPORT"
