"""Sentences to annotations: encoded, sorted by length, batched, run, decoded, put back in order."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, Final

from numpy.typing import NDArray

from chancery.language.names import decode_names
from chancery.language.subwords import Encoded, Encoder, pad
from chancery.language.trees import decode_trees
from chancery.language.weights import FOLDER, load_labels, open_session
from chancery.language.windows import Annotation, encode_all, stitch

OUTPUTS: Final = ("upos", "feats", "script", "arc", "rel", "names")
_BUDGET: Final = 512  # subwords in a batch, padding included; larger ones leave the processor's cache


class Annotator:
    """The language model: every annotation of a sentence in one forward pass."""

    def __init__(self, folder: Path = FOLDER, *, threads: int = 1) -> None:
        """Open the model.

        Args:
            folder: Holds `model.onnx`, `labels.json`, `tokenizer.json` and the card's `manifest.json`.
            threads: Processor cores that one batch may use.

        Raises:
            ModelError: C070 if a file is not the one that the card names, C071 if one is missing.
        """
        self.session = open_session(folder, threads=threads)
        self.labels = load_labels(folder)
        self.encoder = Encoder(folder / "tokenizer.json")
        self._parataxis = self.labels.rel.index("parataxis")

    def annotate(self, sentences: Sequence[Sequence[str]]) -> list[Annotation]:
        """Annotate sentences, each a list of words; none may be empty.

        Sentences of any length are read whole: the long ones in windows (`chancery.language.windows`).
        """
        pieces, owners = encode_all(self.encoder, sentences)
        parts: list[list[Annotation]] = [[] for _ in sentences]
        annotated = self._run(pieces)
        for owner, annotation in zip(owners, annotated, strict=True):
            parts[owner].append(annotation)
        return [stitch(part, self._parataxis) for part in parts]

    def _run(self, pieces: Sequence[Encoded]) -> list[Annotation]:
        found: dict[int, Annotation] = {}
        for batch in batches([len(piece.ids) for piece in pieces]):
            found.update(zip(batch, self._run_batch([pieces[place] for place in batch]), strict=True))
        return [found[place] for place in range(len(pieces))]

    def _run_batch(self, batch: Sequence[Encoded]) -> list[Annotation]:
        arrays: list[NDArray[Any]] = self.session.run(OUTPUTS, pad(batch))
        out = dict(zip(OUTPUTS, arrays, strict=True))
        lengths = [len(piece.first) - 1 for piece in batch]
        trees = decode_trees(out["arc"], lengths)
        names = decode_names(out["names"][:, 1:], lengths, self.labels.tags)
        upos, feats, script = (out[key].tolist() for key in ("upos", "feats", "script"))
        annotations = []
        for row, (length, heads) in enumerate(zip(lengths, trees, strict=True)):
            rel = out["rel"][row, range(1, length + 1), heads].tolist()
            inside = slice(1, length + 1)
            tags = (upos[row][inside], feats[row][inside], script[row][inside])
            annotations.append(Annotation(*tags, heads, rel, names[row]))
        return annotations


def batches(lengths: Sequence[int], budget: int = _BUDGET) -> Iterator[list[int]]:
    """Group sentences of like length.

    Args:
        lengths: Subwords of each sentence.
        budget: Most subwords in a batch, padding included; a longer sentence goes alone.

    Yields:
        Places in `lengths`, each once.
    """
    group: list[int] = []
    for place in sorted(range(len(lengths)), key=lengths.__getitem__):
        if group and lengths[place] * (len(group) + 1) > budget:
            yield group
            group = []
        group.append(place)
    if group:
        yield group
