"""Typed readers of the environment that refuse a bad value loudly."""

import os
from typing import Any


def flag(name: str, *, default: bool) -> bool:
    """Return a yes/no setting; anything but "0" or "1" is refused."""
    raw = os.environ.get(name, "1" if default else "0")
    if raw not in ("0", "1"):
        raise ValueError(f"{name}={raw!r}: use 0 or 1")
    return raw == "1"


def words(name: str, *, default: str = "") -> list[str]:
    """Return a comma-separated setting as a list without blanks."""
    return [word for word in (part.strip() for part in os.environ.get(name, default).split(",")) if word]


def whole(name: str, *, default: int, least: int, most: int) -> int:
    """Return a whole-number setting between `least` and `most`; anything else is refused."""
    raw = os.environ.get(name, str(default))
    if not raw.isascii() or not raw.isdigit() or not least <= int(raw) <= most:
        raise ValueError(f"{name}={raw!r}: use a whole number from {least} to {most}")
    return int(raw)


def mailbox(name: str) -> dict[str, Any]:
    """Return where a mailbox is and as whom it is read, from the settings that begin with `name`."""
    return {
        "host": os.environ.get(f"{name}_HOST", ""),
        "port": whole(f"{name}_PORT", default=993, least=1, most=65535),
        "user": os.environ.get(f"{name}_USER", ""),
        "password": os.environ.get(f"{name}_PASSWORD", ""),
        "folder": os.environ.get(f"{name}_FOLDER", "INBOX"),
        "is_upgraded": flag(f"{name}_STARTTLS", default=False),
    }


def choice(name: str, *, default: str, among: tuple[str, ...]) -> str:
    """Return a setting that is one of a few words; anything else is refused."""
    raw = os.environ.get(name, default)
    if raw not in among:
        raise ValueError(f"{name}={raw!r}: use one of {', '.join(among)}")
    return raw


def endpoint(name: str) -> dict[str, Any]:
    """Return where a model answers, from the settings that begin with `name`; no address = none is asked."""
    found = os.environ.get(f"{name}_URL", "").strip()
    if found and not found.startswith(("http://", "https://")):
        raise ValueError(f"{name}_URL={found!r}: use an address that begins with http:// or https://")
    return {
        "address": found,
        "model": os.environ.get(f"{name}_MODEL", "default"),
        "key": os.environ.get(f"{name}_KEY", ""),
        "seconds": float(whole(f"{name}_SECONDS", default=20, least=1, most=600)),
    }
