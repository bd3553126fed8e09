"""Writes `docs/gallery.ipynb` without outputs, from the cells below: `python docs/gallery.py`.

A test runs the notebook and compares the file with these cells, so that it stays clean and true.
"""

# ruff: noqa: E501, INP001 - lines of a notebook; a program, no part of a package
from __future__ import annotations

from pathlib import Path
from typing import Final

import nbformat

NOTEBOOK: Final = Path(__file__).parent / "gallery.ipynb"

TEXT, CODE = "markdown", "code"
CELLS: Final = (
    (
        TEXT,
        "# A record in a notebook\n\nEleven bundled reports on Kyrgyzstan and Russia, invented for this project, are read into a record, asked, and drawn. Run it in the folder that holds `examples/`.",
    ),
    (CODE, 'import tempfile\n\nimport chancery\n\nfolder = tempfile.TemporaryDirectory()\nbook = chancery.open(f"{folder.name}/gallery.db")'),
    (CODE, 'summary = book.read("examples/kyrgyz-russia")\nbook'),
    (TEXT, "## What happened\n\nResults are lists that show themselves; each line opens to its evidence."),
    (CODE, 'visits = book.events(["KGZ", "RUS"], type="CONSULT/visit")\nvisits'),
    (TEXT, "One event, with each report's sentences in context:"),
    (CODE, "visits[0]"),
    (TEXT, "The columns are those of `chancery export --format parquet`:"),
    (CODE, 'book.events("KGZ", since="2020").to_pandas()[["when", "type", "mode", "actors", "recipients", "score"]].head(10)'),
    (TEXT, "## Where reports differ"),
    (CODE, "told = next(event for event in book.events() if event.differences)\nbook.compare(told)"),
    (TEXT, "## Who said what, who held which office, what was promised"),
    (CODE, 'book.quotations("Lavrov").to_pandas()[["when", "kind", "content"]]'),
    (CODE, 'book.who("foreign minister", "KGZ").to_pandas()[["name", "start", "end", "seen", "status"]]'),
    (CODE, 'book.pledges(["KGZ", "RUS"]).to_polars().select("by_state", "to_state", "what", "amount", "currency", "status")'),
    (CODE, 'book.search("grant suspended")'),
    (
        TEXT,
        "## The relation by month\n\nMean intensity of the acts on PLOVER's scale, with the range within which it would lie in nineteen of twenty such months; the bars say how many acts it rests on.",
    ),
    (CODE, 'relation = book.relation("KGZ", "RUS", since="2019")\nrelation.to_pandas().dropna().round(2)'),
    (CODE, "ax = relation.plot()"),
    (CODE, "book.close()\nfolder.cleanup()"),
)  # fmt: skip


def notebook() -> nbformat.NotebookNode:
    """Return the notebook, without outputs."""
    made = nbformat.v4.new_notebook()
    made["metadata"]["kernelspec"] = {"display_name": "Python 3", "language": "python", "name": "python3"}
    for number, (kind, source) in enumerate(CELLS):
        new = nbformat.v4.new_markdown_cell if kind == TEXT else nbformat.v4.new_code_cell
        made["cells"].append(new(source, id=f"cell-{number:02d}"))
    return made


def main() -> None:
    """Write the file."""
    NOTEBOOK.write_text(nbformat.writes(notebook()) + "\n", encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
