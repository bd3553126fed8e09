"""Says which offices one person does not hold together: foreign minister and mayor, ambassador and speaker.

Offices that are often joined in one hand (a head of government who is foreign minister too, a deputy who leads a
ministry) exclude nothing, and neither does an office that no list here has.
"""

from __future__ import annotations

from collections.abc import Set as AbstractSet
from functools import lru_cache
from typing import Final

from chancery.codebooks.posts import posts

_PORTFOLIOS: Final = ("foreign", "defence", "interior", "finance", "justice", "health")
_HEADS: Final = frozenset({"head of state", "head of government"})
_CACHE: Final = 1 << 14


@lru_cache(maxsize=_CACHE)
def _seat(office: str) -> str | None:
    """Return what an office keeps its holder from being otherwise; None for one that goes with any."""
    level = posts()[office].level if office in posts() else ""
    if level in _HEADS:
        return "head"
    if level in {"speaker", "spokesperson"}:
        return level
    subject, _, noun = office.partition(" ")
    if noun == "minister" and subject in _PORTFOLIOS:
        return office
    if office == "ambassador" or office.startswith("ambassador to "):
        return "ambassador"
    place = next(
        (word for word in ("mayor", "governor", "akim") if office == word or office.startswith(f"{word} of ")), ""
    )
    return office if place and office != "governor of the central bank" else None


def are_exclusive(mine: AbstractSet[str], theirs: AbstractSet[str]) -> bool:
    """Tell whether none of one's offices goes with any of another's.

    Example:
        >>> are_exclusive({"foreign minister"}, {"mayor of Bel"}), are_exclusive({"president"}, {"defence minister"})
        (True, False)
        >>> are_exclusive({"foreign minister", "deputy prime minister"}, {"ambassador"})
        False
    """
    if not mine or not theirs:
        return False
    return all(_excludes(_seat(one), _seat(other)) for one in mine for other in theirs)


def _excludes(one: str | None, other: str | None) -> bool:
    if one is None or other is None or one == other:
        return False
    ministers = sum(seat.endswith(" minister") for seat in (one, other))
    return not ("head" in (one, other) and ministers)
