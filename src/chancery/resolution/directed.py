"""Says toward whom an act is directed whose own clause names nobody, by the sentence and the report around it.

1. What a definite thing takes up: "denounced the accord", after "the accord between Peru and Chile"; "rejected the
   demand", after Peru has demanded something.
2. For an attack that somebody owns up to, those whom the attack told before was on.
3. Whoever the actor met, in the same sentence or the one before: "met the minister and promised".
4. The only other state that the sentence names.
5. The other of the two states that the report is clearly about.
6. What a state gives or imposes, told in the release of another without a word of to whom, is for the one that
   publishes it.

Whoever deplores what befell people of the own state blames somebody else than them.

Whoever acts for several states, or for none, directs an act at nobody that these rules can tell.

Source: codebook, section 5.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import takewhile
from typing import Final

from chancery.codebooks.states import states
from chancery.model.events import EventStatus, Participant
from chancery.model.mentions import EntityKind, EntityMention, EventMention, NamedBy
from chancery.resolution.accounts import Told
from chancery.resolution.envoys import accredited_to
from chancery.resolution.issuers import is_joint_statement, issuing_state
from chancery.resolution.participants import Stage, states_of
from chancery.resolution.sides import main_pair

_DIRECTED: Final = frozenset({"ACCUSE", "REQUEST", "REJECT", "THREATEN", "AGREE", "AID", "SANCTION", "MOBILIZE"})
# what is said to somebody, by the first word of the reason; and force across a border
_ACKNOWLEDGING: Final = frozenset({"SUPPORT", "CONCEDE"})
_COURTESIES: Final = re.compile(
    r"codebook: (?:(?:express|convey|extend|voice|offer) \+ )?(?:gratitude|appreciation|apolog)"
)
_TO: Final = re.compile(r"\s+(?:[\w-]+\s+){0,4}?(?:to|of)\b")  # whom it names itself, known or not
_SHOOTING: Final = frozenset({"MIL", "GOV"})
_FOR_THE_ISSUER: Final = frozenset({"AID", "SANCTION", "AGREE"})
_PEOPLE: Final = frozenset("CVL LAB MED EDU BUS JRN REF AGR REL".split())
_DID: Final = re.compile(r"\s+(?:also\s+)?[a-z]+ed\b")
_TAKING_UP: Final = frozenset({"ACCUSE", "REJECT", "SUPPORT"})
_SAID: Final = frozenset({"AGREE", "REQUEST", "THREATEN", "SUPPORT"})
_OWNING_UP: Final = "claim + responsibility"
_GOVERNING: Final = frozenset({"GOV", "MIL", "SPY", None})
# a thing that the words behind a predicate point back at
_THING: Final = re.compile(r"\s+(?:again\s+)?(?:the|this|that|these|those|such)\s+(?P<phrase>[a-z-]+(?: [a-z-]+){0,3})")
_ENDS: Final = re.compile(
    r"\b(?:of|on|at|as|in|for|with|and|or|that|which|to|by|from|about|over|against|after|before|is|are|was|were|had|has"
    r"|will|would|again|this|last|yesterday|today|late|early)\b"
)
# whose a thing is by the words before it, "Peru's border", "the Chilean-Peruvian", or by those after it, "between Peru"
_OF_THE: Final = re.compile(r"\s+of\s+(?:the|this|that|these|those)\s+(?P<phrase>[a-z-]+(?: [a-z-]+){0,3})")
_OWNED: Final = re.compile(r"(?:['\u2019]s?)?(?:[\s-]+[a-z-]+){0,3}[\s-]+")
_WITH: Final = re.compile(r"(?:\s+[a-z]+)?\s+(?:between|with|of|by|from)\s+(?:the\s+)?(?:[a-z]+\s+){0,2}")
_JOINED: Final = re.compile(r"(?:,|,? and|,? with)\s+(?:the\s+)?")
# acts that a noun for them takes up
_ACTS: Final = {
    "REQUEST": "order orders demand demands request requests call calls appeal ultimatum",
    "ACCUSE": "accusation accusations allegation allegations charge charges claim claims criticism remarks comments",
    "AGREE": "offer proposal plan plans promise pledge",
    "THREATEN": "threat threats warning ultimatum",
    "REJECT": "refusal rejection veto",
    "SANCTION": "sanctions embargo ban restrictions tariffs expulsion expulsions",
    "ASSAULT": "attack attacks strike strikes raid raids bombing shelling killing killings",
    "CONSULT": "summit meeting talks negotiations",
    "MOBILIZE": "launch deployment exercise exercises drills mobilisation mobilization manoeuvres maneuvers",
}
_OF_ACT: Final = {word: kind for kind, words in _ACTS.items() for word in words.split()}
_BLANK: Final = 3  # characters between two sentences
_REAL: Final = frozenset({EventStatus.OCCURRED, EventStatus.ONGOING})
_NEAR: Final = 1200  # characters back to an act that a noun takes up
_FAR: Final = 6000  # characters back to the thing itself
_LIST: Final = 4  # owners of one thing
_LOCATED: Final = re.compile(
    r"\b(?:in|at|from|near|via|through|across|outside|into|over|around|(?:border|frontier)s? (?:with|to))\s+"
    r"(?:the\s+)?$"
)
_BEFORE: Final = 20  # characters that can hold such a preposition


def with_directions(told: Sequence[Told], stage: Stage) -> list[Told]:
    """Return the accounts of one report, those without a recipient with the one that the words around them tell.

    Args:
        told: The accounts.
        stage: The report.
    """
    found: list[Told] = []
    pair = _dealing_with_each_other(told, stage)
    refs = stage.told.refs  # whoever urges the own government urges nobody else
    named = {
        event.span
        for event in stage.told.events
        if {ref for i in event.recipients for ref in refs[i]} - {ref for i in event.actors for ref in refs[i]}
    }
    for one in sorted(told, key=lambda one: one.place_in_text):
        victims = _are_own_victims(one)
        free = (not one.recipients and one.span not in named) or victims
        recipients, because = _toward(one, found, stage, pair) if free else ((), "")
        if victims and not recipients and (there := _where_they_suffer(one, stage)):
            recipients, because = there, "directed at the state in which its people suffered"
        found.append(replace(one, recipients=recipients, because=f"{one.because}; {because}") if recipients else one)
    return found


def _are_own_victims(one: Told) -> bool:
    """Tell whether whom an act of blame names are people of the own state: "deplored the arrest of two Peruvians"."""
    own = states_of(one.actors)
    governing = bool(one.actors) and all(actor.sector in _GOVERNING for actor in one.actors)
    return (
        one.type == "ACCUSE"
        and bool(one.recipients)
        and governing
        and all(r.entity is None and r.state in own and r.sector in _PEOPLE for r in one.recipients)
    )


def _where_they_suffer(one: Told, stage: Stage) -> tuple[Participant, ...]:
    """Return the only other state that a sentence names, as a place too: "the beating of Peruvians in Quito"."""
    lands = {code for mention in _inside(one, stage) if (code := _code(mention)) is not None}
    others = lands - states_of(one.actors)
    return _governments(others) if len(others) == 1 else ()


def only_other_state(stage: Stage, mention: EventMention, actors: Sequence[Participant]) -> tuple[Participant, ...]:
    """Return the only state that a sentence names besides the actor's: "while Chad hungered, France stopped aid"."""
    own = states_of(actors)
    inside = [
        ref
        for at, one in enumerate(stage.scene.seen.entities)
        if mention.sentence.contains(one.span) and one.kind is EntityKind.STATE and one.by is NamedBy.NAME
        for ref in stage.told.refs[at]
    ]
    sent = [one for one in stage.scene.seen.entities if mention.sentence.contains(one.span)]
    near = [code for one in sent if one.span.start >= mention.span.start and (code := accredited_to(one.office))]
    if near and near[0] not in own:  # "recalled its ambassador to Peru"
        return (Participant(entity=near[0], state=near[0], sector="GOV"),)
    accredited = {code for one in sent if (code := accredited_to(one.office))}
    named = ({ref.key for ref in inside} | accredited) - own - _doing_the_same(stage, mention)
    return (
        tuple(Participant(entity=code, state=code, sector="GOV") for code in named) if own and len(named) == 1 else ()
    )


def _doing_the_same(stage: Stage, mention: EventMention) -> frozenset[str]:
    """Return the states that act likewise in a sentence: "the sanctions that Peru imposed, and Chile announced"."""
    entities, refs = stage.scene.seen.entities, stage.told.refs
    same = (one for one in stage.told.events if one.sentence == mention.sentence and one.type == mention.type)
    actors = {i for one in same if one.span != mention.span for i in one.actors}
    inside = (i for i, one in enumerate(entities) if mention.sentence.contains(one.span))
    giving = {i for i in inside if _acts_itself(entities[i], stage.scene.report.text)}
    return frozenset(ref.key for i in actors | giving for ref in refs[i] if ref.kind is EntityKind.STATE)


def _acts_itself(mention: EntityMention, text: str) -> bool:
    """Tell whether a state is where a thing comes from, or the subject of a clause that "and" adds."""
    start = mention.whole.start
    joined = text.endswith(("and ", "and the "), 0, start) and _DID.match(text, mention.whole.end) is not None
    return joined or text.endswith(("from ", "from the "), 0, start)


def _toward(
    one: Told, before: Sequence[Told], stage: Stage, pair: frozenset[str]
) -> tuple[tuple[Participant, ...], str]:
    own = states_of(one.actors)
    if one.because.startswith(_OWNING_UP):
        return _attacked(one, before), "directed at whom the attack told before was on"
    said = one.type in _ACKNOWLEDGING and _COURTESIES.match(one.because) is not None
    said = said and _TO.match(stage.scene.report.text, one.span.end, one.evidence.span.end) is None
    fired = one.type == "ASSAULT" and all(actor.sector in _SHOOTING for actor in one.actors)
    directed = one.type in _DIRECTED or said or fired
    if one.heads or not (directed or one.type in _TAKING_UP) or len(own) > 1 or not one.actors:
        return (), ""
    if one.type in _TAKING_UP and (found := _of_thing(one, before, own, stage)):
        return found, "directed at whoever has or did what it takes up"
    if one.type in _SAID and (found := _met(one, before, own)):
        return found, "directed at whoever was met"
    return _around(one, own, pair, stage) if directed and own else ((), "")


def _around(one: Told, own: frozenset[str], pair: frozenset[str], stage: Stage) -> tuple[tuple[Participant, ...], str]:
    """Return the state around an act that it is directed at, with the reason."""
    if found := _only_other(one, own, stage):
        return found, "directed at the only other state that the sentence names"
    if found := _other_of_pair(one, own, pair, stage):
        return found, "directed at the other of the two states that the report is about"
    if found := _issuer(one, own, stage):
        return found, "directed at the state whose ministry publishes the report"
    return (), ""


# ---- the thing that it takes up -------------------------------------------------------------------------------


def _of_thing(one: Told, before: Sequence[Told], own: frozenset[str], stage: Stage) -> tuple[Participant, ...]:
    """Return whose the thing is that the words behind a predicate point back at, or who did it."""
    text = stage.scene.report.text
    match = _THING.match(text, one.span.end, one.evidence.span.end)
    if match is None:
        return ()
    noun = _head(match["phrase"])
    end = match.start("phrase") + match["phrase"].find(noun) + len(noun)
    if not noun:
        return ()
    if found := _whose(noun, one, before, own, stage):
        return found
    of = _OF_THE.match(text, end, one.evidence.span.end)  # "the conclusions of the summit"
    return _whose(_head(of["phrase"]), one, before, own, stage) if of is not None else ()


def _head(phrase: str) -> str:
    """Return the noun that a phrase ends in, before anything that depends on it."""
    words = _ENDS.split(phrase, maxsplit=1)[0].split()
    return words[-1] if words else ""


def _whose(noun: str, one: Told, before: Sequence[Told], own: frozenset[str], stage: Stage) -> tuple[Participant, ...]:
    """Return who did what a noun names, as told before, else whose it is."""
    if kind := _OF_ACT.get(noun):
        acts = (act for act in _lately(one, before) if act.type == kind)
        doers = (tuple(doer for doer in act.actors if doer.state not in own) for act in acts)
        if found := next(filter(None, doers), ()):
            return found
    return _owners(noun, one, own, stage) if noun else ()


def _owners(noun: str, one: Told, own: frozenset[str], stage: Stage) -> tuple[Participant, ...]:
    """Return the states whose thing of that name the text before tells of, the last one first."""
    text, entities = stage.scene.report.text, stage.scene.seen.entities
    earlier = re.compile(rf"\b{re.escape(noun)}\b").finditer(
        text, max(0, one.span.start - _FAR), one.evidence.span.start
    )
    for match in reversed([*earlier]):
        at = bisect_left(entities, match.start(), key=lambda mention: mention.span.start)
        codes = [*_owning(entities, at - 1, match.start(), text), *_listed(entities, at, match.end(), text)]
        if foreign := tuple(dict.fromkeys(code for code in codes if code not in own)):
            return _governments(foreign)
    return ()


def _owning(entities: Sequence[EntityMention], at: int, end: int, text: str) -> Iterator[str]:
    """Yield the states that own or mark a thing by standing before it, the nearest first."""
    while at >= 0 and (code := _code(entities[at])) and entities[at].whole.end <= end:
        if _OWNED.fullmatch(text, entities[at].whole.end, end) is None:
            return
        yield code
        at, end = at - 1, entities[at].whole.start
        if at >= 0 and text[entities[at].whole.end : end] == "-":
            end = entities[at].whole.end
            if code := _code(entities[at]):
                yield code
            return


def _listed(entities: Sequence[EntityMention], at: int, start: int, text: str) -> Iterator[str]:
    """Yield the states that stand behind a thing: "between Peru and Chile", "with Peru"."""
    opens = _WITH
    for mention in entities[at : at + _LIST]:
        code = _code(mention)
        if code is None or opens.fullmatch(text, start, mention.whole.start) is None:
            return
        yield code
        start, opens = mention.whole.end, _JOINED


def _code(mention: EntityMention) -> str | None:
    code = mention.key if mention.kind is EntityKind.STATE else mention.of
    return code if code in states() else None


# ---- what was told before -------------------------------------------------------------------------------------


def _lately(one: Told, before: Sequence[Told]) -> Iterator[Told]:
    """Yield what was told shortly before, the last first."""
    return takewhile(lambda act: one.span.start - act.span.end < _NEAR, reversed(before))


def _attacked(one: Told, before: Sequence[Told]) -> tuple[Participant, ...]:
    """Return whom the last attack that a report tells of was on."""
    attacks = (act for act in _lately(one, before) if act.type == "ASSAULT")
    hit = next((act.recipients for act in attacks if act.recipients), ())
    return tuple(victim for victim in hit if victim not in one.actors)


def _met(one: Told, before: Sequence[Told], own: frozenset[str]) -> tuple[Participant, ...]:
    """Return whom the actor met in the sentence or in the one before, where that is somebody of one other state."""
    who = {actor.entity for actor in one.actors} - {None}
    for act in reversed(before):
        if one.evidence.span.start - act.evidence.span.end > _BLANK:
            return ()
        if act.type == "CONSULT" and act.mode != "visit" and who & {other.entity for other in act.actors}:
            others = tuple(other for other in act.actors if other.entity not in who and other.state not in own)
            homes = {other.state for other in others}
            if len(homes) != 1 or act.status not in _REAL:
                return ()
            return _governments(homes) if one.type == "AGREE" else others  # what is promised is for a state
    return ()


# ---- the states around it -------------------------------------------------------------------------------------


def _only_other(one: Told, own: frozenset[str], stage: Stage) -> tuple[Participant, ...]:
    """Return the only other state that a sentence names; one in which something lies is no party."""
    unnamed = (mention for mention in _inside(one, stage) if mention.by is not NamedBy.NAME)
    crowds = (mention for mention in unnamed if mention.kind is EntityKind.PERSON)  # "Nepalese workers"
    inside = [*(mention for mention in _inside(one, stage) if mention.kind is EntityKind.STATE), *crowds]
    named = {code for mention in inside if (code := _code(mention)) and not _is_located(mention, stage)} - own
    named -= _acting_alike(one, stage)
    if len(named) != 1 or _is_part(*named, *own):
        return ()
    return _governments(named)


def _acting_alike(one: Told, stage: Stage) -> frozenset[str]:
    """Return the states that do the same in a sentence: of two that give aid neither gives it to the other."""
    told = (event for event in stage.told.events if event.type == one.type and event.span != one.span)
    same = (event for event in told if one.evidence.span.contains(event.span))
    return frozenset(ref.key for event in same for i in event.actors for ref in stage.told.refs[i])


def _inside(one: Told, stage: Stage) -> Iterator[EntityMention]:
    entities, sentence = stage.scene.seen.entities, one.evidence.span
    at = bisect_left(entities, sentence.start, key=lambda mention: mention.span.start)
    while at < len(entities) and entities[at].span.start < sentence.end:
        yield entities[at]
        at += 1


def _is_located(mention: EntityMention, stage: Stage) -> bool:
    """Tell whether a state is named as the place of something: "in Peru", "from Peru"."""
    before = stage.scene.report.text[max(0, mention.whole.start - _BEFORE) : mention.whole.start]
    return mention.by is NamedBy.NAME and _LOCATED.search(before) is not None


def _other_of_pair(one: Told, own: frozenset[str], pair: frozenset[str], stage: Stage) -> tuple[Participant, ...]:
    """Return the other of the two states that a report is about, for whoever governs one; no third one stands by."""
    other = pair - own
    thirds = {code for mention in _inside(one, stage) if (code := _code(mention))} - pair
    governing = all(actor.sector in _GOVERNING for actor in one.actors)
    if not governing or thirds or len(other) != 1 or not own <= pair or _is_part(*pair):
        return ()
    return _governments(other)


def _issuer(one: Told, own: frozenset[str], stage: Stage) -> tuple[Participant, ...]:
    """Return the state that publishes a report, toward which another gives, promises or imposes something."""
    state = issuing_state(stage.scene)
    if one.type not in _FOR_THE_ISSUER or state is None or state in own or is_joint_statement(stage.scene):
        return ()
    return _governments((state,))


def _governments(codes: Iterable[str | None]) -> tuple[Participant, ...]:
    return tuple(Participant(entity=code, state=code, sector="GOV") for code in codes if code is not None)


def _is_part(one: str, other: str) -> bool:
    """Tell whether one of two is a part of the other: Scotland of the United Kingdom."""
    return one.startswith(f"{other}-") or other.startswith(f"{one}-")


def _dealing_with_each_other(told: Sequence[Told], stage: Stage) -> frozenset[str]:
    """Return the two states that a report is about, if it tells more than once what one does with or to the other."""
    pair = frozenset(ref.key for ref in main_pair(stage.scene))
    deeds = sum(bool(pair) and pair <= states_of((*one.actors, *one.recipients)) for one in told)
    return pair if deeds > 1 else frozenset()
