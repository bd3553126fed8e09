"""A sentence as a row of units and verb groups, and the words that shape its clauses."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from chancery.extraction.inflection import BE
from chancery.extraction.sentence import Sentence
from chancery.model.text import Span

PREPOSITIONS = frozenset(
    "of in to for with on at from by about as into through between against during without under over toward towards "
    "among within upon regarding concerning amid despite via following across around near outside ahead "
    "alongside".split()
)
SUBORDINATORS = frozenset(
    "after before while when because although though since if unless until whereas where that whether once as".split()
)
RELATIVES = frozenset({"who", "which", "that", "whom", "whose"})
DETERMINERS = frozenset(
    "the a an this that these those its his her their our any some no each both all another".split()
)
# right after a verb these belong to it: "took over the powers of"
PARTICLES = frozenset("over up out off down back away forward".split())
MODALS = frozenset("will would shall should can could may might must 'll 'd".split())
NEGATIONS = frozenset({"not", "n't", "never", "nor", "cannot"})
MARKS = frozenset({";", ":", "--", "—", "–", "(", ")", '"', "“", "”"})
POSSESSIVES = frozenset({"his", "her", "its", "their", "our", "my"})
QUOTES = frozenset({'"', "“"})
NOUN_BEFORE = DETERMINERS | frozenset("'s official new first second last next bilateral several many recent".split())


class UnitKind(StrEnum):
    """What a unit of the row is."""

    MENTION = "mention"
    TIME = "time"
    WORD = "word"


@dataclass(frozen=True, slots=True)
class Unit:
    """A mention, a time expression or a word.

    Attributes:
        index: Position of the mention or time in its list; -1 for words.
        lower: The words in lower case.
    """

    kind: UnitKind
    span: Span
    lower: str
    index: int = -1


@dataclass(slots=True)
class Verb:
    """A verb group: auxiliaries, adverbs and the verb.

    Attributes:
        first: Index of the first unit of the group.
        head: Index of the verb itself.
        lemmas: What the verb can be a form of.
        auxiliaries: Lower-case words of the group before the head.
        tags: Penn tags that the form can have.
        subjects: Positions of mentions; of the patient in the passive.
        governor: The verb of which this infinitive or participle is a complement.
        by_control: True where the subject is borrowed from another clause.
        roles: Role to positions of the mentions after the verb.
        objects: Words of the object, and the verb of the complement.
        complement: The infinitive or participle right after the object.
        end: Index of the unit that ends the clause.
    """

    first: int
    head: int
    lemmas: tuple[str, ...]
    auxiliaries: tuple[str, ...]
    tags: frozenset[str]
    subjects: tuple[int, ...] = ()
    governor: Verb | None = None
    by_control: bool = False
    roles: dict[str, list[int]] = field(default_factory=dict)
    objects: tuple[str, ...] = ()
    complement: Verb | None = None
    end: int = 0

    @property
    def is_infinitive(self) -> bool:
        """Tell whether the group is "to" and a base form."""
        return "to" in self.auxiliaries

    @property
    def is_gerund(self) -> bool:
        """Tell whether the group is a bare "-ing" form."""
        return "VBG" in self.tags and not BE.intersection(self.auxiliaries)

    @property
    def is_passive(self) -> bool:
        """Tell whether the group is a form of "be" and a participle, or a bare participle."""
        return "VBN" in self.tags and bool(BE.intersection(self.auxiliaries))

    @property
    def is_finite(self) -> bool:
        """Tell whether the group can carry a clause."""
        return not self.is_infinitive and not self.is_gerund


@dataclass(slots=True)
class Row:
    """A sentence as units and verb groups."""

    sentence: Sentence
    units: tuple[Unit, ...]
    verbs: tuple[Verb, ...]

    def verb_at(self, index: int) -> Verb | None:
        """Return the verb group that a unit belongs to."""
        return next((verb for verb in self.verbs if verb.first <= index <= verb.head), None)
