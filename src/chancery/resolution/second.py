"""Where a second coder reads a report otherwise: questions, never changes.

Our own reading stands. An event of ours whose sentence the other codes otherwise, or not at all, and a
sentence in which only the other sees an event, are left to a person.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from chancery.model.events import Event
from chancery.model.evidence import Evidence
from chancery.model.facts import SECOND_CODER, Question
from chancery.model.mentions import Observations
from chancery.model.second_readings import SecondReading
from chancery.model.text import Report
from chancery.resolution.ids import fact_id

OTHERWISE: Final = SECOND_CODER
MISSED: Final = f"{SECOND_CODER} only"


def ask_about_codings(inputs: Iterable[tuple[Report, Observations]], events: Sequence[Event]) -> tuple[Question, ...]:
    """Return what a second coder reads otherwise, in the order of the ids; nothing where there was none.

    Args:
        inputs: The reports, each with what was seen in it.
        events: As concluded from all of them.
    """
    told: dict[str, list[tuple[Event, Evidence]]] = {}
    for event in events:
        for telling in event.tellings:
            told.setdefault(telling.report, []).extend((event, piece) for piece in telling.evidence)
    asked: dict[str, Question] = {}
    for report, seen in inputs:
        if seen.second:
            found = _asked(report, seen.second, told.get(report.id, []))
            asked |= {question.id: question for question in found}
    return tuple(asked[name] for name in sorted(asked))


def _asked(
    report: Report, readings: Sequence[SecondReading], told: Sequence[tuple[Event, Evidence]]
) -> Iterator[Question]:
    coder = readings[0].coder
    for event, piece in told:
        same = [one for one in readings if one.span.overlaps(piece.span)]
        if not any(one.type == event.type for one in same):
            because = _words(same) if same else f"{coder} sees no event in this sentence"
            yield _question(OTHERWISE, event.id, coder, because, piece)
    for one in readings:
        if not any(one.span.overlaps(piece.span) for _, piece in told):
            piece = Evidence(report=report.id, span=one.span, quote=one.span.of(report.text))
            yield _question(MISSED, report.id, coder, _words([one]), piece)


def _words(readings: Iterable[SecondReading]) -> str:
    return "; ".join(
        f"{one.coder} reads {one.type}{f'/{one.mode}' if one.mode else ''}, {one.status.value}, "
        f"by {', '.join(one.actors) or 'nobody named'} to {', '.join(one.recipients) or 'nobody named'}"
        for one in readings
    )


def _question(kind: str, one: str, coder: str, because: str, piece: Evidence) -> Question:
    name = fact_id("q", kind, one, coder, piece.report, piece.span.start, piece.span.end)
    return Question(id=name, kind=kind, one=one, other=coder, because=(because,), evidence=(piece,))
