"""The filters of a list, with what each offers."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Final

from chancery.views.labels import STATUS_WORDS, act, plain
from chancery.web.asking import Asked
from chancery.web.directory import Directory

_MOST: Final = 400  # people or outlets that one menu offers; a search finds the others
_STATUS: Final = {status.value: words for status, words in STATUS_WORDS.items()}


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """One value that a filter offers.

    Attributes:
        note: How many entries have it.
        chosen: Whether it is asked for.
    """

    value: str
    label: str
    note: str
    chosen: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Filter:
    """One menu.

    Attributes:
        name: As addresses have it.
        label: For people.
        written: What the template made of the choices; hundreds of names cost more than the rest of a page.
    """

    name: str
    label: str
    choices: tuple[Choice, ...]
    written: dict[str, str] = field(default_factory=dict, compare=False)


def make_filters(directory: Directory, asked: Asked) -> tuple[Filter, ...]:
    """Return the menus of the chronicle: two for states, so that pairs can be asked for."""
    states, people = directory.choices["states"], directory.choices["people"]
    wanted = asked.wanted
    one, other = (*wanted.states, "", "")[:2]
    kind = str(asked.values.get("type", ""))
    person, outlet = (*wanted.people, "")[0], (*wanted.outlets, "")[0]
    known, of = directory.names, _Menus(directory)
    return (
        of.menu("state", "State", one, lambda: _by_name(states, known.state, one)),
        of.menu("state", "and state", other, lambda: _by_name(states, known.state, other)),
        of.menu("person", "Person", person, lambda: _by_name(_commonest(people, wanted.people), known.of, person)),
        of.menu("type", "Act", kind, lambda: _acts(directory.choices["acts"], kind)),
        of.menu(
            "status",
            "Status",
            wanted.status or "",
            lambda: _by_name(directory.choices["statuses"], lambda value: _STATUS.get(value, value), wanted.status),
        ),
        of.menu("outlet", "Outlet", outlet, lambda: _outlets(directory, outlet)),
    )


def make_word_filters(directory: Directory, asked: Asked) -> tuple[Filter, ...]:
    """Return the menus of the quotations: who speaks, for which state, printed where."""
    wanted = asked.wanted
    states, people = directory.choices["states"], directory.choices["people"]
    state, person, outlet = ((*values, "")[0] for values in (wanted.states, wanted.people, wanted.outlets))
    known, of = directory.names, _Menus(directory)
    return (
        of.menu("state", "Speaks for", state, lambda: _by_name(states, known.state, state, counted=False)),
        of.menu(
            "person",
            "Speaker",
            person,
            lambda: _by_name(_commonest(people, wanted.people), known.of, person, counted=False),
        ),
        of.menu("outlet", "Outlet", outlet, lambda: _outlets(directory, outlet)),
    )


@dataclass(frozen=True, slots=True)
class _Menus:
    """The menus of a record; those in which nothing is chosen are made once."""

    directory: Directory

    def menu(self, name: str, label: str, chosen: str, make: Callable[[], tuple[Choice, ...]]) -> Filter:
        """Return a menu, made now if it is not kept."""
        if chosen:
            return Filter(name=name, label=label, choices=make())
        kept: dict[str, Filter] = self.directory.menus
        if label not in kept:
            kept[label] = Filter(name=name, label=label, choices=make())
        return kept[label]


def _outlets(directory: Directory, chosen: str) -> tuple[Choice, ...]:
    return _by_name(_commonest(directory.outlets, (chosen,)), plain, chosen)


def _commonest(counts: Mapping[str, int], chosen: tuple[str, ...]) -> Mapping[str, int]:
    """Leave out what is rare where there is too much for a menu, but not what is asked for."""
    if len(counts) <= _MOST:
        return counts
    kept = sorted(counts, key=lambda value: (-counts[value], value))[:_MOST]
    return {value: counts[value] for value in (*kept, *(one for one in chosen if one in counts))}


def _by_name(
    counts: Mapping[str, int], label: Callable[[str], str], chosen: str | None, *, counted: bool = True
) -> tuple[Choice, ...]:
    found = [
        Choice(value=value, label=label(value), note=f"{number:,}" if counted else "", chosen=value == chosen)
        for value, number in counts.items()
    ]
    if chosen and chosen not in counts:  # asked for by an address, and not in the record
        found.append(Choice(value=chosen, label=label(chosen), note="0" if counted else "", chosen=True))
    return tuple(sorted(found, key=lambda choice: (choice.label.casefold(), choice.value)))


def _acts(counts: Mapping[str, int], chosen: str) -> tuple[Choice, ...]:
    """Return types with their modes below them."""
    whole: dict[str, int] = {}
    for code, number in counts.items():
        kind = code.partition("/")[0]
        whole[kind] = whole.get(kind, 0) + number
    found: list[Choice] = []
    for kind in sorted(whole):
        label = f"{act(kind, None).noun} ({kind})"
        found.append(Choice(value=kind, label=label, note=f"{whole[kind]:,}", chosen=kind == chosen))
        for code in sorted(code for code in counts if code.startswith(f"{kind}/")):
            words = f"\u2003{act(*code.split('/', 1)).noun}"
            found.append(Choice(value=code, label=words, note=f"{counts[code]:,}", chosen=code == chosen))
    return tuple(found)
