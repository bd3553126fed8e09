"""The language model's files: found in the package, checked against the card, opened once a process."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from chancery.errors import ModelError
from chancery.language.graphs import STATES, with_output

if TYPE_CHECKING:
    from onnxruntime import InferenceSession

FOLDER: Final = Path(__file__).with_name("model")
CARD: Final = "manifest.json"
FILES: Final = ("model.onnx", "labels.json", "tokenizer.json")


@dataclass(frozen=True, slots=True)
class Labels:
    """The classes of every head; the place of a class is its number.

    Attributes:
        upos: Universal parts of speech.
        feats: Bundles of morphological features, as in CoNLL-U; "_" for none.
        rel: Universal Dependencies relations, with their subtypes.
        script: Edit scripts from form to lemma (`chancery.language.lemmas`).
        tags: BIOES tags of names; "O" first.
    """

    upos: tuple[str, ...]
    feats: tuple[str, ...]
    rel: tuple[str, ...]
    script: tuple[str, ...]
    tags: tuple[str, ...]


def check(folder: Path = FOLDER) -> None:
    """Refuse a model that is not the one its card describes.

    Args:
        folder: Holds the files and the card's figures, `manifest.json`.

    Raises:
        ModelError: C071 if a file is missing, C070 if its SHA-256 is not the card's.
    """
    try:
        card: dict[str, dict[str, Any]] = json.loads((folder / CARD).read_text(encoding="utf-8"))
        found = {name: hashlib.sha256((folder / name).read_bytes()).hexdigest() for name in FILES}
    except (OSError, ValueError) as error:
        raise ModelError("C071", f"The language model cannot be read: {error}.", "Install Chancery again.") from error
    for name, digest in found.items():
        if card.get(name, {}).get("sha256") != digest:
            raise ModelError("C070", f"{name} is not the file that the model card names.", "Install Chancery again.")


@cache
def load_labels(folder: Path = FOLDER) -> Labels:
    """Read the classes of every head."""
    read: dict[str, list[str]] = json.loads((folder / "labels.json").read_text(encoding="utf-8"))
    return Labels(**{name: tuple(classes) for name, classes in read.items()})


@cache
def open_session(folder: Path = FOLDER, *, threads: int = 1) -> InferenceSession:
    """Check the model and open it; one session serves all threads of a process, and gives words' vectors where it can.

    Args:
        folder: Holds the model.
        threads: Processor cores that one batch may use. One is the thriftiest where several
            processes read reports side by side.

    Raises:
        ModelError: C070 or C071, as `check`.
    """
    check(folder)
    model = (folder / "model.onnx").read_bytes()
    return _make_session(with_output(model, STATES) if STATES.encode() in model else model, threads)


def _make_session(model: bytes, threads: int) -> InferenceSession:
    import onnxruntime  # noqa: PLC0415 - 0.1 s that commands without a model do not need

    settings = onnxruntime.SessionOptions()
    settings.intra_op_num_threads = threads
    settings.inter_op_num_threads = 1
    settings.log_severity_level = 3
    return onnxruntime.InferenceSession(model, settings, providers=["CPUExecutionProvider"])
