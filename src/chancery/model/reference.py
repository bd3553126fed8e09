"""Reference data: what tables that a user imports say, kept apart from what reports say.

A row of a table is never evidence for an entry of the record. It may bound a date, and then the
reasoning names the table.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from chancery.model.dates import Edtf


class ReferenceKind(StrEnum):
    """What a reference table lists."""

    OFFICEHOLDERS = "officeholders"
    STATES = "states"
    ORGANISATIONS = "organisations"


@dataclass(frozen=True, slots=True, kw_only=True)
class Tenure:
    """A table's word that a person held an office.

    Attributes:
        person: Name as the table writes it.
        office: In the codebook's words where it has them, else in the table's.
        of: ISO 3166-1 alpha-3 code or organisation id; None where the table's state is not known.
        start: When it began; None means "not known".
        end: When it ended; None means "not known to have ended".
        wikidata: Q-number of the person.
    """

    person: str
    office: str
    of: str | None
    start: Edtf | None = None
    end: Edtf | None = None
    wikidata: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownState:
    """A table's word on a state.

    Attributes:
        code: ISO 3166-1 alpha-3 code.
        name: Short name in English.
        wikidata: Q-number.
    """

    code: str
    name: str
    wikidata: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Membership:
    """A table's word that a state belongs to an organisation.

    Attributes:
        state: ISO 3166-1 alpha-3 code.
        organisation: The table's id of the organisation.
        name: Its name.
        role: "member", "observer" ... as the table has it.
    """

    state: str
    organisation: str
    name: str
    role: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReferenceTable:
    """One imported table.

    Attributes:
        name: Its file name: what reasons call it.
        kind: What it lists.
        digest: SHA-256 of its bytes; the same bytes are not imported twice.
        tenures: Rows of office-holders.
        states: Rows of states.
        memberships: Rows of memberships.
    """

    name: str
    kind: ReferenceKind
    digest: str
    tenures: tuple[Tenure, ...] = ()
    states: tuple[KnownState, ...] = ()
    memberships: tuple[Membership, ...] = ()

    @property
    def size(self) -> int:
        """Number of rows."""
        return len(self.tenures) + len(self.states) + len(self.memberships)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """All imported tables, in the order of their names; empty where nothing was imported."""

    tables: tuple[ReferenceTable, ...] = ()
