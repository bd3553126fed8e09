"""The tables of office-holders that Chancery carries: who heads the executives of the world's states, whom they send.

What is in them follows rules, whatever reports are read. `leaders.csv`: presidents, prime ministers, chancellors and
monarchs who head or share the executive of a member state of the United Nations with more than about a million people
(and of Palestine), since about 2000; foreign ministers of the states of the G20; the deputies of the US Secretary of
State and who speaks for that department, whose releases are in the public domain and are the readouts most often read
in English; the Secretaries-General of the United Nations and of NATO. Interim holders and collective presidencies are
mostly left out, so that a gap means nothing. `ministers.csv`: foreign ministers of about 75 other states in office in
2012 or later, written from the public record; a gap in it means nothing. `heads.csv`: who heads intergovernmental
organisations of the world or of a whole continent since about 2000; defence ministers of the permanent members of the
Security Council and of Germany, India and Japan; the vice presidents, national security advisers, secretaries of the
treasury and ambassadors to the United Nations of the United States.

A table of office-holders grows old, so each is dated and can be left out. Its ends are facts that
stay; who has no end in it was in office on its day (`AS_OF`, `MINISTERS_AS_OF`, `HEADS_AS_OF`), and nothing follows
for later days. What they say bounds the dates of reports and is evidence for nothing.

Source: public record.
"""

from __future__ import annotations

import csv
import hashlib
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Final

from chancery.codebooks.names import unaccented
from chancery.model.dates import Edtf
from chancery.model.reference import Reference, ReferenceKind, ReferenceTable, Tenure

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping, Sequence
    from collections.abc import Set as AbstractSet

AS_OF: Final = "2025-10"
MINISTERS_AS_OF: Final = "2025-06"
HEADS_AS_OF: Final = "2025-10"
_TABLES: Final = {
    "leaders.csv": f"carried with Chancery ({AS_OF})",
    "ministers.csv": f"of foreign ministers carried with Chancery ({MINISTERS_AS_OF})",
    "heads.csv": f"of heads of organisations and other ministers carried with Chancery ({HEADS_AS_OF})",
}


@cache
def carried() -> Reference:
    """Return the tables that Chancery carries, as reference data of their own names."""
    return Reference(tables=tuple(_read(file, name) for file, name in _TABLES.items()))


def _read(file: str, name: str) -> ReferenceTable:
    text = files(__package__ or "chancery.codebooks").joinpath(file).read_text(encoding="utf-8")
    rows = tuple(
        Tenure(
            person=row["person"],
            office=row["office"],
            of=row["of"],
            start=Edtf.parse(row["start"]),
            end=Edtf.parse(row["end"]) if row["end"] else None,
        )
        for row in csv.DictReader(text.splitlines())
    )
    digest = hashlib.sha256(text.encode()).hexdigest()
    return ReferenceTable(name=name, kind=ReferenceKind.OFFICEHOLDERS, digest=digest, tenures=rows)


# ---- by name --------------------------------------------------------------------------------------

_EASTERN: Final = frozenset({"CHN", "TWN", "KOR", "PRK", "VNM", "KHM"})
_HEADS: Final = frozenset({"president", "prime minister", "chancellor", "king", "emir", "sultan", "supreme leader"})


def holders_named(words: Sequence[str], office: str | None = None, date: dt.date | None = None) -> tuple[Tenure, ...]:
    """Return the tenures of whoever a name can mean: a full name, or a surname beside an office.

    Args:
        words: The words of the name, without its title.
        office: In the codebook's words; a surname alone says nothing without it.
        date: When the person acts; tenures of other days are left out.

    Example:
        >>> {one.of for one in holders_named(["Museveni"], "president")}
        {'UGA'}
    """
    said = [part for word in words for part in _parts(word)]
    if not said or (len(said) == 1 and office is None):
        return ()
    known = _by_surname().get(said[-1], ()) or _by_surname().get(said[0], ())
    fitting = [one for one in known if _is_named(set(said), set(_name(one)))]
    if office is not None:
        fitting = [one for one in fitting if one.office == office or {one.office, office} <= _HEADS]
    if date is not None:
        fitting = [one for one in fitting if _covers(one, date)]
    return tuple(fitting)


def _is_named(said: AbstractSet[str], name: AbstractSet[str]) -> bool:
    """Tell whether a text's words are a table's name, shortened or with more names between: "Omar Hassan al-Bashir"."""
    return said <= name or (len(name) > 1 and name <= said)


def _covers(tenure: Tenure, date: dt.date) -> bool:
    begun = tenure.start is None or tenure.start.earliest is None or tenure.start.earliest <= date
    return begun and (tenure.end is None or tenure.end.latest is None or date <= tenure.end.latest)


@cache
def _by_surname() -> Mapping[str, Sequence[Tenure]]:
    """Return the tenures by surname: the last word, of names written family first the first."""
    found: dict[str, list[Tenure]] = {}
    for table in carried().tables:
        for tenure in table.tenures:
            parts = _name(tenure)
            found.setdefault(parts[0] if tenure.of in _EASTERN else parts[-1], []).append(tenure)
    return found


@cache
def _name(tenure: Tenure) -> tuple[str, ...]:
    return tuple(part for word in tenure.person.split() for part in _parts(word))


def _parts(word: str) -> list[str]:
    """Fold a word of a name: "al-Bashir" and "El-Bashir" share "bashir"; points and accents are left out."""
    plain = unaccented(word).casefold().replace(".", "").replace("\u2019", "'")
    return [part for part in plain.split("-") if len(part) > 1 and part not in {"al", "el", "as", "ash", "'s"}]
