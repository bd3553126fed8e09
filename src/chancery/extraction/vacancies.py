"""Finds offices that a report calls vacant: "the post has been vacant since May", "no ambassador since 2019".

Only words say that nobody holds an office, never silence. The office stands in the same words, or is the
last one named before "the post".

Source: codebook, section 1; FollowTheMoney 4.11, `Position`.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from chancery.codebooks.states import match_state
from chancery.codebooks.titles import match_post
from chancery.model.mentions import EntityKind, EntityMention, OfficeMention, VacancyMention
from chancery.model.text import Span
from chancery.model.times import TimeMention

_POST: Final = r"(?:posts?|positions?|offices?|seats?|jobs?)"
_EMPTY: Final = r"(?:vacant|unfilled|empty|unoccupied)"
_WORD: Final = re.compile(r"[\w.]*\w(?:['\u2019-]\w+)*(?=['\u2019]s\b)|['\u2019]s\b|[\w.]*\w(?:[\u2019'-]\w+)*|[,;:()]")
_STANDS_EMPTY: Final = re.compile(
    rf"\b(?:has|have|had|is|are|was|were|be(?:en|ing)?|remain(?:s|ed|ing)?|stands?|stood|fell|fallen|became|becomes?|"
    rf"sits?|sat|lies|lay|stay(?:s|ed)?|left|leaves|leaving|keep(?:s|ing)?|kept)\b[^.;]{{0,60}}?\b{_EMPTY}\b"
)
_EMPTY_POST: Final = re.compile(rf"\b{_EMPTY}\b[^.;]{{0,30}}?\b{_POST}\s+of\s+(?:the\s+)?")
_NO: Final = re.compile(
    r"\b(?:(?P<yet>still\s+|currently\s+)?(?:has|have|had)\s+(?:had\s+)?(?P<now>currently\s+|still\s+)?no"
    r"|[Tt]here\s+(?:has|have|had)\s+been\s+no"
    r"|[Tt]here\s+(?:is|was)\s+(?P<still>currently\s+|still\s+|as\s+yet\s+)?no"
    r"|(?:has|have|had)(?:\s+not|n['\u2019]t)\s+had\s+an?"
    r"|(?P<lacks>(?:be(?:en)?|is|are|was|were|remain(?:s|ed)?|gone|left|still|currently)\s+without)(?:\s+an?)?)"
    r"\s+(?:permanent\s+|confirmed\s+|resident\s+|full-time\s+)?"
)
_THE_POST: Final = re.compile(rf"\b(?:the|that|this|his|her)\s+{_POST}\s*$", re.IGNORECASE)
_NEGATED: Final = re.compile(r"\b(?:not|never|no longer|n['\u2019]t)\b")
_TO_COME: Final = re.compile(r"\b(?:will|would|could|may|might|if|should|unless)\b")
_HINT: Final = re.compile(rf"\b(?:{_EMPTY}|no|not|without)\b|n['\u2019]t\b")
_REACH: Final = 90  # characters before "vacant" in which the office stands
_BEFORE: Final = 10  # characters before a time in which "since" stands
_SINCE: Final = re.compile(r"\bsince\b")
_FELL: Final = re.compile(r"\b(?:fell|fallen|became|left|leaving)\b")
_ASIDE: Final = frozenset({"citizen"})


@dataclass(frozen=True, slots=True)
class _Page:
    """A report's text with its sentences, mentions and times, each in order."""

    text: str
    sentences: Sequence[Span]
    entities: Sequence[EntityMention]
    times: Sequence[TimeMention]
    starts: Sequence[int]
    hours: Sequence[int]
    told: Mapping[Span, OfficeMention]


def find_vacancies(
    text: str,
    sentences: Sequence[Span],
    entities: Sequence[EntityMention],
    times: Sequence[TimeMention],
    offices: Iterable[OfficeMention] = (),
) -> Iterator[VacancyMention]:
    """Yield the offices that sentences call vacant, each once a sentence.

    Args:
        text: The report's clean text.
        sentences: Its sentences, in order.
        entities: Its mentions, in order.
        times: Its time expressions, in order.
        offices: What it shows of holders; "the post" may be the one that the sentence before tells of.
    """
    starts = [mention.span.start for mention in entities]
    told = {one.sentence: one for one in offices if one.office}
    page = _Page(text, sentences, entities, times, starts, [time.span.start for time in times], told)
    for at, sentence in enumerate(sentences):
        words = text[sentence.start : sentence.end]
        if not _HINT.search(words):
            continue
        found = _vacant(page, at) or _without(page, at)
        if found is not None:
            yield found


def _vacant(page: _Page, at: int) -> VacancyMention | None:
    """Read "the post of X has been vacant since", "left the X post vacant", "the vacant post of X"."""
    sentence = page.sentences[at]
    led = _EMPTY_POST.search(page.text, sentence.start, sentence.end)
    if led is not None:
        read = _post_at(page.text[led.end() : sentence.end])
        return _told(page, sentence, read, led.start(), led.end()) if read else None
    stands = _STANDS_EMPTY.search(page.text, sentence.start, sentence.end)
    if stands is None or _NEGATED.search(stands[0]):
        return None
    before = page.text[max(sentence.start, stands.start() - _REACH) : stands.end()]
    if _TO_COME.search(before):
        return None
    begin = max(sentence.start, stands.start() - _REACH)
    own = _last_post(page.text[begin : stands.end()])
    if own is not None:
        return _told(page, sentence, own, stands.start(), stands.end())
    if _THE_POST.search(page.text, sentence.start, stands.start()):
        return _of_last(page, at, stands)
    return None


def _without(page: _Page, at: int) -> VacancyMention | None:
    """Read "has had no ambassador in Y since", "has been without a prime minister", "there is still no X"."""
    sentence = page.sentences[at]
    for found in _NO.finditer(page.text, sentence.start, sentence.end):
        read = _post_at(page.text[found.end() : sentence.end])
        if read is None or _TO_COME.search(page.text, sentence.start, found.start()):
            continue
        told = _told(page, sentence, read, found.start(), found.end())
        if told.time is not None or any(found.groupdict().values()):
            return told
    return None


# ---- the office -------------------------------------------------------------------------------------


def _words(text: str) -> list[str]:
    return _WORD.findall(text)


def _post_at(text: str) -> tuple[str, str | None] | None:
    """Return the office with which words begin, a state before it taken for its owner."""
    words = _words(text[: 2 * _REACH])
    at = 1 if words and words[0].lower() in {"the", "a", "an", "its"} else 0
    owner = match_state(words, at) if at < len(words) else None
    owned = owner is not None and bool(owner.readings)
    begin = owner.end if owner is not None and owned else at
    begin += words[begin : begin + 1] == ["'s"]
    post = match_post(words, begin) if begin < len(words) else None
    if post is None or post.plural or post.post.level in _ASIDE:
        return None
    return post.office, post.of or (owner.readings[0].code if owner and owned else None)


def _last_post(text: str) -> tuple[str, str | None] | None:
    """Return the last office that words before "vacant" name, with "post" after or before it."""
    if not re.search(rf"\b{_POST}\b", text):
        return None
    words = _words(text)
    found: tuple[str, str | None] | None = None
    at = 0
    while at < len(words):
        post = match_post(words, at)
        if post is None or post.plural or post.post.level in _ASIDE:
            at += 1
            continue
        owner = match_state(words, at - 1) if at else None
        if owner is None and at > 1 and words[at - 1] in {"'s", "\u2019s"}:
            owner = match_state(words, at - 2)
        found = post.office, post.of or (owner.readings[0].code if owner and owner.readings else None)
        at = max(at + 1, post.end)
    return found


def _of_last(page: _Page, at: int, stands: re.Match[str]) -> VacancyMention | None:
    """Return the vacancy of the office named last before "the post", in this sentence or the one before it."""
    for number in (at, at - 1):
        if number < 0:
            continue
        told = page.told.get(page.sentences[number])
        first, end = page.sentences[number].start, min(page.sentences[number].end, stands.start())
        near = range(bisect_left(page.starts, first), bisect_left(page.starts, end))
        named = [page.entities[i] for i in near if page.entities[i].office]
        office, of = (told.office, told.of) if told else (named[-1].office, named[-1].of) if named else (None, None)
        if office:
            return _told(page, page.sentences[at], (office, of), stands.start(), stands.end())
    return None


# ---- whose, and since when ---------------------------------------------------------------------------


def _told(page: _Page, sentence: Span, post: tuple[str, str | None], start: int, end: int) -> VacancyMention:
    office, of = post
    owner = None if of is not None else _owner(page, sentence, start)
    return VacancyMention(
        office=office.removeprefix("acting "), of=of, owner=owner, sentence=sentence, time=_since(page, sentence, end)
    )


def _owner(page: _Page, sentence: Span, before: int) -> int | None:
    """Return the last state or body named before in the sentence, whose office it is: "Kenya has had no envoy"."""
    near = range(bisect_left(page.starts, sentence.start), bisect_left(page.starts, before))
    kinds = {EntityKind.STATE, EntityKind.ORGANISATION}
    return next((i for i in reversed(near) if page.entities[i].kind in kinds), None)


def _since(page: _Page, sentence: Span, after: int) -> int | None:
    """Return the time since which it is so: "since May", "fell vacant in 2019"."""
    near = range(bisect_left(page.hours, sentence.start), bisect_right(page.hours, sentence.end))
    fell = _FELL.search(page.text, max(sentence.start, after - _REACH), after) is not None
    return next((i for i in near if _reads_since(page, i) or (fell and page.hours[i] >= after)), None)


def _reads_since(page: _Page, at: int) -> bool:
    span = page.times[at].span
    return _SINCE.search(page.text, max(0, span.start - _BEFORE), span.end) is not None
