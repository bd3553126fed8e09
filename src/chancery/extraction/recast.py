"""Reads clauses whose words make them another act than their verb alone: refusals, expulsions, what treaties hold.

Of most who did not do a thing that tells nothing. A chamber to which a treaty was put decides by a vote: what it did
not ratify it rejected, and what it "has not ratified yet" still lies before it. Parties who "in the treaty of May 3
agreed on a border" concluded that treaty; without the treaty their words are an agreement only. An envoy who is
deported or told to leave is expelled, by the state that he was expelled from where no other is named.

Source: own rules; codebook, sections 5 and 8.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from chancery.codebooks.actors import code_actor
from chancery.codebooks.governors import governors
from chancery.codebooks.predicates import Sense
from chancery.extraction.frames import Frame
from chancery.extraction.rows import Row
from chancery.extraction.status import is_negated
from chancery.extraction.units import Verb
from chancery.model.events import EventStatus
from chancery.model.mentions import EntityMention

_APPROVING: Final = frozenset({"ratify", "approve", "pass", "accept", "adopt"})
_WAITING: Final = frozenset({"yet", "still"})
_ASKED_FOR: Final = ("between", "by", "with")
_AGREEING: Final = frozenset({"agree", "settle"})
_TREATIES: Final = frozenset(
    "agreement accord treaty deal pact memorandum convention protocol declaration communique communiqué".split()
)
_ORDERING: Final = frozenset({"order", "tell", "instruct", "ask", "command"})
_LEAVING: Final = frozenset({"leave", "depart", "quit"})
_ENVOYS: Final = frozenset(
    "ambassador ambassadors envoy envoys consul consuls diplomat diplomats attache attaché attaches attachés charge "
    "chargé nuncio".split()
)
_MEETING: Final = frozenset({"attend", "meet", "receive", "host", "invite"})
_JOINING: Final = frozenset("take participate join hold resume return enter sit come go travel send open".split())
_TALKING: Final = frozenset(
    "talks negotiations summit meeting conference consultations dialogue round session forum ceremony gathering".split()
)
_KNOWN: Final = frozenset({"the", "that", "this", "their", "its"})


def recast(
    row: Row, verb: Verb, frame: Frame, sense: Sense, status: EventStatus, *, entities: Sequence[EntityMention]
) -> tuple[Sense, EventStatus]:
    """Return the sense and status of a clause, changed where other words of it make it another act.

    Args:
        row: The sentence.
        verb: The clause.
        frame: What stands in its roles.
        sense: What its verb means.
        status: What the clause says of its event.
        entities: The mentions of the report.
    """
    if sense.type == "REJECT" and sense.mode is None and _is_no_meeting(row, verb):
        return replace(sense, mode="meet"), status
    if _is_refused(row, verb, sense, status, entities):
        partners = tuple(role for role in (*sense.partners, *sense.recipients) if role in _ASKED_FOR)
        return replace(sense, type="REJECT", mode=None, partners=(), recipients=partners), EventStatus.OCCURRED
    if _is_of_a_treaty(row, verb, frame, sense, status):
        return replace(sense, type="SUPPORT", mode=None, partners=("with",), recipients=()), status
    if _is_sent_away(verb, frame, sense, entities):
        host = verb.is_passive and "by" not in verb.roles and bool(frame.roles.get("from"))
        actors = ("from",) if host else sense.actors
        return replace(sense, type="SANCTION", mode="expel", actors=actors, recipients=("obj",)), status
    return sense, status


def is_uninvited(row: Row, verb: Verb, sense: Sense) -> bool:
    """Tell whether somebody is kept away: "did not invite Rome to the summit", "decided not to invite Rome"."""
    return sense.lemma == "invite" and sense.type in {"AGREE", "REQUEST"} and is_negated(row, verb)


def uninvited(sense: Sense) -> Sense:
    """Return what not to invite means."""
    return replace(sense, type="REJECT", mode="meet")


def _is_no_meeting(row: Row, verb: Verb) -> bool:
    """Tell whether what is refused is to meet: "declined to attend", "refused to take part in the talks"."""
    done = verb.complement
    if done is None or not done.is_infinitive:
        return False
    talks = any(row.units[node].lower in _TALKING for node in row.tree.below(done.node))
    parties = any(done.roles.get(role) for role in ("obj", "with"))
    return bool(_MEETING.intersection(done.lemmas) and (talks or parties)) or bool(
        _JOINING.intersection(done.lemmas) and talks
    )


def _is_sent_away(verb: Verb, frame: Frame, sense: Sense, entities: Sequence[EntityMention]) -> bool:
    """Tell whether an envoy is expelled, in whatever words: "deported the consul", "told the ambassador to leave"."""
    away = sense.mode in {"deport", "expel"}
    if sense.type == "REQUEST" and _ORDERING.intersection(verb.lemmas):
        left = verb.complement is not None and not _LEAVING.isdisjoint(verb.complement.lemmas)
        away = left or "out" in frame.after
    sent = (entities[i].office or "" for i in frame.roles.get("obj", ()))
    return away and any(not _ENVOYS.isdisjoint(office.split()) for office in sent)


def _is_refused(row: Row, verb: Verb, sense: Sense, status: EventStatus, entities: Sequence[EntityMention]) -> bool:
    """Tell whether a parliament did not approve something: "the Senate did not ratify the treaty"."""
    if sense.type != "SUPPORT" or sense.lemma not in _APPROVING or status is not EventStatus.DENIED:
        return False
    return _is_over(row, verb) and any(_is_chamber(entities[i]) for i in verb.subjects)


def _is_over(row: Row, verb: Verb) -> bool:
    """Tell whether the decision was taken: "did not ratify", "failed to ratify", not "has not ratified yet"."""
    helpers = set(verb.auxiliaries)
    near = {row.units[at].lower for at in row.tree.kids(verb.node, "advmod")}
    if _WAITING & (near | helpers):
        return False
    above = verb.governor
    if above is not None and verb.is_infinitive and governors().failing.intersection(above.lemmas):
        return "VBD" in above.tags or not {"have", "had"}.isdisjoint(above.auxiliaries)
    return not {"did", "had"}.isdisjoint(helpers)


def _is_chamber(mention: EntityMention) -> bool:
    return mention.sector == "LEG" or code_actor(mention.name.replace("\u2019", "'")).sector == "LEG"


def _is_of_a_treaty(row: Row, verb: Verb, frame: Frame, sense: Sense, status: EventStatus) -> bool:
    """Tell whether a clause says what its subjects agreed in a treaty: "in the May 3 treaty they agreed on a line"."""
    if sense.type != "AGREE" or sense.lemma not in _AGREEING or status is not EventStatus.OCCURRED:
        return False
    if not {"sides", "plural"}.intersection(frame.roles):
        return False
    for kid in row.tree.kids(verb.node, "obl"):
        words = {row.units[at].lower for at in row.tree.children[kid]}
        if row.tree.case(kid) in {"in", "under", "by", "with"} and row.units[kid].lower in _TREATIES and words & _KNOWN:
            return True
    return False
