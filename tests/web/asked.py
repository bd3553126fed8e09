"""What the tests of the server share."""

from __future__ import annotations

import html
import re
from typing import Final

from starlette.testclient import TestClient

from chancery.web.jobs import Job, Jobs

HOST: Final = "localhost"


class IdleJobs(Jobs):
    """Takes jobs, and reads none."""

    def add(self, job: Job) -> Job:
        """Remember a job."""
        self._known[job.id] = job
        return job


def links(page: str) -> list[str]:
    """Return the addresses on this server that a page links to or fetches, each once."""
    found = (html.unescape(one).partition("#")[0] for one in re.findall(r'(?:href|hx-get)="([^"]*)"', page))
    return list(dict.fromkeys(one for one in found if one.startswith("/")))


def token_of(client: TestClient) -> str:
    """Return the token that forms bring."""
    found = re.search(r'name="token" value="([^"]+)"', client.get("/add").text)
    assert found
    return found[1]
