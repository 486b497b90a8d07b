"""An open consultation on a published draft, built as rows: the smallest ground comments stand on."""

from datetime import UTC, datetime, timedelta
from itertools import count

from dongthuan.apps.accounts.models import Officer
from dongthuan.apps.policies.comments_lifecycle import ProvisionKind, VersionState
from dongthuan.apps.policies.models.consultations import Consultation
from dongthuan.apps.policies.models.dossiers import PolicyDossier
from dongthuan.apps.policies.models.drafts import DraftVersion, Provision
from dongthuan.apps.units.models import Unit

NOON = datetime(2026, 3, 2, 5, tzinfo=UTC)
OPENS, CLOSES = NOON - timedelta(days=10), NOON + timedelta(days=50)
_slugs = count(1)


def consultation_of(drafter: Officer, other: Officer, *, state: str = "open") -> Consultation:
    """Return a consultation set up by one officer and opened by another."""
    unit = Unit.objects.get(parent__isnull=True)
    dossier = PolicyDossier.objects.create(
        title="Nghị định về dữ liệu mở",
        kind="decree",
        unit=unit,
        drafter=drafter,
        stage="consulting",
        stage_since=OPENS,
        created_by=drafter,
        created_at=OPENS,
    )
    return Consultation.objects.create(
        dossier=dossier,
        title="Lấy ý kiến dự thảo Nghị định về dữ liệu mở",
        slug=f"du-lieu-mo-{next(_slugs)}",
        purpose="Hoàn thiện dự thảo",
        state=state,
        opens_at=OPENS,
        closes_at=CLOSES,
        legal_basis="Kế hoạch của cơ quan",
        contact="gopy@co-quan.vn",
        responsible=drafter,
        secrecy_checked_by=other,
        secrecy_checked_at=OPENS,
        created_by=drafter,
        created_at=OPENS,
        opened_by=other,
        opened_at=OPENS,
        closed_at=CLOSES if state != "open" else None,
    )


def version_of(consultation: Consultation, articles: dict[str, str], by: Officer) -> DraftVersion:
    """Return a published version with one row an article."""
    last = consultation.draft_versions.first()
    version = DraftVersion.objects.create(
        consultation=consultation,
        number=last.number + 1 if last else 1,
        state=VersionState.PUBLISHED,
        text_hash="0" * 64,
        uploaded_by=by,
        uploaded_at=OPENS,
        published_by=by,
        published_at=OPENS,
    )
    for place, (number, text) in enumerate(articles.items(), 1):
        row = Provision.objects.create(
            draft_version=version,
            key=f"{version.number}-{place}",
            kind=ProvisionKind.ARTICLE,
            number=number,
            path=f"Điều {number}",
            text=text,
            words_hash=text,
            place=place,
        )
        row.article = row
        row.save(update_fields=["article"])
    return version
