"""Entities, positions and who held them when."""

from __future__ import annotations

from dataclasses import dataclass

from chancery.model.dates import Edtf
from chancery.model.evidence import Evidence, require
from chancery.model.mentions import EntityKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Entity:
    """A person, state, organisation or place, however spelled.

    Attributes:
        id: ISO 3166-1 alpha-3 code of a state; else a slug of the name, stable across runs.
        name: The fullest name that occurs.
        names: Every form that occurs.
        country: ISO 3166-1 alpha-3 code that the entity belongs to.
        wikidata: Q-number, where reference data gave one.
    """

    id: str
    kind: EntityKind
    name: str
    names: tuple[str, ...]
    country: str | None = None
    wikidata: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Position:
    """An office, which exists whether or not anyone holds it.

    Attributes:
        office: In the codebook's words, "foreign minister".
        of: ISO 3166-1 alpha-3 code or organisation id.

    Source: FollowTheMoney 4.11, `Position`.
    """

    office: str
    of: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Occupancy:
    """One person's holding of one position, as dated by the evidence.

    Attributes:
        holder: Entity id of the person.
        post: The position.
        start: When it began; None or open means "not known to have begun then".
        end: When it ended; None means "not known to have ended".
        seen: The days on which it is observed.
        status: "current", "former", "acting", "designate", or "claimed" where reports only say that the holder claims
            it or is recognised in it by some.
        basis: "stated" where a sentence gives a bound, else "observed".

    Raises:
        UnsupportedFact: If `evidence` is empty.

    Source: FollowTheMoney 4.11, `Occupancy`; EDTF level 1 (ISO 8601-2:2019).
    """

    id: str
    holder: str
    post: Position
    evidence: tuple[Evidence, ...]
    start: Edtf | None = None
    end: Edtf | None = None
    seen: Edtf | None = None
    status: str = "current"
    basis: str = "observed"

    def __post_init__(self) -> None:
        """Refuse an occupancy that no report shows."""
        require(self.evidence, f"occupancy {self.id}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Vacancy:
    """Days on which nobody holds a position, as reports tell it; never concluded from silence.

    Attributes:
        start: Since when, as a sentence gives it; None if none does.
        end: When the next holder begins, where that is known.
        seen: The days of the reports that tell of it.

    Raises:
        UnsupportedFact: If `evidence` is empty.
    """

    id: str
    post: Position
    evidence: tuple[Evidence, ...]
    start: Edtf | None = None
    end: Edtf | None = None
    seen: Edtf | None = None

    def __post_init__(self) -> None:
        """Refuse a vacancy that no report tells of."""
        require(self.evidence, f"vacancy {self.id}")
