"""Scores entities: one in the record for one in the gold."""

from __future__ import annotations

from chancery.evaluation.comparison import Comparison
from chancery.evaluation.figures import Miss, Score

OWNERS_SHOWN = 4


def score_entities(comparison: Comparison) -> Score:
    """Count gold entities that are one entity of the record, and entities that mix several."""
    owners = {gold_id: _owners(comparison, gold_id) for gold_id in comparison.gold.entities}
    misses = [
        Miss("entity", f"{gold_id}: {len(ids)} entities {sorted(ids)[:OWNERS_SHOWN]}")
        for gold_id, ids in owners.items()
        if len(ids) != 1
    ]
    mixed = [entity for entity in comparison.record.entities if _mixes(comparison, entity)]
    figures = {"one": len(owners) - len(misses), "of": len(owners), "mixed": len(mixed)}
    return Score(figures, (*misses, *(Miss("mixed entity", entity) for entity in mixed)))


def _owners(comparison: Comparison, gold_id: str) -> set[str]:
    """Return the entities that have one of the gold entity's names; outlets do not count."""
    names = comparison.gold.entities[gold_id].names
    return {
        entity_id
        for entity_id, entity in comparison.record.entities.items()
        if entity.kind != "outlet" and not names.isdisjoint(entity.names)
    }


def _mixes(comparison: Comparison, entity_id: str) -> bool:
    """Tell whether an entity has names of several gold entities."""
    names = comparison.names_of(entity_id)
    return sum(not gold.names.isdisjoint(names) for gold in comparison.gold.entities.values()) > 1
