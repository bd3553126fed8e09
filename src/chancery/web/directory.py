"""What every page needs to know of a record: names, outlets, choices of the filters. Made once for each state of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from chancery.record.browsing import Head, choices, report_heads
from chancery.record.store import Record
from chancery.views.labels import Names, plain
from chancery.views.sources import NO_OUTLET


@dataclass(frozen=True, slots=True)
class Publisher:
    """Who published a report, as lists name it."""

    outlet: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Directory:
    """What lists and filters say of a record.

    Attributes:
        names: What entities and states are called.
        heads: The reports without their texts, by id.
        publishers: Their outlets, by id.
        choices: Events of each state, person, act and status.
        outlets: Reports of each outlet.
        menus: The menus of the filters in which nothing is chosen, once they were asked for.
    """

    names: Names
    heads: Mapping[str, Head]
    publishers: Mapping[str, Publisher]
    choices: Mapping[str, Mapping[str, int]]
    outlets: Mapping[str, int]
    menus: dict[str, Any] = field(default_factory=dict, compare=False)


def make_directory(record: Record) -> Directory:
    """Look everything up."""
    heads = report_heads(record)
    outlets = Counter(head.outlet for head in heads.values() if head.outlet)
    return Directory(
        names=Names(record.entities()),
        heads=heads,
        publishers={head.id: Publisher(plain(head.outlet) if head.outlet else NO_OUTLET) for head in heads.values()},
        choices=choices(record),
        outlets=dict(outlets.most_common()),
    )
