"""Which lines to take a text may be written by: what is in force, those of its matter first."""

from datetime import date

from django.db.models import BooleanField, ExpressionWrapper, Q

from dongthuan.apps.content.models.texts import Text
from dongthuan.apps.press.models.lines import Line, LineQuerySet


def lines_fitting(text: Text, *, on: date) -> LineQuerySet:
    """Return the lines in force on a day, those drawn up for the text's own record first."""
    own = Q(record_type=text.record_type, record_key=text.record_key) & ~Q(record_type="")
    rows = Line.objects.in_force(on=on).annotate(is_own=ExpressionWrapper(own, output_field=BooleanField()))
    return rows.order_by("-is_own", "title", "pk")
