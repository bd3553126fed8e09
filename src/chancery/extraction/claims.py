"""Finds who claims an office, or is recognised in it by some: "declared herself president", "recognised X as".

1. Somebody gives himself an office: "declared himself", "considers herself".
2. Somebody claims it, or says to be in it: "claims the presidency", "insists that he is", "I am the lawful".
3. Somebody else recognises it: "recognised X as", "regards her as the rightful".
4. A word before the title says so: "rival prime minister".

A claim is no holding. It is told only where it was made: not where it is denied, asked about, planned or wished for.

Source: codebook, section 1.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Final

from chancery.codebooks.posts import posts
from chancery.extraction.posts import DIGNITIES, POSTS, NamedPost, post_at, post_from
from chancery.extraction.rows import Row
from chancery.extraction.status import is_asserted, is_negated, verb_status
from chancery.extraction.units import UnitKind, Verb
from chancery.model.events import EventStatus
from chancery.model.mentions import EntityKind, EntityMention, NamedBy, OfficeMention, QuotationMention

_SELF: Final = r"self-(?:proclaimed|declared|styled|appointed|named|anointed)"
_RIVAL: Final = rf"(?:{_SELF}|rival|parallel|alternative|disputed|unrecogni[sz]ed)"
_BEFORE_TITLE: Final = re.compile(rf"\b{_RIVAL}\s+$", re.IGNORECASE)
_AS_RIVAL: Final = re.compile(rf"\b(?:as|of)\s+(?:the\s+|an?\s+)?{_RIVAL}\b", re.IGNORECASE)
_ITSELF: Final = frozenset({"himself", "herself", "themselves", "itself"})
_NAMING: Final = frozenset(
    "declare proclaim name appoint style crown call anoint swear pronounce consider regard see view deem".split()
)
_CLAIMING: Final = frozenset({"claim", "insist", "maintain", "assert", "contend", "declare", "announce"})
_PERSONAL: Final = frozenset({"he", "she", "they"})
_RECOGNISING: Final = frozenset({"recognise", "recognize", "acknowledge"})
_HOLDING_FOR: Final = frozenset({"consider", "regard", "view", "see", "deem", "call"})
_GRANTING: Final = frozenset({"announce", "grant", "give", "extend", "reaffirm", "confirm", "offer"})
_LAWFUL: Final = frozenset({"legitimate", "rightful", "lawful", "constitutional", "legal", "sole", "true", "real"})
_MINE: Final = _LAWFUL | {"only", "still", "elected"}
_PASSED: Final = frozenset(
    "the a an as to be duly only now interim its their his her country nation 's new de jure".split()
) - {"interim"} | _LAWFUL  # fmt: skip
_SEATS: Final = frozenset({*POSTS, "title", "throne", *DIGNITIES})
_PAIR: Final = frozenset({"both", "two"})
_RIVALS: Final = frozenset(
    {"men", "women", "rivals", "candidates", "politicians", "leaders", "claimants", "both", "two"}
)
_NONE: Final = frozenset({"neither", "no", "nobody", "none"})
_HIGH: Final = frozenset({"head of state", "head of government", "minister", "speaker", "royal", "leader"})
_TOLD: Final = frozenset({EventStatus.OCCURRED, EventStatus.ONGOING})
_HINTS: Final = _NAMING | _CLAIMING | _RECOGNISING | {"lay", "be", "remain"}
_AFTER: Final = 8  # words between a verb and an office that it gives
_MOST: Final = 40  # verbs of a sentence that are read


def is_claimed(text: str, mention: EntityMention) -> bool:
    """Tell whether a word before a title says that it is only claimed: "self-proclaimed president X"."""
    start = mention.whole.start
    return _BEFORE_TITLE.search(text, max(0, start - 30), start) is not None


def is_rival(text: str, start: int, end: int) -> bool:
    """Tell whether somebody enters an office beside its holder: "was sworn in as rival president"."""
    return _AS_RIVAL.search(text, start, end) is not None


@dataclass(frozen=True, slots=True)
class _Claim:
    """Who is told to claim, or to be recognised in, which office, by which verb."""

    people: tuple[int, ...]
    post: NamedPost
    relation: str
    verb: Verb


def find_claims(
    rows: Sequence[Row], entities: Sequence[EntityMention], quotations: Sequence[QuotationMention] = ()
) -> Iterator[OfficeMention]:
    """Yield who claims an office, or is recognised in it by somebody.

    Args:
        rows: The report's sentences as rows, in order.
        entities: Its mentions, in order.
        quotations: Its quotations, which tell who "I" is.
    """
    said = _Spoken(quotations)
    before: Row | None = None
    for row in rows:
        seen: set[tuple[int, str, str]] = set()
        for claim in _Reader(row, before, entities, said).read():
            for person in claim.people:
                key = (person, claim.post.office, claim.relation)
                if key not in seen:
                    seen.add(key)
                    yield OfficeMention(
                        person=person, office=claim.post.office, of=claim.post.of, relation=claim.relation,
                        sentence=row.sentence.span, time=_time_of(row, claim),
                    )  # fmt: skip
        before = row


def _time_of(row: Row, claim: _Claim) -> int | None:
    """Return the time on which a claim was made; of a recognition none, since it says nothing of when it began."""
    if claim.relation != "claims":
        return None
    verb, clause = claim.verb, {claim.verb.node}
    clause |= {kid for kid in row.tree.children[verb.node] if kid not in row.by_node or row.tree.base(kid) == "xcomp"}
    times = (at for at, unit in enumerate(row.units) if unit.kind is UnitKind.TIME and row.tree.parents[at] in clause)
    return next((row.units[at].index for at in times), None)


class _Spoken:
    """The quotations of a report in order, which sentences ask in order."""

    def __init__(self, quotations: Sequence[QuotationMention]) -> None:
        self._quotations = sorted(quotations, key=lambda one: one.content.start)
        self._at = 0

    def speaker(self, start: int) -> int | None:
        """Return who says the words at a place; places are asked in order."""
        while self._at < len(self._quotations) and self._quotations[self._at].content.end <= start:
            self._at += 1
        near = islice(self._quotations, self._at, self._at + 2)
        speakers = (one.speakers[0] for one in near if one.content.start <= start < one.content.end and one.speakers)
        return next(speakers, None)


class _Reader:
    """Reads the claims of one sentence."""

    def __init__(self, row: Row, before: Row | None, entities: Sequence[EntityMention], said: _Spoken) -> None:
        self._row, self._tree, self._before, self._entities, self._said = row, row.tree, before, entities, said

    def read(self) -> Iterator[_Claim]:
        """Yield what the clauses of the sentence claim."""
        verbs = (verb for verb in self._row.verbs if _HINTS.intersection(verb.lemmas))
        for verb in islice(verbs, _MOST):
            found = self._of_verb(verb)
            if found is not None and found.people and _is_high(found.post):
                yield found
        yield from self._recognition()

    def _of_verb(self, verb: Verb) -> _Claim | None:
        lemmas = set(verb.lemmas)
        if lemmas & {"be", "remain"}:
            return self._mine(verb)
        if verb_status(self._row, verb) not in _TOLD or not is_asserted(self._row, verb):
            return None
        found = self._named_itself(verb) if lemmas & _NAMING else None
        found = found or (self._claimed(verb, lemmas) if lemmas & (_CLAIMING | {"lay"}) else None)
        return found or (self._held_for(verb, lemmas) if lemmas & (_RECOGNISING | _HOLDING_FOR) else None)

    # ---- by the person ----------------------------------------------------------------------

    def _named_itself(self, verb: Verb) -> _Claim | None:
        """Read "declared herself interim president", "considers himself the rightful king"."""
        near = range(verb.head + 1, min(len(self._row.units), verb.head + 3))
        itself = next((at for at in near if self._row.units[at].lower in _ITSELF), None)
        post = self._post_after(itself + 1) if itself is not None else None
        return _Claim(self._claimants(verb), post, "claims", verb) if post is not None else None

    def _claimed(self, verb: Verb, lemmas: set[str]) -> _Claim | None:
        """Read "claims the presidency", "lays claim to the premiership", "insists that she is prime minister"."""
        post = self._seat_claimed(verb, lemmas)
        if post is None:
            bound = [kid for kid in self._tree.kids(verb.node, "xcomp", "ccomp") if kid in self._row.by_node]
            post = next((one for kid in bound if (one := self._office_of(self._row.by_node[kid]))), None)
        return _Claim(self._claimants(verb), post, "claims", verb) if post is not None else None

    def _seat_claimed(self, verb: Verb, lemmas: set[str]) -> NamedPost | None:
        laid = "lay" in lemmas or "lay" in verb.auxiliaries or "lays" in verb.auxiliaries
        if "claim" not in lemmas and not laid:
            return None
        kids = [*self._tree.kids(verb.node, "obj")]
        claims = [verb.node, *(kid for kid in kids if self._row.units[kid].lower == "claim")] if laid else []
        kids += [to for kid in claims for to in self._tree.kids(kid, "obl", "nmod") if self._tree.case(to) == "to"]
        seats = (kid for kid in kids if self._is_seat(kid))
        return next((post for kid in seats if (post := post_at(self._row, kid)) is not None), None)

    def _is_seat(self, node: int) -> bool:
        """Tell whether a noun means an office rather than its holder: "the presidency", "the post of"."""
        return bool(_SEATS.intersection(self._row.units[node].lower.split()))

    def _office_of(self, inner: Verb) -> NamedPost | None:
        """Return the office that somebody says to be in himself: "to be the president", "that he is"."""
        if "be" not in inner.lemmas or is_negated(self._row, inner):
            return None
        subjects = [self._row.units[kid].lower for kid in self._tree.kids(inner.node, "nsubj")]
        itself = inner.is_infinitive if not subjects else subjects[0] in _PERSONAL
        return post_at(self._row, inner.node) if itself else None

    def _mine(self, verb: Verb) -> _Claim | None:
        """Read "I am the only lawful president", "I remain the constitutional president"."""
        subjects = [self._row.units[kid].lower for kid in self._tree.kids(verb.node, "nsubj")]
        if subjects != ["i"] or not is_asserted(self._row, verb) or is_negated(self._row, verb):
            return None
        nouns = [verb.node] if "be" in verb.lemmas else [*self._tree.kids(verb.node, "xcomp", "obj")]
        words = {unit.lower for unit in self._row.units[verb.first : verb.end + 1]}
        post = next((one for noun in nouns if (one := post_at(self._row, noun)) is not None), None)
        speaker = self._said.speaker(self._row.units[verb.head].span.start)
        if post is None or speaker is None or not ("remain" in verb.lemmas or words & _MINE):
            return None
        return _Claim((speaker,), post, "claims", verb)

    # ---- by others --------------------------------------------------------------------------

    def _held_for(self, verb: Verb, lemmas: set[str]) -> _Claim | None:
        """Read "recognised X as interim president", "was recognised by Y as", "consider him the rightful king"."""
        passive = verb.is_passive or ("VBN" in verb.tags and self._tree.base(verb.node) == "acl")
        whom = self._patients(verb) if passive else self._objects(verb)
        start = self._link(verb, passive=passive)
        if not whom or start is None:
            return None
        words = {unit.lower for unit in self._row.units[start : start + _AFTER]}
        if not lemmas & _RECOGNISING and not words & _LAWFUL:
            return None
        post = self._post_after(start)
        return _Claim(whom, post, "recognised", verb) if post is not None else None

    def _patients(self, verb: Verb) -> tuple[int, ...]:
        found = [at for at in verb.subjects if self._is_person(at)]
        if not found and self._tree.base(verb.node) == "acl":
            over = self._tree.parents[verb.node]
            found = self._people_at(over)
        return () if _NONE.intersection(verb.subject_words) else tuple(found)

    def _objects(self, verb: Verb) -> tuple[int, ...]:
        whom = list(self._tree.kids(verb.node, "obj", "iobj"))
        denied = any(self._row.units[at].lower in _NONE for kid in whom for at in self._tree.kids(kid, "det", "cc"))
        nodes = [node for kid in whom for node in (kid, *self._tree.kids(kid, "conj"))]
        return () if denied else tuple(i for node in nodes for i in self._people_at(node))

    def _link(self, verb: Verb, *, passive: bool) -> int | None:
        """Return where the office begins: after "as", or after the object: "consider him the rightful king"."""
        stop = min(verb.end + 1, len(self._row.units))
        linked = (at for at in range(verb.head + 1, stop) if self._row.units[at].lower == "as")
        found = next(linked, None)
        if found is not None:
            return found + 1
        things = [] if passive else [*self._tree.kids(verb.node, "obj", "iobj")]
        return things[0] + 1 if things else None

    def _recognition(self) -> Iterator[_Claim]:
        """Yield "announced its recognition of X as president"."""
        for node, unit in enumerate(self._row.units):
            if unit.lower != "recognition" or not self._tree.is_word(node):
                continue
            verb = self._row.clause_of(node)
            given = verb is not None and bool(_GRANTING.intersection(verb.lemmas))
            if verb is None or not given or verb_status(self._row, verb) not in _TOLD:
                continue
            whom = [i for kid in self._tree.kids(node, "nmod") for i in self._people_at(kid)]
            near = range(node + 1, min(len(self._row.units), node + 2 * _AFTER))
            link = next((at for at in near if self._row.units[at].lower == "as"), None)
            post = self._post_after(link + 1) if link is not None else None
            if whom and post is not None and _is_high(post):
                yield _Claim(tuple(whom), post, "recognised", verb)

    # ---- who and which ----------------------------------------------------------------------

    def _post_after(self, start: int) -> NamedPost | None:
        """Return the office with which words begin, adjectives of praise passed."""
        for at in range(start, min(start + _AFTER, len(self._row.units))):
            post = post_from(self._row, at)
            if post is not None:
                return post
            owner = self._tree.mention(at)
            passed = owner is not None and owner.kind is EntityKind.STATE
            if not passed and self._row.units[at].lower not in _PASSED:
                return None
        return None

    def _claimants(self, verb: Verb) -> tuple[int, ...]:
        found = [at for at in verb.subjects if self._is_person(at)]
        if _NONE.intersection(verb.subject_words):
            return ()
        for kid in self._tree.kids(verb.node, "nsubj") if not found else ():
            found += [i for at in (kid, *self._tree.kids(kid, "appos", "flat")) for i in self._people_at(at)]
            found += self._pair(kid)
        return tuple(found)

    def _pair(self, node: int) -> list[int]:
        """Return the two people whom the words before name, for "both men", "the two rivals"."""
        near = [self._row.units[at].lower for at in (node, *self._tree.kids(node, "det", "nummod", "cc"))]
        if not (_PAIR.intersection(near) and near[0] in _RIVALS):
            return []
        here = self._named_before(self._row, node)
        if not here and self._before is not None:
            here = self._named_before(self._before, len(self._before.units))
        return here if len(here) == len(_PAIR) else []

    def _named_before(self, row: Row, end: int) -> list[int]:
        units = [unit.index for unit in row.units[:end] if unit.kind is UnitKind.MENTION]
        return list(dict.fromkeys(i for i in units if self._is_named(i)))

    def _people_at(self, node: int) -> list[int]:
        unit = self._row.units[node]
        return [unit.index] if unit.kind is UnitKind.MENTION and self._is_person(unit.index) else []

    def _is_person(self, index: int) -> bool:
        one = self._entities[index]
        return one.kind is EntityKind.PERSON and one.sector is None and one.name.lower() not in _ITSELF

    def _is_named(self, index: int) -> bool:
        one = self._entities[index]
        return one.kind is EntityKind.PERSON and one.by is NamedBy.NAME


def _is_high(post: NamedPost) -> bool:
    """Tell whether an office is one that people contend for; "recognised as an ambassador" is praise."""
    plain = post.office.removeprefix("acting ")
    level = post.level or (posts()[plain].level if plain in posts() else "")
    return not post.plural and (level in _HIGH or plain.endswith(" minister"))
