"""Tells who is called the relative of somebody: "the president's sister, Ana Lima", who is not "President Lima".

Source: own rules; codebook, section 5.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from typing import Final

from chancery.model.mentions import EntityKind, NamedBy
from chancery.model.text import Span
from chancery.resolution.names import read_name
from chancery.resolution.scene import Scene

_KIN: Final = (
    "sister brother son daughter wife husband mother father widow widower niece nephew cousin uncle aunt grandson "
    "granddaughter grandfather grandmother half-brother half-sister stepson stepdaughter brother-in-law sister-in-law "
    "son-in-law daughter-in-law"
).replace(" ", "|")
_RELATED: Final = re.compile(
    rf",\s+(?:(?:the|an?|his|her)\s+)?(?:[\w-]+\s+){{0,3}}?"
    rf"(?:[\w-]+['\u2019]s?\s+(?:[\w-]+\s+){{0,2}}?(?:{_KIN})\b|(?:{_KIN})\s+of\b)"
)
"""What says behind a name whose relative somebody is: "Ana Lima, the president's sister", "a son of the president"."""
_RELATED_TO: Final = re.compile(rf"(?:\b(?:his|her)|['\u2019]s?)\s+(?:[\w-]+\s+){{0,2}}?(?:{_KIN}),?\s+$")
"""The same before a name: "the president's sister, Ana Lima", "his elder son Rui Lima"."""
_BEFORE: Final = 60  # characters


def bare_surnames(scene: Scene) -> Collection[str]:
    """Return the surnames that a report gives somebody alone, with an office: "President Lima"."""
    return {
        read_name(one.name).surname
        for one in scene.seen.entities
        if one.kind is EntityKind.PERSON and one.by is NamedBy.NAME and one.office and len(one.name.split()) == 1
    }


def is_relative(text: str, names: Iterable[Span]) -> bool:
    """Tell whether words beside one of a person's names call her somebody's relative.

    Args:
        text: The report's text.
        names: Where her names stand.
    """
    return any(
        _RELATED.match(text, span.end) or _RELATED_TO.search(text, max(0, span.start - _BEFORE), span.start)
        for span in names
    )
