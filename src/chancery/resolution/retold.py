"""Joins the accounts of one report that tell of one happening.

Source: codebook, section 8.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from chancery.resolution.accounts import Told
from chancery.resolution.happenings import Happening
from chancery.resolution.likeness import Verdict, same_inside
from chancery.resolution.ruled import Place

_VAGUE: Final = 62  # days; a wider date joins another only where there is no rival

_Key = tuple[str, str]


def join_inside(accounts: Sequence[Told], apart: Mapping[Place, set[Place]]) -> list[Happening]:
    """Let each account join the one before that it is most like; exact dates come first.

    Args:
        accounts: Of one report.
        apart: Accounts that people keep apart.
    """
    by_key: dict[_Key, dict[Happening, None]] = {}
    done: list[Happening] = []
    for happening in sorted((Happening([told]) for told in accounts), key=_exactness):
        names = sorted(happening.names())
        keys = names or [(happening.type, "")]
        looked_up = [*names, (happening.type, "")] if names else [(happening.type, "any")]
        candidates = dict.fromkeys(h for key in looked_up for h in by_key.get(key, ()))
        verdicts = {h: same_inside(h, happening) for h in candidates if not _are_apart(h, happening, apart)}
        home = _best({h: verdict for h, verdict in verdicts.items() if verdict[0] > 0}, happening)
        if home is None:
            done.append(happening)
            home = happening
        else:
            home.absorb(happening, verdicts[home][1])
        for key in (*keys, (happening.type, "any")):
            by_key.setdefault(key, {})[home] = None
    return done


def _are_apart(one: Happening, other: Happening, apart: Mapping[Place, set[Place]]) -> bool:
    if not apart:
        return False
    theirs = {told.place_in_text for told in other.told}
    return any(not theirs.isdisjoint(apart.get(told.place_in_text, ())) for told in one.told)


def _exactness(happening: Happening) -> tuple[int, int, Place]:
    when = happening.when
    width = when.width_days if when is not None and when.has_year else None
    return (10**6 if width is None else width, -len(happening.actors), happening.told[0].place_in_text)


def _best(verdicts: dict[Happening, Verdict], happening: Happening) -> Happening | None:
    """Return the likest; none where a vague date fits several that are apart in time."""
    top = max((score for score, _ in verdicts.values()), default=0)
    best = [h for h, (score, _) in verdicts.items() if score == top]
    when = happening.when
    undated = when is None and happening.type == "OFFICE"
    vague = when is not None and when.has_year and (when.width_days is None or when.width_days > _VAGUE)
    if (vague or undated) and len({h.when for h in best}) > 1:
        return None
    return min(best, key=lambda h: (_distance(h, happening), h.told[0].place_in_text), default=None)


def _distance(one: Happening, other: Happening) -> int:
    return min(abs(a.span.start - b.span.start) for a in one.told for b in other.told)
