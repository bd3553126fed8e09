"""What a question to the record loads."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import chancery

HEAVY = ("psycopg", "spacy", "thinc", "numpy", "onnxruntime", "torch", "lxml", "trafilatura")


def test_imports_of_the_record_load_no_model() -> None:
    """Querying a record loads no model runtime and no page reader."""
    program = "import sys, chancery.record.store; print(*[m for m in sys.argv[1:] if m in sys.modules])"
    run = subprocess.run(
        [sys.executable, "-c", program, *HEAVY],
        env={"PYTHONPATH": str(Path(chancery.__file__).parents[1])},
        capture_output=True,
        text=True,
        check=True,
    )
    assert not run.stdout.split()
