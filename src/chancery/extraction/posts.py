"""Reads which office a noun of a sentence names: "the post of defence minister", "the presidency of Peru".

Source: codebook, section 1; FollowTheMoney 4.11, `Position`.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection
from dataclasses import dataclass, replace
from typing import Final

from chancery.codebooks.posts import PostMatch
from chancery.codebooks.states import match_state
from chancery.codebooks.titles import match_post
from chancery.extraction.rows import Row
from chancery.extraction.units import UnitKind
from chancery.model.mentions import EntityKind, EntityMention, NamedBy

POSTS: Final = frozenset({"office", "post", "position", "job"})
"""Nouns for an office that something else names."""
DIGNITIES: Final = {
    "presidency": "president", "premiership": "prime minister", "prime ministership": "prime minister",
    "chancellorship": "chancellor", "vice-presidency": "vice president", "speakership": "speaker of parliament",
}  # fmt: skip
_STEPS: Final = 5  # words before a noun in which its title begins
_OWNERS: Final = frozenset({EntityKind.STATE, EntityKind.ORGANISATION})
_PLACES: Final = frozenset({"", "of", "in", "for"})
_DEEP: Final = 2  # "the job of the post of" is not said


@dataclass(frozen=True, slots=True)
class NamedPost:
    """An office that words name.

    Attributes:
        office: In the codebook's words, "acting" before it where the words say so.
        of: Whose it is, where the words beside it tell.
        level: Of the office, as the codebook has it; empty where a mention named it.
        plural: Whether several holders are meant: "ministers".
        flags: Of "acting", "former", "outgoing", "new", "designate", "then", "current".
    """

    office: str
    of: str | None
    level: str = ""
    plural: bool = False
    flags: tuple[str, ...] = ()


def post_at(row: Row, node: int, *, depth: int = _DEEP) -> NamedPost | None:
    """Return the office that a noun names, alone or as "the post of", with whose it is.

    Args:
        row: The sentence.
        node: The noun.
        depth: How many nouns such as "post" may stand over the title.
    """
    mention = row.tree.mention(node)
    if mention is not None:
        return _of_mention(row, node, mention)
    if not row.tree.is_word(node):
        return None
    lower = row.units[node].lower
    if lower in DIGNITIES:
        return _owned(row, node, NamedPost(DIGNITIES[lower], None))
    found = _titled(row, node)
    if found is None and lower in {*POSTS, "seat", "role", "title"} and depth:
        kids = [kid for kid in row.tree.kids(node, "nmod", "compound", "appos") if row.tree.case(kid) in _PLACES]
        named = (post_at(row, kid, depth=depth - 1) for kid in kids)
        inner = next((one for one in named if one is not None), None)
        return _owned(row, node, inner) if inner is not None else None
    return found


def post_from(row: Row, start: int) -> NamedPost | None:
    """Return the office with which the words from a unit on begin."""
    if start >= len(row.units):
        return None
    mention = row.tree.mention(start)
    if mention is not None:
        return _of_mention(row, start, mention)
    if row.units[start].lower in DIGNITIES:
        return post_at(row, start)
    post = match_post(row.sentence.texts, _word_of(row, start))
    if post is None:
        return None
    end = row.sentence.words[post.end - 1].span.end
    last = next((at for at in range(start, len(row.units)) if row.units[at].span.end >= end), start)
    return _owned(row, last, _named(post))


def _named(post: PostMatch) -> NamedPost:
    acting = "acting" in post.flags and not post.office.startswith("acting ")
    office = f"acting {post.office}" if acting else post.office
    return NamedPost(office, post.of, post.post.level, post.plural, post.flags)


def _of_mention(row: Row, node: int, mention: EntityMention) -> NamedPost | None:
    """Return the office that a mention describes, or that the presidency of a state is."""
    if mention.kind is EntityKind.STATE and mention.by is not NamedBy.NAME:
        words = row.units[node].lower.split()
        named = next((DIGNITIES[word] for word in words if word in DIGNITIES), None)
        return NamedPost(named, mention.key) if named else None
    if mention.kind is not EntityKind.PERSON or mention.by is not NamedBy.DESCRIPTION or not mention.office:
        return None
    acting = "acting" in mention.flags and not mention.office.startswith("acting ")
    office = f"acting {mention.office}" if acting else mention.office
    return _owned(row, node, NamedPost(office, mention.of, flags=mention.flags))


def _titled(row: Row, node: int) -> NamedPost | None:
    """Return the office whose title a noun ends or begins: "minister" of "the prime minister of Peru"."""
    at = _word_of(row, node)
    best: PostMatch | None = None
    for start in range(at, max(-1, at - _STEPS), -1):
        if start < at and row.sentence.words[start].pos == "PUNCT":
            break
        post = match_post(row.sentence.texts, start)
        if post is not None and post.end > at and (best is None or post.end >= best.end):
            best = post
    return _owned(row, node, _named(best)) if best is not None else None


def _word_of(row: Row, node: int) -> int:
    return min(bisect_left(row.starts, row.units[node].span.start), len(row.starts) - 1)


def _owned(row: Row, node: int, post: NamedPost) -> NamedPost:
    """Add whose office it is, where a state or body stands beside it: "Chile's president", "president of Peru"."""
    return post if post.of is not None else replace(post, of=_owner_beside(row, node))


def _owner_beside(row: Row, node: int) -> str | None:
    for kid in row.tree.kids(node, "nmod", "amod", "compound"):
        mention = row.tree.mention(kid)
        if mention is not None and mention.kind in _OWNERS and mention.key and row.tree.case(kid) in {"", "of"}:
            return mention.key
    before = row.units[node - 1] if node else None
    found = match_state([before.lower], 0) if before is not None and before.kind is UnitKind.WORD else None
    return found.readings[0].code if found and found.readings else None


def is_beside(row: Row, node: int, words: Collection[str]) -> bool:
    """Tell whether one of some words stands with a noun as its article, adjective or owner."""
    return any(row.units[kid].lower in words for kid in row.tree.kids(node, "det", "amod", "nmod:poss", "advmod"))
