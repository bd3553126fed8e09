"""Says to which state an envoy is sent, by the title: "ambassador to Peru", "consul in Lima"."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from chancery.codebooks.states import state_forms
from chancery.model.events import Participant

_ENVOYS: Final = re.compile(r"(?:\w+ )?(?:ambassador|envoy|consul|high commissioner) (?:to|in) (?P<where>.+)")


def accredited_to(office: str | None) -> str | None:
    """Return the state that an envoy is sent to.

    Args:
        office: The title.

    Example:
        >>> accredited_to("ambassador to Peru"), accredited_to("consul in Lima"), accredited_to("envoy")
        ('PER', 'PER', None)
    """
    found = _ENVOYS.fullmatch(office or "")
    if found is None:
        return None
    forms = state_forms().get(found["where"].removeprefix("the "), ())
    return next((form.code for form in forms if form.by in {"name", "capital"}), None)


def receiving_states(offices: Iterable[str | None]) -> tuple[Participant, ...]:
    """Return the state that sends an envoy away, where nobody says so: the one that received him.

    Args:
        offices: Titles of those who are sent away.
    """
    codes = [code for office in offices if (code := accredited_to(office))]
    return tuple(Participant(entity=code, state=code, sector="GOV") for code in codes[:1])
