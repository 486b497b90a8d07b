"""The secret planted in a person, a need and a certificate of one institute, and in its drill."""

from datetime import date

from dongthuan.apps.accounts.models import Officer
from dongthuan.apps.capacity.models.staff import Member
from dongthuan.apps.capacity.models.training import Certificate, Invitation
from dongthuan.apps.capacity.operations.drills import DrillContent, set_up_drill
from dongthuan.apps.capacity.operations.needs import state_need
from dongthuan.apps.common import clock


def plant_training(*, day: date, office: Officer, secret: str) -> dict[str, dict[str, object]]:
    """Plant the secret; return the keys by which each kind of address opens the institute's record."""
    at, member = clock.now(), Member.objects.get(unit__code="VLDC")
    need = state_need(member=member, skill="law", level=2, words=secret, by=office, at=at)
    invitation = Invitation.objects.get(member=member)
    certificate = Certificate.objects.all()[0]  # another's becomes the institute's own
    Certificate.objects.filter(pk=certificate.pk).update(number=secret, invitation=invitation)
    Member.objects.filter(pk=member.pk).update(full_name=secret, post=secret)
    content = DrillContent(member.unit, "lo-ket-qua-giai-thuong", day, title=secret)
    drill = set_up_drill(content=content, by=office, at=at)
    course: dict[str, object] = {"pk": invitation.course_id, "slug": "xong"}
    kinds: dict[str, dict[str, object]] = {
        "member": {"pk": member.pk, "slug": "thoi"},
        "need": {"pk": need.pk, "slug": "bo"},
        "plan": {"pk": invitation.course.plan_id, "slug": "dong"},
        "certificate": {"pk": certificate.pk, "slug": "thu-hoi"},
        "drill": {"pk": drill.pk, "slug": "huy"},
        "course": course,
        "invitation": course | {"invitation_pk": invitation.pk, "slug": "rut"},
    }
    keys = {
        f"capacity:{kind}{tail}": row
        for kind, row in kinds.items()
        for tail in ("", "-step", "-edit", "-file")
    }
    keys |= {f"capacity:course-{tail}": course for tail in ("invite", "results")}
    keys["capacity:course-add"] = kinds["plan"]
    keys["capacity:attendance"] = course | {"session_pk": invitation.course.sessions.get().pk}
    return keys
