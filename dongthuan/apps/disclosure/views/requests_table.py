"""The acts on a request, in the order in which one comes to them: one line each."""

from datetime import datetime
from functools import partial
from typing import Any

from django.utils.translation import gettext_lazy as _

from dongthuan.apps.common.clock import local_day
from dongthuan.apps.common.roles import Actor
from dongthuan.apps.common.steps import Step, Steps
from dongthuan.apps.disclosure.forms import requests_acts as forms
from dongthuan.apps.disclosure.forms import requests_after as forms_after
from dongthuan.apps.disclosure.models.requests import InformationRequest
from dongthuan.apps.disclosure.operations import (
    requests,
    requests_after,
    requests_answering,
    requests_classifying,
    requests_costs,
    requests_creator,
    requests_validity,
)
from dongthuan.apps.disclosure.operations.requests_answering import (
    ProvisionContent,
    RefusalContent,
    Withheld,
    is_extendable,
)
from dongthuan.apps.disclosure.operations.requests_classifying import ClassificationContent, ConsentAsked
from dongthuan.apps.disclosure.operations.requests_costs import CostContent, CostLine
from dongthuan.apps.disclosure.operations.requests_creator import asks_creator
from dongthuan.apps.disclosure.operations.requests_validity import Lack
from dongthuan.apps.disclosure.queries.law_lists import entered_entries
from dongthuan.apps.disclosure.queries.requests_creator import to_ask_about, waiting_for_creator
from dongthuan.apps.disclosure.requests_law import suggested_content
from dongthuan.apps.disclosure.requests_lifecycle import (
    COMPLAINABLE,
    GIVEN,
    IN_HAND,
    REQUEST_NEXT,
    ComplaintLevel,
    ComplaintOutcome,
    Complexity,
    ConsentAnswer,
    CorrectionBasis,
    CorrectionOutcome,
    Openness,
    ProvisionForm,
    RequestState,
)
from dongthuan.apps.disclosure.requests_rules import REQUEST_ACCESS, RequestAct
from dongthuan.apps.disclosure.requests_wording import REFUSED, sentence_of
from dongthuan.apps.units.queries import current_agency
from dongthuan.law.openness import Kind

Given = Any


def _guide(*, request: InformationRequest, keys: list[str], words: tuple[str, ...], **more: Given) -> object:
    entries, _is_law = suggested_content(local_day(request.received_at), entered_entries(Kind.CONTENT))
    titles = {entry.key: entry.title for entry in entries}
    lacks = [Lack(titles[key], key) for key in keys if key in titles] + [Lack(line) for line in words]
    return requests_validity.guide_request(request=request, lacks=lacks, **more)


def _validate(*, complexity: str, **more: Given) -> object:
    return requests_validity.validate_request(complexity=Complexity(complexity), **more)


def _weigh(*, complexity: str, **more: Given) -> object:
    return requests_validity.weigh_request(complexity=Complexity(complexity), **more)


def _classify(*, request: InformationRequest, version: int, by: Actor, at: datetime, **told: Given) -> object:
    content = ClassificationContent(**told | {"openness": Openness(told["openness"])})
    return requests_classifying.classify_request(
        request=request, version=version, content=content, by=by, at=at
    )


def _ask(*, request: InformationRequest, version: int, by: Actor, at: datetime, **told: Given) -> object:
    content = ConsentAsked(**told)
    return requests_classifying.ask_consent(request=request, version=version, content=content, by=by, at=at)


def _note_consent(*, request: InformationRequest, answer: str, **more: Given) -> object:
    return requests_classifying.note_consent(answer=ConsentAnswer(answer), **more)


def _override(*, request: InformationRequest, **more: Given) -> object:
    return requests_classifying.override_consent(**more)


def _cost(
    *, lines: list[tuple[str, int, str, int]], pay_by: Any, percent: int, note: str, **more: Given
) -> object:
    rows = [CostLine(*line, is_free=not line[3]) for line in lines]
    return requests_costs.state_cost(content=CostContent(rows, pay_by, percent, note), **more)


def _provide(*, request: InformationRequest, version: int, by: Actor, at: datetime, **told: Given) -> object:
    withheld = [
        Withheld(part, told["restriction"], told["why"], told["citation"]) for part in told["withheld"]
    ]
    content = ProvisionContent(
        told["given_words"],
        ProvisionForm(told["form"]),
        withheld,
        told["attached"],
        min(told["given_at"], at),
        told.get("copies", ()),
    )
    return requests_answering.provide(request=request, version=version, content=content, by=by, at=at)


def _refuse(*, request: InformationRequest, version: int, by: Actor, at: datetime, **told: Given) -> object:
    content = RefusalContent(**told)
    return requests_answering.refuse_request(request=request, version=version, content=content, by=by, at=at)


def _attach(
    *, request: InformationRequest, version: int, attached: requests.Files, by: Actor, at: datetime
) -> object:
    for name, data in attached:
        requests_validity.attach_file(request=request, data=data, name=name, by=by, at=at)
    return request


def _correct(*, basis: str, wrong: str, raised_at: datetime, at: datetime, **more: Given) -> object:
    content = requests_after.CorrectionContent(wrong, CorrectionBasis(basis), min(raised_at, at))
    return requests_after.raise_correction(content=content, at=at, **more)


def _answer_correction(*, request: InformationRequest, outcome: str, **more: Given) -> object:
    return requests_after.answer_correction(outcome=CorrectionOutcome(outcome), **more)


def _ask_creator(
    *, request: InformationRequest, body: str, letter: str, asked_at: datetime, at: datetime, **more: Given
) -> object:
    content = requests_creator.CreatorContent(body, letter, min(asked_at, at))
    return requests_creator.ask_creator(content=content, at=at, **more)


def _note_creator(
    *, request: InformationRequest, answered_at: datetime, at: datetime, **more: Given
) -> object:
    return requests_creator.note_creator_answer(answered_at=min(answered_at, at), at=at, **more)


def _complain(
    *, level: str, about: str, body: str, filed_at: datetime, at: datetime, **more: Given
) -> object:
    content = requests_after.ComplaintContent(about, ComplaintLevel(level), min(filed_at, at), body)
    return requests_after.complain(content=content, at=at, **more)


def _decide(
    *,
    request: InformationRequest,
    outcome: str,
    decision: str,
    decided_at: datetime,
    at: datetime,
    **more: Given,
) -> object:
    told = requests_after.ComplaintDecision(ComplaintOutcome(outcome), decision, min(decided_at, at))
    return requests_after.decide_complaint(decision=told, at=at, **more)


def _can(to: RequestState) -> Any:
    return lambda row: to in REQUEST_NEXT[RequestState(row.state)] and row.is_open


def _may_ask_creator(row: InformationRequest) -> bool:
    return row.state in GIVEN and to_ask_about(row).exists() and asks_creator(current_agency())


def _has_standing(row: InformationRequest) -> bool:
    latest = row.classifications.first()
    return bool(latest and latest.is_agreed)


def _waits_for_check(row: InformationRequest) -> bool:
    latest = row.classifications.first()
    return row.state == RequestState.CLASSIFYING and latest is not None and latest.is_agreed is None


A, S = RequestAct, RequestState
Doing = partial(Step, options=lambda _by, row: {"row": row})
TABLE: dict[str, Step] = {
    "hop-le": Doing(
        A.VALIDATE, forms.ValidForm, _validate, "check", _("Valid: start the limit"),
        _("The request is valid; its limit runs, where the law's figure is known."), _can(S.VALID),
    ),
    "huong-dan": Doing(
        A.GUIDE, forms.GuideForm, _guide, "help-circle", _("Guide the requester to complete it"),
        _("What is missing is noted; the requester reads it on the page of the code."), _can(S.GUIDING),
        _("No limit runs until the request is valid."),
    ),
    "xac-dinh": Doing(
        A.WEIGH, forms.WeighForm, _weigh, "scale", _("Decide simple or complex"),
        _("The limit now fits the case; it runs from the valid request."), lambda row: row.state in IN_HAND,
        _("Another case means another limit: the one that runs falls away, with your reason."),
    ),
    "don-vi": Doing(
        A.SEND_TO_SOURCE, forms.SourceForm, requests_validity.send_to_source, "building",
        _("Send it to the unit that made the information"), _("The unit was told."),
        lambda row: row.state in IN_HAND,
    ),
    "phan-loai": Doing(
        A.CLASSIFY, forms.ClassifyForm, _classify, "list-check", _("Classify the information"),
        _("The classification waits for another officer's check."), _can(S.CLASSIFYING),
    ),
    "kiem-tra": Doing(
        A.CHECK, forms.CheckForm, requests_classifying.check_classification, "eye",
        _("Check the classification"), _("The check is noted."), _waits_for_check,
        _("Two officers look at it: never the one who classified."),
    ),
    "xin-y-kien": Doing(
        A.ASK_CONSENT, forms.ConsentForm, _ask, "user-check", _("Ask those concerned for consent"),
        _("The question is noted; draw up the paper for it."),
        lambda row: _can(S.CONSENT)(row) and _has_standing(row),
    ),
    "tra-loi-y-kien": Doing(
        A.NOTE_CONSENT, forms.ConsentAnswerForm, _note_consent, "check", _("Note what they answered"),
        _("The answer is noted."),
        lambda row: row.is_open and row.consents.filter(answer="", overridden_at=None).exists(),
    ),
    "cho-phep": Doing(
        A.OVERRIDE_CONSENT, forms.OverrideForm, _override, "flag",
        _("Give it without consent, in the public interest"), _("Your decision is noted."),
        lambda row: row.is_open and row.consents.exclude(answer="yes").filter(overridden_at=None).exists(),
        is_grave=True,
    ),
    "chi-phi": Doing(
        A.STATE_COST, forms.CostForm, _cost, "file-text", _("State the cost"),
        _("The cost is stated; it is paid before the information is given."),
        lambda row: _can(S.COST)(row) and _has_standing(row),
    ),
    "da-tra": Doing(
        A.NOTE_PAYMENT, forms.PaymentForm, requests_costs.note_payment, "check", _("Note the payment"),
        _("The payment is noted."),
        lambda row: row.is_open and row.costs.filter(replaced_at=None, paid_at=None).exists(),
    ),
    "bao-thoi-han": Doing(
        A.TELL_TIME, forms.TellForm, requests_answering.tell_time, "mail", _("Note that the time was told"),
        _("It is noted that the requester was told until when it is handled."),
        lambda row: row.state in IN_HAND and row.clock_id is not None and row.complexity == "complex",
    ),
    "gia-han": Doing(
        A.EXTEND, forms.ExtendForm, requests_answering.extend_request, "calendar-event",
        _("Extend the limit"), _("The limit is extended; draw up the notice and send it now."), is_extendable,
        _("Only before the limit passes, with a written notice."),
    ),
    "chuan-bi": Doing(
        A.PREPARE, forms.BareForm, requests_answering.prepare_answer, "pencil", _("Begin the answer"),
        _("The answer is being prepared."), lambda row: _can(S.ANSWERING)(row) and _has_standing(row),
    ),
    "cung-cap": Doing(
        A.PROVIDE, forms.ProvideForm, _provide, "send", _("Give the information"),
        _("What was given is noted; its files can be fetched with the code."), _can(S.PROVIDED),
    ),
    "tu-choi": Doing(
        A.REFUSE, forms.RefuseForm, _refuse, "ban", _("Refuse on a listed ground"),
        _("The refusal is noted with its ground; draw up the paper."), _can(S.REFUSED),
        _("Only a ground that the law of that day lists, in writing, with the reason."), is_grave=True,
    ),
    "tai-lieu": Doing(
        A.ATTACH, forms.FileForm, _attach, "file-text", _("Add files"), _("The files are kept."),
        lambda row: row.is_open,
    ),
    "nguoi-xu-ly": Doing(
        A.GIVE, forms.OwnerForm, requests_validity.give_request, "user-check",
        _("Give it to somebody to handle"), _("The officer was told."), lambda row: row.is_open,
    ),
    "rut": Doing(
        A.WITHDRAW, forms.WhyNotForm, requests.withdraw_request, "arrow-back-up",
        _("Note that it was withdrawn"), _("The request is withdrawn."), _can(S.WITHDRAWN), is_grave=True,
    ),
    "het-hieu-luc": Doing(
        A.LAPSE, forms.WhyForm, requests_validity.lapse_request, "circle-x",
        _("End it: it was never completed"), _("The request has ended."), _can(S.LAPSED), is_grave=True,
    ),
    "dinh-chinh": Doing(
        A.RAISE_CORRECTION, forms_after.CorrectionForm, _correct, "alert-triangle",
        _("The information given is wrong"), _("It is noted; the limit for putting it right runs."),
        lambda row: row.state in GIVEN,
    ),
    "tra-loi-dinh-chinh": Doing(
        A.ANSWER_CORRECTION, forms_after.CorrectionAnswerForm, _answer_correction, "check",
        _("Answer what was said to be wrong"), _("The answer is noted."),
        lambda row: row.corrections.filter(answered_at=None).exists(),
    ),
    "hoi-noi-tao": Doing(
        A.ASK_CREATOR, forms_after.CreatorForm, _ask_creator, "mail",
        _("Not determined here: ask the body that made it"),
        _("The question is noted; the limit of that body runs, and then yours for telling the requester."),
        _may_ask_creator, _("Only the commune level asks so; the limit for it is shown with the limits."),
    ),
    "noi-tao-tra-loi": Doing(
        A.NOTE_CREATOR, forms_after.CreatorAnswerForm, _note_creator, "check",
        _("Note what the body that made it answered"), _("Noted; now tell the requester in time."),
        lambda row: waiting_for_creator(row).exists(),
    ),
    "khieu-nai": Doing(
        A.COMPLAIN, forms_after.ComplaintForm, _complain, "flag", _("Note a complaint or suit"),
        _("It is noted."), lambda row: row.state in COMPLAINABLE,
    ),
    "ket-qua-khieu-nai": Doing(
        A.DECIDE_COMPLAINT, forms_after.ComplaintDecisionForm, _decide, "check",
        _("Note how a complaint ended"),
        _("The decision is noted."), lambda row: row.complaints.filter(decided_at=None).exists(),
    ),
    "mo-lai": Doing(
        A.REOPEN, forms.WhyForm, requests_after.reopen_request, "refresh",
        _("Open it again, the complaint was upheld"), _("The request is open again."),
        lambda row: row.complaints.filter(outcome__in=["upheld", "partly_upheld"]).exists()
        and row.state in (S.REFUSED, S.PARTLY),
    ),
}  # fmt: skip
STEPS = Steps("request", TABLE, REQUEST_ACCESS, REFUSED, sentence_of)
