"""What one report says, before anyone asks who and when: the output of extraction.

Mentions refer to one another by their position in the tuples of `Observations`. Nothing is
looked up: "the minister" stays a mention until resolution names her.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from chancery.model.events import EventStatus
from chancery.model.pledges import PledgeState
from chancery.model.quotations import QuotationKind
from chancery.model.second_readings import SecondReading
from chancery.model.text import Span
from chancery.model.times import TimeMention


class EntityKind(StrEnum):
    """The kinds of entity (codebook, section 1)."""

    PERSON = "person"
    STATE = "state"
    ORGANISATION = "organisation"
    PLACE = "place"


class NamedBy(StrEnum):
    """How a mention names its entity."""

    NAME = "name"
    ADJECTIVE = "adjective"
    METONYM = "metonym"
    DESCRIPTION = "description"
    PRONOUN = "pronoun"


@dataclass(frozen=True, slots=True, kw_only=True)
class EntityMention:
    """A stretch of text that names or describes a person, state, body or place.

    Attributes:
        kind: What is named.
        span: The name itself, without its title.
        name: The name as written: "Sergei Lavrov", "Kazakbaev", "he", "the minister".
        by: How it is named.
        whole: Name with title and state: "Russian Foreign Minister Sergei Lavrov".
        key: ISO 3166-1 alpha-3 code of a state, id of an organisation in the codebook,
            or None where the codebook has none.
        office: The office in the codebook's words, "foreign minister"; None if none is named.
        of: ISO 3166-1 alpha-3 code or organisation id that the office belongs to.
        flags: Of "new", "former", "acting", "outgoing", "predecessor", "counterpart".
        gender: "f" or "m" where an honorific or pronoun tells it.
        sector: PLOVER sector of people without a name, "rebels", who mean no entity; None for everything else.
    """

    kind: EntityKind
    span: Span
    name: str
    by: NamedBy
    whole: Span
    key: str | None = None
    office: str | None = None
    of: str | None = None
    flags: tuple[str, ...] = ()
    gender: str | None = None
    sector: str | None = None


class Coder(StrEnum):
    """What gave an event its type."""

    CODEBOOK = "codebook"
    CLASSIFIER = "classifier"
    SECOND = "second coder"


@dataclass(frozen=True, slots=True, kw_only=True)
class EventMention:
    """One clause that tells of an event.

    Attributes:
        type: PLOVER 2.0 type, or ELECT or OFFICE.
        mode: PLOVER mode or None.
        status: As this report tells it.
        span: The predicate's words.
        sentence: The sentence or heading that says it: the evidence.
        actors: Positions in `Observations.entities`.
        recipients: Positions in `Observations.entities`.
        time: Position in `Observations.times`, or None.
        place: Position in `Observations.entities`, or None.
        office: Office that an OFFICE event is about, in the codebook's words.
        contexts: PLOVER contexts.
        because: The codebook entry that matched, or the verb and the classifier's probability.
        voice: Position in `Observations.entities` of whoever's words tell of it; None where the report itself does.
        coder: What gave the type.
    """

    type: str
    mode: str | None
    status: EventStatus
    span: Span
    sentence: Span
    actors: tuple[int, ...] = ()
    recipients: tuple[int, ...] = ()
    time: int | None = None
    place: int | None = None
    office: str | None = None
    contexts: tuple[str, ...] = ()
    because: str = ""
    voice: int | None = None
    coder: Coder = Coder.CODEBOOK

    @property
    def reason(self) -> str:
        """What gave the type, and by what: "codebook: sign + treaty"."""
        return f"{self.coder}: {self.because}"


@dataclass(frozen=True, slots=True, kw_only=True)
class QuotationMention:
    """Words of a speaker.

    Attributes:
        kind: Direct, mixed or indirect.
        content: The words.
        sentence: The sentence or sentences around them: the evidence.
        speakers: Positions in `Observations.entities`; empty for an unknown speaker.
        label: The label of a transcript's speaker, where no mention names her.
        asker: True for a question of a journalist.
        cue: "told reporters", or None.
        venue: Where or on what occasion, in the text's words.
        time: Position in `Observations.times`, or None.
        named: The words that name the speaker: "a senior official", "she"; None where none do.
        addressees: Positions in `Observations.entities` of those to whom it is said.
        addressed: The words that name them: "reporters"; None where none do.
    """

    kind: QuotationKind
    content: Span
    sentence: Span
    speakers: tuple[int, ...] = ()
    label: str | None = None
    asker: bool = False
    cue: str | None = None
    venue: str | None = None
    time: int | None = None
    named: Span | None = None
    addressees: tuple[int, ...] = ()
    addressed: Span | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PledgeMention:
    """An undertaking, or what one report says became of it.

    Attributes:
        what: The thing to be delivered or done, in the text's words.
        state: What this sentence says of it.
        sentence: The evidence.
        by: Position in `Observations.entities`, or None.
        to: Position in `Observations.entities`, or None.
        amount: A plain number.
        currency: ISO 4217 code.
        due: Position in `Observations.times`, or None.
        time: Position in `Observations.times`, or None.
        mutual: True where the parties undertake it together.
        condition: What it depends on, in the text's words, or None.
        definite: True where the words point back at a thing already spoken of: "the loan".
        deed: True where the verb, not the thing, shows that something particular is to be done.
        beside: Positions of the mentions in and beside the thing's phrase: whose it is, where it is.
        earlier: True where the sentence only looks back at the promise: "the loan that it had offered".
    """

    what: Span
    state: PledgeState
    sentence: Span
    by: int | None = None
    to: int | None = None
    amount: float | None = None
    currency: str | None = None
    due: int | None = None
    time: int | None = None
    mutual: bool = False
    condition: Span | None = None
    definite: bool = False
    deed: bool = False
    beside: tuple[int, ...] = ()
    earlier: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficeMention:
    """A sentence that shows a person in, entering or leaving an office.

    Attributes:
        person: Position in `Observations.entities`.
        office: In the codebook's words; empty where the sentence does not name it, as in "whose term ended".
        of: ISO 3166-1 alpha-3 code or organisation id.
        relation: "holds", "assumes", "leaves", "held", "claims", or "recognised" where somebody else says so.
        sentence: The evidence.
        time: Position in `Observations.times`, or None.
    """

    person: int
    office: str
    of: str | None
    relation: str
    sentence: Span
    time: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class VacancyMention:
    """A sentence that says that nobody holds an office.

    Attributes:
        office: In the codebook's words.
        of: ISO 3166-1 alpha-3 code or organisation id, where the sentence tells it.
        sentence: The evidence.
        owner: Position in `Observations.entities` of the state or body whose office it is, where `of` is not told.
        time: Position in `Observations.times` of since when, or None.
    """

    office: str
    of: str | None
    sentence: Span
    owner: int | None = None
    time: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicMention:
    """What a sentence says was talked about.

    Attributes:
        span: The words, without article: "bilateral trade".
        sentence: The evidence.
    """

    span: Span
    sentence: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class PrecedentMention:
    """A report's claim about how often, or by whom, such a thing was done before.

    It is the report's word, not a fact of the record.

    Attributes:
        span: The words that claim it: "essentially tradition".
        kind: "first", "again" or "custom".
        sentence: The evidence.
    """

    span: Span
    kind: str
    sentence: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Observations:
    """Everything that extraction found in one report.

    Attributes:
        program: Version of the program that found it; another version reads again.
        second: What a second coder reads in it, where one was asked; it changes nothing that we read.
    """

    program: str
    sentences: tuple[Span, ...] = ()
    entities: tuple[EntityMention, ...] = ()
    times: tuple[TimeMention, ...] = ()
    events: tuple[EventMention, ...] = ()
    quotations: tuple[QuotationMention, ...] = ()
    pledges: tuple[PledgeMention, ...] = ()
    offices: tuple[OfficeMention, ...] = ()
    topics: tuple[TopicMention, ...] = ()
    precedents: tuple[PrecedentMention, ...] = ()
    second: tuple[SecondReading, ...] = ()
    vacancies: tuple[VacancyMention, ...] = ()
