"""Show that the training code runs, in a minute: corpora, training, scores, export, and the package reads it.

    python training/smoke.py

The corpora are silver: the shipped model annotates sentences of the bundled example reports, and
they are written in the shapes that `prepare.py` reads. Nothing is learnt from them.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

from spacy.tokens import Span

from chancery.cli.parse import render_conllu
from chancery.language.annotator import Annotator
from chancery.language.pipeline import load

HERE = Path(__file__).parent
EXAMPLES = HERE.parent / "examples"
SENTENCES = 120
UNER = {"PERSON": "PER", "PLACE": "LOC", "ORG": "ORG"}
PLAIN = {"PERSON": "Person", "PLACE": "Location", "ORG": "Organisation"}
CROSSNER = {"PERSON": "politician", "PLACE": "location", "ORG": "organisation"}
NAME_FILES = {
    **{f"uner_ewt.{split}.bio": UNER for split in ("train", "dev")},
    **{f"gum_open.{split}.bio": PLAIN for split in ("train", "dev")},
    **{f"crossner_politics.{split}.bio": CROSSNER for split in ("train", "dev")},
    **{f"re3d_open.{split}.bio": PLAIN for split in ("train", "test")},
    "wikigold.bio": UNER,
}


def sentences() -> list[Span]:
    """Annotate sentences of the bundled reports."""
    texts = [path.read_text(encoding="utf-8") for path in sorted(EXAMPLES.glob("*/*.txt"))]
    found = [sentence for doc in load().pipe(texts) for sentence in doc.sents if len(sentence) > 4]  # noqa: PLR2004
    return found[:SENTENCES]


def write_corpora(folder: Path) -> None:
    """Write silver corpora in the shapes of the true ones."""
    (folder / "ud").mkdir(parents=True)
    (folder / "ner").mkdir()
    spans = sentences()
    trees = "".join(render_conllu(sentence, number) for number, sentence in enumerate(spans, start=1))
    for corpus in ("en_ewt", "en_gum_open"):
        for split in ("train", "dev", "test"):
            (folder / "ud" / f"{corpus}-ud-{split}.conllu").write_text(trees, encoding="utf-8")
    for name, types in NAME_FILES.items():
        (folder / "ner" / name).write_text(bio(spans, types.get), encoding="utf-8")


def bio(spans: Sequence[Span], rename: Callable[[str], str | None]) -> str:
    """Write sentences as words with BIO tags, in one corpus's own types."""
    lines = []
    for sentence in spans:
        for token in sentence:
            if not token.is_space:
                kind = rename(token.ent_type_)
                lines.append(f"{token.text}\t{f'{token.ent_iob_}-{kind}' if kind else 'O'}")
        lines.append("")
    return "\n".join(lines)


def write_texts(path: Path) -> None:
    """Write the bundled reports as a file of documents, a line each."""
    texts = [report.read_text(encoding="utf-8") for report in sorted(EXAMPLES.glob("*/*.txt"))]
    path.write_text("".join(json.dumps({"text": text}) + "\n" for text in texts), encoding="utf-8")


def run(script: str, *arguments: str | Path) -> None:
    """Run one of this folder's scripts; it must succeed."""
    print("$", script, *arguments, flush=True)
    subprocess.run([sys.executable, HERE / script, *arguments], check=True)


def main() -> None:
    """Go through all steps in a folder that is thrown away."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write_corpora(folder / "corpora")
        run("prepare.py", folder / "corpora", "--out", folder / "cache")
        run("train.py", folder / "cache", "--out", folder / "run", "--steps", "3", "--sample", "96")
        run("train.py", folder / "cache", "--out", folder / "run", "--steps", "5", "--sample", "96")  # resumes
        run("evaluate.py", folder / "cache", folder / "run" / "last.pt", "--sample", "20")
        write_texts(folder / "texts.jsonl")
        run(
            "silver.py", folder / "cache", folder / "run" / "last.pt", folder / "texts.jsonl",
            "--out", folder / "cache2", "--count", "20",
        )  # fmt: skip
        start = folder / "run" / "last.pt"
        run("train.py", folder / "cache2", "--start", start, "--out", folder / "run2", "--steps", "2", "--sample", "96")
        run("average.py", start, folder / "run2" / "last.pt", "--out", folder / "mean" / "last.pt")
        run("export.py", folder / "mean" / "last.pt", "--out", folder / "model")
        run("evaluate.py", folder / "cache", folder / "model" / "model.onnx", "--sample", "20")
        annotation = Annotator(folder / "model").annotate([["Ministers", "met", "."]])[0]
        print(f"The package reads the exported model: {annotation}")


if __name__ == "__main__":
    main()
