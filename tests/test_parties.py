"""Parties of events in short texts, read all the way: who acts, and to whom it is done."""

from __future__ import annotations

from collections.abc import Iterable

import pytest

from chancery.model.events import Event, Participant
from chancery.pipeline import code_report
from chancery.reading.report import parse_report
from chancery.resolution.conclude import conclude


def coded(text: str) -> tuple[Event, ...]:
    """Read a text whose lines are paragraphs."""
    report = parse_report(text.replace("\n", "\n\n").encode(), path="text.txt")
    return conclude([(report, code_report(report))]).events


def who(side: Iterable[Participant]) -> set[str | None]:
    """Return the state or body that each participant acts for; of nobody's the name."""
    return {one.state or one.entity for one in side}


def check(text: str, kind: str, actors: str, recipients: str) -> None:
    """Ask for an event of a type with these parties and no others."""
    events = coded(text)
    told = [(who(event.actors), who(event.recipients)) for event in events if event.type == kind]
    assert (set(actors.split()), set(recipients.split())) in told, [(e.type, e.actors, e.recipients) for e in events]


@pytest.mark.parametrize(
    ("text", "kind", "actors", "recipients"),
    [
        # whom "from" names
        ("Kenya's president met a delegation from Malawi's parliament.", "CONSULT", "KEN MWI", ""),
        ("Chad's foreign minister received diplomats from Gabon.", "CONSULT", "TCD GAB", ""),
        ("Officials from Peru met lawmakers from Chile in Arica.", "CONSULT", "PER CHL", ""),
        # which government sits in a capital
        ("Italy urged the authorities in Tirana to act.", "REQUEST", "ITA", "ALB"),
        ("The government in Lima accused Chile of spying.", "ACCUSE", "PER", "CHL"),
        # whoever is a counterpart
        ("The Latvian president telephoned his Omani opposite number.", "CONSULT", "LVA OMN", ""),
        ("Gambia's president had telephoned his Guinean counterpart.", "CONSULT", "GMB GIN", ""),
        # verbs whose object names the act
        ("Malawi's high court ordered the deportation of a Burundian activist.", "COERCE", "MWI", "BDI"),
        # whom a protest is about
        ("Bolivia protests at Chilean drilling in the desert.", "ACCUSE", "BOL", "CHL"),
        # to each other
        ("Venezuela and Guyana accused each other of spying.", "ACCUSE", "VEN GUY", ""),
        ("Armenia and Azerbaijan blamed one another for the fire.", "ACCUSE", "ARM AZE", ""),
        # ships by their flag, companies by their state
        ("A Liberian-flagged tanker was seized by Iranian commandos.", "COERCE", "IRN", "LBR"),
        ("The Greek shipping company Thalassa accused Oman of piracy.", "ACCUSE", "GRC", "OMN"),
        ("Japan's Nikkatsu signed a contract with Peru.", "SUPPORT", "JPN PER", ""),
        # a call on one state about another
        ("France called on Serbia to publish its pact with Russia.", "REQUEST", "FRA", "SRB"),
        # bodies of several states
        ("The African Union will elect a new chair at its summit in Addis Ababa.", "ELECT", "AU", ""),
        # talks that are called off
        ("The talks between Djibouti and Eritrea have been cancelled.", "REJECT", "DJI ERI", ""),
        ("The visit by the Cuban foreign minister to Angola was cut short.", "CONSULT", "CUB", "AGO"),
        # his country, his government
        ("The Tuvaluan premier said his country and Fiji had concluded a treaty.", "SUPPORT", "TUV FJI", ""),
        ("Guyana's president said his government would not negotiate with Venezuela.", "REJECT", "GUY", "VEN"),
        # envoys
        ("Senegal will send its ambassador back to Conakry.", "RETREAT", "SEN", "GIN"),
        ("Mali recalled its ambassador to Niger after Togo's protest.", "SANCTION", "MLI", "NER"),
        ("Belgrade's ambassador in Podgorica was declared persona non grata.", "SANCTION", "MNE", "SRB"),
        # whoever is awaited
        ("Togo's president is expected in Accra on Friday.", "CONSULT", "TGO", "GHA"),
        ("Kenya's prime minister will continue to Kampala on Monday.", "CONSULT", "KEN", "UGA"),
    ],
)
def test_parties_of_a_sentence(text: str, kind: str, actors: str, recipients: str) -> None:
    """The clause itself tells who has a part in the act."""
    check(text, kind, actors, recipients)


@pytest.mark.parametrize(
    ("text", "kind", "actors", "recipients"),
    [
        # "it" is the subject of the sentence before
        ("Somalia recalled its envoy. It asked the African Union for help.", "REQUEST", "SOM", "AU"),
        ("Peru closed the border.\nChile's opposition accused it of folly.", "ACCUSE", "CHL", "PER"),
        ("The cabinet of Prime Minister Ratu Vula of Fiji met. It condemned Tonga.", "ACCUSE", "FJI", "TON"),
        # an unnamed holder of an office
        ("The Zambian president arrived in Harare. He thanked Zimbabwe.", "SUPPORT", "ZMB", "ZWE"),
        ("India's minister telephoned his Omani counterpart to thank him.", "SUPPORT", "IND", "OMN"),
        # several together
        ("Kosovo and Montenegro refused to join.\nSpain urged them to think again.", "REQUEST", "ESP", "XKX MNE"),
        (
            "Ministers of Qatar, Oman and Kuwait met.\nKuwait paid. The three countries agreed to build a railway.",
            "AGREE",
            "QAT OMN KWT",
            "",
        ),
        ("Zambia and Malawi signed an accord. The presidents of both countries will meet.", "CONSULT", "ZMB MWI", ""),
        # the place beside a title
        ("Juan Novak left Belgrade, where President Goran Peric promised Italy help.", "AGREE", "SRB", "ITA"),
        ("Norway waited.\nIn Bangkok the government called on Myanmar to act.", "REQUEST", "THA", "MMR"),
        # the state that a report is written from
        (
            "LIMA, March 11, 2022\nPeru waited. Foreign Minister Elena Soto accused Chile of spying.",
            "ACCUSE",
            "PER",
            "CHL",
        ),
        (
            "SUVA, 3 May 2021\nFiji was hit by a storm. The prime minister thanked Australia for its ships.",
            "SUPPORT",
            "FJI",
            "AUS",
        ),
        # the other of two states
        (
            (
                "Suriname and Guyana trade. Guyana sells rice to Suriname.\n"
                "Suriname's minister Rita Bos complained to President Ifa Perso. He promised Suriname talks."
            ),
            "AGREE",
            "GUY",
            "SUR",
        ),
        # whom the people of a state hold to account
        ("Fiji waited.\nOpposition leader Peter Sade of Fiji urged the government to act.", "REQUEST", "FJI", "FJI"),
        # a title before "the Honourable"
        ("The Prime Minister of Samoa, the Honourable Fiame Leota, thanked Tonga.", "SUPPORT", "WSM", "TON"),
        # content and main clause
        ("Togo said that its envoy had been insulted, and accused Ghana of spying.", "ACCUSE", "TGO", "GHA"),
    ],
)
def test_parties_of_a_report(text: str, kind: str, actors: str, recipients: str) -> None:
    """What a sentence leaves out, the report tells."""
    check(text, kind, actors, recipients)


@pytest.mark.parametrize(
    ("text", "kind", "state"),
    [
        # a visitor abroad is not at home there
        (
            "MOSCOW, Oct. 23, 2020\nKyrgyz officials came. President Asan Uulu thanked Kyrgyz students.",
            "SUPPORT",
            "RUS",
        ),
        # who faces a state is not of it
        (
            "LIMA, March 11, 2022\nPeru accused President Ana Rojas. President Ana Rojas thanked Chile.",
            "SUPPORT",
            "PER",
        ),
        # a person is no "it"
        ("President Ana Rojas praised Peru. It thanked Chile.", "SUPPORT", "PER"),
        # "it" that stands for nothing
        ("Peru waited. It was feared that Chile would accuse Bolivia.", "ACCUSE", "PER"),
        # the vice president is not "the president"
        ("Vice President Ana Rojas of Peru came. The president thanked Chile.", "SUPPORT", "PER"),
    ],
)
def test_nobody_is_taken_for_somebody_else(text: str, kind: str, state: str) -> None:
    """Where two readings are open, nobody is chosen."""
    acts = [event for event in coded(text) if event.type == kind]
    assert not [event for event in acts if state in who(event.actors)]


def test_an_air_strike_is_no_walkout() -> None:
    """The noun alone would be a stoppage of work."""
    types = {event.type for event in coded("An Israeli air strike killed three Lebanese civilians.")}
    assert types == {"ASSAULT"}
    assert "PROTEST" in {event.type for event in coded("The strike by Chilean miners went on.")}
