"""Ids that depend on content alone: hashes of places in reports, slugs of names."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from typing import Final

from chancery.codebooks.names import unaccented
from chancery.model.evidence import Evidence

_DIGITS: Final = 12
_NOT_SLUG: Final = re.compile(r"[^a-z0-9]+")


def fact_id(letter: str, *parts: object) -> str:
    """Return the id of a fact: a letter for its kind and a hash of what makes it that fact.

    Example:
        >>> fact_id("e", "CONSULT", "7f3a", 10)
        'e-1867dc998609'
    """
    told = "\x1f".join(str(part) for part in parts)
    return f"{letter}-{hashlib.sha256(told.encode()).hexdigest()[:_DIGITS]}"


def first_place(evidence: Iterable[Evidence]) -> tuple[str, int, int]:
    """Return the smallest report id and span among pieces of evidence."""
    first = min(evidence)
    return first.report, first.span.start, first.span.end


def slug(name: str) -> str:
    """Return a name as an id in plain small letters.

    Example:
        >>> slug("Recep Tayyip Erdoğan")
        'recep-tayyip-erdogan'
    """
    return _NOT_SLUG.sub("-", unaccented(name).casefold()).strip("-") or "unnamed"
