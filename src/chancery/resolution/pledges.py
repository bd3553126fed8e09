"""Pledges: sightings of one undertaking joined to its history.

Two sightings are of one pledge if the parties agree and amount or thing is the same.

Source: codebook, section 7.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Final

from rapidfuzz import fuzz

from chancery.model.dates import Edtf
from chancery.model.events import Participant
from chancery.model.evidence import Evidence
from chancery.model.mentions import EntityKind, PledgeMention
from chancery.model.pledges import Pledge, PledgeState, PledgeStep
from chancery.resolution.ids import fact_id, first_place
from chancery.resolution.likeness import content_words
from chancery.resolution.participants import Stage
from chancery.resolution.sides import main_pair

_STEM: Final = 5  # characters by which "flight" and "flights" share a key
_SAME_THING: Final = 70.0
_LIFE: Final = dt.timedelta(days=3 * 365)  # sightings farther apart are of different undertakings
_GIVING: Final = frozenset({"AID", "AGREE", "COOPERATE", "SANCTION", "CONCEDE", "SUPPORT"})

_Key = tuple[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """One sentence's account of a pledge."""

    what: str
    by: Participant | None
    to: Participant | None
    amount: float | None
    currency: str | None
    due: Edtf | None
    mutual: bool
    step: PledgeStep
    report: str
    start: int


def find_seen(stage: Stage) -> list[Seen]:
    """Return the accounts of pledges in one report; one without any party is none."""
    found = [_seen(stage, mention) for mention in stage.scene.seen.pledges]
    return [one for one in found if one.by is not None or one.to is not None]


def _seen(stage: Stage, mention: PledgeMention) -> Seen:
    scene = stage.scene
    published = scene.dating.published
    when = scene.when(mention.time) or (
        published if mention.state in {PledgeState.PLEDGED, PledgeState.REAFFIRMED} else None
    )
    by, to = _party(stage, mention.by, when), _party(stage, mention.to, when)
    both = _both(stage, mention, when) if by is None and to is None else ()
    by, to = both or (by, to)
    if by is not None and to is not None and to.entity in {by.entity, by.state}:
        to = None
    to = to or _beside(stage, mention, by, when)
    by, to = _paired(stage, by, to)
    return Seen(
        what=" ".join(mention.what.of(scene.report.text).split()),
        by=by,
        to=to,
        amount=mention.amount,
        currency=mention.currency,
        due=scene.when(mention.due),
        mutual=mention.mutual or bool(both),
        step=PledgeStep(state=mention.state, when=when, evidence=scene.evidence(mention.sentence)),
        report=scene.report.id,
        start=mention.what.start,
    )


def _party(stage: Stage, position: int | None, when: Edtf | None) -> Participant | None:
    if position is None:
        return None
    found = [one for one in stage.participants((position,), when) if one.entity and not one.entity.startswith("place-")]
    if len(found) == 1:
        return found[0]
    mention = stage.scene.seen.entities[position]
    place = mention.of if mention.kind is EntityKind.PLACE else None
    return Participant(entity=place, state=place) if place else None


def _both(stage: Stage, mention: PledgeMention, when: Edtf | None) -> tuple[Participant, ...]:
    """Return the two parties of "the two governments will"; nobody where there are more or fewer."""
    if mention.by is None:
        return ()
    found = [one for one in stage.participants((mention.by,), when) if one.entity]
    match found:
        case [one, other] if one.state and other.state and one.state != other.state:
            return one, other
    return ()


def _beside(stage: Stage, mention: PledgeMention, by: Participant | None, when: Edtf | None) -> Participant | None:
    """Return the only party to which the giver acts in the sentence of the pledge."""
    if by is None or by.state is None:
        return None
    found: dict[str, Participant] = {}
    for event in stage.told.events:
        if event.sentence.overlaps(mention.sentence) and event.type in _GIVING:
            actors = stage.participants(event.actors, when)
            if any(one.state == by.state for one in actors):
                others = [
                    one for one in stage.participants(event.recipients, when) if one.state not in {None, by.state}
                ]
                found.update((str(one.state), one) for one in others)
    return next(iter(found.values())) if len(found) == 1 else None


def _paired(
    stage: Stage, by: Participant | None, to: Participant | None
) -> tuple[Participant | None, Participant | None]:
    """Fill in the party that is not told where the report is clearly about two states, of which the other is told."""
    codes = [ref.key for ref in main_pair(stage.scene)]
    for told, other in ((by, to), (to, by)):
        if told is None or told.state not in codes or (other is not None and other.state is not None):
            continue
        code = next(code for code in codes if code != told.state)
        if other is None:
            filled = Participant(entity=code, state=code, sector="GOV")
        elif other.entity is not None and not other.entity.startswith("org-") and told is by:
            filled = replace(other, state=code)
        else:
            continue
        return (by, filled) if told is by else (filled, to)
    return by, to


def resolve_pledges(seen: Iterable[Seen]) -> tuple[Pledge, ...]:
    """Join the accounts of all reports.

    Args:
        seen: In any order.
    """
    groups: list[list[Seen]] = []
    by_key: dict[_Key, dict[int, list[Seen]]] = {}
    for one in sorted(seen, key=lambda s: (s.amount is None, s.report, s.start, s.step.state)):
        keys = _keys(one)
        near = {at: group for key in keys for at, group in by_key.get(key, {}).items()}
        home = next((at for at in sorted(near) if all(_is_same(other, one) for other in near[at])), len(groups))
        if home == len(groups):
            groups.append([])
        groups[home].append(one)
        for key in keys:
            by_key.setdefault(key, {})[home] = groups[home]
    return tuple(sorted(map(_pledge, groups), key=lambda p: p.id))


def _keys(one: Seen) -> list[_Key]:
    """Return what candidates share: a party, with the amount, or a word of the thing, or the report."""
    parties = {name for party in (one.by, one.to) if party for name in (party.entity, party.state) if name}
    if one.amount is not None:
        things = {f"{one.amount} {one.currency}"}
    else:
        things = {word[:_STEM] for word in content_words(one.what).split()}
    return [(party, thing) for party in sorted(parties) for thing in sorted({*things, f"in {one.report}"})]


def _is_same(one: Seen, other: Seen) -> bool:
    for mine, yours in ((one.by, other.by), (one.to, other.to)):
        if mine is not None and yours is not None and not _same_party(mine, yours):
            return False
    if _apart(one.step.when, other.step.when):
        return False
    if one.amount is not None and other.amount is not None:
        return one.amount == other.amount and one.currency == other.currency
    if (one.amount is None) != (other.amount is None) and one.report != other.report:
        return False
    return fuzz.token_set_ratio(content_words(one.what), content_words(other.what)) >= _SAME_THING


def _same_party(one: Participant, other: Participant) -> bool:
    return one.entity == other.entity or (one.state is not None and one.state == other.state)


def _apart(one: Edtf | None, other: Edtf | None) -> bool:
    if one is None or other is None or not (one.latest and other.latest and one.earliest and other.earliest):
        return False
    return max(one.earliest, other.earliest) - min(one.latest, other.latest) > _LIFE


def _pledge(group: Sequence[Seen]) -> Pledge:
    ordered = sorted(group, key=lambda s: (s.step.when.sort_key if s.step.when else (9, 0, 0, ""), s.step.evidence))
    evidence: tuple[Evidence, ...] = tuple(sorted({s.step.evidence for s in group}))
    by, to = _first(s.by for s in group), _first(s.to for s in group)
    whats = sorted({s.what for s in group}, key=lambda what: (-len(what), what))
    steps = tuple(dict.fromkeys(s.step for s in ordered))
    amounts = [(s.amount, s.currency) for s in group if s.amount is not None]
    return Pledge(
        id=fact_id("l", *first_place(evidence), min((s.report, s.start) for s in group)),
        what=whats[0],
        evidence=evidence,
        steps=steps,
        by=by.entity if by else None,
        by_state=by.state if by else None,
        to=to.entity if to else None,
        to_state=to.state if to else None,
        amount=amounts[0][0] if amounts else None,
        currency=amounts[0][1] if amounts else None,
        due=next((s.due for s in group if s.due), None),
        mutual=any(s.mutual for s in group),
    )


def _first(parties: Iterable[Participant | None]) -> Participant | None:
    return next((party for party in parties if party is not None), None)
