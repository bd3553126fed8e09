"""What sets two records apart: entries gained, lost and altered, matched by the words that they rest on.

1. Entries of one id are one entry.
2. Of the rest, two of one kind are one entry where their evidence overlaps in the same report; those of one type or
   person come first, then those that share most. Occupancies must be of one office. Entities share a name instead.
3. What is left in the second is gained, in the first lost. Of what was matched, values that differ are altered.

A report is known by its content, so the evidence of two records can be compared wherever they lie.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

import msgspec

from chancery.errors import ChanceryError, InputError
from chancery.record.address import Address
from chancery.record.store import Record
from chancery.views.exports.material import shorten
from chancery.views.json_export import each_part
from chancery.views.labels import plain
from chancery.views.published import SCHEMA_VERSION

Json = Mapping[str, Any]
Place = tuple[str, int, int]

# What of an entry is compared, by kind.
FACETS: Final[Mapping[str, tuple[str, ...]]] = {
    "documents": ("outlet", "title", "url", "published"),
    "entities": ("kind", "name", "country", "wikidata"),
    "occupancies": ("person", "office", "of", "start", "end", "seen", "status", "basis"),
    "events": ("type", "mode", "status", "when", "where", "contexts", "office", "actors", "recipients", "reports"),
    "quotations": ("speaker", "also", "state", "as", "kind", "content", "when", "venue", "renderings"),
    "pledges": ("by", "by_state", "to", "to_state", "what", "amount", "currency", "due", "mutual", "status"),
}
_LABELS: Final[Mapping[str, tuple[str, ...]]] = {
    "documents": ("published", "outlet", "title"),
    "entities": ("kind", "name"),
    "occupancies": ("person", "office", "of", "start", "end"),
    "events": ("when", "type", "mode", "status", "actors", "recipients"),
    "quotations": ("when", "speaker"),
    "pledges": ("by", "to", "what"),
}
_NAME: Final = "name:"  # before a name that stands where others have the id of a report
_MAGIC: Final = b"SQLite format 3\0"
_SIZE_LIMIT: Final = 4 * 2**30  # bytes of an export; what is larger is compared as a record


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """An entry as it is compared.

    Attributes:
        values: Facets as text.
        places: Document, first and last character of each piece of evidence.
        words: The beginning of its first evidence.
    """

    id: str
    values: dict[str, str]
    places: tuple[Place, ...] = ()
    words: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Altered:
    """An entry that both have and that differs: `changes` are facet, before and after."""

    before: Item
    after: Item
    changes: tuple[tuple[str, str, str], ...]


@dataclass(slots=True, kw_only=True)
class Difference:
    """What sets two records apart in one kind of entry."""

    kind: str
    same: int = 0
    gained: list[Item] = field(default_factory=list)
    lost: list[Item] = field(default_factory=list)
    altered: list[Altered] = field(default_factory=list)


def read_items(path: Path | Address) -> dict[str, list[Item]]:
    """Read a record, or a JSON export of one, as items by kind.

    Raises:
        RecordError: If it is neither.
        InputError: If an export cannot be read (C013, C014).
        ChanceryError: If an export has another shape (C043).
    """
    if isinstance(path, Path) and _is_export(path):
        parts = _load(path)
        return {kind: [_item(kind, entry) for entry in parts[kind]] for kind in FACETS}
    with Record.open(path, readonly=True) as record, record.snapshot():
        return {
            kind: [_item(kind, entry) for entry in entries]
            for kind, (_, entries) in each_part(record).items()
            if kind in FACETS
        }


def _is_export(path: Path) -> bool:
    if not path.is_file():
        return False
    with path.open("rb") as file:
        head = file.read(len(_MAGIC))
    return head != _MAGIC and head.lstrip()[:1] == b"{"


def _load(path: Path) -> Json:
    if path.stat().st_size > _SIZE_LIMIT:
        raise InputError("C014", f"{path} is too large to be compared.", "Compare the records themselves.")
    remedy = "Export the record again with `chancery export`."
    try:
        parts: Any = msgspec.json.decode(path.read_bytes())
    except OSError as error:
        raise InputError("C013", f"{path} cannot be opened: {error.strerror}.", "Check the permissions.") from error
    except (msgspec.DecodeError, RecursionError) as error:
        raise ChanceryError("C043", f"{path} is no export: {error}.", remedy) from error
    if not isinstance(parts, dict) or str(parts.get("schema", "")).split(".")[0] != SCHEMA_VERSION.split(".")[0]:
        raise ChanceryError("C043", f"{path} is no export of schema {SCHEMA_VERSION}.", remedy)
    for kind in FACETS:
        entries = parts.get(kind)
        if not isinstance(entries, list) or not all(
            isinstance(e, dict) and isinstance(e.get("id"), str) for e in entries
        ):
            raise ChanceryError("C043", f"{path} has no list of {kind}.", remedy)
    return parts


def _item(kind: str, entry: Json) -> Item:
    pins = [pin for pin in _pins(entry) if isinstance(pin, dict)]
    try:
        places = tuple(sorted({(str(p["document"]), int(p["start"]), int(p["end"])) for p in pins}))
    except (KeyError, TypeError, ValueError) as error:
        raise ChanceryError(
            "C043", f"The {kind} {entry['id']} has evidence without a place.", "Export it again."
        ) from error
    if kind == "entities":
        places = tuple((f"{_NAME}{str(name).casefold()}", 0, 1) for name in entry.get("names") or ())
    words = str(pins[0].get("quote") or pins[0].get("content") or "") if pins else ""
    values = {name: _text(entry.get(name)) for name in FACETS[kind]}
    return Item(id=entry["id"], values=values, places=places, words=shorten(words))


def _pins(entry: Json) -> Iterator[Any]:
    for name in ("evidence", "renderings"):
        yield from entry.get(name) or ()


def _text(value: Any) -> str:  # noqa: ANN401 - whatever an export holds
    """Return a value for comparison: participants by who and for whom, reports by id and date, steps by fate."""
    if value is None:
        return ""
    if isinstance(value, list):
        return ", ".join(_text(one) for one in value)
    if isinstance(value, dict):
        if "sector" in value:
            who, state = value.get("entity"), value.get("state")
            return f"{who} ({state})" if who and state and who != state else str(who or state or "")
        if "is" in value:
            return f"{value['is']} {value.get('when') or ''}".strip()
        if "content" in value:
            return f"{value.get('document')}:{value.get('start')}-{value.get('end')}"
        if "document" in value:
            return f"{value['document']} {value.get('when') or ''} {value.get('where') or ''}".strip()
        return json.dumps(value, ensure_ascii=False, sort_keys=True)
    return str(value)


def compare(before: Mapping[str, list[Item]], after: Mapping[str, list[Item]]) -> list[Difference]:
    """Return what sets two records apart, kind by kind."""
    return [_compare(kind, before[kind], after[kind]) for kind in FACETS]


def _compare(kind: str, before: list[Item], after: list[Item]) -> Difference:
    old, new = {item.id: item for item in before}, {item.id: item for item in after}
    pairs = {name: name for name in old if name in new}
    pairs |= _by_evidence([i for i in before if i.id not in new], [i for i in after if i.id not in old])
    found = Difference(kind=kind)
    for item in before:
        if item.id not in pairs:
            found.lost.append(item)
            continue
        other = new[pairs[item.id]]
        changes = tuple((n, item.values[n], other.values[n]) for n in FACETS[kind] if item.values[n] != other.values[n])
        if changes:
            found.altered.append(Altered(before=item, after=other, changes=changes))
        else:
            found.same += 1
    matched = set(pairs.values())
    found.gained = [item for item in after if item.id not in matched]
    return found


def _by_evidence(before: Iterable[Item], after: Iterable[Item]) -> dict[str, str]:
    """Pair entries whose evidence overlaps: those that share most first, each entry once."""
    at: dict[str, list[tuple[int, int, Item]]] = defaultdict(list)
    for item in after:
        for document, start, end in item.places:
            at[document].append((start, end, item))
    shared: dict[tuple[str, str], tuple[bool, int]] = {}
    for item in before:
        for document, start, end in item.places:
            for first, last, other in at.get(document, ()):
                overlap = min(end, last) - max(start, first)
                if overlap > 0 and _may_be_one(item, other):
                    kin = all(item.values.get(name) == other.values.get(name) for name in ("type", "person"))
                    told = shared.get((item.id, other.id), (kin, 0))
                    shared[item.id, other.id] = (kin, told[1] + overlap)
    pairs: dict[str, str] = {}
    taken: set[str] = set()
    for (old, new), _ in sorted(shared.items(), key=lambda x: (not x[1][0], -x[1][1], x[0])):
        if old not in pairs and new not in taken:
            pairs[old] = new
            taken.add(new)
    return pairs


def _may_be_one(one: Item, other: Item) -> bool:
    return "person" not in one.values or one.values["office"] == other.values["office"]


# ---- for people, and for programs ----


def render(differences: Iterable[Difference]) -> str:
    """Write what sets two records apart as text: `+` gained, `-` lost, `~` altered."""
    return "".join(line + "\n" for difference in differences for line in _lines(difference))


def _lines(difference: Difference) -> Iterator[str]:
    counts = (len(difference.gained), len(difference.lost), len(difference.altered), difference.same)
    yield "{}: {:,} gained, {:,} lost, {:,} altered, {:,} the same".format(difference.kind, *counts)
    for sign, items in (("+", difference.gained), ("-", difference.lost)):
        for item in items:
            yield f"  {sign} {_label(difference.kind, item)}"
            if item.words:
                yield f"      “{plain(item.words)}”"
    for altered in difference.altered:
        yield f"  ~ {_label(difference.kind, altered.before)}"
        if altered.before.id != altered.after.id:
            yield f"      id: {plain(altered.before.id)} → {plain(altered.after.id)}"
        for name, was, now in altered.changes:
            yield f"      {name}: {plain(was) or '(nothing)'} → {plain(now) or '(nothing)'}"


def _label(kind: str, item: Item) -> str:
    told = (plain(item.values.get(name, "")) for name in _LABELS[kind])
    return "  ".join(filter(None, (*told, plain(item.id))))


def as_json(differences: Iterable[Difference]) -> dict[str, Any]:
    """Return the same as plain values, by kind."""
    return {
        one.kind: {
            "same": one.same,
            "gained": [_plain_item(item) for item in one.gained],
            "lost": [_plain_item(item) for item in one.lost],
            "altered": [
                {
                    "id": altered.before.id,
                    "now": altered.after.id,
                    "changes": [{"facet": name, "was": was, "is": now} for name, was, now in altered.changes],
                }
                for altered in one.altered
            ],
        }
        for one in differences
    }


def _plain_item(item: Item) -> dict[str, Any]:
    pins = [f"{document}:{start}-{end}" for document, start, end in item.places if not document.startswith(_NAME)]
    return {"id": item.id, **item.values, "pins": pins, "evidence": item.words}
