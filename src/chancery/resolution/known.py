"""What tables of office-holders add to the people of reports: a state that no title names.

"President Putin" in a report on Rome acts for the only state of which a table knows such a holder on that day. So
does "Putin", where news means nobody else by the surname. What tables say fills a gap and is evidence for nothing: it
makes no occupancy, and what a report says goes before it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from chancery.codebooks.statesmen import match_statesman
from chancery.model.dates import Edtf
from chancery.resolution.people import Local, is_gone, is_to_come
from chancery.resolution.terms import Term, Terms, named_terms

_SHORT: Final = 3  # letters of a surname that many have
_CHIEFS: Final = frozenset({"president", "prime minister", "chancellor"})


def settle_known(people: Iterable[Local], published: Edtf | None, terms: Terms) -> None:
    """Give people whose titles name no state the state of which a table knows them as the holder.

    Args:
        people: Those of one report; `home` is set.
        published: When the report was published, as far as it says.
        terms: Who held what when.
    """
    for local in people:
        if local.home is None and not any(of for _, of, _ in local.posts):
            local.home = _state_known(local, published, terms)


def _state_known(local: Local, published: Edtf | None, terms: Terms) -> str | None:
    """Return the one state that the tables know the name for; None if there are several, or doubt."""
    found = {term.of for term in _fitting(local, terms) if _may_hold(term, published)}
    state = next(iter(found)) if len(found) == 1 else None
    titled = any(not is_to_come(flags) for _, _, flags in local.posts)
    full = bool(local.fullest.given)
    chief = titled and any(office in _CHIEFS for office, _, _ in local.posts)
    if titled and (full or chief or published is not None):
        return state
    if not full and not local.posts and _is_famous(local, state):
        return state
    if full or (published is not None and _is_chief(local, published, terms)):
        return state if state in local.around else None
    return None  # a bare name may be anybody's


def _is_chief(local: Local, published: Edtf, terms: Terms) -> bool:
    """Tell whether a surname alone is that of a head of state or government in office, of several letters."""
    found = [term for term in _fitting(local, terms) if _may_hold(term, published)]
    return len(local.fullest.written) > _SHORT and bool(found) and all(term.office in _CHIEFS for term in found)


def _is_famous(local: Local, state: str | None) -> bool:
    """Tell whether news means one state's leader by a bare surname: "Putin's war"."""
    figure = match_statesman(local.fullest.words)
    return figure is not None and figure[0] == state


def _fitting(local: Local, terms: Terms) -> Iterator[Term]:
    name = local.fullest
    offices: list[str | None] = [office for office, _, flags in local.posts if not is_gone(flags)]
    for office in offices or [None]:
        yield from named_terms(name, office, terms)


def _may_hold(term: Term, published: Edtf | None) -> bool:
    """Tell whether nothing bars that the term had begun by the day of a report."""
    last = published.latest if published is not None else None
    first = published.earliest if published is not None else None
    begun = last is None or term.start is None or term.start <= last
    return begun and (first is None or term.end is None or first <= term.end)
