"""The annotated text of a record as CoNLL-U: `chancery export --format conllu`.

Here and not among the views, since it loads the language model.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from chancery.cli.output import one_line
from chancery.cli.parse import render_conllu

if TYPE_CHECKING:
    from chancery.model.text import Report
    from chancery.views.exports.material import Material

ENGLISH = "en"


def write(material: Material) -> Iterator[str]:
    """Yield the sentences of every English report, with where each stands in the report's text.

    Args:
        material: The chosen part of a record; of a part, the reports that it cites.
    """
    for cited in material.documents():
        if cited.language in {None, ENGLISH}:
            yield from _report(material.record.report(cited.id))
        else:
            material.losses.note("reports in other languages than English", cited.id)


def _report(report: Report) -> Iterator[str]:
    from chancery.language.pipeline import annotate  # noqa: PLC0415 - loads the language model

    head = {"newdoc id": report.id, "title": report.title, "outlet": report.outlet, "url": report.url}
    head |= {"language": report.language, "published": str(report.published) if report.published else None}
    yield "".join(f"# {key} = {one_line(value)}\n" for key, value in head.items() if value)
    sentences = (sentence for sentence in annotate(report).sents if sentence.text.strip())
    for number, sentence in enumerate(sentences, start=1):
        place = f"# start_char = {sentence.start_char}\n# end_char = {sentence.end_char}\n"
        yield place + render_conllu(sentence, f"{report.id}-{number}")
