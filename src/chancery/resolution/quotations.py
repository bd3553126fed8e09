"""Quotations with their speakers; the same words in two reports are one with two renderings.

Source: codebook, sections 6 and 8.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import Final

from rapidfuzz import fuzz

from chancery.codebooks.states import states
from chancery.model.dates import Edtf
from chancery.model.events import Participant
from chancery.model.evidence import Evidence
from chancery.model.mentions import EntityKind, QuotationMention
from chancery.model.quotations import Quotation, Rendering
from chancery.model.rulings import NO_RULINGS, Rulings
from chancery.resolution.ids import fact_id
from chancery.resolution.likeness import content_words
from chancery.resolution.participants import Stage

SAME_WORDS: Final = 70.0
"""Likeness of content words above which two renderings of one time are of the same words.

Twelve pairs of renderings in the gold files score 39, 67, 68, 69 and eight times 78 to 100; other
words of one speaker at one time scored 61 at most on the same files.
"""
SAME_TEXT: Final = 75.0
"""Likeness of whole wordings above which two renderings are of the same words, though nothing dates them."""
_ENOUGH: Final = 5  # content words that undated renderings must have; "Thank you all" is said every day
_FEW: Final = 2  # content words; fewer say too little to be recognised
_MOST: Final = 24
"""Quotations of one speaker that share a word; a word that more share tells none of them from the others."""
_WIDE: Final = 62  # days
_NEAR: Final = dt.timedelta(days=4)

_Key = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class _Spoken:
    """A quotation of one report, with when that report appeared."""

    quotation: Quotation
    published: Edtf | None

    @property
    def content_at(self) -> Evidence:
        """Where the words stand."""
        return self.quotation.renderings[0].content

    @property
    def content(self) -> str:
        """The content words of its first rendering."""
        return content_words(self.quotation.renderings[0].content.quote)


def find_spoken(stage: Stage) -> list[_Spoken]:
    """Return the quotations of one report, each with its speaker."""
    published = stage.scene.dating.published
    return [_Spoken(_quotation(stage, mention), published) for mention in stage.scene.seen.quotations]


def _quotation(stage: Stage, mention: QuotationMention) -> Quotation:
    scene = stage.scene
    content = scene.evidence(mention.content)
    when = scene.when(mention.time) or (scene.dating.published if mention.label else None)
    speakers = () if mention.asker else _speakers(stage, mention, when)
    first = speakers[0] if speakers else None
    return Quotation(
        id=fact_id("q", scene.report.id, mention.content.start, mention.content.end),
        kind=mention.kind,
        renderings=(Rendering(content=content),),
        evidence=(scene.evidence(mention.sentence),),
        speaker=first.entity if first else None,
        also=tuple(one.entity for one in speakers[1:] if one.entity),
        state=first.state if first else None,
        office=first.office if first else None,
        asker=mention.asker,
        cue=mention.cue,
        venue=mention.venue,
        when=when,
        named=mention.named.of(scene.report.text) if mention.named else None,
    )


def _speakers(stage: Stage, mention: QuotationMention, when: Edtf | None) -> tuple[Participant, ...]:
    """Return who speaks: whom the cue's subject means, or the label of the turn."""
    if mention.speakers:
        found = stage.participants(mention.speakers, when)
        return tuple(one for one in found if one.entity and not one.entity.startswith("place-"))
    label = stage.told.labels.get(mention.label) if mention.label else None
    return (stage.participant(label, when),) if label and label.kind is EntityKind.PERSON else ()


def resolve_quotations(spoken: Iterable[_Spoken], *, rulings: Rulings = NO_RULINGS) -> tuple[Quotation, ...]:
    """Join the renderings of the same words.

    Args:
        spoken: Of all reports, in any order.
        rulings: What people decided.
    """
    ordered = sorted(spoken, key=lambda s: (s.content_at, s.quotation.id))
    keyed = [_keys(one) for one in ordered]
    sizes = Counter(key for keys in keyed for key in keys)
    by_key: dict[_Key, dict[int, list[_Spoken]]] = {}
    groups: list[list[_Spoken]] = []
    for one, keys in zip(ordered, keyed, strict=True):
        telling = [key for key in keys if 1 < sizes[key] <= _MOST]
        near = {at: group for key in telling for at, group in by_key.get(key, {}).items()}
        best, home = SAME_WORDS, -1
        for at in sorted(near):
            score = _likeness(near[at], one)
            if score > best or (score == best and home < 0):
                best, home = score, at
        if home < 0:
            home = len(groups)
            groups.append([])
        groups[home].append(one)
        for key in telling:
            by_key.setdefault(key, {})[home] = groups[home]
    return tuple(_joined(group) for group in groups)


def _keys(one: _Spoken) -> list[_Key]:
    """Return what candidates share: the speaker and a content word, of all time and of one month."""
    if one.quotation.speaker is None:
        return []
    words = sorted({word[:6] for word in one.content.split()})
    if len(words) < _FEW:
        return []
    speaker = one.quotation.speaker
    months = sorted({month for date in (one.quotation.when, one.published) if date for month in _months(date)})
    return [(speaker, word, month) for word in words for month in ("", *months)]


def _months(date: Edtf) -> Iterator[str]:
    """Yield the months of a date of a few weeks, with some days on both sides."""
    if date.earliest is None or date.latest is None or (date.width_days or _WIDE) >= _WIDE:
        return
    for day in (date.earliest, date.latest):
        for beside in (-_NEAR, dt.timedelta(0), _NEAR):
            with suppress(OverflowError):
                yield f"{day + beside:%Y-%m}"


def _likeness(group: Iterable[_Spoken], one: _Spoken) -> float:
    """Return how alike the words are to those of other reports, 0 where time speaks against it."""
    best = 0.0
    for other in group:
        same_time = _same_time(other, one)
        if same_time is False:
            return 0.0
        if _report(other) != _report(one):
            best = max(
                best, _alike(other.content, one.content) if same_time else _same_text(other.content, one.content)
            )
    return best


def _same_text(one: str, other: str) -> float:
    """Return how alike two whole wordings are, as a likeness that passes only if they are nearly the same."""
    few = min(one.count(" "), other.count(" ")) + 1 < _ENOUGH
    return 100.0 if not few and fuzz.token_sort_ratio(one, other, score_cutoff=SAME_TEXT) else 0.0


def alike(one: str, other: str) -> float:
    """Return how alike two renderings are, 0 to 100; a short one may be a piece of a longer.

    Example:
        >>> alike("our most reliable friend", "he spoke of a most reliable friend") > 80
        True
    """
    return _alike(content_words(one), content_words(other))


def _alike(one: str, other: str) -> float:
    if min(len(one.split()), len(other.split())) < _FEW:
        return 0.0
    return float(fuzz.token_set_ratio(one, other))


def _report(one: _Spoken) -> str:
    return one.content_at.report


def _same_time(one: _Spoken, other: _Spoken) -> bool | None:
    """Tell whether two quotations may be of one time; None where nothing says."""
    a, b = one.quotation.when, other.quotation.when
    if a is not None and b is not None:
        return a.overlaps(b)
    first, second = one.published, other.published
    if first is None or second is None:
        return None
    if first.earliest and first.latest and second.earliest and second.latest:
        return first.earliest - _NEAR <= second.latest and second.earliest - _NEAR <= first.latest
    return None


def _joined(group: list[_Spoken]) -> Quotation:
    quotations = [one.quotation for one in group]
    first = quotations[0]
    dates = sorted({q.when for q in quotations if q.when}, key=lambda d: (d.width_days or 10**6, d.text))
    evidence: tuple[Evidence, ...] = tuple(sorted({e for q in quotations for e in q.evidence}))
    return replace(
        first,
        renderings=tuple(r for q in quotations for r in q.renderings),
        evidence=evidence,
        office=next((q.office for q in quotations if q.office), None),
        state=next((q.state for q in quotations if q.state in states()), None),
        venue=next((q.venue for q in quotations if q.venue), None),
        when=dates[0] if dates else None,
    )
