"""Says whose words tell of an event: those of the speaker in whose quotation it stands."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from chancery.model.mentions import EventMention, QuotationMention


def with_voices(events: Iterable[EventMention], quotations: Sequence[QuotationMention]) -> tuple[EventMention, ...]:
    """Give events that stand in quotations the speaker as their voice; of quotations inside another, the inner one.

    Args:
        events: The events of a report.
        quotations: Its quotations.
    """
    return tuple(replace(event, voice=_voice(event, quotations)) for event in events)


def _voice(event: EventMention, quotations: Sequence[QuotationMention]) -> int | None:
    around = [one for one in quotations if one.speakers and one.content.contains(event.span)]
    return min(around, key=lambda one: one.content.end - one.content.start).speakers[0] if around else None
