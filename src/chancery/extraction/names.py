"""Finds who and what is named: people with their titles, states, organisations and places.

A title, the state before it and the name after it become one mention ("Russian Foreign Minister
Sergei Lavrov"); a title alone becomes a description ("the minister"). Nothing is looked up, and
back-references are left as they are.

Source: codebook, section 4.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from rapidfuzz.distance.DamerauLevenshtein import distance

from chancery.codebooks.names import given_names, openers
from chancery.codebooks.posts import PostMatch
from chancery.codebooks.states import StateForm
from chancery.extraction.inflection import can_be_noun, verb_lemmas
from chancery.extraction.pieces import BODY_HEADS, Piece, PieceKind, scan
from chancery.extraction.sentence import Sentence
from chancery.model.mentions import EntityKind, EntityMention, NamedBy
from chancery.model.text import Span

PRONOUNS = {
    **dict.fromkeys(("he", "him", "his", "himself"), "m"),
    **dict.fromkeys(("she", "her", "hers", "herself"), "f"),
    **dict.fromkeys(("they", "them", "their", "we", "us", "our", "i", "my", "me"), None),
}
_IN_PLACE = frozenset("in at to from near outside into via around toward towards leaving through".split())
_FLAGS = frozenset("new newly appointed elected outgoing incoming former acting interim late then ex current".split())
_PREDECESSOR = frozenset({"predecessor", "successor", "counterpart", "counterparts"})
_DEFINITE = frozenset({"the", "his", "her", "its", "their", "our", "both", "two", "my"})
_MISPRINT_LENGTH = 5  # in shorter names one letter makes another name
_SPEECH = frozenset("said says told added noted stressed stated".split())


@dataclass(slots=True)
class _Names:
    """What the whole report shows of its names: which last names and runs are people."""

    full: dict[str, str]
    surnames: frozenset[str]
    states: Counter[str]


def find_entities(sentences: Sequence[Sentence], times: Iterable[Span]) -> tuple[EntityMention, ...]:
    """Find every mention of a person, state, organisation or place.

    Args:
        sentences: The report's sentences, in order.
        times: Spans of time expressions, inside which nothing is a name.

    Returns:
        Mentions in the order of the text, none inside another.
    """
    spans = tuple(times)
    scanned = [scan(s, tuple(span for span in spans if span.overlaps(s.span))) for s in sentences]
    names = _survey(zip(sentences, scanned, strict=True))
    found: list[EntityMention] = []
    for sentence, pieces in zip(sentences, scanned, strict=True):
        found.extend(_Reader(sentence, pieces, names).read())
    return tuple(found)


def _survey(scanned: Iterable[tuple[Sentence, tuple[Piece, ...]]]) -> _Names:
    """Learn from the whole report which names are people."""
    full: dict[str, str] = {}
    states: Counter[str] = Counter()
    for sentence, pieces in scanned:
        for index, piece in enumerate(pieces):
            if piece.kind is PieceKind.STATE and len({form.code for form in piece.states}) == 1:
                states[piece.states[0].code] += 1
            if piece.kind is PieceKind.NAME and _is_person(sentence, pieces, index):
                words = piece.text.split()
                full.setdefault(words[-1], piece.text)
                if len(words) > 1:
                    full[words[-1]] = piece.text
    return _Names(full, frozenset(full), states)


def _is_person(sentence: Sentence, pieces: Sequence[Piece], index: int) -> bool:
    """Tell whether a run of capitals is a person by what stands around and in it."""
    words = pieces[index].text.split()
    if any(word in BODY_HEADS for word in words) or (words[-1].isupper() and len(words) == 1):
        return False
    if sentence.is_headline:
        return False  # capitals say nothing there; the body names the same people
    before = pieces[index - 1] if index else None
    if before is not None and (before.kind is PieceKind.HONORIFIC or _is_title(before, pieces, index)):
        return True
    if len(words) > 1 and words[0] in given_names():
        return True
    after = pieces[index + 1] if index + 1 < len(pieces) else None
    spoken = after is not None and after.lower in _SPEECH
    return spoken and len(words) > 1


def _is_title(before: Piece, pieces: Sequence[Piece], index: int) -> bool:
    if before.kind is PieceKind.POST:
        return True
    # "the acting mayor of X, NAME": the title stands a comma away
    window = pieces[max(0, index - 5) : index]
    return before.text == "," and len(pieces[index].text.split()) > 1 and any(p.kind is PieceKind.POST for p in window)


class _Reader:
    """Reads the pieces of one sentence from left to right."""

    def __init__(self, sentence: Sentence, pieces: Sequence[Piece], names: _Names) -> None:
        self._sentence = sentence
        self._pieces = pieces
        self._names = names
        self._at = 0

    def read(self) -> Iterator[EntityMention]:
        """Yield the mentions of the sentence."""
        while self._at < len(self._pieces):
            start = self._at
            found = self._titled() or self._honoured() or self._plain()
            yield from found
            self._at = max(self._at, start + 1)

    # ---- titles -----------------------------------------------------------------------------

    def _titled(self) -> list[EntityMention]:
        """Read "[state] [flags] title [of state] [name]", or "[state] counterpart [, name]"."""
        at = self._at
        flags: list[str] = []
        owner: Piece | None = None
        while at < len(self._pieces):
            piece = self._pieces[at]
            if piece.kind in (PieceKind.STATE, PieceKind.ORGANISATION) and owner is None:
                owner = piece
            elif not (piece.lower in _FLAGS or (piece.text in {"'s", "'", "-"} and owner is not None)):
                break
            else:
                flags += [piece.lower] if piece.lower in _FLAGS else []
            at += 1
        if at >= len(self._pieces):
            return []
        head = self._pieces[at]
        if head.lower in _PREDECESSOR:
            return self._described(at, owner, [*flags, head.lower.rstrip("s")], None)
        if head.kind is not PieceKind.POST or head.post is None:
            return []
        return self._described(at, owner, flags, head.post)

    def _described(self, at: int, owner: Piece | None, flags: list[str], post: PostMatch | None) -> list[EntityMention]:
        """Build the mention of a title at `at`, with the names that follow it."""
        first = self._pieces[self._at]
        office = post.office if post else None
        flags = _flags([*flags, *(post.flags if post else ())])
        end = self._complement_end(at + 1, post)
        of = (post.of if post else None) or self._code(owner)
        plural = post is not None and post.plural
        names = self._names_after(end, plural=plural)
        if names:
            return self._named(names, first, office, of, flags)
        definite = self._at > 0 and self._pieces[self._at - 1].lower in _DEFINITE
        last = self._pieces[end - 1]
        self._at = end
        whole = Span(first.span.start, last.span.end)
        if not (definite or owner is not None or first.text[:1].isupper()):
            return []
        if self._is_predicative(first):
            return self._state_of(owner)
        return [
            EntityMention(
                kind=EntityKind.PERSON,
                span=whole,
                name=self._text(whole),
                by=NamedBy.DESCRIPTION,
                whole=whole,
                office=office,
                of=of,
                flags=tuple(flags),
            )
        ]

    def _text(self, span: Span) -> str:
        start = self._sentence.span.start
        return self._sentence.text[span.start - start : span.end - start]

    def _is_predicative(self, first: Piece) -> bool:
        """Tell whether the title is what someone is or becomes ("as prime minister"), not someone."""
        index = self._pieces.index(first)
        before = [piece.lower for piece in self._pieces[max(0, index - 2) : index]]
        return bool(before) and (before[-1] == "as" or before[0] == "as" or before[-1] in {"became", "become"})

    def _state_of(self, owner: Piece | None) -> list[EntityMention]:
        if owner is None or owner.kind is not PieceKind.STATE:
            return []
        return [m for m in [self._state(owner, self._pieces.index(owner))] if m]

    def _complement_end(self, at: int, post: PostMatch | None) -> int:
        """Return the index after "of the both chambers of parliament" between a plural title and its names."""
        if post is None or not post.plural or at >= len(self._pieces) or self._pieces[at].lower != "of":
            return at
        for ahead in range(at, min(at + 8, len(self._pieces) - 1)):
            if self._pieces[ahead].text == "," and self._pieces[ahead + 1].kind is PieceKind.NAME:
                return ahead
        return at

    def _names_after(self, at: int, *, plural: bool) -> list[tuple[int, Piece]]:
        """Return the names that a title is given to: the next, or after a comma; more for a plural title."""
        found: list[tuple[int, Piece]] = []
        ahead = at
        if ahead < len(self._pieces) and self._pieces[ahead].text == ",":
            nearby = self._pieces[ahead + 1 : ahead + 2]
            if not nearby or nearby[0].kind is not PieceKind.NAME or len(nearby[0].text.split()) == 1:
                return []
            ahead += 1
        while ahead < len(self._pieces) and self._pieces[ahead].kind is PieceKind.HONORIFIC:
            ahead += 1
        while ahead < len(self._pieces) and self._pieces[ahead].kind is PieceKind.NAME and self._can_be_titled(ahead):
            found.append((ahead, self._pieces[ahead]))
            ahead += 1
            if not plural or ahead + 1 >= len(self._pieces) or self._pieces[ahead].lower not in {"and", ","}:
                break
            ahead += 1
        return found

    def _can_be_titled(self, at: int) -> bool:
        words = self._pieces[at].text.split()
        if words[-1] in BODY_HEADS:
            return False
        return not self._sentence.is_headline or words[-1] in self._names.surnames

    def _named(
        self, names: list[tuple[int, Piece]], first: Piece, office: str | None, of: str | None, flags: list[str]
    ) -> list[EntityMention]:
        self._at = names[-1][0] + 1
        return [
            EntityMention(
                kind=EntityKind.PERSON,
                span=piece.span,
                name=piece.text,
                by=NamedBy.NAME,
                whole=Span(first.span.start if number == 0 else piece.span.start, piece.span.end),
                office=office,
                of=of,
                flags=tuple(flags),
            )
            for number, (_, piece) in enumerate(names)
        ]

    def _honoured(self) -> list[EntityMention]:
        """Read "Mr Kazakbayev"."""
        piece = self._pieces[self._at]
        ahead = self._at + 1
        if piece.kind is not PieceKind.HONORIFIC or ahead >= len(self._pieces):
            return []
        name = self._pieces[ahead]
        if name.kind is not PieceKind.NAME:
            return []
        self._at = ahead
        return [replace(m, gender=piece.gender, whole=Span(piece.span.start, m.whole.end)) for m in self._person(name)]

    # ---- everything else --------------------------------------------------------------------

    def _plain(self) -> list[EntityMention]:
        piece = self._pieces[self._at]
        if piece.kind is PieceKind.STATE:
            mention = self._state(piece, self._at)
            return [mention] if mention else []
        if piece.kind is PieceKind.ORGANISATION:
            return [self._make(EntityKind.ORGANISATION, piece, NamedBy.NAME, key=piece.organisation)]
        if piece.kind is PieceKind.NAME:
            return self._name(piece)
        if piece.lower in PRONOUNS:
            gender = PRONOUNS[piece.lower]
            return [replace(self._make(EntityKind.PERSON, piece, NamedBy.PRONOUN), gender=gender)]
        return []

    def _make(self, kind: EntityKind, piece: Piece, by: NamedBy, *, key: str | None = None) -> EntityMention:
        return EntityMention(kind=kind, span=piece.span, name=piece.text, by=by, whole=piece.span, key=key)

    def _reading(self, piece: Piece) -> StateForm:
        """Return the reading of a state's form that the rest of the report makes likeliest."""
        return max(piece.states, key=lambda form: (self._names.states[form.code], -piece.states.index(form)))

    def _code(self, owner: Piece | None) -> str | None:
        if owner is None:
            return None
        return self._reading(owner).code if owner.states else owner.organisation

    def _state(self, piece: Piece, at: int) -> EntityMention | None:
        """Read a state, its capital as government or as place, or a body of it ("the Kyrgyz side")."""
        form = self._reading(piece)
        if form.by in {"capital", "seat"}:
            before = self._pieces[at - 1].lower if at else ""
            as_place = before in _IN_PLACE or (before in {",", "("} and form.by == "capital")
            if as_place and form.by == "capital":
                return replace(self._make(EntityKind.PLACE, piece, NamedBy.NAME), of=form.code)
            return self._make(EntityKind.STATE, piece, NamedBy.METONYM, key=form.code)
        end = self._body_end(at + 1)
        if end > at + 1:
            self._at = end
            whole = Span(piece.span.start, self._pieces[end - 1].span.end)
            return EntityMention(
                kind=EntityKind.STATE,
                span=whole,
                name=self._text(whole),
                by=NamedBy.METONYM,
                whole=whole,
                key=form.code,
            )
        if self._next(at + 1).lower == "capital":  # "in the Russian capital"
            self._at = at + 2
            whole = Span(piece.span.start, self._pieces[at + 1].span.end)
            name = self._text(whole)
            return EntityMention(
                kind=EntityKind.PLACE, span=whole, name=name, by=NamedBy.DESCRIPTION, whole=whole, of=form.code
            )
        by = NamedBy.ADJECTIVE if form.by in {"adjective", "demonym"} else NamedBy.NAME
        return self._make(EntityKind.STATE, piece, by, key=form.code)

    def _next(self, at: int) -> Piece:
        return self._pieces[min(at, len(self._pieces) - 1)]

    def _body_end(self, at: int) -> int:
        """Return the index after "'s government", "side", "Foreign Ministry" that follow a state, else `at`."""
        ahead = at
        if ahead < len(self._pieces) and self._pieces[ahead].text == "'s":
            ahead += 1
        if ahead < len(self._pieces) and self._pieces[ahead].kind is PieceKind.BODY:
            return ahead + 1
        return at

    def _name(self, piece: Piece) -> list[EntityMention]:
        words = piece.text.split()
        if len(words) == 1 and self._is_misprint(words[0]):
            return self._person(piece)
        if any(word in BODY_HEADS for word in words) and len(words) > 1:
            return [self._make(EntityKind.ORGANISATION, piece, NamedBy.NAME)]
        if words[-1] in self._names.surnames or _is_person(self._sentence, self._pieces, self._at):
            return self._person(piece)
        before = self._pieces[self._at - 1].lower if self._at else ""
        if before in {"in", "at", "near"} and not self._sentence.is_headline:
            return [self._make(EntityKind.PLACE, piece, NamedBy.NAME)]
        return []

    def _is_misprint(self, word: str) -> bool:
        """Tell whether a name is a letter away from one person's surname: "Jenbekov" beside "Jeenbekov"."""
        long = len(word) > _MISPRINT_LENGTH
        return long and sum(distance(word, name, score_cutoff=1) <= 1 for name in self._names.surnames) == 1

    def _person(self, piece: Piece) -> list[EntityMention]:
        """Read a person's name, and the title that may follow it in commas."""
        words = piece.text.split()
        if self._at == 0 and len(words) > 1 and _is_opener(words[0]) and words[0] not in given_names():
            cut = piece.span.start + piece.text.index(words[1])
            piece = replace(piece, span=Span(cut, piece.span.end), text=piece.text[piece.text.index(words[1]) :])
        mention = self._make(EntityKind.PERSON, piece, NamedBy.NAME)
        return [self._with_apposition(mention)]

    def _with_apposition(self, mention: EntityMention) -> EntityMention:
        """Take ", the Russian foreign minister," after a name as its title."""
        at = self._at + 1
        if at >= len(self._pieces) or self._pieces[at].text != ",":
            return mention
        at += 1
        flags: list[str] = []
        owner: Piece | None = None
        while at < len(self._pieces):
            piece = self._pieces[at]
            if piece.kind is PieceKind.STATE:
                owner = piece
            elif piece.lower in _FLAGS:
                flags.append(piece.lower)
            elif piece.lower not in {"the", "a", "'s", "his", "its"}:
                break
            at += 1
        if at >= len(self._pieces) or self._pieces[at].post is None:
            return mention
        post = self._pieces[at].post
        end = at + 1
        after = self._pieces[end] if end < len(self._pieces) else None
        if post is None or (after is not None and after.kind is PieceKind.NAME):
            return mention
        flags = _flags([*flags, *post.flags])
        return replace(mention, office=post.office, of=post.of or self._code(owner), flags=tuple(flags))


def _is_opener(word: str) -> bool:
    """Tell whether a capitalised word at the head of a sentence is an ordinary word."""
    lower = word.lower()
    return word in openers() or bool(verb_lemmas(lower)) or can_be_noun(lower)


def _flags(words: Iterable[str]) -> list[str]:
    """Fold "newly appointed", "ex-" and the like to the model's flags."""
    fold = {"newly": "new", "appointed": "new", "elected": "new", "ex": "former", "interim": "acting", "then": "former"}
    kept = {"new", "former", "acting", "outgoing", "incoming", "predecessor", "successor", "counterpart", "designate"}
    return sorted({fold.get(word, word) for word in words} & kept)
