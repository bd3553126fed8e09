"""Lets a gold file and a record speak of the same entities and the same places in the texts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar

from chancery.evaluation.exported import Exported, Founded, Part, Pin
from chancery.evaluation.gold import Gold, Pieces
from chancery.evaluation.text import Corpus, Spot, same_document

F = TypeVar("F", bound=Founded)


@dataclass(frozen=True, slots=True)
class Comparison:
    """A gold file, a record and the texts that both are about.

    Attributes:
        gold: What should be found.
        record: What was found.
        corpus: The documents' texts.
        file_names: Id of a document of the record -> its file name.
    """

    gold: Gold
    record: Exported
    corpus: Corpus
    file_names: dict[str, str]

    @classmethod
    def of(cls, gold: Gold, record: Exported, corpus: Corpus) -> Comparison:
        """Join the three."""
        return cls(gold, record, corpus, {doc.id: doc.name for doc in record.documents})

    def names_of(self, entity_id: str | None) -> frozenset[str]:
        """Return the normalised names of an entity of the record; none if it has no such entity."""
        entity = self.record.entities.get(entity_id) if entity_id is not None else None
        return entity.names if entity else frozenset()

    def is_entity(self, gold_id: str, entity_id: str | None) -> bool:
        """Tell whether an entity of the record is the gold entity: by code, else by a name."""
        wanted = self.gold.entities.get(gold_id)
        if wanted is None or entity_id not in self.record.entities:
            return False
        entity = self.record.entities[entity_id]
        if wanted.kind == "state" and entity.country == gold_id:
            return entity.kind == "state"
        return not wanted.names.isdisjoint(entity.names)

    def stands_for(self, part: Part, gold_id: str) -> bool:
        """Tell whether a participant plays the gold entity's part.

        A state is also met by anyone who acts for it.
        """
        if self.is_entity(gold_id, part.entity):
            return True
        wanted = self.gold.entities.get(gold_id)
        return wanted is not None and wanted.kind == "state" and part.state == gold_id

    def all_present(self, wanted: Sequence[str], parts: Sequence[Part]) -> bool:
        """Tell whether each of the gold entities is played by one of the participants."""
        return all(self.is_present(gold_id, parts) for gold_id in wanted)

    def is_present(self, gold_id: str, parts: Sequence[Part]) -> bool:
        """Tell whether one of the participants plays the gold entity's part."""
        return any(self.stands_for(part, gold_id) for part in parts)

    def text_name(self, document_id: str) -> str | None:
        """Return the text that a document of the record was read from, if it is among the texts."""
        return self.corpus.first_named(self.file_names.get(document_id, document_id))

    def spot_of(self, pin: Pin) -> Spot | None:
        """Return where a pin's quote stands; `None` if it stands nowhere."""
        name = self.text_name(pin.document)
        return self.corpus.spot_in(name, pin.quote) if name is not None and pin.quote else None

    def spots_of(self, item: Founded) -> list[Spot]:
        """Return where the evidence of an item stands."""
        return [spot for pin in item.evidence if (spot := self.spot_of(pin))]

    def gold_spots(self, evidence: Pieces) -> list[Spot]:
        """Return where the evidence of a gold item stands."""
        return [
            spot
            for document, pieces in evidence.items()
            for piece in pieces
            if (spot := self.corpus.spot(document, piece))
        ]

    def overlaps(self, evidence: Pieces, item: Founded) -> bool:
        """Tell whether an item rests on a sentence that the gold evidence points to."""
        have = self.spots_of(item)
        return any(want.meets(spot) for want in self.gold_spots(evidence) for spot in have)

    def in_scope(self, items: Sequence[F]) -> list[F]:
        """Return the items that rest on a document which the gold covers."""
        return [item for item in items if any(map(self.is_covered, self.spots_of(item)))]

    def is_covered(self, spot: Spot) -> bool:
        """Tell whether the gold covers a spot's document."""
        return any(same_document(spot.document, name) for name in self.gold.documents)
