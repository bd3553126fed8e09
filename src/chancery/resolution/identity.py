"""Decides which people of different reports are one; what it cannot decide it asks.

1. Full names meet under the keys that all spellings of a name share, and are compared (`matching`).
2. Names a letter apart meet under what is left of them without a letter too; between two that fit
   alike nobody is chosen. Pairs that stay in doubt become questions.
3. Initials join the only full name that fits; a name of one word the only one with its office and
   state. The others stay alone.

Wrongly joined is worse than left apart. Each person of each report is compared with those that
share a key, and a spelling already known with its own first, so that cost grows with the number of
reports, not with its square.
"""

from __future__ import annotations

import gc
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import chain
from typing import Final

from chancery.resolution.clusters import Cluster, Days, Key, initial_keys, name_keys, slip_keys
from chancery.resolution.decided import NOTHING_DECIDED, Decided, join_decided
from chancery.resolution.matching import A_YEAR, ATTESTED, Profile, Tier, Verdict, at_one_time, compare
from chancery.resolution.names import Judgement, PersonName, compare_given
from chancery.resolution.people import Local, is_gone

_MOST: Final = 200  # people under one key that a name is compared with; more share it by chance
_TERM: Final = 4 * A_YEAR  # a surname, an office and a state are one person's for about so long
_RECURS: Final = 3  # mentions in one spelling
_ASKED: Final = 5  # questions about one person
_APART: Final = Verdict(Tier.DIFFERENT, ("somebody decided that they are two",))

Asked = tuple[Cluster, Cluster, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Identities:
    """Who is who across reports.

    Attributes:
        clusters: The people, in the order in which reports name them.
        questions: Pairs that may be one person, with the reasons.
    """

    clusters: list[Cluster]
    questions: list[Asked]


def join_people(people: Sequence[Local], days: Days | None = None, decided: Decided = NOTHING_DECIDED) -> Identities:
    """Group people of all reports.

    Args:
        people: Everyone, report by report in a fixed order.
        days: When each report was published, by its id.
        decided: Who is one person, and who is not, because somebody decided so.
    """
    with _uncollected():
        return _joined(join_decided([Cluster([local], days=days or {}) for local in people], decided))


@contextmanager
def _uncollected() -> Iterator[None]:
    """Keep the garbage collector from looking through everybody again and again; nothing here refers in a circle.

    It took 9 of 20 seconds of 100,000 mentions, and a growing share of more.
    """
    collects = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collects:
            gc.enable()


def _joined(clusters: Sequence[Cluster]) -> Identities:
    full = [cluster for cluster in clusters if any(name.is_full for name in cluster.names)]
    rest = [cluster for cluster in clusters if not any(name.is_full for name in cluster.names)]
    asked: list[Asked] = []
    full = _join_spellings(full)
    full = _join_slips(full, asked)
    initials = [cluster for cluster in rest if any(name.given for name in cluster.names)]
    single = [cluster for cluster in rest if not any(name.given for name in cluster.names)]
    left = _attach_initials(initials, full, asked)
    alone, unsure = _attach(single, full, asked)
    done = sorted(
        [*full, *left, *_join_titled(alone), *unsure], key=lambda cluster: min(local.ref for local in cluster.locals)
    )
    return Identities(done, _distinct(asked, done))


def _distinct(asked: Iterable[Asked], done: Sequence[Cluster]) -> list[Asked]:
    """Ask each question once, about the people as they are now, and few about anyone."""
    home = {local.ref: cluster for cluster in done for local in cluster.locals}
    seen: set[frozenset[int]] = set()
    count: dict[int, int] = {}
    found: list[Asked] = []
    for one, other, reasons in asked:
        a, b = home[one.locals[0].ref], home[other.locals[0].ref]
        pair = frozenset((id(a), id(b)))
        if len(pair) == 1 or pair in seen or max(count.get(id(a), 0), count.get(id(b), 0)) >= _ASKED:
            continue
        if _judge(a, b).tier is Tier.DIFFERENT:
            continue
        seen.add(pair)
        count[id(a)], count[id(b)] = count.get(id(a), 0) + 1, count.get(id(b), 0) + 1
        found.append((a, b, reasons))
    return found


def _judge(one: Cluster, other: Cluster) -> Verdict:
    """Compare two people; what somebody decided about them comes first."""
    return _APART if one.is_kept_from(other) else compare(one.profile, other.profile)


def _may_join(home: Cluster, cluster: Cluster) -> bool:
    return not home.is_kept_from(cluster) and may_be_one(home.profile, cluster.profile)


# ---- full names ----


class _Index:
    """Finds the clusters that share a key; those that were absorbed lead to their new home."""

    def __init__(self, keys: Callable[[PersonName], Iterable[Key]]) -> None:
        self._keys = keys
        self._by_key: dict[Key, list[Cluster]] = {}
        self._home: dict[Cluster, Cluster] = {}

    def add(self, cluster: Cluster, names: Iterable[PersonName]) -> None:
        for name in names:
            for key in self._keys(name):
                under = self._by_key.setdefault(key, [])
                if len(under) < _MOST and cluster not in under:
                    under.append(cluster)

    def move(self, cluster: Cluster, home: Cluster) -> None:
        self._home[cluster] = home

    def home(self, cluster: Cluster) -> Cluster:
        while cluster in self._home:
            cluster = self._home[cluster]
        return cluster

    def near(self, names: Iterable[PersonName]) -> list[Cluster]:
        keys = (key for name in names for key in sorted(self._keys(name)))
        found = dict.fromkeys(chain.from_iterable(self._by_key.get(key, ()) for key in keys))
        if not self._home.keys().isdisjoint(found):
            found = dict.fromkeys(map(self.home, found))
        return list(found)


def _join_spellings(clusters: Iterable[Cluster]) -> list[Cluster]:
    """Join full names that are spellings of one, unless something speaks against it."""
    written, index = _Index(lambda name: [(*name.words, name.suffix)]), _Index(name_keys)
    done: dict[int, Cluster] = {}
    for cluster in clusters:
        names = [name for name in cluster.profile.names if name.is_full]
        same = _same_one(cluster, written.near(names))
        near: list[Cluster] = []
        if same is None:
            near = index.near(names)
            same = _same_one(cluster, near)
        if same is None:
            home, fresh = cluster, names
            done[id(cluster)] = cluster
        else:
            verdict, home = same
            fresh = [name for name in names if not home.knows(name)]
            home.absorb(cluster, verdict.reasons)
            _close_ranks(home, near, (written, index), done)
        written.add(home, fresh)
        index.add(home, fresh)
    return list(done.values())


def _same_one(cluster: Cluster, candidates: Sequence[Cluster]) -> tuple[Verdict, Cluster] | None:
    """Return the candidate that is the same person; of several, the one with most reasons."""
    near = (candidate for candidate in candidates if not candidate.cannot_be(cluster))
    verdicts = [(_judge(candidate, cluster), candidate) for candidate in near]
    same = [pair for pair in verdicts if pair[0].tier is Tier.SAME and not pair[0].misprint]
    if not same:
        return None
    stateless = not cluster.profile.states
    return max(same, key=lambda pair: _rank(*pair, stateless=stateless))


def _first_same(cluster: Cluster, candidates: Sequence[Cluster]) -> Cluster | None:
    """Join a cluster to the candidate that is the same person."""
    found = _same_one(cluster, candidates)
    if found is not None:
        found[1].absorb(cluster, found[0].reasons)
    return found[1] if found else None


def _rank(verdict: Verdict, candidate: Cluster, *, stateless: bool) -> tuple[int, bool]:
    return len(verdict.reasons), stateless and not candidate.profile.states


def _close_ranks(home: Cluster, near: Sequence[Cluster], indexes: Sequence[_Index], done: dict[int, Cluster]) -> None:
    """Join to a grown cluster the others that are the same person now."""
    for other in near:
        if other is home or id(other) not in done or home.cannot_be(other):
            continue
        verdict = _judge(home, other)
        if verdict.tier is Tier.SAME and not verdict.misprint:
            home.absorb(other, verdict.reasons)
            del done[id(other)]
            for index in indexes:
                index.move(other, home)


def _join_slips(clusters: list[Cluster], asked: list[Asked]) -> list[Cluster]:
    """Join names a letter apart if office, state and date agree and nobody else comes near; ask about the others."""
    index = _Index(lambda name: slip_keys(name) | name_keys(name))
    verdicts: dict[tuple[int, int], Verdict] = {}
    place = {id(cluster): at for at, cluster in enumerate(clusters)}
    for at, cluster in enumerate(clusters):
        names = [name for name in cluster.profile.names if name.is_full]
        for other in index.near(names):
            verdicts[place[id(other)], at] = _judge(other, cluster)
        index.add(cluster, names)
    rivals = Counter(at for pair, verdict in verdicts.items() if verdict.tier is Tier.SAME for at in pair)
    gone: set[int] = set()
    for pair, verdict in sorted(verdicts.items()):
        home, slipped = pair
        alone = rivals[home] == rivals[slipped] == 1
        if verdict.tier is Tier.SAME and alone and not _follow(clusters[home], clusters[slipped]):
            clusters[home].absorb(clusters[slipped], verdict.reasons)
            gone.add(slipped)
        elif verdict.tier is not Tier.DIFFERENT:
            asked.append((clusters[home], clusters[slipped], verdict.reasons))
    return [cluster for at, cluster in enumerate(clusters) if at not in gone]


def _follow(one: Cluster, other: Cluster) -> bool:
    """Tell whether both spellings recur, one after the other: a misprint seldom does, two holders of an office do."""
    recur = min(len(one.locals), len(other.locals)) >= _RECURS
    return recur and not at_one_time(one.profile, other.profile, 0 * A_YEAR)


# ---- names that are not full ----


def _attach_initials(clusters: Iterable[Cluster], full: Iterable[Cluster], asked: list[Asked]) -> list[Cluster]:
    """Join initials to the only full name that fits; return those that found none, or several, joined among them."""
    index, own = _Index(initial_keys), _Index(initial_keys)
    for cluster in full:
        index.add(cluster, cluster.profile.names)
    left: list[Cluster] = []
    for cluster in clusters:
        names = cluster.profile.names
        verdicts = [(_judge(home, cluster), home) for home in index.near(names)]
        fits = [(verdict, home) for verdict, home in verdicts if verdict.tier is not Tier.DIFFERENT]
        same = [pair for pair in fits if pair[0].tier is Tier.SAME]
        same = same or [pair for pair in fits if len(fits) == 1 and _acts_for_one_named(pair[1], cluster)]
        if len(same) == 1:
            same[0][1].absorb(cluster, same[0][0].reasons[:1])
        elif _first_same(cluster, own.near(names)) is None:
            asked.extend((home, cluster, verdict.reasons) for verdict, home in fits)
            left.append(cluster)
            own.add(cluster, names)
    return left


def _acts_for_one_named(home: Cluster, cluster: Cluster) -> bool:
    """Tell whether somebody acts for a state that the report of an initial names, and the report for no other."""
    around = {state for local in cluster.locals for state in local.around}
    return not cluster.profile.states and bool(home.profile.states & around)


def may_be_one(one: Profile, other: Profile) -> bool:
    """Tell whether nothing speaks against a name of one word meaning a person: gender, given name, time, states."""
    if one.genders and other.genders and not one.genders & other.genders:
        return False
    if any(compare_given(a, b) is Judgement.DIFFERENT for a in one.names for b in other.names):
        return False
    if not at_one_time(one, other, _TERM):
        return False
    apart = not one.states & other.states
    attested = min(one.attested, other.attested) >= ATTESTED
    return not (apart and attested and not {o for o, of in one.offices if of} & {o for o, of in other.offices if of})


def _office_keys(cluster: Cluster, *, gone: bool = False) -> set[Key]:
    """Return each part of the name with each office and state; a state the report names stands in for one not told.

    Args:
        cluster: A person.
        gone: Whether offices are meant that the person no longer held.
    """
    full = any(name.given for name in cluster.names)
    return {
        (part, office, owner)
        for local in cluster.locals
        for name in local.names
        for part in (name.surname, *name.given)
        for told, of, flags in local.posts
        if is_gone(flags) is gone
        for office in ({told, _plain(told)} if full else {told})
        for owner in ([of] if of else () if full else local.around)
    }


def _plain(office: str) -> str:
    """Return what a foreign minister is also called: "Minister Reyes"."""
    return "minister" if office.endswith(" minister") and office != "prime minister" else office


_TITLED: Final = ("the same surname, office and state",)


def _attach(
    clusters: Iterable[Cluster], full: Iterable[Cluster], asked: list[Asked]
) -> tuple[list[Cluster], list[Cluster]]:
    """Join each to the only full name with its office and state; return those that found none, and those with several.

    Where several people fit, two who share surname, office and state may be two of these, and stay apart.
    """
    by_key: dict[Key, list[Cluster]] = {}
    once: dict[Key, list[Cluster]] = {}
    for cluster in full:
        for key in _office_keys(cluster):
            by_key.setdefault(key, []).append(cluster)
        for key in _office_keys(cluster, gone=True):
            once.setdefault(key, []).append(cluster)
    left: list[Cluster] = []
    unsure: list[Cluster] = []
    for cluster in clusters:
        near = {id(c): c for key in sorted(_office_keys(cluster)) for c in by_key.get(key, ())}
        homes = [home for home in near.values() if _may_join(home, cluster)]
        if not near:
            later = {id(c): c for key in sorted(_office_keys(cluster)) for c in once.get(key, ())}
            homes = [home for home in later.values() if _is_before(cluster, home) and _may_join(home, cluster)]
        if len(homes) > 1:
            homes = [home for home in homes if at_one_time(home.profile, cluster.profile, A_YEAR)] or homes
        if len(homes) == 1:
            homes[0].absorb(cluster, _TITLED)
        else:
            asked.extend((home, cluster, (*_TITLED, "but several people fit")) for home in homes)
            (unsure if homes else left).append(cluster)
    return left, unsure


def _is_before(cluster: Cluster, home: Cluster) -> bool:
    """Tell whether somebody is seen in an office before every report that calls a person its former holder."""
    last, first = cluster.profile.last, home.profile.first
    return last is not None and first is not None and last < first


def _join_titled(clusters: Iterable[Cluster]) -> list[Cluster]:
    """Join one-word names that share office and state; the others stay alone."""
    by_key: dict[Key, Cluster] = {}
    done: list[Cluster] = []
    for cluster in clusters:
        keys = sorted(_office_keys(cluster))
        fits = (by_key[key] for key in keys if key in by_key)
        home = next((one for one in fits if _may_join(one, cluster)), None)
        if home is None:
            done.append(cluster)
            home = cluster
        else:
            home.absorb(cluster, _TITLED)
        for key in keys:
            by_key.setdefault(key, home)
    return done
