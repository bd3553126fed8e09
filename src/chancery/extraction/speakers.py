"""Finds who speaks: the subject of a cue, before it, after it, or shared with another verb.

Shallow like the clauses it reads: it looks at units left and right of the cue and never inside
quotation marks.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from chancery.codebooks.cues import Cue, cue_forms
from chancery.codebooks.governors import governors
from chancery.extraction.rows import Row
from chancery.extraction.sayers import Sayers
from chancery.extraction.units import MARKS, POSSESSIVES, PREPOSITIONS, RELATIVES, SUBORDINATORS, UnitKind, Verb
from chancery.model.mentions import EntityKind, EntityMention, NamedBy
from chancery.model.text import Span

_INVERTING = frozenset(
    "say add note tell write ask explain stress warn reply insist declare remark comment continue recall".split()
)
_SHORT_SUBJECT = 12  # units between a subject in front and its verb
_BODIES = frozenset(
    "ministry government statement department embassy office council commission company party administration "
    "service parliament army agency bank committee institute university union alliance association federation "
    "organisation organization court hospital airline foundation institution centre center bureau".split()
)
_PEOPLE = frozenset("spokesman spokeswoman spokesperson official officials source sources diplomat diplomats".split())
SPOKEN_FOR = governors().parties | _BODIES | _PEOPLE  # nouns that speak for the state or body they belong to
_FIRMS = frozenset({"inc.", "inc", "corp.", "corp", "ltd.", "ltd", "plc", "co.", "co", "corporation", "llc", "company"})
_TAIL = 40  # characters after a mention in which its noun may stand
_TAIL_WORDS = 3
_CUE_OF_OTHERS = frozenset({"quote", "cite"})


@dataclass(frozen=True, slots=True)
class View:
    """A sentence seen from outside its quotation marks.

    Attributes:
        text: The clean text of the report.
        row: The sentence.
        entities: All mentions of the report.
        masked: Indices of the units inside quotation marks.
    """

    text: str
    row: Row
    entities: Sequence[EntityMention]
    masked: frozenset[int]

    def lower(self, index: int) -> str:
        """Return a unit's words in lower case, nothing beyond the ends of the sentence."""
        return self.row.units[index].lower if 0 <= index < len(self.row.units) else ""

    def is_mention(self, index: int) -> bool:
        """Tell whether a unit outside quotation marks is a mention."""
        inside = 0 <= index < len(self.row.units) and index not in self.masked
        return inside and self.row.units[index].kind is UnitKind.MENTION

    def verbs(self) -> list[Verb]:
        """Return the verb groups outside quotation marks."""
        return [verb for verb in self.row.verbs if verb.head not in self.masked]


def view_of(text: str, row: Row, entities: Sequence[EntityMention], quotes: Sequence[Span]) -> View:
    """Return a sentence with what stands in quotation marks masked; the quotes are in order and apart."""
    first = bisect_right(quotes, row.sentence.span.start, key=lambda quote: quote.end)
    near = quotes[first : bisect_left(quotes, row.sentence.span.end, key=lambda quote: quote.start)]
    masked = frozenset(i for i, unit in enumerate(row.units) if any(quote.overlaps(unit.span) for quote in near))
    return View(text, row, entities, masked)


def cue_of(view: View, verb: Verb) -> tuple[Cue | None, int]:
    """Return the codebook's entry for a verb and the index of the last unit of its words: "pointed out"."""
    form, particle = view.lower(verb.head), view.lower(verb.head + 1)
    longer = cue_forms().get(f"{form} {particle}")
    if longer is not None and longer.tense != "phrase":
        return longer, verb.head + 1
    return cue_forms().get(form), verb.head


def is_finite(verb: Verb) -> bool:
    """Tell whether a group carries a clause: "are to build" does, "to build" does not."""
    return not verb.is_gerund and not (verb.is_infinitive and verb.auxiliaries[0] == "to")


def speakers_of(view: View, verb: Verb) -> tuple[int, ...]:
    """Return the positions of the mentions that are the speakers of a cue; empty where none can be named."""
    found = inverted(view, verb)
    if found is not None:
        return found
    if verb.is_gerund:
        return _of_participle(view, verb)
    own = tuple(i for i in verb.subjects if _is_outside(view, i, verb))
    if own and not verb.by_control:
        apposed = _apposed(view, verb) if view.entities[own[0]].by is not NamedBy.NAME else ()
        return _before_preposition(view, verb) or apposed or able(view, own)
    found = _described(view, verb) or _apposed(view, verb) or _shared(view, verb)
    return able(view, found)


def able(view: View, indices: Sequence[int]) -> tuple[int, ...]:
    """Return those mentions that can speak: no places, no possessive pronouns."""
    mentions = ((i, view.entities[i]) for i in indices)
    return tuple(i for i, m in mentions if m.kind is not EntityKind.PLACE and m.name.lower() not in POSSESSIVES)


def speaker_in(view: View, start: int, end: int) -> tuple[int, ...]:
    """Return whom a noun phrase means: whoever "by" names, else the first name that owns nothing."""
    mentions = [at for at in range(start, end) if view.is_mention(at)]
    named = next((i for i, at in enumerate(mentions) if _is_unknown_name(view, at)), None)
    mentions = mentions[:named] if named is not None else mentions
    named_by = [at for at in mentions if view.lower(at - 1) in {"by", "from"}]
    free = [at for at in mentions if view.lower(at + 1) not in {"'s", "'"}]
    people = [at for at in free if view.entities[view.row.units[at].index].kind is EntityKind.PERSON]
    chosen = named_by or (people if people and people[0] == free[0] else free) or mentions
    if not chosen:
        return ()
    first = chosen[0]
    joined = [first, first + 2] if view.lower(first + 1) == "and" and first + 2 in free else [first]
    return able(view, [view.row.units[at].index for at in joined])


def _is_unknown_name(view: View, at: int) -> bool:
    """Tell whether a state only begins a longer name: "the Cyprus Mail"."""
    if view.entities[view.row.units[at].index].kind is EntityKind.PERSON or at + 1 >= len(view.row.units):
        return False
    span = view.row.units[at + 1].span
    return span.of(view.text)[:1].isupper() and not view.is_mention(at + 1)


def phrase_end(view: View, start: int) -> int:
    """Return the index of the unit that ends the noun phrase beginning at `start`."""
    at = start
    while at < len(view.row.units) and at not in view.masked:
        lower = view.lower(at)
        if view.is_mention(at):  # "the WHO" is no relative
            at += 1
            continue
        if lower in MARKS | RELATIVES | {",", ".", "!", "?"} or view.row.verb_at(at) is not None:
            break
        if lower in SUBORDINATORS and lower not in {"as", "since"}:
            break
        at += 1
    return at


def inverted(view: View, verb: Verb) -> tuple[int, ...] | None:
    """Return the speaker after the cue, "said Lavrov"; None where the cue is not turned round."""
    if verb.is_gerund or verb.first != verb.head:
        return None
    if not _INVERTING.intersection(verb.lemmas) and not _is_turned(view, verb):
        return None
    before = verb.first - 1
    if before < 0:
        return None
    end = phrase_end(view, verb.head + 1)
    if end == verb.head + 1 or view.lower(verb.head + 1) in PREPOSITIONS | {"that", "it"}:
        return None
    after_quote = before in view.masked or view.lower(before) in {'"', "”", "»", "’", "'"}
    if after_quote:
        return speaker_in(view, verb.head + 1, end)
    closes = end >= len(view.row.units) or view.lower(end) in {".", ",", ";"} | RELATIVES
    if view.lower(before) == "," and closes and view.is_mention(verb.head + 1) and not _leads(view, verb):
        return speaker_in(view, verb.head + 1, end)
    return None


def _is_turned(view: View, verb: Verb) -> bool:
    """Tell whether the tree has the subject of a cue behind it: "“X,” claimed Y"."""
    if view.lower(verb.first - 1) not in {",", '"', "”", "»", "’", "'"}:
        return False
    subject = Sayers(view.row).subject(verb)
    return subject is not None and subject > verb.head


def _leads(view: View, verb: Verb) -> bool:
    """Tell whether a subject stands before the verb."""
    return any(_is_outside(view, i, verb) for i in verb.subjects)


def _is_outside(view: View, mention: int, verb: Verb) -> bool:
    """Tell whether a mention stands outside quotation marks, before the verb."""
    return any(
        unit.index == mention and unit.kind is UnitKind.MENTION and at not in view.masked
        for at, unit in enumerate(view.row.units[: verb.first])
    )


def _before_preposition(view: View, verb: Verb) -> tuple[int, ...]:
    """Return the person of "X of Georgia said", where the nearest name only belongs to the phrase."""
    governed = view.lower(verb.first - 2) in PREPOSITIONS or view.is_mention(verb.first - 2)
    if not governed or not view.is_mention(verb.first - 1):
        return ()
    for at in range(verb.first - 2, -1, -1):
        if view.lower(at) in MARKS | SUBORDINATORS | {",", "and"} or at in view.masked:
            return ()
        other = view.row.verb_at(at)
        if other is not None and is_finite(other):
            return ()
        if view.is_mention(at) and view.lower(at - 1) not in PREPOSITIONS:
            mention = view.entities[view.row.units[at].index]
            if mention.kind is EntityKind.PERSON and mention.by is NamedBy.NAME:
                return (view.row.units[at].index,)
    return ()


def _of_participle(view: View, verb: Verb) -> tuple[int, ...]:
    """Return the subject of "adding", "calling it": the main clause's, or the noun's right before it."""
    before = verb.first - 1
    while view.lower(before) in {"further", "also", "then"}:
        before -= 1
    if before >= 0 and view.lower(before) == "as":
        return _quoted_by_others(view, verb)
    close = (
        before >= 0 and before not in view.masked and view.lower(before) not in {",", "by", "and", '"', "”", "while"}
    )
    if close and view.lower(before) not in MARKS:
        return able(view, [view.row.units[before].index]) if view.is_mention(before) else ()
    return _shared(view, verb)


def _quoted_by_others(view: View, verb: Verb) -> tuple[int, ...]:
    """Return who is meant in "X was quoted as saying" and "the agency quoted X as saying"."""
    other = next((v for v in reversed(view.verbs()) if v.head < verb.first), None)
    if other is None:
        return ()
    if other.is_passive or not _CUE_OF_OTHERS.intersection(other.lemmas):
        return able(view, other.subjects)
    return speaker_in(view, other.head + 1, verb.first - 1)


def _shared(view: View, verb: Verb) -> tuple[int, ...]:
    """Return the subject of the nearest cue before, else of the first main verb of the sentence."""
    before = [v for v in view.verbs() if v.head < verb.first and is_finite(v) and not _is_relative(view, v)]
    cues = [v for v in before if view.lower(v.head) in cue_forms()]
    for other in [*reversed(cues), *before]:
        found = speakers_of(view, other)
        if found:
            return found
    led = [v.first - 1 for v in view.verbs() if v.head < verb.first and v.is_gerund and view.is_mention(v.first - 1)]
    if led:  # "X, speaking in Y, called it"
        return able(view, [view.row.units[led[0]].index])
    later = next((v for v in view.verbs() if v.head > verb.head and v.subjects and v.is_finite), None)
    return able(view, later.subjects) if later is not None and verb.first == 0 else ()


def _is_relative(view: View, verb: Verb) -> bool:
    lower = view.lower(verb.first - 1)
    return lower in RELATIVES or lower in SUBORDINATORS


def _apposed(view: View, verb: Verb) -> tuple[int, ...]:
    """Return the name before a comma whose apposition or relative clause ends right before the cue."""
    at = verb.first - 1
    if view.lower(at) != ",":
        return ()
    enclosed = view.lower(at - 2) == "," and view.is_mention(at - 1)
    if enclosed and _is_named_person(view, at - 1):  # "the judge in the case, X, said"
        return (view.row.units[at - 1].index,)
    for left in range(at - 1, max(0, at - _SHORT_SUBJECT * 2), -1):
        if view.lower(left) == "," and view.is_mention(left - 1) and _is_named_person(view, left - 1):
            return (view.row.units[left - 1].index,)
    return ()


def _is_named_person(view: View, at: int) -> bool:
    mention = view.entities[view.row.units[at].index]
    return mention.kind is EntityKind.PERSON and mention.by is NamedBy.NAME


def _described(view: View, verb: Verb) -> tuple[int, ...]:
    """Return whom "a spokesman for the ministry" speaks for, or what "the ministry" takes up."""
    end = verb.first
    while view.lower(end - 1) in {"also", "later", "then"}:
        end -= 1
    start = _phrase_start(view, end)
    noun = next((view.lower(at) for at in range(end - 1, start - 1, -1) if view.lower(at) in _BODIES | _PEOPLE), None)
    if noun is None:
        return ()
    named = speaker_in(view, start, end)
    if named or view.lower(end - 1) != noun or noun in _PEOPLE:
        return named
    here = view.row.units[end - 1].span.start
    for index in range(len(view.entities) - 1, -1, -1):
        mention = view.entities[index]
        can = mention.kind in (EntityKind.STATE, EntityKind.ORGANISATION) and mention.by is not NamedBy.PRONOUN
        if can and mention.whole.end < here and _names(view.text, mention, noun):
            return (index,)
    return ()


def _phrase_start(view: View, at: int) -> int:
    start = at
    while start > 0 and start - 1 not in view.masked and view.lower(start - 1) not in MARKS | SUBORDINATORS | {","}:
        if view.row.verb_at(start - 1) is not None:
            break
        start -= 1
    return start


def _names(text: str, mention: EntityMention, noun: str) -> bool:
    """Tell whether a mention, with the words right after it, ends in a noun: "Kremlin" in "Kremlin press service"."""
    tail = re.split(r"[.,;:\n]", text[mention.whole.end : mention.whole.end + _TAIL])[0]
    words = tail.lower().split()[:_TAIL_WORDS]
    own = mention.name.lower().split()
    of_body = mention.kind is EntityKind.ORGANISATION and mention.by is NamedBy.NAME and noun in own
    return own[-1] == noun or noun in words or of_body or (noun == "company" and own[-1] in _FIRMS)
