"""The secret planted in a person, a need, a certificate, a drill, a briefing, a partner of an institute."""

from datetime import date

from dongthuan.apps.accounts.models import Officer
from dongthuan.apps.awareness.operations.briefings import BriefingContent, send_briefing, write_briefing
from dongthuan.apps.capacity.models.staff import Member
from dongthuan.apps.capacity.models.training import Certificate, Invitation
from dongthuan.apps.capacity.operations.drills import DrillContent, set_up_drill
from dongthuan.apps.capacity.operations.needs import state_need
from dongthuan.apps.common import clock
from dongthuan.apps.partners.operations.agreements import AgreementContent, add_agreement
from dongthuan.apps.partners.operations.partners import ContactContent, PartnerContent, save_partner
from dongthuan.apps.units.models import Unit


def plant_training(*, day: date, office: Officer, secret: str) -> dict[str, dict[str, object]]:
    """Plant the secret; return the keys by which each kind of address opens the institute's record."""
    at, member = clock.now(), Member.objects.get(unit__code="VLDC")
    need = state_need(member=member, skill="law", level=2, words=secret, by=office, at=at)
    invitation = Invitation.objects.get(member=member)
    certificate = Certificate.objects.all()[0]  # another's becomes the institute's own
    Certificate.objects.filter(pk=certificate.pk).update(number=secret, invitation=invitation)
    Member.objects.filter(pk=member.pk).update(full_name=secret, post=secret)
    played = DrillContent(member.unit, "lo-ket-qua-giai-thuong", day, title=secret)
    drill = set_up_drill(content=played, by=office, at=at)
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
    content = BriefingContent(Unit.objects.get(code="VP"), secret, day, body=secret, units=[member.unit])
    briefing = write_briefing(briefing=None, content=content, version=0, by=office, at=at)
    send_briefing(briefing=briefing, version=1, by=office, at=at)
    draft = write_briefing(briefing=None, content=content, version=0, by=office, at=at)
    keys["awareness"] = {"pk": briefing.pk, "slug": "rut"}
    keys["awareness:edit"] = {"pk": draft.pk}
    who = PartnerContent(member.unit, "organisation", secret, contacts=[ContactContent(secret)])
    partner = save_partner(partner=None, content=who, version=0, by=office, at=at)
    agreed = AgreementContent(secret, day, day, file=(f"tệp {secret}".encode(), f"{secret}.txt"))
    agreement = add_agreement(partner=partner, content=agreed, by=office, at=at)
    keys["partners"] = {"pk": partner.pk, "slug": "dong"}
    for tail in ("", "-edit", "-file", "-step"):
        keys[f"partners:agreement{tail}"] = {"pk": agreement.pk, "slug": "cham-dut"}
    return keys
