"""A tiny mailbox that speaks IMAP on this machine, and remembers what it was asked."""

import re
import socketserver
import ssl
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager


class Box(socketserver.ThreadingTCPServer):
    """The letters by their number. refuses: commands answered with NO; asked: every command received.

    tls: with which it speaks, at once or (is_upgraded) after STARTTLS. silence: seconds before a word.
    """

    allow_reuse_address = True
    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Speaker)
        self.letters: dict[int, bytes] = {}
        self.validity = 7
        self.refuses: set[str] = set()
        self.asked: list[str] = []
        self.tls: ssl.SSLContext | None = None
        self.is_upgraded = False
        self.silence = 0.0

    def handle_error(self, request: object, client_address: object) -> None:
        """Say nothing of a client that breaks off; that is what some tests are about."""


class _Speaker(socketserver.StreamRequestHandler):
    server: Box

    def setup(self) -> None:
        """Shake hands first where the box speaks TLS from the first byte."""
        if self.server.tls is not None and not self.server.is_upgraded:
            self.request = self.server.tls.wrap_socket(self.request, server_side=True)
        super().setup()

    def handle(self) -> None:
        time.sleep(self.server.silence)
        self.wfile.write(b"* OK ready\r\n")
        while line := self.rfile.readline():
            tag, _, command = line.decode().strip().partition(" ")
            self.server.asked.append(command)
            word = command.split(" ", 1)[0].upper()
            if word in self.server.refuses:
                self.wfile.write(f"{tag} NO refused\r\n".encode())
                continue
            self._answer(word, command)
            self.wfile.write(f"{tag} OK done\r\n".encode())
            if word == "LOGOUT":
                return
            if word == "STARTTLS" and self.server.tls is not None:
                self.request = self.server.tls.wrap_socket(self.request, server_side=True)
                super().setup()

    def _answer(self, word: str, command: str) -> None:
        if word == "CAPABILITY":
            more = b" STARTTLS" if self.server.is_upgraded else b""
            self.wfile.write(b"* CAPABILITY IMAP4REV1" + more + b"\r\n")
        if word in {"SELECT", "EXAMINE"}:
            count = len(self.server.letters)
            self.wfile.write(f"* {count} EXISTS\r\n* OK [UIDVALIDITY {self.server.validity}] x\r\n".encode())
        if "SEARCH" in command:
            first = int(re.search(r"UID (\d+):", command)[1])  # type: ignore[index]
            found = [uid for uid in self.server.letters if uid >= first] or sorted(self.server.letters)[-1:]
            self.wfile.write(f"* SEARCH {' '.join(map(str, found))}\r\n".encode())
        if "FETCH" in command:
            uid = int(re.search(r"FETCH (\d+)", command)[1])  # type: ignore[index]
            data = self.server.letters[uid]
            self.wfile.write(f"* 1 FETCH (UID {uid} BODY[]<0> {{{len(data)}}}\r\n".encode() + data + b")\r\n")


@contextmanager
def box() -> Iterator[Box]:
    """Run a mailbox until the block ends."""
    server = Box()
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield server
    server.shutdown()
    server.server_close()
