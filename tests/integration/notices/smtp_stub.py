"""A mail server of forty lines: it listens, answers as told, and keeps what it took."""

import socket
from threading import Thread


class StubServer:
    """Takes mail on a free port. answers: what to say to an address, else "250 OK"."""

    def __init__(self, answers: dict[str, str]) -> None:
        self.answers, self.taken = answers, []
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.port: int = self.listener.getsockname()[1]
        self.thread = Thread(target=self._serve, daemon=True)
        self.thread.start()

    def _serve(self) -> None:
        while True:
            try:
                connection, _peer = self.listener.accept()
            except OSError:
                return
            with connection, connection.makefile("rwb", buffering=0) as wire:
                self._talk(wire)

    def _talk(self, wire: socket.SocketIO) -> None:
        wire.write(b"220 stub\r\n")
        while line := wire.readline().strip():
            answer = self._answer(line.decode(), wire)
            wire.write(f"{answer}\r\n".encode())
            if answer.startswith("221"):
                return

    def _answer(self, line: str, wire: socket.SocketIO) -> str:
        if line.upper().startswith("RCPT"):
            address = line.partition("<")[2].rstrip(">")
            return self.answers.get(address, "250 OK")
        if line.upper() == "DATA":
            wire.write(b"354 go on\r\n")
            lines = iter(wire.readline, b".\r\n")
            self.taken.append(b"".join(lines))
            return self.answers.get("DATA", "250 OK")
        return "221 bye" if line.upper() == "QUIT" else "250 stub"

    def close(self) -> None:
        """Stop listening and wait for the thread; a second time changes nothing."""
        if not self.thread.is_alive():
            return
        self.listener.shutdown(socket.SHUT_RDWR)
        self.listener.close()
        self.thread.join(timeout=5)
