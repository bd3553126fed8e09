"""Quotations with their speakers; the same words in two reports are one with two renderings.

Source: codebook, sections 6 and 8.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import Final

from chancery.codebooks.states import states
from chancery.codebooks.titles import canonical_office
from chancery.model.dates import Edtf
from chancery.model.events import Event, Participant
from chancery.model.evidence import Evidence
from chancery.model.mentions import EntityKind, QuotationMention
from chancery.model.quotations import Quotation, Rendering
from chancery.model.rulings import NO_RULINGS, Pin, Rulings
from chancery.model.text import BlockKind
from chancery.resolution.ids import fact_id
from chancery.resolution.participants import Stage
from chancery.resolution.renderings import SAME_WORDS, WEAK, Words, likeness, words_of
from chancery.resolution.ruled import Ruled
from chancery.resolution.scene import Ref
from chancery.resolution.words import Weights

_FEW: Final = 2  # words; fewer say too little to be recognised without their occasion
_MOST: Final = 24
"""Quotations of one speaker that share a word; a word that more share tells none of them from the others."""
_WIDE: Final = 62  # days
_VERBATIM: Final = 90.0  # likeness of renderings that are the words themselves
_LONG: Final = 8  # content words that nobody says twice alike
_NEAR: Final = dt.timedelta(days=4)

_Key = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class Spoken:
    """A quotation of one report, with when that report appeared."""

    quotation: Quotation
    published: Edtf | None

    @property
    def content_at(self) -> Evidence:
        """Where the words stand."""
        return self.quotation.renderings[0].content


def find_spoken(stage: Stage) -> list[Spoken]:
    """Return the quotations of one report, each with its speaker."""
    published = stage.scene.dating.published
    return [Spoken(_quotation(stage, mention), published) for mention in stage.scene.seen.quotations]


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
        addressees=_addressees(stage, mention, when, speakers),
        addressed=mention.addressed.of(scene.report.text) if mention.addressed else None,
    )


def _speakers(stage: Stage, mention: QuotationMention, when: Edtf | None) -> tuple[Participant, ...]:
    """Return who speaks: whom the cue's subject means, or the label of the turn."""
    if mention.speakers:
        found = stage.participants(mention.speakers, when)
        return tuple(one for one in found if one.entity and not one.entity.startswith("place-"))
    if (only := _only_holder(stage, mention)) is not None:
        return (stage.participant(only, when),)
    label = stage.told.labels.get(mention.label) if mention.label else None
    return (stage.participant(label, when),) if label and label.kind is EntityKind.PERSON else ()


def _only_holder(stage: Stage, mention: QuotationMention) -> Ref | None:
    """Return the only person of a report with the office that its heading says spoke: "Ferry back, minister says"."""
    block = stage.scene.block_at(mention.sentence.start)
    if mention.named is None or block is None or block.kind not in {BlockKind.TITLE, BlockKind.SUBTITLE}:
        return None
    said = canonical_office(mention.named.of(stage.scene.report.text))
    held = [one for one in stage.told.people if said is not None and one.holds(said, None)]
    return held[0].ref if len(held) == 1 else None


def _addressees(
    stage: Stage, mention: QuotationMention, when: Edtf | None, speakers: Sequence[Participant]
) -> tuple[str, ...]:
    """Return to whom words are said; nobody speaks to himself."""
    said_by = {one.entity for one in speakers}
    found = (one.entity for one in stage.participants(mention.addressees, when))
    named = (name for name in found if name and name not in said_by and not name.startswith("place-"))
    return tuple(dict.fromkeys(named))


def resolve_quotations(
    spoken: Iterable[Spoken],
    *,
    rulings: Rulings = NO_RULINGS,
    events: Iterable[Event] = (),
) -> tuple[Quotation, ...]:
    """Join the renderings of the same words.

    Args:
        spoken: Of all reports, in any order.
        rulings: What people decided: it comes before anything that is weighed.
        events: Those that several reports tell are occasions on which the same was said.
    """
    ordered = sorted(spoken, key=lambda s: (s.content_at, s.quotation.id))
    words = [words_of(one.quotation) for one in ordered]
    weights = Weights(one.own for one in words)
    occasions = _occasions(events)
    links = _links(ordered, words, weights, occasions)
    if speeches := _speeches(links, ordered, words):
        for speaker, report, speech in speeches:
            occasions[speaker].setdefault(report, set()).add(speech)
        links = _links(ordered, words, weights, occasions)
    ruled = Ruled(rulings, [[_pin(one)] for one in ordered])
    for a, b in ruled.same:
        ruled.join(a, b)
    for value, a, b in sorted(links):
        across = ruled.across(a, b)
        weak = -value <= WEAK and any(_are_both_told(ordered[x], ordered[y]) for x, y in across)
        if not weak and not any(_same_time(ordered[x], ordered[y]) is False for x, y in across):
            ruled.join(a, b)
    groups = ([ordered[at] for at in sorted(group)] for group in ruled.groups())
    return tuple(_joined(group) for group in sorted(groups, key=lambda group: group[0].content_at))


_Link = tuple[float, int, int]


def _links(
    ordered: Sequence[Spoken],
    words: Sequence[Words],
    weights: Weights,
    occasions: Mapping[str, dict[str, set[str]]],
) -> list[_Link]:
    """Return pairs that are of the same words, each with its likeness turned round, so that the surest sorts first."""
    links: list[_Link] = []
    for a, b in _candidates(ordered, words, occasions):
        value = _likeness((ordered[a], words[a]), (ordered[b], words[b]), weights, occasions)
        if value >= SAME_WORDS:
            links.append((-value, a, b))
    return links


def _speeches(links: Iterable[_Link], ordered: Sequence[Spoken], words: Sequence[Words]) -> list[tuple[str, str, str]]:
    """Return which reports give the same long words of a speaker: what else they have of him was said there too."""
    found: list[tuple[str, str, str]] = []
    for value, a, b in links:
        speaker = ordered[a].quotation.speaker
        if speaker is not None and -value >= _VERBATIM and min(len(words[a].own), len(words[b].own)) >= _LONG:
            found += [(speaker, ordered[at].content_at.report, f"speech {a} {b}") for at in (a, b)]
    return found


def _are_both_told(one: Spoken, other: Spoken) -> bool:
    """Tell whether one report gives two quotations in two sentences; pieces of one sentence may be one elsewhere."""
    if one.content_at.report != other.content_at.report:
        return False
    return not {e.span for e in one.quotation.evidence} & {e.span for e in other.quotation.evidence}


def _pin(one: Spoken) -> Pin:
    at = one.content_at
    return Pin(at.report, at.span.start, at.span.end, "quotation")


def _occasions(events: Iterable[Event]) -> defaultdict[str, dict[str, set[str]]]:
    """Return of each person in which reports which events are told that others tell too."""
    found: defaultdict[str, dict[str, set[str]]] = defaultdict(dict)
    for event in events:
        if len(event.tellings) > 1:
            for one in {p.entity for p in (*event.actors, *event.recipients) if p.entity}:
                for telling in event.tellings:
                    found[one].setdefault(telling.report, set()).add(event.id)
    return found


def _candidates(
    ordered: Sequence[Spoken], words: Sequence[Words], occasions: Mapping[str, dict[str, set[str]]]
) -> Iterator[tuple[int, int]]:
    """Yield pairs of different reports that share the speaker and a word, at any time or in one month."""
    by_key: defaultdict[_Key, list[int]] = defaultdict(list)
    for at, (one, its) in enumerate(zip(ordered, words, strict=True)):
        for key in _keys(one, its, occasions):
            by_key[key].append(at)
    seen: set[tuple[int, int]] = set()
    for members in by_key.values():
        if 1 < len(members) <= _MOST:
            for at, a in enumerate(members):
                for b in members[at + 1 :]:
                    if ordered[a].content_at.report != ordered[b].content_at.report:
                        seen.add((a, b))
    yield from sorted(seen)


def _keys(one: Spoken, words: Words, occasions: Mapping[str, dict[str, set[str]]]) -> set[_Key]:
    """Return what candidates share: the speaker and a word, of all time, of one month, of one event."""
    speaker = one.quotation.speaker
    if speaker is None:
        return set()
    keys = {
        (speaker, word, event)
        for word in words.own
        for event in occasions.get(speaker, {}).get(one.content_at.report, ())
    }
    if len(words.own) < _FEW:
        return keys
    months = {month for date in (one.quotation.when, one.published) if date for month in _months(date)}
    return keys | {(speaker, word, month) for word in words.own | words.around for month in ("", *months)}


def _months(date: Edtf) -> Iterator[str]:
    """Yield the months of a date of a few weeks, with some days on both sides."""
    if date.earliest is None or date.latest is None or (date.width_days or _WIDE) >= _WIDE:
        return
    for day in (date.earliest, date.latest):
        for beside in (-_NEAR, dt.timedelta(0), _NEAR):
            with suppress(OverflowError):
                yield f"{day + beside:%Y-%m}"


def _likeness(
    one: tuple[Spoken, Words],
    other: tuple[Spoken, Words],
    weights: Weights,
    occasions: Mapping[str, dict[str, set[str]]],
) -> float:
    """Return how alike the words are to those of another report, 0 where time speaks against it."""
    same_time = _same_time(one[0], other[0])
    if same_time is False:
        return 0.0
    told = occasions.get(str(one[0].quotation.speaker), {})
    mine, yours = (told.get(spoken.content_at.report, set()) for spoken, _ in (one, other))
    return likeness(one[1], other[1], weights, same_time=bool(same_time), same_event=not mine.isdisjoint(yours))


def _same_time(one: Spoken, other: Spoken) -> bool | None:
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


def _joined(group: list[Spoken]) -> Quotation:
    quotations = [one.quotation for one in group]
    first = quotations[0]
    heard = max(quotations, key=lambda q: (bool(q.addressees), bool(q.addressed)))
    dates = sorted({q.when for q in quotations if q.when}, key=lambda d: (d.width_days or 10**6, d.text))
    evidence: tuple[Evidence, ...] = tuple(sorted({e for q in quotations for e in q.evidence}))
    return replace(
        first,
        renderings=tuple(r for q in quotations for r in q.renderings),
        evidence=evidence,
        office=next((q.office for q in quotations if q.office), None),
        state=next((q.state for q in quotations if q.state in states()), None),
        venue=next((q.venue for q in quotations if q.venue), None),
        addressees=heard.addressees,
        addressed=heard.addressed,
        when=dates[0] if dates else None,
    )
