"""From a synthesis to an official report, and from a round to the dispatch that urges units on."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction

from dongthuan.apps.audit import operations as audit
from dongthuan.apps.common.access import require
from dongthuan.apps.common.clock import local_day
from dongthuan.apps.common.roles import Actor
from dongthuan.apps.documents.models.documents import OfficialDocument
from dongthuan.apps.documents.operations.documents import draw_up
from dongthuan.apps.reports import printing
from dongthuan.apps.reports.lifecycle import AWAITED, RoundState
from dongthuan.apps.reports.models.rounds import Round
from dongthuan.apps.reports.models.syntheses import Synthesis
from dongthuan.apps.reports.queries.printing import printed_of
from dongthuan.apps.reports.rules import ACCESS, Act
from dongthuan.docgen.letterhead import Recipient
from dongthuan.docgen.official import Kind


class NobodyMissing(Exception):
    """Every unit has filed; nobody is to be urged on."""


class NotOpen(Exception):
    """The round is not open; nobody is to be urged on."""


@transaction.atomic
def draw_up_report(*, synthesis: Synthesis, by: Actor, at: datetime) -> OfficialDocument:
    """Draw up the official report of a synthesis as it stands; an earlier document stays as it is.

    Raises what `documents.operations.documents.draw_up` raises.
    """
    require(ACCESS, Act.DRAW_UP, by, synthesis.round)
    printed = printed_of(synthesis)
    document = draw_up(
        kind=Kind.REPORT,
        unit=synthesis.round.unit,
        subject=_without_kind(synthesis.round.title),
        body=printed.body,
        by=by,
        at=at,
        recipients=(Recipient("Lãnh đạo cơ quan", "để b/c"), Recipient("Các đơn vị trực thuộc")),
        archive="VT, VP",
        annexes=printed.annexes,
        record=synthesis,
    )
    details = {"document": document.pk, "version": synthesis.version}
    audit.note(act=Act.DRAW_UP, actor=by, record=synthesis, at=at, details=details)
    return document


def _without_kind(title: str) -> str:
    """Leave "Báo cáo" out of a subject: the kind stands in capitals above it."""
    rest = title.removeprefix("Báo cáo ").strip()
    return rest[:1].upper() + rest[1:] if rest != "Báo cáo" else title


@transaction.atomic
def draw_up_dispatch(*, round_: Round, by: Actor, at: datetime) -> OfficialDocument:
    """Draw up the dispatch (công văn đôn đốc) that names the units that have not filed.

    Raises NotOpen, NobodyMissing, and what `draw_up` raises.
    """
    require(ACCESS, Act.CHASE, by, round_)
    if round_.state != RoundState.OPEN:
        raise NotOpen(round_.pk)
    names = _missing_names(round_)
    if not names:
        raise NobodyMissing(round_.pk)
    document = draw_up(
        kind=Kind.DISPATCH,
        unit=round_.unit,
        subject=f"đôn đốc nộp báo cáo “{round_.title}”",
        body=printing.dispatch_body(
            title=round_.title,
            basis=round_.basis,
            last_on=date.fromordinal(round_.end_on.toordinal() - 1),
            due_on=round_.due_on,
            names=names,
            days_late=(local_day(at) - round_.due_on).days,
        ),
        by=by,
        at=at,
        addressees=names,
        recipients=(Recipient("Như trên"), Recipient("Lãnh đạo cơ quan", "để b/c")),
        archive="VT, VP",
        record=round_,
    )
    details = {"document": document.pk, "missing": len(names)}
    audit.note(act=Act.CHASE, actor=by, record=round_, at=at, details=details)
    return document


def _missing_names(round_: Round) -> Sequence[str]:
    awaited = round_.unit_reports.filter(state__in=AWAITED).order_by("unit__name")
    return list(awaited.values_list("unit__name", flat=True))
