"""Plain rows of the record as columns of the tidy tables: events, quotations and pledges, a batch at a time.

`columns.py` names the cells; `fact_rows.py` makes the same of one entry.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import chain
from typing import Any

from chancery.model.dates import Edtf
from chancery.record.codec import decode
from chancery.record.rows import EventRows, Owned, PledgeRows, QuotationRows, Row, Source
from chancery.views.exports.fact_rows import when_cells
from chancery.views.exports.material import SEPARATOR, Material, joined, shorten
from chancery.views.sources import safe_link

Column = Sequence[Any]  # cells of one kind, or None
Batches = Iterable[tuple[str, Sequence[Column]]]
Sides = dict[str, list[tuple[str, str]]]  # names and codes of those on one side, by event


class _Proof:
    """The evidence of a batch of entries: a table of its own, and what each entry's own row says of it.

    A row of evidence is owner, kind, part, ordinal, reading, start, end, quote.
    """

    def __init__(self, evidence: Owned, sources: Mapping[int, Source], material: Material) -> None:
        self.evidence = evidence
        self.sources = {
            reading: (source.id, source.outlet, safe_link(source.url), source.language)
            for reading, source in sources.items()
        }
        self.told = {reading: tuple(cell or "" for cell in cells) for reading, cells in self.sources.items()}
        self.words: Callable[[str], str] = str if material.full_text else shorten
        self.reviewed = material.reviewed

    def batch(self) -> Batches:
        """Yield the table of the evidence itself, if there is any."""
        rows = list(chain.from_iterable(self.evidence.values()))
        if rows:
            owners, kinds, parts, _, readings, starts, ends, quotes = zip(*rows, strict=True)
            documents = [self.sources[reading][0] for reading in readings]
            yield "evidence", (kinds, owners, parts, documents, starts, ends, list(map(self.words, quotes)))

    def of_part(self, owner: str, kind: str, part: int) -> list[Row]:
        """Return the evidence of one part of an entry."""
        return [row for row in self.evidence[owner] if row[2] == part and row[1] == kind]

    def pins(self, rows: Iterable[Row]) -> str:
        """Return where some evidence stands, as one cell."""
        return SEPARATOR.join([f"{self.told[reading][0]}:{start}-{end}" for *_, reading, start, end, _ in rows])

    def origins(self, owners: Sequence[str], evidence: Iterable[Sequence[Row]] | None = None) -> Iterator[Column]:
        """Yield the columns that every row has: outlets, addresses, languages, reviewed, pins, evidence.

        Args:
            owners: The entry of each row.
            evidence: What each row rests on; all that its entry rests on without it.
        """
        proof = map(self.evidence.__getitem__, owners) if evidence is None else evidence
        *sources, pins, words = zip(*map(self._origin, proof), strict=True)
        yield from (*sources, list(map(self.reviewed, owners)), pins, words)

    def _origin(self, rows: Sequence[Row]) -> Row:
        pieces = {row[4:7]: row[7] for row in rows}  # at one place stand the same words
        if len(pieces) == 1:  # nearly always
            (((reading, start, end), words),) = pieces.items()
            report, outlet, link, language = self.told[reading]
            return (outlet, link, language, f"{report}:{start}-{end}", self.words(words))
        named = [self.told[reading] for reading in dict.fromkeys([reading for reading, _, _ in pieces])]
        _, *lists = zip(*named, strict=True)
        pins = SEPARATOR.join([f"{self.told[reading][0]}:{start}-{end}" for reading, start, end in pieces])
        words = joined(dict.fromkeys(map(self.words, pieces.values())))
        return (*(joined(dict.fromkeys(cells)) for cells in lists), pins, words)


def events(batch: EventRows, material: Material) -> Batches:
    """Yield the rows that a batch of events gives to its four tables, as columns."""
    proof = _Proof(batch.evidence, batch.sources, material)
    sides: dict[str, Sides] = {"actor": {}, "recipient": {}}
    if participants := list(chain.from_iterable(batch.participants.values())):
        yield "participants", _participants(participants, sides, material)
    if tellings := list(chain.from_iterable(batch.tellings.values())):
        yield "tellings", _tellings(tellings, proof)
    ids, kinds, modes, statuses, *where, scores, offices, contexts, because = zip(*batch.events, strict=True)
    names = [
        column
        for parts in sides.values()
        for column in zip(*[_side_cells(parts.get(name, ())) for name in ids], strict=True)
    ]
    counts = [len(batch.tellings[name]) for name in ids]
    told = (scores, list(map(_list_cell, contexts)), offices, *names, counts, list(map(_list_cell, because)))
    yield "events", (ids, kinds, modes, statuses, *where, *told, *proof.origins(ids))
    yield from proof.batch()


def quotations(batch: QuotationRows, material: Material) -> Batches:
    """Yield the rows that a batch of quotations gives to its two tables, as columns."""
    proof = _Proof(batch.evidence, batch.sources, material)
    ids, sorts, speakers, states, offices, askers, *rest = zip(*batch.quotations, strict=True)
    also = [joined([entity for _, entity in batch.also[name]]) for name in ids]
    content = [proof.words(proof.of_part(name, "rendering", 0)[0][-1]) for name in ids]
    who = (ids, sorts, speakers, _names(speakers, material), also, states, offices)
    yield "quotations", (*who, list(map(bool, askers)), content, *rest, *proof.origins(ids))
    yield from proof.batch()


def pledges(batch: PledgeRows, material: Material) -> Batches:
    """Yield the rows that a batch of pledges gives to its three tables, as columns."""
    proof = _Proof(batch.evidence, batch.sources, material)
    ids, by, by_states, to, to_states, *terms, mutual = zip(*batch.pledges, strict=True)
    who = (ids, by, _names(by, material), by_states, to, _names(to, material), to_states)
    fates = [batch.steps[name] for name in ids]
    fate = ([steps[-1][2] if steps else None for steps in fates], list(map(len, fates)))
    yield "pledges", (*who, *terms, list(map(bool, mutual)), *fate, *proof.origins(ids))
    if steps := list(chain.from_iterable(fates)):
        owners, ordinals, states, dates = zip(*steps, strict=True)
        evidence = [proof.of_part(owner, "step", number) for owner, number, _, _ in steps]
        when = zip(*map(_when, dates), strict=True)
        yield "pledge_steps", (owners, ordinals, states, *when, *proof.origins(owners, evidence))
    yield from proof.batch()


def _participants(rows: Sequence[Row], sides: Mapping[str, Sides], material: Material) -> Sequence[Column]:
    """Return the columns of the participants, and note in `sides` what the row of each event says of them."""
    happened, roles, ordinals, entities, states, *rest = zip(*rows, strict=True)
    called, named = material.called, material.names.state
    names = [named(state) if who is None else called(who) for who, state in zip(entities, states, strict=True)]
    codes = [state or entity or "" for state, entity in zip(states, entities, strict=True)]
    for event, role, name, code in zip(happened, roles, names, codes, strict=True):
        sides[role].setdefault(event, []).append((name, code))
    return (happened, roles, ordinals, entities, names, states, *rest)


def _tellings(rows: Sequence[Row], proof: _Proof) -> Sequence[Column]:
    happened, _, readings, *told = zip(*rows, strict=True)
    sources = zip(*[proof.sources[reading] for reading in readings], strict=True)
    pins = [proof.pins(proof.of_part(event, "telling", number)) for event, number, *_ in rows]
    return (happened, *sources, *told, pins)


def _side_cells(parts: Sequence[tuple[str, str]]) -> tuple[str, str]:
    if len(parts) == 1:  # nearly always
        return parts[0]
    return joined(dict.fromkeys([name for name, _ in parts])), joined(dict.fromkeys([code for _, code in parts]))


@lru_cache(maxsize=4096)
def _list_cell(data: str) -> str:
    """Return a list that the store holds as JSON as one cell; the same lists come again and again."""
    return joined(decode(data, tuple[str, ...]))


def _names(entities: Iterable[str | None], material: Material) -> Column:
    return [None if entity is None else material.called(entity) for entity in entities]


@lru_cache(maxsize=4096)
def _when(dated: str | None) -> Row:
    return tuple(when_cells(None if dated is None else Edtf.parse(dated)))
