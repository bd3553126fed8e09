"""Dates what a distance in time is from: who met "on Wednesday, five days after he took office" took it on a Friday.

Source: codebook, section 3.
"""

from __future__ import annotations

import datetime as dt
import re
from bisect import bisect_left
from dataclasses import replace
from typing import Final

from chancery.model.dates import Edtf
from chancery.model.mentions import EventMention
from chancery.model.times import TimeBound, TimeMention, TimeUnit
from chancery.resolution.scene import Scene
from chancery.resolution.steps import move

_BESIDE: Final = re.compile(
    r"(?:[ \t]+(?!and\b|but\b|which\b|who\b)[\w'\u2019-]+){0,8}?[ \t]+(?:on|in|of)[ \t]+(?:the[ \t]+)?"
)
"""What may stand between an anchor and its own date: no comma, and no other clause."""

_EXACT: Final = {TimeUnit.DAY: (1, 0), TimeUnit.WEEK: (1, 4), TimeUnit.MONTH: (31, 16), TimeUnit.YEAR: (366, 183)}
"""By unit: how many days the date around an anchor may mean, and by how many days the distance may be rounded."""
_AFTER: Final = re.compile(r"\bafter\b[^,;()\u2013\u2014\u201c\u201d\"]*$")


def anchor_of(scene: Scene, mention: EventMention) -> TimeMention | None:
    """Return the time expression that a predicate is the anchor of, if it is one's."""
    times = scene.seen.times
    for at in range(bisect_left(times, mention.sentence.start, key=lambda time: time.span.start), len(times)):
        if times[at].span.start > mention.span.start:
            break
        if times[at].anchor is not None and times[at].span.contains(mention.span):
            return times[at]
    return None


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
    widest, around = _EXACT.get(anchor.unit or TimeUnit.DECADE, (0, 0))
    plain = not anchor.rough and anchor.bound is TimeBound.IN
    if not plain or when.width_days is None or when.width_days > widest:
        return None
    found = move(replace(anchor, count=-(anchor.count or 0)), when)
    if found is None or found.earliest is None or found.latest is None:
        return None
    days = dt.timedelta(around)
    return Edtf.between(found.earliest - days, found.latest + days)


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
