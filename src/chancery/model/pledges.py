"""Pledges: undertakings by one party toward another, and what became of them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from chancery.model.dates import Edtf
from chancery.model.evidence import Evidence, require


class PledgeState(StrEnum):
    """A step in a pledge's life (codebook, section 7)."""

    PLEDGED = "pledged"
    REAFFIRMED = "reaffirmed"
    SUSPENDED = "suspended"
    RESUMED = "resumed"
    DELIVERED = "delivered"
    CANCELLED = "cancelled"
    DENIED = "denied"
    UNCONFIRMED = "unconfirmed"


@dataclass(frozen=True, slots=True, kw_only=True)
class PledgeStep:
    """What one report says of a pledge's fate.

    Attributes:
        when: The date of the step, not of the report.
    """

    state: PledgeState
    when: Edtf | None
    evidence: Evidence


FATES: Final = frozenset({PledgeState.DELIVERED, PledgeState.CANCELLED})
"""The steps after which nothing is left to do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pledge:
    """A concrete undertaking, with its terms and its fate.

    Attributes:
        by: Entity id of whoever undertakes it.
        to: Entity id of whoever it is undertaken to.
        amount: A plain number, in `currency` (ISO 4217).
        due: When it should be done.
        mutual: True where the parties undertake it together.
        conditions: What it depends on, in the words of the reports.
        because: Why the accounts of several sentences were joined, one line each.
        steps: Its history, earliest first.

    Raises:
        UnsupportedFact: If `evidence` is empty.
    """

    id: str
    what: str
    evidence: tuple[Evidence, ...]
    steps: tuple[PledgeStep, ...]
    by: str | None = None
    by_state: str | None = None
    to: str | None = None
    to_state: str | None = None
    amount: float | None = None
    currency: str | None = None
    due: Edtf | None = None
    mutual: bool = False
    conditions: tuple[str, ...] = ()
    because: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        """Refuse a pledge that no report tells."""
        require(self.evidence, f"pledge {self.id}")
