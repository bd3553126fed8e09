"""The ledger: accounts of one undertaking, from any report, joined to its history.

Two accounts are of one pledge if the parties agree and the amount, the thing, or a word that points
back ("the loan") is the same, within the time that such a thing may take. What may be one and may be
two stays two, and becomes a question; what somebody decided about it holds.

Source: codebook, sections 7 and 8.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Final

from rapidfuzz import fuzz

from chancery.codebooks.undertakings import thing_class
from chancery.model.dates import Edtf
from chancery.model.events import Participant
from chancery.model.evidence import Evidence
from chancery.model.facts import Question
from chancery.model.pledges import Pledge, PledgeState, PledgeStep
from chancery.model.rulings import NO_RULINGS, Rulings
from chancery.resolution.ids import fact_id, first_place
from chancery.resolution.likeness import content_words
from chancery.resolution.names import Judgement
from chancery.resolution.pledges import Seen
from chancery.resolution.ruled_pledges import BECAUSE, RuledPledges

SAME_PLEDGE: Final = "same pledge"
_STEM: Final = 5  # characters by which "flight" and "flights" share a key
_SAME_THING: Final = 70.0
_LIFE: Final = dt.timedelta(days=3 * 365)  # accounts farther apart are of different undertakings
_YEAR: Final = dt.timedelta(days=366)  # how far "the loan" points back to another report's
_PARTS: Final = frozenset("first second remaining rest half part tranche instalment installment".split())

_Key = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Ledger:
    """All pledges, and which of them may be one.

    Attributes:
        questions: Pairs of pledges of the kind "same pledge".
    """

    pledges: tuple[Pledge, ...]
    questions: tuple[Question, ...]


@dataclass(frozen=True, slots=True)
class _Weighed:
    """Whether two accounts are of one pledge, and why."""

    judgement: Judgement
    reason: str


@dataclass(slots=True)
class _Group:
    """Accounts of one pledge, with the reasons that joined them.

    Attributes:
        at: The positions of the accounts.
        into: The group that this one was joined to, which has its accounts.
    """

    seen: list[Seen]
    at: list[int]
    because: list[str] = field(default_factory=list)
    doubts: list[tuple[_Group, str]] = field(default_factory=list)
    into: _Group | None = None


_APART: Final = _Weighed(Judgement.DIFFERENT, "")


def resolve_pledges(seen: Iterable[Seen], rulings: Rulings = NO_RULINGS) -> Ledger:
    """Join the accounts of all reports.

    Args:
        seen: In any order.
        rulings: What people decided about which pledges are one.

    Returns:
        The pledges; an account of a thing handed over that nobody is told to have promised is none.
    """
    ordered = sorted(seen, key=_by_weight)
    ruled = RuledPledges(rulings, [(one, _place(one)) for one in ordered])
    groups = _group(ordered, ruled)
    _join_ruled(groups, ruled)
    told = [group for group in groups if any(s.step.state is not PledgeState.DELIVERED for s in group.seen)]
    made = {id(group): _pledge(group) for group in told}
    questions = {
        question.id: question
        for group in told
        for other, reason in group.doubts
        if id(_last(other)) in made and _last(other) is not group and not ruled.are_apart(group.at, _last(other).at)
        for question in (_question(made[id(_last(other))], made[id(group)], reason),)
    }
    pledges = tuple(sorted(made.values(), key=lambda p: p.id))
    return Ledger(pledges, tuple(questions[name] for name in sorted(questions)))


def _place(one: Seen) -> tuple[str, int, int]:
    piece = one.step.evidence
    return piece.report, piece.span.start, piece.span.end


def _group(ordered: Sequence[Seen], ruled: RuledPledges) -> list[_Group]:
    """Put each account to the group that it fits, or into one of its own."""
    groups: list[_Group] = []
    by_key: dict[_Key, dict[int, _Group]] = {}
    for position, one in enumerate(ordered):
        keys = _keys(one)
        near = {at: group for key in keys for at, group in by_key.get(key, {}).items()}
        free = [at for at in sorted(near) if not ruled.are_apart([position], near[at].at)]
        weighed = [(at, near[at], _weigh_group(near[at], one)) for at in free]
        home = _home(weighed, one.report)
        if home is None:
            home = len(groups)
            groups.append(_Group([one], [position]))
            doubts = [(group, w.reason) for _, group, w in weighed if w.judgement is not Judgement.DIFFERENT]
            groups[home].doubts += doubts
        else:
            reason = next(w.reason for at, _, w in weighed if at == home)
            groups[home].seen.append(one)
            groups[home].at.append(position)
            if reason and reason not in groups[home].because:
                groups[home].because.append(reason)
        for key in keys:
            by_key.setdefault(key, {})[home] = groups[home]
    return groups


def _join_ruled(groups: Sequence[_Group], ruled: RuledPledges) -> None:
    """Join the groups that people decided to be one, where it is clear which are meant and nothing keeps them apart."""
    home = {position: group for group in groups for position in group.at}
    for mine, yours in ruled.same:
        ones, others = ({id(_last(home[at])): _last(home[at]) for at in side} for side in (mine, yours))
        if len(ones) != 1 or len(others) != 1 or ones.keys() == others.keys():
            continue
        (one,), (other,) = ones.values(), others.values()
        if ruled.are_apart(one.at, other.at):
            continue
        one.seen += other.seen
        one.at += other.at
        one.doubts += other.doubts
        one.because += [reason for reason in (BECAUSE, *other.because) if reason not in one.because]
        other.seen, other.at, other.doubts, other.into = [], [], [], one


def _last(group: _Group) -> _Group:
    """Return the group that holds the accounts of a group by now."""
    while group.into is not None:
        group = group.into
    return group


def _by_weight(one: Seen) -> tuple[bool, bool, bool, str, int, str]:
    """Sort the accounts that say most first: with an amount, those that do not point back, those that name both."""
    open_ = one.by is None or one.to is None
    return one.amount is None or _is_part(one), one.definite, open_, one.report, one.start, one.step.state


def _home(weighed: Sequence[tuple[int, _Group, _Weighed]], report: str) -> int | None:
    """Return the group that an account joins, one of its own report before others; None where two fit alike."""
    fits = [(at, group) for at, group, w in weighed if w.judgement is Judgement.SAME]
    own = [(at, group) for at, group in fits if any(s.report == report for s in group.seen)]
    chosen = own or fits
    return chosen[0][0] if len(chosen) == 1 else None


def _keys(one: Seen) -> list[_Key]:
    """Return what candidates share: a party, with the amount, a word or the class of the thing, or the report."""
    parties = {name for party in (one.by, one.to) if party for name in (party.entity, party.state) if name}
    things = {word[:_STEM] for word in content_words(one.what).split()}
    kind = thing_class(one.what)
    things |= {f"class {kind}"} if kind else set()
    things |= {f"{one.amount} {one.currency}"} if one.amount is not None else set()
    return [(party, thing) for party in sorted(parties) for thing in sorted({*things, f"in {one.report}"})]


# ---- weighing -----------------------------------------------------------------------------------


def _weigh_group(group: _Group, one: Seen) -> _Weighed:
    """Weigh an account against all of a group: one that speaks against it is enough."""
    found = [_weigh(other, one) for other in group.seen]
    clear = [w for w in found if w is not _APART]
    if any(_contradict(other, one) for other in group.seen) or not clear or _is_before_its_promise([*group.seen, one]):
        return _APART
    return next((w for w in clear if w.judgement is Judgement.SAME), clear[0])


def _contradict(one: Seen, other: Seen) -> bool:
    """Tell whether two accounts cannot be of one pledge: other parties, far apart in time, other amounts."""
    if not _parties_agree(one, other) or _apart(one.step.when, other.step.when, _LIFE):
        return True
    if _is_another(one) != _is_another(other):
        return True
    both = one.amount is not None and other.amount is not None
    return both and not _same_amount(one, other) and not (_is_part(one) or _is_part(other))


def _is_before_its_promise(seen: Sequence[Seen]) -> bool:
    """Tell whether something became of a thing before anybody promised it.

    What was suspended in 2020 is not what was promised in 2022.
    """
    promised = [s.step.when for s in seen if s.step.state is PledgeState.PLEDGED]
    firsts = [when.earliest for when in promised if when is not None and when.earliest is not None]
    lasts = [s.step.when.latest for s in seen if s.step.state is not PledgeState.PLEDGED and s.step.when is not None]
    if len(firsts) < len(promised) or not firsts:
        return False
    return any(last is not None and last < min(firsts) for last in lasts)


def _weigh(one: Seen, other: Seen) -> _Weighed:
    """Say whether two accounts are of one pledge: the same amount, the same thing, or a word that points back."""
    if _contradict(one, other):
        return _APART
    mine, yours = thing_class(one.what), thing_class(other.what)
    if _same_amount(one, other):
        return _Weighed(Judgement.SAME, f"the parties and the amount are the same: {one.amount:.0f} {one.currency}")
    alike = fuzz.token_set_ratio(content_words(one.what), content_words(other.what)) >= _SAME_THING
    if (one.amount is None) == (other.amount is None) and alike and not (_is_part(one) or _is_part(other)):
        return _Weighed(Judgement.SAME, f"the parties and the thing are the same: {one.what}, {other.what}")
    if not alike and (mine is None or mine != yours):
        return _APART
    weighed = _by_class(one, other)
    named = one.by is not None and other.by is not None
    if (
        weighed is _APART
        and alike
        and other.definite
        and named
        and one.report != other.report
        and _in_time_of(one, other)
    ):
        return _Weighed(
            Judgement.UNSURE, f"the words point back at such a thing, but not whose: {one.what}, {other.what}"
        )
    return weighed


def _by_class(one: Seen, other: Seen) -> _Weighed:
    """Weigh two accounts that name things of one kind in other words, or of which one gives no amount.

    Only the one that is placed, `other`, can point back at what was told before.
    """
    words = f"{one.what}, {other.what}"
    same_report = one.report == other.report
    if same_report and (_is_part(one) or _is_part(other)):
        return _Weighed(Judgement.SAME, f"a part of the same thing, in one report: {words}")
    known = all(party is not None for party in (one.by, one.to, other.by, other.to))
    if other.definite and (same_report or known):
        if same_report or _in_time_of(one, other):
            return _Weighed(Judgement.SAME, f"the words point back at a thing of the same parties: {words}")
        return _APART
    running = PledgeState.PLEDGED not in {one.step.state, other.step.state}
    bare = min(len(content_words(one.what).split()), len(content_words(other.what).split())) == 1
    near = not _apart(one.step.when, other.step.when, _YEAR)
    if running and bare and known and near and one.amount is None and other.amount is None:
        return _Weighed(Judgement.SAME, f"the same parties, the same kind of thing under way: {words}")
    if same_report or not known or not near:
        return _APART
    return _Weighed(Judgement.UNSURE, f"the same parties and kind of thing, in other words: {words}")


def _in_time_of(one: Seen, other: Seen) -> bool:
    """Tell whether a step was taken within a year of another, or while the thing was still to come."""
    last = one.due.latest if one.due is not None else None
    taken = other.step.when.latest if other.step.when is not None else None
    in_term = last is not None and taken is not None and taken <= last
    return in_term or not _apart(one.step.when, other.step.when, _YEAR)


def _parties_agree(one: Seen, other: Seen) -> bool:
    straight = _fit(one.by, other.by) and _fit(one.to, other.to)
    turned = (one.mutual or other.mutual) and _fit(one.by, other.to) and _fit(one.to, other.by)
    return straight or turned


def _fit(one: Participant | None, other: Participant | None) -> bool:
    if one is None or other is None:
        return True
    return one.entity == other.entity or (one.state is not None and one.state == other.state)


def _same_amount(one: Seen, other: Seen) -> bool:
    return one.amount is not None and one.amount == other.amount and one.currency == other.currency


def _is_another(one: Seen) -> bool:
    return one.what.lower().startswith("another ")


def _is_part(one: Seen) -> bool:
    return bool(_PARTS.intersection(one.what.lower().split()))


def _apart(one: Edtf | None, other: Edtf | None, most: dt.timedelta) -> bool:
    if one is None or other is None or not (one.latest and other.latest and one.earliest and other.earliest):
        return False
    return max(one.earliest, other.earliest) - min(one.latest, other.latest) > most


# ---- building -----------------------------------------------------------------------------------


def _pledge(group: _Group) -> Pledge:
    seen = group.seen
    ordered = sorted(seen, key=_in_life)
    evidence: tuple[Evidence, ...] = tuple(sorted({s.step.evidence for s in seen}))
    by, to = _first(s.by for s in seen), _first(s.to for s in seen)
    amounts = [(s.amount, s.currency) for s in seen if s.amount is not None]
    return Pledge(
        id=fact_id("l", *first_place(evidence), min((s.report, s.start) for s in seen)),
        what=_what(seen),
        evidence=evidence,
        steps=_history(ordered),
        by=by.entity if by else None,
        by_state=by.state if by else None,
        to=to.entity if to else None,
        to_state=to.state if to else None,
        amount=amounts[0][0] if amounts else None,
        currency=amounts[0][1] if amounts else None,
        due=next((s.due for s in seen if s.due), None),
        mutual=any(s.mutual for s in seen),
        conditions=tuple(dict.fromkeys(s.condition for s in ordered if s.condition)),
        because=tuple(group.because),
    )


def _history(ordered: Sequence[Seen]) -> tuple[PledgeStep, ...]:
    """Return the steps, each once; that a thing was promised at some time says nothing where its day is told."""
    steps = tuple(dict.fromkeys(s.step for s in ordered))
    dated = any(step.state is PledgeState.PLEDGED and step.when and step.when.earliest for step in steps)
    return tuple(step for step in steps if not (dated and _is_recalled(step)))


def _is_recalled(step: PledgeStep) -> bool:
    return step.state is PledgeState.PLEDGED and step.when is not None and step.when.earliest is None


def _in_life(one: Seen) -> tuple[bool, dt.date, dt.date, bool, Evidence]:
    """Order steps by time; a promise that is only told to have been made at some time comes first."""
    pledged = one.step.state is PledgeState.PLEDGED
    return not _is_recalled(one.step), *_in_time(one.step.when), not pledged, one.step.evidence


def _in_time(when: Edtf | None) -> tuple[dt.date, dt.date]:
    """Order steps by the day by which they were taken at the latest; undated ones come last."""
    last = (when.latest or when.earliest) if when is not None else None
    first = (when.earliest or when.latest) if when is not None else None
    return last or dt.date.max, first or dt.date.max


def _what(seen: Sequence[Seen]) -> str:
    """Return the fullest name of the thing; a part of it names it only where nothing else does."""
    whole = [s.what for s in seen if not _is_part(s)] or [s.what for s in seen]
    return min(whole, key=lambda what: (-len(what), what))


def _first(parties: Iterable[Participant | None]) -> Participant | None:
    return next((party for party in parties if party is not None), None)


def _question(one: Pledge, other: Pledge, reason: str) -> Question:
    first, second = sorted((one, other), key=lambda p: p.id)
    return Question(
        id=fact_id("u", SAME_PLEDGE, first.id, second.id),
        kind=SAME_PLEDGE,
        one=first.id,
        other=second.id,
        because=(reason,),
        evidence=tuple(sorted({first.evidence[0], second.evidence[0]})),
    )
