"""Units and verb groups of a sentence, and the words that shape its clauses."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from chancery.codebooks.governors import governors
from chancery.extraction.inflection import BE
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
MODALS = frozenset("will would shall should can could may might must 'll 'd".split())
NEGATIONS = frozenset({"not", "n't", "never", "nor", "cannot"})
MARKS = frozenset({";", ":", "--", "—", "–", "(", ")", '"', "“", "”"})
POSSESSIVES = frozenset({"his", "her", "its", "their", "our", "my"})
STANCES = frozenset({"anti", "pro"})
QUOTES = frozenset({'"', "“"})


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
        node: Node of the tree that heads the clause: the verb, or the predicate of a copula.
        has_passive_form: True where the tree calls its subject or auxiliary passive.
        subjects: Positions of mentions; of the patient in the passive.
        subject_words: Words of the subject's phrase.
        governor: The verb of which this infinitive, participle or content clause is a complement.
        noun: The noun that the infinitive or participle belongs to: "the decision to".
        by_control: True where the subject is borrowed from another clause.
        roles: Role to positions of the mentions after the verb.
        objects: Words of the object, and the verb of the complement.
        complement: The infinitive or participle that completes the verb or its object.
        end: Index of the unit that ends the clause.
    """

    first: int
    head: int
    lemmas: tuple[str, ...]
    auxiliaries: tuple[str, ...]
    tags: frozenset[str]
    node: int = -1
    has_passive_form: bool = False
    subjects: tuple[int, ...] = ()
    subject_words: tuple[str, ...] = ()
    governor: Verb | None = None
    noun: str = ""
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
        """Tell whether the group is a form of "be" and a participle, or has a passive's subject."""
        return "VBN" in self.tags and (bool(BE.intersection(self.auxiliaries)) or self.has_passive_form)

    @property
    def has_thing_for_subject(self) -> bool:
        """Tell whether the subject is a thing of somebody's, not a party itself: "trade between X and Y"."""
        return bool(self.subject_words) and not governors().parties.intersection(self.subject_words)

    @property
    def is_finite(self) -> bool:
        """Tell whether the group can carry a clause."""
        return not self.is_infinitive and not self.is_gerund
