"""Asks an endpoint of the kind that most model servers offer: one POST, one answer, bounded in time and size.

Nothing is sent unless the user names the endpoint. Redirects are not followed, and the key goes to
the named host only. Source: the chat completions interface that OpenAI published and others serve.
"""

from __future__ import annotations

import json
import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import urlsplit

import httpcore

from chancery.errors import CoderError

_LARGEST: Final = 4 * 2**20  # bytes of an answer
_TRIES: Final = 2
_PAUSE_S: Final = 1.0
_OK: Final = 200
_AGAIN: Final = frozenset({429, 500, 502, 503, 504})


@dataclass(frozen=True, slots=True, kw_only=True)
class Endpoint:
    """Where a language model answers.

    Attributes:
        base_url: Up to and including the version: "http://127.0.0.1:8080/v1".
        model: As the endpoint calls it.
        key: Sent as a bearer token; None sends none.
        seconds: How long one answer may take.
    """

    base_url: str
    model: str
    key: str | None = None
    seconds: float = 120.0

    @property
    def coder(self) -> str:
        """The name that its readings carry."""
        return f"openai:{self.model}"

    def ask(self, instructions: str, text: str, schema: Mapping[str, Any]) -> str:
        """Return what the model writes.

        Args:
            instructions: What it is to do.
            text: The report, as data.
            schema: JSON Schema of the answer.

        Raises:
            CoderError: C090 if the endpoint cannot be reached, refuses or is too slow; C091 if its answer is none.
        """
        body = {
            "model": self.model,
            "temperature": 0,
            "messages": [{"role": "system", "content": instructions}, {"role": "user", "content": text}],
            "response_format": {
                "type": "json_schema",
                "json_schema": {"name": "events", "strict": True, "schema": schema},
            },
        }
        return _content(self._post(json.dumps(body, ensure_ascii=False).encode("utf-8", "replace")))

    def _post(self, body: bytes) -> bytes:
        status = 0
        for left in range(_TRIES - 1, -1, -1):
            status, answer = self._exchange(body)
            if status == _OK:
                return answer
            if status not in _AGAIN or not left:
                break
            time.sleep(_PAUSE_S)
        reason = f"it answered with status {status}"
        raise self._failed(reason)

    def _exchange(self, body: bytes) -> tuple[int, bytes]:
        headers = [("Content-Type", "application/json"), ("Accept", "application/json"), ("User-Agent", "chancery")]
        if self.key:
            headers.append(("Authorization", f"Bearer {self.key}"))
        timeout = dict.fromkeys(("connect", "read", "write", "pool"), self.seconds)
        end = time.monotonic() + self.seconds
        try:
            with (
                httpcore.ConnectionPool(ssl_context=httpcore.default_ssl_context()) as pool,
                pool.stream(
                    "POST", self._address(), headers=headers, content=body, extensions={"timeout": timeout}
                ) as response,
            ):
                return response.status, self._read(response.iter_stream(), end)
        except (httpcore.TimeoutException, httpcore.NetworkError, httpcore.ProtocolError, OSError) as error:
            raise self._failed(str(error) or type(error).__name__) from error

    def _read(self, stream: Iterable[bytes], end: float) -> bytes:
        whole = bytearray()
        for piece in stream:
            whole += piece
            if len(whole) > _LARGEST:
                reason = f"its answer is larger than {_LARGEST // 2**20} MB"
                raise self._failed(reason)
            if time.monotonic() > end:
                reason = f"its answer took longer than {self.seconds:g} s"
                raise self._failed(reason)
        return bytes(whole)

    def _address(self) -> str:
        parts = urlsplit(self.base_url)
        if parts.scheme not in {"http", "https"} or not parts.hostname:
            reason = "its address is not of the form http://host:port/v1"
            raise self._failed(reason)
        return f"{self.base_url.rstrip('/')}/chat/completions"

    def _failed(self, reason: str) -> CoderError:
        return CoderError(
            "C090", f"The endpoint {self.base_url} gave no answer: {reason}.", "Check --base-url, --model and the key."
        )


def _content(answer: bytes) -> str:
    """Return the text of the first choice."""
    try:
        content = json.loads(answer)["choices"][0]["message"]["content"]
    except (ValueError, KeyError, IndexError, TypeError, RecursionError) as error:
        raise CoderError("C091", "The endpoint's answer is not a chat completion.", "Name another endpoint.") from error
    if not isinstance(content, str):
        raise CoderError("C091", "The endpoint's answer holds no text.", "Name another model.")
    return content
