"""A model server on loopback that answers what a test tells it to."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

Reply = Callable[[dict[str, Any]], object]


@dataclass
class Stub:
    """What the server was asked, and how it answers.

    Attributes:
        reply: From the request's body to the content of the answer; bytes are sent as they are.
        statuses: Status codes of the next answers; 200 once they are used up.
        delay: Seconds before an answer.
    """

    reply: Reply
    statuses: list[int] = field(default_factory=list)
    delay: float = 0.0
    asked: list[dict[str, Any]] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)
    base_url: str = ""


def completion(content: object) -> bytes:
    """Wrap content as a chat completion does."""
    text = content if isinstance(content, str) else json.dumps(content)
    return json.dumps({"choices": [{"message": {"role": "assistant", "content": text}}]}).encode()


@contextmanager
def serving(reply: Reply, *, statuses: tuple[int, ...] = (), delay: float = 0.0) -> Iterator[Stub]:
    """Serve on a free port of loopback."""
    stub = Stub(reply, list(statuses), delay)

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            stub.asked.append(body)
            stub.headers.append(dict(self.headers))
            time.sleep(stub.delay)
            status = stub.statuses.pop(0) if stub.statuses else 200
            found = stub.reply(body)
            data = found if isinstance(found, bytes) else completion(found)
            self.send_response(status)
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            with suppress(OSError):  # the other side may have given up
                self.wfile.write(data)

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    stub.base_url = f"http://127.0.0.1:{server.server_port}/v1"
    try:
        yield stub
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
