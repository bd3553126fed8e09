"""Bounds on the day of a report from the public calendar: names that began on a day, summits by their host, feasts.

Who writes "AUKUS" writes after it was founded. Who looks forward to a summit in Bali writes before its last day, and
who writes "since the summit" after its first. A feast puts a report near its day, in whatever year.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from chancery.codebooks.occasions import Beginning, Held, Occasion, calendar
from chancery.codebooks.states import states
from chancery.model.dates import Edtf
from chancery.model.text import Report, Span
from chancery.resolution.constraints import Fact, Trust
from chancery.resolution.days_told import AHEAD, YEAR
from chancery.resolution.hints import read_number

_SENTENCE: Final = re.compile(r"[^.!?\n]+(?:\.[A-Z\d][^.!?\n]*)*[.!?]?")
_FORWARD: Final = re.compile(r"\b(?:upcoming|forthcoming|look(?:ing|s)? forward)\b", re.IGNORECASE)
_UPCOMING: Final = re.compile(r"\b(?:upcoming|forthcoming|next)\s+(?:[\w-]+\s+){0,3}$", re.IGNORECASE)
_ORDINAL: Final = re.compile(r"\b(\d{1,2}(?:st|nd|rd|th)|[A-Za-z]+)\s+(?:(?:annual|regular)\s+)?$")
_BACK: Final = re.compile(r"\b(?:would|had|were to|was to|then|last|ago|previous|earlier|since|after|following)\b")
_TO: Final = re.compile(
    r"\b(?:at|for|to|in|during|before|until|towards?|ahead of|attend\w*|host\w*|join\w*)\s+(?:[\w'\u2019-]+\s+){0,4}$"
)
"""Words before the name of a meeting that somebody goes to."""
_MADE: Final = re.compile(
    r"\b(?:made|set|given|taken|begun|struck|\w+ed)\s+(?:\w+\s+)?(?:at|in|during|for)\s+(?:[\w'\u2019-]+\s+){0,4}$"
)
_OVER: Final = re.compile(
    r"\b(?:after|since|following|concluded|wrapped up|attended|at last|outcomes? of)\b[^,;]{0,60}"
    r"(?:[Ss]ummit|COP|Games|Olympics)"
)
_TOP: Final = re.compile(
    r"\b(?:[Ss]ummits?|[Ll]eaders|COP ?-?\d\d|Games|Olympics|CHOGM|Heads of Government|[Mm]inisterial)\b"
)
_MINISTERS: Final = re.compile(r"\b[Mm]inisters['\u2019]?\b")
_FEAST: Final = re.compile(
    r"\b(?:mark(?:s|ed|ing)?|celebrat\w+|commemorat\w+|observ\w+|occasion|today|welcom\w+|honou?r\w*)\b", re.IGNORECASE
)
_NOT_NOW: Final = re.compile(r"\b(?:last|every|each|annual\w*|since|ago|next|year['\u2019]s)\b", re.IGNORECASE)


def find_calendar_facts(report: Report) -> tuple[Fact, ...]:
    """Return what the names of treaties, wars and summits in a report say about its day.

    Args:
        report: The report.
    """
    return (*_begun(report.text), *_met(report.text))


def find_feast(text: str) -> tuple[str, int, int] | None:
    """Return the only feast that a text keeps as of its own days, with its month and day.

    Example:
        >>> find_feast("They welcomed the celebration of International Women's Day.")
        ("International Women's Day", 3, 8)
    """
    plain = text.replace("\u2019", "'")
    found = {
        (name, *day)
        for name, day in calendar().feasts.items()
        if name in plain
        for sentence in _SENTENCE.findall(plain)
        if name in sentence and _FEAST.search(sentence) and not _NOT_NOW.search(sentence) and not YEAR.search(sentence)
    }
    days = {(month, day) for _, month, day in found}
    return max(found, key=lambda one: len(one[0])) if len(days) == 1 else None


def known_days(text: str, sentence: Span, act: Span, kind: str) -> Edtf | None:
    """Return the days of an act that everybody knows by its name: "the annexation of Crimea".

    Args:
        text: The report's clean text.
        sentence: Where the act is told.
        act: Its predicate, which is part of the name.
        kind: Its PLOVER type.
    """
    for one in calendar().since:
        if kind not in one.types:
            continue
        for match in one.form.finditer(text, sentence.start, sentence.end):
            if match.start() < act.end and act.start < match.end():
                return Edtf.between(one.day, one.until)
    return None


def _begun(text: str) -> Iterator[Fact]:
    latest: tuple[Beginning, str] | None = None
    for one in calendar().since:
        match = one.form.search(text)
        if match is not None and (latest is None or one.day > latest[0].day):
            latest = one, match[0]
    if latest is not None:
        began, words = latest
        because = f"It says \u201c{' '.join(words.split())}\u201d, and {began.name} began on {began.day}."
        yield Fact(low=began.day, because=because, trust=Trust.FAIR)


def _met(text: str) -> Iterator[Fact]:
    for occasion in calendar().occasions:
        if occasion.form.search(text) is None:
            continue
        for sentence in _SENTENCE.findall(text):
            held = _which(occasion, sentence) if occasion.form.search(sentence) else None
            if held is not None and (YEAR.search(sentence) is None or _is_upcoming(occasion, sentence)):
                yield from _bounds(occasion, held, sentence)


def _is_upcoming(occasion: Occasion, sentence: str) -> bool:
    """Tell whether a sentence calls the very meeting upcoming, whatever other years it names."""
    return any(_UPCOMING.search(sentence[: match.start()]) for match in occasion.form.finditer(sentence))


def _is_gone_to(occasion: Occasion, sentence: str) -> bool:
    """Tell whether a sentence has somebody go to the meeting: not "keep the promises made at COP26"."""
    before = [sentence[: match.start()] for match in occasion.form.finditer(sentence)]
    return any(_TO.search(words) and not _MADE.search(words) for words in before)


def _counted(occasion: Occasion, sentence: str) -> int | None:
    """Return the number of the meeting that a sentence counts: "COP26", "the Ninth Summit"."""
    number = occasion.number.search(sentence) if occasion.number is not None else None
    if number is not None:
        return int(number[1])
    for match in occasion.form.finditer(sentence):
        told = _ORDINAL.search(sentence[: match.start()])
        if told is not None:
            return read_number(told[1])
    return None


def _which(occasion: Occasion, sentence: str) -> Held | None:
    """Return the only one of the meetings that a sentence names: by its number, its place, or the host that hosts."""
    number = _counted(occasion, sentence)
    if number is not None:
        return next((held for held in occasion.held if held.number == number), None)
    found = [held for held in occasion.held if held.place is not None and held.place in sentence]
    if not found and re.search(r"\bhost", sentence):
        found = [held for held in occasion.held if held.host is not None and states()[held.host].name in sentence]
    return found[0] if len(found) == 1 else None


def _bounds(occasion: Occasion, held: Held, sentence: str) -> Iterator[Fact]:
    told = f"the {occasion.name} of {held.place or held.number} was held until {held.last}"
    ahead = _FORWARD.search(sentence) or (
        AHEAD.search(sentence) and not _BACK.search(sentence) and _is_gone_to(occasion, sentence)
    )
    if ahead:
        because = f"It speaks of it as still to come, and {told}."
        yield Fact(high=held.last, because=because, trust=Trust.FAIR, quiet=True)
    elif _OVER.search(sentence) and _TOP.search(sentence) and not _MINISTERS.search(sentence):
        because = f"It speaks of it as over, and {told}."
        yield Fact(low=held.first, because=because, trust=Trust.FAIR)
