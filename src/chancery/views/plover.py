"""Turns an event into a record of PLOVER 2.0: the manual's category, mode and field names.

The codebook keeps some acts apart that PLOVER joins; here they are joined as the manual asks:

- planned CONSULT, SUPPORT, COOPERATE and AID are AGREE, a planned RETREAT is CONCEDE;
- a resignation (OFFICE/leave told as one) is RETREAT/resign;
- other OFFICE events and all ELECT events are no PLOVER events.

Source: PLOVER 2.0 manual (4 February 2024), the chapter on events and the tables of its JSON
format; codebook, section 5; docs/decisions/0001-plover.md.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from chancery.codebooks.organisations import organisations
from chancery.codebooks.plover import event_types, plain_type, score
from chancery.model.events import Event, EventStatus, Participant
from chancery.model.offices import Entity

QUADS: Final = {"verbal cooperation": 1, "material cooperation": 2, "verbal conflict": 3, "material conflict": 4}
CODEBOOK: Final = "plover-2.0"

_RESIGNED: Final = re.compile(r"codebook: (?:resign|resignation|quit|step \+ (?:down|aside))\b")
_NOT_STATES: Final = {"UN": "UNO", "EU": "EUR"}
_KINDS: Final = {"IGO": "IGO", "NGO": "NGO"}
# The manual's auxiliary modes: what is told of an event that has not simply happened.
_AUXILIARY: Final[Mapping[EventStatus, str]] = {
    EventStatus.PLANNED: "future",
    EventStatus.CONDITIONAL: "hypothetical",
    EventStatus.DENIED: "negation",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Coding:
    """An event as PLOVER codes it.

    Attributes:
        type: One of the 16 categories.
        mode: A mode of that category, or None.
        auxiliary: "future", "hypothetical" or "negation", or None for what happened.
        score: Intensity, -10 to 10.
        quad: 1 to 4.
    """

    type: str
    mode: str | None
    auxiliary: str | None
    score: float
    quad: int


def plover_coding(event: Event) -> Coding | None:
    """Return how PLOVER codes an event; None for one that it does not know.

    Args:
        event: In our codebook's types.
    """
    turned = _turned(event)
    if turned is None:
        return None
    kind, mode, auxiliary = turned
    known = event_types()[kind]
    intensity = score(kind, mode)
    if known.quad is None or intensity is None:
        return None
    return Coding(type=kind, mode=mode, auxiliary=auxiliary, score=intensity, quad=QUADS[known.quad])


def is_resignation(event: Event) -> bool:
    """Tell whether someone left an office by resigning, in the words that it was coded by."""
    return (event.type, event.mode) == ("OFFICE", "leave") and any(map(_RESIGNED.match, event.because))


def _turned(event: Event) -> tuple[str, str | None, str | None] | None:
    resigned = is_resignation(event)
    kind = plain_type(event.type, planned=event.status is EventStatus.PLANNED, resigned=resigned)
    if kind is None:
        return None
    auxiliary = _AUXILIARY.get(event.status)
    if resigned:
        return kind, "resign", auxiliary
    return (kind, event.mode, auxiliary) if kind == event.type else (kind, None, None)


def plover_record(event: Event, entities: Mapping[str, Entity]) -> dict[str, Any] | None:
    """Return the fields of an event's PLOVER record that the event itself tells; None for what PLOVER does not know.

    Fields that are not known are absent, as the manual has it. Who published it, and in which words, is for the
    caller to add.

    Args:
        event: The event.
        entities: Those of the record, by id.
    """
    coding = plover_coding(event)
    if coding is None:
        return None
    first = event.when.earliest if event.when else None
    last = event.when.latest if event.when else None
    told = {
        "id": event.id,
        "date": first.isoformat() if first else None,
        "enddate": last.isoformat() if first and last and last != first else None,
        "actor": [entity_object(part, entities) for part in event.actors],
        "recipient": [entity_object(part, entities) for part in event.recipients],
        "event": [coding.type],
        "mode": [mode for mode in (coding.mode, coding.auxiliary) if mode],
        "context": list(event.contexts),
        "event_loc": {"extracted_place": event.where} if event.where else None,
        "quad_code": coding.quad,
        "event_scale": coding.score,
    }
    always = {"id", "date", "actor", "event"}
    return {name: value for name, value in told.items() if name in always or value not in (None, [])}


def entity_object(part: Participant, entities: Mapping[str, Entity]) -> dict[str, str]:
    """Return the manual's information object of a participant."""
    entity = entities.get(part.entity) if part.entity else None
    told = {
        "code": entity_code(part),
        "sector": part.sector,
        "entity_text": entity.name if entity else part.entity,
        "identifier_id": f"https://www.wikidata.org/wiki/{entity.wikidata}" if entity and entity.wikidata else None,
        "office": part.office,
    }
    return {name: value for name, value in told.items() if value}


def entity_code(part: Participant) -> str | None:
    """Return the three letters by which PLOVER knows a participant: of a state, else of a kind of organisation.

    Example:
        >>> entity_code(Participant(entity="EU", sector="IGO"))
        'EUR'
    """
    if part.state:
        return part.state
    known = organisations().get(part.entity or "")
    if known is None:
        return None
    return _NOT_STATES.get(known.id) or _KINDS.get(known.kind)


def codes(parts: Iterable[Participant]) -> list[str]:
    """Return the codes of several participants, each once."""
    return list(dict.fromkeys(code for part in parts if (code := entity_code(part))))
