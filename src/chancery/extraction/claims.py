"""Finds who claims an office, or is recognised in it by some: "declared herself president", "recognised X as".

A claim is no holding. The words of the claim say so, or a word before the title: "rival prime minister".

Source: codebook, section 1.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import Final

from chancery.codebooks.titles import match_post
from chancery.model.mentions import EntityKind, EntityMention, NamedBy, OfficeMention
from chancery.model.text import Span
from chancery.model.times import TimeMention

_SELF: Final = r"self-(?:proclaimed|declared|styled|appointed|named|anointed)"
_RIVAL: Final = rf"(?:{_SELF}|rival|parallel|alternative|disputed|unrecogni[sz]ed)"
_BEFORE_TITLE: Final = re.compile(rf"\b{_RIVAL}\s+$", re.IGNORECASE)
_AS_RIVAL: Final = re.compile(rf"\b(?:as|of)\s+(?:the\s+|an?\s+)?{_RIVAL}\b", re.IGNORECASE)
_ASIDE: Final = r"(?:\s*,[^,;.]{1,90},)?"
_ITSELF: Final = re.compile(
    rf"{_ASIDE}\s+(?:has\s+|had\s+|then\s+|also\s+|unilaterally\s+)*(?:declared|proclaimed|named|appointed|styled|crowned|"
    r"swore\s+in|declares|proclaims)\s+(?:himself|herself)\s+(?:as\s+|to\s+be\s+)?"
)
_CLAIMS: Final = re.compile(
    rf"{_ASIDE}(?:\s*,?\s*who)?\s+(?:still\s+|also\s+)?(?:claims|claimed|considers\s+(?:himself|herself)|"
    r"regards\s+(?:himself|herself)\s+as|insists\s+(?:that\s+)?(?:he|she)\s+is)\s+(?:to\s+be\s+|that\s+(?:he|she)\s+is\s+)?"
)
_CLAIMS_LATER: Final = re.compile(
    r"[^.;\"\u201c\u201d]{0,80}?\b(?:claims|claimed|claiming|laid\s+claim\s+to|lays\s+claim\s+to)\s+"
)
_RECOGNISED: Final = re.compile(
    r"(?:\s*,\s*|\s+(?:who\s+)?(?:was|is|has\s+been|had\s+been)\s+)recogni[sz]ed\s+(?:by\s+[^,;.]{1,80}?\s+)?as\s+"
)
_RECOGNISING: Final = re.compile(r"\brecogni[sz](?:e|es|ed|ing)\s+(?:the\s+)?(?:opposition\s+leader\s+)?$")
_AS: Final = re.compile(r"\s+as\s+")
_FORMS: Final = {"presidency": "president", "premiership": "prime minister", "chancellorship": "chancellor"}
_PRAISE: Final = frozenset(
    "the a an legitimate rightful lawful sole only true new country nation 's constitutional duly elected its".split()
)
_WORDS: Final = re.compile(r"[\w'\u2019-]+|[,.;:]")
_LONG: Final = 110  # characters after the words of a claim in which the office stands
_HIGH: Final = frozenset({"head of state", "head of government", "minister", "speaker", "royal", "leader"})


def is_claimed(text: str, mention: EntityMention) -> bool:
    """Tell whether a word before a title says that it is only claimed: "self-proclaimed president X"."""
    start = mention.whole.start
    return _BEFORE_TITLE.search(text, max(0, start - 30), start) is not None


def is_rival(text: str, start: int, end: int) -> bool:
    """Tell whether somebody enters an office beside its holder: "was sworn in as rival president"."""
    return _AS_RIVAL.search(text, start, end) is not None


def find_claims(
    text: str, sentences: Sequence[Span], entities: Sequence[EntityMention], times: Sequence[TimeMention]
) -> Iterator[OfficeMention]:
    """Yield who claims an office, or is recognised in it by somebody.

    Args:
        text: The report's clean text.
        sentences: Its sentences, in order.
        entities: Its mentions, in order.
        times: Its time expressions, in order.
    """
    at = 0
    people = [i for i, one in enumerate(entities) if one.kind is EntityKind.PERSON and one.by is NamedBy.NAME]
    starts = [time.span.start for time in times]
    for index, number in enumerate(people):
        mention = entities[number]
        while at < len(sentences) and sentences[at].end <= mention.span.start:
            at += 1
        if at == len(sentences):
            return
        later = entities[people[index + 1]].whole.start if index + 1 < len(people) else len(text)
        end = min(sentences[at].end, max(later, mention.span.end))
        found = _claim(text, mention, end, sentences[at].end)
        if found is None:
            continue
        relation, (office, of), after = found
        near = range(bisect_left(starts, sentences[at].start), bisect_left(starts, sentences[at].end))
        own = [i for i in near if starts[i] >= after] if relation == "claims" else []
        yield OfficeMention(
            person=number, office=office, of=of, relation=relation, sentence=sentences[at], time=own[0] if own else None
        )


def _claim(text: str, mention: EntityMention, end: int, close: int) -> tuple[str, tuple[str, str | None], int] | None:
    """Read what follows a name, up to the next person, and what stands before it."""
    start = mention.span.end
    for pattern, relation in (
        (_ITSELF, "claims"), (_CLAIMS, "claims"), (_RECOGNISED, "recognised"), (_CLAIMS_LATER, "claims"),
    ):  # fmt: skip
        found = pattern.match(text, start, end)
        post = (
            _post(text[found.end() : min(close, found.end() + _LONG)], by_name=pattern is _CLAIMS_LATER)
            if found
            else None
        )
        if found is not None and post is not None:
            return relation, post, found.end()
    if _RECOGNISING.search(text, max(0, mention.whole.start - 60), mention.whole.start):
        link = _AS.match(text, start, end)
        post = _post(text[link.end() : min(close, link.end() + _LONG)], by_name=False) if link else None
        return ("recognised", post, link.end()) if link is not None and post is not None else None
    return None


def _post(text: str, *, by_name: bool) -> tuple[str, str | None] | None:
    """Return the office with which words begin; by its abstract name alone where the link is loose."""
    words = _WORDS.findall(text.replace("'s", " 's").replace("\u2019s", " 's"))
    at = 0
    while at < len(words) and words[at].casefold() in _PRAISE:
        at += 1
    if at == len(words):
        return None
    plain = _FORMS.get(words[at].casefold())
    if plain is not None:
        words, at = [plain, *words[at + 1 :]], 0
    elif by_name:
        return None
    post = match_post(words, at)
    if post is None or post.plural or post.post.level not in _HIGH:
        return None
    acting = "acting " if "acting" in post.flags and not post.office.startswith("acting ") else ""
    return f"{acting}{post.office}", post.of
