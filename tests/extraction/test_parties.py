"""Who acts on whom: arguments from deeper in the clause, and none from outside it."""

from __future__ import annotations

import pytest

from extraction.observed import Reading, read


def parties(reading: Reading, kind: str) -> tuple[list[str], list[str]]:
    """Return actors and recipients of the only event of a type."""
    (event,) = [one for one in reading.found.events if one.type == kind]
    return reading.names(event.actors), reading.names(event.recipients)


@pytest.mark.parametrize(
    ("sentence", "kind", "actors", "recipients"),
    [
        # the party stands in the object's own phrase
        ("Berlin rejected recent calls by Belarus for aid.", "REJECT", ["Berlin"], ["Belarus"]),
        ("Berlin rejected calls by Belarus's rulers for aid.", "REJECT", ["Berlin"], ["Belarus"]),
        ("Rebels tortured scores of Liberian refugees.", "ASSAULT", ["Rebels"], ["Liberian refugees"]),
        # in the infinitive that completes the verb
        ("Iran threatened to attack Kuwait.", "THREATEN", ["Iran"], ["Kuwait"]),
        # in a condition
        ("Russia threatened to leave the talks if Norway goes ahead.", "THREATEN", ["Russia"], ["Norway"]),
        # in the place
        ("Israeli police imposed a curfew in Egypt.", "COERCE", ["Israeli police"], ["Egypt"]),
        # in the content of a noun, whose owner is the subject
        ("Poland reiterated its request that Russia open the port.", "REQUEST", ["Poland"], ["Russia"]),
    ],
)
def test_recipients_stand_deeper_in_the_clause(
    sentence: str, kind: str, actors: list[str], recipients: list[str]
) -> None:
    """Where the predicate's own roles are empty, the act's own clause is searched in order."""
    found = [one for one in read(sentence).found.events if one.type == kind]
    assert found
    reading = read(sentence)
    assert (reading.names(found[0].actors), reading.names(found[0].recipients)) == (actors, recipients)


def test_recipients_are_not_taken_from_another_clause() -> None:
    """What is told after "while" has no part in the act."""
    reading = read("Spain rejected the plan, while Chile praised Peru.")
    assert parties(reading, "REJECT") == (["Spain"], [])


def test_the_state_of_the_first_of_two_adjectives_acts_too() -> None:
    """ "Hungarian and Romanian officials" are two states' officials."""
    actors, _ = parties(read("Senior Hungarian and Romanian officials agreed to open the bridge."), "AGREE")
    assert actors == ["Hungarian", "Romanian officials"]


def test_they_are_the_plural_subject_that_says_so() -> None:
    """ "Rebels said they would" borrows the subject; "he" may be anybody."""
    reading = read("Palestinian leaders said they would suspend talks with Israel.")
    acting = {name for one in reading.found.events for name in reading.names(one.actors)}
    assert "they" not in acting


def test_a_second_subject_after_the_verb_is_its_object() -> None:
    """A tree that calls both "nsubj" is put right."""
    reading = read("An Argentine judge has ordered former president Carlos Menem to appear for questioning.")
    actors, recipients = parties(reading, "REQUEST")
    assert (actors, recipients) == (["Argentine judge"], ["Carlos Menem"])
