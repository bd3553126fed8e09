"""Dates what a distance in time is from: "they met on Wednesday, five days after he took office" is of the Friday before.

Source: codebook, section 3.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from chancery.model.dates import Edtf
from chancery.model.mentions import EventMention
from chancery.model.times import TimeBound, TimeKind, TimeMention
from chancery.resolution.dates import move
from chancery.resolution.scene import Scene

_BESIDE: Final = re.compile(
    r"(?:[ \t]+(?!and\b|but\b|which\b|who\b)[\w'\u2019-]+){0,8}?[ \t]+(?:on|in|of)[ \t]+(?:the[ \t]+)?"
)
"""What may stand between an anchor and its own date: no comma, and no other clause."""

_AFTER: Final = re.compile(r"\bafter\b[^,;()\u2013\u2014\u201c\u201d\"]*$")


def anchor_of(scene: Scene, mention: EventMention) -> TimeMention | None:
    """Return the time expression that a predicate is the anchor of, if it is one's."""
    times = (time for time in scene.seen.times if time.kind is TimeKind.ANCHORED and time.anchor is not None)
    return next((time for time in times if time.span.contains(mention.span)), None)


def when_anchored(scene: Scene, mention: EventMention, anchor: TimeMention) -> Edtf | None:
    """Return when an anchor was: on the date right behind it, else so long from the date of the clause around it.

    Args:
        scene: The report.
        mention: The event that the distance is from, with the date that its sentence gives.
        anchor: The time expression that holds it.
    """
    when = scene.when(mention.time)
    if mention.time is None or when is None:
        return None
    start = scene.seen.times[mention.time].span.start
    if start >= anchor.span.end and _BESIDE.fullmatch(scene.report.text, anchor.span.end, start):
        return when
    exact = when.is_day and not anchor.rough and anchor.bound is TimeBound.IN
    return move(replace(anchor, count=-(anchor.count or 0)), when) if exact else None


def none_after(scene: Scene, mention: EventMention, when: Edtf | None) -> Edtf | None:
    """Return until when something was that only an "after" parts from the date before it: "in May, after Berg fell".

    Args:
        scene: The report.
        mention: The event, with the date that its sentence gives.
        when: That date.
    """
    if mention.time is None or when is None:
        return when
    stated = scene.seen.times[mention.time].span
    between = scene.report.text[stated.end : mention.span.start] if stated.end <= mention.span.start else ""
    return Edtf.between(None, when.latest) if _AFTER.search(between) and when.latest else when
