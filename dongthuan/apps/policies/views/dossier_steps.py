"""What can be done on the page of a dossier: rule, form and operation of each step, and when offered."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from dongthuan.apps.accounts.models import Officer
from dongthuan.apps.common.steps import Step, Steps
from dongthuan.apps.monitoring.models.signals import Forecast
from dongthuan.apps.policies.dossiers_lifecycle import STAGE_NEXT, Stage
from dongthuan.apps.policies.dossiers_rules import DOSSIER_ACCESS, DossierAct
from dongthuan.apps.policies.dossiers_wording import REFUSED, sentence_of
from dongthuan.apps.policies.forms.acts import WaiveForm
from dongthuan.apps.policies.forms.dossiers import (
    CriterionForm,
    MoveForm,
    OpinionForm,
    ReactionForm,
    UnitsForm,
)
from dongthuan.apps.policies.models.dossiers import PolicyDossier
from dongthuan.apps.policies.models.dossiers_parts import InternalOpinion
from dongthuan.apps.policies.operations import (
    dossiers,
    dossiers_criteria,
    dossiers_parts,
    opinions,
    stages,
)
from dongthuan.apps.policies.queries import people
from dongthuan.apps.policies.queries.dossiers import forecasts_for
from dongthuan.apps.policies.queries.scope import known_criteria
from dongthuan.apps.press.forms.register_fields import StepForm


def _is_in_hand(row: PolicyDossier) -> bool:
    return row.is_open


def _may_move(row: PolicyDossier) -> bool:
    return row.is_open and bool(STAGE_NEXT[Stage(row.stage)])


def _opinion_of(by: Officer, row: PolicyDossier) -> InternalOpinion:
    """Return an opinion as the officer could give it, for the rule."""
    unit = people.units_to_speak_for(by).first()
    return InternalOpinion(dossier=row, unit=unit, given_by_id=by.pk)


def _forecasts(_by: Officer, row: PolicyDossier) -> dict[str, Any]:
    rows = Forecast.objects.filter(pk__in=[one.pk for one in forecasts_for(row)])
    return {"forecasts": rows.select_related("topic")}


TABLE = {
    "chuyen-giai-doan": Step(
        DossierAct.MOVE_DOSSIER,
        MoveForm,
        stages.move_dossier,
        "arrow-right",
        _("Bring to another stage"),
        _("The dossier has moved; see what this stage asks for."),
        _may_move,
        options=lambda _by, row: {"dossier": row},
    ),
    "tieu-chi": Step(
        DossierAct.ANSWER_CRITERION,
        CriterionForm,
        dossiers_criteria.answer_criterion,
        "checklist",
        _("Answer a criterion"),
        _("The answer is kept."),
        _is_in_hand,
        _("In scope is a draft that meets all four; one that is not met puts it out of scope."),
        options=lambda _by, _row: {"known": known_criteria()},
    ),
    "du-bao": Step(
        DossierAct.TAKE_REACTION,
        ReactionForm,
        dossiers_parts.take_reaction,
        "trending-up",
        _("Take a forecast of reaction in"),
        _("The forecast is frozen in the dossier."),
        lambda row: row.is_open and bool(forecasts_for(row)),
        _("It stays as it was made, with its interval and the number of items it stands on."),
        options=_forecasts,
    ),
    "hoi-y-kien": Step(
        DossierAct.ASK_UNITS,
        UnitsForm,
        dossiers.ask_units,
        "users",
        _("Ask units for an opinion"),
        _("The units asked may read the dossier and give their opinion."),
        _is_in_hand,
        options=lambda by, _row: {"units": people.units_standing(on=by.day)},
    ),
    "gop-y": Step(
        DossierAct.GIVE_OPINION,
        OpinionForm,
        opinions.give_opinion,
        "message-2",
        _("Give an opinion"),
        _("The opinion is recorded; the drafting unit answers it."),
        _is_in_hand,
        options=lambda by, _row: {"units": people.units_to_speak_for(by)},
        asks=_opinion_of,
    ),
    "hoan-thanh": Step(
        DossierAct.MOVE_DOSSIER,
        StepForm,
        stages.close_dossier,
        "circle-check",
        _("Complete the dossier"),
        _("The dossier is completed."),
        lambda row: row.is_open and row.stage == Stage.EVALUATION,
    ),
    "dung": Step(
        DossierAct.STOP_DOSSIER,
        WaiveForm,
        dossiers.stop_dossier,
        "ban",
        _("Give the dossier up"),
        _("The dossier is given up; what was done stays."),
        _is_in_hand,
        is_grave=True,
    ),
}
STEPS = Steps("dossier", TABLE, DOSSIER_ACCESS, REFUSED, sentence_of)
