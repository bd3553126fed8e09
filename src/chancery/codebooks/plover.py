"""PLOVER 2.0 with Chancery's two extensions: types, modes, scores and quad classes.

Source: PLOVER 2.0 manual of 4 February 2024, as restated in `plover.toml`; codebook, section 5;
`docs/decisions/0001-plover.md` for the manual's faults and what is done about each.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Final

VERBAL: Final = frozenset({"AGREE", "CONCEDE", "SUPPORT", "REQUEST", "ACCUSE", "REJECT", "THREATEN"})
"""Types of acts that are done by saying so."""
_ANNOUNCED: Final = {
    "CONSULT": "AGREE",
    "SUPPORT": "AGREE",
    "COOPERATE": "AGREE",
    "AID": "AGREE",
    "RETREAT": "CONCEDE",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class EventType:
    """One category of act.

    Attributes:
        code: "CONSULT".
        quad: Verbal or material, cooperation or conflict; None for the two extensions.
        score: Intensity, -10 to 10; None for the two extensions.
        modes: Mode to its own intensity, or None where it has none.
        words: The act in plain words, "talks".
    """

    code: str
    quad: str | None
    score: float | None
    modes: Mapping[str, float | None]
    words: str


@cache
def event_types() -> Mapping[str, EventType]:
    """Read the 16 PLOVER types and the two extensions, by code."""
    data = tomllib.loads(files(__package__).joinpath("plover.toml").read_text(encoding="utf-8"))
    return {
        code: EventType(
            code=code,
            quad=entry.get("quad"),
            score=entry.get("score"),
            modes={name: mode.get("score") for name, mode in entry.get("modes", {}).items()},
            words=entry["words"],
        )
        for code, entry in data["types"].items()
    }


def score(code: str, mode: str | None) -> float | None:
    """Return the intensity of a mode, else of its type, else None.

    Raises:
        KeyError: If there is no such type or mode.
    """
    event_type = event_types()[code]
    own = event_type.modes[mode] if mode else None
    return event_type.score if own is None else own


def plain_type(code: str, *, planned: bool, resigned: bool = False) -> str | None:
    """Return the type that plain PLOVER gives an event; None for what it leaves out.

    Args:
        code: A type of PLOVER or one of the two extensions.
        planned: True for what is yet to come, which PLOVER takes for an undertaking.
        resigned: True for someone who resigns from an office.

    Source: PLOVER 2.0 manual, AGREE and CONCEDE; codebook, section 5.

    Example:
        >>> plain_type("CONSULT", planned=True), plain_type("ASSAULT", planned=True), plain_type("ELECT", planned=False)
        ('AGREE', 'ASSAULT', None)
    """
    if code in {"ELECT", "OFFICE"}:
        return "RETREAT" if resigned else None
    return _ANNOUNCED.get(code, code) if planned else code
