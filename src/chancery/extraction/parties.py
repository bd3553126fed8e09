"""Toward whom an act is directed where its predicate's own roles are empty.

"Rejected calls by Belarus's rulers" is a refusal to Belarus, "threatened to ban voting in East Jerusalem" a threat to
whoever lives there: the party stands deeper in the act's own clause, in the phrase of its object, in the infinitive
that completes it, or as the place in which it is done. Nothing is taken from another clause.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from chancery.extraction.frames import Frame
from chancery.model.mentions import EntityKind, EntityMention, NamedBy

_AT: Final = ("against", "on", "at", "to", "with", "of", "of's", "obj's", "for", "near", "in", "into", "across")
# roles by type, the likeliest first
_TOWARD: Final[Mapping[str, tuple[str, ...]]] = {
    "AGREE": ("with", "to", "to's", "with's", "obj's", "obj", "by", "from", "of's", "for", "on"),
    "SUPPORT": ("to", "for", "to's", "for's", "with", "of", "of's"),
    "CONCEDE": ("obj's", "by", "by's", "from", "from's", "of", "of's", "to", "on", "against", "in"),
    "COOPERATE": ("with", "to", "in"),
    "AID": ("to", "for", "of", "in", "into"),
    "RETREAT": ("from", "of", "obj's", "of's", "to", "in", "into"),
    "REQUEST": ("that", "must", "by", "by's", "from", "of's", "of", "obj's", "on", "with"),
    "ACCUSE": ("by", "by's", "obj's", "of's", "of", "from", "against", "at", "over", "about", "at's", "over's"),
    "REJECT": (
        "by",
        "by's",
        "from",
        "from's",
        "obj's",
        "of's",
        "obj",
        "with",
        "to",
        "of",
        "on",
        "against",
        "in",
        "into",
    ),
    "THREATEN": ("against", "obj", "obj's", "if", "of", "of's", "with", "from", "to", "on", "in", "into"),
    "PROTEST": ("against", "against's", "by", "by's", "of", "of's", "obj's", "from", "from's", "outside", "to", "at"),
    "SANCTION": ("against", "on", "of", "obj's", "with", "to", "from", "by", "in"),
    "MOBILIZE": ("against", "on", "into", "near", "in"),
    "COERCE": ("obj's", "of", "of's", "against", "on", "from", "in", "at"),
    "ASSAULT": _AT,
}
_TOLD: Final = frozenset({"AGREE", "THREATEN"})
_OBJECTS: Final = frozenset({"him", "her", "them"})
_ABOUT: Final = frozenset({"at", "over", "about"})
# what is done in a place is done to it
_PLACED: Final = frozenset({"COERCE", "ASSAULT", "PROTEST"})
_WHERE: Final = ("in", "at", "near", "throughout", "across", "outside", "inside", "into")


def find_toward(kind: str, frame: Frame, entities: Sequence[EntityMention], actors: Sequence[int]) -> tuple[int, ...]:
    """Return toward whom an act is directed by the roles of its clause that its sense does not name.

    Args:
        kind: PLOVER type.
        frame: The predicate with its roles, those of the infinitives that complete it among them.
        entities: The report's mentions.
        actors: Positions of who acts, who are not acted on.

    Returns:
        Positions of mentions; empty where the clause names nobody.
    """
    for role in _TOWARD.get(kind, ()):
        taken = kind in _TOLD and role == "obj"  # "promised him an answer"
        fitting = (i for i in frame.roles.get(role, ()) if i not in actors)
        standing = (i for i in fitting if is_party(entities[i]) or (taken and entities[i].name.lower() in _OBJECTS))
        # "protested at the Peruvian raid", but not "said at Geneva"
        about = kind == "ACCUSE" and role in _ABOUT
        found = tuple(i for i in standing if not (about and entities[i].kind is EntityKind.PLACE))
        if found:
            return found
    return tuple(_places(frame, entities))[:1] if kind in _PLACED else ()


def _places(frame: Frame, entities: Sequence[EntityMention]) -> Iterator[int]:
    for role in _WHERE:
        yield from (i for i in frame.roles.get(role, ()) if _lies_in(entities[i]))


def _lies_in(mention: EntityMention) -> bool:
    """Tell whether a mention is a state, or a place whose state is known."""
    return mention.kind is EntityKind.STATE or (mention.kind is EntityKind.PLACE and mention.of is not None)


def is_party(mention: EntityMention) -> bool:
    """Tell whether a mention tells who is meant: a name, or a description with a state."""
    if mention.by is NamedBy.PRONOUN:
        return False
    if mention.kind is EntityKind.PLACE:
        return mention.of is not None
    return mention.by is not NamedBy.DESCRIPTION or bool(mention.of or mention.key or mention.sector)
