"""Which values of an entry a person can set, how they are written, and how an entry takes them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any, Final

from chancery.codebooks import plover
from chancery.codebooks.states import states
from chancery.errors import QueryError, UnsupportedFact
from chancery.model.claims import Entry
from chancery.model.dates import Edtf
from chancery.model.decisions import EntryKind
from chancery.model.events import Event, EventStatus, Participant
from chancery.model.mentions import EntityKind
from chancery.model.offices import Entity, Occupancy, Position
from chancery.model.pledges import Pledge
from chancery.model.quotations import Quotation, QuotationKind

UNKNOWN: Final = "unknown"  # the value that says that nothing is known
_HELD: Final = ("current", "former", "acting", "designate", "claimed")

FIELDS: Final[dict[EntryKind, dict[str, str]]] = {
    EntryKind.EVENT: {
        "date": "date", "place": "text", "type": "type", "status": "event status", "office": "text",
        "actor": "entities", "recipient": "entities",
    },
    EntryKind.QUOTATION: {
        "date": "date", "place": "text", "speaker": "entities", "office": "text", "state": "state",
        "kind": "quotation kind",
    },
    EntryKind.PLEDGE: {
        "by": "entities", "to": "entities", "what": "words", "amount": "number", "currency": "currency", "due": "date",
    },
    EntryKind.OCCUPANCY: {
        "start": "date", "end": "date", "status": "held", "office": "words", "of": "state",
    },
    EntryKind.ENTITY: {"name": "words", "country": "state"},
    EntryKind.REPORT: {"date": "date"},
}  # fmt: skip
"""The fields of each kind of entry, and how the value of each is written."""


def names_entities(kind: EntryKind, field: str) -> bool:
    """Tell whether the value of a field names people, states or organisations."""
    return FIELDS[kind].get(field) == "entities"


def check_value(kind: EntryKind, field: str, value: str) -> str:
    """Return a value as it is kept.

    Args:
        kind: Kind of the entry.
        field: One of `FIELDS`.
        value: As a person wrote it; "unknown" for nothing.

    Raises:
        QueryError: If there is no such field, or the value does not fit it (C082).
    """
    if field not in FIELDS[kind]:
        problem = f"{_article(kind.value)} has no {field!r} that can be set."
        raise QueryError("C082", problem, f"Fields: {', '.join(FIELDS[kind]) or 'none'}.")
    written = FIELDS[kind][field]
    value = " ".join(value.split())
    if value.casefold() == UNKNOWN and written not in {"words", "type", "event status", "quotation kind", "held"}:
        return UNKNOWN
    try:
        kept = _CHECKS[written](value)
    except (ValueError, KeyError, UnsupportedFact) as error:
        raise QueryError("C082", f"{value!r} is no {field}.", _REMEDIES[written]) from error
    if not kept:
        raise QueryError("C082", f"A {field} cannot be empty.", _REMEDIES[written])
    return kept


def _article(noun: str) -> str:
    return f"An {noun}" if noun[0] in "aeiou" else f"A {noun}"


def _act(value: str) -> str:
    code, _, mode = value.partition("/")
    known = plover.event_types()[code.upper()]
    modes = {name.casefold(): name for name in known.modes}
    return f"{known.code}/{modes[mode.casefold()]}" if mode else known.code


def _state(value: str) -> str:
    if value.upper() in states():
        return value.upper()
    raise KeyError(value)


def _currency(value: str) -> str:
    if len(value) == 3 and value.isascii() and value.isalpha():  # noqa: PLR2004 - ISO 4217
        return value.upper()
    raise ValueError(value)


def _number(value: str) -> str:
    number = float(value.replace(",", ""))
    if number != number or number in {float("inf"), float("-inf")}:  # noqa: PLR0124 - not a number
        raise ValueError(value)
    return repr(number)


def _held(value: str) -> str:
    if value.casefold() in _HELD:
        return value.casefold()
    raise ValueError(value)


_CHECKS: Final[Mapping[str, Callable[[str], str]]] = {
    "date": lambda value: str(Edtf.parse(value)),
    "text": str,
    "words": str,
    "type": _act,
    "event status": lambda value: EventStatus(value.casefold()).value,
    "quotation kind": lambda value: QuotationKind(value.casefold()).value,
    "held": _held,
    "state": _state,
    "entities": str,
    "number": _number,
    "currency": _currency,
}

_REMEDIES: Final[Mapping[str, str]] = {
    "date": "Write it like 2020, 2020-10 or 2020-10-23, or unknown.",
    "text": "Give some words, or unknown.",
    "words": "Give some words.",
    "type": "Write a PLOVER type, ELECT or OFFICE, with its mode: CONSULT, CONSULT/visit.",
    "event status": f"One of: {', '.join(EventStatus)}.",
    "quotation kind": f"One of: {', '.join(QuotationKind)}.",
    "held": f"One of: {', '.join(_HELD)}.",
    "state": "Give the code of a state, ISO 3166-1 alpha-3, or unknown.",
    "entities": "Give ids or names of people, states or organisations, with commas between them, or unknown.",
    "number": "Write a plain number, or unknown.",
    "currency": "Write an ISO 4217 code, or unknown.",
}


def set_value(entry: Entry, field: str, value: str, entities: Sequence[Entity]) -> Entry:
    """Return an entry with one value set.

    Args:
        entry: The entry.
        field: One of `FIELDS`.
        value: As `check_value` returned it.
        entities: Those that the value names.
    """
    known = None if value == UNKNOWN else value
    match entry:
        case Event():
            return replace(entry, **_event_values(entry, field, known, entities))
        case Quotation():
            return replace(entry, **_quotation_values(field, known, entities))
        case Pledge():
            return replace(entry, **_pledge_values(field, known, entities))
        case Occupancy():
            return replace(entry, **_occupancy_values(entry, field, known))
        case Entity():
            return replace(entry, **_entity_values(entry, field, known))


def _date(value: str | None) -> Edtf | None:
    return None if value is None else Edtf.parse(value)


def _event_values(event: Event, field: str, value: str | None, entities: Sequence[Entity]) -> dict[str, Any]:
    if field == "type":
        code, _, mode = str(value).partition("/")
        return {"type": code, "mode": mode or None, "score": plover.score(code, mode or None)}
    if field in {"actor", "recipient"}:
        return {f"{field}s": tuple(_participants((*event.actors, *event.recipients), entities))}
    plain: dict[str, dict[str, Any]] = {
        "date": {"when": _date(value) if field == "date" else None},
        "place": {"where": value},
        "status": {"status": EventStatus(value) if field == "status" and value else event.status},
        "office": {"office": value},
    }
    return plain[field]


def _participants(before: Sequence[Participant], entities: Iterable[Entity]) -> Iterable[Participant]:
    """Yield participants; who took part already keeps sector and capacity."""
    known = {one.entity: one for one in before if one.entity is not None}
    for entity in entities:
        yield known.get(entity.id) or Participant(entity=entity.id, state=_acts_for(entity))


def _acts_for(entity: Entity) -> str | None:
    return entity.id if entity.kind is EntityKind.STATE else entity.country


def _quotation_values(field: str, value: str | None, entities: Sequence[Entity]) -> dict[str, Any]:
    names = [entity.id for entity in entities]
    plain: dict[str, Callable[[], dict[str, Any]]] = {
        "date": lambda: {"when": _date(value)},
        "place": lambda: {"venue": value},
        "speaker": lambda: {
            "speaker": names[0] if names else None,
            "also": tuple(names[1:]),
            "state": _acts_for(entities[0]) if entities else None,
        },
        "office": lambda: {"office": value},
        "state": lambda: {"state": value},
        "kind": lambda: {"kind": QuotationKind(str(value))},
    }
    return plain[field]()


def _pledge_values(field: str, value: str | None, entities: Sequence[Entity]) -> dict[str, Any]:
    if field in {"by", "to"}:
        party = entities[0] if entities else None
        return {field: party.id if party else None, f"{field}_state": _acts_for(party) if party else None}
    if field == "due":
        return {"due": _date(value)}
    return {field: float(value) if field == "amount" and value else value}


def _occupancy_values(occupancy: Occupancy, field: str, value: str | None) -> dict[str, Any]:
    if field in {"start", "end"}:
        return {field: _date(value), "basis": "stated"}
    if field in {"office", "of"}:
        post = occupancy.post
        office = str(value) if field == "office" else post.office
        return {"post": Position(office=office, of=value if field == "of" else post.of)}
    return {field: value}


def _entity_values(entity: Entity, field: str, value: str | None) -> dict[str, Any]:
    if field == "name":
        return {"name": value, "names": tuple(dict.fromkeys((str(value), *entity.names)))}
    return {field: value}
