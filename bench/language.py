"""Measure the language stage beside the bare model and beside a spaCy CNN, in one run.

    python bench/language.py                       # ours, and a CNN without training (same size, same speed)
    python bench/language.py --rival FOLDER        # a CNN that training/rival.py trained
    python bench/language.py --processes 2         # one thread each, as `chancery read` runs them

The text is that of the bundled example reports. Each figure is the best of several rounds that take
turns, so that a busy machine slows all of them alike; read the ratios.
"""

from __future__ import annotations

import argparse
import resource
import sys
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import Any

EXAMPLES = Path(__file__).parent.parent / "examples"
SENTENCES = 1500
ROUNDS = 5


def texts() -> list[str]:
    """Return paragraphs of the bundled reports, repeated until there are enough sentences."""
    paragraphs = [
        line.strip()
        for path in sorted(EXAMPLES.glob("*/*.txt"))
        for line in path.read_text(encoding="utf-8").splitlines()
        if len(line) > 80  # noqa: PLR2004 - prose, not headings
    ]
    documents = ["\n\n".join(paragraphs[at : at + 12]) for at in range(0, len(paragraphs), 12)]
    repeats = 1 + SENTENCES // (2 * len(paragraphs))
    return documents * repeats


def best(rounds: int, *works: Callable[[], int]) -> list[float]:
    """Return each work's highest rate, in units a second; the works take turns."""
    rates = [0.0] * len(works)
    for _ in range(rounds):
        for place, work in enumerate(works):
            start = time.perf_counter()
            units = work()
            rates[place] = max(rates[place], units / (time.perf_counter() - start))
    return rates


def rival_pipeline(folder: Path | None) -> Any:  # noqa: ANN401 - a spaCy pipeline
    """Load the rival, or make one of the same size without training."""
    import spacy  # noqa: PLC0415 - each process pays for what it measures

    if folder is not None:
        return spacy.load(folder)
    sys.path.insert(0, str(Path(__file__).parent.parent / "training"))
    from rival import make_pipeline  # noqa: PLC0415

    return make_pipeline()[0]


def measure(rival: Path | None) -> dict[str, float]:
    """Measure in this process, on one thread."""
    start = time.perf_counter()
    import spacy  # noqa: F401, PLC0415 - what importing it costs is told apart

    imported = time.perf_counter() - start
    from chancery.language.annotator import OUTPUTS, batches  # noqa: PLC0415
    from chancery.language.component import NAME  # noqa: PLC0415
    from chancery.language.pipeline import load  # noqa: PLC0415
    from chancery.language.subwords import pad  # noqa: PLC0415

    nlp = load()
    nlp("One sentence.")
    loaded = time.perf_counter() - start
    documents = texts()
    docs = list(nlp.pipe(documents))
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    sentences = [[token.text for token in sentence if not token.is_space] for doc in docs for sentence in doc.sents]
    annotator = nlp.get_pipe(NAME).annotator
    encoded = [annotator.encoder.encode(words) for words in sentences]
    arrays = [pad([encoded[place] for place in batch]) for batch in batches([len(one.ids) for one in encoded])]

    def bare() -> int:
        for batch in arrays:
            annotator.session.run(OUTPUTS, batch)
        return len(encoded)

    def stage() -> int:
        return sum(len(list(doc.sents)) for doc in nlp.pipe(documents))

    works = [bare, stage]
    other = rival_pipeline(rival)
    works.append(lambda: (sum(1 for _ in other.pipe(documents)), len(sentences))[1])
    rates = best(ROUNDS, *works)
    subwords = sum(len(one.ids) - 2 for one in encoded) / len(encoded)
    return dict(zip(("bare", "stage", "rival"), rates, strict=True)) | {
        "import": imported,
        "load": loaded - imported,
        "memory": memory,
        "sentences": len(encoded),
        "subwords": subwords,
    }


def main() -> None:
    """Print the figures of one or more processes side by side."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rival", type=Path, help="folder of a trained spaCy pipeline")
    parser.add_argument("--processes", type=int, default=1)
    options = parser.parse_args()
    if options.processes == 1:
        found = [measure(options.rival)]
    else:
        with ProcessPoolExecutor(options.processes) as pool:
            found = list(pool.map(measure, [options.rival] * options.processes))
    print(render(found))


def render(found: list[dict[str, float]]) -> str:
    """Lay the figures of all processes out for reading."""
    bare, stage, rival = (sum(one[key] for one in found) for key in ("bare", "stage", "rival"))
    first = found[0]
    lines = [
        f"{first['sentences']} sentences of {first['subwords']:.1f} subwords; {len(found)} single-threaded process(es)",
        f"bare ONNX session      {bare:8.0f} sentences/s",
        f"language stage         {stage:8.0f} sentences/s, {stage / bare:.2f} of the session",
        f"spaCy CNN              {rival:8.0f} sentences/s; ours is {stage / rival:.2f} of it",
        f"importing spaCy        {max(one['import'] for one in found):8.2f} s",
        f"loading ours after it  {max(one['load'] for one in found):8.2f} s, first sentence included",
        f"memory after the stage {max(one['memory'] for one in found):8.0f} MB",
    ]
    return "\n".join(lines)


if __name__ == "__main__":
    main()
