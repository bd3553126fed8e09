"""Pairs of texts that are reprints of one another, and pairs that only look so; all invented.

Thresholds were chosen on stories 0 to 3 and the first fourteen look-alikes, and on two thousand releases of one
ministry; the other pairs were only scored (bench/README.md).
"""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import chain
from pathlib import Path

from chancery.model.text import Block, BlockKind, Report, Span, content_id

Paragraphs = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Pair:
    """Two texts.

    Attributes:
        why: What was done to the first, or what makes the two differ.
        reprint: Whether one is a reprint of the other.
        tuned: Whether the thresholds were chosen on it.
    """

    one: Report
    other: Report
    why: str
    reprint: bool
    tuned: bool


def make_text(paragraphs: Sequence[str], *, title: str | None = None, outlet: str | None = None) -> Report:
    """Make a report of paragraphs, each a block."""
    pieces = [(BlockKind.TITLE, title)] if title else []
    pieces += [(BlockKind.PARAGRAPH, paragraph) for paragraph in paragraphs]
    blocks, start = [], 0
    for kind, piece in pieces:
        blocks.append(Block(kind=kind, span=Span(start, start + len(piece))))
        start += len(piece) + 2
    text = "\n\n".join(piece for _, piece in pieces)
    name = content_id(f"{outlet}\n{text}".encode())
    return Report(id=name, path=f"{name}.txt", text=text, blocks=tuple(blocks), title=title, outlet=outlet)


_DATA = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))
STORIES: tuple[Paragraphs, ...] = tuple(tuple(story["paragraphs"]) for story in _DATA["stories"])
LIGHT: tuple[tuple[tuple[str, str], ...], ...] = tuple(
    tuple((old, new) for old, new in story["edits"]) for story in _DATA["stories"]
)
TITLES: Paragraphs = tuple(story["title"] for story in _DATA["stories"])
BACKGROUND: Paragraphs = tuple(_DATA["background"])


def changed(paragraphs: Paragraphs, *changes: tuple[str, str]) -> Paragraphs:
    """Exchange words in paragraphs."""
    text = "\n".join(paragraphs)
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new)
    return tuple(text.split("\n"))


def _reprints() -> list[Pair]:
    pairs = []
    for number, story in enumerate(STORIES):
        whole = make_text(story, title=f"Wire report {number}", outlet="Wire")
        light = changed(story, *LIGHT[number])
        for why, other in (
            ("a new headline", make_text(story, title=TITLES[number], outlet="Daily")),
            ("lightly edited", make_text(light, title=f"Wire report {number}", outlet="Daily")),
            ("edited, with a new headline", make_text(light, title=TITLES[number], outlet="Herald")),
            ("cut to three paragraphs", make_text(story[:3], outlet="Evening News")),
            ("edited and cut to four", make_text(light[:4], title=TITLES[number], outlet="Evening News")),
            ("two paragraphs added", make_text((*story, *BACKGROUND), outlet="Border Post")),
            ("one paragraph left out", make_text((*story[:2], *story[3:]), title=TITLES[number], outlet="Noon")),
            ("one paragraph replaced", make_text((*story[:3], BACKGROUND[0], *story[4:]), outlet="Post")),
        ):
            pairs.append(Pair(whole, other, why, reprint=True, tuned=number < len(STORIES) // 2))
    return pairs


def filled(template: str, **values: str) -> Report:
    """Fill the blanks of a communiqué."""
    return make_text([line.format(**values) for line in _DATA[template]])


def _lookalikes() -> list[tuple[str, Report, Report]]:
    year = {
        2018: {"place": "Vukar", "day": "12 March 2018", "deputy": "Ivan Petrak", "next": "Skodra in 2019"},
        2019: {"place": "Skodra", "day": "4 April 2019", "deputy": "Ivan Petrak", "next": "Vukar in 2020"},
        2020: {"place": "Vukar", "day": "17 March 2020", "deputy": "Sonja Ilic", "next": "Skodra in 2021"},
        2021: {"place": "Vukar", "day": "12 March 2021", "deputy": "Ivan Petrak", "next": "Skodra in 2022"},
    }
    consultations = {y: filled("consultations", **values) for y, values in year.items()}
    guests = (
        ("Illyria", "Arben Hoxha", "Tuesday"),
        ("Norrland", "Kersti Lund", "Tuesday"),
        ("Illyria", "Arben Hoxha", "Friday"),
        ("San Lorenzo", "Luis Prado", "Friday"),
    )
    received = [filled("received", state=s, name=n, day=d) for s, n, d in guests]
    quakes = [
        filled("quake", dead=d, hurt=h, size=m, extra=e)
        for d, h, m, e in (
            ("12", "40", "6.1", "Others are expected to follow."),
            ("31", "more than 150", "6.1", "Kurland sent two aircraft."),
            ("57", "more than 200", "6.3", "Kurland sent two aircraft, and Norrland money."),
        )
    ]
    rates = [
        filled("rates", rate=r, day=d, dollar=x)
        for r, d, x in (("11.42", "3 May", "10.31"), ("11.45", "4 May", "10.28"), ("11.42", "5 May", "10.30"))
    ]
    spoken, answers, accounts = (
        [make_text(paragraphs) for paragraphs in _DATA[name]] for name in ("spoken", "answers", "accounts")
    )
    turned = [
        make_text(changed(STORIES[5], ("has recognised the government", "has not recognised the government"))),
        make_text(changed(STORIES[2], ("agreed in Lindhavn", "failed to agree in Lindhavn"))),
        make_text(changed(STORIES[7], ("83 voted in favour", "79 voted in favour"))),
        make_text(changed(STORIES[3], ("arrived in Tavistan on Monday", "arrived in Tavistan on Thursday"))),
    ]
    whole = [make_text(story) for story in STORIES]
    roundup = make_text((
        "Good morning. Here is what the region woke up to.", *STORIES[0][:2], *STORIES[4][:2], *STORIES[6][:2],
        *STORIES[7][:2], *STORIES[1][:2],
    ))  # fmt: skip
    return [
        ("yearly communiqué, other year and place", consultations[2018], consultations[2019]),
        ("yearly communiqué, other year and deputy", consultations[2018], consultations[2020]),
        ("yearly communiqué, only the years differ", consultations[2018], consultations[2021]),
        ("another ambassador on the same day", received[0], received[1]),
        ("the same ambassador on another day", received[0], received[2]),
        ("later version with more dead", quakes[0], quakes[1]),
        ("later version with more dead and another magnitude", quakes[1], quakes[2]),
        ("rates of another day", rates[0], rates[1]),
        ("two accounts around one long speech", spoken[0], spoken[1]),
        ("two press conferences with one opening", answers[0], answers[1]),
        ("two accounts of one ceremony with one quotation", accounts[0], accounts[1]),
        ("turned round by one word", turned[0], whole[5]),
        ("a roundup that opens with other words", roundup, whole[4]),
        ("two stories", whole[0], whole[3]),
        ("yearly communiqué, other year, place and deputy", consultations[2019], consultations[2020]),
        ("yearly communiqué, two years on", consultations[2020], consultations[2021]),
        ("yearly communiqué, other day", consultations[2019], consultations[2021]),
        ("another ambassador on another day", received[1], received[3]),
        ("another ambassador, same weekday", received[2], received[3]),
        ("first and last version", quakes[0], quakes[2]),
        ("rates of the day after next", rates[0], rates[2]),
        ("rates, one day on", rates[1], rates[2]),
        ("a report of the answer around the same speech", spoken[0], spoken[2]),
        ("two reports around the same speech", spoken[1], spoken[2]),
        ("press conferences, other weeks", answers[0], answers[2]),
        ("press conferences, again others", answers[1], answers[2]),
        ("account and wire report of one ceremony", accounts[0], whole[0]),
        ("second account and wire report", accounts[1], whole[0]),
        ("failed to agree", turned[1], whole[2]),
        ("another count of votes", turned[2], whole[7]),
        ("another weekday", turned[3], whole[3]),
        ("a roundup with the story inside", roundup, whole[6]),
        ("a roundup with its last story", roundup, whole[1]),
        ("a speech and the wire report of another day", spoken[0], whole[0]),
    ]


def pairs() -> tuple[Pair, ...]:
    """Return all pairs."""
    found = _lookalikes()
    others = (Pair(one, other, why, reprint=False, tuned=number < 14) for number, (why, one, other) in enumerate(found))
    return tuple(chain(_reprints(), others))


def moved_to(report: Report, outlet: str) -> Report:
    """Return the same report from another outlet."""
    return replace(report, outlet=outlet, id=content_id(f"{outlet}{report.text}".encode()))
