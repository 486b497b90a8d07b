"""Pages of the rules of law: in force on a day, the history of one, proposals and their decision."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from dongthuan.apps.accounts.requests import OfficerRequest
from dongthuan.apps.clocks.forms.rulebook import ReasonForm, RuleFilterForm, RuleForm
from dongthuan.apps.clocks.models.rulebook import RuleVersion
from dongthuan.apps.clocks.operations import deciding
from dongthuan.apps.clocks.operations import rulebook as operations
from dongthuan.apps.clocks.operations.previewing import preview_of_rule
from dongthuan.apps.clocks.queries.rules import history_of, rules_in_force_now, searched
from dongthuan.apps.clocks.rulebook import as_rule, columns_of
from dongthuan.apps.clocks.rules import ACCESS, ON_RULE, Act
from dongthuan.apps.common import clock
from dongthuan.apps.common.access import allowed_acts, require
from dongthuan.law.model import Rule, Verified
from dongthuan.law.packs import shipped_rules
from dongthuan.law.selection import condition_of

MOST_PROPOSALS = 50


@require_GET
def list_rules(request: OfficerRequest) -> HttpResponse:
    """Show the rules in force on a day, by instrument."""
    require(ACCESS, Act.READ_RULES, request.user, None)
    today = clock.local_day(clock.now())
    form = RuleFilterForm({"on": request.GET.get("on") or today, "q": request.GET.get("q", "")})
    data: dict[str, Any] = form.cleaned_data if form.is_valid() else {}
    on = data.get("on") or today
    content = {
        "form": form,
        "on": on,
        "groups": searched(rules_in_force_now(), on=on, words=data.get("q", "")),
        "proposals": RuleVersion.objects.proposed().select_related("proposed_by")[:MOST_PROPOSALS],
        "may_propose": ACCESS[Act.PROPOSE_RULE](request.user, None),
    }
    return render(request, "clocks/rules.html", content)


@require_GET
def show_rule(request: OfficerRequest, key: str) -> HttpResponse:
    """Show every version of one rule: what held when, on what ground, and who changed it."""
    require(ACCESS, Act.READ_RULES, request.user, None)
    history = history_of(rules_in_force_now(), key)
    if not history:
        raise Http404
    shipped = set(shipped_rules())
    content = {
        "key": key,
        "rules": [(rule, rule in shipped) for rule in history],
        "today": clock.local_day(clock.now()),
        "versions": RuleVersion.objects.filter(key=key).select_related("proposed_by", "decided_by")[:100],
        "may_propose": ACCESS[Act.PROPOSE_RULE](request.user, None),
    }
    return render(request, "clocks/rule.html", content)


def propose_rule(request: OfficerRequest) -> HttpResponse:
    """Propose a rule: a new one, or a correction of one that is given by key and first day."""
    require(ACCESS, Act.PROPOSE_RULE, request.user, None)
    corrected = _rule_asked(request)
    form = RuleForm(request.POST or None, initial=_initial(corrected))
    if form.is_valid():
        proposal = operations.Proposal(
            form.rule(), form.cleaned_data["ground"], _superseded(corrected) if corrected else None
        )
        try:
            version = operations.propose_rule(proposal=proposal, by=request.user, at=clock.now())
        except operations.FaultyRule as faulty:
            form.add_faults(faulty.faults)
        else:
            messages.success(request, _("The rule is proposed; another officer must approve it."))
            return redirect("clocks:rule-version", pk=version.pk)
    content = {"form": form, "corrected": corrected}
    status = 400 if request.method == "POST" else 200
    return render(request, "clocks/rule_propose.html", content, status=status)


@require_GET
def show_version(request: OfficerRequest, pk: int) -> HttpResponse:
    """Show one officer's rule, beside what holds now, and offer the decision."""
    require(ACCESS, Act.READ_RULES, request.user, None)
    return render(request, "clocks/rule_version.html", _content(request, _version(pk), ReasonForm()))


@require_POST
def approve_rule(request: OfficerRequest, pk: int) -> HttpResponse:
    """Let a proposed rule hold."""
    version = _version(pk)
    try:
        run = operations.approve_rule(version=version, by=request.user, at=clock.now())
    except deciding.AlreadyDecided:
        messages.error(request, _("Somebody decided on this meanwhile."))
        return redirect("clocks:rule-version", pk=pk)
    messages.success(request, _("The rule holds. Open clocks are being dated anew."))
    return redirect("clocks:redating", pk=run.pk)


@require_POST
def reject_rule(request: OfficerRequest, pk: int) -> HttpResponse:
    """Reject a proposed rule, with a reason."""
    version, form = _version(pk), ReasonForm(request.POST)
    require(ACCESS, Act.REJECT_RULE, request.user, version)
    if not form.is_valid():
        return render(request, "clocks/rule_version.html", _content(request, version, form), status=400)
    try:
        operations.reject_rule(
            version=version, reason=form.cleaned_data["reason"], by=request.user, at=clock.now()
        )
    except deciding.AlreadyDecided:
        messages.error(request, _("Somebody decided on this meanwhile."))
    else:
        messages.success(request, _("The proposal is rejected; it stays in the history."))
    return redirect("clocks:rule-version", pk=pk)


def _version(pk: int) -> RuleVersion:
    versions = RuleVersion.objects.select_related("proposed_by", "decided_by", "supersedes")
    return get_object_or_404(versions, pk=pk)


def _content(request: OfficerRequest, version: RuleVersion, form: ReasonForm) -> dict[str, Any]:
    rule = as_rule(version)
    now_held = [one for one in history_of(rules_in_force_now(), version.key) if one != rule]
    may = allowed_acts(ON_RULE, request.user, version) if version.state == "proposed" else set()
    is_own = version.proposed_by_id == request.user.pk
    is_undecided_own = is_own and version.state == "proposed"
    return {
        "version": version,
        "rule": rule,
        "held": now_held,
        "may": may,
        "form": form,
        "is_own": is_own,
        "preview": preview_of_rule(version, seen_by=request.user) if may or is_undecided_own else None,
    }


def _rule_asked(request: OfficerRequest) -> Rule | None:
    """Return the rule that is to be corrected, named in the address by key, first day and case."""
    key, since = request.GET.get("key", ""), _day(request.GET.get("since", ""))
    found = [rule for rule in history_of(rules_in_force_now(), key) if rule.valid_from == since]
    named = [rule for rule in found if ".".join(condition_of(rule)) == request.GET.get("case")]
    return next(iter(named or found), None)


def _day(text: str) -> Any:
    try:
        return parse_date(text)
    except ValueError:
        return None


def _superseded(rule: Rule) -> RuleVersion | None:
    channel, complexity, agency_kind = condition_of(rule)
    held = RuleVersion.objects.approved().filter(key=rule.key, valid_from=rule.valid_from)
    return held.filter(channel=channel, complexity=complexity, agency_kind=agency_kind).last()


def _initial(rule: Rule | None) -> dict[str, Any]:
    if rule is None:
        return {"roll": "next_working_day", "direction": "after", "verified": Verified.V1.value}
    # whoever corrects a rule compares it with the text anew
    return columns_of(rule) | {"verified_by": "", "verified_on": None}
