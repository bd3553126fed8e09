"""What the words of a single mention say: one or several, a state or a place of its own."""

from __future__ import annotations

from chancery.codebooks.states import states
from chancery.model.mentions import EntityKind, EntityMention
from chancery.resolution.scene import Ref


def is_plural(mention: EntityMention) -> bool:
    """Tell whether a description means several: "both ministers"."""
    head = mention.name.lower().split(" of ")[0].split()[-1].removeprefix("d'affaires")
    return head.endswith("s") and not head.endswith("ss")


def singular(office: str) -> str:
    """Return the office of one of several holders."""
    return office.removesuffix("s")


def place_ref(mention: EntityMention) -> Ref:
    """Return what a place is: a state where it is its capital, else a place of its own."""
    entry = states().get(mention.of or "")
    own = {form.casefold() for form in (*entry.capitals, *entry.names)} if entry is not None else set()
    if entry is not None and mention.name.casefold() in own:
        return Ref(EntityKind.STATE, entry.code)
    return Ref(EntityKind.PLACE, mention.name)
