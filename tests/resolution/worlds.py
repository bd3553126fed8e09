"""Invented worlds: reports about people of invented doings, which can be read by other rules than at first.

Each account that a report gives has a tag, which no rule changes: by it a test knows what an entry is about.
"""

from __future__ import annotations

import hashlib
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from chancery.model.dates import Edtf
from chancery.model.events import EventStatus
from chancery.model.mentions import (
    EntityKind,
    EntityMention,
    EventMention,
    NamedBy,
    Observations,
    OfficeMention,
    PledgeMention,
    QuotationMention,
)
from chancery.model.pledges import PledgeState
from chancery.model.quotations import QuotationKind
from chancery.model.text import Block, BlockKind, DateBasis, Report, Span

PEOPLE = (
    ("Ana Costa", "PER"), ("Rui Lima", "CHL"), ("Anton Vale", "CHL"), ("Berta Nyl", "NOR"), ("Oskar Lund", "SWE"),
    ("Mira Haddo", "JOR"), ("Piet Kaal", "NLD"), ("Sanna Ekvall", "SWE"), ("Tomas Reyl", "BOL"), ("Ines Morva", "PRT"),
    ("Ludo Hart", "BEL"), ("Petra Zell", "AUT"),
)  # fmt: skip
ACTS = (
    ("met", "CONSULT", None),
    ("received", "CONSULT", "visit"),
    ("accused", "ACCUSE", None),
    ("thanked", "SUPPORT", None),
    ("warned", "THREATEN", None),
)
Tag = tuple[int, int, int]
"""Report, line, and account in it."""


@dataclass(frozen=True)
class Line:
    """A sentence: one or two acts of somebody toward others, words, or a promise."""

    kind: str
    who: int
    whom: tuple[int, ...]
    act: int
    words: str


@dataclass
class Rules:
    """How reports are read.

    Attributes:
        shifted: Reports before whose text something else stands.
        dropped: Accounts that are not seen.
        retyped: Accounts that are taken for another act.
        turned: Accounts whose other party is taken for somebody else.
        halved: Lines whose sentence is cut after its first half.
        reworded: Lines whose words stand otherwise in the clean text.
    """

    shifted: frozenset[int] = frozenset()
    dropped: frozenset[Tag] = frozenset()
    retyped: frozenset[Tag] = frozenset()
    turned: frozenset[Tag] = frozenset()
    halved: frozenset[tuple[int, int]] = frozenset()
    reworded: frozenset[tuple[int, int]] = frozenset()


@dataclass
class Page:
    """A report being written and read.

    Attributes:
        tags: The tag of each account, by its predicate's span and its kind.
    """

    number: int
    text: str = ""
    sentences: list[Span] = field(default_factory=list)
    entities: list[EntityMention] = field(default_factory=list)
    events: list[EventMention] = field(default_factory=list)
    quotations: list[QuotationMention] = field(default_factory=list)
    pledges: list[PledgeMention] = field(default_factory=list)
    offices: list[OfficeMention] = field(default_factory=list)

    def add(self, words: str) -> Span:
        """Write words."""
        start = len(self.text)
        self.text += words
        return Span(start, len(self.text))

    def person(self, who: int) -> int:
        """Name somebody with a title."""
        name, of = PEOPLE[who]
        self.add("Foreign Minister ")
        span = self.add(name)
        self.entities.append(
            EntityMention(
                kind=EntityKind.PERSON, span=span, name=name, by=NamedBy.NAME, whole=span,
                office="foreign minister", of=of,
            )
        )  # fmt: skip
        return len(self.entities) - 1


def make_world(seed: int, reports: int) -> list[list[Line]]:
    """Make what reports tell; some lines are told by several reports in the same words."""
    chance = random.Random(seed)  # noqa: S311 - invented doings, not secrets
    world: list[list[Line]] = []
    for _ in range(reports):
        lines = [_line(chance) for _ in range(chance.randint(2, 5))]
        if world and chance.random() < 0.6:
            lines.append(chance.choice(chance.choice(world[-4:])))
        world.append(lines)
    return world


def _word(chance: random.Random) -> str:
    return "".join(chance.choice("bdfgklmnprstvz") + chance.choice("aeiou") for _ in range(3))


def _line(chance: random.Random) -> Line:
    who, *whom = chance.sample(range(len(PEOPLE)), 3)
    kind = chance.choice(("one", "one", "two", "two", "words", "promise"))
    words = f"the {_word(chance)} {_word(chance)} and the {_word(chance)}"
    return Line(kind, who, tuple(whom[: 2 if kind == "two" else 1]), chance.randrange(len(ACTS)), words)


def read_world(world: Sequence[Sequence[Line]], rules: Rules, program: str) -> Iterator[tuple[Report, Observations]]:
    """Read all reports by some rules."""
    for number, lines in enumerate(world):
        yield _read(number, lines, rules, program)


def _read(number: int, lines: Sequence[Line], rules: Rules, program: str) -> tuple[Report, Observations]:
    page = Page(number)
    page.add(f"Wire number {number}, from the capital.\n\n")
    if number in rules.shifted:
        page.add("An editor's line that an earlier reading left out.\n\n")
    for at, line in enumerate(lines):
        start = len(page.text)
        cut = _write(page, at, line, rules)
        ends = [cut, len(page.text)] if cut and (number, at) in rules.halved else [len(page.text)]
        for end in ends:
            page.sentences.append(Span(start, end))
            start = end
        page.add("\n\n")
    report = Report(
        id=hashlib.sha256(repr((number, lines)).encode()).hexdigest()[:16],
        path=f"{number:03}.txt",
        text=page.text,
        blocks=(Block(kind=BlockKind.PARAGRAPH, span=Span(0, len(page.text))),),
        published=Edtf.parse(f"2021-{number % 12 + 1:02d}-{number % 27 + 1:02d}"),
        published_basis=DateBasis.DATELINE,
    )
    return report, Observations(
        program=program,
        sentences=tuple(page.sentences),
        entities=tuple(page.entities),
        events=tuple(_in_sentence(event, page.sentences) for event in page.events),
        quotations=tuple(page.quotations),
        pledges=tuple(page.pledges),
        offices=tuple(page.offices),
    )


def _in_sentence(event: EventMention, sentences: Sequence[Span]) -> EventMention:
    return replace(
        event, sentence=next(s for s in sentences if s.start <= event.span.start and event.span.end <= s.end)
    )


def _write(page: Page, at: int, line: Line, rules: Rules) -> int:
    """Write a line and see its accounts; return where its first half ends, 0 if it has one only."""
    start, number = len(page.text), page.number
    verb, code, mode = ACTS[line.act]
    who = page.person(line.who)
    page.add(" on Monday" if (number, at) in rules.reworded else " yesterday")
    cut, accounts = 0, []
    if line.kind in {"one", "two"}:
        for part, whom in enumerate(line.whom):
            if part:
                cut = len(page.text)
                page.add(" and later in the day ")
            else:
                page.add(" ")
            predicate = page.add(verb)
            page.add(" ")
            accounts.append((part, predicate, page.person(whom)))
        page.add(f" over {line.words}.")
    elif line.kind == "words":
        page.add(" said: ")
        content = page.add(f"We shall never give up {line.words}")
        page.add(".")
    else:
        page.add(" promised ")
        content = page.add(f"{line.words} for everybody")
        page.add(".")
    sentence = Span(start, len(page.text))
    page.offices.append(
        OfficeMention(
            person=who, office="foreign minister", of=PEOPLE[line.who][1], relation="holds", sentence=sentence
        )
    )
    if line.kind == "words" and (number, at, 0) not in rules.dropped:
        page.quotations.append(
            QuotationMention(kind=QuotationKind.DIRECT, content=content, sentence=sentence, speakers=(who,), cue="said")
        )
    if line.kind == "promise" and (number, at, 0) not in rules.dropped:
        page.pledges.append(PledgeMention(what=content, state=PledgeState.PLEDGED, sentence=sentence, by=who))
    for part, predicate, other in accounts:
        tag = (number, at, part)
        if tag in rules.dropped:
            continue
        kind = ("REJECT", None) if tag in rules.retyped else (code, mode)
        seen = 0 if tag in rules.turned and other else other
        page.events.append(
            EventMention(
                type=kind[0], mode=kind[1], status=EventStatus.OCCURRED, span=predicate, sentence=sentence,
                actors=(who,), recipients=(seen,) if seen != who else (), because=verb,
            )
        )  # fmt: skip
    return cut
