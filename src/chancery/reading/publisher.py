"""Who published a report, as far as the page tells.

In the order of trust: the page's own metadata, its address, a dateline's tag, the name for which most speaks around
the report, a masthead, a section or name that only one outlet has, the title of a ministry's transcript.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import Final

from chancery.codebooks.outlets import Outlet, ministry_of, outlet_by_name, outlet_by_section, outlet_by_url, outlets
from chancery.codebooks.states import StateKind, states
from chancery.reading.mastheads import NO_NAME, agency_tag
from chancery.reading.pieces import fold
from chancery.reading.source import PageData

_SPEECHES: Final = (
    r"(?:statement|remarks|speech|answers?|comments?|reply|replies|interview|address|briefing|article|message|readout|"
    r"presentation)"
)
_FOREIGN_OFFICE: Final = (
    r"(?:foreign (?:affairs )?minister|minister (?:of|for) (?:foreign|external) (?:affairs|relations)|"
    r"foreign secretary|"
    r"(?:foreign ministry|MFA|ministry of foreign affairs) (?:spokes\w+|official)|"
    r"(?:official )?spokes\w+ of (?:the )?(?:ministry of foreign affairs|foreign ministry|MFA))"
)
_MINISTRY_TITLE: Final = re.compile(
    rf"{_FOREIGN_OFFICE}[^’'\n]{{0,100}}[’']s? (?:\w+ ){{0,3}}{_SPEECHES}|"
    rf"{_SPEECHES}(?: \w+){{0,4}} (?:by|of|with|from) (?:the )?(?:[\w.’'-]+ ){{0,6}}?{_FOREIGN_OFFICE}",
    re.IGNORECASE,
)
_OTHER_PARTY: Final = re.compile(
    r"\b(?:following|after|with|at|during|ahead of|before|and)\b.*", re.IGNORECASE | re.DOTALL
)
_DOMINANT: Final = 2.0  # how much oftener the publisher's state must be named than any other
_MIN_NAMED: Final = 2
_NO_NAME_BEFORE: Final = r"(?<![^\W\d_a-z]\. )"  # an outlet's name may be a person's too: "Petra Lind", "A. Fars"
_LONGEST_LINE: Final = 2000  # characters of a piece of furniture in which names are looked for
_ROW: Final = re.compile(r"\s*[|›»>/→•·\n]\s*")
_OPENINGS: Final = 3  # paragraphs, one of which an agency's dateline may open


def find_outlet(
    page: PageData,
    *,
    paragraphs: Sequence[str],
    furniture: Iterable[str],
    title: str | None,
    names: Sequence[str] = (),
) -> str | None:
    """Tell who published a report.

    Args:
        page: What the page says about itself.
        paragraphs: The body, in order.
        furniture: The pieces that are no content: sections, boxes, notices.
        title: The report's title.
        names: What the page calls itself, likeliest first.

    Returns:
        The outlet's full name, or None when nothing shows it.
    """
    known = (outlet_by_url(page.url) if page.url else None) or (outlet_by_name(page.site) if page.site else None)
    if known or page.site:
        return known.name if known else page.site
    lines = [line[:_LONGEST_LINE] for line in furniture]
    section = _by_section(lines)
    if section:
        return section.name
    named = next(filter(None, [*map(agency_tag, paragraphs[:_OPENINGS]), *names]), None)
    if named:
        known = outlet_by_name(named)
        return known.name if known else named
    found = _by_name(lines)
    if found:
        return found.name
    return _ministry(title, paragraphs) if title else None


def _by_section(lines: Sequence[str]) -> Outlet | None:
    """Look for a section that only one outlet has."""
    items = (item for line in lines for item in _ROW.split(line))
    return next(filter(None, map(outlet_by_section, items)), None)


def _by_name(lines: Sequence[str]) -> Outlet | None:
    """Look for a known outlet's name in what is not content: alone on a line or in a row, else inside a line."""
    items = (item for line in lines for item in _ROW.split(line) if not NO_NAME.fullmatch(item))
    alone = next(filter(None, map(outlet_by_name, items)), None)
    if alone:
        return alone
    whole = "\n".join(lines)
    for outlet in outlets().values():
        names = [name for name in outlet.names if len(name) > 3 and name in whole]  # noqa: PLR2004
        if any(re.search(rf"{_NO_NAME_BEFORE}\b{re.escape(name)}\b(?! [^\W\d_a-z])", whole) for name in names):
            return outlet
    return None


def _ministry(title: str, paragraphs: Sequence[str]) -> str | None:
    """Tell the ministry that publishes its own minister's words."""
    match = _MINISTRY_TITLE.search(title)
    if match is None:
        return None
    host = _OTHER_PARTY.sub("", match[0] + title[match.end() : match.end() + 60])
    own = _states_in(host)
    if not own:
        others = set(_states_in(title[match.end() :], capitals=False))
        counts = Counter(_states_in("\n".join([title, *paragraphs])))
        ranked = [(state, count) for state, count in counts.most_common() if state not in others]
        if not ranked or ranked[0][1] < _MIN_NAMED:
            return None
        if len(ranked) > 1 and ranked[0][1] < _DOMINANT * ranked[1][1]:
            return None
        own = [ranked[0][0]]
    return ministry_of(own[0], _state_words()[0][own[0]])


def _states_in(text: str, *, capitals: bool = True) -> list[str]:
    names, capital_names = _state_words()[1:]
    words = {**names, **capital_names} if capitals else names
    return [words[match[0]] for match in _pattern(capitals=capitals).finditer(text)]


@cache
def _state_words() -> tuple[Mapping[str, str], Mapping[str, str], Mapping[str, str]]:
    """Read names of states: code to name, word to code, capital to code."""
    names: dict[str, str] = {}
    words: dict[str, str] = {}
    capitals: dict[str, str] = {}
    for code, state in states().items():
        if state.kind is not StateKind.MEMBER:
            continue
        names[code] = state.name
        for word in (state.name, state.formal, *state.names, *state.adjectives):
            if word:
                words.setdefault(word, code)
        for capital in state.capitals:
            capitals.setdefault(capital, code)
    return names, words, capitals


@cache
def _pattern(*, capitals: bool) -> re.Pattern[str]:
    words = list(_state_words()[1]) + (list(_state_words()[2]) if capitals else [])
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, sorted(words, key=len, reverse=True)))})\b")


def outlet_names() -> frozenset[str]:
    """Return the folded names of known outlets, for the boxes at the foot of a page."""
    return _outlet_names()


@cache
def _outlet_names() -> frozenset[str]:
    return frozenset(fold(name) for outlet in outlets().values() for name in outlet.names if len(name) > 2)  # noqa: PLR2004
