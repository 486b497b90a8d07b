"""The mailbox over TLS, at once and by STARTTLS: only with a certificate that is trusted for its name."""

import shutil
import ssl
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from dongthuan.apps.accounts.models import Officer
from dongthuan.apps.common import outgoing_box as intake
from dongthuan.apps.common.outgoing_guard import Guard
from dongthuan.apps.press.models.mail import IncomingMail, Mailbox
from dongthuan.apps.press.operations.mailbox import poll_box
from dongthuan.apps.units.models import Unit
from tests.integration.imap_stub import Box, box
from tests.integration.press.desk_cast import AT
from tests.integration.press.test_mail import RAW

pytestmark = pytest.mark.skipif(shutil.which("openssl") is None, reason="a certificate is made with openssl")


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A certificate that we sign ourselves, for localhost, with its key in the same file."""
    folder = tmp_path_factory.mktemp("tls")
    key, made = folder / "key.pem", folder / "cert.pem"
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=localhost",
         "-addext", "subjectAltName=DNS:localhost", "-keyout", str(key), "-out", str(made)],
        check=True, capture_output=True, timeout=60,
    )  # fmt: skip
    made.write_text(made.read_text() + key.read_text())
    return made


@pytest.fixture
def tls(certificate: Path) -> Iterator[Box]:
    """A mailbox on this machine that speaks TLS and holds one letter."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    with box() as server:
        server.tls, server.letters = context, {1: RAW}
        yield server


def polled(server: Box, system: Officer, agency: Unit, *, is_upgraded: bool = False) -> str:
    """Read the box as the job does; returns the fault that the page shows, "" where it went well."""
    port = server.server_address[1]
    server.is_upgraded = is_upgraded
    where = intake.BoxAddress("localhost", port, "u", "mat-khau", is_upgraded=is_upgraded)
    open_box = intake.opener(where, Guard(allowed=frozenset({("localhost", port)})))
    poll_box(name=where.name, folder=where.folder, open_box=open_box, unit=agency, by=system, at=AT)
    return Mailbox.objects.get().fault


@pytest.mark.parametrize("is_upgraded", [False, True], ids=["at once", "starttls"])
def test_letters_come_over_tls_and_only_to_whom_is_trusted(
    is_upgraded: bool,
    tls: Box,
    certificate: Path,
    system: Officer,
    agency: Unit,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert "CERTIFICATE_VERIFY_FAILED" in polled(tls, system, agency, is_upgraded=is_upgraded)
    assert not IncomingMail.objects.exists()
    assert not [command for command in tls.asked if "mat-khau" in command]  # the password never left
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))  # as an agency trusts its own authority
    assert polled(tls, system, agency, is_upgraded=is_upgraded) == ""
    assert IncomingMail.objects.count() == 1


def test_a_box_without_tls_never_hears_the_password(tls: Box, system: Officer, agency: Unit) -> None:
    tls.tls, tls.refuses = None, {"STARTTLS"}
    assert polled(tls, system, agency, is_upgraded=True) != ""
    assert not [command for command in tls.asked if "mat-khau" in command]


def test_a_box_that_says_nothing_is_left_after_a_while(
    tls: Box, certificate: Path, system: Officer, agency: Unit, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    monkeypatch.setattr(intake, "PATIENCE", 0.2)
    tls.silence = 1.0
    assert "timed out" in polled(tls, system, agency)
