"""`chancery who`, `dossier`, `entities` and `why`."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import Result

from chancery.model.facts import Question, Sighted
from chancery.model.mentions import EntityKind, Observations
from chancery.model.offices import Entity
from chancery.record.store import Record
from views.samples import REPORTS, evidence, make_conclusions, make_vacant_record

Run = Callable[..., Result]


@pytest.fixture(scope="session")
def asked_path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the sample record with a joined person and an open question."""
    path = tmp_path_factory.mktemp("asked") / "asked.db"
    other = Entity(
        id="laziz-karimberdin", kind=EntityKind.PERSON, name="Laziz Karimberdin", names=("Laziz Karimberdin",)
    )
    said, told = evidence("agency", "held talks"), evidence("ministry", "today I received")
    sighted = (
        Sighted(entity="aidar-nurlanov", name="Aidar Nurlanov", because=(), evidence=said),
        Sighted(entity="aidar-nurlanov", name="Aydar Nurlanov", because=("spellings of one full name",), evidence=told),
    )
    question = Question(
        id="q-1",
        kind="same person",
        one="laziz-karimberdiev",
        other="laziz-karimberdin",
        because=("the surnames are a letter or a spelling apart: Karimberdiev, Karimberdin",),
        evidence=(said, told),
    )
    made = make_conclusions()
    with Record.open(path, create=True) as record:
        for report in REPORTS.values():
            record.add(report, Observations(program="test"))
        record.conclude(replace(made, entities=(*made.entities, other), sighted=sighted, questions=(question,)))
    return path


def test_who_lists_holders_in_time(run: Run, sample_path: Path) -> None:
    """Each holder has bounds, and an id that opens the evidence."""
    result = run("who", "Minister of Foreign Affairs", "Kazakh", "--record", sample_path)
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout == (
        "Foreign minister of Kazakhstan\n\n  Aidar Nurlanov, from 2 Feb 2024, seen 14 Mar 2024 cc00000000\n"
    )


@pytest.mark.parametrize(
    ("day", "words"),
    [
        ("2024-03-01", "Aidar Nurlanov, from 2 Feb 2024, seen 14 Mar 2024; in office by what reports tell"),
        ("2025-01-01", "Nobody is known to have held it then.\n  Aidar Nurlanov"),
        ("2024-01-01", "The record knows no foreign minister of Kazakhstan then."),
    ],
)
def test_who_tells_what_is_known_from_what_is_possible(run: Run, sample_path: Path, day: str, words: str) -> None:
    """A day between bounds is known, one after the last is possible, one before the first is ruled out."""
    result = run("who", "foreign minister", "KAZ", "--on", day, "--record", sample_path)
    assert result.exit_code == 0
    assert words in result.stdout


def test_who_json_says_how_sure_it_is(run: Run, sample_path: Path) -> None:
    """An exported occupancy has two more fields."""
    told = json.loads(run("who", "prime minister", "UZB", "--on", "2021", "--json", "--record", sample_path).stdout)
    assert (told["office"], told["of"], told["on"], told["vacancies"]) == ("prime minister", "UZB", "2021", [])
    (one,) = told["holdings"]
    assert (one["person"], one["known"]) == ("rustam-aliev", True)
    assert one["evidence"]


def test_who_names_the_positions_it_knows(run: Run, sample_path: Path) -> None:
    """A position that nobody is seen in is answered with those that somebody is."""
    result = run("who", "chief herald", "UZB", "--record", sample_path)
    assert result.exit_code == 0
    assert "Positions that it knows there: foreign minister, prime minister." in result.stdout


def test_who_refuses_what_is_no_date(run: Run, sample_path: Path) -> None:
    """A wrong date is a usage error."""
    assert run("who", "president", "KAZ", "--on", "yesterday", "--record", sample_path).exit_code == 2


@pytest.mark.parametrize(
    "name",
    [
        "Aidar Nurlanov",
        "aidar-nurlanov",
        "Aydar Nurlanow",
        "\u0410\u0439\u0434\u0430\u0440 \u041d\u0443\u0440\u043b\u0430\u043d\u043e\u0432",
    ],
)
def test_dossier_knows_other_spellings(run: Run, asked_path: Path, name: str) -> None:
    """Id, name and other spellings of it lead to one person."""
    result = run("dossier", name, "--record", asked_path)
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout.startswith("Aidar Nurlanov\nperson aidar-nurlanov, Kazakhstan\n")
    for heading in ("Offices", "Visits", "Meetings", "Other acts", "Words", "Sources"):
        assert f"\n{heading}\n\n  " in result.stdout


def test_dossier_of_a_state_names_its_officials(run: Run, sample_path: Path) -> None:
    """A state has holders of its offices, and pledges."""
    result = run("dossier", "UZB", "--record", sample_path)
    assert "Rustam Aliev, prime minister of Uzbekistan, from Jan 2020, until autumn 2023" in result.stdout
    assert "Kazakhstan to Uzbekistan: lend Uzbekistan 120 million dollars" in result.stdout


def test_dossier_shows_open_questions(run: Run, asked_path: Path) -> None:
    """What could not be decided stands in both dossiers."""
    for name, other in (("laziz-karimberdiev", "laziz-karimberdin"), ("laziz-karimberdin", "laziz-karimberdiev")):
        assert f"({other})? the surnames are a letter" in run("dossier", name, "--record", asked_path).stdout


def test_dossier_json_holds_every_part(run: Run, asked_path: Path) -> None:
    """Parts are the entries of the export, without the reports' texts."""
    told = json.loads(run("dossier", "Laziz Karimberdiev", "--json", "--record", asked_path).stdout)
    assert told["entity"]["id"] == "laziz-karimberdiev"
    assert [question["id"] for question in told["questions"]] == ["q-1"]
    assert {"offices", "visits", "meetings", "acts", "words", "pledges", "sources"} <= set(told)
    assert not any("text" in source for source in told["sources"])


@pytest.mark.parametrize(
    ("name", "code"), [("Nobody Atall", "C050"), ("Karimberdi", "C050"), ("Laziz Karimberdie", "C052")]
)
def test_dossier_refuses_what_is_not_one(run: Run, asked_path: Path, name: str, code: str) -> None:
    """Nobody and several people are told apart."""
    result = run("dossier", name, "--record", asked_path)
    assert result.exit_code == 1
    assert result.stderr.startswith(f"chancery: [{code}] ")


def test_entities_come_by_how_often_they_are_named(run: Run, sample_path: Path) -> None:
    """Kind and state choose; a line ends with the id."""
    people = run("entities", "--kind", "person", "--record", sample_path).stdout.splitlines()
    assert len(people) == 4
    assert people[0].startswith("person        Aidar Nurlanov (KAZ), ")
    assert people[0].endswith("; also Nurlanov aidar-nurlanov")
    assert (
        len(run("entities", "--state", "Uzbek", "--kind", "person", "--record", sample_path).stdout.splitlines()) == 2
    )
    assert len(json.loads(run("entities", "--json", "--limit", "3", "--record", sample_path).stdout)) == 3


def test_why_tells_each_mention_and_reason(run: Run, asked_path: Path) -> None:
    """Each report's spelling has its sentence and why it was joined."""
    result = run("why", "aidar-nurlanov", "--record", asked_path)
    assert result.exit_code == 0
    assert "Taken for one person in 2 reports, 2 spellings:\n" in result.stdout
    assert "  Aidar Nurlanov (Steppe News Agency, 15 Mar 2024)\n    named first\n    | " in result.stdout
    assert "    spellings of one full name\n    | Ladies and gentlemen" in result.stdout
    told = json.loads(run("why", "aidar-nurlanov", "--json", "--record", asked_path).stdout)
    assert [one["because"] for one in told["joined"]] == [[], ["spellings of one full name"]]


def test_why_of_a_record_without_reasons_says_so(run: Run, sample_path: Path) -> None:
    """An older record, and what is no person, get an answer too."""
    assert "Run `chancery read` again." in run("why", "Aidar Nurlanov", "--record", sample_path).stdout
    assert "nothing was joined" in run("why", "KAZ", "--record", sample_path).stdout


@pytest.mark.parametrize("command", ["dossier", "why"])
def test_hostile_names_command_nothing(run: Run, hostile_path: Path, command: str) -> None:
    """Words of reports cannot command the terminal."""
    result = run(command, "evil", "--record", hostile_path)
    assert result.exit_code == 0
    assert "\u202e" not in result.stdout
    assert "\x1b" not in result.stdout


@pytest.fixture(scope="session")
def vacant_path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the sample record with a vacancy and a claim."""
    return make_vacant_record(tmp_path_factory.mktemp("vacant") / "vacant.db")


def test_who_gives_programs_vacancies_claims_and_contradictions(run: Run, vacant_path: Path) -> None:
    """What a person reads of a position a program gets too, each vacancy with its words."""
    told = json.loads(run("who", "foreign minister", "KAZ", "--json", "--record", vacant_path).stdout)
    (vacancy,) = told["vacancies"]
    assert (vacancy["id"], vacancy["start"]) == ("v-3f2a91c0aa11", "2024-03-01")
    assert "held talks" in vacancy["evidence"][0]["quote"]
    claims = {one["person"]: one["known"] for one in told["holdings"] if one["status"] == "claimed"}
    assert claims == {"laziz-karimberdiev": False}
    assert any("it is told to be vacant" in line for line in told["contradictions"])


def test_a_vacancy_is_shown_with_its_words(run: Run, vacant_path: Path) -> None:
    """The id at the end of its line opens the evidence."""
    text = run("who", "foreign minister", "KAZ", "--record", vacant_path).stdout
    assert "Vacant since 1 Mar 2024" in text
    shown = run("show", "v-3f2a", "--record", vacant_path)
    assert shown.exit_code == 0
    assert "Vacant: foreign minister of Kazakhstan" in shown.stdout
    assert "held talks" in shown.stdout
    assert json.loads(run("show", "v-3f2a", "--json", "--record", vacant_path).stdout)["of"] == "KAZ"
    assert run("show", "v-3f2a", "--original", "--record", vacant_path).exit_code == 0


def test_a_vacancy_cannot_be_decided_about(run: Run, vacant_path: Path) -> None:
    """It is no entry, so that a decision about it is refused with a line."""
    result = run("decide", "wrong", "v-3f2a91c0aa11", "--because", "no", "--record", vacant_path)
    assert result.exit_code != 0
    assert "C050" in result.output
