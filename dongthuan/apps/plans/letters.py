"""The letter that carries a link to answer a task by; nothing is read or sent here."""

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from dongthuan.apps.accounts.models import Officer
from dongthuan.apps.notices.letters import absolute
from dongthuan.apps.notices.outside import Letter
from dongthuan.apps.plans.models.tasks import AnswerLink, Task

LONGEST_CONTENT = 2_000


def link_letter(link: AnswerLink, task: Task, token: str, sender: Officer) -> Letter:
    """Return the letter in the agency's language: what is asked, the link, how it answers and until when."""
    with translation.override(settings.LANGUAGE_CODE):
        words = {
            "unit": task.lead_unit.name,
            "giver": task.giver.name,
            "plan": task.plan.title,
            "address": absolute(reverse("plans:answer", args=[token])),
            "until": date_format(localtime(link.expires_at), "H:i d/m/Y"),
            "sender": sender.full_name,
            "phone": sender.phone,
        }
        subject = _("Please answer a task: %(task)s") % {"task": " ".join(str(task).split())[:150]}
        body = "\n".join([_greeting(words), *_facts(task), "", _answering(words), "", _closing(words)])
    return Letter(to=link.recipient, subject=subject, body=body + "\n")


def _greeting(words: dict[str, str]) -> str:
    return (
        _("To: %(unit)s\n\n%(giver)s puts a task of “%(plan)s” before your unit and asks for an answer:\n")
        % words
    )


def _facts(task: Task) -> list[str]:
    facts = [f"{task.ref} {task.content[:LONGEST_CONTENT]}".strip()]
    if task.product:
        facts.append(f"{_('Product')}: {task.product}")
    if task.due_on:
        facts.append(f"{_('To be done by')}: {date_format(task.due_on, 'd/m/Y')}")
    return facts


def _answering(words: dict[str, str]) -> str:
    return (
        _(
            "Open this address, then press “Accept the task”, or “Refuse the task” with a reason:\n"
            "%(address)s\n\nIt answers once, until %(until)s. Opening it does no harm; only the press of a "
            "button answers. Whoever has the address can answer: do not pass it on."
        )
        % words
    )


def _closing(words: dict[str, str]) -> str:
    phone = f", {words['phone']}" if words["phone"] else ""
    return f"-- \n{words['sender']}{phone}\n" + _("If this letter is not for you, please tell the sender.")
