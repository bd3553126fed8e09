"""What an event is about: PLOVER's contexts, by the words of its clause, else of its sentence.

Source: PLOVER 2.0, "Contexts"; cue words in `codebooks/contexts.toml`.
"""

from __future__ import annotations

from bisect import bisect
from collections.abc import Iterable, Sequence
from dataclasses import replace

from chancery.codebooks.contexts import contexts_of
from chancery.extraction.rows import Row
from chancery.model.mentions import EventMention
from chancery.model.text import Span

# of these a ministers' meeting on anything else is no sign: they stand only where nothing else does
_EVERYWHERE = frozenset({"executive", "diplomatic"})


def add_contexts(events: Iterable[EventMention], rows: Sequence[Row]) -> tuple[EventMention, ...]:
    """Return events with their contexts.

    Args:
        events: The events of a report.
        rows: Its sentences, in order.
    """
    starts = [row.sentence.span.start for row in rows]
    return tuple(replace(event, contexts=_contexts(event, rows[_at(starts, event)])) for event in events)


def _at(starts: Sequence[int], event: EventMention) -> int:
    return max(0, bisect(starts, event.sentence.start) - 1)


def _contexts(event: EventMention, row: Row) -> tuple[str, ...]:
    own = contexts_of(_words(row, _clause(row, event.span)))
    if set(own) - _EVERYWHERE:
        return own
    around = contexts_of(_words(row, range(len(row.units))))
    return tuple(dict.fromkeys((*own, *around)))


def _clause(row: Row, span: Span) -> Sequence[int]:
    """Return the nodes of the event's clause with the phrases and clauses that complete it."""
    nodes = [at for at, unit in enumerate(row.units) if unit.span.overlaps(span)]
    verb = row.clause_of(nodes[-1]) if nodes else None
    top = nodes[-1] if verb is None else verb.node
    joined = {kid for kid in row.tree.kids(top, "conj", "parataxis") if kid in row.clause_nodes}
    return sorted(row.tree.below(top, but=joined)) if nodes else range(len(row.units))


def _words(row: Row, nodes: Iterable[int]) -> list[tuple[str, str]]:
    """Return form and lemma of the words of some nodes, in order."""
    spans = [row.units[node].span for node in nodes]
    words, at, found = row.sentence.words, 0, []
    for span in spans:
        while at < len(words) and words[at].span.end <= span.start:
            at += 1
        while at < len(words) and words[at].span.start < span.end:
            found.append((words[at].lower, words[at].lemma.lower()))
            at += 1
    return found
