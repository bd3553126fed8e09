"""Tells the times and years of a sentence that date an act from those that date something else beside it.

"Berg recalled his visit in May and thanked Peru" thanks on no day of May, "the loan Peru promised last year will be
paid" pays nothing last year, and talks that are "the third round after one in Lima in 2019" were not held in 2019.
Nor does a call on the premier "about the vote of 8 June 2020" belong to that June.

Source: codebook, sections 3 and 8.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import Final

from chancery.codebooks.plover import VERBAL
from chancery.model.dates import Edtf
from chancery.model.mentions import EventMention
from chancery.model.text import Span
from chancery.resolution.accounts import Told
from chancery.resolution.scene import Scene
from chancery.resolution.words import PAPERS, stem

_NEWS_DAYS: Final = 8
_YEAR: Final = re.compile(r"\b(?:19|20)\d\d\b")
_MONTH: Final = (
    r"(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec|January|February|March|April|August|September|October"
    r"|November|December)\.?"
)
_OF: Final = re.compile(
    rf"(?P<noun>[^\W\d_]+)\s+(?:of|held\s+(?:on|in))\s+(?:(?:\d{{1,2}}(?:st|nd|rd|th)?\s+)?{_MONTH}\s+(?:\d{{1,2}},\s+)?)?"
    r"(?P<year>(?:19|20)\d\d)\b"
)
"""A noun with its date: "the vote of 8 June 2020"."""
_SINCE: Final = re.compile(rf"\bsince\s+(?:{_MONTH}\s+)?(?P<year>(?:19|20)\d\d)\b")
_CLOSED: Final = re.compile(
    rf"\b(?:since|until|before|after|following)\s+(?:{_MONTH}\s+)?(?:19|20)\d\d\s+and\s+(?:[a-z]+ly\s+)?$"
)
"""A time that ends before "and", so that what follows is of the sentence again: "held since 2016 and asked"."""
_RECALLED: Final = re.compile(
    r"\b(?:recall|remember|referr?|mention|thank|prais|commend|congratulat|apologi[sz]|regrett?)(?:e?[ds]|ing)?\b"
    r"[^,;:()\u2013\u2014]{0,160}\s(?:in|of|during|from)\s+$"
)
"""Words about something past, up to its date."""
_AND: Final = re.compile(r"\s+and\s+(?:[a-z]+ly\s+)?")
_CLAUSE_END: Final = re.compile(r"[,;:()\u2013\u2014]|\b(?:which|who|that|when|where|after|before|since)\b")
_OTHER_ONE: Final = re.compile(
    r"\b(?:after|since|following|than|unlike|like)\s+(?:one|those|that|the\s+(?:first|last|previous|earlier))"
    r"(?:\s+one)?\s+(?:in|at|on|of|held)\b[^,;:]{0,80}$"
)
"""Words that go on to another of the same kind: "the third round after one in Lima in"."""
_FINITE: Final = re.compile(r"\s+(?:would|will|is|are|was|were|has|have|had|can|could|may|might|must|should)\b")
_DONE: Final = re.compile(
    r"(?:[a-z]+ed|made|gave|sent|held|took|won|bought|sold|began|built|paid|saw|brought|sought|struck)\b"
)
_NEXT: Final = re.compile(r"(?:\s+(?:on|in|at|of|the|early|late))*\s+")
"""What stands between a verb and the time right behind it."""


def own_time(scene: Scene, mention: EventMention) -> int | None:
    """Return the position of the time expression that dates an act, without what dates something beside it."""
    if mention.time is None:
        return None
    stated = scene.seen.times[mention.time].span
    if is_of_another(scene.report.text, mention, stated) or _is_recalled(scene, mention, stated):
        return None
    return _behind(scene, mention) if _is_of_a_relative_clause(scene, mention, stated) else mention.time


def is_of_another(text: str, mention: EventMention, stated: Span) -> bool:
    """Tell whether a time or place behind a predicate is of another act of its kind: "after one in Lima in 2019"."""
    return _OTHER_ONE.search(text, mention.span.end, stated.start) is not None


def _is_recalled(scene: Scene, mention: EventMention, stated: Span) -> bool:
    """Tell whether the time is of what a word before recalls: "recalled his visit in May and thanked"."""
    text = scene.report.text
    if mention.type not in VERBAL or stated.end > mention.span.start:
        return False
    if _AND.fullmatch(text, stated.end, mention.span.start) is None:
        return False
    recalled = _RECALLED.search(text, mention.sentence.start, stated.start)
    return recalled is not None and not _is_recent(scene, mention.time)


def _is_recent(scene: Scene, time: int | None) -> bool:
    """Tell whether a time lies in the week before publication, as far as both are known."""
    when, published = scene.when(time), scene.dating.published
    if when is None or published is None or not (when.has_year and published.has_year):
        return when is None or published is None or when.overlaps(published)
    if when.width_days is None or when.width_days > _NEWS_DAYS or not (when.latest and published.earliest):
        return False
    return (published.earliest - when.latest).days <= _NEWS_DAYS


def _is_of_a_relative_clause(scene: Scene, mention: EventMention, stated: Span) -> bool:
    """Tell whether the time stands in a clause about the subject: "the loan Peru promised last year will be paid"."""
    text = scene.report.text
    if stated.end > mention.span.start or not _FINITE.match(text, stated.end):
        return False
    if _CLAUSE_END.search(text, stated.end, mention.span.start):
        return False
    verbs = (e.span for e in scene.seen.events if mention.sentence.contains(e.span) and e.span.end <= stated.start)
    return any(
        _DONE.match(text, verb.start, verb.end) and _NEXT.fullmatch(text, verb.end, stated.start) for verb in verbs
    )


def _behind(scene: Scene, mention: EventMention) -> int | None:
    """Return the first time expression behind a predicate in its own clause."""
    times = scene.seen.times
    at = bisect_left(times, mention.span.end, key=lambda time: time.span.start)
    if at == len(times) or times[at].span.end > mention.sentence.end:
        return None
    return None if _CLAUSE_END.search(scene.report.text, mention.span.end, times[at].span.start) else at


# ---- years ----------------------------------------------------------------------------------


def years_told(told: Told) -> set[int]:
    """Return the years in the sentence of an act that may be its own."""
    quote, start = told.evidence.quote, told.span.start - told.evidence.span.start
    others = {
        found.start("year")
        for found in _OF.finditer(quote)
        if stem(found["noun"].lower()) not in PAPERS and not start <= found.start("noun") < _end(told)
    }
    others |= {found.start("year") for found in _SINCE.finditer(quote) if found.end() < start}
    years = (year for year in _YEAR.finditer(quote) if year.start() not in others)
    return {int(year[0]) for year in years if _OTHER_ONE.search(quote, max(0, _end(told)), year.start()) is None}


def _end(told: Told) -> int:
    return told.span.end - told.evidence.span.start


def is_closed(before: str) -> bool:
    """Tell whether a "since 2016" right before an act is over when it comes: "supplied since 2016 and asked"."""
    return _CLOSED.search(before) is not None


def names_another_year(told: Told, when: Edtf | None) -> bool:
    """Tell whether the sentence of an act names a year that may be its own and is not that of a date."""
    own = {when.earliest.year} if when is not None and when.earliest is not None else set[int]()
    return bool(years_told(told) - own)
