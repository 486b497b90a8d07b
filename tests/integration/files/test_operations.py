"""Keeping, handing out, letting go, and noticing that somebody changed the bytes."""

import hashlib
from datetime import date, timedelta

import pytest

from dongthuan.apps.accounts.models import Officer
from dongthuan.apps.audit.models import Entry
from dongthuan.apps.common.access import NotAllowed
from dongthuan.apps.files import jobs, operations, queries
from dongthuan.apps.files.checking import FileRefused
from dongthuan.apps.files.models import Attachment, AttachmentContent
from dongthuan.apps.files.responses import download
from dongthuan.apps.files.rules import ACCESS, Act
from dongthuan.apps.units.models import Unit
from tests.integration.conftest import DAY, NOON

PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n%%EOF\n"


def kept(by: Officer, name: str = "công văn.pdf", keep_until: date | None = None) -> Attachment:
    """Keep a file for the agency."""
    agency = Unit.objects.get(parent__isnull=True)
    return operations.keep(
        data=PDF, name=name, record=agency, unit=agency, by=by, at=NOON, keep_until=keep_until
    )


def test_a_file_is_kept_once_with_its_hash_and_noted(unit_officer: Officer) -> None:
    one = kept(unit_officer)
    assert (one.kind, one.size, one.sha256) == ("pdf", len(PDF), hashlib.sha256(PDF).hexdigest())
    assert bytes(one.content.data) == PDF
    entry = Entry.objects.get(act="files.keep")
    assert (entry.actor, entry.details["sha256"]) == (unit_officer, one.sha256)
    assert "công văn" not in str(entry.details)


def test_a_refused_file_leaves_no_trace(unit_officer: Officer) -> None:
    agency = Unit.objects.get(parent__isnull=True)
    with pytest.raises(FileRefused):
        operations.keep(data=b"MZ", name="a.pdf", record=agency, unit=agency, by=unit_officer, at=NOON)
    assert not Attachment.objects.exists()
    assert not Entry.objects.filter(act="files.keep").exists()


def test_without_a_role_nothing_is_kept(outsider: Officer) -> None:
    with pytest.raises(NotAllowed):
        kept(outsider)


def test_the_files_of_a_record_are_listed_without_their_bytes(
    unit_officer: Officer, django_assert_num_queries: object
) -> None:
    first, second = kept(unit_officer, "một.pdf"), kept(unit_officer, "hai.pdf")
    agency = Unit.objects.get(parent__isnull=True)
    with django_assert_num_queries(1) as asked:  # type: ignore[operator]  # pytest-django
        found = list(queries.attachments_of(agency))
        assert [one.by.full_name for one in found] == [unit_officer.full_name] * 2
    assert found == [second, first]
    assert '"data"' not in asked.captured_queries[-1]["sql"]


def test_a_download_is_never_opened_in_the_page(unit_officer: Officer) -> None:
    response = download(kept(unit_officer, 'công "văn" 5.pdf'))
    assert b"".join(response.streaming_content) == PDF
    assert response["Content-Disposition"].startswith("attachment; filename*=utf-8''c%C3%B4ng")
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Type"] == "application/pdf"
    assert "sandbox" in response["Content-Security-Policy"]
    assert int(response["Content-Length"]) == len(PDF)


def test_integrity_finds_what_was_changed_or_lost(unit_officer: Officer) -> None:
    whole, changed, cut, lost = (kept(unit_officer) for _ in range(4))
    assert list(queries.integrity()) == []
    AttachmentContent.objects.filter(pk=changed.pk).update(data=PDF.replace(b"1.7", b"1.4"))
    AttachmentContent.objects.filter(pk=cut.pk).update(data=PDF[:-1])
    AttachmentContent.objects.filter(pk=lost.pk).delete()
    assert list(queries.integrity()) == [changed.pk, cut.pk, lost.pk]
    assert whole.pk


def test_files_go_on_their_day_and_not_before(unit_officer: Officer, system: Officer) -> None:
    kept(unit_officer)
    kept(unit_officer, keep_until=DAY + timedelta(days=1))
    gone = kept(unit_officer, keep_until=DAY)
    assert operations.purge(on=DAY, by=system, at=NOON) == 1
    assert Attachment.objects.count() == AttachmentContent.objects.count() == 2
    assert Entry.objects.get(act="files.purge").details["sha256"] == gone.sha256
    assert operations.purge(on=DAY, by=system, at=NOON) == 0


def test_only_the_system_lets_files_go(unit_officer: Officer, administrator: Officer) -> None:
    kept(unit_officer, keep_until=DAY)
    with pytest.raises(NotAllowed):
        operations.purge(on=DAY, by=administrator, at=NOON)
    assert Attachment.objects.count() == 1


def test_the_nightly_job_lets_go(unit_officer: Officer) -> None:
    kept(unit_officer, keep_until=DAY)
    jobs.purge()
    assert not Attachment.objects.exists()


def test_the_day_can_be_moved_and_that_is_noted(unit_officer: Officer) -> None:
    one = operations.keep_until(attachment=kept(unit_officer), day=DAY, by=unit_officer, at=NOON)
    assert Attachment.objects.get(pk=one.pk).keep_until == DAY
    assert Entry.objects.get(act="files.keep_until").details == {"before": "None", "after": "2026-03-02"}


EXPECTED = {
    Act.KEEP: {
        *("system", "leader", "coordinator", "unit_officer", "spokesperson", "administrator"),
    },
    Act.PURGE: {"system"},
    Act.LET_GO: {
        *("system", "leader", "coordinator", "unit_officer", "spokesperson", "administrator"),
    },
}
CAST = ["system", "leader", "coordinator", "unit_officer", "spokesperson", "administrator", "outsider"]


def test_every_act_has_a_rule_and_a_row() -> None:
    assert set(ACCESS) == set(Act) == set(EXPECTED)


@pytest.mark.parametrize("act", Act)
@pytest.mark.parametrize("name", CAST)
def test_access(act: Act, name: str, request: pytest.FixtureRequest) -> None:
    assert ACCESS[act](request.getfixturevalue(name), None) == (name in EXPECTED[act])
