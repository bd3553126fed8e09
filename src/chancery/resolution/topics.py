"""Says which meeting each topic of a report belongs to.

"They also discussed ..." is more of the meeting, not another event (codebook, section 5).
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from chancery.model.mentions import TopicMention
from chancery.model.text import Span
from chancery.resolution.accounts import Told
from chancery.resolution.scene import Scene

_MEETING: Final = "CONSULT"
_VISIT: Final = "visit"


def with_topics(told: Sequence[Told], scene: Scene) -> list[Told]:
    """Give each account of a meeting what the report says was talked about there.

    A topic belongs to the meeting of its own sentence, else to the last one told before it, else to the first.

    Args:
        told: The accounts of one report.
        scene: The report.
    """
    meetings = sorted((one for one in told if one.type == _MEETING), key=lambda one: one.place_in_text)
    if not meetings or not scene.seen.topics:
        return list(told)
    given: defaultdict[Told, list[TopicMention]] = defaultdict(list)
    beside: defaultdict[Span, list[Told]] = defaultdict(list)
    for one in meetings:
        beside[one.evidence.span].append(one)
    for topic in scene.seen.topics:
        given[_meeting_of(topic, beside[topic.sentence], meetings)].append(topic)
    return [
        replace(one, topics=tuple(scene.evidence(topic.span) for topic in given[one])) if one in given else one
        for one in told
    ]


def _meeting_of(topic: TopicMention, beside: Sequence[Told], meetings: Sequence[Told]) -> Told:
    """Return the meeting that a topic belongs to; talks come before the visit that they are part of."""
    if beside:
        return min(beside, key=lambda one: (one.mode == _VISIT, abs(one.span.start - topic.span.start)))
    before = bisect_left(meetings, topic.span.start, key=lambda one: one.span.start)
    talks = (meetings[at] for at in range(before - 1, -1, -1) if meetings[at].mode != _VISIT)
    return next(talks, meetings[max(0, before - 1)])
