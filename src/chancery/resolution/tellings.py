"""What one clause of one report tells: an event mention with identified participants and a date.

Source: codebook, section 5.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from chancery.codebooks.states import states
from chancery.model.dates import Edtf
from chancery.model.events import EventStatus, Participant
from chancery.model.evidence import Evidence
from chancery.model.mentions import EntityKind, EventMention
from chancery.model.text import Span
from chancery.resolution.participants import Stage, states_of, without_own_states

VERBAL: Final = frozenset({"AGREE", "SUPPORT", "REQUEST", "ACCUSE", "REJECT", "THREATEN", "CONCEDE"})
_JOINT: Final = re.compile(r"\b(?:agree[ds]?|our (?:two )?(?:countries|sides|governments|nations)|both)\b", re.IGNORECASE)
_ELECTORAL: Final = frozenset({"ELECT"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One clause's account of an event.

    Attributes:
        report: Report id.
        span: The predicate, which with the report makes the account unique.
        published: When the report was published.
        because: The codebook entry that matched.
    """

    type: str
    mode: str | None
    status: EventStatus
    actors: tuple[Participant, ...]
    recipients: tuple[Participant, ...]
    when: Edtf | None
    where: str | None
    report: str
    span: Span
    evidence: Evidence
    published: Edtf | None
    office: str | None = None
    contexts: tuple[str, ...] = ()
    because: str = ""

    @property
    def place_in_text(self) -> tuple[str, int, int, str]:
        """Order among all accounts."""
        return self.report, self.span.start, self.span.end, self.type


def find_tellings(stage: Stage) -> list[Told]:
    """Return the accounts of events in one report; a clause that names nobody tells of none."""
    return [told for mention in stage.scene.seen.events for told in _told(stage, mention)]


def _told(stage: Stage, mention: EventMention) -> Iterator[Told]:
    when = stage.scene.when(mention.time) or _spoken_on(stage, mention)
    actors = stage.participants(mention.actors, when)
    recipients = stage.participants(mention.recipients, when)
    actors, recipients = _sided(stage, mention, actors, recipients)
    if mention.type == "CONSULT" and mention.mode == "visit":
        host = host_of(stage, mention, when) if not recipients else None
        recipients = _hosts(actors, (*recipients, host) if host else recipients)
    recipients = tuple(one for one in recipients if one.entity not in {actor.entity for actor in actors})
    if not any(_is_political(one) for one in (*actors, *recipients)):
        return
    place = stage.scene.seen.entities[mention.place] if mention.place is not None else None
    yield Told(
        type=mention.type,
        mode=mention.mode,
        status=mention.status,
        actors=actors,
        recipients=recipients,
        when=when,
        where=place.name if place else None,
        report=stage.scene.report.id,
        span=mention.span,
        evidence=stage.scene.evidence(mention.sentence),
        published=stage.scene.dating.published,
        office=mention.office,
        contexts=mention.contexts,
        because=mention.because,
    )


def _is_political(one: Participant) -> bool:
    return one.entity is not None and not one.entity.startswith("place-")


def _spoken_on(stage: Stage, mention: EventMention) -> Edtf | None:
    """Date an act that the speaker of a transcript performs by speaking, or tells of as just done."""
    block = stage.scene.block_at(mention.span.start)
    spoken = block is not None and block.speaker is not None
    own = any(stage.is_first_person(i) for i in mention.actors)
    now = mention.status in {EventStatus.OCCURRED, EventStatus.ONGOING}
    return stage.scene.dating.published if spoken and own and now else None


def _sided(
    stage: Stage, mention: EventMention, actors: tuple[Participant, ...], recipients: tuple[Participant, ...]
) -> tuple[tuple[Participant, ...], tuple[Participant, ...]]:
    """Put all sides of a meeting among the actors; "we agreed" means both states."""
    if mention.type == "CONSULT" and mention.mode != "visit":
        meeting = {one.entity: one for one in (*actors, *recipients)}
        return without_own_states(meeting.values()), ()
    if mention.type in _ELECTORAL:
        return actors, ()
    together = any(stage.is_first_person(i) for i in mention.actors) and mention.type == "AGREE"
    if together and is_joint(mention.sentence.of(stage.scene.report.text)):
        other = _other_side(stage, actors, mention)
        return (actors, recipients) if other is None else (_as_states((*actors, other)), recipients)
    return actors, recipients


def _other_side(stage: Stage, actors: Sequence[Participant], mention: EventMention) -> Participant | None:
    """Return who met the speaker in the last meeting that the report tells of before."""
    own = states_of(actors)
    for event in reversed(stage.scene.seen.events):
        if event.type == "CONSULT" and event.span.start < mention.span.start:
            met = stage.participants((*event.actors, *event.recipients), None)
            others = [one for one in met if one.state is not None and one.state not in own]
            if len(others) == 1:
                return others[0]
    return None


def _as_states(participants: Iterable[Participant]) -> tuple[Participant, ...]:
    codes = dict.fromkeys(one.state for one in participants if one.state is not None)
    return tuple(Participant(entity=code, state=code, sector="GOV") for code in codes)


def _hosts(visitors: Sequence[Participant], named: Iterable[Participant]) -> tuple[Participant, ...]:
    """Return the hosts of a visit: never the visitor's own state."""
    own = states_of(visitors)
    return tuple(one for one in named if one.entity is not None and (one.state is None or one.state not in own))


def host_of(stage: Stage, mention: EventMention, when: Edtf | None) -> Participant | None:
    """Return the state of the place of a visit, where the clause names no host."""
    if mention.place is None:
        return None
    refs = [ref for ref in stage.told.refs[mention.place] if ref.kind is EntityKind.STATE]
    place = stage.scene.seen.entities[mention.place]
    if refs:
        return stage.participant(refs[0], when)
    return Participant(entity=place.of, state=place.of, sector="GOV") if place.of in states() else None


def is_joint(text: str) -> bool:
    """Tell whether the words of a sentence say that both sides act."""
    return _JOINT.search(text) is not None


def widen(dates: Iterable[Edtf | None]) -> Edtf | None:
    """Return the most exact of dates that agree, else the interval that holds them all."""
    known = sorted({date for date in dates if date is not None}, key=lambda d: (d.width_days or 10**7, d.text))
    if not known:
        return None
    best = known[0]
    for other in known[1:]:
        best = best.intersect(other) or best.hull(other)
    return best
