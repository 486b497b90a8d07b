"""Fixed addresses for machines: whom to tell of a weakness."""

from django.test import Client
from pytest_django import Settings

from dongthuan.apps.accounts.models import Officer


def test_whom_to_tell_of_a_weakness_is_said_where_somebody_was_named(
    client: Client, settings: Settings, system: Officer
) -> None:
    assert client.get("/.well-known/security.txt").status_code == 404
    settings.SECURITY_CONTACT = "mailto:antoan@example.vn"
    said = client.get("/.well-known/security.txt").content.decode().splitlines()
    assert said[0] == "Contact: mailto:antoan@example.vn"
    assert any(line.startswith("Expires: ") for line in said)
