"""What `chancery code` shows of a coded sentence: PLOVER records, JSON for programs, lines for people."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from chancery.coding import Coded, Explanation
    from chancery.extraction.candidates import Candidate
    from chancery.model.events import Event, Participant
    from chancery.model.mentions import EventMention

_LABEL: Final = 12  # columns


# ---- PLOVER records ------------------------------------------------------------


def plover_rows(coded: Coded) -> Iterator[dict[str, Any]]:
    """Yield the PLOVER records of a text; of events that PLOVER has no category for, none."""
    for number, (event, mentions) in enumerate(coded.events, start=1):
        row = _row(coded, event, mentions, number)
        if row is not None:
            yield row


def _row(coded: Coded, event: Event, mentions: tuple[EventMention, ...], number: int) -> dict[str, Any] | None:
    """Return the PLOVER record of one event; None of one that PLOVER does not know.

    The manual asks for a date. `date_from` says where it is from: the text, inferred from the day it was written, or
    no more than that day itself.
    """
    from chancery import __version__  # noqa: PLC0415 - imported on use
    from chancery.views.plover import plover_record  # noqa: PLC0415

    row = plover_record(event, coded.entities)
    if row is None:
        return None
    row["id"] = f"{coded.text.id or 'sentence'}-{number}"
    written = coded.text.date.earliest if coded.text.date else None
    told = any(mention.time is not None for mention in mentions)
    row["date_from"] = ("text" if told else "inferred") if row["date"] else "story" if written else None
    if row["date"] is None and written:
        row["date"] = written.isoformat()
    row["event_text"] = [mention.span.of(coded.text.text.strip()) for mention in mentions]
    row["text"] = coded.text.text.strip()
    row["coder"] = f"chancery {__version__}"
    row["status"] = event.status.value
    row["date_edtf"] = str(event.when) if event.when else None
    return row


def shown_as_json(explained: Explanation) -> dict[str, Any]:
    """Return an explained text for programs: events, why each was coded, and what was not."""
    coded, candidates = explained.coded, explained.candidates
    events = []
    for number, (event, mentions) in enumerate(coded.events, start=1):
        events.append(
            {
                "type": event.type,
                "mode": event.mode,
                "status": event.status.value,
                "when": str(event.when) if event.when else None,
                "where": event.where,
                "contexts": list(event.contexts),
                "score": event.score,
                "plover": _row(coded, event, mentions, number),
                "because": [
                    *(_candidate(coded, one) for one in candidates if one.event in mentions),
                    *(_unlisted(coded, one) for one in _beyond(explained, mentions)),
                ],
                "classifier": [
                    {"type": explained.opinions[m].type, "score": round(explained.opinions[m].score, 4)}
                    for m in mentions
                    if m in explained.opinions
                ],
            }
        )
    dropped = [_candidate(coded, one) for one in candidates if _dropped(coded, one)]
    return {
        "text": coded.text.text.strip(),
        "date": str(coded.text.date) if coded.text.date else None,
        "events": events,
        "dropped": dropped,
    }


def _candidate(coded: Coded, one: Candidate) -> dict[str, Any]:
    names = coded.seen.entities
    return {
        "words": one.span.of(coded.text.text.strip()),
        "lemma": one.lemma,
        "type": one.sense.type,
        "mode": one.sense.mode,
        "by": one.event.coder.value if one.event else "codebook",
        "matched": one.event.because if one.event else None,
        "roles": {role: [names[i].name for i in found] for role, found in one.roles.items() if found},
        "status_cues": list(one.cues),
        "reason": _reason(coded, one) or None,
    }


def _beyond(explained: Explanation, mentions: tuple[EventMention, ...]) -> list[EventMention]:
    """Return the clauses of an event whose predicate the codebook does not have."""
    known = {one.event for one in explained.candidates}
    return [mention for mention in mentions if mention not in known]


def _unlisted(coded: Coded, one: EventMention) -> dict[str, Any]:
    names = coded.seen.entities
    return {
        "words": one.span.of(coded.text.text.strip()),
        "lemma": one.because.partition(",")[0],
        "type": one.type,
        "mode": one.mode,
        "by": one.coder.value,
        "matched": one.because,
        "roles": {
            role: [names[i].name for i in found]
            for role, found in (("actors", one.actors), ("recipients", one.recipients))
            if found
        },
        "status_cues": [],
        "reason": None,
    }


def _dropped(coded: Coded, one: Candidate) -> bool:
    return one.event is None or one.event in coded.unnamed


def _reason(coded: Coded, one: Candidate) -> str:
    return "no party to it acts for a state or a body" if one.event in coded.unnamed else one.reason


# ---- for people ------------------------------------------------------------


def shown_as_text(explained: Explanation) -> str:
    """Lay an explained text out for people, in lines."""
    coded, candidates = explained.coded, explained.candidates
    lines = [_line("", coded.text.text)]
    for number, (event, mentions) in enumerate(coded.events, start=1):
        lines += ["", *_event_lines(explained, event, mentions, number)]
    if not coded.events:
        lines += ["", "No event."]
    dropped = [one for one in candidates if _dropped(coded, one)]
    if dropped:
        lines += ["", "Not coded"]
        for one in dropped:
            words = one.span.of(coded.text.text.strip())
            lines.append(_line("", f'"{words}" ({_kind(one.sense.type, one.sense.mode)}): {_reason(coded, one)}', 2))
    return "".join(f"{line}\n" for line in lines)


def _line(label: str, value: str, indent: int = 0) -> str:
    """Lay out one line; words of the text in it cannot command the terminal."""
    from chancery.views.labels import plain  # noqa: PLC0415 - imported on use

    return f"{' ' * indent}{label:<{_LABEL if label else 0}}{plain(value)}"


def _kind(kind: str, mode: str | None) -> str:
    return f"{kind}/{mode}" if mode else kind


def _event_lines(
    explained: Explanation, event: Event, mentions: tuple[EventMention, ...], number: int
) -> Iterator[str]:
    coded = explained.coded
    yield f"{_kind(event.type, event.mode)}, {event.status.value}"
    for one in explained.candidates:
        if one.event is not None and one.event in mentions:
            yield from _candidate_lines(coded, one)
    for mention in _beyond(explained, mentions):
        yield _line(
            "predicate", f'"{mention.span.of(coded.text.text.strip())}": {mention.because}, by the {mention.coder}', 2
        )
    opinions = [explained.opinions[m] for m in mentions if m in explained.opinions]
    notes = "; ".join(note for because in event.because for note in because.split("; ")[1:])
    when = f"{event.when or ''}{f' ({notes})' if notes else ''}"
    told = {
        "actors": _parties(coded, event.actors),
        "recipients": _parties(coded, event.recipients) if event.recipients else "",
        "when": when if event.when else "",
        "where": event.where or "",
        "contexts": ", ".join(event.contexts),
        "classifier": ", ".join(f"{one.type} {one.score:.2f}" for one in opinions),
        "PLOVER": _plover(_row(coded, event, mentions, number)),
    }
    yield from (_line(label, value, 2) for label, value in told.items() if value)


def _candidate_lines(coded: Coded, one: Candidate) -> Iterator[str]:
    """Show a predicate with the sense that was coded, what stands in its roles and what decided the status."""
    names = coded.seen.entities
    matched, coder = (one.event.because, one.event.coder) if one.event else ("", "codebook")
    yield _line("predicate", f'"{one.span.of(coded.text.text.strip())}": {matched}, by the {coder}', 2)
    for role, found in one.roles.items():
        if found:
            yield _line(role, ", ".join(names[i].name for i in found), 4)
    if one.cues:
        yield _line("status by", ", ".join(one.cues), 2)


def _plover(row: dict[str, Any] | None) -> str:
    if row is None:
        return "has no such category"
    mode = f"/{row['mode'][0]}" if row.get("mode") else ""
    return f"{row['event'][0]}{mode}, quad {row['quad_code']}, score {row['event_scale']}"


def _parties(coded: Coded, parties: tuple[Participant, ...]) -> str:
    shown = []
    for one in parties:
        name = coded.entities[one.entity].name if one.entity in coded.entities else one.entity or ""
        acts = " ".join(filter(None, (one.state, one.sector)))
        shown.append(f"{name} ({acts})" if acts and name else name or acts)
    return ", ".join(shown) or "nobody named"
