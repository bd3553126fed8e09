"""Turns events into CAMEO's dyads: who did it to whom, each pair by itself.

- Every actor is paired with every recipient; those who meet, agree or work together among themselves with one another,
  both ways.
- A visit gives 042 from the visitor to the host and 043 from the host to the visitor; another meeting of an actor and a
  recipient counts both ways.
- What is planned is an intent to do it (036 to meet) where CAMEO has such a code.
- What was denied, is alleged or conditional, and what CAMEO has no code for, gives no dyad.

Source: PLOVER 2.0 manual, "Compound and Reciprocal Actors"; CAMEO 1.1b3.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from chancery.codebooks.cameo import HOST, cameo_code
from chancery.model.events import Event, EventStatus, Participant
from chancery.views.exports.material import Material
from chancery.views.plover import is_resignation

_TOGETHER: Final = frozenset({"CONSULT", "AGREE", "SUPPORT", "COOPERATE"})
_TOLD: Final = frozenset({EventStatus.OCCURRED, EventStatus.ONGOING, EventStatus.PLANNED})
_ID_DIGITS: Final = 13  # hexadecimal: 52 bits, which a double of R or JavaScript holds


@dataclass(frozen=True, slots=True, kw_only=True)
class Dyad:
    """One direction of an event.

    Attributes:
        number: A positive whole number, the same in every run.
        actor: Who acts; None where nobody is named.
        recipient: Toward whom; None for an act without one.
        code: CAMEO 1.1b3.
    """

    number: int
    event: Event
    actor: Participant | None
    recipient: Participant | None
    code: str


def each_dyad(material: Material, *, dated: bool) -> Iterator[Dyad]:
    """Yield the dyads of the chosen events in the order of time, and note what gives none.

    Args:
        material: The chosen part of a record.
        dated: Leave events out that have no date.
    """
    for event in material.events():
        reason = _reason_against(event, dated=dated)
        if reason is None:
            yield from dyads(event)
        else:
            material.losses.note(reason, event.id)


def dyads(event: Event) -> Iterator[Dyad]:
    """Yield the dyads of one event.

    Args:
        event: One that CAMEO has a code for.
    """
    code = event_code(event)
    if code is None:
        return
    seen: set[tuple[str, str, str]] = set()
    for actor, recipient, act in _pairs(event, code):
        key = (_name(actor), _name(recipient), act)
        if key not in seen:
            seen.add(key)
            number = event_number(event.id, *key)
            yield Dyad(number=number, event=event, actor=actor, recipient=recipient, code=act)


def event_code(event: Event) -> str | None:
    """Return the CAMEO code of an event, or None."""
    if event.status not in _TOLD:
        return None
    if is_resignation(event):
        return cameo_code("RETREAT", "resign")
    return cameo_code(event.type, event.mode, planned=event.status is EventStatus.PLANNED)


def event_number(*parts: str) -> int:
    """Return a whole number for an entry that is told by some parts.

    Example:
        >>> event_number("e-1", "KGZ", "RUS", "042") < 2**53
        True
    """
    return int(hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:_ID_DIGITS], 16)


def _pairs(event: Event, code: str) -> Iterator[tuple[Participant | None, Participant | None, str]]:
    actors, recipients = event.actors or (None,), event.recipients
    mutual = event.type == "CONSULT"
    for actor in actors:
        for recipient in recipients:
            yield actor, recipient, code
            if mutual and actor is not None:
                yield recipient, actor, HOST if code == "042" else code
    if recipients:
        return
    if event.type in _TOGETHER and len(event.actors) > 1:
        yield from ((one, other, code) for one in event.actors for other in event.actors if one != other)
    else:
        yield from ((actor, None, code) for actor in actors)


def _name(part: Participant | None) -> str:
    return "" if part is None else f"{part.entity or ''}/{part.state or ''}"


def _reason_against(event: Event, *, dated: bool) -> str | None:
    if event.status not in _TOLD:
        return "events that were denied, are alleged or conditional"
    if event_code(event) is None:
        planned = event.status is EventStatus.PLANNED
        return (
            "planned events of types without a code for an intent" if planned else "events of types that CAMEO has not"
        )
    if dated and (event.when is None or event.when.earliest is None):
        return "events without a date, or without a beginning"
    return None
