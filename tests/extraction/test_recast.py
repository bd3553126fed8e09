"""Clauses whose words make them another act than their verb alone, and whom such clauses leave out."""

from __future__ import annotations

import pytest

from extraction.observed import read


def told(text: str, kind: str) -> list[tuple[str | None, str, list[str], list[str]]]:
    """Return mode, status, actors and recipients of the events of a type."""
    reading = read(text)
    return [
        (one.mode, one.status.value, reading.names(one.actors), reading.names(one.recipients))
        for one in reading.found.events
        if one.type == kind
    ]


@pytest.mark.parametrize(
    ("text", "actor", "recipients"),
    [
        ("Chile's parliament did not ratify the border treaty.", "Chile's parliament", []),
        ("The Senate of Paraguay failed to ratify the treaty with Brazil on Monday.", "Senate of Paraguay", ["Brazil"]),
        ("He noted that the National Assembly of Ecuador had not ratified it.", "National Assembly of Ecuador", []),
        ("The Polish parliament did not approve the agreement with Norway.", "Polish parliament", ["Norway"]),
    ],
)
def test_what_a_parliament_did_not_approve_it_rejected(text: str, actor: str, recipients: list[str]) -> None:
    """A chamber decides by a vote; it is asked by whoever the treaty is with."""
    assert told(text, "REJECT") == [(None, "occurred", [actor], recipients)]


@pytest.mark.parametrize(
    "text",
    [
        "Chile's parliament has not ratified the treaty yet.",
        "Chile did not ratify the treaty.",
        "Chile's parliament ratified the treaty.",
        "Chile's parliament has still not approved the treaty with Peru.",
    ],
)
def test_what_is_still_to_be_decided_is_no_refusal(text: str) -> None:
    """Nor is what a state leaves undone."""
    assert told(text, "REJECT") == []


@pytest.mark.parametrize(
    "text",
    [
        "In the January 28 treaty, Oman and Yemen agreed on a line as their sea border.",
        "Oman and Yemen agreed in that pact on a price for gas.",
        "Under the accord, Oman and Yemen agreed to share the well.",
    ],
)
def test_what_parties_agreed_in_a_treaty_is_its_conclusion(text: str) -> None:
    """The treaty is there: agreeing was signing."""
    assert [(status, actors) for _, status, actors, _ in told(text, "SUPPORT")] == [("occurred", ["Oman", "Yemen"])]
    assert told(text, "AGREE") == []


@pytest.mark.parametrize(
    "text",
    [
        "Oman and Yemen agreed on a line as their sea border.",
        "Oman and Yemen agreed in Muscat to sign a treaty.",
        "In the talks on a treaty Oman and Yemen agreed to meet again.",
    ],
)
def test_an_agreement_without_its_treaty_stays_one(text: str) -> None:
    """A treaty that is only talked of is not concluded."""
    assert len(told(text, "AGREE")) == 1


@pytest.mark.parametrize(
    ("text", "actors", "recipient"),
    [
        ("Consul Oleg Savich, who was expelled from Chile in May, wrote a book.", ["Chile"], "Oleg Savich"),
        ("Chile deported Ambassador Ana Ruiz on Monday.", ["Chile"], "Ana Ruiz"),
        ("Kenya told the ambassador of Oman to leave.", ["Kenya"], "ambassador of Oman"),
        ("Peru's consul was ordered out of Chile on Monday.", ["Chile"], "Peru's consul"),
    ],
)
def test_an_envoy_who_has_to_go_is_expelled(text: str, actors: list[str], recipient: str) -> None:
    """Whatever the words; the state that he left did it where no other is named."""
    assert told(text, "SANCTION") == [("expel", "occurred", actors, [recipient])]


@pytest.mark.parametrize("text", ["Chile deported two Peruvian traders.", "Kenya asked Oman to leave the pact."])
def test_others_who_have_to_go_are_no_envoys(text: str) -> None:
    """Traders are deported, and a state is asked."""
    assert told(text, "SANCTION") == []


@pytest.mark.parametrize(
    ("text", "recipients"),
    [
        ("Italy was urged to join the project.", ["Italy"]),
        ("Peru and Chile were called upon to join the pact.", ["Peru", "Chile"]),
        ("Costa Rica was asked on Wednesday to join the power line.", ["Costa Rica"]),
    ],
)
def test_a_request_may_name_nobody_who_made_it(text: str, recipients: list[str]) -> None:
    """Another report may name them."""
    assert told(text, "REQUEST") == [(None, "occurred", [], recipients)]


@pytest.mark.parametrize("text", ["Residents were urged to stay at home.", "Children were asked to leave the room."])
def test_a_request_to_nobody_known_is_none(text: str) -> None:
    """Neither side is known."""
    assert told(text, "REQUEST") == []


@pytest.mark.parametrize(
    ("text", "kind", "actor"),
    [
        ("Guinea asked Portugal to resume the aid that it suspended last month.", "SANCTION", "Portugal"),
        ("Peru restored the aid which it had frozen in May.", "SANCTION", "Peru"),
        ("Chile praised Peru for the aid it sent in May.", "AID", "Peru"),
    ],
)
def test_it_in_a_relative_clause_is_the_state_spoken_of_last(text: str, kind: str, actor: str) -> None:
    """Whoever is faced comes before whoever acts."""
    assert [actors for _, _, actors, _ in told(text, kind)] == [[actor]]


def test_it_is_no_person() -> None:
    """Where only a person acts, the word means nobody."""
    assert told("Ana Ruiz praised the aid that it suspended.", "SANCTION") == []


@pytest.mark.parametrize(
    ("text", "recipient"),
    [
        ("We support as well the reforms in Peru.", "Peru"),
        ("We very much support the efforts at reform that are taking place in Chile.", "Chile"),
        ("We support the talks taking place in Oman.", "Oman"),
    ],
)
def test_what_one_supports_is_whose_it_is(text: str, recipient: str) -> None:
    """A clause about the thing may say where it takes place."""
    assert [recipients for _, _, _, recipients in told(text, "SUPPORT")] == [[recipient]]


@pytest.mark.parametrize(
    ("text", "host"),
    [
        ("He spoke a day before his departure for Cuba.", "Cuba"),
        ("She wrote it after her arrival in Lima.", "Lima"),
        ("The king received them before his departure for Oslo.", "Oslo"),
    ],
)
def test_a_departure_for_a_place_is_a_visit(text: str, host: str) -> None:
    """What is still to come is planned."""
    status = "planned" if "before" in text else "occurred"
    assert [(m, s, to) for m, s, _, to in told(text, "CONSULT") if m == "visit"] == [("visit", status, [host])]


def test_a_departure_from_a_place_is_none() -> None:
    """Nor is one from a pact."""
    assert told("After his departure from Lima he wrote a book.", "CONSULT") == []
    assert told("The departure of Chile from the pact was expected.", "CONSULT") == []


@pytest.mark.parametrize(
    "text",
    [
        "Chile will honour the treaty with Peru.",
        "Chile will carry out all its agreements with Peru.",
        "Chile will fulfil its obligations to Peru.",
    ],
)
def test_who_will_honour_a_treaty_promises_it(text: str) -> None:
    """To say so is the act."""
    assert told(text, "AGREE") == [(None, "occurred", ["Chile"], ["Peru"])]


def test_who_honoured_a_treaty_promises_nothing() -> None:
    """A deed is no promise, and what is promised is told once."""
    assert told("Chile carried out its agreements with Peru.", "AGREE") == []
    assert len(told("Chile promised Peru that it would honour the treaty.", "AGREE")) == 1


def test_crowds_break_into_seats_of_power() -> None:
    """Thieves do not protest."""
    text = "In Chile the results were annulled on May 6, after a crowd had broken into the seat of government."
    assert [mode for mode, _, _, _ in told(text, "PROTEST")] == ["riot"]
    assert told("In Chile two boys broke into the office of a bank.", "PROTEST") == []


@pytest.mark.parametrize(
    ("text", "sides"),
    [
        ("Oman brought Chile and Peru together on Friday.", ["Chile", "Peru"]),
        ("The president of Oman brought Ana Ruiz of Chile and Juan Paz of Peru together.", ["Ana Ruiz", "Juan Paz"]),
        ("Oman brought Chile and Peru to the table.", ["Chile", "Peru"]),
    ],
)
def test_who_brings_sides_together_mediates(text: str, sides: list[str]) -> None:
    """Whoever is brought is no broker."""
    ((mode, _, actors, recipients),) = told(text, "CONSULT")
    assert (mode, recipients) == ("third-party", sides)
    assert len(actors) == 1


def test_a_note_of_protest_protests() -> None:
    """Other notes do not, and things are brought together without a broker."""
    text = "Chile's Foreign Ministry handed the Peruvian ambassador a note of protest."
    assert [(mode, len(to)) for mode, _, _, to in told(text, "ACCUSE")] == [("disapprove", 1)]
    assert told("Chile handed the Peruvian ambassador a note of thanks.", "ACCUSE") == []
    assert told("Oman brought the papers together.", "CONSULT") == []
