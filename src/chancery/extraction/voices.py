"""Says whose words tell of an event: those of the speaker in whose quotation it stands."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from chancery.model.around import Around
from chancery.model.mentions import EventMention, QuotationMention


def with_voices(events: Iterable[EventMention], quotations: Sequence[QuotationMention]) -> tuple[EventMention, ...]:
    """Give events that stand in quotations the speaker as their voice; of quotations inside another, the inner one.

    Args:
        events: The events of a report.
        quotations: Its quotations.
    """
    spoken = [one for one in quotations if one.speakers]
    around = Around(one.content for one in spoken)
    voices = ((event, around.innermost(event.span)) for event in events)
    return tuple(replace(event, voice=None if at is None else spoken[at].speakers[0]) for event, at in voices)
