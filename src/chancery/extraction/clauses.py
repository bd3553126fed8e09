"""Clauses without a parser: verb groups, their subjects, objects and prepositional arguments.

A sentence becomes a row of units: mentions, times, words. Verb groups are found by the forms that
lemminflect knows and by what stands before them; subjects by looking left and arguments by looking
right, never across a boundary of the clause without a link that the row shows (a relative pronoun,
a shared subject, an infinitive).

This is the shallow stand-in for a dependency tree; the roles are the same.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from chancery.extraction.inflection import AUXILIARIES, BE, can_be_noun, verb_lemmas, verb_tags
from chancery.extraction.sentence import Sentence
from chancery.model.mentions import EntityMention, NamedBy
from chancery.model.text import Span

PREPOSITIONS = frozenset(
    "of in to for with on at from by about as into through between against during without under over toward towards "
    "among within upon regarding concerning amid despite via following across around near outside ahead alongside".split()
)
SUBORDINATORS = frozenset(
    "after before while when because although though since if unless until whereas where that whether once as".split()
)
RELATIVES = frozenset({"who", "which", "that", "whom", "whose"})
DETERMINERS = frozenset("the a an this that these those its his her their our any some no each both all another".split())
# right after a verb these belong to it: "took over the powers of"
PARTICLES = frozenset("over up out off down back away forward".split())
MODALS = frozenset("will would shall should can could may might must 'll 'd".split())
NEGATIONS = frozenset({"not", "n't", "never", "nor", "cannot"})
_MARKS = frozenset({";", ":", "--", "—", "–", "(", ")", '"', "“", "”"})
_QUOTES = frozenset({'"', "“"})
_NOUN_BEFORE = DETERMINERS | frozenset("'s official new first second last next bilateral several many recent".split())


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
        return "to" in self.auxiliaries and "VB" in self.tags

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


def read_row(
    sentence: Sentence,
    entities: Sequence[tuple[int, EntityMention]],
    times: Sequence[tuple[int, Span]],
) -> Row:
    """Read a sentence's clauses.

    Args:
        sentence: The sentence.
        entities: Its mentions with their positions in the report's list.
        times: Spans of its time expressions with their positions.
    """
    units = tuple(_units(sentence, entities, times))
    mentions = dict(entities)
    row = Row(sentence, units, tuple(_verbs(units, mentions)))
    for verb in row.verbs:
        _fill_arguments(row, verb, mentions)
    for verb in row.verbs:
        _fill_subjects(row, verb, mentions)
    for verb in row.verbs:
        _borrow_subject(row, verb)
    return row


def _units(
    sentence: Sentence, entities: Sequence[tuple[int, EntityMention]], times: Sequence[tuple[int, Span]]
) -> Iterator[Unit]:
    covers = [(m.whole, UnitKind.MENTION, index) for index, m in entities]
    covers += [(span, UnitKind.TIME, index) for index, span in times]
    done = -1
    for word in sentence.words:
        if word.span.start < done:
            continue
        cover = next((c for c in covers if c[0].contains(word.span)), None)
        if cover is None:
            yield Unit(UnitKind.WORD, word.span, word.lower)
            continue
        span, kind, index = cover
        done = span.end
        start = sentence.span.start
        yield Unit(kind, span, sentence.text[span.start - start : span.end - start].lower(), index)


# ---- verb groups ----------------------------------------------------------------------------


def _verbs(units: Sequence[Unit], mentions: dict[int, EntityMention]) -> Iterator[Verb]:
    start = 0
    while start < len(units):
        end = start
        while end < len(units) and _is_helper(units, end):
            end += 1
        verb = _verb(units, start, end, mentions)
        if verb is None and end > start:
            verb = _copula(units, start, end)
        if verb is not None:
            yield verb
            start = verb.head + 1
        else:
            start = max(end, start + 1)


def _is_helper(units: Sequence[Unit], index: int) -> bool:
    unit = units[index]
    if unit.kind is not UnitKind.WORD:
        return False
    if unit.lower == "'s":  # possessive after a name; "has" or "is" after a pronoun
        return index > 0 and units[index - 1].lower in {"he", "she", "it", "that"}
    if unit.lower == "to":
        following = units[index + 1] if index + 1 < len(units) else None
        return following is not None and following.kind is UnitKind.WORD and "VB" in _tags(following.lower)
    return unit.lower in AUXILIARIES or unit.lower in NEGATIONS or _is_adverb(unit.lower)


def _is_adverb(word: str) -> bool:
    return (word.endswith("ly") and len(word) > 4) or word in {"also", "once", "again", "since", "already", "now", "all"}  # noqa: PLR2004


def _tags(form: str) -> frozenset[str]:
    return frozenset(tag for lemma in verb_lemmas(form) for tag in verb_tags(form, lemma))


def _verb(units: Sequence[Unit], start: int, head: int, mentions: dict[int, EntityMention]) -> Verb | None:
    """Return the verb group whose head is at `head`, its helpers beginning at `start`."""
    if head >= len(units) or units[head].kind is not UnitKind.WORD:
        return None
    form = units[head].lower
    lemmas = verb_lemmas(form)
    if not lemmas or form in AUXILIARIES or form in PREPOSITIONS and form != "following":
        return None
    helpers = tuple(unit.lower for unit in units[start:head])
    tags = _tags(form)
    carries = any(h in AUXILIARIES or h == "to" for h in helpers)
    if not carries and _reads_as_noun(units, head, tags, mentions):
        return None
    return Verb(start if carries or helpers else head, head, lemmas, helpers, tags)


def _reads_as_noun(units: Sequence[Unit], index: int, tags: frozenset[str], mentions: dict[int, EntityMention]) -> bool:
    """Tell whether a form that can be a verb is a noun or adjective here."""
    before = units[index - 1] if index else None
    after = units[index + 1] if index + 1 < len(units) else None
    form = units[index].lower
    if before is not None and before.kind is UnitKind.WORD and before.lower in _NOUN_BEFORE:
        return True
    if before is not None and before.kind is UnitKind.MENTION:
        mention = mentions[before.index]
        possessive = mention.by is NamedBy.PRONOUN and before.lower in {"his", "her", "its", "their", "our", "my"}
        if possessive or (mention.by is NamedBy.ADJECTIVE and not tags & {"VBD"}):
            return True
        return False
    if tags & {"VBD", "VBN"} and not tags & {"VB"}:
        # "the hotly contested vote": a participle before a noun is no verb
        attributive = before is not None and before.kind is UnitKind.WORD and before.lower in PREPOSITIONS
        return attributive and after is not None and after.kind is UnitKind.WORD and can_be_noun(after.lower)
    if "VBG" in tags:
        return before is not None and before.lower in {"of", "in"} and can_be_noun(form) and (
            after is None or after.lower in PREPOSITIONS
        )
    if not can_be_noun(form):
        return before is not None and before.kind is UnitKind.WORD and before.lower in PREPOSITIONS
    if before is None:
        return True
    # a base or -s form that can be a noun is a verb only right after a subject or a relative
    return before.lower not in RELATIVES and not (before.lower in {"and", ","} and "VBZ" in tags and after is not None and after.kind is UnitKind.MENTION)


def _copula(units: Sequence[Unit], start: int, end: int) -> Verb | None:
    """Return "was", "has been" without a verb after it as a group of its own."""
    for index in range(end - 1, start - 1, -1):
        if units[index].lower in AUXILIARIES and units[index].lower not in MODALS:
            helpers = tuple(unit.lower for unit in units[start:index])
            return Verb(start, index, ("be",), helpers, _tags(units[index].lower) or frozenset({"VBD"}))
    return None


# ---- arguments ------------------------------------------------------------------------------


def _fill_arguments(row: Row, verb: Verb, mentions: dict[int, EntityMention]) -> None:
    """Collect what follows the verb: mentions by role, and the words of its object."""
    role = "obj"
    words: list[str] = []
    index = verb.head + 1
    if index < len(row.units) and row.units[index].lower in PARTICLES:
        index += 1
    while index < len(row.units) and not _ends_clause(row, index):
        unit = row.units[index]
        if unit.kind is UnitKind.MENTION:
            verb.roles.setdefault(role, []).append(unit.index)
            if role in {"obj", "of"} and mentions[unit.index].office:
                words.extend(str(mentions[unit.index].office).split())
        elif unit.kind is UnitKind.WORD:
            if unit.lower in PREPOSITIONS:
                role = unit.lower
            elif role in {"obj", "of"}:
                words.append(unit.lower)
        index += 1
    verb.objects = tuple(words)
    verb.end = index
    following = row.verb_at(index) if index < len(row.units) else None
    if following is not None and (following.is_infinitive or following.is_gerund) and following.first == index:
        verb.complement = following
        verb.objects += (row.units[following.head].lower,)
        if following.is_infinitive:
            verb.roles.setdefault("inf", [])


def _ends_clause(row: Row, index: int) -> bool:
    unit = row.units[index]
    if unit.kind is not UnitKind.WORD:
        return False
    if unit.lower in _MARKS or unit.lower in RELATIVES or unit.lower in SUBORDINATORS - {"as", "since"}:
        return True
    return row.verb_at(index) is not None


# ---- subjects -------------------------------------------------------------------------------


def _fill_subjects(row: Row, verb: Verb, mentions: dict[int, EntityMention]) -> None:
    """Look left of the group for the nearest mention that no preposition governs."""
    index = verb.first - 1
    found: list[int] = []
    while index >= 0:
        unit = row.units[index]
        if unit.kind is UnitKind.MENTION:
            if not _is_governed(row, index, mentions):
                found = _coordinated(row, index, mentions)
                break
        elif unit.kind is UnitKind.WORD:
            if unit.lower in RELATIVES:
                found = _antecedent(row, index, mentions)
                break
            opens = unit.lower in _QUOTES and index == verb.first - 1
            if not opens and (unit.lower in _MARKS or unit.lower in SUBORDINATORS):
                break
            other = row.verb_at(index)
            if other is not None:
                break
        index -= 1
    verb.subjects = tuple(found)


def _is_governed(row: Row, index: int, mentions: dict[int, EntityMention]) -> bool:
    """Tell whether a mention stands after a preposition, or only modifies what follows it."""
    after = row.units[index + 1].lower if index + 1 < len(row.units) else ""
    mention = mentions[row.units[index].index]
    if after in {"'s", "'"}:
        return False
    before = index - 1
    while before >= 0 and row.units[before].kind is UnitKind.WORD and row.verb_at(before) is None:
        lower = row.units[before].lower
        if lower in PREPOSITIONS:
            return True
        if lower in {",", "and", "that"} or lower in SUBORDINATORS or lower in _MARKS:
            break
        if lower not in DETERMINERS and can_be_noun(lower) and mention.by is not NamedBy.ADJECTIVE:
            break
        before -= 1
    if before >= 1 and row.units[before].lower in {"and", ","} and row.units[before - 1].kind is UnitKind.MENTION:
        return _is_governed(row, before - 1, mentions)
    return False


def _coordinated(row: Row, index: int, mentions: dict[int, EntityMention]) -> list[int]:
    """Return a mention with those joined to it on its left: "X, Y and Z"."""
    found = [row.units[index].index]
    before = index - 1
    while before >= 1 and row.units[before].lower in {"and", ",", "&"}:
        left = before - 1
        while left > 0 and row.units[left].kind is UnitKind.WORD and row.units[left].lower in DETERMINERS | {","}:
            left -= 1
        joined = row.units[left].kind is UnitKind.MENTION and (
            row.units[before].lower != "," or len(found) > 1 or _list_ahead(row, before)
        )
        if not joined:
            break
        if mentions[row.units[left].index].kind is not mentions[found[-1]].kind:
            break
        found.append(row.units[left].index)
        before = left - 1
    return found[::-1]


def _list_ahead(row: Row, comma: int) -> bool:
    """Tell whether the comma stands in a list that ends in "and"."""
    return any(unit.lower == "and" for unit in row.units[comma + 1 : comma + 5])


def _antecedent(row: Row, index: int, mentions: dict[int, EntityMention]) -> list[int]:
    """Return the mention that a relative pronoun takes up; none for "said that"."""
    before = index - 1
    if row.units[index].lower == "that" and (before < 0 or row.units[before].kind is not UnitKind.MENTION):
        return []
    while before >= 0 and row.units[before].lower in {","}:
        before -= 1
    if before < 0 or row.units[before].kind is not UnitKind.MENTION:
        return []
    return _coordinated(row, before, mentions)


def _borrow_subject(row: Row, verb: Verb) -> None:
    """Share a subject: infinitives and participles take their governor's, second verbs the first's."""
    position = row.verbs.index(verb)
    before = row.verbs[position - 1] if position else None
    if before is not None and (verb.is_infinitive or verb.is_gerund):
        verb.governor = before
    if verb.subjects:
        return
    if before is not None and _is_linked(row, before, verb):
        source = _controlled(before, verb)
        verb.subjects, verb.by_control = source, True
        verb.governor = verb.governor or (before if verb.is_infinitive else None)
        return
    if verb.is_gerund or _is_participle(verb):
        main = next((v for v in row.verbs if v.subjects and v.is_finite and v is not verb), None)
        if main is not None and not _is_reduced(row, verb):
            verb.subjects, verb.by_control = main.subjects, True


def _is_linked(row: Row, before: Verb, verb: Verb) -> bool:
    """Tell whether nothing but "and", commas and the first verb's own arguments lies between two verbs."""
    between = [u.lower for u in row.units[before.head + 1 : verb.first] if u.kind is UnitKind.WORD]
    if between and between[-1] in _QUOTES and "and" in between[-4:]:
        between = [word for word in between if word not in _QUOTES | {"”"}]
    if any(word in _MARKS or word in RELATIVES or word in SUBORDINATORS - {"as"} for word in between):
        return False
    return verb.is_infinitive or verb.is_gerund or "and" in between[-3:] or "but" in between[-3:] or not between


_OBJECT_CONTROL = frozenset("urge ask invite tell call press order force compel prompt allow help encourage want expect".split())


def _controlled(before: Verb, verb: Verb) -> tuple[int, ...]:
    takes_object = verb.is_infinitive and _OBJECT_CONTROL.intersection(before.lemmas) and before.roles.get("obj")
    return tuple(before.roles["obj"]) if takes_object and not before.is_passive else before.subjects


def _is_participle(verb: Verb) -> bool:
    return "VBN" in verb.tags and not verb.auxiliaries


def _is_reduced(row: Row, verb: Verb) -> bool:
    """Tell whether a bare participle modifies the noun before it ("the loan promised by")."""
    before = row.units[verb.first - 1] if verb.first else None
    return _is_participle(verb) and before is not None and before.kind is UnitKind.WORD and before.lower != ","
