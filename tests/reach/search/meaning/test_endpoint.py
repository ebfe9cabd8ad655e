"""A service that makes embeddings: asked as OpenAI's is, and left alone when it fails."""

from __future__ import annotations

import json
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from practica.reach.search.meaning import EncoderAway, NoModel, endpoint
from practica.reach.search.meaning.endpoint import EndpointEncoder


class Service(ThreadingHTTPServer):
    """Answers as it is told: ``how`` is "well", or the way it fails. ``asked`` are the requests so far."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.how, self.asked = "well", []


class Handler(BaseHTTPRequestHandler):
    """One request."""

    server: Service

    def do_POST(self) -> None:
        asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.server.asked.append((self.path, dict(self.headers), asked))
        rows = [{"index": at, "embedding": [len(text), 1.0, 0.5]} for at, text in enumerate(asked["input"])]
        how = self.server.how
        if how == "slow":
            time.sleep(10)
        self.send_response({"error": 500, "elsewhere": 307}.get(how, 200))
        if how == "elsewhere":
            self.send_header("Location", "http://127.0.0.1:1/")
        self.end_headers()
        answers = {
            "nonsense": "hello",
            "few": {"data": rows[1:]},
            "empty": {"data": [{"index": 0, "embedding": []}]},
        }
        self.wfile.write(json.dumps(answers.get(how, {"data": rows[::-1]})).encode())

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def service():
    server = Service()
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server
    server.shutdown()
    server.server_close()


@pytest.fixture
def encoder(service):
    return EndpointEncoder(url=f"http://127.0.0.1:{service.server_port}/v1/", model="small", key="secret")


def test_texts_are_asked_for_in_the_common_way_and_come_back_in_their_order(service, encoder):
    rows = encoder.embed(["a", "a longer text"])

    path, headers, asked = service.asked[0]
    assert (path, headers["Authorization"]) == ("/v1/embeddings", "Bearer secret")
    assert asked == {"model": "small", "input": ["a", "a longer text"]}
    assert rows.shape == (2, 3)
    assert rows[1][0] > rows[0][0]


def test_many_texts_go_in_several_requests(service, encoder):
    assert len(encoder.embed(["x"] * 40)) == 40
    assert len(service.asked) == 3


@pytest.mark.parametrize("how", ["error", "elsewhere", "nonsense", "few", "empty"])
def test_after_a_failure_nobody_asks_for_a_while(service, encoder, how):
    service.how = how

    with pytest.raises(EncoderAway):
        encoder.embed_question("one")
    with pytest.raises(EncoderAway, match="a moment ago"):
        encoder.embed_question("one")

    assert len(service.asked) == 1


def test_a_question_does_not_wait_for_a_slow_service(service, encoder):
    service.how = "slow"
    began = time.monotonic()

    with pytest.raises(EncoderAway):
        encoder.embed_question("one")

    assert time.monotonic() - began < 5


def test_it_is_asked_again_later_and_all_is_well(service, encoder, monkeypatch):
    monkeypatch.setattr(endpoint.Breaker, "FIRST", 0.0)
    encoder = EndpointEncoder(url=f"http://127.0.0.1:{service.server_port}", model="small")
    service.how = "error"
    with pytest.raises(EncoderAway):
        encoder.embed_question("one")

    service.how = "well"

    assert encoder.embed_question("one").shape == (1, 3)


def test_nobody_there_is_a_failure_like_any_other():
    with pytest.raises(EncoderAway):
        EndpointEncoder(url="http://127.0.0.1:9", model="small").embed(["one"])


@pytest.mark.parametrize(("url", "model"), [("file:///etc/passwd", "m"), ("nonsense", "m"), ("http://a", "")])
def test_an_address_that_cannot_be_asked_is_said(url, model):
    with pytest.raises(NoModel):
        EndpointEncoder(url=url, model=model)
