"""What the page of a matter shows beside its line: the sentence of the law, and the facts asked."""

from dataclasses import dataclass

from django import forms
from django.utils.translation import gettext as _

from dongthuan.apps.accounts.models import Officer
from dongthuan.apps.common.access import allowed_acts
from dongthuan.apps.matters.forms.matters import ReasonForm
from dongthuan.apps.matters.forms.verifications import AnswerForm, AskAgainForm
from dongthuan.apps.matters.lifecycle import Clause, VerificationState
from dongthuan.apps.matters.models.matters import Matter
from dongthuan.apps.matters.models.verifications import Verification
from dongthuan.apps.matters.queries.clauses import why_no_limit
from dongthuan.apps.matters.rules import ON_VERIFICATION, Act
from dongthuan.law import wording


def legal_word(matter: Matter) -> str:
    """Return what the law says where the clause of a matter has no figure; "" where a clock runs."""
    if not matter.clause or matter.t0_at is None or matter.clock_id:
        return ""
    why = why_no_limit(Clause(matter.clause), matter.t0_at)
    return wording.sentence(why, _) if why else ""


@dataclass(frozen=True, slots=True)
class VerificationRow:
    """One question with the forms the officer may fill in."""

    verification: Verification
    forms: dict[str, forms.Form]


_FORMS: dict[str, tuple[Act, VerificationState, type[forms.Form]]] = {
    "tra-loi": (Act.ANSWER_FACTS, VerificationState.ASKED, AnswerForm),
    "rut": (Act.WITHDRAW_QUESTION, VerificationState.ASKED, ReasonForm),
    "hoi-lai": (Act.ASK_AGAIN, VerificationState.ANSWERED, AskAgainForm),
}


def verification_rows(matter: Matter, officer: Officer) -> list[VerificationRow]:
    """Return the questions of a matter in their order, each with its forms."""
    rows = []
    for verification in matter.verifications.select_related("unit", "asked_by", "answered_by")[:50]:
        verification.matter = matter
        allowed = allowed_acts(ON_VERIFICATION, officer, verification)
        fitting = {
            way: form(initial={"version": verification.version}, prefix=f"{way}-{verification.pk}")
            for way, (act, state, form) in _FORMS.items()
            if act.value in allowed and verification.state == state
        }
        rows.append(VerificationRow(verification, fitting))
    return rows
