"""States that a report means without naming them there."""

from __future__ import annotations

from dataclasses import replace

import pytest

from chancery.model.mentions import NamedBy
from chancery.model.text import BlockKind
from chancery.resolution.conclude import conclude
from chancery.resolution.coreference import find_referents
from chancery.resolution.scene import set_scene
from resolution.drafts import Draft


def meant(draft: Draft, position: int) -> list[str]:
    """Return the keys of what a mention means."""
    return [ref.key for ref in find_referents(set_scene(*draft.done())).refs[position]]


def described(draft: Draft, words: str) -> int:
    """Add a state that is described and not named."""
    position = draft.state(words, "")
    mention = draft.entities[position]
    draft.entities[position] = type(mention)(
        kind=mention.kind, span=mention.span, name=mention.name, by=NamedBy.DESCRIPTION, whole=mention.whole
    )
    return position


def test_sides_are_the_states_of_those_who_met() -> None:
    """“Both sides” after a meeting are the states of the two who met."""
    draft = Draft(["Ana Costa of Peru met Rui Lima of Chile about Kenya.", "Both sides were glad."])
    ana = draft.person("Ana Costa", office="foreign minister", of="PER")
    rui = draft.person("Rui Lima", office="foreign minister", of="CHL")
    draft.state("Kenya", "KEN")
    both = described(draft, "Both sides")
    draft.event("met", "CONSULT", by=(ana, rui))
    assert meant(draft, both) == ["PER", "CHL"]


def test_sides_are_the_two_states_of_the_report() -> None:
    """Without a meeting they are the two states that the report is about; with three alike nobody."""
    draft = Draft(["Peru and Chile trade.", "Chile and Peru fish.", "The two countries are glad."])
    for name, code, nth in (("Peru", "PER", 0), ("Chile", "CHL", 0), ("Chile", "CHL", 1), ("Peru", "PER", 1)):
        draft.state(name, code, nth)
    both = described(draft, "two countries")
    draft.entities[both] = type(draft.entities[both])(
        kind=draft.entities[both].kind, span=draft.entities[both].span, name="the two countries",
        by=NamedBy.DESCRIPTION, whole=draft.span("The two countries"),
    )  # fmt: skip
    assert sorted(meant(draft, both)) == ["CHL", "PER"]


def test_sides_of_one_named_state_only() -> None:
    """“The government” is that of the only state named beside it, and of nobody between two."""
    one = Draft(["Voters in Peru waited while the government fell."])
    one.state("Peru", "PER")
    assert meant(one, described(one, "government")) == ["PER"]
    two = Draft(["Voters in Peru and Chile waited while the government fell."])
    two.state("Peru", "PER")
    two.state("Chile", "CHL")
    assert meant(two, described(two, "government")) == []


def test_sides_give_a_host_the_state_of_the_place() -> None:
    """Who meets a guest of another state acts for the state where they meet."""
    draft = Draft(["Secretary Ana Costa met Chilean Foreign Minister Rui Lima in Lima.", "The Secretary left."])
    ana = draft.person("Ana Costa", office="secretary of state")
    rui = draft.person("Rui Lima", office="foreign minister", of="CHL")
    lima = draft.place("Lima", of="PER", nth=1)
    short = draft.title("Secretary", "secretary", nth=1)
    draft.event("met", "CONSULT", by=(ana, rui), place=lima)
    (event,) = conclude([draft.done()]).events
    assert {one.state for one in event.actors} == {"PER", "CHL"}
    assert len(meant(draft, short)) == 1


def test_sides_leave_two_without_a_state_alone() -> None:
    """Where neither of two has a state, the place tells nothing."""
    draft = Draft(["Ana Costa met Rui Lima in Lima."])
    ana, rui = draft.person("Ana Costa"), draft.person("Rui Lima")
    draft.event("met", "CONSULT", by=(ana, rui), place=draft.place("Lima", of="PER", nth=1))
    (event,) = conclude([draft.done()]).events
    assert {one.state for one in event.actors} == {None}


def test_sides_of_a_transcript_thank_each_other() -> None:
    """The speaker thanks whom she addresses; “you” is the other of two speakers, never her own state."""
    draft = Draft(
        ["ANA COSTA: Minister, thank you for the grain for Peru.", "RUI LIMA: I thank you."],
        spoken=True,
    )
    peru = draft.state("Peru", "PER")
    first = draft.pronoun("I thank")
    draft.event("thank you for", "SUPPORT", to=(peru,))
    draft.event("thank you.", "SUPPORT", by=(first,))
    told = {e.actors[0].entity: [one.entity for one in e.recipients] for e in conclude([draft.done()]).events}
    assert told["rui-lima"] == ["ana-costa"]
    assert "ana-costa" in told


@pytest.mark.parametrize(("office", "states"), [("spokesperson", ["NOR"]), ("foreign minister", [])])
def test_spokespersons_brief_at_home(office: str, states: list[str]) -> None:
    """The place above a briefing tells whose spokesperson speaks; a minister may be a guest there."""
    draft = Draft(["Oslo, 3 May 2021", "Maria Lund urged Chile and Peru to talk."], "2021-05-03")
    oslo = draft.place("Oslo", of="NOR")
    lund = draft.person("Maria Lund", office=office)
    sides = (draft.state("Chile", "CHL"), draft.state("Peru", "PER"))
    draft.event("urged", "REQUEST", by=(lund,), to=sides)
    report, seen = draft.done()
    head = replace(report.blocks[0], kind=BlockKind.DATELINE)
    told = find_referents(set_scene(replace(report, blocks=(head, *report.blocks[1:])), seen))
    assert [local.home for local in told.people if local.home] == states
    assert oslo < lund
