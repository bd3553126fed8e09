"""Checks what a language model answers: every item must be in the codebook, and every word of it in the report.

An answer is untrusted text. What does not parse, is not in the schema, or is not verbatim in the
report is refused with a reason; the rest stands.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import Any, Final

from chancery.codebooks.plover import event_types
from chancery.model.events import EventStatus
from chancery.model.second_readings import SecondReading
from chancery.model.text import Report, Span

MOST: Final = 200  # items that one answer may hold
_LONGEST: Final = 3000  # characters of a quote
_NAME: Final = 300  # characters of a participant
_FENCE: Final = re.compile(r"^\s*```(?:json)?\s*(.*?)\s*```\s*$", re.DOTALL)
_SPACE: Final = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Checked:
    """What of an answer stands, and why the rest does not.

    Attributes:
        readings: In the order of the report.
        refused: One line for each item that was refused, or for the whole answer.
    """

    readings: tuple[SecondReading, ...]
    refused: tuple[str, ...]


def schema() -> dict[str, Any]:
    """Return the JSON Schema that an endpoint is asked to answer in."""
    names = {"type": "array", "items": {"type": "string"}}
    properties = {
        "quote": {"type": "string"},
        "type": {"type": "string", "enum": list(event_types())},
        "mode": {"type": ["string", "null"]},
        "status": {"type": "string", "enum": [status.value for status in EventStatus]},
        "actors": names,
        "recipients": names,
    }
    item = {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }
    return {
        "type": "object",
        "properties": {"events": {"type": "array", "items": item}},
        "required": ["events"],
        "additionalProperties": False,
    }


def check_answer(answer: str, report: Report, *, coder: str) -> Checked:
    """Read a model's answer about a report.

    Args:
        answer: What it wrote; JSON, also inside a fence.
        report: The report that it was asked about.
        coder: Name of the coder, for each claim.
    """
    fenced = _FENCE.match(answer)
    try:
        data = json.loads(fenced[1] if fenced else answer)
    except (ValueError, RecursionError):
        return Checked((), ("the answer is no JSON",))
    items = data.get("events") if isinstance(data, dict) else None
    if not isinstance(items, list):
        return Checked((), ("the answer has no list of events",))
    if len(items) > MOST:
        return Checked((), (f"the answer lists {len(items)} events, more than {MOST}",))
    found = [_reading(item, report, coder) for item in items]
    readings = sorted(
        (one for one in found if isinstance(one, SecondReading)), key=lambda c: (c.span, c.type, c.mode or "")
    )
    return Checked(tuple(dict.fromkeys(readings)), tuple(one for one in found if isinstance(one, str)))


def _reading(item: object, report: Report, coder: str) -> SecondReading | str:
    """Return the reading of an item, or why it does not stand."""
    if not isinstance(item, dict):
        return "an item is no object"
    span = find_quote(item.get("quote"), report.text)
    if span is None:
        return "a quote is not in the report"
    actors, recipients = (_names(item.get(role), report) for role in ("actors", "recipients"))
    if actors is None or recipients is None:
        return "a participant is not in the report"
    wrong = _wrong_code(item)
    if wrong:
        return wrong
    return SecondReading(
        span=span,
        type=item["type"],
        mode=item["mode"],
        status=EventStatus(item["status"]),
        actors=actors,
        recipients=recipients,
        coder=coder,
    )


def _wrong_code(item: dict[str, Any]) -> str:
    """Say what of an item's code is not in the codebook; nothing where all is."""
    kind, mode, status = item.get("type"), item.get("mode"), item.get("status")
    if not isinstance(kind, str) or kind not in event_types():
        return f"there is no type {str(kind)[:40]!r}"
    if "mode" not in item or (mode is not None and mode not in list(event_types()[kind].modes)):
        return f"{kind} has no mode {str(mode)[:40]!r}"
    return "" if status in [known.value for known in EventStatus] else f"there is no status {str(status)[:40]!r}"


def find_quote(quote: object, text: str) -> Span | None:
    r"""Find a quote in a text, however its spaces run; None if it is not there, empty, or too long.

    Example:
        >>> find_quote("met  in Oslo", "They met\nin Oslo.")
        Span(start=5, end=16)
    """
    if not isinstance(quote, str) or len(quote) > _LONGEST:
        return None
    words = quote.split()
    if not words:
        return None
    match = re.search(r"\s+".join(map(re.escape, words)), text)
    return Span(match.start(), match.end()) if match else None


def _names(names: object, report: Report) -> tuple[str, ...] | None:
    """Return the participants in a role; None unless the report names each of them."""
    if not isinstance(names, list) or not all(isinstance(name, str) for name in names):
        return None
    flat = _SPACE.sub(" ", report.text).casefold()
    words = [_SPACE.sub(" ", name).strip() for name in names]
    stands = all(word and len(word) <= _NAME and word.casefold() in flat for word in words)
    return tuple(words) if stands else None
