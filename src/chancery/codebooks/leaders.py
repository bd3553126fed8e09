"""The table of leaders that Chancery carries: who heads the executives of the world's states.

What is in it follows one rule, whatever reports are read: presidents, prime ministers, chancellors and monarchs who
head or share the executive of a member state of the United Nations with more than about a million people (and of
Palestine), since about 2000; foreign ministers of the states of the G20; the Secretaries-General of the United Nations
and of NATO. Interim holders and collective presidencies are mostly left out, so that a gap means nothing.

A table of office-holders grows old, so this one is dated and can be left out. Its ends are facts that
stay; who has no end in it was in office on `AS_OF`, and nothing follows for later days. What it
says bounds the dates of reports and is evidence for nothing.

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
_FILE: Final = "leaders.csv"


@cache
def carried() -> Reference:
    """Return the table that Chancery carries, as reference data of its own name."""
    text = files(__package__ or "chancery.codebooks").joinpath(_FILE).read_text(encoding="utf-8")
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
    name = f"carried with Chancery ({AS_OF})"
    return Reference(tables=(ReferenceTable(name=name, kind=ReferenceKind.OFFICEHOLDERS, digest=digest, tenures=rows),))
