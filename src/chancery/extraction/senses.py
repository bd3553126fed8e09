"""Which sense of a predicate fits a frame: its particle, its object, the parties it needs."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence

from chancery.codebooks.predicates import Sense, verb_senses
from chancery.extraction.frames import Frame, can_be_reduced, verb_frame
from chancery.extraction.rows import Row
from chancery.extraction.units import Verb
from chancery.model.mentions import EntityMention

_MATERIAL = frozenset({"ASSAULT", "COERCE", "PROTEST"})
_MARKS = frozenset("plural sides crowd inf will unwilling must that speaker joint".split())  # needs that are no party
_OFFICE_WORDS = frozenset(
    "president minister premier chancellor ambassador governor speaker mayor chairman chief".split()
)


def readings(row: Row, verb: Verb, entities: Sequence[EntityMention]) -> Iterator[tuple[Frame, Sense]]:
    """Yield the frames of a verb with the sense that fits: as it stands, then as a reduced passive."""
    passives = [verb.is_passive]
    if can_be_reduced(row, verb):
        passives = [True, False] if "by" in verb.roles else [False, True]
    for passive in passives:
        frame = verb_frame(row, verb, passive=passive)
        for lemma in verb.lemmas:
            sense = next((s for s in verb_senses(lemma) if fits(s, frame, entities)), None)
            if sense is not None and (passive == verb.is_passive or sense.objects):
                yield frame, sense


def fits(sense: Sense, frame: Frame, entities: Sequence[EntityMention]) -> bool:
    """Tell whether the frame gives a sense all that it asks for."""
    return not any(True for _ in _faults(sense, frame, entities))


def fits_words(sense: Sense, frame: Frame) -> bool:
    """Tell whether the frame has the words and marks that a sense asks for, whoever its parties are."""
    marks = sense.needs <= _MARKS
    lacking = marks and sense.needs and not any(_is_filled(mark, frame, sense) for mark in sense.needs)
    return not lacking and not any(True for _ in _wrong_words(sense, frame))


def missing(sense: Sense, frame: Frame, entities: Sequence[EntityMention]) -> dict[str, tuple[str, ...]]:
    """Return what a sense asks for and a frame does not give, in words, each with what would do."""
    return {fault: tuple(sorted(wanted)) for fault, wanted in _faults(sense, frame, entities)}


def _faults(sense: Sense, frame: Frame, entities: Sequence[EntityMention]) -> Iterator[tuple[str, Collection[str]]]:
    yield from _wrong_words(sense, frame)
    yield from _wrong_parties(sense, frame, entities)


def _wrong_words(sense: Sense, frame: Frame) -> Iterator[tuple[str, Collection[str]]]:
    if sense.particle and sense.particle not in frame.after:
        yield "lacks the particle", {sense.particle}
    near = (*frame.words, *frame.tail, *frame.subject) if sense.anywhere else frame.words
    if sense.objects and not sense.objects.intersection(near):
        yield "lacks an object such as", sense.objects
    aimed = sense.mode == "visit" and "inf" in frame.roles  # "came to Rome to sign" has no object
    words = frame.words[:-1] if aimed else frame.words
    if sense.intransitive and (words or frame.roles.get("obj") or frame.after[:1] == ("that",)):
        yield "has an object", ()
    if sense.not_objects.intersection(frame.words):
        yield "has the object", sense.not_objects.intersection(frame.words)


def _wrong_parties(
    sense: Sense, frame: Frame, entities: Sequence[EntityMention]
) -> Iterator[tuple[str, Collection[str]]]:
    if sense.needs and not any(_is_filled(role, frame, sense) for role in sense.needs):
        yield "lacks a party in the role", sense.needs
    titled = any(entities[i].office for found in frame.roles.values() for i in found)
    if sense.complement and not titled and not _OFFICE_WORDS.intersection(frame.tail):
        yield "lacks a title of office", ()
    if sense.actor_kinds and not _has_actor(frame, sense, entities):
        yield "lacks an actor of the kind", sense.actor_kinds
    if sense.recipient_kinds and not _has_kind(frame, sense.recipients, sense.recipient_kinds, entities):
        yield "lacks a recipient of the kind", sense.recipient_kinds


def _is_filled(role: str, frame: Frame, sense: Sense) -> bool:
    """Tell whether a role that a sense needs is filled; of violence against a thing, by the thing."""
    if role in frame.roles or f"{role}'s" in frame.roles or role in frame.tail:
        return True
    if role == "subj" and sense.type in _MATERIAL and "crowd" in frame.roles:
        return True  # whoever they are: "mercenaries killed the minister"
    listed = any(other.objects.intersection(frame.words) for other in verb_senses(sense.lemma))
    return role == "obj" and sense.type == "ASSAULT" and bool(frame.words) and not listed


def _has_actor(frame: Frame, sense: Sense, entities: Sequence[EntityMention]) -> bool:
    """Tell whether somebody of the kinds acts; a crowd is no person: it protests where a minister lodges a protest."""
    acting = [entities[i] for role in sense.actors for i in frame.roles.get(role, ())]
    return any(one.kind in sense.actor_kinds and (one.sector is None or one.kind != "person") for one in acting)


def _has_kind(frame: Frame, roles: Iterable[str], kinds: frozenset[str], entities: Sequence[EntityMention]) -> bool:
    return any(entities[i].kind in kinds for role in roles for i in frame.roles.get(role, ()))
