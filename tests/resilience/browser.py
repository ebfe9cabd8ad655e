"""Asking a site over HTTP, signed in, with pages and the API."""

from __future__ import annotations

import http.client
import json
import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

# What a line says when the process at its other end is gone.
LOST = (OSError, http.client.HTTPException)


@dataclass(frozen=True)
class Answer:
    """A status, and what came with it."""

    status: int
    content: bytes
    headers: Mapping[str, str] = field(default_factory=dict)

    @property
    def text(self) -> str:
        """The content of a page."""
        return self.content.decode()

    @property
    def json(self) -> Any:
        """The content of an answer of the API."""
        return json.loads(self.content)


class Browser:
    """One line to the site that keeps its cookies; ``session`` is a session somebody is signed in with."""

    def __init__(self, port: int, session: str = "") -> None:
        self.port, self.line = port, http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        self.cookies = {"csrftoken": secrets.token_hex(16)}
        if session:
            self.cookies["sessionid"] = session

    def ask(self, method: str, path: str, body: bytes | None = None, kind: str = "", **more: str) -> Answer:
        """Ask once, with ``more`` headers. Raises one of LOST when the line breaks; the next question opens
        another."""
        headers = {
            "Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items()),
            "X-CSRFToken": self.cookies["csrftoken"],
            **({"Content-Type": kind} if kind else {}),
            **more,
        }
        try:
            self.line.request(method, path, body, headers)
            answer = self.line.getresponse()
            content = answer.read()
        except LOST:
            self.line.close()
            raise
        for name, value in answer.getheaders():
            if name.lower() == "set-cookie":
                key, _, rest = value.partition("=")
                self.cookies[key] = rest.partition(";")[0]
        return Answer(answer.status, content, {key.lower(): value for key, value in answer.getheaders()})

    def get(self, path: str) -> Answer:
        """Ask for a page, again when the line was broken by a restart meanwhile."""
        try:
            return self.ask("GET", path)
        except LOST:
            return self.ask("GET", path)

    def send(self, method: str, path: str, **data: Any) -> Answer:
        """Ask the API to do something."""
        return self.ask(method, f"/api{path}", json.dumps(data).encode(), "application/json")

    def upload(self, path: str, content: bytes, **fields: str) -> Answer:
        """Send a form with a file called ``archive`` to the API."""
        mark = secrets.token_hex(16)
        parts = [
            f'--{mark}\r\nContent-Disposition: form-data; name="{field}"\r\n\r\n{value}\r\n'.encode()
            for field, value in fields.items()
        ]
        disposition = 'Content-Disposition: form-data; name="archive"; filename="source.zip"'
        body = b"".join(
            [*parts, f"--{mark}\r\n{disposition}\r\n\r\n".encode(), content, f"\r\n--{mark}--\r\n".encode()]
        )
        return self.ask("POST", f"/api{path}", body, f"multipart/form-data; boundary={mark}")

    def sign_in(self, email: str, password: str) -> Answer:
        """Through the form everybody uses."""
        page = self.get("/accounts/login/").text
        hidden = dict(re.findall(r'<input type="hidden" name="([-\w]+)" value="([^"]*)"', page))
        form = urlencode({**hidden, "login": email, "password": password}).encode()
        return self.ask("POST", "/accounts/login/", form, "application/x-www-form-urlencoded")
