"""Finds how long somebody is told to have held an office: "since 2017", "whose term ended in May".

Each pattern ends where a time expression begins, and names the person by the nearest mention before it.

Source: codebook, section 1.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from chancery.codebooks.states import match_state
from chancery.codebooks.titles import match_post
from chancery.model.mentions import EntityKind, EntityMention, NamedBy, OfficeMention
from chancery.model.text import Span
from chancery.model.times import TimeBound, TimeMention

_REACH: Final = 120  # characters before a time in which its pattern stands
_TERM: Final = re.compile(
    r"(?P<who>,\s+whose|['\u2019]s?|\bhis|\bher|\bHis|\bHer)\s+(?:\w+\s+)?(?:term|tenure|mandate|presidency|premiership)"
    r"(?:\s+in\s+office|\s+of\s+office|\s+as\s+[\w ]{3,40})?\s+"
    r"(?P<verb>ended|ends|expired|expires|ran\s+out|runs\s+out|began|begins|started)"
    r"(?:\s+(?:on|in|at\s+the\s+end\s+of|at\s+the\s+beginning\s+of))?\s*$"
)
_HELD: Final = re.compile(
    r"\b(?:office|post|position|job)\s+(?:(?:that|which)\s+)?\w[\w.'\u2019 -]{0,40}?\s+(?:had\s+)?(?:first\s+)?"
    r"(?:held|occupied|left)(?:\s+(?:in|until|some|about|from))?\s*$"
)
_SERVED: Final = re.compile(
    r"^[\s,]*(?:(?:who|and)\s+)?(?:has\s+been|had\s+been|has\s+served\s+as|had\s+served\s+as|served\s+as|was|"
    r"worked\s+as|has\s+led|leads)\s+(?P<post>[^,;:]{3,80}?)(?:\s+(?:since|from|until|till|between|in))?\s*$"
)
_SINCE: Final = re.compile(
    r"^[\s,(]*(?:(?:the|its|who\s+(?:has|had)\s+been)\s+)?(?P<post>[^,;:]{3,80}?)(?:\s+(?:since|from))\s*$"
)
_IN_OFFICE: Final = re.compile(
    r"^[\s,]*(?:who\s+(?:has|had)\s+been\s+)?(?:in\s+(?:the\s+|that\s+|this\s+)?(?:office|post|position|power|job))"
    r"\s+(?:since|from)\s*$"
)
_BETWEEN: Final = re.compile(r"\b(?:to|until|till|and)\b|[\u2013\u2014-]")
_FLAGS: Final = frozenset({"acting", "current"})  # who "was appointed minister" did not serve since
_BEGINS: Final = frozenset({"began", "begins", "started"})


@dataclass(frozen=True, slots=True)
class _Place:
    """A time expression with what stands before it in its sentence."""

    text: str
    sentence: Span
    time: int
    start: int
    bound: TimeBound
    words: str

    @property
    def relation(self) -> str:
        """What holding an office "since", "until", "from ... to" or "in" that time shows."""
        if self.bound is TimeBound.SINCE:
            return "assumes"
        if self.bound is TimeBound.UNTIL:
            return "leaves"
        return "held" if _BETWEEN.search(self.words) else "holds"

    @property
    def window(self) -> tuple[int, str]:
        """Where the words before the time begin, and the words."""
        begin = max(self.sentence.start, self.start - _REACH)
        return begin, self.text[begin : self.start]


def find_tenures(
    text: str, sentences: Sequence[Span], entities: Sequence[EntityMention], times: Sequence[TimeMention]
) -> Iterator[OfficeMention]:
    """Yield what sentences tell of the beginning, the end or the time of holding an office.

    Args:
        text: The report's clean text.
        sentences: Its sentences, in order.
        entities: Its mentions, in order.
        times: Its time expressions, in order.
    """
    at = 0
    starts = [mention.span.start for mention in entities]
    for number, time in enumerate(times):
        while at < len(sentences) and sentences[at].end <= time.span.start:
            at += 1
        if at == len(sentences):
            return
        place = _Place(text, sentences[at], number, time.span.start, time.bound, time.span.of(text))
        near = range(bisect_left(starts, place.window[0] - _REACH), bisect_left(starts, place.start))
        people = [
            i for i in near
            if entities[i].kind is EntityKind.PERSON
            and sentences[at].start <= starts[i] and entities[i].span.end <= place.start
        ]  # fmt: skip
        found = people and (_term(place, entities, people) or _held(place, people) or _served(place, entities, people))
        if found:
            yield found


def _told(place: _Place, person: int, relation: str, office: str = "", of: str | None = None) -> OfficeMention:
    return OfficeMention(
        person=person, office=office, of=of, relation=relation, sentence=place.sentence, time=place.time
    )


def _term(place: _Place, entities: Sequence[EntityMention], people: Sequence[int]) -> OfficeMention | None:
    """Read "X, whose term ended on", "X's term expires in", "his mandate ran out in"."""
    begin, window = place.window
    found = _TERM.search(window)
    if found is None:
        return None
    start, end = begin + found.start("who"), begin + found.end("who")
    owners = [i for i in people if entities[i].span.end == start or entities[i].span == Span(start, end)]
    relation = "assumes" if found["verb"] in _BEGINS else "leaves"
    return _told(place, owners[-1], relation) if owners else None


def _held(place: _Place, people: Sequence[int]) -> OfficeMention | None:
    """Read "the post that he held eight years ago", "the office she left in 2019"."""
    found = _HELD.search(place.window[1])
    if found is None:
        return None
    return _told(place, people[-1], "leaves" if found[0].rstrip().endswith(("left", "until")) else "held")


def _served(place: _Place, entities: Sequence[EntityMention], people: Sequence[int]) -> OfficeMention | None:
    """Read "X, foreign minister since", "X served as prime minister from", "X, in office since"."""
    relation = place.relation
    described = [i for i in people if entities[i].by is NamedBy.DESCRIPTION and entities[i].office]
    named = [i for i in people if i not in described]
    for i in reversed(named):
        between = place.text[entities[i].span.end : place.start]
        if len(between) > _REACH:
            return None
        if relation == "assumes" and _IN_OFFICE.match(between):
            return _told(place, i, relation, entities[i].office or "", entities[i].of)
        found = _SERVED.match(between) or (_SINCE.match(between) if relation == "assumes" else None)
        post = _post(found["post"]) if found else None
        if post is not None:
            title = next((entities[j] for j in described if j > i), None)
            return _told(place, i, relation, post[0], post[1] or (title.of if title else entities[i].of))
    return None


def _post(words: str) -> tuple[str, str | None] | None:
    """Return the office and owner that words consist of, a state before them left aside."""
    said = [word for word in words.replace("'s", " 's").split() if word.lower() not in {"the", "its", "a", "an", "'s"}]
    owner = match_state(said, 0) if said else None
    post = match_post(said, owner.end if owner else 0) if said else None
    if post is None or post.end != len(said) or not _FLAGS.issuperset(post.flags):
        return None
    acting = "acting " if "acting" in post.flags else ""
    return f"{acting}{post.office}", post.of or (owner.readings[0].code if owner and owner.readings else None)
