"""When an act was, as far as its own words, its clause and the lead of its report tell.

Source: codebook, section 3.
"""

from __future__ import annotations

import datetime as dt
import re
from typing import Final

from chancery.model.dates import Edtf
from chancery.model.events import EventStatus
from chancery.model.mentions import EventMention
from chancery.model.text import BlockKind, DateBasis
from chancery.resolution.anchors import anchor_of, none_after, when_anchored
from chancery.resolution.calendar import known_days
from chancery.resolution.days_told import lead_spans
from chancery.resolution.own_times import own_time
from chancery.resolution.participants import Stage
from chancery.resolution.scene import Scene

_WILL: Final = re.compile(r"\b(?:will|is to|are to|plans? to|is (?:set|due|scheduled|expected) to)\b")
_RECENTLY_BEFORE: Final = re.compile(r"\brecently(?: been)?\s+$")
_RECENTLY: Final = re.compile(r"\brecently\b")
_RECENTLY_BEHIND: Final = re.compile(r"\s+recently\b")
_RECENT: Final = dt.timedelta(days=90)
_TURNS: Final = frozenset({"ELECT", "OFFICE"})


def when_told(stage: Stage, mention: EventMention) -> Edtf | None:
    """Return when an act was, as far as its own words and the clause around it tell."""
    anchor = anchor_of(stage.scene, mention)
    if anchor is not None:
        return when_anchored(stage.scene, mention, anchor)
    when = stage.scene.when(own_time(stage.scene, mention)) or _known(stage.scene, mention)
    when = when or _spoken_on(stage, mention) or _recently(stage.scene, mention)
    return none_after(stage.scene, mention, when) if mention.type in _TURNS else when


def _spoken_on(stage: Stage, mention: EventMention) -> Edtf | None:
    """Date an act that the speaker of a transcript performs by speaking, or tells of as just done."""
    block = stage.scene.block_at(mention.span.start)
    spoken = block is not None and block.speaker is not None
    own = any(stage.is_first_person(i) for i in mention.actors)
    now = mention.status in {EventStatus.OCCURRED, EventStatus.ONGOING}
    return stage.scene.dating.published if spoken and own and now else None


def _known(scene: Scene, mention: EventMention) -> Edtf | None:
    """Date what goes by a name that everybody knows the days of."""
    if mention.status in {EventStatus.PLANNED, EventStatus.CONDITIONAL}:
        return None
    return known_days(scene.report.text, mention.sentence, mention.span, mention.type)


def _recently(scene: Scene, mention: EventMention) -> Edtf | None:
    """Date what was "recently" done: within some months before the report."""
    published = scene.dating.published
    if mention.time is not None or published is None or published.latest is None:
        return None
    text = scene.report.text
    before = _RECENTLY_BEFORE.search(text, mention.sentence.start, mention.span.start)
    inside = _RECENTLY.search(text, mention.span.start, mention.span.end)
    behind = _RECENTLY_BEHIND.match(text, mention.span.end, mention.sentence.end)
    if before is None and inside is None and behind is None:
        return None
    first = published.earliest - _RECENT if published.earliest is not None else None
    return Edtf.between(first, published.latest)


def lead_end(scene: Scene) -> int:
    """Return where the first two sentences of the body end; a transcript has no lead."""
    body = [block for block in scene.report.blocks if block.kind is BlockKind.PARAGRAPH]
    if not body or any(block.speaker for block in body):
        return 0
    first = max(0, scene.sentence_at(body[0].span.start))
    return scene.seen.sentences[min(first + 1, len(scene.seen.sentences) - 1)].end if scene.seen.sentences else 0


def journey_of(scene: Scene, lead: int) -> Edtf | None:
    """Return the only days for which the first sentences plan something."""
    days = {
        when
        for time, when in zip(scene.seen.times, scene.whens, strict=True)
        if time.span.start < lead and when is not None and _WILL.search(_sentence(scene, time.span.start))
    }
    return days.pop() if len(days) == 1 else None


def opening_day(scene: Scene) -> Edtf | None:
    """Return the full day that the first paragraphs tell, where the report is dated from it."""
    published = scene.dating.published
    if published is None or not published.is_interval or scene.dating.basis is not DateBasis.INFERRED:
        return None
    leads = lead_spans(scene.report, scene.report.blocks)
    days = {
        when
        for time, when in zip(scene.seen.times, scene.whens, strict=True)
        if when is not None and when.is_day and any(lead.contains(time.span) for lead in leads)
    }
    return next((day for day in days if day.earliest == published.earliest), None)


def _sentence(scene: Scene, offset: int) -> str:
    at = scene.sentence_at(offset)
    return scene.seen.sentences[at].of(scene.report.text) if at >= 0 else ""
