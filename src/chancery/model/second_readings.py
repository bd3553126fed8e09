"""What a second coder says a report tells: checked against the text, and weighed against our own reading."""

from __future__ import annotations

from dataclasses import dataclass

from chancery.model.events import EventStatus
from chancery.model.text import Span


@dataclass(frozen=True, slots=True, kw_only=True)
class SecondReading:
    """An event as another coder reads it in one sentence of a report.

    Attributes:
        span: The sentence, verbatim in the report.
        type: PLOVER type, or ELECT or OFFICE.
        mode: One of the type's modes, or None.
        actors: Who does it, in words of the report.
        recipients: To or toward whom, in words of the report.
        coder: Who says so: "openai:model".
    """

    span: Span
    type: str
    mode: str | None
    status: EventStatus
    actors: tuple[str, ...]
    recipients: tuple[str, ...]
    coder: str
