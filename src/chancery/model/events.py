"""Events: who did what, to or with whom, when and where, told by which reports."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from chancery.model.dates import Edtf
from chancery.model.evidence import Evidence, require


class EventStatus(StrEnum):
    """Whether it happened (codebook, section 5)."""

    OCCURRED = "occurred"
    ONGOING = "ongoing"
    PLANNED = "planned"
    DENIED = "denied"
    ALLEGED = "alleged"
    CONDITIONAL = "conditional"


@dataclass(frozen=True, slots=True, kw_only=True)
class Participant:
    """Someone who takes part in an event.

    Attributes:
        entity: Entity id, or None for someone who acts for a state without being named.
        state: ISO 3166-1 alpha-3 code that the participant acts for on that date.
        sector: PLOVER sector (GOV, LEG, OPP, IGO ...).
        office: In which capacity, in the text's words.
    """

    entity: str | None
    state: str | None = None
    sector: str | None = None
    office: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Telling:
    """One report's own version of an event.

    Attributes:
        report: Report id.
        when: As this report dates it.
        where: As this report places it.
        status: As this report tells it.
        evidence: Its sentences.
        actors: Who did it, as this report tells it.
        recipients: To or toward whom, as this report tells it.
        rank: Of a visit: "official", "working", "state", "private"; several joined by a comma.
        topics: What was talked about, in this report's words.
        figures: Amounts and shares that its sentences give, as plain numbers.
        voice: Entity id of the one whose words tell it throughout; None where the report itself tells it.
    """

    report: str
    when: Edtf | None
    where: str | None
    status: EventStatus
    evidence: tuple[Evidence, ...]
    actors: tuple[Participant, ...] = ()
    recipients: tuple[Participant, ...] = ()
    rank: str | None = None
    topics: tuple[Evidence, ...] = ()
    figures: tuple[str, ...] = ()
    voice: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """A facet on which reports of one event disagree.

    Attributes:
        facet: "date", "place", "status", "rank", "figures" ...
        versions: `(report id, what it says)` pairs.
    """

    facet: str
    versions: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One happening, however many reports tell it.

    Attributes:
        id: Hash of its type and of its earliest evidence.
        type: PLOVER 2.0 type, or ELECT or OFFICE.
        mode: PLOVER mode or None.
        when: EDTF interval; None when nothing is known.
        where: Place in the text's words.
        score: PLOVER's intensity, -10 to 10; None for the two extensions.
        part_of: Id of the visit during which these talks were held.
        because: Why it was coded and merged so.

    Raises:
        UnsupportedFact: If `evidence` is empty.

    Source: PLOVER 2.0; codebook, sections 5 and 8.
    """

    id: str
    type: str
    mode: str | None
    status: EventStatus
    actors: tuple[Participant, ...]
    recipients: tuple[Participant, ...]
    evidence: tuple[Evidence, ...]
    tellings: tuple[Telling, ...]
    when: Edtf | None = None
    where: str | None = None
    contexts: tuple[str, ...] = ()
    score: float | None = None
    office: str | None = None
    part_of: str | None = None
    differences: tuple[Difference, ...] = ()
    because: tuple[str, ...] = field(default=())

    def __post_init__(self) -> None:
        """Refuse an event that no report tells."""
        require(self.evidence, f"event {self.id}")
