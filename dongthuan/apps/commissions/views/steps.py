"""The steps on the page of an order."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from dongthuan.apps.commissions import forms
from dongthuan.apps.commissions.lifecycle import BEFORE_FORCE, OrderState
from dongthuan.apps.commissions.models.orders import Order
from dongthuan.apps.commissions.operations import money, offering, orders
from dongthuan.apps.commissions.rules import ACCESS, Act
from dongthuan.apps.commissions.wording import REFUSED, sentence_of
from dongthuan.apps.common import clock
from dongthuan.apps.common.steps import Step, Steps
from dongthuan.apps.press.forms.register_fields import StepForm, StepReasonForm


def _in(*states: OrderState) -> Any:
    return lambda order: order.state in states


def _today(_order: Order) -> dict[str, Any]:
    return {"on": clock.local_day(clock.now())}


STEPS = Steps(
    "order",
    {
        "san-pham": Step(
            Act.PREPARE,
            forms.PartForm,
            orders.add_part,
            "plus",
            _("Add a deliverable"),
            _("The deliverable is added."),
            _in(OrderState.DRAFT),
            initial=lambda order: {"due_on": order.end_on},
        ),
        "phap-che": Step(
            Act.CONFIRM_FORM,
            forms.ConfirmForm,
            orders.confirm_form,
            "scale",
            _("Confirm the form as the legal officer"),
            _("The form is confirmed."),
            lambda order: order.state == OrderState.DRAFT and order.legal_by_id is None,
            hint=_("Say which article was compared with the signed text. Changes to the form ask you again."),
        ),
        "dat-hang": Step(
            Act.ORDER,
            StepForm,
            offering.place,
            "file-text",
            _("Draw up the paper and place the order"),
            _("The paper is drawn up. Have it signed, and ask the outlet for its answer."),
            _in(OrderState.DRAFT),
        ),
        "tra-loi": Step(
            Act.NOTE_ANSWER,
            forms.AnswerNotedForm,
            offering.note_answer,
            "mail",
            _("Note the outlet's written answer"),
            _("The answer is noted."),
            _in(OrderState.OFFERED),
        ),
        "hieu-luc": Step(
            Act.PUT_IN_FORCE,
            forms.ForceForm,
            offering.put_in_force,
            "check",
            _("Put in force and commit the money"),
            _("The order is in force; its money is committed."),
            _in(OrderState.ACCEPTED),
            initial=_today,
        ),
        "tam-ung": Step(
            Act.ADVANCE,
            forms.SumForm,
            money.advance,
            "arrow-right",
            _("Pay an advance"),
            _("The advance is noted."),
            lambda order: order.state == OrderState.RUNNING and order.advance_limit_vnd > order.advanced_vnd,
            initial=_today,
        ),
        "thanh-toan": Step(
            Act.PAY,
            forms.SumForm,
            money.pay,
            "check",
            _("Pay what was accepted"),
            _("The payment is noted."),
            lambda order: order.due_vnd > 0,
            initial=lambda order: _today(order) | {"amount_vnd": order.due_vnd},
        ),
        "thu-hoi": Step(
            Act.RECOVER,
            forms.SumForm,
            money.recover,
            "refresh",
            _("Note that an advance came back"),
            _("The recovery is noted."),
            lambda order: order.state == OrderState.DELIVERED and order.over_vnd > 0,
            initial=lambda order: _today(order) | {"amount_vnd": order.over_vnd},
        ),
        "quyet-toan": Step(
            Act.SETTLE,
            StepForm,
            money.settle,
            "lock",
            _("Settle the order"),
            _("The order is settled; what will not be paid is back on its line."),
            lambda order: order.state == OrderState.DELIVERED and order.due_vnd == 0,
        ),
        "rut-lai": Step(
            Act.ORDER,
            StepReasonForm,
            offering.take_back,
            "arrow-back-up",
            _("Take back to change it"),
            _("The order is a draft again."),
            lambda order: order.state in BEFORE_FORCE,
            is_grave=True,
        ),
        "huy": Step(
            Act.CANCEL,
            StepReasonForm,
            orders.cancel,
            "ban",
            _("Cancel the order"),
            _("The order is cancelled."),
            _in(OrderState.DRAFT, OrderState.REFUSED),
            is_grave=True,
        ),
    },
    ACCESS,
    REFUSED,
    sentence_of,
)
