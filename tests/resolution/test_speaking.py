"""Who "we" and "you" are, read all the way from a page of text."""

from __future__ import annotations

from pathlib import Path

import pytest

from chancery.extraction.observe import observe
from chancery.language.pipeline import annotate
from chancery.model.events import Event
from chancery.reading.report import read_report
from chancery.resolution.conclude import conclude


def events(tmp_path: Path, text: str) -> dict[str, Event]:
    """Read a text, and return its events by the first words of their evidence."""
    path = tmp_path / "page.txt"
    path.write_text(text, encoding="utf-8")
    report = read_report(path)
    seen = observe(annotate(report), report, program="test")
    return {event.tellings[0].evidence[0].quote: event for event in conclude([(report, seen)]).events}


def actors(found: dict[str, Event], words: str) -> set[str]:
    """Return the states of the actors of the only event whose evidence has some words."""
    (event,) = [event for quote, event in found.items() if words in quote]
    return {one.state or one.entity or "" for one in event.actors}


STATEMENTS = [
    ("Statement of the Ministry of Foreign Affairs of the Republic of Moldova", "MDA"),
    ("Press release by the Foreign Ministry of Uruguay on the situation in Haiti", "URY"),
    ("Statement by the Government of Iceland on the events in Sudan", "ISL"),
    ("Declaration of the Presidency of Senegal", "SEN"),
]


@pytest.mark.parametrize(("title", "state"), STATEMENTS)
def test_a_statement_speaks_for_whoever_issues_it(tmp_path: Path, title: str, state: str) -> None:
    """The "we" of a ministry's release is its state."""
    body = "We call on Russia to withdraw its troops. We thank Romania for the fuel it delivered."
    found = events(tmp_path, f"{title}\n\n4 April 2022\n\n{body}\n")
    assert actors(found, "call on") == {state}
    assert actors(found, "thank") == {state}


def test_a_joint_statement_speaks_for_all_who_make_it(tmp_path: Path) -> None:
    """The "we" of a declaration by two is both."""
    text = "Joint statement by Ghana and Togo on the border\n\n4 April 2022\n\nWe condemn the coup in Niger.\n"
    assert actors(events(tmp_path, text), "condemn") == {"GHA", "TGO"}


def test_a_newspaper_speaks_for_no_state(tmp_path: Path) -> None:
    """What is no statement has no issuer, whatever state its title names."""
    text = "Peru and Chile: a view\n\n4 April 2022\n\nWe condemn the coup in Niger. We thank Peru for its patience.\n"
    found = events(tmp_path, text)
    assert all(not actors(found, quote) for quote in found)


TRANSCRIPT = """Press conference of Foreign Minister Ingrid Dahl of Norway and Foreign Minister Kofi Mensah of Ghana

Oslo, 12 March 2021

Foreign Minister Dahl: We signed an agreement on fisheries with Peru this morning.

Foreign Minister Mensah: We thank Norway for its help.

Question: Minister Mensah, will your country send troops to Mali?

Foreign Minister Mensah: We have not sent troops to Chad.

Question: Did you meet the president of Malta in February?

Foreign Minister Dahl: We expelled two Russian diplomats yesterday.

Question: Minister Dahl, your government accused Russia of cyber attacks on 1 March.

Foreign Minister Dahl: It did.
"""


@pytest.mark.parametrize(
    ("words", "state"),
    [("fisheries", "NOR"), ("thank", "GHA"), ("Mali", "GHA"), ("Malta", "NOR"), ("cyber", "NOR"), ("expelled", "NOR")],
)
def test_you_is_who_is_called_on_or_answers(tmp_path: Path, words: str, state: str) -> None:
    """A question calls on somebody, or is for whoever answers it."""
    assert state in actors(events(tmp_path, TRANSCRIPT), words)


INTERVIEW = """Interview with the Prime Minister of Fiji, Sitiveni Rabe

7 July 2020

Q: Prime Minister, you visited Australia last month.

A: We signed a treaty there.

Q: Your foreign minister criticised China on 1 July.

A: China asked us to withdraw the words and we refused.
"""


@pytest.mark.parametrize("words", ["visited", "signed", "criticised"])
def test_the_one_interviewed_answers(tmp_path: Path, words: str) -> None:
    """Under "A:" speaks the only one whom the head names, and "your minister" is of his state."""
    assert actors(events(tmp_path, INTERVIEW), words) == {"FJI"}


@pytest.mark.parametrize(
    ("quoted", "words", "state"),
    [
        ('Kenyan Foreign Minister Amina Otieno told Abiy Tadesse of Ethiopia: "You signed the treaty in April."',
         "signed", None),
        (('"You signed the treaty in April," Kenyan Foreign Minister Amina Otieno said to Ethiopian Foreign Minister '
         "Abiy Tadesse."), "signed", "ETH"),
        ('"Thank you, you are welcome," Kenyan Foreign Minister Amina Otieno said. "We condemn the coup in Gabon."',
         "condemn", "KEN"),
    ],
)  # fmt: skip
def test_you_in_a_quotation_is_who_is_spoken_to(tmp_path: Path, quoted: str, words: str, state: str | None) -> None:
    """Words told to somebody mean that person by "you"."""
    found = events(tmp_path, f"NAIROBI, 9 May 2019 - {quoted}\n")
    assert state is None or actors(found, words) == {state}
    assert all("KEN" not in actors(found, quote) for quote in found if "You signed" in quote)
