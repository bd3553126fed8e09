"""What one clause of one report tells: an event mention with identified participants and a date.

Source: codebook, section 5.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from itertools import takewhile
from typing import Final

from chancery.codebooks.plover import VERBAL
from chancery.codebooks.states import states
from chancery.model.dates import Edtf
from chancery.model.events import EventStatus, Participant
from chancery.model.mentions import EntityKind, EventMention, NamedBy
from chancery.model.text import BlockKind, Span
from chancery.resolution.accounts import Told
from chancery.resolution.company import dated_by_company
from chancery.resolution.directed import only_other_state, with_directions
from chancery.resolution.envoys import receiving_states
from chancery.resolution.own_times import is_of_another
from chancery.resolution.participants import Stage, states_of, without_own_states
from chancery.resolution.receptions import find_receptions
from chancery.resolution.scene import Ref
from chancery.resolution.sides import main_pair
from chancery.resolution.stays import find_stays
from chancery.resolution.told_when import journey_of, lead_end, opening_day, when_told
from chancery.resolution.topics import with_topics

_JOINT: Final = re.compile(
    r"\b(?:agree[ds]?|our (?:two )?(?:countries|sides|governments|nations)|both|together|jointly)\b", re.IGNORECASE
)
_THANKS: Final = re.compile(r"(?:\w+ ){0,3}thank(?:s to)? you\b", re.IGNORECASE)
_BILATERAL: Final = re.compile(r"\bbilateral (?:relations|ties|cooperation|partnership|relationship)\b", re.IGNORECASE)
_YOU: Final = re.compile(r"\byour?\b", re.IGNORECASE)
_INWARD: Final = frozenset({"COERCE", "ASSAULT", "PROTEST"})
_DIRECTED: Final = frozenset({"REJECT", "ACCUSE", "SUPPORT", "SANCTION", "AID", "CONCEDE", "REQUEST"})
_GIVEN: Final = frozenset({"AID", "SANCTION"})  # always to somebody
_FACING: Final = frozenset({"OPP", "LEG", "JUD", "PTY"})  # of a state's own people who hold its government to account
_TAKES_UP: Final = re.compile(
    r"\s+(?:(?:against|at|over|for|to)\s+)?(?:(?:this|that|these|those|the|it|such)\b"
    r"|(?:an?\s+)?(?:\w+\s+)?(?:apology|apologies|explanation|compensation|guarantees?|assurances?)\b)",
    re.IGNORECASE,
)
_SAID: Final = frozenset({"SUPPORT", "REQUEST", "ACCUSE", "REJECT", "THREATEN"})
_SEVERAL: Final = 2
_WARS: Final = frozenset({"war", "invasion", "aggression"})
_ELECTORAL: Final = frozenset({"ELECT"})


def find_tellings(stage: Stage) -> list[Told]:
    """Return the accounts of events in one report; a clause that names nobody tells of none."""
    told = [one for mention in stage.told.events for one in _told(stage, mention)]
    told = with_directions(told, stage)
    told += find_receptions(stage)
    said = [
        (quotation.content.start, when)
        for quotation in stage.scene.seen.quotations
        if (when := stage.scene.when(quotation.time)) is not None
    ]
    lead = lead_end(stage.scene)
    journey = journey_of(stage.scene, lead)
    told = dated_by_company(
        told, stage.scene.dating.published, spoken=said, journey=journey, lead=lead, opening=opening_day(stage.scene)
    )
    return with_topics([*told, *find_stays(stage, told)], stage.scene)


def _told(stage: Stage, mention: EventMention) -> Iterator[Told]:
    when = _when(stage, mention)
    actors = stage.participants(mention.actors, when, there=mention.place)
    foreign = states_of(actors) if mention.type in _SAID else frozenset()
    recipients = stage.participants(mention.recipients, when, apart=foreign)
    if mention.type == "AID" and any(stage.is_first_person(i) for i in mention.recipients):
        recipients = _as_states(recipients) or recipients  # "brought us medicine": to the speaker's people
    actors, recipients = _spoken_to(stage, mention, actors, recipients)
    actors, recipients = _sided(stage, mention, actors, recipients)
    if mention.type == "CONSULT" and mention.mode == "visit":
        recipients = tuple(one for one in recipients if one.state not in states_of(actors))
        host = host_of(stage, mention, actors, when) if not recipients else None
        recipients = _hosts(actors, (*recipients, host) if host else recipients)
    recipients = _faced(stage, mention, actors, recipients)
    nobody = mention.type in _SAID and not actors and not _names_anybody(stage, mention)
    if nobody or not any(_is_political(one) for one in (*actors, *recipients)):
        return
    if not recipients and mention.type in _DIRECTED and _TAKES_UP.match(stage.scene.report.text, mention.span.end):
        recipients = _other_of_pair(stage, actors)
    if not actors and (mention.type, mention.mode) == ("SANCTION", "expel"):
        actors = receiving_states(stage.scene.seen.entities[i].office for i in mention.recipients)
    if not recipients and mention.type in _GIVEN:
        recipients = only_other_state(stage, mention, actors)
    where = _where(stage, mention, actors)
    for span, hosts in _by_host(stage, mention, recipients):
        yield Told(
            type=mention.type,
            mode=mention.mode,
            status=_status(stage, mention, when),
            actors=actors,
            recipients=hosts,
            when=when,
            where=where,
            report=stage.scene.report.id,
            span=span,
            evidence=stage.scene.evidence(mention.sentence),
            published=stage.scene.dating.published,
            office=mention.office or _presided(stage, mention, actors),
            contexts=mention.contexts,
            because=mention.because,
            coder=mention.coder,
            voice=_voice(stage, mention),
            heads=_in_heading(stage, mention),
            spoken=_is_spoken(stage, mention),
            unsaid=mention.type in VERBAL and not mention.actors and not actors,
        )


def _when(stage: Stage, mention: EventMention) -> Edtf | None:
    """Return when an act was told; a day to come is not that of words that are said already."""
    when = when_told(stage, mention)
    said = mention.type in _SAID and mention.status is EventStatus.ONGOING
    return None if said and _is_ahead(stage, when) else when


def _faced(
    stage: Stage, mention: EventMention, actors: tuple[Participant, ...], recipients: tuple[Participant, ...]
) -> tuple[Participant, ...]:
    """Leave out recipients who act themselves; people who march face their own state."""
    acting = {actor.entity for actor in actors if actor.entity} | states_of([one for one in actors if one.entity])
    within = {one.state for one in recipients} & states_of(actors) if mention.type in _INWARD else frozenset()
    recipients = tuple(
        one for one in recipients if (one.entity not in acting or _is_faced(one, actors)) and one not in actors
    )
    if not recipients:  # a curfew that a state imposes in its own town is imposed on people of its own
        recipients = tuple(Participant(entity=None, state=state) for state in sorted(filter(None, within)))
    return _faced_by_protest(stage, mention, actors, recipients) if mention.type == "PROTEST" else recipients


def _where(stage: Stage, mention: EventMention, actors: tuple[Participant, ...]) -> str | None:
    """Return the place of an act; of a visit not where the visitor comes from."""
    place = stage.scene.seen.entities[mention.place] if mention.place is not None else None
    if place is None or is_of_another(stage.scene.report.text, mention, place.span):
        return None
    away = mention.mode == "visit" and {place.of, place.key} & states_of(actors)
    return None if away else place.name


def _names_anybody(stage: Stage, mention: EventMention) -> bool:
    """Tell whether a clause of words names whom they are said to: "handed his request to the government" does not."""
    said_to = (stage.scene.seen.entities[i] for i in mention.recipients)
    return any(one.by is not NamedBy.DESCRIPTION or one.key or one.of for one in said_to)


def _by_host(
    stage: Stage, mention: EventMention, recipients: tuple[Participant, ...]
) -> Iterator[tuple[Span, tuple[Participant, ...]]]:
    """Part the hosts of a tour by their states, each where it is named: a tour is one visit to each.

    A delegation that is led or sent somewhere stays one journey: who of it goes where is told apart.
    """
    lands = dict.fromkeys(one.state for one in recipients if one.state is not None)
    tour = (mention.type, mention.mode) == ("CONSULT", "visit") and "delegation" not in mention.because
    if not tour or len(lands) < _SEVERAL or not all(one.state for one in recipients):
        yield mention.span, recipients
        return
    entities = stage.scene.seen.entities
    named = {land: one.span for one in (entities[i] for i in mention.recipients) if (land := one.key or one.of)}
    spans = dict.fromkeys(named.get(land, mention.span) for land in list(lands)[1:])
    if len({mention.span, *spans}) < len(lands):
        yield mention.span, recipients
        return
    for span, land in zip((mention.span, *spans), lands, strict=True):
        yield span, tuple(one for one in recipients if one.state == land)


def _faced_by_protest(
    stage: Stage, mention: EventMention, actors: Sequence[Participant], recipients: tuple[Participant, ...]
) -> tuple[Participant, ...]:
    """Return whom protesters face: "the parliament" is their own state's, and so is the state that nobody names."""
    if states_of(actors) and all(map(stage.is_bare, mention.recipients)):
        recipients = ()
    own = () if any(one.state for one in recipients) else _as_states(one for one in actors if one.entity is None)
    return (*recipients, *own)


def _presided(stage: Stage, mention: EventMention, actors: Sequence[Participant]) -> str | None:
    """Return what a state presides over, where its sentence names one body: two presidencies are not one."""
    if mention.type != "OFFICE" or not actors or any(one.entity != one.state for one in actors):
        return None
    entities, sentence = stage.scene.seen.entities, mention.sentence
    first = bisect_left(entities, sentence.start, key=lambda one: one.span.start)
    inside = takewhile(lambda one: one.span.start < sentence.end, (entities[i] for i in range(first, len(entities))))
    bodies = {one.key or one.name for one in inside if one.kind is EntityKind.ORGANISATION}
    return f"presidency of {bodies.pop()}" if len(bodies) == 1 else None


def _status(stage: Stage, mention: EventMention, when: Edtf | None) -> EventStatus:
    """Return what the words say, but of what the present tells of a day to come: "he flies to Rome on Friday"."""
    ahead = mention.status is EventStatus.ONGOING and _is_ahead(stage, when)
    return EventStatus.PLANNED if ahead else mention.status


def _is_ahead(stage: Stage, when: Edtf | None) -> bool:
    """Tell whether a time begins after its report appeared."""
    published = stage.scene.dating.published
    last = published.latest if published is not None else None
    starts = when.earliest if when is not None else None
    return last is not None and starts is not None and last < starts


def _in_heading(stage: Stage, mention: EventMention) -> bool:
    block = stage.scene.block_at(mention.span.start)
    return block is not None and block.kind in {BlockKind.TITLE, BlockKind.SUBTITLE}


def _is_spoken(stage: Stage, mention: EventMention) -> bool:
    block = stage.scene.block_at(mention.span.start)
    return block is not None and block.speaker is not None


def _voice(stage: Stage, mention: EventMention) -> str | None:
    """Return whose words tell of an event: the speaker of the quotation, or of the turn, that holds it."""
    found = stage.told.refs[mention.voice] if mention.voice is not None else ()
    block = stage.scene.block_at(mention.span.start)
    label = stage.told.labels.get(block.speaker) if block is not None and block.speaker else None
    spoken = [ref for ref in (*found, *([label] if label is not None else ())) if ref in stage.cast.ids]
    return stage.cast.ids[spoken[0]] if spoken else None


def _is_political(one: Participant) -> bool:
    return one.state is not None if one.entity is None else not one.entity.startswith("place-")


def _other_of_pair(stage: Stage, actors: Sequence[Participant]) -> tuple[Participant, ...]:
    """Return the other of the two states that a report is about; what was told takes up its acts: "rejected this"."""
    pair = {ref.key for ref in main_pair(stage.scene)}
    own = states_of(actors)
    other = pair - own
    if len(pair & own) != 1 or len(own) != 1 or len(other) != 1:
        return ()
    return tuple(Participant(entity=code, state=code, sector="GOV") for code in other)


def _is_faced(one: Participant, actors: Sequence[Participant]) -> bool:
    """Tell whether a government is faced by people of its own state: the opposition urges it, lawmakers blame it."""
    if one.entity != one.state or one.sector != "GOV":
        return False
    return all(actor.sector in _FACING for actor in actors) and any(actor.state == one.state for actor in actors)


def _spoken_to(
    stage: Stage, mention: EventMention, actors: tuple[Participant, ...], recipients: tuple[Participant, ...]
) -> tuple[tuple[Participant, ...], tuple[Participant, ...]]:
    """Have the speaker of a turn thank, and "you" receive: "Mr. Minister, thank you" is said to the minister."""
    block = stage.scene.block_at(mention.span.start)
    label = stage.told.labels.get(block.speaker) if block is not None and block.speaker else None
    if label is None or block is None or mention.type == "CONSULT":
        return actors, recipients
    speaker = stage.participant(label, None)
    words = stage.scene.report.text[mention.span.start : mention.sentence.end]
    if _THANKS.match(words) and speaker.entity not in {one.entity for one in actors}:
        actors, recipients = (speaker,), actors
    if speaker.entity not in {one.entity for one in actors}:
        return actors, recipients
    own = states_of((speaker,))
    foreign = tuple(one for one in recipients if one.entity != speaker.entity and one.entity not in own)
    if not foreign and _YOU.search(words):
        other = _addressee(stage, label)
        foreign = (other,) if other is not None else ()
    return actors, foreign


def _addressee(stage: Stage, speaker: Ref) -> Participant | None:
    """Return the other of two speakers of a transcript; a question comes from neither."""
    others = [one for label, one in stage.told.labels.items() if one != speaker]
    return stage.participant(others[0], None) if len(set(others)) == 1 else None


def _sided(
    stage: Stage, mention: EventMention, actors: tuple[Participant, ...], recipients: tuple[Participant, ...]
) -> tuple[tuple[Participant, ...], tuple[Participant, ...]]:
    """Put all sides of a meeting among the actors; "we agreed" means both states, and a leader's war is the state's."""
    if mention.because in _WARS:
        return _as_states(actors) or actors, recipients
    if mention.mode == "third-party" and recipients:
        return actors, recipients
    if mention.type == "CONSULT" and mention.mode != "visit":
        meeting = {one.entity: one for one in (*actors, *recipients, *_titled(stage, mention, (*actors, *recipients)))}
        if len(meeting) == 1 and any(stage.is_first_person(i) for i in mention.actors):
            block = stage.scene.block_at(mention.span.start)
            label = stage.told.labels.get(block.speaker) if block is not None and block.speaker else None
            other = _addressee(stage, label) if label is not None else None
            meeting |= {other.entity: other} if other is not None else {}
        unnamed = [one for one in (*actors, *recipients) if one.entity is None]
        return without_own_states([*(one for one in meeting.values() if one.entity), *unnamed]), ()
    if mention.type in _ELECTORAL:
        return actors, ()
    text = stage.scene.report.text
    spoken = stage.scene.block_at(mention.span.start)
    if mention.type == "AGREE" and not recipients and spoken is not None and spoken.speaker is not None:
        other = _other_side(stage, actors, mention)
        mine = not is_joint(mention.sentence.of(text))
        if other is not None and mine:
            return actors, _as_states((other,))
    if mention.type == "AGREE" and actors and not recipients and _BILATERAL.search(mention.sentence.of(text)):
        other = _other_side(stage, actors, mention)
        return actors, _as_states((other,)) if other is not None else ()
    together = any(stage.is_first_person(i) for i in mention.actors) and mention.type in {"AGREE", "REQUEST"}
    if together and is_joint(mention.sentence.of(text)):
        label = stage.told.labels.get(spoken.speaker) if spoken is not None and spoken.speaker else None
        other = _other_side(stage, actors, mention) or (_addressee(stage, label) if label is not None else None)
        return (actors, recipients) if other is None else (_as_states((*actors, other)), recipients)
    return actors, recipients


def _titled(stage: Stage, mention: EventMention, named: Sequence[Participant]) -> tuple[Participant, ...]:
    """Return whose meeting a title tells of: "Remarks by X after a meeting with Y" is a meeting of X and Y."""
    block = stage.scene.block_at(mention.span.start)
    if block is None or block.kind is not BlockKind.TITLE or len(named) != 1:
        return ()
    inside = [i for i, one in enumerate(stage.scene.seen.entities) if block.span.contains(one.span)]
    people = [i for i in inside if stage.scene.seen.entities[i].kind is EntityKind.PERSON]
    others = [one for one in stage.participants(people, None) if one.entity != named[0].entity]
    return tuple(others) if len(others) == 1 and others[0].entity != others[0].state else ()


def _other_side(stage: Stage, actors: Sequence[Participant], mention: EventMention) -> Participant | None:
    """Return who met the speaker in the last meeting that the report tells of before."""
    own = states_of(actors)
    for event in reversed(stage.told.events):
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


def host_of(
    stage: Stage, mention: EventMention, visitors: Sequence[Participant], when: Edtf | None
) -> Participant | None:
    """Return the host of a visit whose clause names none: the state of its place, else the only one told beside it."""
    if mention.place is not None:
        found = _state_there(stage, mention.place, when)
        if found is not None:
            return found
    own = states_of(visitors)
    entities = stage.scene.seen.entities
    inside = [
        i for i, one in enumerate(entities) if mention.sentence.contains(one.span) and one.by is not NamedBy.ADJECTIVE
    ]
    states_there = [one for i in inside for one in [_state_there(stage, i, when)] if one and one.state not in own]
    return states_there[0] if own and len({one.state for one in states_there}) == 1 else None


def _state_there(stage: Stage, position: int, when: Edtf | None) -> Participant | None:
    """Return the state that a mention names, or that a place lies in."""
    refs = [ref for ref in stage.told.refs[position] if ref.kind is EntityKind.STATE]
    mention = stage.scene.seen.entities[position]
    if refs and mention.kind is not EntityKind.PERSON:
        return stage.participant(refs[0], when)
    lies_in = mention.of if mention.kind is EntityKind.PLACE and mention.of in states() else None
    return Participant(entity=lies_in, state=lies_in, sector="GOV") if lies_in else None


def is_joint(text: str) -> bool:
    """Tell whether the words of a sentence say that both sides act."""
    return _JOINT.search(text) is not None
