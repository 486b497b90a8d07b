"""What can be done on the page of a card: rule, form and operation of each act, and when it is offered."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from dongthuan.apps.matters.forms.cards import EffectForm, ReportForm, RespondForm
from dongthuan.apps.matters.forms.matters import ReasonForm
from dongthuan.apps.matters.lifecycle import CARD_NEXT, CardKind, CardState, Response
from dongthuan.apps.matters.models.cards import MisinformationCard
from dongthuan.apps.matters.operations import cards, reporting
from dongthuan.apps.matters.rules import Act


@dataclass(frozen=True, slots=True)
class OnCard:
    """One act of the page; to: the state it leads to, None = only for a claim that is to be reported."""

    act: Act
    form: Callable[[MisinformationCard, Any], forms.Form]
    run: Callable[..., object]
    icon: str
    label: str | Promise
    done: str | Promise
    to: CardState | None

    def is_open_to(self, card: MisinformationCard) -> bool:
        """Say whether the state of the card lets this be done."""
        if self.to is None:
            is_to_report = card.state == CardState.ANSWERED and card.response == Response.REPORT
            return is_to_report and card.dispatch_id is None
        return self.to in CARD_NEXT[CardState(card.state)]


def _respond(card: MisinformationCard, posted: Any) -> forms.Form:
    initial = {
        "version": card.version,
        "response": card.response,
        "reason": card.response_reason,
        "explanation": card.explanation,
    }
    return RespondForm(posted, kind=CardKind(card.kind), initial=initial, prefix="respond")


def _versioned(form: Callable[..., forms.Form], prefix: str) -> Callable[[Any, Any], forms.Form]:
    return lambda card, posted: form(posted, initial={"version": card.version}, prefix=prefix)


def _run_respond(card: MisinformationCard, form: Any, **told: Any) -> object:
    version = form.cleaned_data["version"]
    return cards.respond_to_claim(card=card, version=version, reply=form.reply(), **told)


def _plain(operation: Callable[..., object]) -> Callable[..., object]:
    return lambda card, form, **told: operation(card=card, **form.cleaned_data, **told)


CARD_ACTS: dict[str, OnCard] = {
    "phan-hoi": OnCard(
        Act.RESPOND,
        _respond,
        _run_respond,
        "target",
        _("Decide the response"),
        _("The response is decided."),
        CardState.ANSWERED,
    ),
    "bao-cao": OnCard(
        Act.REPORT_CLAIM,
        _versioned(ReportForm, "report"),
        _plain(reporting.report_claim),
        "file-text",
        _("Draw up the report to the authority"),
        _("The dispatch is drawn up; it goes out when it is signed."),
        None,
    ),
    "ket-thuc": OnCard(
        Act.CLOSE_CARD,
        _versioned(EffectForm, "effect"),
        _plain(cards.close_card),
        "check",
        _("Close with its effect"),
        _("The card is closed."),
        CardState.CLOSED,
    ),
    "mo-lai": OnCard(
        Act.REOPEN_CARD,
        _versioned(ReasonForm, "reopen"),
        _plain(cards.reopen_card),
        "refresh",
        _("Judge it anew"),
        _("The card is open again."),
        CardState.OPEN,
    ),
}
