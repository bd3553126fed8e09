"""Finds earlier happenings of one kind by the holders of one position, and what reports claim about precedents.

What the record shows and what a report says of custom are kept apart: a claim is shown as the report's word.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from chancery.errors import QueryError
from chancery.model.events import Event, EventStatus
from chancery.model.evidence import Evidence
from chancery.model.mentions import Observations
from chancery.model.offices import Occupancy
from chancery.model.text import Report
from chancery.views.labels import Names, date_words, event_sentence, plain
from chancery.views.sources import Source

_DONE: Final = frozenset({EventStatus.OCCURRED, EventStatus.ONGOING})
_KINDS: Final = {
    "visit": ("CONSULT", "visit"),
    "trip": ("CONSULT", "visit"),
    "journey": ("CONSULT", "visit"),
    "talks": ("CONSULT", None),
    "meeting": ("CONSULT", None),
    "summit": ("CONSULT", None),
    "call": ("CONSULT", "phone"),
}
_RANKS: Final = frozenset({"official", "working", "state", "private"})
_ASKED: Final = re.compile(
    r"^(?P<first>first )?(?:foreign |overseas )?(?P<rank>official |working |state |private )?(?P<kind>[a-z]+?)s?"
    r"(?: abroad)?(?: to (?P<host>.+))?$"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """A kind of happening that is asked about.

    Attributes:
        type: PLOVER type.
        mode: PLOVER mode; None for talks.
        first: Whether only the first of each holding is meant.
        rank: Of a visit, or None.
        host: Words for the state that is visited, or None.
    """

    type: str
    mode: str | None
    first: bool = False
    rank: str | None = None
    host: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Precedent:
    """A happening of the kind, by somebody in the position.

    Attributes:
        holder: Id of the person.
        office: The position, in the codebook's words.
        of: The state or organisation that it belongs to; None where no report says.
        claimed: The words by which a report calls it the first; None where it is only the earliest that the record has.
    """

    event: Event
    holder: str
    office: str
    of: str | None
    claimed: Evidence | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """What a report says about precedents.

    Attributes:
        kind: "first", "again" or "custom".
        words: Where it says so.
        sentence: The sentence around.
    """

    kind: str
    words: Evidence
    sentence: Evidence


def read_kind(words: str) -> Kind:
    """Read what a user asks about.

    Raises:
        QueryError: C050 if it names no kind of happening that can be told.

    Example:
        >>> read_kind("first foreign visit").first, read_kind("state visit to Russia").host
        (True, 'russia')
    """
    match = _ASKED.match(" ".join(words.casefold().split()))
    named = match["kind"] if match else ""
    found = _KINDS.get(named) or _KINDS.get(f"{named}s")
    if match is None or found is None:
        remedy = f"Name one of {', '.join(_KINDS)}: 'first foreign visit', 'state visit to Russia'."
        raise QueryError("C050", f"{plain(words)!r} is no kind of happening that can be compared.", remedy)
    kind, mode = found
    return Kind(
        type=kind,
        mode=mode,
        first=match["first"] is not None,
        rank=match["rank"].strip() if match["rank"] else None,
        host=match["host"],
    )


def read_claims(inputs: Iterable[tuple[Report, Observations]]) -> tuple[Claim, ...]:
    """Return what the reports of a record claim about precedents, by report and place."""
    found = [
        Claim(kind=one.kind, words=Evidence.of(report, one.span), sentence=Evidence.of(report, one.sentence))
        for report, seen in inputs
        for one in seen.precedents
    ]
    return tuple(sorted(found, key=lambda claim: claim.words))


def find_precedents(
    kind: Kind, events: Iterable[Event], occupancies: Iterable[Occupancy], claims: Sequence[Claim], of: str
) -> tuple[Precedent, ...]:
    """Return the happenings of a kind by holders of positions of a state, by position and in time.

    Args:
        kind: What is asked about.
        events: Of the record.
        occupancies: Of the record.
        claims: What reports claim.
        of: Code of the state, or id of the organisation. A holder whose state no report tells is taken for one of
            its own where the same report tells the same of a holder of that office who is.
    """
    told, known = list(occupancies), [event for event in events if _is_of_kind(event, kind)]
    firsts = _claimed(claims)
    found = list(_by_holders(known, _holdings(told, of), of, firsts))
    beside = {(report, one.office) for one in found for report in _reports(one.event)}
    unplaced = _by_holders(known, _holdings(told, None), None, firsts)
    found += [one for one in unplaced if any((report, one.office) in beside for report in _reports(one.event))]
    found.sort(key=lambda one: (one.office, _day(one.event), one.event.id))
    return tuple(_firsts(found)) if kind.first else tuple(found)


def _by_holders(
    events: Iterable[Event],
    held: Mapping[str | None, list[Occupancy]],
    of: str | None,
    firsts: Mapping[str, list[Claim]],
) -> Iterator[Precedent]:
    for event in events:
        for holder in dict.fromkeys(one.entity for one in event.actors if one.entity in held):
            for office in _offices_in(event, holder, _offices_then(held[holder], event)):
                if holder is not None:
                    claimed = _first_claim(event, firsts)
                    yield Precedent(event=event, holder=holder, office=office, of=of, claimed=claimed)


def _reports(event: Event) -> set[str]:
    return {telling.report for telling in event.tellings}


def precedents_of(
    event: Event, events: Iterable[Event], occupancies: Sequence[Occupancy], claims: Sequence[Claim]
) -> tuple[Precedent, ...]:
    """Return what happened before an event of the same kind, by holders of the positions of those who act in it.

    If a report calls the event a first, only the firsts of the others are precedents.
    """
    first = _first_claim(event, _claimed(claims)) is not None
    kind = Kind(type=event.type, mode=event.mode, first=first)
    offices = {
        (office, post.of)
        for one in event.actors
        for post in {o.post for o in occupancies if o.holder == one.entity}
        for office in _offices_in(
            event,
            one.entity,
            _offices_then([o for o in occupancies if o.holder == one.entity and o.post.of == post.of], event),
        )
    }
    known = tuple(events)
    found = [
        precedent
        for of in sorted({of for _, of in offices if of is not None})
        for precedent in find_precedents(kind, known, occupancies, claims, of)
        if (precedent.office, of) in offices and precedent.event.id != event.id
    ]
    return tuple(one for one in found if _day(one.event) < _day(event))


def claims_about(claims: Iterable[Claim], events: Iterable[Event]) -> tuple[Claim, ...]:
    """Return the claims that stand in the evidence of events, and what their reports say of custom."""
    listed = list(events)
    spots: defaultdict[str, list[Evidence]] = defaultdict(list)
    for event in listed:
        for evidence in event.evidence:
            spots[evidence.report].append(evidence)
    about = {
        (claim.words.report, claim.sentence.quote, claim.kind): claim
        for claim in reversed(list(claims))
        if claim.words.report in spots
        and (claim.kind == "custom" or any(claim.sentence.span.overlaps(e.span) for e in spots[claim.words.report]))
    }
    return tuple(sorted(about.values(), key=lambda claim: claim.words))


# ---- who held what then ---------------------------------------------------------------------


def _holdings(occupancies: Iterable[Occupancy], of: str | None) -> Mapping[str | None, list[Occupancy]]:
    held: defaultdict[str | None, list[Occupancy]] = defaultdict(list)
    for occupancy in occupancies:
        if occupancy.post.of == of:
            held[occupancy.holder].append(occupancy)
    return held


def _offices_then(held: Iterable[Occupancy], event: Event) -> tuple[str, ...]:
    """Return the offices that a person may have held at an event, without "acting"."""
    return tuple(sorted({o.post.office.removeprefix("acting ") for o in held if _fits(o, event)}))


def _offices_in(event: Event, holder: str | None, offices: Sequence[str]) -> Sequence[str]:
    """Return in which of several offices a person takes part: the one that the reports of the event give."""
    acting = {(one.office or "").removeprefix("acting ") for one in event.actors if one.entity == holder}
    return [office for office in offices if office in acting] or offices


def _fits(occupancy: Occupancy, event: Event) -> bool:
    when = event.when
    if when is None or not when.has_year:
        return True
    ended = occupancy.end is not None and occupancy.end.before(when)
    begun_later = occupancy.start is not None and when.before(occupancy.start)
    seen_only = occupancy.start is None and occupancy.end is None and occupancy.seen is not None
    return not ended and not begun_later and (not seen_only or occupancy.status != "former")


def _day(event: Event) -> tuple[int, int, int, str]:
    return event.when.sort_key if event.when is not None else (9, 0, 0, "")


# ---- what kind of happening -----------------------------------------------------------------


def _is_of_kind(event: Event, kind: Kind) -> bool:
    same = event.type == kind.type and event.status in _DONE
    mode = event.mode == kind.mode if kind.mode else event.mode not in {"visit", "phone"}
    rank = kind.rank is None or any(kind.rank in (telling.rank or "").split(", ") for telling in event.tellings)
    host = kind.host is None or kind.host in {one.state for one in event.recipients}
    return same and mode and rank and host


def _claimed(claims: Iterable[Claim]) -> Mapping[str, list[Claim]]:
    by_report: defaultdict[str, list[Claim]] = defaultdict(list)
    for claim in claims:
        if claim.kind == "first":
            by_report[claim.words.report].append(claim)
    return by_report


def _first_claim(event: Event, firsts: Mapping[str, list[Claim]]) -> Evidence | None:
    """Return the words by which a report calls an event the first."""
    return next(
        (
            claim.words
            for evidence in event.evidence
            for claim in firsts.get(evidence.report, ())
            if claim.sentence.span.overlaps(evidence.span)
        ),
        None,
    )


def _firsts(found: Iterable[Precedent]) -> Iterator[Precedent]:
    """Yield of each holder in each office what a report calls the first, else the earliest dated that is known."""
    groups: dict[tuple[str, str], list[Precedent]] = {}
    for one in found:
        groups.setdefault((one.office, one.holder), []).append(one)
    chosen = [
        next((one for one in group if one.claimed is not None), None)
        or next((one for one in group if one.event.when is not None), group[0])
        for group in groups.values()
    ]
    yield from sorted(chosen, key=lambda one: (one.office, _day(one.event), one.event.id))


# ---- text and JSON --------------------------------------------------------------------------


def render_precedents(
    precedents: Sequence[Precedent],
    claims: Sequence[Claim],
    names: Names,
    sources: Mapping[str, Source],
    *,
    first: bool = False,
) -> str:
    """Write precedents by position, each with its sentence, then what reports claim.

    Args:
        precedents: What was found.
        claims: What reports claim.
        names: Names of entities.
        sources: Reports by id.
        first: Whether firsts were asked for, so that one that nobody calls so is marked.
    """
    lines: list[str] = []
    for office in dict.fromkeys(one.office for one in precedents):
        of = next((one.of for one in precedents if one.office == office and one.of), None)
        lines += [f"{plain(office).capitalize()} of {names.state(of)}", ""]
        lines += [
            line for one in precedents if one.office == office for line in _lines(one, names, sources, first=first)
        ]
        lines.append("")
    if claims:
        lines += ["What reports claim", ""]
        for claim in claims:
            source = sources.get(claim.words.report)
            who = source.outlet if source is not None else claim.words.report
            lines += [
                f"  {who}: {_quoted(claim.words.quote)}",
                f"    in {_quoted(claim.sentence.quote)}",
            ]
        lines.append("")
    return "\n".join(lines)


def _lines(one: Precedent, names: Names, sources: Mapping[str, Source], *, first: bool) -> Iterator[str]:
    event = one.event
    when = date_words(event.when) if event.when is not None else "date unknown"
    yield f"  {when}: {event_sentence(event, names)} [{event.id}]"
    evidence = event.evidence[0] if one.claimed is None else _sentence_of(event, one.claimed)
    source = sources.get(evidence.report)
    yield f"    {source.outlet if source is not None else evidence.report}: {_quoted(evidence.quote)}"
    if one.of is None:
        yield "    whose state no report tells; taken from what the same report tells beside it"
    if one.claimed is not None:
        yield f"    called so: {_quoted(one.claimed.quote)}"
    elif first:
        yield "    called so by no report: the earliest that the record has"


def _quoted(words: str) -> str:
    """Return words in quotation marks; marks that they hold themselves become single ones."""
    inner = plain(words).replace("\u201c", "\u2018").replace("\u201d", "\u2019")
    return f"\u201c{inner}\u201d"


def _sentence_of(event: Event, words: Evidence) -> Evidence:
    inside = (e for e in event.evidence if e.report == words.report and e.span.overlaps(words.span))
    return next(inside, event.evidence[0])


def export_precedents(precedents: Iterable[Precedent], claims: Iterable[Claim]) -> dict[str, Any]:
    """Return precedents and claims as JSON."""
    return {
        "precedents": [
            {
                "event": one.event.id,
                "when": str(one.event.when) if one.event.when else None,
                "holder": one.holder,
                "office": one.office,
                "of": one.of,
                "to": sorted({r.state for r in one.event.recipients if r.state}),
                "claimed": _pin(one.claimed) if one.claimed else None,
                "evidence": [_pin(evidence) for evidence in one.event.evidence],
            }
            for one in precedents
        ],
        "claims": [
            {"kind": claim.kind, "words": _pin(claim.words), "sentence": _pin(claim.sentence)} for claim in claims
        ],
    }


def _pin(evidence: Evidence) -> dict[str, Any]:
    span = evidence.span
    return {"document": evidence.report, "start": span.start, "end": span.end, "quote": evidence.quote}
