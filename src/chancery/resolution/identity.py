"""Decides which people of different reports are one: union of names under vetoes.

Only candidates that share a key are compared: the same folded name, the same surname with an
initial, a surname one letter away with the same given name, or for one-word names the same
surname, office and state. Wrongly joined is worse than left apart.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from chancery.resolution.names import Judgement, PersonName, compare_given, is_slip
from chancery.resolution.people import Local, is_gone

_ATTESTED: Final = 2  # titles that must name a state before it tells two namesakes apart

_Key = tuple[str, ...]


@dataclass(slots=True)
class Cluster:
    """Local people that are one person.

    Attributes:
        locals: In the order of their reports.
        because: How they were joined, in words.
    """

    locals: list[Local]
    because: list[str]

    @property
    def names(self) -> list[PersonName]:
        """Every form of the name, with repetitions."""
        return [name for local in self.locals for name in local.names]

    @property
    def genders(self) -> set[str]:
        """What honorifics tell."""
        return {gender for local in self.locals for gender in local.genders}

    @property
    def owners(self) -> Counter[str]:
        """States and organisations of the titles, with their numbers; without any, the states of their meetings."""
        told = Counter(of for local in self.locals for _, of, _ in local.posts if of)
        return told or Counter(local.home for local in self.locals if local.home)

    @property
    def offices(self) -> set[tuple[str, str]]:
        """Office and owner of each complete title."""
        return {(office, of) for local in self.locals for office, of, _ in local.posts if of}


def join_people(people: Sequence[Local]) -> list[Cluster]:
    """Group people of all reports.

    Args:
        people: Everyone, report by report in a fixed order.
    """
    clusters = [Cluster([local], []) for local in people]
    full = [cluster for cluster in clusters if any(name.is_full for name in cluster.names)]
    rest = [cluster for cluster in clusters if not any(name.is_full for name in cluster.names)]
    full = _join_same(full)
    full = _join_slips(full)
    initials = [cluster for cluster in rest if any(name.given for name in cluster.names)]
    single = [cluster for cluster in rest if not any(name.given for name in cluster.names)]
    left = _attach(initials, full, _initial_keys, "the same surname and initial")
    left = _join_same(left)
    alone = _attach(single, full, _office_keys, "the same surname, office and state")
    return sorted([*full, *left, *_join_titled(alone)], key=lambda cluster: cluster.locals[0].ref)


def _join_same(clusters: Iterable[Cluster]) -> list[Cluster]:
    """Join those with the same folded given name and surname, unless something speaks against it."""
    by_key: dict[_Key, list[Cluster]] = {}
    done: dict[int, Cluster] = {}
    for cluster in clusters:
        keys = sorted({(name.first, name.surname) for name in cluster.names if name.given} | _slipped(cluster))
        home = next((c for key in keys for c in by_key.get(key, ()) if may_be_one(c, cluster)), None)
        if home is None:
            home = cluster
            done[id(cluster)] = cluster
        else:
            home.locals += cluster.locals
            home.because.append(f"the same name: {cluster.locals[0].fullest.words[-1]}")
        for key in keys:
            if home not in by_key.setdefault(key, []):
                by_key[key].append(home)
    return list(done.values())


def _slipped(cluster: Cluster) -> set[_Key]:
    """Return the keys of other spellings of the surname that the same report uses alone."""
    firsts = {name.first for name in cluster.names if name.is_full}
    surnames = {name.surname for name in cluster.names}
    full = {name.surname for name in cluster.names if name.given}
    return {(first, s) for first in firsts for s in surnames for t in full if is_slip(s, t)}


def _join_slips(clusters: list[Cluster]) -> list[Cluster]:
    """Join surnames one letter apart, if given name and office or state agree and nobody else comes near."""
    near: dict[_Key, list[int]] = {}
    for at, cluster in enumerate(clusters):
        for key in {key for name in cluster.names if name.is_full for key in _deletions(name)}:
            near.setdefault(key, []).append(at)
    rivals: dict[int, set[int]] = {}
    for group in near.values():
        for one in group if len(group) > 1 else ():
            for other in group:
                if one != other and _slip(clusters[one], clusters[other]):
                    rivals.setdefault(one, set()).add(other)
    gone: set[int] = set()
    for one in sorted(rivals):
        other = next(iter(rivals[one]))
        if len(rivals[one]) == 1 and len(rivals[other]) == 1 and one < other:
            clusters[one].locals += clusters[other].locals
            clusters[one].because.append(
                "a misprint: one letter of the surname, with given name, office or state alike"
            )
            gone.add(other)
    return [cluster for at, cluster in enumerate(clusters) if at not in gone]


def _deletions(name: PersonName) -> Iterator[_Key]:
    """Yield the surname and each form of it with one letter left out: two slips apart share one."""
    surname = name.surname
    yield name.first, surname
    for at in range(len(surname)):
        yield name.first, surname[:at] + surname[at + 1 :]


def _slip(one: Cluster, other: Cluster) -> bool:
    agree = bool(one.offices & other.offices) or bool(set(one.owners) & set(other.owners))
    return (
        agree
        and may_be_one(one, other)
        and any(
            is_slip(a.surname, b.surname) and compare_given(a, b) is Judgement.SAME
            for a in one.names
            for b in other.names
        )
    )


def may_be_one(one: Cluster, other: Cluster) -> bool:
    """Tell whether nothing speaks against two namesakes being one: middle names, gender, states."""
    if one.genders and other.genders and not one.genders & other.genders:
        return False
    if any(compare_given(a, b) is Judgement.DIFFERENT for a in set(one.names) for b in set(other.names)):
        return False
    apart = not set(one.owners) & set(other.owners)
    attested = min(one.owners.total(), other.owners.total()) >= _ATTESTED
    return not (apart and attested and not {o for o, _ in one.offices} & {o for o, _ in other.offices})


def _initial_keys(cluster: Cluster) -> set[_Key]:
    return {(name.first[:1], name.surname) for name in cluster.names if name.given}


def _office_keys(cluster: Cluster) -> set[_Key]:
    """Return each part of the name with each office and state; a state the report names stands in for one not told."""
    full = any(name.given for name in cluster.names)
    return {
        (part, office, owner)
        for local in cluster.locals
        for name in local.names
        for part in (name.surname, *name.given)
        for told, of, flags in local.posts
        if not is_gone(flags)
        for office in ({told, _plain(told)} if full else {told})
        for owner in ([of] if of else () if full else local.around)
    }


def _plain(office: str) -> str:
    """Return what a foreign minister is also called: "Minister Reyes"."""
    return "minister" if office.endswith(" minister") and office != "prime minister" else office


def _attach(
    clusters: Iterable[Cluster], full: Iterable[Cluster], keys: Callable[[Cluster], set[_Key]], why: str
) -> list[Cluster]:
    """Join each to the only full name that shares a key with it; return those that found none, or several."""
    by_key: dict[_Key, list[Cluster]] = {}
    for cluster in full:
        for key in keys(cluster):
            by_key.setdefault(key, []).append(cluster)
    left: list[Cluster] = []
    for cluster in clusters:
        homes = {id(c): c for key in keys(cluster) for c in by_key.get(key, ()) if may_be_one(c, cluster)}
        if len(homes) == 1:
            home = next(iter(homes.values()))
            home.locals += cluster.locals
            home.because.append(why)
        else:
            left.append(cluster)
    return left


def _join_titled(clusters: Iterable[Cluster]) -> list[Cluster]:
    """Join one-word names that share office and state; the others stay alone."""
    by_key: dict[_Key, Cluster] = {}
    done: list[Cluster] = []
    for cluster in clusters:
        keys = sorted(_office_keys(cluster))
        home = next((by_key[key] for key in keys if key in by_key and may_be_one(by_key[key], cluster)), None)
        if home is None:
            done.append(cluster)
            home = cluster
        else:
            home.locals += cluster.locals
            home.because.append("the same surname, office and state")
        for key in keys:
            by_key.setdefault(key, home)
    return done
