"""What programs may ask: the API's own description, as a page."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from chancery.web.site import render, site_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Operation:
    """One thing that a program may ask.

    Attributes:
        values: `(name, where, what it must be)` of its parameters.
    """

    method: str
    path: str
    summary: str
    description: str
    values: tuple[tuple[str, str, str], ...]


def show(request: Request) -> Response:
    """Show the API."""
    described = request.app.state.api.openapi()
    return render(
        site_of(request), request, "programs.html", about=described["info"], operations=list(read_operations(described))
    )


def read_operations(described: Mapping[str, Any]) -> Iterator[Operation]:
    """Yield what an OpenAPI document describes, in its order."""
    for path, methods in described["paths"].items():
        for method, told in methods.items():
            yield Operation(
                method=method.upper(),
                path=f"/api/v1{path}",
                summary=told["summary"],
                description=told.get("description", ""),
                values=tuple((one["name"], one["in"], _words(one)) for one in told.get("parameters", ())),
            )


def _words(parameter: Mapping[str, Any]) -> str:
    """Say what a parameter must be."""
    schema = parameter["schema"]
    kinds = [one for one in schema.get("anyOf", [schema]) if one.get("type") != "null"]
    listed = "several allowed" if any(one.get("type") == "array" for one in kinds) else ""
    enum = [", ".join(map(str, one["enum"])) for one in kinds if "enum" in one]
    needed = "needed" if parameter.get("required") else ""
    return "; ".join(filter(None, (parameter.get("description", ""), *enum, listed, needed)))


routes: Final = [Route("/api", show)]
