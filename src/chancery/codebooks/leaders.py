"""The tables of office-holders that Chancery carries: who heads the executives of the world's states, whom they send.

What is in them follows rules, whatever reports are read. `leaders.csv`: presidents, prime ministers, chancellors and
monarchs who head or share the executive of a member state of the United Nations with more than about a million people
(and of Palestine), since about 2000; foreign ministers of the states of the G20; the deputies of the US Secretary of
State and who speaks for that department, whose releases are in the public domain and are the readouts most often read
in English; the Secretaries-General of the United Nations and of NATO. Interim holders and collective presidencies are
mostly left out, so that a gap means nothing. `ministers.csv`: foreign ministers of about 75 other
states in office in 2012 or later, written from the public record; a gap in it means nothing.

A table of office-holders grows old, so each is dated and can be left out. Its ends are facts that
stay; who has no end in it was in office on its day (`AS_OF`, `MINISTERS_AS_OF`), and nothing follows for later
days. What they say bounds the dates of reports and is evidence for nothing.

Source: public record.
"""

from __future__ import annotations

import csv
import hashlib
from functools import cache
from importlib.resources import files
from typing import Final

from chancery.model.dates import Edtf
from chancery.model.reference import Reference, ReferenceKind, ReferenceTable, Tenure

AS_OF: Final = "2025-10"
MINISTERS_AS_OF: Final = "2025-06"
_TABLES: Final = {
    "leaders.csv": f"carried with Chancery ({AS_OF})",
    "ministers.csv": f"of foreign ministers carried with Chancery ({MINISTERS_AS_OF})",
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
