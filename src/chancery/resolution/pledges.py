"""Pledges: what one report says of an undertaking, with its parties and its day.

`ledger.py` joins the accounts of all reports to histories.

Source: codebook, section 7.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from chancery.model.dates import Edtf
from chancery.model.events import Participant
from chancery.model.mentions import EntityKind, PledgeMention
from chancery.model.pledges import PledgeState, PledgeStep
from chancery.model.text import BlockKind
from chancery.resolution.participants import Stage
from chancery.resolution.sides import main_pair

_GIVING: Final = frozenset({"AID", "AGREE", "COOPERATE", "SANCTION", "CONCEDE", "SUPPORT"})


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
    condition: str | None = None
    definite: bool = False
    deed: bool = False


def find_seen(stage: Stage) -> list[Seen]:
    """Return the accounts of pledges in one report; one without any party is none."""
    found = [_seen(stage, mention) for mention in stage.scene.seen.pledges]
    return [one for one in found if _is_between(one)]


def _is_between(one: Seen) -> bool:
    """Tell whether an account has a party; one that only tells a deed must tell both, or it is a state's own affair."""
    return one.by is not None and one.to is not None if one.deed else one.by is not None or one.to is not None


def _seen(stage: Stage, mention: PledgeMention) -> Seen:
    scene = stage.scene
    published = scene.dating.published
    said_now = not mention.earlier and mention.state in {
        PledgeState.PLEDGED,
        PledgeState.REAFFIRMED,
        PledgeState.DENIED,
    }
    when = scene.when(mention.time) or (published if said_now else _by(published))
    by, to = _party(stage, mention.by, when), _party(stage, mention.to, when)
    both = _both(stage, mention, when) if by is None and to is None else ()
    if mention.mutual and (by is None or to is None or by.state == to.state):
        both = both or _in_concert(stage)
    by, to = _speaker_first(stage, mention, both) if both else (by, to)
    if by is not None and to is not None and to.entity in {by.entity, by.state}:
        to = None
    to = to or _beside(stage, mention, by, when) or _owner(stage, mention, by, when)
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
        condition=" ".join(mention.condition.of(scene.report.text).split()) if mention.condition else None,
        definite=mention.definite or _in_heading(stage, mention),
        deed=mention.deed,
    )


def _in_heading(stage: Stage, mention: PledgeMention) -> bool:
    """Tell whether a heading names a thing, of which the text below tells more: "Norway promises Malawi a clinic"."""
    block = stage.scene.block_at(mention.what.start)
    return block is not None and block.kind in {BlockKind.TITLE, BlockKind.SUBTITLE}


def _by(published: Edtf | None) -> Edtf | None:
    """Return when a step without a day was taken at the latest: when the report that tells it appeared."""
    last = published.latest if published is not None else None
    return Edtf.parse(f"../{last.isoformat()}") if last is not None else None


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


def _in_concert(stage: Stage) -> tuple[Participant, ...]:
    """Return the two states whose officials are to meet: those that the report is about."""
    return tuple(Participant(entity=ref.key, state=ref.key, sector="GOV") for ref in main_pair(stage.scene))


def _speaker_first(stage: Stage, mention: PledgeMention, both: Sequence[Participant]) -> Sequence[Participant]:
    """Return two parties in the order in which the one that speaks has them: its own side first."""
    block = stage.scene.block_at(mention.what.start)
    label = stage.told.labels.get(block.speaker) if block is not None and block.speaker else None
    own = stage.participant(label, None).state if label is not None else None
    return sorted(both, key=lambda one: one.state != own)


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


def _owner(stage: Stage, mention: PledgeMention, by: Participant | None, when: Edtf | None) -> Participant | None:
    """Return the other party whose the thing is, or with or in whose state it stands: "Lebanon's soldiers"."""
    if by is None:
        return None
    for position in mention.beside:
        told = {one.state for one in stage.participants((position,), when)} or {stage.scene.seen.entities[position].of}
        others = told - {None, by.state, by.entity}
        if len(told) == 1 and others:
            return Participant(entity=next(iter(others)), state=next(iter(others)))
    return None


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
