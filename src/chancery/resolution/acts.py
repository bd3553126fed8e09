"""Links words to acts: a quotation that promises, demands, accuses, refuses or thanks is also an event.

The two tell one truth from two sides, and are counted as one: the quotation names the event that its
cue tells ("promised that ..."), or that its speaker does in the words ("We condemn ...").

Source: codebook, section 5, verbal acts.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from chancery.codebooks.plover import VERBAL
from chancery.model.events import Event
from chancery.model.evidence import Evidence
from chancery.model.mentions import EventMention, QuotationMention
from chancery.model.quotations import Quotation
from chancery.resolution.participants import Stage

_BEFORE: Final = 60  # characters from the verb of a cue to its words: "promised reporters on Monday that"


@dataclass(frozen=True, slots=True)
class Act:
    """A verbal act that one report tells with the words of whoever does it.

    Attributes:
        content: Where the words stand.
        type: PLOVER type of the act.
        sentence: The evidence of the event.
    """

    content: Evidence
    type: str
    sentence: Evidence


def find_acts(stage: Stage) -> Iterator[Act]:
    """Yield the verbal acts of a report whose words it quotes."""
    scene = stage.scene
    verbal = [event for event in stage.told.events if event.type in VERBAL]
    for quotation in scene.seen.quotations:
        for event in verbal:
            if _is_told(event, quotation) or _is_done(stage, event, quotation):
                yield Act(scene.evidence(quotation.content), event.type, scene.evidence(event.sentence))


def _is_told(event: EventMention, quotation: QuotationMention) -> bool:
    """Tell whether the cue is the act: its verb stands right before or after the words, and names their speaker."""
    if quotation.cue is None or not quotation.sentence.contains(event.span) or quotation.content.overlaps(event.span):
        return False
    gap = max(quotation.content.start - event.span.end, event.span.start - quotation.content.end)
    return 0 <= gap <= _BEFORE and bool(set(event.actors) & set(quotation.speakers))


def _is_done(stage: Stage, event: EventMention, quotation: QuotationMention) -> bool:
    """Tell whether the speaker does it in the words: "We condemn"."""
    if not quotation.content.contains(event.span):
        return False
    return any(stage.is_first_person(i) for i in event.actors)


def with_acts(quotations: Sequence[Quotation], events: Iterable[Event], acts: Iterable[Act]) -> tuple[Quotation, ...]:
    """Return the quotations with the ids of the events that they are.

    Args:
        quotations: Joined from all reports.
        events: Joined from all reports; an act's event has its type and its sentence.
        acts: Of all reports.
    """
    by_words: dict[Evidence, list[Act]] = defaultdict(list)
    for act in acts:
        by_words[act.content].append(act)
    by_sentence: dict[tuple[str, Evidence], list[Event]] = defaultdict(list)
    for event in events:
        for telling in event.tellings:
            for evidence in telling.evidence:
                by_sentence[event.type, evidence].append(event)
    return tuple(_with_acts(quotation, by_words, by_sentence) for quotation in quotations)


def _with_acts(
    quotation: Quotation,
    by_words: dict[Evidence, list[Act]],
    by_sentence: dict[tuple[str, Evidence], list[Event]],
) -> Quotation:
    acts = [act for rendering in quotation.renderings for act in by_words.get(rendering.content, ())]
    speakers = {quotation.speaker, quotation.state, *quotation.also} - {None}
    found = {
        event.id
        for act in acts
        for event in by_sentence.get((act.type, act.sentence), ())
        if any({actor.entity, actor.state} & speakers for actor in event.actors)
    }
    return replace(quotation, acts=tuple(sorted(found))) if found else quotation
