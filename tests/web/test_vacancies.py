"""Vacant and claimed offices on pages, in published folders and for programs."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from chancery.record.store import Record
from chancery.views.page import render_page
from chancery.web.app import make_app
from chancery.web.publishing.writing import write_site
from chancery.web.settings import Settings
from views.samples import make_vacant_record
from web.asked import HOST

VACANCY = "v-3f2a91c0aa11"


@pytest.fixture(scope="module")
def vacant_path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the sample record with a vacancy and a claim."""
    return make_vacant_record(tmp_path_factory.mktemp("vacant") / "vacant.db")


@pytest.fixture(scope="module")
def client(vacant_path: Path) -> Iterator[TestClient]:
    """Ask a server of it."""
    with TestClient(
        make_app(Settings(record=vacant_path, hosts=frozenset({HOST}))), base_url=f"http://{HOST}"
    ) as asked:
        yield asked


def test_a_state_shows_its_vacant_offices(client: TestClient) -> None:
    """Its page lists them, with a way to the words."""
    page = client.get("/entities/KAZ").text
    assert f'href="/vacancies/{VACANCY}"' in page
    assert "since 1 Mar 2024, told 20 Mar 2024" in page


def test_a_vacancy_has_a_page_with_its_words(client: TestClient) -> None:
    """The page shows the sentence, who is told to hold the office, and that this does not fit."""
    page = client.get(f"/vacancies/{VACANCY}").text
    assert "Vacant: foreign minister of Kazakhstan" in page
    assert "held talks" in page
    assert "Aidar Nurlanov" in page
    assert "it is told to be vacant" in page
    assert client.get("/vacancies/v-none").status_code == 404


def test_an_office_shows_claims_and_vacancies(client: TestClient) -> None:
    """Who claims it is told beside who holds it."""
    page = client.get("/offices/o-claimed").text
    assert "Office claimed" in page
    assert f'href="/vacancies/{VACANCY}"' in page
    assert 'aria-current="page"' in page


def test_a_report_marks_the_words_of_a_vacancy(client: TestClient) -> None:
    """What rests on its words is listed, vacancies too; the link from the vacancy finds its place."""
    address = client.get(f"/api/v1/vacancies/{VACANCY}").json()["evidence"][0]["document"]
    page = client.get(f"/reports/{address}?entry={VACANCY}").text
    assert 'class="asked"' in page
    assert client.get(f"/reports/{address}/original?entry={VACANCY}").status_code == 200


def test_programs_get_vacancies_and_contradictions(client: TestClient) -> None:
    """Those of a state, one by its id, and those of the office that was asked for."""
    listed = client.get("/api/v1/vacancies?of=KAZ").json()
    assert [one["id"] for one in listed["items"]] == [VACANCY]
    assert client.get("/api/v1/vacancies?of=UZB").json()["total"] == 0
    assert client.get("/api/v1/vacancies/v-none").status_code == 404
    told = client.get("/api/v1/who?office=foreign+minister&of=KAZ").json()
    assert [one["id"] for one in told["vacancies"]] == [VACANCY]
    assert {one["person"] for one in told["items"] if not one["known"]} == {"laziz-karimberdiev"}
    assert told["contradictions"]


def test_published_folders_hold_vacancies(vacant_path: Path, tmp_path: Path) -> None:
    """Each has its file, to which the state's page leads."""
    write_site(vacant_path, tmp_path)
    assert "Vacant: foreign minister" in (tmp_path / "vacancies" / f"{VACANCY}.html").read_text("utf-8")
    assert f"vacancies/{VACANCY}.html" in (tmp_path / "entities" / "KAZ.html").read_text("utf-8")


def test_the_chronicle_holds_vacancies(vacant_path: Path) -> None:
    """The one page lists them among the offices of the state."""
    with Record.open(vacant_path, readonly=True) as record:
        page = render_page(record)
    assert f'id="o-{VACANCY}"' in page
