"""The guard at the socket: which addresses may be reached from here, and a connection to nothing else."""

import ipaddress
import socket
import time
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from concurrent.futures import TimeoutError as FutureTimeout
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import httpcore2

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
Resolve = Callable[[str, int], list[str]]

PORTS = frozenset({80, 443})
_GLOBAL_UNICAST = ipaddress.IPv6Network("2000::/3")
_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")


class Refusal(StrEnum):
    """Why a request is not made; the page that shows it finds the words."""

    MALFORMED = "malformed"
    SCHEME = "scheme"
    CREDENTIALS = "credentials"
    PORT = "port"
    ADDRESS = "address"
    REDIRECTS = "redirects"


class OutgoingFailed(Exception):
    """A request that got no answer we may use."""


class Refused(OutgoingFailed):
    """The guard does not let this request out."""

    def __init__(self, reason: Refusal, detail: str = "") -> None:
        super().__init__(f"{reason}: {detail}" if detail else str(reason))
        self.reason = reason
        self.detail = detail


class TooSlow(OutgoingFailed):
    """The whole exchange took longer than allowed."""


class TooLarge(OutgoingFailed):
    """The body, unpacked, is larger than allowed."""


class Unreachable(OutgoingFailed):
    """No such name, no connection, a broken answer or an untrusted certificate."""


def is_public(address: str) -> bool:
    """Return whether `address` lies on the public internet, also when wrapped in an IPv6 address.

    >>> [is_public(a) for a in ("8.8.8.8", "10.0.0.1", "::ffff:10.0.0.1", "64:ff9b::7f00:1", "2002:7f00:1::")]
    [True, False, False, False, False]
    """
    try:
        bare = _unwrapped(ipaddress.ip_address(address))
    except ValueError:
        return False
    if isinstance(bare, ipaddress.IPv6Address) and bare not in _GLOBAL_UNICAST:
        return False  # Python calls ::127.0.0.1 and fec0:: global
    return bare.is_global and not bare.is_multicast


def _unwrapped(address: Address) -> Address:
    if isinstance(address, ipaddress.IPv4Address):
        return address
    if address in _NAT64:
        return ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
    return address.ipv4_mapped or address.sixtofour or address


def resolve_by_system(host: str, port: int) -> list[str]:
    """Return every address the system knows for `host`, in its order of preference."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


@dataclass(frozen=True, slots=True)
class Guard:
    """Who may be spoken to.

    allowed: (host, port) pairs let through unseen, for a feed served by this very machine.
    resolve: finds the addresses of a host name.
    """

    allowed: frozenset[tuple[str, int]] = frozenset()
    resolve: Resolve = resolve_by_system

    def addresses(self, host: str, port: int, *, patience: float) -> list[str]:
        """Return the addresses to try; raises Refused unless every address of the host is public."""
        if (host, port) in self.allowed:
            return [host]
        if port not in PORTS:
            raise Refused(Refusal.PORT, str(port))
        found = self._resolve(host, port, patience)
        if not found or not all(map(is_public, found)):
            raise Refused(Refusal.ADDRESS, host)
        return found

    def _resolve(self, host: str, port: int, patience: float) -> list[str]:
        # The resolver of the system knows no time limit, so it is left behind in its thread.
        pool = ThreadPoolExecutor(max_workers=1, thread_name_prefix="resolve")
        try:
            return pool.submit(self.resolve, host, port).result(timeout=max(patience, 0.01))
        except FutureTimeout as slow:
            raise TooSlow(host) from slow
        except (OSError, UnicodeError) as unknown:
            raise Unreachable(host) from unknown
        finally:
            pool.shutdown(wait=False)


class Deadline:
    """The instant by which an exchange must be over, on the machine's monotonic clock."""

    def __init__(self, seconds: float) -> None:
        self._end = time.monotonic() + seconds

    def left(self, most: float | None = None) -> float:
        """Return the seconds left, `most` at most; raises TooSlow if there are none."""
        left = self._end - time.monotonic()
        if left <= 0:
            raise TooSlow("deadline")
        return left if most is None else min(left, most)


class GuardedStream(httpcore2.NetworkStream):
    """A connection on which no single read or write may outlast the deadline of the exchange."""

    def __init__(self, stream: httpcore2.NetworkStream, deadline: Deadline) -> None:
        self._stream = stream
        self._deadline = deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        """Return the next bytes."""
        return self._stream.read(max_bytes, self._deadline.left(timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        """Send `buffer`."""
        self._stream.write(buffer, self._deadline.left(timeout))

    def close(self) -> None:
        """Close the connection."""
        self._stream.close()

    def start_tls(
        self, ssl_context: Any, server_hostname: str | None = None, timeout: float | None = None
    ) -> "GuardedStream":
        """Return the same connection under TLS, its certificate checked against the host's name."""
        inner = self._stream.start_tls(ssl_context, server_hostname, self._deadline.left(timeout))
        return GuardedStream(inner, self._deadline)

    def get_extra_info(self, info: str) -> Any:
        """Return what is known of the connection under the name `info`."""
        return self._stream.get_extra_info(info)


class GuardedBackend(httpcore2.NetworkBackend):
    """Connects to the addresses the guard has seen, and to no other: the name is not looked up twice."""

    def __init__(self, guard: Guard, deadline: Deadline) -> None:
        self._guard = guard
        self._deadline = deadline
        self._plain = httpcore2.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore2.SOCKET_OPTION] | None = None,
    ) -> httpcore2.NetworkStream:
        """Return a connection to the first address of `host` that answers."""
        found = self._guard.addresses(host, port, patience=self._deadline.left(timeout))
        for address in found[:-1]:
            try:
                return self._connect(address, port, timeout, socket_options)
            except (httpcore2.ConnectError, httpcore2.ConnectTimeout):
                continue
        return self._connect(found[-1], port, timeout, socket_options)

    def _connect(
        self,
        address: str,
        port: int,
        timeout: float | None,
        options: Iterable[httpcore2.SOCKET_OPTION] | None,
    ) -> httpcore2.NetworkStream:
        left = self._deadline.left(timeout)
        stream = self._plain.connect_tcp(address, port, timeout=left, socket_options=options)
        return GuardedStream(stream, self._deadline)

    def connect_unix_socket(
        self,
        path: str,
        timeout: float | None = None,
        socket_options: Iterable[httpcore2.SOCKET_OPTION] | None = None,
    ) -> httpcore2.NetworkStream:
        """Refuse: nothing outside listens on a local socket."""
        raise Refused(Refusal.ADDRESS, path)
