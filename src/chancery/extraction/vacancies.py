"""Finds offices that a report calls vacant: "the post has been vacant since May", "has no ambassador yet".

1. A word for emptiness is said of an office: "vacant", "unfilled".
2. Somebody is told to be without a holder: "has had no", "is without", "was left without", "still lacks".
3. An office is told not to have been filled.

Only words say that nobody holds an office, never silence, and only where they are told as so: no question, condition,
plan, denial or rumour. "The post" is the office told of last.

Source: codebook, section 1; FollowTheMoney 4.11, `Position`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Final

from chancery.extraction.posts import DIGNITIES, POSTS, NamedPost, is_beside, post_at
from chancery.extraction.rows import Row
from chancery.extraction.status import is_asserted, is_negated
from chancery.extraction.units import NEGATIONS, UnitKind, Verb
from chancery.model.mentions import EntityKind, EntityMention, OfficeMention, VacancyMention
from chancery.model.text import Span
from chancery.model.times import TimeBound, TimeKind, TimeMention

_EMPTY: Final = frozenset({"vacant", "unfilled", "unoccupied", "empty", "unstaffed"})
_NONE: Final = frozenset({"no", "without", "lack", "lacks", "lacked", "lacking"})
_NOT: Final = frozenset({"not", "n't", "never"})
_HINTS: Final = frozenset({*_EMPTY, *_NONE, *_NOT, "filled"})
_MOST: Final = 12  # such words of a sentence that are read
_SEATS: Final = frozenset({*POSTS, "seat", "role"})
_LEAVING: Final = frozenset({"leave", "keep"})
_FALLING: Final = frozenset({"fall", "become", "leave"})
_BEING: Final = frozenset({"be", "remain", "stay", "go", "find", "stand"})
_FILLING: Final = frozenset({"fill", "hold", "occupy"})
_GIVEN: Final = frozenset(
    "fill appoint name nominate elect choose select assume take occupy promote install move transfer give".split()
)
_LASTING: Final = frozenset({"still", "currently", "yet", "now", "presently", "again"})
_ARTICLES: Final = frozenset({"a", "an", "any"})
_PERFECT: Final = frozenset({"have", "has", "had", "'ve", "'s"})
_ASIDE: Final = frozenset({"citizen", "resident"})
_OWNERS: Final = frozenset({EntityKind.STATE, EntityKind.ORGANISATION})
_BACK: Final = 24  # units before "it" in which "post" may stand


def find_vacancies(
    rows: Sequence[Row],
    entities: Sequence[EntityMention],
    times: Sequence[TimeMention],
    offices: Iterable[OfficeMention] = (),
) -> Iterator[VacancyMention]:
    """Yield the offices that sentences call vacant, each once a sentence.

    Args:
        rows: The report's sentences as rows, in order.
        entities: Its mentions, in order.
        times: Its time expressions, in order.
        offices: What it shows of holders; "the post" may be the one that the sentence before tells of.
    """
    told = {one.sentence: one for one in offices if one.office}
    before: Row | None = None
    for row in rows:
        if not _HINTS.isdisjoint(unit.lower for unit in row.units):
            found = _Reader(row, before, entities, times, told).read()
            if found is not None:
                yield found
        before = row


class _Reader:
    """Reads what one sentence says of offices without holders."""

    def __init__(
        self,
        row: Row,
        before: Row | None,
        entities: Sequence[EntityMention],
        times: Sequence[TimeMention],
        told: dict[Span, OfficeMention],
    ) -> None:
        self._row, self._tree, self._before = row, row.tree, before
        self._entities, self._times, self._told = entities, times, told

    def read(self) -> VacancyMention | None:
        """Return the first office that the sentence tells to be vacant."""
        units = enumerate(self._row.units)
        hints = (node for node, unit in units if unit.lower in _HINTS and unit.kind is UnitKind.WORD)
        found = (self._read_at(node) for node in islice(hints, _MOST))
        return next((one for one in found if one is not None), None)

    def _read_at(self, node: int) -> VacancyMention | None:
        word = self._row.units[node].lower
        if word in _EMPTY:
            return self._empty(node)
        if word in _NONE:
            return self._without(node)
        return self._not_had(node) if word in _NOT else self._unfilled(node)

    # ---- "vacant" ----------------------------------------------------------------------------

    def _empty(self, node: int) -> VacancyMention | None:
        """Read "the post is vacant", "left the post vacant", "the post, vacant since May"."""
        verb, noun = self._said_of(node)
        if noun is None or (verb is None and self._is_given(noun, node)):
            return None
        if verb is not None and (not is_asserted(self._row, verb) or is_negated(self._row, verb)):
            return None
        post = self._emptied(noun, verb)
        return self._tell(post, node, verb, noun) if post is not None else None

    def _said_of(self, node: int) -> tuple[Verb | None, int | None]:
        """Return the verb by which emptiness is said, and the noun of which it is."""
        own = self._row.by_node.get(node)
        if own is not None:
            return own, self._subject(own)
        parent = self._tree.parent(node)
        if parent is None:
            return None, None
        verb = self._row.by_node.get(parent)
        if verb is None:
            over = self._row.clause_of(parent)
            left = over is not None and node > parent > over.head and _LEAVING.intersection(over.lemmas)
            if over is None or not left or self._row.units[node - 1].kind is not UnitKind.WORD:
                return None, parent
            verb, parent = over, over.node  # "left the post of minister vacant"
        if _LEAVING.intersection(verb.lemmas) and not verb.is_passive:
            things = [kid for kid in self._tree.kids(parent, "obj") if self._row.units[kid].lower not in _EMPTY]
            if self._tree.base(parent) == "acl" and not things:
                return verb, self._tree.parent(parent)
            return verb, next(iter(things), None)
        return verb, self._subject(verb)

    def _subject(self, verb: Verb) -> int | None:
        """Return the node of a verb's subject; of "which", the noun that it stands for."""
        found = next(self._tree.kids(verb.node, "nsubj"), None)
        relative = found is None or self._row.units[found].lower in {"which", "that"}
        if relative and self._tree.base(verb.node) == "acl":
            return self._tree.parent(verb.node)
        if found is None and self._tree.base(verb.node) in {"conj", "xcomp"}:
            above = self._row.by_node.get(self._tree.parents[verb.node])
            return next(self._tree.kids(above.node, "nsubj"), None) if above is not None else None
        return found

    def _is_given(self, noun: int, node: int) -> bool:
        """Tell whether a clause gives a vacant post to somebody: "was appointed to the vacant post of"."""
        verb = self._row.clause_of(noun)
        return node < noun and verb is not None and bool(_GIVEN.intersection(verb.lemmas))

    def _emptied(self, noun: int, verb: Verb | None) -> NamedPost | None:
        """Return the office that a noun names if it means the office, not its holder."""
        mention = self._tree.mention(noun)
        lower = self._row.units[noun].lower
        if lower in _SEATS or lower in DIGNITIES or (mention is not None and mention.kind is EntityKind.STATE):
            post = post_at(self._row, noun)
            if post is None and (lower in _SEATS or lower in DIGNITIES):
                post = self._last_told(noun)
            return post
        if lower == "it" and verb is not None and self._post_before(noun):
            return self._last_told(noun)
        return None

    def _post_before(self, node: int) -> bool:
        near = self._row.units[max(0, node - _BACK) : node]
        return any(unit.lower in _SEATS for unit in near)

    def _last_told(self, before: int) -> NamedPost | None:
        """Return the office named last before "the post", in this sentence or the one before it."""
        here = self._named_in(self._row, before)
        if here is not None or self._before is None:
            return here
        return self._named_in(self._before, len(self._before.units))

    def _named_in(self, row: Row, end: int) -> NamedPost | None:
        told = self._told.get(row.sentence.span)
        if told is not None:
            return NamedPost(told.office, told.of)
        named = (row.tree.mention(at) for at in range(end - 1, -1, -1))
        last = next((one for one in named if one is not None and one.office), None)
        return NamedPost(last.office or "", last.of) if last is not None else None

    # ---- "no", "without", "lacks" ------------------------------------------------------------

    def _without(self, node: int) -> VacancyMention | None:
        """Read "has had no ambassador since", "is without a president", "still lacks a prime minister"."""
        lacking = self._row.by_node.get(node)
        if lacking is not None:
            things = (kid for kid in self._tree.kids(node, "obj") if self._is_one(kid))
            return self._lacked(next(things, None), lacking, sure=False)
        noun = self._noun_after(node)
        if noun is None:
            return None
        verb = self._row.by_node.get(noun) or self._row.clause_of(noun)
        if self._row.units[node].lower == "no":
            has = verb is not None and ("have" in verb.lemmas or self._there_is(verb))
            return self._lacked(noun, verb, sure=False) if has else None
        if verb is not None and _BEING.union(_LEAVING).intersection(verb.lemmas) and self._completes(noun, verb):
            return self._lacked(noun, verb, sure=True)
        return self._aside(noun)

    def _noun_after(self, node: int) -> int | None:
        """Return the noun of an office before which "no" or "without" stands."""
        parent = self._tree.parent(node)
        if parent is None or parent < node or self._tree.base(node) not in {"det", "case"}:
            return None
        return parent if self._is_one(parent) else None

    def _is_one(self, noun: int) -> bool:
        post = post_at(self._row, noun)
        return post is not None and not post.plural and post.level not in _ASIDE

    def _there_is(self, verb: Verb) -> bool:
        return "be" in verb.lemmas and any(True for _ in self._tree.kids(verb.node, "expl"))

    def _completes(self, noun: int, verb: Verb) -> bool:
        return noun == verb.node or self._tree.parents[noun] == verb.node

    def _lacked(self, noun: int | None, verb: Verb | None, *, sure: bool) -> VacancyMention | None:
        """Return the vacancy if the words tell of a time without a holder, not of a state without the office."""
        if noun is None or verb is None or not is_asserted(self._row, verb):
            return None
        if NEGATIONS.intersection(verb.auxiliaries):
            return None
        adverbs = {unit.lower for unit in self._row.units[max(0, verb.first - 1) : noun + 1]}
        told = self._since(noun, verb) is not None or self._for_long(verb, noun)
        if not sure and not told and not adverbs & _LASTING:
            return None
        post = post_at(self._row, noun)
        return self._tell(post, noun, verb, noun) if post is not None else None

    def _aside(self, noun: int) -> VacancyMention | None:
        """Read "Kuwait, without a speaker since June, postponed the session"."""
        post, over = post_at(self._row, noun), self._tree.parent(noun)
        owner = self._tree.mention(over) if over is not None else None
        named = owner is not None and owner.kind in _OWNERS
        verb = self._row.clause_of(noun)
        if post is None or self._since(noun, None) is None or not (named or verb is not None):
            return None
        return self._tell(post, noun, None, noun)

    def _not_had(self, node: int) -> VacancyMention | None:
        """Read "has not had an ambassador to Chad since 2008"."""
        verb = self._row.by_node.get(self._tree.parents[node])
        if verb is None or "have" not in verb.lemmas or not is_asserted(self._row, verb):
            return None
        things = (kid for kid in self._tree.kids(verb.node, "obj") if self._is_one(kid))
        noun = next(
            (kid for kid in things if is_beside(self._row, kid, _ARTICLES) or self._opens_indefinite(kid)), None
        )
        if noun is None or (self._since(noun, verb) is None and not self._for_long(verb, noun)):
            return None
        post = post_at(self._row, noun)
        return self._tell(post, noun, verb, noun) if post is not None else None

    def _opens_indefinite(self, noun: int) -> bool:
        """Tell whether an article stands before a mention, which the parser may hang elsewhere."""
        return noun > 0 and self._row.units[noun - 1].lower in _ARTICLES

    # ---- "has not been filled" ---------------------------------------------------------------

    def _unfilled(self, node: int) -> VacancyMention | None:
        """Read "the position has not been filled since"."""
        verb = self._row.by_node.get(node)
        if verb is None or not _FILLING.intersection(verb.lemmas) or not verb.is_passive:
            return None
        noun = self._subject(verb)
        if noun is None or not is_negated(self._row, verb) or not is_asserted(self._row, verb):
            return None
        post = self._emptied(noun, verb)
        return self._tell(post, node, verb, noun) if post is not None else None

    # ---- whose, and since when ---------------------------------------------------------------

    def _tell(self, post: NamedPost, node: int, verb: Verb | None, noun: int) -> VacancyMention | None:
        if post.plural:
            return None
        office = post.office.removeprefix("acting ")
        owner = self._owner(verb, noun) if post.of is None else None
        when = self._since(node, verb)
        return VacancyMention(office=office, of=post.of, owner=owner, sentence=self._row.sentence.span, time=when)

    def _owner(self, verb: Verb | None, noun: int) -> int | None:
        """Return the state or body that lacks a holder: the subject, what was left, or the one named last before."""
        asked = [*self._tree.kids(verb.node, "obj"), *self._tree.kids(verb.node, "nsubj")] if verb is not None else []
        over = self._tree.parent(noun)
        asked += [over] if over is not None else []
        asked += range(noun - 1, -1, -1)
        for node in asked:
            mention = self._tree.mention(node)
            if mention is not None and mention.kind in _OWNERS:
                return self._row.units[node].index
        return None

    def _since(self, node: int, verb: Verb | None) -> int | None:
        """Return the time since which it is so: "since May", "fell vacant in 2019"."""
        falls = verb is not None and bool(_FALLING.intersection(verb.lemmas)) and not verb.is_passive
        tops = {node, verb.node} if verb is not None else {node}
        for at, unit in enumerate(self._row.units):
            if unit.kind is not UnitKind.TIME:
                continue
            time = self._times[unit.index]
            if time.bound is TimeBound.SINCE and self._is_of(at, tops):
                return unit.index
            dated = time.kind not in {TimeKind.DURATION, TimeKind.SET}
            if falls and dated and at > node and self._tree.parents[at] in tops:
                return unit.index
            if falls and dated and self._is_moment(at, verb):
                return unit.index
        return None

    def _is_of(self, time: int, tops: set[int]) -> bool:
        """Tell whether a time belongs to what is told, or opens or closes the sentence around it."""
        return any(at in tops for at in (self._tree.parents[time], *self._tree.above(time)))

    def _is_moment(self, time: int, verb: Verb | None) -> bool:
        """Tell whether a clause tells what happened then: "in 2019, when the post fell vacant"."""
        if verb is None or time > verb.first:
            return False
        opening = {
            self._row.units[kid].lower for kid in self._tree.kids(verb.node, "advmod", "mark") if kid < verb.head
        }
        return "when" in opening and all(unit.kind is UnitKind.WORD for unit in self._row.units[time + 1 : verb.first])

    def _for_long(self, verb: Verb, noun: int) -> bool:
        """Tell whether a stretch of time or a perfect tense with a time is told: "for a year", "in months"."""
        tops = {verb.node, noun}
        for at, unit in enumerate(self._row.units):
            if unit.kind is UnitKind.TIME and self._tree.parents[at] in tops:
                lasting = self._times[unit.index].kind is TimeKind.DURATION
                if lasting or _PERFECT.intersection(verb.auxiliaries):
                    return True
        return False
