"""What all reports of a record add up to: the output of resolution."""

from __future__ import annotations

from dataclasses import dataclass

from chancery.model.dates import Edtf
from chancery.model.events import Event
from chancery.model.offices import Entity, Occupancy
from chancery.model.pledges import Pledge
from chancery.model.quotations import Quotation
from chancery.model.text import DateBasis


@dataclass(frozen=True, slots=True, kw_only=True)
class Dating:
    """When a report was published, as concluded from all reports.

    Attributes:
        report: Report id.
        because: The facts that led to it.
    """

    report: str
    published: Edtf | None
    basis: DateBasis
    because: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Conclusions:
    """Everything derived from the observations of a record; derived again when more arrive."""

    entities: tuple[Entity, ...] = ()
    occupancies: tuple[Occupancy, ...] = ()
    events: tuple[Event, ...] = ()
    quotations: tuple[Quotation, ...] = ()
    pledges: tuple[Pledge, ...] = ()
    datings: tuple[Dating, ...] = ()
