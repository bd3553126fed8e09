"""When and where a clause's event took place, and which office it is about."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from itertools import islice

from chancery.codebooks.predicates import noun_senses
from chancery.codebooks.titles import match_post
from chancery.extraction.frames import Frame, times_in
from chancery.extraction.rows import Row
from chancery.extraction.units import POSSESSIVES, RELATIVES, UnitKind, Verb
from chancery.model.mentions import EntityKind, EntityMention

REPORTING = frozenset("say tell add state note announce declare stress confirm".split())
# clauses that are of one time with the clause they hang on
_SAME_TIME = frozenset({"xcomp", "conj", "csubj"})
_WHILE = frozenset({"as", "when", "while", "after", "before", "upon", "by", "in", "following", ""})
_BOUNDS = frozenset({"since", "until", "before", "by", "till", "from"})
_INCLUDES = frozenset("include feature involve comprise see pair combine couple accompany".split())
_MEETS = frozenset("meet confer gather convene".split())
_TALKING = frozenset("meet confer gather convene speak talk hold have receive host".split())
# what is said at them is said where they are
_VENUES = frozenset(
    "meeting meetings talks summit conference ceremony speech interview forum session visit trip tour gathering "
    "assembly briefing dinner reception rally event palace hall hotel capital city town sidelines margins embassy "
    "ministry".split()
)
_WAYS = frozenset({"to", "into", "from", "via", "towards", "toward"})
_DEEP = 12  # nodes over a place that are looked at
_SCHEDULED = frozenset("schedule reschedule set plan slate call expect arrange fix book due".split())
_AT = frozenset({"at", "during", "in", "after", "on"})  # "spoke at the January gathering"
_POWERS = frozenset({"powers", "duties", "functions"})  # of an office that somebody else, or nobody, holds
_FROM = frozenset({"after", "before"})
_HELD = frozenset("hold host schedule convene organise organize conduct plan stage sign conclude".split())
_STEPS = 6
_TIME_STOPS = RELATIVES | {";", ":", "“", '"', "since"}


def time_of(row: Row, frame: Frame, *, spoken: bool = False, alone: bool = False) -> int | None:
    """Return the time expression of an event: in its own clause, in one tied to it, or with the verb that reports it.

    Args:
        row: The sentence.
        frame: The clause or the noun with its phrases.
        spoken: True for words that are acts; their time is that of the saying.
        alone: True for what only its own phrase can date: "on Monday he welcomed her coming chairmanship".

    Returns:
        Position in the report's times, or None.
    """
    own = _nearest(row, frame.node, [at for at in frame.nodes if not (spoken and _is_deadline(row, at))])
    if own is not None or alone:
        return own
    held = holding(row, frame.node) if frame.node not in row.by_node else None
    if held is not None and (when := _nearest(row, held.node, _clause(row, held))) is not None:
        return when
    verb = row.clause_of(frame.node)
    told = _antecedent(row, verb) if verb is not None else None
    if told is not None:
        return told
    seen: set[int] = set()
    for tied in _tied(row, verb, frame.node) if verb is not None else ():
        if tied.node not in seen:
            seen.add(tied.node)
            found = _nearest(row, tied.node, _clause(row, tied))
            if found is not None:
                return found
    before = _before(row, frame.node)
    return _time_of_saying(row) if before is None and spoken else before


def _is_deadline(row: Row, at: int) -> bool:
    """Tell whether a time says by when what is asked for shall be done: "ordered them to leave within a week"."""
    return row.units[at].lower.startswith("within ") or row.tree.case(at) == "within"


def holding(row: Row, noun: int) -> Verb | None:
    """Return the clause on an event noun that says when it is held: "the talks held in May", "a forum, to be held"."""
    for kid in row.tree.kids(noun, "acl"):
        verb = row.by_node.get(kid)
        if verb is not None and kid > noun and _HELD.intersection(verb.lemmas):
            return verb
    return None


def _antecedent(row: Row, verb: Verb) -> int | None:
    """Return the time that a relative clause is about: "on April 11, which will be paired with a referendum"."""
    if row.tree.base(verb.node) != "acl" or verb.is_infinitive:
        return None
    noun = row.tree.parents[verb.node]
    if row.units[noun].kind is UnitKind.TIME:
        return row.units[noun].index
    event = row.tree.is_word(noun) and noun_senses(row.units[noun].lower) and _INCLUDES.intersection(verb.lemmas)
    return _nearest(row, noun, tuple(row.tree.below(noun, but=row.clause_nodes - {noun}))) if event else None


def _before(row: Row, node: int) -> int | None:
    """Return the time to the left of a predicate with no other clause between, whatever the tree says."""
    for at in range(node - 1, -1, -1):
        verb = row.verb_at(at)
        other = verb is not None and verb.node != node and not REPORTING.intersection(verb.lemmas)
        if row.units[at].lower in _TIME_STOPS or other:
            return None
        if row.units[at].kind is UnitKind.TIME:
            own = row.clause_of(at)
            relative = own is not None and own.node != node and row.tree.base(own.node) == "acl"
            return None if relative or _is_apart(row, at, node) else row.units[at].index
    return None


def _clause(row: Row, verb: Verb) -> tuple[int, ...]:
    return tuple(row.tree.below(verb.node, but=row.clause_nodes - {verb.node}))


def _nearest(row: Row, node: int, nodes: Sequence[int]) -> int | None:
    """Return the time nearest to a node in the tree that belongs to no other event."""
    times = [at for at in times_in(row, tuple(nodes)) if not _is_apart(row, at, node)]
    return row.units[min(times, key=lambda at: _rank(row, at, node))].index if times else None


def _rank(row: Row, at: int, node: int) -> tuple[bool, bool, bool, bool, int]:
    """Rank a time: plain ones before "since 2010" and "a month after his election", near ones before far ones.

    Of "after the earthquake of 2015 they met in June" the time that hangs on the verb itself comes first.
    """
    bound = row.tree.case(at) in _BOUNDS
    anchored = bool((POSSESSIVES | _FROM).intersection(row.units[at].lower.split()))
    nested = row.tree.parents[at] != node
    return bound, _event_between(row, at, node) is not None, anchored, nested, abs(at - node)


def _is_apart(row: Row, at: int, node: int) -> bool:
    """Tell whether a time belongs to something else: beyond a semicolon, or to "since his election in May"."""
    between = row.units[min(at, node) : max(at, node)]
    noun = _event_between(row, at, node)
    parent = row.tree.parents[at]
    if parent not in {at, node} and row.units[parent].kind is UnitKind.TIME:
        return True  # "three days after his election on 4 May" is not 4 May
    if _names_a_thing(row, at, node):
        return True
    if row.tree.case(at) == "for":  # "signed a plan for this year", but "a vote was set for Monday"
        verb = row.clause_of(parent)
        return verb is None or not _SCHEDULED.intersection(verb.lemmas)
    if any(unit.lower == ";" for unit in between) or (noun is not None and _keeps_time(row, noun)):
        return True
    return _is_inside_since(row, at, node)


def _names_a_thing(row: Row, at: int, node: int) -> bool:
    """Tell whether a time only says which thing is meant: "publish the January memorandum", "the 2015 deal"."""
    noun = row.tree.parents[at]
    if row.tree.base(at) != "compound" or noun == node or noun <= at or not row.tree.is_word(noun):
        return False
    event = bool(noun_senses(row.units[noun].lower)) and row.tree.base(noun) == "obj"  # "held the October talks"
    return row.tree.case(noun) not in _AT and not event


def _is_inside_since(row: Row, at: int, node: int) -> bool:
    """Tell whether a time ends a phrase with "since" behind a predicate: "since the founding of the pact in 2015"."""
    words = [row.units[i].lower for i in range(node + 1, at - 1)]
    return "since" in words and "," not in words[words.index("since") :]


def _event_between(row: Row, at: int, node: int) -> int | None:
    """Return the event noun between a time and a predicate in the tree."""
    for above in row.tree.above(at):
        if above == node:
            return None
        if row.tree.is_word(above) and row.tree.base(above) != "obj" and noun_senses(row.units[above].lower):
            return above
    return None


def _keeps_time(row: Row, noun: int) -> bool:
    inside = {"compound", "nsubj", "nmod"}  # "the irregularities in the election of 8 May" date the election
    return row.tree.case(noun) in _BOUNDS | {"of", "to"} or row.tree.base(noun) in inside


def _tied(row: Row, verb: Verb, node: int) -> Iterator[Verb]:
    """Yield the clauses that share a time with an event: its own, those below of one time with it, those above."""
    if verb.node != node:
        yield verb
    at: Verb | None = verb
    for _ in range(_STEPS):
        if at is None:
            return
        yield from _below(row, at)
        above = _clause_above(row, at)
        if above is None or not _shares_time(row, at):
            return
        yield above
        at = above


def _below(row: Row, verb: Verb) -> Iterator[Verb]:
    heads = row.by_node
    for kid in row.tree.kids(verb.node, "advcl", "xcomp"):
        if kid in heads and _shares_time(row, heads[kid]):
            yield heads[kid]


def _clause_above(row: Row, verb: Verb) -> Verb | None:
    parent = row.tree.parent(verb.node)
    return None if parent is None else row.clause_of(parent)


def _shares_time(row: Row, verb: Verb) -> bool:
    """Tell whether a clause is of one time with the one above it."""
    relation = row.tree.rel(verb.node)
    base = relation.split(":")[0]
    meets = base == "acl" and bool(_MEETS.intersection(verb.lemmas))  # "the two, who met in Oslo, agreed on Friday"
    if base in _SAME_TIME or meets or (relation == "acl" and verb.is_infinitive):
        return True
    if base == "advcl":
        marks = {row.units[kid].lower for kid in row.tree.kids(verb.node, "mark", "case")}
        return not marks or bool(marks & _WHILE) or verb.is_infinitive
    above = _clause_above(row, verb)
    return base in {"ccomp", "parataxis"} and above is not None and bool(REPORTING.intersection(above.lemmas))


def _time_of_saying(row: Row) -> int | None:
    """Return the time in the clause of the sentence's reporting verb: "…, X told TASS on Monday"."""
    for verb in row.verbs:
        if (
            REPORTING.intersection(verb.lemmas) and row.tree.base(verb.node) != "acl"
        ):  # "a loan that was announced in May"
            return _nearest(row, verb.node, _clause(row, verb))
    return None


def place_of(
    row: Row,
    frame: Frame,
    entities: Sequence[EntityMention],
    *,
    spoken: bool = False,
    things: AbstractSet[str] = frozenset(),
) -> int | None:
    """Return the place of the event: of its own clause, of the one it hangs on, else the sentence's only one.

    Args:
        row: The sentence.
        frame: The clause or the noun with its phrases.
        entities: The report's mentions.
        spoken: True for words that are acts, and for talks: where what they are about lies is not where they were.
        things: Words of what is done there itself: the agreement that is signed, the talks that are held.
    """
    verb = row.clause_of(frame.node)
    around = verb.roles if verb is not None else {}
    about = _topics(row, frame, verb, _VENUES | things) if spoken else frozenset()
    for roles in (frame.roles, around):
        for role in ("in", "at", "through", "across", "near", "outside"):
            for i in roles.get(role, ()):
                if entities[i].kind in {EntityKind.PLACE, EntityKind.STATE} and i not in about:
                    return i
    places = [
        unit.index
        for node, unit in enumerate(row.units)
        if unit.kind is UnitKind.MENTION
        and entities[unit.index].kind is EntityKind.PLACE
        and not (spoken and row.tree.case(node) in _WAYS)  # "returned to Rome after signing it"
    ]
    return places[0] if len(places) == 1 and places[0] not in about else None


def _topics(row: Row, frame: Frame, verb: Verb | None, venues: AbstractSet[str]) -> frozenset[int]:
    """Return the mentions that only tell what was talked about: "condemned the killings in Osh", "a road from Osh"."""
    found: set[int] = set()
    for node, unit in enumerate(row.units):
        if unit.kind is not UnitKind.MENTION or node == frame.node:
            continue
        over = list(islice(row.tree.above(node), _DEEP))
        until = over.index(frame.node) if frame.node in over else len(over)
        between = [at for at in over[:until] if row.tree.is_word(at) and row.tree.words[at].pos == "NOUN"]
        own = row.clause_of(node)
        aside = own is not None and row.tree.base(own.node) == "acl"  # "a delegation, led by X, in Rome"
        met = verb is not None and (own is verb or aside) and bool(_TALKING.intersection(verb.lemmas))
        venue = between and row.units[between[0]].lower in venues and own is verb
        if between and not venue and not met:
            found.add(unit.index)
    return frozenset(found)


def office_of(row: Row, frame: Frame, entities: Sequence[EntityMention]) -> str | None:
    """Return the office that the clause names after its predicate, else before it: in a title, or as somebody's."""
    words = [unit.lower for unit in row.units]
    nodes = sorted(frame.nodes, key=lambda node: (node < frame.node, node))
    for node in nodes:
        unit = row.units[node]
        lent = ("acting",) if _POWERS.intersection(words[frame.node : node]) else ()
        if unit.kind is UnitKind.MENTION and (office := entities[unit.index].office):
            return _acting(office, (*entities[unit.index].flags, *lent))
        post = match_post(words, node) if unit.kind is UnitKind.WORD else None
        if post is not None:
            return _acting(post.office, (*post.flags, *lent))
    return None


def _acting(office: str, flags: Sequence[str]) -> str:
    """Return the office as it is held for a time only: "named X acting foreign minister"."""
    return f"acting {office}" if "acting" in flags and not office.startswith("acting ") else office
