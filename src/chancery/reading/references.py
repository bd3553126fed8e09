"""Reads reference tables: comma-separated files of office-holders, states or memberships.

Columns that must be there, as published tables name them; others are passed over:

- officeholders: country, position, person, start, end; wikidata_id if known. Dates are EDTF level 1, and
  an empty end means "not known to have ended".
- states: ISO3166-1-Alpha-3, and one of CLDR display name, UNTERM English Short, official_name_en; wikidata_id.
- organisations: ISO_3166_3, org_id, org_name, org_member.

A row that cannot be read is left out and named; the others are taken.
"""

from __future__ import annotations

import csv
import hashlib
import io
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final, TypeVar

from chancery.codebooks.states import state_forms, states
from chancery.codebooks.titles import canonical_office
from chancery.errors import ChanceryError, InputError
from chancery.model.dates import Edtf
from chancery.model.reference import KnownState, Membership, ReferenceKind, ReferenceTable, Tenure
from chancery.model.text import Skipped

SIZE_LIMIT: Final = 64 * 1024 * 1024  # bytes; the largest published table known is 4 MB
FIELD_LIMIT: Final = 10_000  # characters
_WIKIDATA: Final = re.compile(r"Q[1-9]\d{0,11}")
_NEEDED: Final[Mapping[ReferenceKind, tuple[str, ...]]] = {
    ReferenceKind.OFFICEHOLDERS: ("country", "position", "person", "start", "end"),
    ReferenceKind.STATES: ("ISO3166-1-Alpha-3",),
    ReferenceKind.ORGANISATIONS: ("ISO_3166_3", "org_id", "org_name", "org_member"),
}
_STATE_NAMES: Final = ("CLDR display name", "UNTERM English Short", "official_name_en")
# short forms of states that tables use and texts do not
_SHORT: Final = {"us": "USA", "uae": "ARE", "uk": "GBR", "swiss": "CHE", "czech": "CZE", "saudi": "SAU"}

_Row = Mapping[str, str]
T = TypeVar("T")


def read_reference(path: Path, kind: ReferenceKind) -> tuple[ReferenceTable, tuple[Skipped, ...]]:
    """Read one table.

    Args:
        path: The file, in UTF-8.
        kind: What it lists.

    Returns:
        The table, and the rows that could not be read.

    Raises:
        InputError: If the file cannot be opened (C010, C013), is too large (C014), no text (C012), or
            lacks a column (C067).
    """
    data = _bytes(path)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        code = "C012"
        raise InputError(code, f"{path.name} is not text in UTF-8.", "Save it as UTF-8.") from error
    skips: list[Skipped] = []
    rows = _rows(text, path, kind, skips)
    digest = hashlib.sha256(data).hexdigest()
    name = path.name
    if kind is ReferenceKind.OFFICEHOLDERS:
        tenures = tuple(_read_all(rows, path, _tenure, skips))
        return ReferenceTable(name=name, kind=kind, digest=digest, tenures=tenures), tuple(skips)
    if kind is ReferenceKind.STATES:
        known = tuple(_read_all(rows, path, _state, skips))
        return ReferenceTable(name=name, kind=kind, digest=digest, states=known), tuple(skips)
    members = tuple(_read_all(rows, path, _membership, skips))
    return ReferenceTable(name=name, kind=kind, digest=digest, memberships=members), tuple(skips)


def _bytes(path: Path) -> bytes:
    try:
        if not path.is_file():
            code = "C010"
            raise InputError(code, f"There is no file {path}.", "Check the path.")
        if path.stat().st_size > SIZE_LIMIT:
            code = "C014"
            raise InputError(code, f"{path.name} is larger than {SIZE_LIMIT // 2**20} MB.", "Divide the table.")
        return path.read_bytes()
    except OSError as error:
        code = "C013"
        raise InputError(code, f"{path.name} cannot be opened: {error.strerror}.", "Check its permissions.") from error


def _rows(text: str, path: Path, kind: ReferenceKind, skips: list[Skipped]) -> Iterator[tuple[int, _Row]]:
    """Yield the rows with their line numbers; a fault of the table itself ends it."""
    reader = csv.DictReader(io.StringIO(text, newline=""))
    names = _header(reader)
    missing = [name for name in _NEEDED[kind] if name not in names]
    if missing:
        code = "C067"
        raise InputError(code, f"{path.name} has no column {missing[0]!r}.", f"Needed: {', '.join(_NEEDED[kind])}.")
    while True:
        try:
            row = next(reader, None)
        except csv.Error as error:
            skips.append(_skip(path, reader.line_num, f"{error}"))
            continue
        if row is None:
            return
        yield reader.line_num, {key: (value or "").strip() for key, value in row.items() if isinstance(key, str)}


def _header(reader: csv.DictReader[str]) -> Sequence[str]:
    try:
        return reader.fieldnames or ()
    except csv.Error:
        return ()


def _read_all(
    rows: Iterator[tuple[int, _Row]], path: Path, read: Callable[[_Row], T], skips: list[Skipped]
) -> Iterator[T]:
    for line, row in rows:
        try:
            if any(len(value) > FIELD_LIMIT for value in row.values()):
                skips.append(_skip(path, line, "a field is too long"))
                continue
            yield read(row)
        except ValueError as error:
            skips.append(_skip(path, line, str(error)))
        except ChanceryError as error:
            skips.append(_skip(path, line, error.message))


def _skip(path: Path, line: int, why: str) -> Skipped:
    return Skipped(f"{path.name}:{line}", "C067", why)


def _tenure(row: _Row) -> Tenure:
    if not row["person"] or not row["position"]:
        missing = "the person or the position is empty"
        raise ValueError(missing)
    start, end = (Edtf.parse(row[name]) if row[name] else None for name in ("start", "end"))
    if start is not None and end is not None and end.before(start):
        reversed_ends = f"it ends ({end}) before it begins ({start})"
        raise ValueError(reversed_ends)
    return Tenure(
        person=row["person"],
        office=canonical_office(row["position"]) or row["position"].lower(),
        of=_code(row["country"]),
        start=start,
        end=end,
        wikidata=_wikidata(row.get("wikidata_id", "")),
    )


def _code(words: str) -> str | None:
    """Return the code of a state named by its code, its name, or a table's short form of it."""
    if words.upper() in states():
        return words.upper()
    if words.casefold() in _SHORT:
        return _SHORT[words.casefold()]
    plain = words.replace("-", " ")
    forms = (words, plain.title(), plain.title().replace(" And ", " and "), words.title())
    found = {r.code for form in forms for r in state_forms().get(form, ()) if r.by == "name" and not r.ambiguous}
    found = found or {r.code for form in forms for r in state_forms().get(form, ())[:1]}
    return next(iter(found)) if len(found) == 1 else None


def _wikidata(words: str) -> str | None:
    number = words.rsplit("/", 1)[-1]
    return number if _WIKIDATA.fullmatch(number) else None


def _state(row: _Row) -> KnownState:
    code = row["ISO3166-1-Alpha-3"].upper()
    name = next((row[column] for column in _STATE_NAMES if row.get(column)), "")
    if code not in states() or not name:
        unknown = f"{code or 'an empty code'} is no state of the codebook"
        raise ValueError(unknown)
    return KnownState(code=code, name=name, wikidata=_wikidata(row.get("wikidata_id", "")))


def _membership(row: _Row) -> Membership:
    code = row["ISO_3166_3"].upper()
    if code not in states() or not row["org_id"]:
        unknown = f"{code or 'an empty code'} is no state of the codebook"
        raise ValueError(unknown)
    return Membership(state=code, organisation=row["org_id"], name=row["org_name"], role=row["org_member"] or "member")
