"""What one report's clauses tell, with participants: people without a name, voices, and what an act takes up."""

from __future__ import annotations

from chancery.model.events import Event
from chancery.resolution.conclude import conclude
from extraction.observed import read


def events(kind: str, *paragraphs: str) -> list[Event]:
    """Return the events of a type that a report adds up to."""
    reading = read(*paragraphs)
    return [one for one in conclude([(reading.report, reading.found)]).events if one.type == kind]


def sides(event: Event) -> tuple[list[tuple[str | None, ...]], list[tuple[str | None, ...]]]:
    """Return entity, state and sector of actors and of recipients."""
    return (
        [(one.entity, one.state, one.sector) for one in event.actors],
        [(one.entity, one.state, one.sector) for one in event.recipients],
    )


def test_people_without_a_name_are_no_entity() -> None:
    """Rebels of a state are not the state."""
    (event,) = events("ASSAULT", "Sudanese rebels kidnapped two Kenyan priests.")
    assert sides(event) == ([(None, "SDN", "REB")], [(None, "KEN", "REL")])


def test_police_act_for_their_state() -> None:
    """The state is the entity; the sector says through whom."""
    (event,) = events("COERCE", "Kenyan police arrested Ugandan traders.")
    assert sides(event) == ([("KEN", "KEN", "COP")], [(None, "UGA", "BUS")])


def test_officials_of_a_state_without_names_act_for_it() -> None:
    """A plural title means the state where no two holders are named."""
    (event,) = events("AGREE", "Hungarian and Romanian officials agreed to open the bridge.")
    assert [one.state for one in event.actors] == ["HUN", "ROU"]


def test_a_curfew_at_home_falls_on_the_state_s_own_people() -> None:
    """The state is not its own recipient; people of it without a name are."""
    (event,) = events("COERCE", "Turkish authorities imposed a curfew in the south of Turkey.")
    assert sides(event) == ([("TUR", "TUR", "GOV")], [(None, "TUR", None)])


def test_what_an_act_takes_up_names_the_other_of_two_states() -> None:
    """An answer that is taken up is that of the only other state that the report is about."""
    (event,) = events(
        "REJECT",
        "India answered Nepal's note on Monday. India said that it would study Nepal's map.",
        "Nepal rejected this answer.",
    )
    assert [one.state for one in event.recipients] == ["IND"]


def test_what_an_act_takes_up_stays_open_among_several_states() -> None:
    """With a third state in the report nobody is chosen."""
    (event,) = events(
        "REJECT",
        "India answered Nepal's note on Monday. China sent a note to Nepal. China and India will study the map.",
        "Nepal rejected this answer.",
    )
    assert event.recipients == ()


def test_a_telling_has_the_voice_of_whoever_is_quoted() -> None:
    """A report that only quotes it does not tell it itself."""
    (event,) = events("ASSAULT", '"Chad attacked Niger in May," Foreign Minister Anna Berg of Niger said on Monday.')
    assert [telling.voice for telling in event.tellings] == ["anna-berg"]
    (event,) = events("ASSAULT", "Chad attacked Niger in May.")
    assert [telling.voice for telling in event.tellings] == [None]


def test_who_recalls_an_ambassador_from_whom_is_in_the_post() -> None:
    """The state to which the envoy is accredited receives the act; help names its receiver beside it."""
    (event,) = events("SANCTION", "Peru recalled its ambassador to Chile on Tuesday.")
    assert [one.state for one in event.recipients] == ["CHL"]
    (event,) = events("SANCTION", "While Mali was shaken by strikes, Norway suspended aid.")
    assert [one.state for one in event.recipients] == ["MLI"]


def test_of_several_states_beside_an_act_none_is_its_receiver() -> None:
    """Nobody is chosen among two, and a state gives nothing to itself."""
    (event,) = events("SANCTION", "While Mali and Niger were shaken by strikes, Norway suspended aid.")
    assert event.recipients == ()
    (event,) = events("SANCTION", "Norway suspended aid after strikes in the north of Norway.")
    assert event.recipients == ()
