"""Accounts: who is let in, with which role, for how long, and what a file of accounts gives away."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi import FastAPI
from starlette.applications import Starlette
from starlette.routing import Mount, Route
from starlette.testclient import TestClient

from chancery.errors import ServeError
from chancery.record.store import Record
from chancery.web import passwords
from chancery.web.accounts import IDLE_S, SESSION_S, Accounts, check_name, form_token
from chancery.web.accounts_guard import FORM_HEADER, cookie_name, needed_role
from chancery.web.app import make_app
from chancery.web.asker import ASKER, Asker, Role, signed_as
from chancery.web.attempts import BY_ADDRESS, BY_NAME, WINDOW_S, Attempts
from chancery.web.pages.logins import safe_next
from chancery.web.passwords import check_password
from chancery.web.settings import Settings
from web.asked import HOST, IdleJobs

WORDS = {"anna": "seven green harbours", "rolf": "a quiet northern mill", "lena": "tents beside the river"}
ROLES = {"anna": Role.ADMIN, "rolf": Role.REVIEWER, "lena": Role.READER}


class Clock:
    """A clock that a test sets forward."""

    def __init__(self) -> None:
        """Start at any time."""
        self.time = 1_700_000_000.0

    def __call__(self) -> float:
        """Return the time."""
        return self.time


@pytest.fixture(autouse=True)
def _cheap_passwords(monkeypatch: pytest.MonkeyPatch) -> None:
    """Hash passwords at little cost; what is tested is not how long it takes."""
    from argon2 import PasswordHasher  # noqa: PLC0415 - only here

    monkeypatch.setattr(passwords, "PasswordHasher", lambda: PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))


@pytest.fixture
def clock() -> Clock:
    """Return a clock."""
    return Clock()


@pytest.fixture
def accounts(tmp_path: Path, clock: Clock) -> Accounts:
    """Return accounts of an admin, a reviewer and a reader."""
    kept = Accounts(tmp_path / "own.db.accounts", now=clock)
    for name, role in ROLES.items():
        kept.add(name, role, WORDS[name])
    return kept


@pytest.fixture
def app(path: Path, jobs: IdleJobs, accounts: Accounts) -> Starlette:
    """Return a server with accounts, with the tests' clock."""
    made = make_app(Settings(record=path, hosts=frozenset({HOST}), accounts=accounts.path), jobs)
    made.state.accounts._now = accounts._now
    return made


@pytest.fixture
def asked(app: Starlette) -> Iterator[TestClient]:
    """Ask as somebody who is not logged in."""
    with client_of(app) as client:
        yield client


def client_of(app: Starlette, base: str = f"http://{HOST}") -> TestClient:
    """Return a browser of its own, which follows nothing by itself."""
    return TestClient(app, base_url=base, follow_redirects=False)


def log_in(client: TestClient, name: str, password: str | None = None) -> int:
    """Log in; return the status of the answer."""
    return client.post("/login", data={"name": name, "password": password or WORDS[name]}).status_code


def logged_in(app: Starlette, name: str) -> TestClient:
    """Return a browser in which somebody is logged in."""
    client = client_of(app)
    assert log_in(client, name) == 303
    return client


def token_of(client: TestClient) -> str:
    """Return what the forms of a session bring."""
    found = re.search(r'name="token" value="([^"]+)"', client.get("/account").text)
    assert found
    return found[1]


def requests_of(app: Starlette) -> Iterator[tuple[str, str]]:
    """Yield method and address of everything that a server answers, pages and API."""
    for route in app.routes:
        if isinstance(route, Route):
            yield from ((method, filled(route.path)) for method in sorted(route.methods or {"GET"}))
        else:
            assert isinstance(route, Mount)
            yield from ((method, f"{route.path}{address}") for method, address in operations_of(app.state.api))


def operations_of(api: FastAPI) -> Iterator[tuple[str, str]]:
    """Yield method and address of what the API describes, and of its description."""
    yield "GET", "/openapi.json"
    for path, methods in api.openapi()["paths"].items():
        yield from ((method.upper(), filled(path)) for method in methods)


def filled(path: str) -> str:
    """Put something in the place of a path's parameters."""
    return re.sub(r"\{[^}]*\}", "x", path)


# ---- every route ----


def test_every_route_needs_an_account(app: Starlette, asked: TestClient) -> None:
    """Whatever is added: without a session or a token nothing answers but the login and the assets."""
    seen = list(requests_of(app))
    assert len(seen) > 60
    assert {("POST", "/add"), ("POST", "/api/v1/reports"), ("GET", "/api/v1/openapi.json")} <= set(seen)
    for method, address in seen:
        if address == "/login" or address.startswith("/assets/"):
            continue
        response = asked.request(method, address)
        if address.startswith("/api/"):
            assert (response.status_code, response.headers["www-authenticate"]) == (401, "Bearer"), address
        else:
            assert response.status_code == 303, address
            assert response.headers["location"].startswith("/login"), address
        assert "no-store" in response.headers["cache-control"], address


def test_every_route_that_changes_something_is_closed_to_readers(app: Starlette) -> None:
    """A reader changes nothing but what is a reader's own."""
    own = {"/logout", "/logout/everywhere", "/account/password", "/login"}
    with logged_in(app, "lena") as reader:
        for method, address in requests_of(app):
            if method not in {"GET", "HEAD", "OPTIONS"} and address not in own:
                response = reader.request(method, address, headers={FORM_HEADER: token_of(reader)})
                assert (response.status_code, "C110" in response.text) == (403, True), address


def test_every_page_that_changes_something_asks_for_the_token_of_the_session(app: Starlette) -> None:
    """A form without the token, with none of this session's, or with another session's, changes nothing."""
    with logged_in(app, "anna") as admin, logged_in(app, "rolf") as other:
        for token in ("", "guess", token_of(other)):
            for method, address in requests_of(app):
                if method in {"GET", "HEAD", "OPTIONS"} or address == "/login":
                    continue
                response = admin.request(method, address, data={"token": token}, headers={FORM_HEADER: token})
                assert (response.status_code, "C102" in response.text) == (403, True), address
        assert admin.get("/account").status_code == 200


def test_addresses_that_do_not_exist_are_guarded_too(asked: TestClient) -> None:
    """Nobody learns which pages there are."""
    assert asked.get("/nothing").status_code == 303
    assert asked.get("/api/v1/nothing").status_code == 401
    assert asked.get("//accounts").status_code == 303


def test_accounts_are_for_admins(app: Starlette) -> None:
    """Neither readers nor reviewers see who has an account."""
    for name, status in (("lena", 403), ("rolf", 403), ("anna", 200)):
        with logged_in(app, name) as client:
            assert client.get("/accounts").status_code == status
            assert ('value="lena"' in client.get("/accounts").text) == (status == 200)


def test_reviewers_add_and_readers_do_not(app: Starlette) -> None:
    """The form is for reviewers; readers are not offered it."""
    with logged_in(app, "lena") as reader, logged_in(app, "rolf") as reviewer:
        assert "Add reports" not in reader.get("/").text
        assert reader.get("/add").status_code == 403
        assert "Add reports" in reviewer.get("/").text
        token = re.search(r'name="token" value="([^"]+)"', reviewer.get("/add").text)
        assert token
        assert token[1] == token_of(reviewer)
        assert reviewer.post("/add", data={"token": token[1], "text": "Words."}).status_code == 303


def test_parts_of_a_page_lead_to_the_login(asked: TestClient) -> None:
    """A page that was left open does not show the login in the place of its list."""
    response = asked.get("/more", headers={"hx-request": "true"})
    assert (response.status_code, response.headers["hx-redirect"], response.text) == (401, "/login", "")


# ---- logging in and out ----


def test_login_leads_to_what_was_asked_for(asked: TestClient) -> None:
    """And nowhere else, whatever the address says."""
    told = asked.get("/search?q=canal").headers["location"]
    assert told == "/login?next=/search%3Fq%3Dcanal"
    assert 'value="/search?q=canal"' in asked.get(told).text
    for wanted, place in (("/search?q=canal", "/search?q=canal"), ("//evil.example", "/"), ("/\\evil.example", "/")):
        given = {"name": "lena", "password": WORDS["lena"], "next": wanted}
        assert asked.post("/login", data=given).headers["location"] == place


@pytest.mark.parametrize("wanted", ["https://evil.example", "javascript:alert(1)", "//a", "/a\r\nb: c", "", "a/b"])
def test_login_leads_to_no_other_site(wanted: str) -> None:
    """Only to pages of this server."""
    assert safe_next(wanted) == "/"


def test_login_tells_nothing_of_names(asked: TestClient) -> None:
    """The answers to a wrong name and to a wrong password differ in nothing but the name that was typed."""
    answers = [
        asked.post("/login", data={"name": name, "password": "not the right one"}).text.replace(name, "NAME")
        for name in ("anna", "nobody")
    ]
    assert answers[0] == answers[1]
    assert "The name or the password is wrong." in answers[0]


def test_login_compares_a_hash_for_names_that_nobody_has(accounts: Accounts, monkeypatch: pytest.MonkeyPatch) -> None:
    """As much is computed for an unknown name as for a known one."""
    compared: list[str] = []
    hasher = passwords.PasswordHasher()

    class Counting:
        """Notes what is compared."""

        def verify(self, kept: str, text: str) -> bool:
            """Compare."""
            compared.append(kept.rpartition("$")[0].rpartition("$")[0])
            return hasher.verify(kept, text)

        def hash(self, text: str) -> str:
            """Hash."""
            return hasher.hash(text)

        def check_needs_rehash(self, _: str) -> bool:
            """Never."""
            return False

    passwords._nobody.cache_clear()
    monkeypatch.setattr(passwords, "PasswordHasher", Counting)
    assert accounts.check("nobody", "whatever it is") is None
    assert accounts.check("anna", "whatever it is") is None
    assert len(compared) == 2
    assert compared[0] == compared[1]
    passwords._nobody.cache_clear()


def test_session_cookie_is_for_this_server_alone(asked: TestClient) -> None:
    """Scripts cannot read it, other sites cannot send it."""
    response = asked.post("/login", data={"name": "Anna", "password": WORDS["anna"]})
    told = response.headers["set-cookie"]
    assert {"HttpOnly", "SameSite=strict", "Path=/", f"Max-Age={SESSION_S}"} <= set(told.split("; "))
    assert "Secure" not in told
    assert "Domain" not in told


def test_session_cookie_is_secure_over_https(path: Path, accounts: Accounts) -> None:
    """Where a proxy speaks https, browsers send the cookie over https only, and the plain one counts for nothing."""
    settings = Settings(record=path, hosts=frozenset({HOST}), accounts=accounts.path, https=True)
    with client_of(make_app(settings), f"https://{HOST}") as client:
        told = client.post("/login", data={"name": "anna", "password": WORDS["anna"]}).headers["set-cookie"]
        assert told.startswith("__Host-chancery=")
        assert "Secure" in told.split("; ")
        assert client.get("/").status_code == 200
        secret = client.cookies[cookie_name(https=True)]
        client.cookies.clear()
        assert client.get("/", headers={"cookie": f"{cookie_name(https=False)}={secret}"}).status_code == 303


def test_login_begins_a_new_session(app: Starlette) -> None:
    """A session that was there before ends, so that nobody can lay one ready."""
    with logged_in(app, "lena") as client:
        before = client.cookies[cookie_name(https=False)]
        assert log_in(client, "rolf") == 303
        assert client.cookies[cookie_name(https=False)] != before
        client.cookies.clear()
        assert client.get("/", headers={"cookie": f"{cookie_name(https=False)}={before}"}).status_code == 303


def test_logout_ends_one_session_or_all(app: Starlette) -> None:
    """The cookie is worth nothing any more, even if somebody kept it."""
    with logged_in(app, "lena") as one, logged_in(app, "lena") as other, logged_in(app, "lena") as third:
        secret = one.cookies[cookie_name(https=False)]
        assert one.post("/logout", data={"token": token_of(one)}).headers["location"] == "/login"
        one.cookies.clear()
        assert one.get("/", headers={"cookie": f"{cookie_name(https=False)}={secret}"}).status_code == 303
        assert other.get("/").status_code == 200
        other.post("/logout/everywhere", data={"token": token_of(other)})
        assert third.get("/").status_code == 303


def test_sessions_end_by_themselves(app: Starlette, clock: Clock) -> None:
    """After half a day without a request, and after a week in any case."""
    with logged_in(app, "lena") as idle, logged_in(app, "lena") as busy:
        for _ in range(int(SESSION_S / IDLE_S * 2) - 1):
            clock.time += IDLE_S / 2
            assert busy.get("/account").status_code == 200
        assert idle.get("/account").status_code == 303
        clock.time += IDLE_S / 2
        assert busy.get("/account").status_code == 303


def test_roles_and_removals_hold_at_once(app: Starlette, accounts: Accounts) -> None:
    """From the next request on, in sessions that run."""
    with logged_in(app, "rolf") as client:
        assert client.get("/add").status_code == 200
        accounts.set_role("rolf", Role.READER)
        assert client.get("/add").status_code == 403
        accounts.remove("rolf")
        assert client.get("/").status_code == 303


def test_passwords_are_changed_by_who_knows_the_old_one(app: Starlette) -> None:
    """Other sessions end, this browser goes on."""
    with logged_in(app, "lena") as client, logged_in(app, "lena") as other:
        token, new = token_of(client), "lanterns over the pass"
        wrong = client.post("/account/password", data={"token": token, "old": "not this one", "new": new})
        assert (wrong.status_code, "The old password is wrong" in wrong.text) == (400, True)
        weak = client.post("/account/password", data={"token": token, "old": WORDS["lena"], "new": "lena12345678"})
        assert (weak.status_code, "common words" in weak.text) == (400, True)
        assert (
            client.post("/account/password", data={"token": token, "old": WORDS["lena"], "new": new}).status_code == 303
        )
        assert client.get("/account").status_code == 200
        assert other.get("/account").status_code == 303
        assert (log_in(other, "lena"), log_in(other, "lena", new)) == (401, 303)


# ---- too many attempts ----


def test_attempts_are_limited_by_name(asked: TestClient) -> None:
    """Also for names that nobody has; then even the right password waits."""
    for name in ("anna", "nobody"):
        statuses = [log_in(asked, name, "not the right one") for _ in range(BY_NAME + 1)]
        assert statuses == [401] * BY_NAME + [429]
    assert log_in(asked, "anna") == 429
    assert log_in(asked, "rolf") == 303


def test_attempts_are_limited_by_address() -> None:
    """One address cannot try a few passwords on everybody; a subscriber's addresses count as one."""
    attempts = Attempts()
    for number in range(BY_ADDRESS):
        attempts.begin(f"name {number}", f"2001:db8::{number:x}")
    with pytest.raises(ServeError, match="C112"):
        attempts.begin("another", "2001:db8::ffff")
    attempts.begin("another", "2001:db8:1::1")


def test_attempts_are_forgotten_in_time_and_by_success(clock: Clock) -> None:
    """A quarter of an hour later, or after logging in."""
    attempts = Attempts(now=clock)
    for _ in range(BY_NAME - 1):
        attempts.begin("anna", "192.0.2.1")
    attempts.begin("anna", "192.0.2.1")
    attempts.succeed("anna", "192.0.2.1")
    for _ in range(BY_NAME):
        attempts.begin("ANNA ", "192.0.2.2")
    with pytest.raises(ServeError, match="Try again in 15 minutes"):
        attempts.begin("anna", "192.0.2.3")
    clock.time += WINDOW_S
    attempts.begin("anna", "192.0.2.2")


def test_a_login_brings_little(asked: TestClient) -> None:
    """Who is not logged in cannot fill the memory."""
    response = asked.post("/login", content=b"name=" + b"x" * 100_000)
    assert (response.status_code, "C103" in response.text) == (413, True)


# ---- programs ----


def test_tokens_let_programs_ask(accounts: Accounts, asked: TestClient) -> None:
    """With the role of the account, on the API alone, until they are ended."""
    reader, reviewer = accounts.add_token("lena"), accounts.add_token("rolf")

    def bearing(token: str) -> dict[str, str]:
        return {"authorization": f"Bearer {token}"}

    assert asked.get("/api/v1/", headers=bearing(reader)).status_code == 200
    assert asked.get("/", headers=bearing(reader)).status_code == 303
    assert asked.get("/api/v1/", headers=bearing("chancery_guess")).status_code == 401
    assert asked.get("/api/v1/", headers={"authorization": "Basic bGVuYTp4"}).status_code == 401
    assert asked.post("/api/v1/reports", json={"text": "Words."}, headers=bearing(reader)).status_code == 403
    assert asked.post("/api/v1/reports", json={"text": "Words."}, headers=bearing(reviewer)).status_code == 202
    assert accounts.end_tokens("lena") == 1
    assert asked.get("/api/v1/", headers=bearing(reader)).status_code == 401


def test_a_session_alone_changes_nothing_through_the_api(app: Starlette) -> None:
    """A page may, with the token of its session in a header."""
    with logged_in(app, "rolf") as client:
        assert client.get("/api/v1/").status_code == 200
        assert client.post("/api/v1/reports", json={"text": "Words."}).status_code == 403
        headers = {FORM_HEADER: token_of(client)}
        assert client.post("/api/v1/reports", json={"text": "Words."}, headers=headers).status_code == 202


# ---- what is kept ----


def test_kept_pages_are_given_to_who_they_were_made_for(app: Starlette) -> None:
    """Neither name nor offers of one account reach another, and nothing reaches who is logged out."""
    with logged_in(app, "anna") as admin, logged_in(app, "lena") as reader, client_of(app) as nobody:
        for address in ("/", "/sources", "/api/v1/"):
            for _ in range(2):
                mine, theirs = admin.get(address), reader.get(address)
                assert "Cookie" in mine.headers["vary"]
                if not address.startswith("/api"):
                    assert ("anna" in mine.text, "lena" in mine.text) == (True, False)
                    assert ("anna" in theirs.text, "Add reports" in theirs.text) == (False, False)
                assert nobody.get(address, headers={"if-none-match": mine.headers["etag"]}).status_code in {303, 401}


def test_kept_pages_follow_a_new_role(app: Starlette, accounts: Accounts) -> None:
    """What a session was given in one role it is not given in another."""
    with logged_in(app, "rolf") as client:
        assert "Add reports" in client.get("/").text
        accounts.set_role("rolf", Role.READER)
        assert "Add reports" not in client.get("/").text


def test_the_file_gives_nothing_away(app: Starlette, accounts: Accounts) -> None:
    """Whoever reads it can neither log in nor go on with a session; others cannot read it."""
    token = accounts.add_token("anna")
    with logged_in(app, "anna") as client:
        secret = client.cookies[cookie_name(https=False)]
        data = accounts.path.read_bytes()
        for hidden in (WORDS["anna"], secret, token, form_token(secret)):
            assert hidden.encode() not in data
    assert accounts.path.stat().st_mode & 0o077 == 0
    assert b"$argon2id$" in data


# ---- the file ----


def test_accounts_have_names_that_nobody_else_has(accounts: Accounts) -> None:
    """However they are written."""
    for name in ("anna", "ANNA", " anna "):
        with pytest.raises(ServeError, match="already"):
            accounts.add(name, Role.READER, "seven green harbours")


@pytest.mark.parametrize("name", ["", " ", "a\nb", "<b>", "x" * 65, "-a", "a\u202eb", "a/b"])
def test_accounts_have_plain_names(name: str) -> None:
    """No blanks alone, no markup, nothing that cannot be seen."""
    if name == "a\nb":
        assert check_name(name) == "a b"
        return
    with pytest.raises(ServeError, match="C111"):
        check_name(name)


def test_the_last_admin_stays(accounts: Accounts) -> None:
    """Somebody must be able to keep the accounts."""
    for change in (lambda: accounts.remove("anna"), lambda: accounts.set_role("anna", Role.READER)):
        with pytest.raises(ServeError, match="last admin"):
            change()
    accounts.set_role("rolf", Role.ADMIN)
    accounts.remove("anna")
    assert [one.name for one in accounts.listed()] == ["lena", "rolf"]


def test_admins_keep_accounts_in_the_browser(app: Starlette, accounts: Accounts) -> None:
    """They add, change and remove; what is refused is said on the page."""
    with logged_in(app, "anna") as admin:
        token = token_of(admin)
        given = {"token": token, "name": "Bo Sand", "role": "reviewer", "password": "ferries in the fog"}
        assert admin.post("/accounts", data=given).headers["location"] == "/accounts"
        again = admin.post("/accounts", data=given)
        assert (again.status_code, "already" in again.text) == (400, True)
        assert (
            admin.post("/accounts/role", data={"token": token, "name": "Bo Sand", "role": "reader"}).status_code == 303
        )
        assert {one.name: one.role for one in accounts.listed()}["Bo Sand"] is Role.READER
        assert admin.post("/accounts/role", data={"token": token, "name": "Bo Sand", "role": "king"}).status_code == 400
        assert admin.post("/accounts/remove", data={"token": token, "name": "Bo Sand"}).status_code == 303
        assert len(accounts.listed()) == 3


def test_a_file_that_is_none_is_told(tmp_path: Path, accounts: Accounts) -> None:
    """Missing, something else, or of a later version: one line with what to do."""
    (tmp_path / "text").write_text("no database, though it is long enough to look like one" * 20, encoding="utf-8")
    with sqlite3.connect(accounts.path) as connection:
        connection.execute("PRAGMA user_version = 2")
    connection.close()
    for path in (tmp_path / "none", tmp_path / "text", accounts.path):
        with pytest.raises(ServeError, match="C113"):
            Accounts(path).listed()
    assert not (tmp_path / "none").exists()


def test_a_file_that_goes_makes_a_clear_page(app: Starlette, accounts: Accounts) -> None:
    """No traceback, and nothing that was to be guarded."""
    with logged_in(app, "anna") as client:
        accounts.path.unlink()
        response = client.get("/")
        assert (response.status_code, "C113" in response.text, "Traceback" in response.text) == (503, True, False)


# ---- passwords and roles ----


@pytest.mark.parametrize(
    "password",
    [
        "short",
        "elevenchars",
        "x" * 1001,
        "aaaaaaaaaaaaaaaa",
        "abababababababab",
        "harborharbor",
        "harbor1harbor1ha",
        "abcdefghijklmnop",
        "123456789012345",
        "qwertyuiopasdfgh",
        "Password1234!",
        "anna.2024.anna",
        "Welcome2024!!!",
        "chancery-admin-1",
    ],
)
def test_passwords_that_programs_try_first_are_refused(password: str) -> None:
    """Short ones, repeated ones, runs, and those made of common words."""
    with pytest.raises(ServeError, match="C111"):
        check_password(password, "anna")


@pytest.mark.parametrize(
    "password",
    [
        "seven green harbours",
        "sieben grüne häfen",
        "семь зелёных гаваней",
        "kq8Vw2zT5mXr",
        "七つの緑の港と白い灯台があった",
    ],
)
def test_passwords_need_no_special_letters(password: str) -> None:
    """Long ones in any script will do."""
    check_password(password, "anna")


def test_passwords_that_look_the_same_are_the_same(accounts: Accounts) -> None:
    """However a keyboard composes an accent."""
    accounts.set_password("lena", "sieben gru\u0308ne hafen")
    assert accounts.check("lena", "sieben gr\u00fcne hafen") == "lena"


def test_outdated_hashes_are_made_anew(accounts: Accounts, monkeypatch: pytest.MonkeyPatch) -> None:
    """When their owner logs in."""
    from argon2 import PasswordHasher  # noqa: PLC0415 - only here

    monkeypatch.setattr(passwords, "PasswordHasher", lambda: PasswordHasher(time_cost=2, memory_cost=16, parallelism=1))
    assert accounts.check("lena", WORDS["lena"]) == "lena"
    assert b"m=16,t=2" in accounts.path.read_bytes()


def test_roles_are_ordered() -> None:
    """Each may do what those before it may."""
    assert [[role.may(needed) for needed in Role] for role in Role] == [
        [True, False, False],
        [True, True, False],
        [True, True, True],
    ]


@pytest.mark.parametrize(
    ("method", "address", "role"),
    [
        ("GET", "/", Role.READER),
        ("GET", "/review", Role.READER),
        ("POST", "/review/anything", Role.REVIEWER),
        ("DELETE", "/api/v1/anything", Role.REVIEWER),
        ("GET", "/add", Role.REVIEWER),
        ("GET", "/accounts", Role.ADMIN),
        ("GET", "/accounts/anything", Role.ADMIN),
        ("POST", "/login", None),
        ("GET", "/loginx", Role.READER),
    ],
)
def test_roles_that_are_needed(method: str, address: str, role: Role | None) -> None:
    """What nobody named yet needs a role too."""
    assert needed_role(method, address) is role


def test_decisions_are_signed_with_the_name_of_the_account() -> None:
    """Whatever a form says; without accounts its word counts."""
    assert signed_as("somebody") == "somebody"
    before = ASKER.set(Asker(name="anna", role=Role.REVIEWER, key="k"))
    try:
        assert signed_as("somebody") == "anna"
    finally:
        ASKER.reset(before)


def test_decisions_over_the_api_are_signed_with_the_name_of_the_account(
    accounts: Accounts, asked: TestClient, path: Path
) -> None:
    """Nobody signs in another's name."""
    with Record.open(path, readonly=True) as record:
        entry = record.events()[0].id
    given = {"decision": "wrong", "what": [entry], "by": "anna", "because": "A slip."}
    headers = {"authorization": f"Bearer {accounts.add_token('rolf')}"}
    response = asked.post("/api/v1/decisions", json=given, headers=headers)
    assert response.status_code == 202, response.text
    with Record.open(path, readonly=True) as record:
        assert [one.by for one in record.decisions()] == ["rolf"]
