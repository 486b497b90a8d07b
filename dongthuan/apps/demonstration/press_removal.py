"""Take the invented press desk out again: matters, inquiries, texts and registers, in this order."""

from datetime import datetime

from django.db import connection

from dongthuan.apps.clearances.models.clearances import Clearance, ClearanceStep
from dongthuan.apps.clocks.models.clocks import Clock
from dongthuan.apps.demonstration.content import remove_content
from dongthuan.apps.demonstration.inquiries_removal import end_inquiries
from dongthuan.apps.demonstration.press_registers import remove_press_registers
from dongthuan.apps.demonstration.work import ILLUSTRATIVE, Cast
from dongthuan.apps.matters.models.cards import MisinformationCard
from dongthuan.apps.matters.models.matters import Matter
from dongthuan.apps.press.models.answers import Answer
from dongthuan.apps.press.models.inquiries import Inquiry


def remove_press(*, cast: Cast, at: datetime) -> None:
    """Delete what the demonstration invented for the press desk; what people wrote themselves stays."""
    _remove_matters()
    invented = Inquiry.objects.filter(topic__endswith=ILLUSTRATIVE)
    clocks = [key for key in invented.values_list("clock", flat=True) if key]
    _remove_clearances(list(Answer.objects.filter(inquiries__in=invented).values_list("pk", flat=True)))
    end_inquiries(cast=cast, at=at)
    Clock.objects.filter(pk__in=clocks).delete()
    remove_content()
    remove_press_registers()


def _remove_matters() -> None:
    MisinformationCard.objects.filter(is_illustrative=True).delete()
    matters = Matter.objects.filter(is_illustrative=True)
    clocks = [key for key in matters.values_list("clock", flat=True) if key]
    matters.delete()
    Clock.objects.filter(pk__in=clocks).delete()


def _remove_clearances(answers: list[int]) -> None:
    """Let the clearances of invented answers go; the database asks for the word that they are invented."""
    keys = [str(key) for key in answers]
    clearances = Clearance.objects.filter(record_type="press.answer", record_key__in=keys)
    with connection.cursor() as cursor:
        cursor.execute("select set_config('dongthuan.invented_goes', 'on', true)")
    ClearanceStep.objects.filter(clearance__in=clearances).delete()
    clearances.delete()
    with connection.cursor() as cursor:
        cursor.execute("select set_config('dongthuan.invented_goes', 'off', true)")
