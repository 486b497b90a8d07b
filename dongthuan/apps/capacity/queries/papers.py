"""What is printed on a certificate."""

from dongthuan.apps.capacity.models.training import Certificate, Course, first_and_last
from dongthuan.apps.common.clock import local_day
from dongthuan.apps.documents.queries.issuers import usual_issuer
from dongthuan.apps.units.queries import current_agency
from dongthuan.docgen.certificate import CertificatePaper
from dongthuan.docgen.letterhead import Letterhead, Signature

HEAD = "THỦ TRƯỞNG ĐƠN VỊ"


def certificate_paper(row: Certificate) -> CertificatePaper:
    """Return the certificate as it is printed; the head signs it by hand."""
    invitation = row.invitation
    course, member, agency = invitation.course, invitation.member, current_agency()
    issuer = usual_issuer(course.plan.unit)
    above = issuer.parent.name if issuer.parent else agency.parent_name if agency else ""
    return CertificatePaper(
        letterhead=Letterhead(above, issuer.name, "", agency.place if agency else "", row.issued_on),
        number=row.number,
        full_name=member.full_name,
        post=member.post,
        unit=member.unit.name,
        course=course.title,
        sessions=_days(course),
        result=_result(invitation.result_percent),
        expires_on=row.expires_on,
        signature=Signature(HEAD),
    )


def _days(course: Course) -> str:
    span = first_and_last(course)
    if span is None:
        return ""
    first, last = local_day(span[0]), local_day(span[1])
    if first == last:
        return f"ngày {first:%d/%m/%Y}"
    return f"từ ngày {first:%d/%m/%Y} đến ngày {last:%d/%m/%Y}"


def _result(percent: int | None) -> str:
    return f"Kết quả kiểm tra: {percent}/100" if percent is not None else ""
