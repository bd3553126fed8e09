"""`chancery parse`: how the language model reads a text, for people who want to know why."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Final

import click

from chancery.cli.options import make_help

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Span, Token

HELP: Final = make_help(
    """Print the grammar and the names that the language model sees in a text.

    TEXT is English; `-` reads standard input. The tree hangs each word on its head, with its relation in Universal
    Dependencies v2, its part of speech and its features. CoNLL-U is what other tools of the field read.""",
    "chancery parse 'Moscow and Bishkek will maintain contacts.'",
    "chancery parse - < statement.txt       a whole text",
    "chancery parse --format conllu - < statement.txt > statement.conllu",
)


@click.command("parse", help=HELP, short_help="Show how the language model reads a text.")
@click.argument("text")
@click.option(
    "--format",
    "shape",
    type=click.Choice(["tree", "conllu"]),
    default="tree",
    show_default=True,
    help="A drawing, or a table for programs.",
)
def command(*, text: str, shape: str) -> None:
    """Print the grammar and the names of a text."""
    from chancery.cli.output import write_text  # noqa: PLC0415 - imported on use
    from chancery.language.pipeline import load  # noqa: PLC0415

    if text == "-":
        text = sys.stdin.buffer.read().decode("utf-8", "replace")
    doc = load()(text.strip())
    sentences = [sentence for sentence in doc.sents if sentence.text.strip()]
    render = render_tree if shape == "tree" else render_conllu
    write_text("".join(render(sentence, number) for number, sentence in enumerate(sentences, start=1)))


def render_tree(sentence: Span, number: int | str) -> str:  # noqa: ARG001 - the shape of both renderings
    """Draw one sentence: its text, its tree with children in the order of the text, its names."""
    from chancery.cli.output import one_line  # noqa: PLC0415

    names = [f"  {one_line(name.text)}  {name.label_}" for name in sentence.ents]
    lines = [one_line(sentence.text.strip()), "", *_branches(sentence.root, "", "")]
    return "\n".join([*lines, *(["", "Names:", *names] if names else []), "", ""])


def _branches(token: Token, before: str, below: str) -> Iterator[str]:
    """Draw a word and what hangs on it; a stack, since a hostile sentence may nest deeply."""
    stack = [(token, before, below)]
    while stack:
        word, lead, indent = stack.pop()
        yield f"{lead}{_described(word)}"
        children = [child for child in word.children if not child.is_space]
        for place, child in reversed(list(enumerate(children))):
            last = place == len(children) - 1
            stack.append((child, indent + ("└─ " if last else "├─ "), indent + ("   " if last else "│  ")))


def _described(token: Token) -> str:
    from chancery.cli.output import one_line  # noqa: PLC0415

    lemma = "" if token.lemma_ == token.text else f" ({one_line(token.lemma_)})"
    features = f"  {token.morph}" if token.morph else ""
    return f"{one_line(token.text)}{lemma}  {token.dep_}  {token.pos_}{features}"


def render_conllu(sentence: Span, number: int | str) -> str:
    """Write one sentence as CoNLL-U; names stand in the last column as BIO tags."""
    from chancery.cli.output import one_line  # noqa: PLC0415

    words = [token for token in sentence if not token.is_space]
    places = {token.i: place for place, token in enumerate(words, start=1)}
    lines = [f"# sent_id = {number}", f"# text = {one_line(sentence.text.strip())}"]
    for token in words:
        head = 0 if token.head == token else places[token.head.i]
        misc = [f"NER={token.ent_iob_}-{token.ent_type_}"] if token.ent_type_ else []
        misc += [] if token.whitespace_ else ["SpaceAfter=No"]
        columns = (
            str(places[token.i]),
            one_line(token.text),
            one_line(token.lemma_),
            token.pos_,
            "_",
            str(token.morph) or "_",
            str(head),
            token.dep_,
            "_",
            "|".join(misc) or "_",
        )
        lines.append("\t".join(columns))
    return "\n".join([*lines, "", ""])
