"""What can be done on the page of a matter: rule, form and operation of each act, and when offered."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from dongthuan.apps.accounts.models import Officer
from dongthuan.apps.common.clock import local_day
from dongthuan.apps.matters.forms import matters as typed
from dongthuan.apps.matters.forms.links import LinkForm
from dongthuan.apps.matters.forms.verifications import AskForm
from dongthuan.apps.matters.lifecycle import MatterState
from dongthuan.apps.matters.models.matters import Matter
from dongthuan.apps.matters.operations import clauses, linking, matters, merging, statements, verifying
from dongthuan.apps.matters.queries.choices import standing_units
from dongthuan.apps.matters.rules import Act


@dataclass(frozen=True, slots=True)
class Doing:
    """An act under way: on which matter, by whom, when."""

    matter: Matter
    by: Officer
    at: datetime


@dataclass(frozen=True, slots=True)
class OnMatter:
    """One act of the page. form: makes the form from what was posted, or fresh; run: does it.

    has: whether the matter holds what the act is done to.
    """

    acts: tuple[Act, ...]
    form: Callable[[Doing, Any], forms.Form]
    run: Callable[[Doing, Any], object]
    icon: str
    label: str | Promise
    done: str | Promise
    states: tuple[MatterState, ...] = (MatterState.OPEN,)
    has: Callable[[Matter], bool] = lambda _matter: True

    def is_offered(self, matter: Matter, allowed: set[str]) -> bool:
        """Say whether the state lets this be done, there is something to do it to, and the officer may."""
        may = matter.state in self.states and any(act.value in allowed for act in self.acts)
        return may and self.has(matter)


def _regrade(doing: Doing, posted: Any) -> forms.Form:
    return typed.RegradeForm(
        posted, initial={"grade": doing.matter.grade, "version": doing.matter.version}, prefix="grade"
    )


def _clause(doing: Doing, posted: Any) -> forms.Form:
    matter = doing.matter
    initial = {
        "clause": matter.clause or typed.NONE,
        "t0_at": matter.t0_at or doing.at,
        "t0_reason": matter.t0_reason,
        "version": matter.version,
    }
    return typed.ClauseForm(posted, initial=initial, prefix="clause")


def _versioned(form: Callable[..., forms.Form], prefix: str) -> Callable[[Doing, Any], forms.Form]:
    return lambda doing, posted: form(posted, initial={"version": doing.matter.version}, prefix=prefix)


def _close(doing: Doing, posted: Any) -> forms.Form:
    matter = doing.matter
    initial = {"version": matter.version, "lesson": matter.lesson}
    return typed.CloseForm(posted, initial=initial, prefix="close")


def _ask(doing: Doing, posted: Any) -> forms.Form:
    return AskForm(posted, units=standing_units(on=local_day(doing.at)), prefix="ask")


def _spoken(doing: Doing, posted: Any) -> forms.Form:
    return typed.SpokenForm(posted, initial={"said_at": doing.at}, prefix="spoken")


def _strike(doing: Doing, posted: Any) -> forms.Form:
    written = doing.matter.statements.filter(record_type="", struck_at=None)
    return typed.StrikeForm(posted, written=written, prefix="strike")


def _link(doing: Doing, posted: Any) -> forms.Form:
    return LinkForm(posted, seen_by=doing.by, prefix="link")


def _merge(doing: Doing, posted: Any) -> forms.Form:
    others = Matter.objects.visible_to(doing.by).open().exclude(pk=doing.matter.pk)
    return typed.MergeForm(posted, others=others, initial={"version": doing.matter.version}, prefix="merge")


def _told(doing: Doing) -> dict[str, Any]:
    return {"matter": doing.matter, "by": doing.by, "at": doing.at}


def _run_regrade(doing: Doing, form: Any) -> object:
    version = form.cleaned_data["version"]
    return matters.regrade_matter(version=version, grading=form.grading(), **_told(doing))


def _run_clause(doing: Doing, form: Any) -> object:
    data = form.cleaned_data
    return clauses.set_clause(
        version=data["version"], duty=form.duty(), reason=data["reason"], **_told(doing)
    )


def _run_close(doing: Doing, form: Any) -> object:
    data = form.cleaned_data
    return matters.close_matter(version=data["version"], lesson=data["lesson"], **_told(doing))


def _run_reopen(doing: Doing, form: Any) -> object:
    data = form.cleaned_data
    return matters.reopen_matter(version=data["version"], reason=data["reason"], **_told(doing))


def _run_merge(doing: Doing, form: Any) -> object:
    data = form.cleaned_data
    given = {"version": data["version"], "into": data["into"], "reason": data["reason"]}
    return merging.merge_matter(**given, **_told(doing))


def _run_part(doing: Doing, form: Any) -> object:
    data = form.cleaned_data
    return merging.part_matter(version=data["version"], reason=data["reason"], **_told(doing))


ACTS: dict[str, OnMatter] = {
    "xac-minh": OnMatter(
        (Act.ASK_FACTS,),
        _ask,
        lambda doing, form: verifying.ask_facts(question=form.question(), **_told(doing)),
        "help-circle",
        _("Ask a unit for facts"),
        _("The unit was asked, and its officers were told."),
    ),
    "phat-ngon": OnMatter(
        (Act.SPEAK,),
        _spoken,
        lambda doing, form: statements.record_statement(spoken=form.spoken(), **_told(doing)),
        "speakerphone",
        _("Write down a statement"),
        _("The statement is written down."),
    ),
    "bo-phat-ngon": OnMatter(
        (Act.STRIKE,),
        _strike,
        lambda doing, form: statements.strike_statement(**form.cleaned_data, **_told(doing)),
        "x",
        _("Strike out a statement written down by mistake"),
        _("It counts for nothing any more; the limit runs again where nothing else was said."),
        has=lambda matter: matter.statements.filter(record_type="", struck_at=None).exists(),
    ),
    "dinh-kem": OnMatter(
        (Act.LINK,),
        _link,
        lambda doing, form: linking.link_record(record=form.cleaned_data["address"], **_told(doing)),
        "link",
        _("Attach a record"),
        _("It hangs on the matter now."),
    ),
    "muc-do": OnMatter(
        (Act.REGRADE,),
        _regrade,
        _run_regrade,
        "flag",
        _("Grade it anew"),
        _("The matter is graded anew."),
    ),
    "dieu-khoan": OnMatter(
        (Act.SET_CLAUSE, Act.CHANGE_CLAUSE),
        _clause,
        _run_clause,
        "gavel",
        _("Set clause and t0"),
        _("Clause and t0 are set; what stood before is kept."),
    ),
    "ket-thuc": OnMatter(
        (Act.CLOSE,),
        _close,
        _run_close,
        "check",
        _("Close the matter"),
        _("The matter is closed; its lesson is kept."),
    ),
    "gop": OnMatter(
        (Act.MERGE,),
        _merge,
        _run_merge,
        "git-merge",
        _("Merge into another matter"),
        _("The matter goes on in this one; its records and clock are kept and shown here."),
    ),
    "tach": OnMatter(
        (Act.PART,),
        _versioned(typed.ReasonForm, "part"),
        _run_part,
        "layers-linked",
        _("Part it again"),
        _("The matter is under way by itself again."),
        (MatterState.MERGED,),
    ),
    "mo-lai": OnMatter(
        (Act.REOPEN,),
        _versioned(typed.ReasonForm, "reopen"),
        _run_reopen,
        "refresh",
        _("Open it again"),
        _("The matter is under way again."),
        (MatterState.CLOSED,),
    ),
}
