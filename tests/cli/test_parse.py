"""`chancery parse`: the tree, the names, CoNLL-U."""

from __future__ import annotations

from collections.abc import Callable

from click.testing import CliRunner, Result

from chancery.cli.main import chancery

Run = Callable[..., Result]
COLUMNS = 10


def test_the_tree_hangs_words_on_heads_and_lists_names(run: Run) -> None:
    """A reader sees who did what, and which words are names."""
    shown = run("parse", "Moscow signed the treaty. It was late.").stdout
    first, _, second = shown.partition("\n\nIt was late.\n")
    assert first.splitlines() == [
        "Moscow signed the treaty.",
        "",
        "signed (sign)  root  VERB  Mood=Ind|Number=Sing|Person=3|Tense=Past|VerbForm=Fin",
        "├─ Moscow  nsubj  PROPN  Number=Sing",
        "├─ treaty  obj  NOUN  Number=Sing",
        "│  └─ the  det  DET  Definite=Def|PronType=Art",
        "└─ .  punct  PUNCT",
        "",
        "Names:",
        "  Moscow  PLACE",
    ]
    assert "late  root  ADJ" in second


def test_conllu_has_ten_columns_and_one_root_a_sentence(run: Run) -> None:
    """Other tools can read the table."""
    shown = run("parse", "--format", "conllu", "The EU's envoy left.\n\nNobody asked why.").stdout
    sentences = [block.splitlines() for block in shown.strip().split("\n\n")]
    assert len(sentences) == 2
    for lines in sentences:
        rows = [line.split("\t") for line in lines if not line.startswith("#")]
        assert all(len(row) == COLUMNS for row in rows)
        assert [row[6] for row in rows].count("0") == 1
    assert "NER=B-ORG" in shown


def test_standard_input_is_read_and_cannot_command_the_terminal() -> None:
    """Control characters in a text are shown, never obeyed."""
    shown = CliRunner().invoke(chancery, ["parse", "-"], input=b"He \x1b[31mleft\x1b[0m.\n").stdout
    assert "left" in shown
    assert "\x1b" not in shown


def test_an_empty_text_is_no_error(run: Run) -> None:
    """Nothing in, nothing out."""
    result = run("parse", "  ")
    assert (result.exit_code, result.stdout) == (0, "")
