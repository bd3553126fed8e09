"""What saying does: promises, refusals and threats are made by saying so, and who is awaited is to come.

Source: codebook, section 5, "Status".
"""

from __future__ import annotations

from chancery.codebooks.governors import governors
from chancery.codebooks.plover import VERBAL
from chancery.codebooks.predicates import Sense
from chancery.extraction.rows import Row
from chancery.extraction.status import verb_status
from chancery.extraction.units import MODALS, NEGATIONS, Verb
from chancery.model.events import EventStatus

_VIOLENT = frozenset({"ASSAULT", "COERCE", "PROTEST"})
_FORETELLING = "will"  # the role of a verb that says what will be
_CALLING = frozenset({"telephone", "phone", "ring", "write", "cable", "call"})
_AWAITING = frozenset({"expect", "await"})
_REFUSING = "unwilling"  # the role of a verb that says what will not be


def spoken_status(row: Row, verb: Verb, sense: Sense) -> EventStatus | None:
    """Return the status of a verb's event; of words that are acts, saying them is doing them.

    Args:
        row: The sentence.
        verb: The verb.
        sense: What it means.
    """
    awaited = sense.lemma in _AWAITING or "due" in sense.objects
    if awaited and sense.mode == "visit" and not NEGATIONS.intersection(verb.auxiliaries):
        return EventStatus.PLANNED  # "is expected in Rome": who is awaited is to come
    status = _done_by_saying(verb, sense, verb_status(row, verb))
    calling = verb.governor is not None and verb.is_infinitive and bool(_CALLING.intersection(verb.governor.lemmas))
    if status is None and sense.type in VERBAL and calling and verb.governor is not None:
        return verb_status(row, verb.governor)  # "telephoned Rome to thank it"
    return status


def _done_by_saying(verb: Verb, sense: Sense, status: EventStatus | None) -> EventStatus | None:
    """Return the status of what is done by saying so, or was tried; else what the words around tell."""
    if sense.type == "AID" and sense.lemma == "plan" and status in {EventStatus.ONGOING, EventStatus.OCCURRED}:
        return EventStatus.PLANNED  # "Rome plans aid for Oslo"
    if sense.type == "AGREE" and status is EventStatus.PLANNED:
        return EventStatus.OCCURRED  # to say what one will do is the act itself
    if _REFUSING in sense.needs and status is EventStatus.DENIED:
        return EventStatus.OCCURRED  # to say that one will not is a refusal
    if _FORETELLING in sense.needs and status is EventStatus.PLANNED:
        return EventStatus.OCCURRED  # "will retaliate": to say so is the threat
    if sense.type == "THREATEN" and _is_threatened(verb, sense, status):
        return EventStatus.OCCURRED  # "said Rome would pay a price", "threatened war if Oslo did so"
    if status is None and sense.type in _VIOLENT and _is_tried(verb):
        return EventStatus.OCCURRED  # "tried to blow up": who tries attacks
    wishing = verb.governor is not None and {"like", "want", "wish"}.intersection(verb.governor.lemmas)
    if sense.type == "SUPPORT" and wishing and status in {None, EventStatus.PLANNED}:
        return EventStatus.OCCURRED  # "I would like to thank"
    return status


def _is_threatened(verb: Verb, sense: Sense, status: EventStatus | None) -> bool:
    if status is EventStatus.PLANNED:
        return "speaker" in sense.needs
    told = verb.is_finite and not MODALS.intersection(verb.auxiliaries)
    return status is EventStatus.CONDITIONAL and (told or _FORETELLING in sense.needs)


def _is_tried(verb: Verb) -> bool:
    """Tell whether a verb says what somebody tried to do and did: "tried to assassinate"."""
    return (
        verb.is_infinitive
        and verb.governor is not None
        and bool(governors().trying.intersection(verb.governor.lemmas))
        and verb.governor.is_finite
    )
