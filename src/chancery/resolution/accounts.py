"""One clause's account of an event, with identified participants."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from chancery.model.dates import Edtf
from chancery.model.events import EventStatus, Participant
from chancery.model.evidence import Evidence
from chancery.model.mentions import Coder
from chancery.model.text import Span

RECEIVED: Final = "a host receives a guest in a transcript"


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One clause's account of an event.

    Attributes:
        report: Report id.
        span: The predicate, which with the report makes the account unique.
        published: When the report was published.
        because: The codebook entry that matched, or what else gave the type.
        coder: What gave the type.
        topics: What was talked about.
        voice: Entity id of whoever's words tell it; None where the report itself does.
        heads: Whether a heading tells it, which the text under it tells again.
        spoken: Whether it stands in a turn of a transcript.
        unsaid: Whether its clause names nobody who did it, so that by itself it is no event: "was urged to join".
    """

    type: str
    mode: str | None
    status: EventStatus
    actors: tuple[Participant, ...]
    recipients: tuple[Participant, ...]
    when: Edtf | None
    where: str | None
    report: str
    span: Span
    evidence: Evidence
    published: Edtf | None
    office: str | None = None
    contexts: tuple[str, ...] = ()
    because: str = ""
    coder: Coder = Coder.CODEBOOK
    topics: tuple[Evidence, ...] = ()
    voice: str | None = None
    heads: bool = False
    spoken: bool = False
    unsaid: bool = False

    @property
    def place_in_text(self) -> tuple[str, int, int, str]:
        """Order among all accounts."""
        return self.report, self.span.start, self.span.end, self.type


def predicate_of(told: Told, *, beside: int = 0) -> str:
    """Return the words of the predicate, which stand inside the evidence.

    Args:
        told: An account.
        beside: How many characters before are returned too, and a quarter as many after.
    """
    start = max(0, told.span.start - told.evidence.span.start)
    end = start + told.span.end - told.span.start
    return told.evidence.quote[max(0, start - beside) : end + beside // 4]


def widen(dates: Iterable[Edtf | None]) -> Edtf | None:
    """Return the most exact of dates that agree, else the interval that holds them all."""
    known = sorted({date for date in dates if date is not None}, key=lambda d: (d.width_days or 10**7, d.text))
    if not known:
        return None
    best = known[0]
    for other in known[1:]:
        best = best.intersect(other) or best.hull(other)
    return best
