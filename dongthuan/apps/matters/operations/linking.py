"""Records hang on a matter: what it came from, and what was done about it."""

from datetime import datetime

from django.db import connection, transaction
from django.db.models import Model

from dongthuan.apps.audit import operations as audit
from dongthuan.apps.common.access import require
from dongthuan.apps.common.roles import Actor
from dongthuan.apps.matters.models.matters import Matter, MatterLink
from dongthuan.apps.matters.operations.echoes import tell_record
from dongthuan.apps.matters.operations.locking import locked_matter
from dongthuan.apps.matters.operations.refusals import AlreadyOnMatter
from dongthuan.apps.matters.queries.matters import matter_of
from dongthuan.apps.matters.queries.records import address_of, title_of
from dongthuan.apps.matters.rules import ACCESS, Act


@transaction.atomic
def link_record(*, matter: Matter, record: Model, by: Actor, at: datetime) -> MatterLink:
    """Hang a record on a matter; once more changes nothing."""
    matter = locked_matter(matter)
    require(ACCESS, Act.LINK, by, matter)
    link, is_new = hang(matter, record, by, at)
    if is_new:
        details = {"record": f"{link.record_type} {link.record_key}"}
        audit.note(act=Act.LINK, actor=by, record=matter, at=at, details=details)
    return link


@transaction.atomic
def unlink_record(*, link: MatterLink, by: Actor, at: datetime) -> None:
    """Take a record off a matter; the audit record keeps that it hung there."""
    matter = locked_matter(link.matter)
    require(ACCESS, Act.LINK, by, matter)
    MatterLink.objects.filter(pk=link.pk, matter=matter).delete()
    details = {"record": f"{link.record_type} {link.record_key}", "taken_off": True}
    audit.note(act=Act.LINK, actor=by, record=matter, at=at, details=details)


def hang(matter: Matter, record: Model, by: Actor, at: datetime) -> tuple[MatterLink, bool]:
    """Write the link if there is none, and tell the record; the second answer says whether it is new."""
    link, is_new = MatterLink.objects.get_or_create(
        matter=matter,
        record_type=record._meta.label_lower,
        record_key=str(record.pk),
        defaults={
            "title": title_of(record)[:500],
            "url": address_of(record)[:500],
            "linked_at": at,
            "by_id": by.pk,
        },
    )
    if is_new:
        tell_record(matter, record, by, at)
    return link, is_new


def refuse_linked(record: Model) -> None:
    """Raise AlreadyOnMatter where a record hangs on a matter; two clicks at once open one matter, not two."""
    with connection.cursor() as cursor:
        name = f"matters:{record._meta.label_lower}:{record.pk}"
        cursor.execute("select pg_advisory_xact_lock(hashtextextended(%s, 0))", [name])
    matter = matter_of(record)
    if matter is not None:
        raise AlreadyOnMatter(matter)
