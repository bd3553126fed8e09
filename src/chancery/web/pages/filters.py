"""The filters of a list, with what each offers."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
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
    """

    name: str
    label: str
    choices: tuple[Choice, ...]


def make_filters(directory: Directory, asked: Asked) -> tuple[Filter, ...]:
    """Return the menus of the chronicle: two for states, so that pairs can be asked for."""
    states, people = directory.choices["states"], directory.choices["people"]
    wanted = asked.wanted
    one, other = (*wanted.states, "", "")[:2]
    kind = str(asked.values.get("type", ""))
    return (
        Filter(name="state", label="State", choices=_by_name(states, directory.names.state, one)),
        Filter(name="state", label="and state", choices=_by_name(states, directory.names.state, other)),
        Filter(
            name="person",
            label="Person",
            choices=_by_name(_commonest(people, wanted.people), directory.names.of, (*wanted.people, "")[0]),
        ),
        Filter(name="type", label="Act", choices=_acts(directory.choices["acts"], kind)),
        Filter(
            name="status",
            label="Status",
            choices=_by_name(directory.choices["statuses"], lambda value: _STATUS.get(value, value), wanted.status),
        ),
        Filter(name="outlet", label="Outlet", choices=_outlets(directory, (*wanted.outlets, "")[0])),
    )


def make_word_filters(directory: Directory, asked: Asked) -> tuple[Filter, ...]:
    """Return the menus of the quotations: who speaks, for which state, printed where."""
    wanted = asked.wanted
    states, people = directory.choices["states"], directory.choices["people"]
    return (
        Filter(
            name="state",
            label="Speaks for",
            choices=_by_name(states, directory.names.state, (*wanted.states, "")[0], counted=False),
        ),
        Filter(
            name="person",
            label="Speaker",
            choices=_by_name(
                _commonest(people, wanted.people), directory.names.of, (*wanted.people, "")[0], counted=False
            ),
        ),
        Filter(name="outlet", label="Outlet", choices=_outlets(directory, (*wanted.outlets, "")[0])),
    )


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
