"""Whose words tell of an event."""

from __future__ import annotations

from extraction.observed import read


def test_an_event_in_a_quotation_keeps_its_speaker() -> None:
    """The report does not vouch for what it quotes."""
    reading = read('"Chad attacked Niger in May," Foreign Minister Anna Berg said on Monday.')
    (event,) = [one for one in reading.found.events if one.type == "ASSAULT"]
    assert event.voice is not None
    assert reading.found.entities[event.voice].name == "Anna Berg"


def test_an_event_that_the_report_tells_has_no_voice() -> None:
    """What stands outside the quotation marks is the report's own."""
    reading = read('Chad attacked Niger in May. "We are sad," Foreign Minister Anna Berg said on Monday.')
    assert [one.voice for one in reading.found.events if one.type == "ASSAULT"] == [None]
