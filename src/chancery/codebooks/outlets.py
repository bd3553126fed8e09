"""News outlets and foreign ministries: names, abbreviations, addresses, sections.

Source: `outlets.toml`, our own words.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from urllib.parse import urlsplit

from chancery.codebooks.states import state_forms

_OFFICIAL = frozenset({"ministry", "presidency"})
_MINISTRY = re.compile(r"^(?:The )?(?:Ministry|Department) (?:of|for) [\w ]+? of (?:the )?(.+)$")
_MIN_NAME = 4  # characters; shorter abbreviations are names only in a dateline or an address


@dataclass(frozen=True, slots=True, kw_only=True)
class Outlet:
    """Who publishes reports.

    Attributes:
        name: Full name.
        short: Abbreviations and other names.
        domains: Hosts of its pages, without "www".
        state: Where it sits, ISO 3166-1 alpha-3, or an organisation's abbreviation.
        language: Of its main service, ISO 639-1.
        kind: Agency, broadcaster, newspaper, magazine, ministry, presidency, organisation.
        sections: Headings that only this outlet has.
    """

    name: str
    short: tuple[str, ...] = ()
    domains: tuple[str, ...] = ()
    state: str = ""
    language: str = ""
    kind: str = ""
    sections: tuple[str, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """The full name and the others."""
        return (self.name, *self.short)


@cache
def outlets() -> Mapping[str, Outlet]:
    """Read the known outlets, by full name."""
    data = tomllib.loads(files(__package__).joinpath("outlets.toml").read_text(encoding="utf-8"))
    return {
        name: Outlet(
            name=name,
            short=tuple(entry.get("short", ())),
            domains=tuple(entry.get("domains", ())),
            state=entry["state"],
            language=entry["language"],
            kind=entry["kind"],
            sections=tuple(entry.get("sections", ())),
        )
        for name, entry in data["outlet"].items()
    }


def outlet_by_name(name: str) -> Outlet | None:
    """Find an outlet by its full name or one of the others; case matters in abbreviations."""
    return _by_name().get(name.strip()) or _by_folded().get(name.strip().casefold())


def outlet_by_url(url: str) -> Outlet | None:
    """Find an outlet by an address or a host of its site.

    Example:
        >>> outlet_by_url("https://www.reuters.com/world/").name
        'Reuters'
    """
    host = (urlsplit(url if "//" in url else f"//{url}").hostname or "").removeprefix("www.")
    while "." in host:
        if host in _by_domain():
            return _by_domain()[host]
        host = host.partition(".")[2]
    return None


def outlet_by_section(section: str) -> Outlet | None:
    """Find the outlet that alone has a section of this name."""
    return _by_section().get(section.strip().casefold())


def publishing_state(name: str) -> str | None:
    """Return the state whose ministry or presidency an outlet is; None for the press and for organisations.

    Example:
        >>> publishing_state("US Department of State"), publishing_state("Ministry of Foreign Affairs of Malta")
        ('USA', 'MLT')
    """
    known = outlet_by_name(name)
    if known is not None:
        return known.state if known.kind in _OFFICIAL else None
    owner = _MINISTRY.search(name)
    forms = state_forms().get(owner[1], ()) if owner is not None else ()
    return forms[0].code if len(forms) == 1 else None


def ministry_of(state: str, name: str) -> str:
    """Return the name of a state's foreign ministry.

    Args:
        state: ISO 3166-1 alpha-3.
        name: The state's name, for a ministry that has no entry.
    """
    known = (outlet.name for outlet in outlets().values() if outlet.kind == "ministry" and outlet.state == state)
    return next(known, f"Ministry of Foreign Affairs of {name}")


@cache
def _by_name() -> Mapping[str, Outlet]:
    return {name: outlet for outlet in outlets().values() for name in outlet.names}


@cache
def _by_folded() -> Mapping[str, Outlet]:
    return {name.casefold(): outlet for name, outlet in _by_name().items() if len(name) >= _MIN_NAME}


@cache
def _by_domain() -> Mapping[str, Outlet]:
    return {domain: outlet for outlet in outlets().values() for domain in outlet.domains}


@cache
def _by_section() -> Mapping[str, Outlet]:
    return {section.casefold(): outlet for outlet in outlets().values() for section in outlet.sections}
