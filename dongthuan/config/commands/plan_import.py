"""`dongthuan plan import FILE --unit CODE`: a directive or plan into the database, as a draft plan."""

import argparse
from pathlib import Path

from django.utils.translation import gettext as _

from dongthuan.apps.accounts.operations import NoAgency, system_officer
from dongthuan.apps.common.clock import local_day, now
from dongthuan.apps.plans.models.directives import Plan
from dongthuan.apps.plans.operations import plans
from dongthuan.apps.plans.reading import Refused
from dongthuan.apps.units.models import Unit
from dongthuan.config.cli import BadInput
from dongthuan.config.commands.plan_read import bytes_of


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Take the file and the unit that takes it up."""
    parser.add_argument("file", help="the directive or plan: .txt, .docx or .pdf")
    parser.add_argument("--unit", required=True, help="code of the unit")


def run(args: argparse.Namespace) -> int:
    """Read the file, store it as a draft plan, print its key and how much was found."""
    path = Path(args.file)
    at = now()
    data = bytes_of(path)
    unit = Unit.objects.standing(on=local_day(at)).filter(code__iexact=args.unit).first()
    if unit is None:
        known = ", ".join(Unit.objects.order_by("code").values_list("code", flat=True)[:30])
        raise BadInput(_("no unit %(code)s; known: %(known)s") % {"code": args.unit, "known": known or "–"})
    try:
        by = system_officer(on=local_day(at))
        plan = plans.read_directive(data=data, name=path.name, unit=unit, by=by, at=at)
        plan = plans.save_draft_plan(plan=plan, title=plan.title, version=plan.version, by=by, at=at)
    except NoAgency:
        raise BadInput(_("there is no agency yet: run `dongthuan createadmin` or `dongthuan demo`")) from None
    except Refused as refusal:
        raise BadInput(f"{path.name}: {refusal.sentence(_)}") from refusal
    except plans.AlreadyRead as known_plan:
        raise BadInput(
            _("%(file)s was handed in before: plan %(key)d") % {"file": path.name, "key": known_plan.plan.pk}
        ) from None
    print(_said(plan))
    return 0


def _said(plan: Plan) -> str:
    citations = plan.directive.citations.count() if plan.directive else 0
    counts = {"key": plan.pk, "duties": plan.duties.count(), "citations": citations}
    return _("plan %(key)d: %(duties)d duties, %(citations)d legal references") % counts
