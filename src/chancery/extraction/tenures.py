"""Finds how long somebody is told to have held an office: "since 2017", "whose term ended in May".

1. A time hangs on a verb that says that an office is held, or on the office itself: "led", "served as", "president".
2. Whose office it is: the subject, the name beside the office, the owner of a term.
3. The words before the time say whether it is the first day, the last, or both.

Source: codebook, section 1.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from chancery.extraction.posts import post_at
from chancery.extraction.rows import Row
from chancery.extraction.units import UnitKind, Verb
from chancery.model.mentions import EntityKind, EntityMention, NamedBy, OfficeMention
from chancery.model.times import TimeBound, TimeKind, TimeMention

_SERVES: Final = frozenset({"serve", "work", "act"})
_GOVERNS: Final = frozenset({"govern", "rule"})
_RULES: Final = _GOVERNS | {"lead", "head", "run"}
_HOLDS: Final = frozenset({"hold", "occupy", "leave"})
_BEGINS: Final = frozenset({"begin", "start", "commence"})
_ENDS: Final = frozenset({"end", "expire", "run", "lapse", "finish"})
_POSTS: Final = frozenset({"office", "post", "position", "job"})
_IN: Final = _POSTS | {"power"}
_TERMS: Final = frozenset({"term", "tenure", "mandate", "presidency", "premiership"})
_BETWEEN: Final = re.compile(r"\b(?:to|until|till|and)\b|[\u2013\u2014-]")
_FLAGS: Final = frozenset({"acting", "current"})  # who "was appointed minister" did not serve since
_STEPS: Final = 5
_FROM: Final = "assumes"
_UNTIL: Final = "leaves"

_Post = tuple[str, str | None]


@dataclass(frozen=True, slots=True)
class _Told:
    """Whose office a time is about; the office is empty where the words do not name it."""

    person: int
    post: _Post = ("", None)
    relation: str | None = None


def find_tenures(
    rows: Iterable[Row], entities: Sequence[EntityMention], times: Sequence[TimeMention]
) -> Iterator[OfficeMention]:
    """Yield what sentences tell of the beginning, the end or the time of holding an office.

    Args:
        rows: The report's sentences as rows.
        entities: Its mentions, in order.
        times: Its time expressions, in order.
    """
    for row in rows:
        for node, unit in enumerate(row.units):
            if unit.kind is not UnitKind.TIME or times[unit.index].kind in {TimeKind.DURATION, TimeKind.SET}:
                continue
            found = _Reader(row, entities, node).read()
            if found is None:
                continue
            relation = found.relation or _relation(row, node, times[unit.index])
            yield OfficeMention(
                person=found.person, office=found.post[0], of=found.post[1], relation=relation,
                sentence=row.sentence.span, time=unit.index,
            )  # fmt: skip


def _relation(row: Row, node: int, time: TimeMention) -> str:
    """Say what holding an office "since", "until", "from ... to" or "in" a time shows."""
    words = row.units[node].lower
    if time.bound is TimeBound.SINCE:
        return _FROM
    if time.bound is TimeBound.UNTIL:
        return _UNTIL
    if _BETWEEN.search(words):
        return "held"
    return _FROM if row.tree.case(node) == "from" else "holds"


class _Reader:
    """Reads what one time of a sentence tells of an office."""

    def __init__(self, row: Row, entities: Sequence[EntityMention], node: int) -> None:
        self._row, self._tree, self._entities, self._node = row, row.tree, entities, node

    def read(self) -> _Told | None:
        """Return whose office the time is about, None if about nobody's."""
        before = self._node
        for at in [above for above, _ in zip(self._tree.above(self._node), range(_STEPS), strict=False)]:
            verb = self._row.by_node.get(at)
            found = self._of_noun(at) if verb is None or verb.head != at else None
            found = found or (self._of_verb(verb, before) if verb is not None else None)
            if found is not None or verb is not None:
                return found
            before = at
        return None

    # ---- nouns -------------------------------------------------------------------------------

    def _of_noun(self, at: int) -> _Told | None:
        """Read "X, president of Peru from", "X, the Dutch premier until", "X, in office since"."""
        word = self._row.units[at].lower
        if word in _IN and self._tree.is_word(at) and self._tree.case(at) == "in":
            person = self._named_beside(at) or self._subject_over(at)
            return self._in_office(person)
        post = self._post_below(at)
        if post is None:
            return None
        person = self._named_beside(at)
        return _Told(person, post) if person is not None else None

    def _named_beside(self, at: int) -> int | None:
        """Return the name that a noun stands beside, as its apposition or behind it."""
        top = self._tree.parent(at)
        beside = [top] if top is not None and self._tree.base(at) in {"appos", "nmod", "acl", "parataxis"} else []
        beside += list(self._tree.kids(at, "appos", "flat"))
        return next((i for node in beside if (i := self._person_at(node)) is not None), None)

    def _subject_over(self, at: int) -> int | None:
        verb = self._row.clause_of(at)
        return self._person_of(verb) if verb is not None and at < verb.head else None

    # ---- verbs -------------------------------------------------------------------------------

    def _of_verb(self, verb: Verb, before: int) -> _Told | None:
        lemmas = set(verb.lemmas)
        if "not" in verb.auxiliaries or "n't" in verb.auxiliaries:
            return None
        term = self._term(verb, lemmas)
        if term is not None:
            return term
        person = self._person_of(verb)
        if person is None or verb.is_passive:
            return None
        copula = next(self._tree.kids(verb.node, "cop"), None)
        if copula is not None or "be" in lemmas:
            return self._being(verb, person)
        if lemmas & _SERVES:
            posts = (self._post_below(kid) for kid in self._tree.kids(verb.node, "obl", "advcl", "xcomp"))
            post = next((post for post in posts if post), None)
            return _Told(person, post) if post else None
        if lemmas & _HOLDS and before != verb.node:
            return self._holding(verb, person, left="leave" in lemmas)
        things = [self._tree.mention(kid) for kid in self._tree.kids(verb.node, "obj")]
        led = any(one is not None and one.kind is EntityKind.STATE and one.by is NamedBy.NAME for one in things)
        ruled = lemmas & _GOVERNS and not things
        return _Told(person, self._own(person)) if (lemmas & _RULES and led) or ruled else None

    def _being(self, verb: Verb, person: int) -> _Told | None:
        """Read "X has been prime minister since", "X is in power since"."""
        node = verb.node
        if self._row.units[node].lower in _IN and self._tree.case(node) == "in":
            return self._in_office(person)
        post = self._post_below(node)
        return _Told(person, post) if post else None

    def _holding(self, verb: Verb, person: int, *, left: bool) -> _Told | None:
        """Read "has held the post of defence minister since", "the office that he held in"."""
        relation = _UNTIL if left else None
        above = self._tree.parent(verb.node) if self._tree.base(verb.node) == "acl" else None
        if above is not None and self._row.units[above].lower in _POSTS:
            return _Told(person, relation=relation or "held")
        held = next((kid for kid in self._tree.kids(verb.node, "obj") if self._row.units[kid].lower in _POSTS), None)
        if held is not None and held < verb.first:  # the parser takes "the office that he held" for its object
            return _Told(person, relation=relation or "held")
        if held is None or left:  # whom an event tells to have left is not told again
            return None
        posts = (self._post_below(kid) for kid in self._tree.kids(held, "nmod", "compound", "appos"))
        post = next((post for post in posts if post), None)
        return _Told(person, post) if post else None

    def _term(self, verb: Verb, lemmas: set[str]) -> _Told | None:
        """Read "X, whose term ended on", "X's term expires in", "the mandate of X runs until"."""
        noun = next((kid for kid in self._tree.kids(verb.node, "nsubj") if self._row.units[kid].lower in _TERMS), None)
        if noun is None or not lemmas & (_BEGINS | _ENDS):
            return None
        owners = [self._person_at(kid) for kid in self._tree.kids(noun, "nmod")]
        whose = any(self._row.units[kid].lower == "whose" for kid in self._tree.children[noun])
        top = self._tree.parent(verb.node)
        owners += [self._person_at(top)] if whose and top is not None else []
        owner = next((one for one in owners if one is not None), None)
        return _Told(owner, relation=_FROM if lemmas & _BEGINS else _UNTIL) if owner is not None else None

    # ---- who and which -----------------------------------------------------------------------

    def _in_office(self, person: int | None) -> _Told | None:
        return _Told(person, self._own(person)) if person is not None else None

    def _own(self, person: int) -> _Post:
        mention = self._entities[person]
        return mention.office or "", mention.of

    def _person_of(self, verb: Verb) -> int | None:
        people = [i for i in verb.subjects if self._entities[i].kind is EntityKind.PERSON]
        return people[0] if len(people) == 1 else None

    def _person_at(self, node: int) -> int | None:
        mention = self._tree.mention(node)
        named = mention is not None and mention.kind is EntityKind.PERSON
        described = mention is not None and mention.by is NamedBy.DESCRIPTION
        return self._row.units[node].index if named and not described else None

    def _post_below(self, node: int) -> _Post | None:
        """Return the office that a noun names, with whose it is."""
        post = post_at(self._row, node)
        return (post.office, post.of) if post is not None and _FLAGS.issuperset(post.flags) else None
