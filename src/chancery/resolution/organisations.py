"""Says which mentions of organisations in one report mean the same body."""

from __future__ import annotations

import re
from typing import Final

from chancery.codebooks.organisations import organisation_forms
from chancery.model.mentions import EntityKind
from chancery.resolution.ids import slug
from chancery.resolution.scene import Ref, Scene

_BRACKET: Final = re.compile(r"\s*\((?:the\s+)?[\"\u201c]?")
_SPELLINGS: Final = (
    ("organization", "organisation"),
    ("centre", "center"),
    ("programme", "program"),
    ("defence", "defense"),
)


def organisation_refs(scene: Scene) -> dict[int, Ref]:
    """Return what each organisation mentioned in a report is, by position.

    A name that the text introduces in brackets, "X (ABC)", means X from then on.
    """
    entities, text = scene.seen.entities, scene.report.text
    found: dict[int, Ref] = {}
    introduced: dict[str, Ref] = {}
    last = -1
    for i, mention in enumerate(entities):
        if mention.kind is not EntityKind.ORGANISATION:
            continue
        own = mention.key or organisation_forms().get(mention.name)
        ref = Ref(EntityKind.ORGANISATION, own or introduced_key(introduced, mention.name))
        if last >= 0 and _BRACKET.fullmatch(text, entities[last].span.end, mention.span.start):
            earlier = found[last]
            ref = ref if own and earlier.key.startswith("org-") else earlier
            found[last] = ref
            introduced[mention.name] = introduced[entities[last].name] = ref
        found[i] = ref
        last = i
    return {i: introduced.get(entities[i].name, ref) for i, ref in found.items()}


def introduced_key(introduced: dict[str, Ref], name: str) -> str:
    """Return the key of a name that the codebook does not know."""
    return introduced[name].key if name in introduced else organisation_key(name)


def organisation_key(name: str) -> str:
    """Return the same key for British and American spellings of a name, with or without its article.

    Example:
        >>> organisation_key("the Caspian Defense Organization")
        'org-caspian-defense-organisation'
    """
    plain = slug(name).removeprefix("the-")
    for one, other in _SPELLINGS:
        plain = plain.replace(one, other)
    return f"org-{plain}"
