"""Pages about rules of alerts: who is told of what, and what a rule would have done in 90 days."""

from collections.abc import Callable

from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from dongthuan.apps.accounts.requests import OfficerRequest
from dongthuan.apps.common import sheets
from dongthuan.apps.common.access import allowed_acts, require
from dongthuan.apps.common.acting import Said, act_by_form, attempting
from dongthuan.apps.common.clock import now
from dongthuan.apps.common.paging import page_of
from dongthuan.apps.monitoring.forms.alerts import AddressForm, AlertRuleForm, PauseForm, initial_of
from dongthuan.apps.monitoring.models.alerts import AlertAddress, AlertRule
from dongthuan.apps.monitoring.operations import alert_rules as operations
from dongthuan.apps.monitoring.queries.alert_firings import preview
from dongthuan.apps.monitoring.queries.alerts import (
    addresses_of,
    alerts_raised,
    answering,
    rules_with_counts,
)
from dongthuan.apps.monitoring.rules import ACCESS, Act
from dongthuan.apps.monitoring.sheets import ALERT_RULES

SENTENCES = {
    operations.RuleChangedMeanwhile: gettext_lazy(
        "Somebody else saved this rule meanwhile. Open it again; keep your text."
    ),
    operations.RuleRemoved: gettext_lazy("This rule was removed meanwhile."),
    operations.NoLine: gettext_lazy("Give the number from which you want to be told."),
    operations.AlreadyPast: gettext_lazy("Choose a time to come."),
    operations.BadAddress: gettext_lazy("Mail cannot go to this address. Check how it is written."),
    operations.AddressThere: gettext_lazy("This address is on the rule already."),
    operations.TooManyAddresses: gettext_lazy("This rule has as many addresses as it may have."),
}
attempt = attempting(tuple(SENTENCES), lambda refusal: SENTENCES[type(refusal)])


def alert_rules(request: OfficerRequest) -> HttpResponse:
    """Show the rules, and how often each fired in 30 days."""
    require(ACCESS, Act.READ, request.user, None)
    rows = rules_with_counts(at=now())
    if sheets.is_wanted(request):
        return sheets.answer_with(_("Alert rules"), ALERT_RULES, rows, name="quy-tac-canh-bao", at=now())
    return render(request, "monitoring/alert_rules.html", {"rows": rows, "acts": _acts(request)})


def alert_rule(request: OfficerRequest, pk: int) -> HttpResponse:
    """Show one rule: what it listens for, who is told, what it raised; `tried`: what it would have raised."""
    require(ACCESS, Act.READ, request.user, None)
    shown = get_object_or_404(AlertRule.objects.kept().select_related("topic__unit", "created_by"), pk=pk)
    acts = _acts(request)
    page = {
        "rule": shown,
        "recipients": shown.recipients.order_by("full_name"),
        "addresses": addresses_of(shown) if acts else [],
        "page": page_of(alerts_raised(shown), request.GET.get("page", ""), by="raised_at"),
        "answering": answering(shown, at=now()),
        "preview": preview(shown, at=now()) if "tried" in request.GET else None,
        "is_paused": shown.paused_until is not None and shown.paused_until > now(),
        "pause_form": PauseForm(),
        "address_form": AddressForm(),
        "acts": acts,
    }
    return render(request, "monitoring/alert_rule.html", page)


def add_alert_rule(request: OfficerRequest) -> HttpResponse:
    """Write a rule down; the preview shows what it would have done."""
    require(ACCESS, Act.SAVE_ALERT_RULE, request.user, None)
    return _edit(request, None, AlertRuleForm(request.POST or None, initial=_chosen(request)))


def edit_alert_rule(request: OfficerRequest, pk: int) -> HttpResponse:
    """Rewrite a rule."""
    edited = get_object_or_404(AlertRule.objects.kept(), pk=pk)
    require(ACCESS, Act.SAVE_ALERT_RULE, request.user, edited)
    form = AlertRuleForm(request.POST or None, rule=edited, initial=initial_of(edited))
    return _edit(request, edited, form)


def _edit(request: OfficerRequest, edited: AlertRule | None, form: AlertRuleForm) -> HttpResponse:
    shown = None
    if form.is_valid():
        if "preview" in request.POST:
            shown = preview(form.content().put_on(AlertRule()), at=now())
        else:
            saved = attempt(
                request,
                operations.save_rule,
                _("The rule is saved. It listens from now on."),
                rule=edited,
                content=form.content(),
                version=form.cleaned_data["version"],
            )
            if saved is not None:
                return redirect("monitoring:alert-rule", pk=saved.pk)
    content = {"form": form, "rule": edited, "preview": shown}
    return render(request, "monitoring/alert_rule_edit.html", content)


def _chosen(request: OfficerRequest) -> dict[str, str]:
    topic = request.GET.get("topic", "")
    return {"topic": topic} if topic.isascii() and topic.isdigit() else {}


@require_POST
def pause_alert_rule(request: OfficerRequest, pk: int) -> HttpResponse:
    """Let a rule be silent for a time."""
    said = Said(_("The rule is paused."), _("Say until when the rule is paused."))
    return _by_form(request, pk, PauseForm(request.POST), said, operations.pause_rule)


@require_POST
def resume_alert_rule(request: OfficerRequest, pk: int) -> HttpResponse:
    """Let a paused rule listen again."""
    rule = get_object_or_404(AlertRule, pk=pk)
    attempt(request, operations.resume_rule, _("The rule listens again."), rule=rule)
    return redirect("monitoring:alert-rule", pk=pk)


@require_POST
def remove_alert_rule(request: OfficerRequest, pk: int) -> HttpResponse:
    """Remove a rule."""
    rule = get_object_or_404(AlertRule, pk=pk)
    attempt(request, operations.remove_rule, _("The rule is removed. Its alerts stay."), rule=rule)
    return redirect("monitoring:alert-rules")


@require_POST
def add_alert_address(request: OfficerRequest, pk: int) -> HttpResponse:
    """Ask somebody without an account to be told by mail."""
    said = Said(
        _("A mail asks this person to agree. Nothing else is sent before."),
        _("Give a name and a mail address that is well formed."),
    )
    return _by_form(request, pk, AddressForm(request.POST), said, operations.add_address)


def _by_form(
    request: OfficerRequest, pk: int, form: Form, said: Said, act: Callable[..., object]
) -> HttpResponse:
    rule = get_object_or_404(AlertRule, pk=pk)
    require(ACCESS, Act.SAVE_ALERT_RULE, request.user, rule)
    act_by_form(attempt, request, form, said, act=act, rule=rule)
    return redirect("monitoring:alert-rule", pk=pk)


@require_POST
def drop_alert_address(request: OfficerRequest, pk: int, address: int) -> HttpResponse:
    """Take an address off a rule."""
    found = get_object_or_404(AlertAddress, pk=address, rule=pk)
    attempt(request, operations.drop_address, _("Nothing more is sent to this address."), address=found)
    return redirect("monitoring:alert-rule", pk=pk)


def _acts(request: OfficerRequest) -> set[str]:
    return allowed_acts({Act.SAVE_ALERT_RULE: ACCESS[Act.SAVE_ALERT_RULE]}, request.user, None)
