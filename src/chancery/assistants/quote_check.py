"""Answers "did X say Y?": with the sentence, with whose words they are instead, or with "not in the record".

Words are compared without case, punctuation and typography. Verbatim means inside the marked content
of a quotation; alike means that most of it is there in that order. What the record holds in indirect
speech only is said to be so.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from enum import StrEnum
from typing import Final

from rapidfuzz import fuzz

from chancery.assistants.answers import Answers
from chancery.assistants.pins import NOTICE, Json
from chancery.model.quotations import Quotation, QuotationKind
from chancery.record.store import Record
from chancery.views.dossier import find_entity

_ALIKE: Final = 85.0  # of 100, rapidfuzz's partial ratio of the words in order
_SHORTEST: Final = 8  # characters; less is found everywhere
_PART: Final = 0.7  # of the length asked for; a shorter text would be found inside it
_SHOWN: Final = 5
_NO_WORD: Final = re.compile(r"[^\w]+")


class Verdict(StrEnum):
    """What the record says about whether somebody said something."""

    SAID = "said, verbatim"
    REPORTED = "reported in indirect speech"
    ALIKE = "something alike was said"
    OTHER = "said by somebody else"
    TOLD = "in a report, but not as this speaker's words"
    NOT_THERE = "not in the record"
    TOO_SHORT = "too short to be checked"


def check_quote(record: Record, speaker: str, words: str) -> Json:
    """Look for words in the mouth of a speaker.

    Args:
        record: Open for reading, inside one snapshot.
        speaker: A name, in any spelling that the record knows.
        words: What is said to have been said.

    Raises:
        QueryError: If nobody (C050) or more than one (C052) has this name.
    """
    wanted = _flat(words)
    if len(wanted) < _SHORTEST:
        return _answer(Verdict.TOO_SHORT, [])
    person = find_entity(record, speaker)
    answers = Answers(record)
    own = record.quotations(speaker=person.id)
    same = [quotation for quotation in own if _holds(quotation, wanted)]
    if same:
        verbatim = [quotation for quotation in same if quotation.kind is not QuotationKind.INDIRECT]
        verdict = Verdict.SAID if verbatim else Verdict.REPORTED
        return _answer(verdict, [answers.quotation(quotation) for quotation in verbatim or same])
    alike = _alike(own, wanted)
    if alike:
        return _answer(Verdict.ALIKE, [answers.quotation(quotation) for quotation in alike])
    others = [quotation for quotation in record.quotations() if _holds(quotation, wanted)]
    if others:
        return _answer(Verdict.OTHER, [answers.quotation(quotation) for quotation in others])
    hits = [hit for hit in answers.search(words, _SHOWN)["found"] if hit["kind"] == "report"]
    return _answer(Verdict.TOLD if hits else Verdict.NOT_THERE, hits)


def _answer(verdict: Verdict, found: list[Json]) -> Json:
    return {"answer": verdict.value, "found": found[:_SHOWN], "notice": NOTICE}


def _holds(quotation: Quotation, wanted: str) -> bool:
    return any(wanted in _flat(rendering.content.quote) for rendering in quotation.renderings)


def _alike(quotations: Iterable[Quotation], wanted: str) -> list[Quotation]:
    scored: list[tuple[float, str, Quotation]] = []
    for quotation in quotations:
        texts = [_flat(rendering.content.quote) for rendering in quotation.renderings]
        long = [text for text in texts if len(text) >= _PART * len(wanted)]
        best = max((fuzz.partial_ratio(wanted, text, score_cutoff=_ALIKE) for text in long), default=0.0)
        if best >= _ALIKE:
            scored.append((-best, quotation.id, quotation))
    return [quotation for _, _, quotation in sorted(scored, key=lambda one: one[:2])]


def _flat(text: str) -> str:
    """Return the words alone, in lower case and without marks over letters."""
    bare = "".join(c for c in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(c))
    return _NO_WORD.sub(" ", bare).strip()
