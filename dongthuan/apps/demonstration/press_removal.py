"""Take the invented press desk out again: matters, inquiries, texts and registers, in this order."""

from datetime import datetime

from dongthuan.apps.clocks.models.clocks import Clock
from dongthuan.apps.demonstration.content import remove_content
from dongthuan.apps.demonstration.inquiries_removal import end_inquiries
from dongthuan.apps.demonstration.letting_go import invented_goes, remove_clearances
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
    answers = Answer.objects.filter(inquiries__in=invented).values_list("pk", flat=True)
    with invented_goes():
        remove_clearances("press.answer", answers)
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
