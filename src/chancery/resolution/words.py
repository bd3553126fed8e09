"""Words by which two accounts are compared: stems, figures, and how telling each is among all accounts.

A word that few accounts use says more for their being of one thing than one that all use (inverse
document frequency; Spärck Jones 1972).
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable
from collections.abc import Set as AbstractSet
from functools import lru_cache
from typing import Final

STEM: Final = 6
"""Characters of a stem: "suspended" and "suspension" meet, "resigned" and "resignation" too."""
_SHORTEST: Final = 3
_BACKGROUND: Final = 60
"""Accounts that every record is taken to hold besides its own, so that a small one judges soberly."""
_USUAL: Final = 2.0  # of these, how many use any word
_STOP: Final = frozenset(
    "the a an of to in on at for by with and or nor but that this these those his her its their our your my we they "
    "he she it me him them us you who whom whose which what there here is are was were be been being has have had "
    "having will would can could may might shall should must do does did as from into onto over under about between "
    "among during after before since until while when where than then also not no so if such both all any each other "
    "more most very just only own said says say told added stated according mr mrs ms dr today yesterday tomorrow "
    "week month year day january february march april june july august september october november december monday "
    "tuesday wednesday thursday friday saturday sunday".split()
)
_IRREGULAR: Final = {
    **dict.fromkeys(("met", "meeting"), "meet"),
    **dict.fromkeys(("held", "holding"), "hold"),
    **dict.fromkeys(("gave", "given", "giving"), "give"),
    **dict.fromkeys(("took", "taken", "taking"), "take"),
    **dict.fromkeys(("won", "winning", "winner"), "win"),
    **dict.fromkeys(("left", "leaving"), "leave"),
    **dict.fromkeys(("went", "gone", "going"), "go"),
    **dict.fromkeys(("spoke", "spoken", "speech"), "speak"),
    **dict.fromkeys(("sent", "sending"), "send"),
    **dict.fromkeys(("sold", "sale", "sales"), "sell"),
    **dict.fromkeys(("bought", "buying"), "buy"),
    **dict.fromkeys(("broke", "broken"), "break"),
    **dict.fromkeys(("chose", "chosen", "choice"), "choose"),
    **dict.fromkeys(("sought",), "seek"),
    **dict.fromkeys(("fell", "fallen"), "fall"),
    **dict.fromkeys(("rose", "risen"), "rise"),
    **dict.fromkeys(("swore", "sworn"), "swear"),
    **dict.fromkeys(("wrote", "written"), "write"),
    **dict.fromkeys(("withdrew", "withdrawn", "withdrawal"), "withdraw"),
    **dict.fromkeys(("made", "making"), "make"),
    **dict.fromkeys(("led", "leading"), "lead"),
    **dict.fromkeys(("brought",), "bring"),
    **dict.fromkeys(("came", "coming"), "come"),
    **dict.fromkeys(("kept",), "keep"),
    **dict.fromkeys(("paid", "payment"), "pay"),
    **dict.fromkeys(("lost", "loss"), "lose"),
    **dict.fromkeys(("shot",), "shoot"),
    **dict.fromkeys(("struck",), "strike"),
    **dict.fromkeys(("fought",), "fight"),
    **dict.fromkeys(("saw", "seen"), "see"),
}
_ENDING: Final = re.compile(r"(?:ations?|itions?|ements?|ments?|ions?|ings?|ed|ies|ers?|ors?|es|s|ly|al)$")
_WORD: Final = re.compile(r"[^\W\d_]{2,}")
_SCALE: Final = {"thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12, "m": 1e6, "bn": 1e9}
_COUNT: Final = dict(
    zip(
        "one two three four five six seven eight nine ten eleven twelve twenty".split(),
        [*range(1, 13), 20],
        strict=True,
    )
)
_FIGURE: Final = re.compile(
    rf"(?<![\w.,])(?P<number>\d[\d,]*(?:\.\d+)?|{'|'.join(_COUNT)}|half an?(?=\s(?:{'|'.join(_SCALE)})\b))"
    rf"(?P<half>\sand\sa\shalf)?(?:[\s-]?(?P<scale>{'|'.join(_SCALE)})\b)?"
    r"(?P<unit>\s?%|\s(?:percent|per cent)\b)?(?![\w])",
    re.IGNORECASE,
)
_DATED: Final = re.compile(
    r"\b(?:\d{1,2}(?:st|nd|rd|th)? (?:of )?)?(?:January|February|March|April|May|June|July|August|September|October"
    r"|November|December|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\b\.?"
    r"(?: \d{1,2}(?:st|nd|rd|th)?\b)?(?:,? \d{4}\b)?"
    r"|\b\d{4}-\d\d-\d\d\b|\b\d{1,2}[:.]\d\d\b"
)
_SMALL: Final = 12  # counts up to a dozen are in any text
_YEARS: Final = range(1800, 2100)


@lru_cache(maxsize=65536)
def stem(word: str) -> str:
    """Return what the forms of a word share; good enough to compare by, not to show.

    Example:
        >>> stem("suspended") == stem("Suspension"), stem("met"), stem("visits") == stem("visit")
        (True, 'meet', True)
    """
    low = word.lower()
    if low in _IRREGULAR:
        return _IRREGULAR[low]
    cut = _ENDING.sub("", low)
    kept = cut if len(cut) > _SHORTEST else low
    if len(kept) > _SHORTEST and kept[-1] == kept[-2]:
        kept = kept[:-1]
    return kept.rstrip("ey")[:STEM] if len(kept) > _SHORTEST else kept


@lru_cache(maxsize=65536)
def stems(text: str) -> frozenset[str]:
    """Return the stems of the words that carry a text's content; no numbers, no dates.

    Example:
        >>> sorted(stems("They said that the loans are ready."))
        ['loan', 'read']
    """
    return frozenset(stem(word) for word in _WORD.findall(text) if word.lower() not in _STOP)


@lru_cache(maxsize=65536)
def figures(text: str) -> frozenset[str]:
    """Return the numbers of a text that can tell one thing from another: amounts, sums, shares; no dates.

    Example:
        >>> sorted(figures("On October 14 it gave 20 million dollars, or 7.5 %, for 3 schools."))
        ['20000000', '7.5%']
    """
    found = set[str]()
    for match in _FIGURE.finditer(_DATED.sub(" ", text)):
        number, scale, unit = match["number"].lower(), match["scale"], match["unit"]
        counted = 0.5 if number.startswith("half") else _COUNT.get(number)
        value = (float(number.replace(",", "") or 0) if counted is None else counted) + 0.5 * bool(match["half"])
        bare = not scale and not unit
        if bare and (number in _COUNT or value <= _SMALL or (value in _YEARS and "," not in number)):
            continue
        value *= _SCALE[scale.lower()] if scale else 1
        found.add(f"{value:.12g}%" if unit else f"{value:.12g}")
    return frozenset(found)


PAPERS: Final = frozenset(
    map(stem, "agreement accord treaty protocol memorandum convention pact deal document declaration statement".split())
)
"""What is signed or given out, whatever it is about; its year, if any, says which of several it is."""


class Weights:
    """How telling each word is: the fewer accounts have it, the more."""

    def __init__(self, accounts: Iterable[AbstractSet[str]]) -> None:
        """Count in how many accounts each word stands.

        Args:
            accounts: The words of each account.
        """
        self._counts: Counter[str] = Counter()
        number = 0
        for words in accounts:
            self._counts.update(words)
            number += 1
        self._most = number + _BACKGROUND
        self._known: dict[str, float] = {}

    def of(self, word: str) -> float:
        """Return the weight of a word, in nats."""
        known = self._known.get(word)
        if known is None:
            known = self._known[word] = max(0.0, math.log(self._most / (self._counts[word] + _USUAL)))
        return known

    def total(self, words: Iterable[str]) -> float:
        """Return the sum of the squared weights of words."""
        return sum(self.of(word) ** 2 for word in words)

    def likeness(self, one: AbstractSet[str], other: AbstractSet[str]) -> float:
        """Return the cosine of two sets of words by their weights, 0 to 1."""
        shared = one & other
        if not shared:
            return 0.0
        length = math.sqrt(self.total(one) * self.total(other))
        return self.total(shared) / length if length else 0.0
