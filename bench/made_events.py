"""Makes accounts of events over twenty years, with known truth, as a stream.

An event has sides, a day, a place and matters of its own; a third of all events follow one of the same
sides and type within a few weeks. Each is told by one to four reports, which leave things out, date
it vaguely or not at all, name states for people, and word it in their own way. Nothing is kept but what
is asked for: the same seed, type and number give the same stream.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, replace
from random import Random
from typing import Final

from chancery.codebooks.states import StateKind, states
from chancery.model.dates import Edtf
from chancery.model.events import EventStatus, Participant
from chancery.model.evidence import Evidence
from chancery.model.text import Span
from chancery.resolution.accounts import Told

FIRST_DAY: Final = dt.date(2004, 1, 1)
DAYS: Final = 7305
SHARES: Final = {
    "CONSULT": 21, "CONSULT/visit": 9, "SUPPORT": 12, "AGREE": 10,
    "ACCUSE": 9, "REQUEST": 8, "AID": 6, "COOPERATE": 5, "REJECT": 4,
    "THREATEN": 3, "ASSAULT": 3, "SANCTION": 3, "PROTEST": 2, "MOBILIZE": 2, "COERCE": 2, "OFFICE": 1,
}  # fmt: skip
"""Percent of all events, by type and, where they never meet, mode."""
_VERBS: Final = {
    "CONSULT/visit": ("visited", "travelled to", "paid a visit to"),
    "CONSULT": ("met", "held talks with", "sat down with"),
    "SUPPORT": ("praised", "thanked", "expressed support for"),
    "AGREE": ("agreed with", "promised", "confirmed readiness toward"),
    "ACCUSE": ("accused", "criticised", "blamed"),
    "REQUEST": ("urged", "asked", "called on"),
    "AID": ("granted", "gave", "delivered help to"),
    "COOPERATE": ("opened a joint project with", "exercised with", "traded with"),
    "REJECT": ("refused", "turned down", "rejected an offer of"),
    "THREATEN": ("warned", "threatened", "gave an ultimatum to"),
    "ASSAULT": ("attacked", "shelled", "struck"),
    "SANCTION": ("imposed sanctions on", "suspended aid to", "banned imports from"),
    "PROTEST": ("protested in", "demonstrated in", "marched in"),
    "MOBILIZE": ("deployed troops near", "mobilised against", "raised alert toward"),
    "COERCE": ("arrested citizens of", "seized a ship of", "detained staff of"),
    "OFFICE": ("took office in", "was sworn in in", "became head in"),
}
_ROLES: Final = ("president", "prime-minister", "foreign-minister", "defence-minister")
_FIGURES: Final = {"AID", "SANCTION", "COOPERATE"}
_TERM: Final = 1500  # days that one holder stays
_MATTERS: Final = 4000  # different matters that events are about
_FILLERS: Final = 400


@dataclass(frozen=True, slots=True)
class Happened:
    """What really happened."""

    number: int
    type: str
    mode: str | None
    day: int
    actors: tuple[Participant, ...]
    recipients: tuple[Participant, ...]
    place: str
    matters: tuple[str, ...]
    figure: int | None


def make_accounts(kind: str, number: int, seed: int = 1) -> Iterator[tuple[int, Told]]:
    """Yield the accounts of one type, each with the number of its event.

    Args:
        kind: A type of `SHARES`.
        number: How many events happen, of all types together.
        seed: Another seed gives other events.
    """
    random = Random(f"{seed} {kind} {number}")  # noqa: S311 - no secret hangs on it
    world = sorted(code for code, one in states().items() if one.kind is StateKind.MEMBER)
    random.shuffle(world)
    for event in _events(kind, number * SHARES[kind] // 100, random, world):
        for telling in range(random.choices((1, 2, 3, 4), (50, 30, 15, 5))[0]):
            yield event.number, _account(event, telling, random)


def _events(kind: str, number: int, random: Random, world: list[str]) -> Iterator[Happened]:
    """Yield events; each third follows one before it."""
    last: Happened | None = None
    for at in range(number):
        day = random.randrange(DAYS)
        if last is not None and kind != "OFFICE" and random.random() < 1 / 3:
            later = min(DAYS - 1, last.day + random.randrange(2, 40))
            last = replace(last, number=at, day=later, **_own(kind, random))
        else:
            one, other = (world[int(len(world) * random.random() ** 2)] for _ in range(2))
            while other == one:
                other = random.choice(world)
            last = _event(at, kind, day, (one, other), random)
        yield last


def _own(kind: str, random: Random) -> dict[str, tuple[str, ...] | int | None]:
    """Return what an event shares with no other but by chance."""
    figure = random.randrange(1, 900) * 10 ** random.randrange(3, 7) if kind in _FIGURES else None
    return {"matters": tuple(_word(random.randrange(_MATTERS)) for _ in range(5)), "figure": figure}


def _event(at: int, kind: str, day: int, sides: tuple[str, str], random: Random) -> Happened:
    one, other = sides
    role = random.choice(_ROLES)
    actor = _holder(one, role, day) if kind != "PROTEST" else Participant(entity=one, state=one)
    second = _holder(other, role, day) if random.random() < 0.6 else Participant(entity=other, state=other)  # noqa: PLR2004
    actors, recipients, mode = (actor,), (second,), None
    if kind == "CONSULT/visit":
        mode, recipients = "visit", (Participant(entity=other, state=other),)
    elif kind == "CONSULT":
        actors, recipients = (actor, _holder(other, role, day)), ()
    elif kind == "OFFICE":
        mode = "assume"
        actors, recipients = (Participant(entity=f"{one.lower()}-new-{at}", state=one),), ()
    elif kind == "PROTEST":
        mode, recipients = "demo", ()
    place = random.choice(states()[other].capitals or (states()[other].name,))
    return Happened(at, kind.partition("/")[0], mode, day, actors, recipients, place, **_own(kind, random))  # type: ignore[arg-type]


def _holder(state: str, role: str, day: int) -> Participant:
    return Participant(entity=f"{state.lower()}-{role}-{day // _TERM}", state=state, sector="GOV")


def _word(number: int) -> str:
    """Return a made-up word: two syllables and a number's worth of letters."""
    letters, word = "bcdfghklmnprstvz", ""
    for vowel in "aou":
        word += letters[number % 16] + vowel
        number //= 16
    return word


def _account(event: Happened, telling: int, random: Random) -> Told:
    when, published = _dates(event, random)
    actors, recipients = _as_told(event.actors, random), _as_told(event.recipients, random)
    if len(actors) > 1 and random.random() < 0.05:  # noqa: PLR2004
        actors = actors[:1]
    elif recipients and random.random() < 0.07:  # noqa: PLR2004
        recipients = ()
    verb = random.choice(_VERBS.get(f"{event.type}/{event.mode}") or _VERBS[event.type])
    matters = [word for word in event.matters if random.random() < 0.7]  # noqa: PLR2004
    fillers = [f"{_word(random.randrange(_FILLERS))}x" for _ in range(3)]
    names = [f"{p.entity}".replace("-", " ").title() for p in actors]
    amount = f"{event.figure:,} dollars" if event.figure and random.random() < 0.7 else ""  # noqa: PLR2004
    head = f"{' and '.join(names)} "
    quote = " ".join(filter(None, (head.strip(), verb, *matters, amount, *fillers))) + "."
    report = f"{event.type[:3]}{(event.mode or '-')[:1]}{event.number:07d}{telling}"
    return Told(
        type=event.type,
        mode=event.mode,
        status=EventStatus.OCCURRED,
        actors=actors,
        recipients=recipients,
        when=when,
        where=event.place if random.random() < 0.6 else None,  # noqa: PLR2004
        report=report,
        span=Span(len(head), len(head) + len(verb)),
        evidence=Evidence(report, Span(0, len(quote)), quote),
        published=published,
    )


def _as_told(side: tuple[Participant, ...], random: Random) -> tuple[Participant, ...]:
    """Return one side as a report names it: people mostly by name, else by their state."""
    if random.random() < 0.9:  # noqa: PLR2004
        return side
    return tuple(Participant(entity=one.state, state=one.state, sector=one.sector) for one in side)


def _dates(event: Happened, random: Random) -> tuple[Edtf | None, Edtf]:
    """Return the date that a report gives, and when it appears: news soon, background long after."""
    day = FIRST_DAY + dt.timedelta(days=event.day)
    chance = random.random()
    if chance < 0.15:  # noqa: PLR2004 - background, which names at least the month
        published = day + dt.timedelta(days=random.randrange(20, 400))
        exact = random.random() < 0.6  # noqa: PLR2004
        return (Edtf.day(day) if exact else Edtf.month(day.year, day.month)), Edtf.day(published)
    published = day + dt.timedelta(days=random.randrange(3))
    if chance < 0.25:  # noqa: PLR2004
        return None, Edtf.day(published)
    if chance < 0.35:  # noqa: PLR2004
        return Edtf.between(day - dt.timedelta(days=random.randrange(2)), day + dt.timedelta(days=1)), Edtf.day(
            published
        )
    return Edtf.day(day), Edtf.day(published)
