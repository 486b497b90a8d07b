"""Ties the life of one process to another's."""

import ctypes
import signal
from contextlib import suppress

PR_SET_PDEATHSIG = 1


def end_with_parent(number: int = signal.SIGTERM) -> None:
    """Ask Linux to send this process a signal when its parent dies, even by kill -9; elsewhere do nothing."""
    with suppress(OSError, AttributeError):
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, number)


def quit_with_parent() -> None:
    """End at once with the parent, as only a server may whose data nobody wants."""
    end_with_parent(signal.SIGQUIT)
