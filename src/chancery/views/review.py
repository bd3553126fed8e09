"""What the record leaves to a person, the most valuable first: what may be one, and when it was.

The value of an answer is the number of tellings and entries that it would move: those of the smaller
of two sides, since they would change hands; of a date those that the event has. Between answers of one
value the one with reasons on both sides comes first.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import zip_longest
from typing import Final

from chancery.errors import QueryError
from chancery.model.decisions import DecisionKind
from chancery.model.disputes import Dispute, disputes, verdict_words
from chancery.model.events import Event
from chancery.model.evidence import Evidence
from chancery.model.facts import SECOND_CODER, Question
from chancery.record.browsing import events_with
from chancery.record.stakes import disputed_dates, stakes
from chancery.record.store import Record
from chancery.views.decisions import label_of
from chancery.views.labels import Names, plain
from chancery.views.sources import NO_OUTLET, Source, read_sources

_DOUBT: Final = ("but ", "against", "no ", "neither", "another", "differ", "cannot")
DATE: Final = "date"
"""The kind of question that asks when an event was."""
DECISIONS: Final = "decisions"
"""The kind of question that asks which of two contradicting decisions holds."""
_SETTLING: Final = frozenset({DATE, SECOND_CODER})
"""Kinds of question that a decision about the entry settles."""
_VERSIONS: Final = 9  # versions of a date that a single key can choose


@dataclass(frozen=True, slots=True, kw_only=True)
class Open:
    """One open question.

    Attributes:
        id: Stable while its evidence is.
        kind: A question's kind, "date" or "decisions".
        about: Ids of the entries that it is about.
        asks: The question in one line.
        because: What speaks for and against it.
        versions: Of a date, what reports say; of decisions, what each says.
        said_by: Of a date, the reports that say each version.
        evidence: The sentences.
        value: How much depends on the answer.
        doubt: How evenly the reasons stand, 0 or 1.
        decided: Numbers of the decisions to choose from, one for each version.
    """

    id: str
    kind: str
    about: tuple[str, ...]
    asks: str
    because: tuple[str, ...]
    versions: tuple[str, ...]
    evidence: tuple[Evidence, ...]
    value: int
    doubt: int
    decided: tuple[int, ...] = ()
    said_by: tuple[tuple[str, ...], ...] = ()


def open_questions(record: Record) -> tuple[Open, ...]:
    """Return all open questions, the most valuable first; dates that a person has set are settled."""
    names, touched = Names(record.entities()), stakes(record)
    found = [
        *(_joining(record, question, names, touched) for question in record.questions()),
        *(_dating(event, names) for event in events_with(record, disputed_dates(record))),
        *(_settling(dispute, touched) for dispute in disputes(record.decisions())),
    ]
    settled = _settled(record)
    return tuple(
        sorted(
            (one for one in found if one.kind not in _SETTLING or one.about[0] not in settled),
            key=lambda one: (-one.value, -one.doubt, one.id),
        )
    )


def _coding(record: Record, question: Question, names: Names, touched: Mapping[str, int]) -> Open:
    missed = question.kind != SECOND_CODER
    ours = f"{_label(record, question.one, names)} [{question.one}]"
    asks = "Is an event missing here?" if missed else f"Is it so? {ours}"
    return Open(
        id=question.id,
        kind=question.kind,
        about=question.about,
        asks=asks,
        because=question.because,
        versions=(),
        evidence=question.evidence,
        value=0 if missed else touched.get(question.one, 0),
        doubt=1,
    )


def _joining(record: Record, question: Question, names: Names, touched: Mapping[str, int]) -> Open:
    if question.kind.startswith(SECOND_CODER):
        return _coding(record, question, names, touched)
    one, other = (_label(record, name, names) for name in (question.one, question.other))
    return Open(
        id=question.id,
        kind=question.kind,
        about=(question.one, question.other),
        asks=f"Are these one? {one} [{question.one}]; {other} [{question.other}]",
        because=question.because,
        versions=(),
        evidence=question.evidence,
        value=min(touched.get(question.one, 0), touched.get(question.other, 0)),
        doubt=int(any(word in f"{reason} " for reason in question.because for word in _DOUBT)),
    )


def _label(record: Record, name: str, names: Names) -> str:
    try:
        return label_of(record.find(name)[1], names)
    except QueryError:
        return plain(name)


def _dating(event: Event, names: Names) -> Open:
    told = next(difference for difference in event.differences if difference.facet == "date")
    versions = tuple(dict.fromkeys(says for _, says in told.versions))[:_VERSIONS]
    return Open(
        id=f"date of {event.id}",
        kind=DATE,
        about=(event.id,),
        asks=f"When was it? {label_of(event, names)} [{event.id}]",
        because=(),
        versions=versions,
        evidence=event.evidence,
        value=len(event.tellings),
        doubt=1,
        said_by=tuple(tuple(report for report, says in told.versions if says == version) for version in versions),
    )


def _settling(dispute: Dispute, touched: Mapping[str, int]) -> Open:
    """Ask which of two people is right; what hangs on the entry hangs on the answer, and their work too."""
    sides = (dispute.one, dispute.other)
    targets = dispute.one.targets[:1] if dispute.one.field else dispute.one.targets
    about = tuple(dict.fromkeys(target.entry for target in targets))
    told = "; ".join(dict.fromkeys(f"{plain(target.label)} [{target.entry}]" for target in targets))
    return Open(
        id=f"decisions {dispute.one.number} and {dispute.other.number}",
        kind=DECISIONS,
        about=about,
        asks=f"Who is right? {told}",
        because=tuple(f"{one.by}, {one.at[:10]}: {one.because}" for one in sides),
        versions=tuple(verdict_words(one) for one in sides),
        evidence=tuple(dict.fromkeys(pin for target in targets for pin in target.pins))[:_VERSIONS],
        value=1 + max((touched.get(name, 0) for name in about), default=0),
        doubt=1,
        decided=tuple(one.number for one in sides),
    )


def _settled(record: Record) -> frozenset[str]:
    """Return the events whose date a person has set or called right."""
    outcomes = record.outcomes()
    kinds = {DecisionKind.SET, DecisionKind.RIGHT}
    decided = (one for one in record.decisions() if one.kind in kinds and one.field in {None, "date"})
    return frozenset(name for one in decided if one.number in outcomes for name in outcomes[one.number].entries)


def render_open(question: Open, sources: Mapping[str, Source], *, place: str, width: int) -> str:
    """Write a question with its reasons and sentences.

    Args:
        question: The question.
        sources: The reports.
        place: Where it stands among all: "3 of 12".
        width: Columns.
    """
    return "\n".join(_lines(question, sources, place, width)) + "\n"


def _lines(question: Open, sources: Mapping[str, Source], place: str, width: int) -> Iterator[str]:
    yield f"-- {place}, {question.kind}; {question.value} depend on it"
    yield from textwrap.wrap(plain(question.asks), width)
    yield from (f"   {plain(reason)}" for reason in question.because)
    for number, (version, reports) in enumerate(zip_longest(question.versions, question.said_by, fillvalue=()), 1):
        outlets = ", ".join(dict.fromkeys(_outlet(sources, report) for report in reports))
        yield f"   {number}  {plain(str(version))}" + (f"  {outlets}" if outlets else "")
    for item in question.evidence:
        quote = textwrap.wrap(f"\u201c{plain(item.quote)}\u201d ({_outlet(sources, item.report)})", width - 3)
        yield from (f"   {line}" for line in quote)


def _outlet(sources: Mapping[str, Source], report: str) -> str:
    source = sources.get(report)
    return plain(source.report.outlet or NO_OUTLET) if source else NO_OUTLET


def sources_of(record: Record) -> Mapping[str, Source]:
    """Return the reports that questions are shown with."""
    return read_sources(record)
