"""A stand-in for a larger model: an OpenAI-compatible server on this machine, ill-mannered on request."""

import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import numpy as np


class ModelServer(ThreadingHTTPServer):
    """Answers for embeddings and chat. fault: what it does wrong. said: by the chat. asked: questions."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Answers)
        self.fault = ""
        self.width = 768
        self.said = '{"negative": 0.9, "neutral": 0.1, "positive": 0, "relevance": 0.8}'
        self.asked: list[tuple[str, str, dict[str, Any]]] = []

    @property
    def address(self) -> str:
        """Where it answers."""
        return f"http://127.0.0.1:{self.server_address[1]}/v1"

    def handle_error(self, request: object, client_address: object) -> None:
        """Say nothing of a client that has gone."""


class _Answers(BaseHTTPRequestHandler):
    server: ModelServer

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""

    def do_POST(self) -> None:
        question = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.server.asked.append((self.path, self.headers.get("Authorization", ""), question))
        if self.server.fault == "down":
            self.send_error(503)
        elif self.server.fault == "redirect":
            self.send_response(307)
            self.send_header("Location", "/v1/elsewhere")
            self.end_headers()
        else:
            self._answer(question)

    def _answer(self, question: dict[str, Any]) -> None:
        body = json.dumps(self._vectors(question) if "input" in question else self._chat()).encode()
        body = b"<html>" if self.server.fault == "no json" else body
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        for place in range(0, len(body), 20):
            self.wfile.write(body[place : place + 20])
            if self.server.fault == "drips":
                time.sleep(0.1)

    def _vectors(self, question: dict[str, Any]) -> dict[str, Any]:
        texts = question["input"][1:] if self.server.fault == "one too few" else question["input"]
        rows = [
            {"index": place, "embedding": _vector(text, self.server.width)}
            for place, text in enumerate(texts)
        ]
        return {"data": rows[::-1]}

    def _chat(self) -> dict[str, Any]:
        return {"choices": [{"message": {"content": self.server.said}}]}


def _vector(text: str, width: int) -> list[float]:
    """Return the sum of its words' random directions: texts that share words are near."""
    return sum(_direction(word, width) for word in text.split() or ["-"]).round(3).tolist()  # type: ignore[union-attr]


@cache
def _direction(word: str, width: int) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    return np.random.default_rng(list(word.encode())).normal(size=width)


@contextmanager
def model_server() -> Iterator[ModelServer]:
    """Run a stand-in until the block ends."""
    server = ModelServer()
    threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    yield server
    server.shutdown()
    server.server_close()
