"""Who is one person, and who is not, because somebody decided so; resolution starts from there.

"Same" joins before anything is compared. "Apart" goes with a person into whatever joins them later:
who is one with either, by any evidence, is not one with the other. Where the two contradict each
other, "apart" holds.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from chancery.model.rulings import Pin, Rulings
from chancery.resolution.clusters import Cluster, report_of
from chancery.resolution.people import Local
from chancery.resolution.scene import Ref

_PERSON: Final = "person "
_REASONS: Final = ("somebody decided that they are one",)


@dataclass(frozen=True, slots=True)
class Decided:
    """Decisions about people of reports.

    Attributes:
        same: Pairs that are one person, in a fixed order.
        apart: For each person those that they are not; it goes both ways.
    """

    same: tuple[tuple[Ref, Ref], ...] = ()
    apart: Mapping[Ref, frozenset[Ref]] = field(default_factory=dict)


NOTHING_DECIDED: Final = Decided()


def find_decided(people: Iterable[Local], rulings: Rulings) -> Decided:
    """Find the people whom rulings are about, by report and name.

    A name that several people of one report share keeps each of them apart, and joins none.

    Args:
        people: Everyone.
        rulings: Rulings on anything; those on people count.
    """
    wanted = {(pin.report, _name(pin)) for pairs in (rulings.same, rulings.apart) for pair in pairs for pin in pair}
    meant: dict[tuple[str, str], list[Ref]] = defaultdict(list)
    for local in people if wanted else ():
        report = report_of(local)
        for name in dict.fromkeys(" ".join(name.words).casefold() for name in local.names):
            if (report, name) in wanted:
                meant[report, name].append(local.ref)
    apart: dict[Ref, set[Ref]] = defaultdict(set)
    for one, other in _pairs(rulings.apart, meant):
        for a in one:
            for b in other:
                if a != b:
                    apart[a].add(b)
                    apart[b].add(a)
    same = {(one[0], other[0]) for one, other in _pairs(rulings.same, meant) if len(one) == len(other) == 1}
    return Decided(tuple(sorted(same)), {ref: frozenset(others) for ref, others in apart.items()})


def _name(pin: Pin) -> str:
    return pin.kind.removeprefix(_PERSON).casefold() if pin.kind.startswith(_PERSON) else ""


def _pairs(
    pairs: Iterable[tuple[Pin, Pin]], meant: Mapping[tuple[str, str], list[Ref]]
) -> Iterable[tuple[list[Ref], list[Ref]]]:
    for pair in pairs:
        one, other = (meant.get((pin.report, _name(pin)), []) for pin in pair)
        if one and other:
            yield one, other


def join_decided(clusters: Sequence[Cluster], decided: Decided) -> list[Cluster]:
    """Join those who were decided to be one, and mark those who are not; the order stays.

    Args:
        clusters: Each of one person of one report.
        decided: The decisions.
    """
    home = {cluster.locals[0].ref: cluster for cluster in clusters} if decided.same or decided.apart else {}
    for ref, others in decided.apart.items():
        home[ref].apart = others
    gone: set[int] = set()
    for pair in decided.same:
        one, other = (home[ref] for ref in pair)
        if one is other or one.is_kept_from(other):
            continue
        one.absorb(other, _REASONS)
        gone.add(id(other))
        home.update((local.ref, one) for local in other.locals)
    return [cluster for cluster in clusters if id(cluster) not in gone]
