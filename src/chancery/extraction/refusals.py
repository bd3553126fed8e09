"""Reads what a parliament did not approve as a refusal: "the Senate did not ratify the treaty".

Of most who did not do a thing that tells nothing. A chamber to which a treaty was put decides by a vote, so that what it
did not ratify it rejected; what it "has not ratified yet" still lies before it.

Source: own rules; codebook, sections 5 and 8.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from chancery.codebooks.actors import code_actor
from chancery.codebooks.governors import governors
from chancery.codebooks.predicates import Sense
from chancery.extraction.rows import Row
from chancery.extraction.units import Verb
from chancery.model.events import EventStatus
from chancery.model.mentions import EntityMention

_APPROVING: Final = frozenset({"ratify", "approve", "pass", "accept", "adopt"})
_WAITING: Final = frozenset({"yet", "still"})
_ASKED_FOR: Final = ("between", "by", "with")


def as_refusal(
    row: Row, verb: Verb, sense: Sense, status: EventStatus, entities: Sequence[EntityMention]
) -> tuple[Sense, EventStatus]:
    """Return the sense and status of a clause, those of a refusal where a parliament did not approve something.

    Args:
        row: The sentence.
        verb: The clause.
        sense: What its verb means.
        status: What the clause says of its event.
        entities: The mentions of the report.
    """
    if sense.type != "SUPPORT" or sense.lemma not in _APPROVING or status is not EventStatus.DENIED:
        return sense, status
    if not _is_over(row, verb) or not any(_is_chamber(entities[i]) for i in verb.subjects):
        return sense, status
    partners = tuple(role for role in (*sense.partners, *sense.recipients) if role in _ASKED_FOR)
    return replace(sense, type="REJECT", mode=None, partners=(), recipients=partners), EventStatus.OCCURRED


def _is_over(row: Row, verb: Verb) -> bool:
    """Tell whether the decision was taken: "did not ratify", "failed to ratify", not "has not ratified yet"."""
    helpers = set(verb.auxiliaries)
    near = {row.units[at].lower for at in row.tree.kids(verb.node, "advmod")}
    if _WAITING & (near | helpers):
        return False
    above = verb.governor
    failed = above is not None and verb.is_infinitive and bool(governors().failing.intersection(above.lemmas))
    if failed and above is not None:
        return "VBD" in above.tags or {"have", "had"} <= set(above.auxiliaries) or "had" in above.auxiliaries
    return bool(helpers & {"did", "had"})


def _is_chamber(mention: EntityMention) -> bool:
    return mention.sector == "LEG" or code_actor(mention.name.replace("\u2019", "'")).sector == "LEG"
