"""Reads titles of office with their states and the names that they are given to.

"Russian Foreign Minister Sergei Lavrov" is one mention; "the minister" is a description; "his Greek and
French counterparts, A and B" are two people, each with a state of his own.

Source: codebook, section 4.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Final

from chancery.codebooks.states import match_state
from chancery.extraction.context import Context, Found
from chancery.extraction.people import THINGS
from chancery.extraction.pieces import Piece, PieceKind
from chancery.extraction.runs import PLACE_HEADS
from chancery.extraction.standing import read_state
from chancery.model.mentions import EntityKind, EntityMention, NamedBy
from chancery.model.text import Span

_FLAGS: Final = frozenset(
    "new newly appointed elected outgoing incoming former acting interim late then ex current".split()
)
_OTHERS: Final = frozenset({"predecessor", "successor", "counterpart", "counterparts", "predecessors"})
_COLLEAGUES: Final = frozenset({"colleague", "colleagues"})
_POSSESSIVES: Final = frozenset({"his", "her", "their", "'s"})
_DEFINITE: Final = frozenset({"the", "his", "her", "its", "their", "our", "both", "two", "my", "your", "this"})
_ARTICLES: Final = frozenset("the a an 's his its their retired veteran senior country nation kingdom republic".split())
_CLOSING: Final = frozenset(', . ) ; : and who since until " ” — – in at but ? ! while'.split())
_BECOMING: Final = frozenset({"as", "became", "become", "becoming", "becomes", "elected", "named", "remain", "remains"})
_FOLD: Final = {
    **dict.fromkeys(("newly", "appointed", "elected"), "new"),
    **dict.fromkeys(("ex", "then"), "former"),
    "interim": "acting",
}
_KEPT: Final = frozenset("new former acting outgoing incoming predecessor successor counterpart designate".split())
_AREAS: Final = frozenset({"region", "province", "oblast", "district", "county", "prefecture", "governorate"})
_CROWNED: Final = frozenset({"president", "king", "queen", "emir", "sultan", "spokesperson", "ambassador"})
_NOBLE: Final = frozenset({"sheikh", "prince", "princess", "archbishop", "cardinal"})
_MINISTERIAL: Final = frozenset({"minister", "deputy minister"})
_LONGEST: Final = 12  # pieces before a title: "his Greek, Cypriot and French"
_REACH: Final = 8


@dataclass(frozen=True, slots=True)
class _Title:
    """A title in front of names.

    Attributes:
        first: Index of its first piece.
        end: Index after its last piece.
        owners: States or organisations before it.
        plural: True for several holders.
        shared: States after a plural title, one for each name: "the ministers of X and Y, A and B".
    """

    first: int
    end: int
    owners: tuple[int, ...]
    office: str | None
    of: str | None
    flags: tuple[str, ...]
    plural: bool
    shared: tuple[str, ...] = ()


def read_title(context: Context, at: int) -> Found | None:
    """Read "[state] [flags] title [of state] [name]", or "[state] counterpart [, name]"."""
    title = _title(context, at)
    if title is None:
        return None
    title = _with_states_after(context, title)
    names = _names_after(context, title)
    second = None if names else _second_office(context, title)
    if second is not None:
        title, names = second, _names_after(context, second)
    if names:
        return _named(context, title, names), names[-1] + 1
    if _is_indefinite(context, title) or _is_predicative(context, title):
        return _states_in(context, title), title.end
    return _described(context, title), title.end


def _title(context: Context, first: int) -> _Title | None:
    pieces = context.pieces
    flags: list[str] = []
    owners: list[int] = []
    at = first
    while at < len(pieces) and at - first < _LONGEST:
        piece = pieces[at]
        if piece.kind in (PieceKind.STATE, PieceKind.ORGANISATION):
            if owners and pieces[at - 1].lower not in {",", "and"}:
                return None
            owners.append(at)
        elif piece.lower in _FLAGS:
            flags.append(piece.lower)
        elif owners and _is_short_form(context, at):
            at += 2  # "Republic of Korea (ROK) Foreign Minister X"
        elif not (owners and (piece.text in {"'s", "'", "-"} or piece.lower in {",", "and"})):
            break
        at += 1
    if at >= len(pieces) or (at > first and pieces[at - 1].lower in {",", "and"}):
        return None
    return _with_head(context, _Title(first, at, tuple(owners), None, None, tuple(flags), plural=False))


def _is_short_form(context: Context, at: int) -> bool:
    """Tell whether an abbreviation in brackets begins at a piece: "(ROK)"."""
    return context.lower(at) == "(" and context.lower(at + 2) == ")" and context.pieces[at + 1].text.isupper()


def _with_head(context: Context, title: _Title) -> _Title | None:
    head = context.pieces[title.end]
    equal = head.lower in _COLLEAGUES and title.owners and context.lower(title.first - 1) in _POSSESSIVES
    if head.lower == "opposite" and context.lower(title.end + 1).startswith("number"):
        plural = context.lower(title.end + 1).endswith("s")
        return replace(title, end=title.end + 2, flags=_fold([*title.flags, "counterpart"]), plural=plural)
    if head.lower in _OTHERS or equal:
        plural = head.lower.endswith("s")
        word = "counterpart" if equal else head.lower.rstrip("s")
        found = replace(title, end=title.end + 1, flags=_fold([*title.flags, word]), plural=plural)
    elif head.kind is PieceKind.POST and head.post is not None:
        post = head.post
        end = _complement_end(context, title.end + 1, plural=post.plural)
        flags = _fold([*title.flags, *post.flags])
        found = replace(title, end=end, office=post.office, of=post.of, flags=flags, plural=post.plural)
    else:
        return None
    return found if found.plural or len(found.owners) < 2 else None  # noqa: PLR2004


def _with_states_after(context: Context, title: _Title) -> _Title:
    """Take the states that "and" adds after a plural title and before its names."""
    if not title.plural or title.of is None or title.owners:
        return title
    codes, at = [title.of], title.end
    while context.lower(at) in {",", "and"} and context.kind(at + 1) is PieceKind.STATE:
        codes.append(str(context.code(context.pieces[at + 1])))
        at += 2
    whole = replace(title, end=at, of=None, shared=tuple(codes))
    return whole if len(codes) > 1 and len(_names_after(context, whole)) == len(codes) else title


def _second_office(context: Context, title: _Title) -> _Title | None:
    """Return a title with the office that "and" adds to it before one name: "Fiji's deputy premier and minister X".

    "The president and Foreign Minister X" are two people, and so are those of whom one has an article.
    """
    at = title.end
    if title.plural or title.office is None or context.lower(title.first - 1) == "the" or context.lower(at) != "and":
        return None
    post = context.pieces[at + 1].post if context.kind(at + 1) is PieceKind.POST else None
    if post is None or post.plural or title.office.split()[-1] in _CROWNED or post.post.level not in _MINISTERIAL:
        return None
    capital = all(context.pieces[one].text[:1].isupper() for one in (at - 1, at + 1))
    owned = title.of is not None and post.of not in {None, title.of}
    if not capital or owned or any(context.pieces[owner + 1].text == "'s" for owner in title.owners):
        return None
    whole = replace(title, end=at + 2, office=post.office, of=title.of or post.of)
    return whole if len(_names_after(context, whole)) == 1 else None


def _fold(words: Iterable[str]) -> tuple[str, ...]:
    """Fold "newly appointed", "ex-" and the like to the model's flags."""
    return tuple(sorted({_FOLD.get(word, word) for word in words} & _KEPT))


def _complement_end(context: Context, at: int, *, plural: bool) -> int:
    """Return the index after "of both chambers of parliament" between a plural title and its names."""
    if not plural or context.lower(at) != "of":
        return at
    for ahead in range(at, min(at + _REACH, len(context.pieces) - 1)):
        if context.lower(ahead) == "," and context.kind(ahead + 1) is PieceKind.NAME:
            return ahead
    return at


# ---- names ----------------------------------------------------------------------------------


def _names_after(context: Context, title: _Title) -> list[int]:
    """Return the names that a title is given to: the next, or after a comma; more for a plural title."""
    at = title.end
    if context.lower(at) in {",", "("}:
        lone = context.kind(at + 1) is PieceKind.NAME and " " not in context.pieces[at + 1].text
        if lone and not (title.plural and context.names.knows(context.pieces[at + 1].text)):
            return []
        at += 1
        if context.lower(at) == "the" and context.kind(at + 1) is PieceKind.HONORIFIC:
            at += 1  # "the Prime Minister of Samoa, the Honourable X"
    elif context.lower(at) in _AREAS and context.kind(at + 1) is PieceKind.NAME:
        at += 1
    found: list[int] = []
    while True:
        while context.kind(at) is PieceKind.HONORIFIC or _is_rank(context, at):
            at += 1
        if not _can_be_titled(context, at):
            break
        found.append(at)
        at += 1
        if title.plural and context.lower(at) == "of" and context.kind(at + 1) is PieceKind.STATE:
            at += 2  # "ministers X of Norway and Y of Finland"
        if not title.plural or context.lower(at) not in {"and", ","}:
            break
        at += 2 if context.lower(at) == "," and context.lower(at + 1) == "and" else 1
    return found


def _is_rank(context: Context, at: int) -> bool:
    """Tell whether a rank stands between a title and a name: "Defence chief General X", "Foreign Minister Prince Y"."""
    post = context.pieces[at].post if context.kind(at) is PieceKind.POST else None
    noble = post is not None and post.office in _NOBLE
    ranked = post is not None and (post.post.level == "military" or noble) and not post.plural
    return ranked and at > 0 and context.kind(at - 1) is PieceKind.POST and context.kind(at + 1) is PieceKind.NAME


def _can_be_titled(context: Context, at: int) -> bool:
    if context.kind(at) is not PieceKind.NAME:
        return False
    piece = context.pieces[at]
    words = piece.text.split()
    if piece.is_body or piece.text in context.names.bodies or words[-1] in PLACE_HEADS | THINGS:
        return False
    return not context.sentence.is_headline or len(words) > 1 or context.names.knows(piece.text)


def _named(context: Context, title: _Title, names: Sequence[int]) -> list[EntityMention]:
    codes: list[str | None] = [*title.shared] or [context.code(context.pieces[owner]) for owner in title.owners]
    shared = title.of or (codes[0] if len(set(codes)) == 1 else None)
    each: list[str | None] = [*codes] if title.of is None and len(codes) == len(names) else [shared] * len(names)
    start = context.pieces[title.first].span.start
    found = [
        replace(
            context.make(EntityKind.PERSON, context.pieces[at], NamedBy.NAME),
            office=title.office,
            of=of,
            flags=title.flags,
            gender=_gender_before(context, at),
        )
        for at, of in zip(names, each, strict=True)
    ]
    found = [of_state(context, one, at + 1) for one, at in zip(found, names, strict=True)]
    if len(set(codes)) > 1 and len(codes) != len(names):  # each state is a party, whoever comes for it
        return [*_states_in(context, replace(title, of=None)), *found]
    found[0] = replace(found[0], whole=Span(start, found[0].whole.end))
    return found


def _gender_before(context: Context, at: int) -> str | None:
    return context.pieces[at - 1].gender if context.kind(at - 1) is PieceKind.HONORIFIC else None


def of_state(context: Context, mention: EntityMention, at: int) -> EntityMention:
    """Take "of Greece" after a titled name as the office's state."""
    state = at + 2 if context.lower(at + 1) == "the" else at + 1
    if mention.office is None or mention.of or context.lower(at) != "of" or context.kind(state) is not PieceKind.STATE:
        return mention
    form = context.reading(context.pieces[state])
    code = "USA" if context.is_province(context.pieces[state]) else form.code
    return replace(mention, of=code) if form.by == "name" else mention


# ---- descriptions ---------------------------------------------------------------------------


def _described(context: Context, title: _Title) -> list[EntityMention]:
    """Return the descriptions of holders without names: one for each state of a plural title."""
    starts = [title.first, *title.owners[1:]]
    ends = [*(owner + 1 for owner in title.owners[:-1]), title.end]
    codes = [context.code(context.pieces[owner]) for owner in title.owners] or [None]
    return [
        replace(
            context.over(EntityKind.PERSON, first, end, NamedBy.DESCRIPTION),
            office=title.office,
            of=title.of or code,
            flags=title.flags,
        )
        for first, end, code in zip(starts[: len(codes)], ends, codes, strict=True)
    ]


def _is_indefinite(context: Context, title: _Title) -> bool:
    """Tell whether nobody in particular is meant: "a minister", "elected president"."""
    definite = context.lower(title.first - 1) in _DEFINITE
    capital = context.pieces[title.first].text[:1].isupper()
    return not (definite or title.owners or title.of or capital)


def _is_predicative(context: Context, title: _Title) -> bool:
    """Tell whether the title is what someone is or becomes ("as prime minister"), not someone."""
    before = context.lower(title.first - 1)
    if context.lower(title.first) in {"elected", "appointed", "named"} and not title.owners and before not in _DEFINITE:
        return True
    further = context.lower(title.first - 2) if before in _DEFINITE | {"a", "an"} else ""
    return before in _BECOMING or further in _BECOMING


def _states_in(context: Context, title: _Title) -> list[EntityMention]:
    """Return the states inside a title that describes nobody: "sworn in as president of Kyrgyzstan"."""
    found = [mention for owner in title.owners for mention in _owner(context, owner)]
    head = context.pieces[title.end - 1]
    texts = context.sentence.texts
    at = head.first
    while head.kind is PieceKind.POST and at < head.last:
        state = match_state(texts, at)
        if state and state.readings and state.readings[0].by == "name" and state.end <= head.last:
            words = context.sentence.words
            span = Span(words[at].span.start, words[state.end - 1].span.end)
            found.append(
                EntityMention(
                    kind=EntityKind.STATE,
                    span=span,
                    name=context.text(span),
                    by=NamedBy.NAME,
                    whole=span,
                    key=state.readings[0].code,
                )
            )
        at = max(at + 1, state.end if state else 0)
    return found


def _owner(context: Context, at: int) -> list[EntityMention]:
    """Return the state or organisation before a title as a mention of its own."""
    piece = context.pieces[at]
    if piece.kind is PieceKind.ORGANISATION:
        return [context.make(EntityKind.ORGANISATION, piece, NamedBy.NAME, key=piece.organisation)]
    found, end = read_state(context, at)
    return found if end == at + 1 else []


# ---- after a name ---------------------------------------------------------------------------


def with_apposition(context: Context, mention: EntityMention, at: int) -> EntityMention:
    """Take ", the Russian foreign minister," after a name as its title.

    Args:
        context: The sentence.
        mention: The name.
        at: Index of the piece after it.
    """
    if context.lower(at) not in {",", "("}:
        return mention
    begin = at = at + 1
    flags: list[str] = []
    owner: Piece | None = None
    while at < len(context.pieces) and at - begin < _REACH:
        piece = context.pieces[at]
        if piece.kind in (PieceKind.STATE, PieceKind.ORGANISATION):
            owner = piece
        elif piece.lower in _FLAGS:
            flags.append(piece.lower)
        elif piece.lower not in _ARTICLES and piece.text != "-":
            break
        at += 1
    post = context.pieces[at].post if at < len(context.pieces) else None
    if context.lower(at + 1) == "-" and context.lower(at + 2) in {"designate", "elect"}:
        flags.append("designate")
        at += 2
    if post is not None and post.of is None and _is_owned(context, at + 1):
        owner = context.pieces[at + 2]  # "prime minister-designate of Portugal"
        at += 2
    if post is None or post.plural or not _ends_apposition(context, at + 1):
        return mention
    of = post.of or context.code(owner) or _owner_of_second(context, at + 1)
    return replace(mention, office=post.office, of=of, flags=_fold([*flags, *post.flags]))


def _owner_of_second(context: Context, at: int) -> str | None:
    """Return whose the office is that "and" adds in an apposition: "X, Deputy Premier and Foreign Minister of Fiji"."""
    second = (
        context.pieces[at + 1].post if context.lower(at) == "and" and context.kind(at + 1) is PieceKind.POST else None
    )
    ends = second is not None and not second.plural and _ends_apposition(context, at + 2)
    return second.of if second is not None and ends else None


def _is_owned(context: Context, at: int) -> bool:
    return context.lower(at) == "of" and context.kind(at + 1) is PieceKind.STATE


def _ends_apposition(context: Context, at: int) -> bool:
    closes = context.lower(at) in _CLOSING or context.kind(at) is PieceKind.TIME
    return at >= len(context.pieces) or closes
