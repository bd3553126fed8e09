"""Set phrases of pages: each is met by a line made of it, and reports' own short lines are met by none."""

from __future__ import annotations

import re
import tomllib
from importlib.resources import files

import pytest

from chancery.reading.phrases import phrase_rules
from chancery.reading.pieces import Aligned, Piece

KINDS = tomllib.loads(files("chancery.reading").joinpath("phrases.toml").read_text(encoding="utf-8"))["phrases"]


RULES = phrase_rules()


def names(line: str) -> list[str]:
    """Return the rules that a line meets."""
    piece = Piece(body=Aligned.whole(line))
    return [rule.name for rule in RULES if rule.matches(piece)]


def line_of(phrase: str, *, full: bool) -> str:
    """Make a line of a phrase: with what may be missing, and the last of its choices, or without, and the first."""
    phrase = re.sub(r"\[([^\]]*)\]", lambda found: found[1].split("|")[-1] if full else "", phrase)
    phrase = re.sub(r"\(([^)]*)\)", lambda found: found[1].split("|")[-1 if full else 0], phrase)
    return " ".join(phrase.replace("#", "12").replace("**", "*").replace("*", "Talks in Kano").split()).capitalize()


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind["name"])
def test_each_phrase_is_met(kind: dict[str, str]) -> None:
    """A line made of a phrase, long or short, capital or with signs around it, is met by the rule of its kind."""
    for phrase in kind["lines"].split("\n")[1:-1]:
        for line in (line_of(phrase, full=False), line_of(phrase, full=True)):
            assert kind["name"] in names(line), phrase
            assert kind["name"] in names(f"» {line}:"), phrase


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("Estimated reading time: 4 minutes", "counter"),
        ("1,204 comments", "counter"),
        ("[AD BREAK]", "advertising"),
        ("This podcast is brought to you by Nordlys Bank.", "advertising"),
        ("14-day free trial. Cancel any time.", "subscription"),
        ("What you can’t miss", "none"),
        ("Don’t miss", "teaser-heading"),
        ("Síganos en Telegram", "other-language"),
        ("Column 212", "debris"),
        ("News provided by", "debris"),
        ("This is a modal window.", "player"),
        ("Reject all optional cookies", "consent"),
        ("Trophy points: 113", "forum"),
        ("Was this email forwarded to you?", "mail"),
        ("Zip code required", "site"),
    ],
)
def test_lines_of_pages(line: str, name: str) -> None:
    """Lines as pages have them, with signs, figures and capitals."""
    assert names(line) == ([] if name == "none" else [name])


@pytest.mark.parametrize(
    "line",
    [
        "Background",
        "Why now?",
        "What happened in Kano",
        "Press release No. 2019/14",
        "Thank you, Minister.",
        "Next week the two will meet in Windhoek.",
        "Support for Togo grows in the Security Council",
        "No deal with Chad before 2024",
        "Yes, please.",
        "More Polish tanks reach Ukraine",
        "Watch on the Rhine ends after 40 years",
        "Latest talks in Doha fail",
        "Share of gas in trade with Algeria grows",
        "Subscribers to the fund: 14 states",
        "Trending down: trade between Fiji and Tonga",
        "Minister Anna Berg",
        "Read-out of the call between Prime Minister Berg and President Sousa",
        "Related to the dispute is a case in The Hague.",
        "Vote recount begins in Kisii",
        "Address to the nation",
        "Progress in the talks",
        "Next steps",
        "Registration of voters begins in Chad",
        "Phone call between the ministers of Peru and Chile",
        "Registered in 1998, the party has never won a seat.",
        "Editor Omar Bey was freed on Friday.",
        "Loading of grain resumes in Odesa",
        "Make a pledge, President Nandi tells donors",
        "Context",
        "Questions and answers",
    ],
)
def test_reports_own_lines_are_left_alone(line: str) -> None:
    """Subheads, titles and sentences that begin as phrases do."""
    assert names(line) == []
