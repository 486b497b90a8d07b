"""What can be done on the page of a dossier: rule, form and operation of each step, and when offered."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from dongthuan.apps.common.clock import local_day
from dongthuan.apps.monitoring.models.signals import Forecast
from dongthuan.apps.policies.dossiers_lifecycle import STAGE_NEXT, Stage, Yes
from dongthuan.apps.policies.dossiers_rules import DossierAct
from dongthuan.apps.policies.forms.dossiers import (
    CriterionForm,
    MoveForm,
    OpinionForm,
    ReactionForm,
    UnitsForm,
)
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
from dongthuan.apps.policies.views.acting import Doing, Step
from dongthuan.apps.press.forms.register_fields import ReasonForm, VersionForm


def _on(doing: Doing) -> dict[str, Any]:
    return {"dossier": doing.row, "by": doing.by, "at": doing.at}


def _is_in_hand(doing: Doing) -> bool:
    return bool(doing.row.is_open)


def _may_move(doing: Doing) -> bool:
    return _is_in_hand(doing) and bool(STAGE_NEXT[Stage(doing.row.stage)])


def _criterion(doing: Doing, form: Any) -> object:
    told = form.cleaned_data
    return dossiers_criteria.answer_criterion(
        **_on(doing), key=told["key"], answer=Yes(told["answer"]), reason=told["reason"]
    )


def _opinion_of(doing: Doing) -> InternalOpinion:
    """Return an opinion as the officer could give it, for the rule."""
    unit = people.units_to_speak_for(doing.by).first()
    return InternalOpinion(dossier=doing.row, unit=unit, given_by_id=doing.by.pk)


STEPS = {
    "chuyen-giai-doan": Step(
        DossierAct.MOVE_DOSSIER,
        MoveForm,
        lambda doing, form: stages.move_dossier(**_on(doing), version=form.seen, move=form.move()),
        "arrow-right",
        _("Bring to another stage"),
        _("The dossier has moved; see what this stage asks for."),
        _may_move,
        options=lambda doing: {"dossier": doing.row},
    ),
    "tieu-chi": Step(
        DossierAct.ANSWER_CRITERION,
        CriterionForm,
        _criterion,
        "checklist",
        _("Answer a criterion"),
        _("The answer is kept."),
        _is_in_hand,
        _("In scope is a draft that meets all four; one that is not met puts it out of scope."),
        options=lambda _doing: {"known": known_criteria()},
    ),
    "du-bao": Step(
        DossierAct.TAKE_REACTION,
        ReactionForm,
        lambda doing, form: dossiers_parts.take_reaction(**_on(doing), **form.cleaned_data),
        "trending-up",
        _("Take a forecast of reaction in"),
        _("The forecast is frozen in the dossier."),
        lambda doing: _is_in_hand(doing) and bool(forecasts_for(doing.row)),
        _("It stays as it was made, with its interval and the number of items it stands on."),
        options=lambda doing: {
            "forecasts": Forecast.objects.filter(
                pk__in=[one.pk for one in forecasts_for(doing.row)]
            ).select_related("topic")
        },
    ),
    "hoi-y-kien": Step(
        DossierAct.ASK_UNITS,
        UnitsForm,
        lambda doing, form: dossiers.ask_units(
            **_on(doing), version=form.seen, units=form.cleaned_data["units"]
        ),
        "users",
        _("Ask units for an opinion"),
        _("The units asked may read the dossier and give their opinion."),
        _is_in_hand,
        options=lambda doing: {"units": people.units_standing(on=local_day(doing.at))},
    ),
    "gop-y": Step(
        DossierAct.GIVE_OPINION,
        OpinionForm,
        lambda doing, form: opinions.give_opinion(**_on(doing), content=form.content()),
        "message-2",
        _("Give an opinion"),
        _("The opinion is recorded; the drafting unit answers it."),
        lambda doing: _is_in_hand(doing) and people.units_to_speak_for(doing.by).exists(),
        options=lambda doing: {"units": people.units_to_speak_for(doing.by)},
        asks=_opinion_of,
    ),
    "hoan-thanh": Step(
        DossierAct.MOVE_DOSSIER,
        VersionForm,
        lambda doing, form: stages.close_dossier(**_on(doing), version=form.seen),
        "circle-check",
        _("Complete the dossier"),
        _("The dossier is completed."),
        lambda doing: _is_in_hand(doing) and doing.row.stage == Stage.EVALUATION,
    ),
    "dung": Step(
        DossierAct.STOP_DOSSIER,
        ReasonForm,
        lambda doing, form: dossiers.stop_dossier(
            **_on(doing), version=form.seen, reason=form.cleaned_data["reason"]
        ),
        "ban",
        _("Give the dossier up"),
        _("The dossier is given up; what was done stays."),
        _is_in_hand,
        is_grave=True,
    ),
}
