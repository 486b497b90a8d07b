"""The parts a page is made of: icons, marks, times, figures, dialogs. `{% load parts %}`."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django import template
from django.db.models import Model
from django.forms import BoundField, CheckboxInput, CheckboxSelectMultiple, RadioSelect, Select
from django.template import Context
from django.templatetags.static import static
from django.utils.formats import date_format
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.timezone import is_aware, localtime
from django.utils.translation import gettext as _

from dongthuan.apps.common import figures, navigation, wording
from dongthuan.apps.common.origins import Origin, origin_of

register = template.Library()


@register.simple_tag
def icon(name: str, label: str = "") -> SafeString:
    """Draw an icon of the sprite; hidden from readers aloud unless it has a label."""
    use = format_html('<use href="{}#{}"></use>', static("vendor/icons.svg"), name)
    if label:
        return format_html('<svg class="icon" role="img" aria-label="{}">{}</svg>', label, use)
    return format_html('<svg class="icon" aria-hidden="true" focusable="false">{}</svg>', use)


@register.simple_tag(takes_context=True)
def origin(context: Context, record_type: str, record_key: str) -> Origin | None:
    """Return the record that something was made from, for whoever may see it; None = it has no page."""
    return origin_of(record_type, record_key, seen_by=context["request"].user) if record_type else None


@register.simple_tag(takes_context=True)
def further_acts(context: Context, record: Model) -> SafeString:
    """Draw links to what the officer may begin from the record in other parts of the system."""
    links = navigation.record_acts(context["request"].user, record)
    return format_html_join(
        "", '<a class="btn" href="{}">{}{}</a>', ((link.url, icon(link.icon), link.label) for link in links)
    )


@register.simple_tag
def mark(label: str, tone: str = "neutral", icon_name: str = "") -> SafeString:
    """Show a state as a coloured mark with its word; tone: neutral, info, good, warn or bad."""
    drawn = icon(icon_name or wording.TONE_ICONS[tone])
    return format_html('<span class="tag-mark is-{}">{}{}</span>', tone, drawn, label)


@register.simple_tag
def polarity(value: str, origin: str = "", confidence: float | None = None) -> SafeString:
    """Show a polarity by colour, icon and word, and beside it who says so (see `origin_mark`)."""
    look = wording.POLARITIES.get(str(value), wording.POLARITIES["unclear"])
    shown = format_html('<span class="tag-mark is-{}">{}{}</span>', look.code, icon(look.icon), look.label)
    if not origin:
        return shown
    return format_html('<span class="marks">{}{}</span>', shown, origin_mark(origin, confidence))


@register.simple_tag
def origin_mark(origin: str, confidence: float | None = None) -> SafeString:
    """Say who made a judgement: "machine" with its confidence (0 to 1), or a "human" who confirmed it."""
    if str(origin) == "human":
        return format_html('<span class="origin">{}{}</span>', icon("user-check"), _("confirmed by a person"))
    sure = "" if confidence is None else f" {percent(confidence)}"
    return format_html('<span class="origin">{}{}{}</span>', icon("robot"), _("machine"), sure)


@register.simple_tag(takes_context=True)
def when(context: Context, value: date | datetime | None, exact: bool = False) -> SafeString | str:
    """Write a time as one would say it now ("3 hours ago"), the exact instant on hover; a dash for none.

    With `exact` the instant itself is written. Relative words need `now` in the context; the
    navigation's context processor puts it there.
    """
    if value is None:
        return "–"
    if isinstance(value, datetime):
        local = localtime(value) if is_aware(value) else value
        full, machine = date_format(local, "DATETIME_FORMAT"), local.isoformat(timespec="minutes")
    else:
        full, machine = date_format(value, "DATE_FORMAT"), value.isoformat()
    now = context.get("now")
    shown = full if exact or now is None else wording.relative(value, now=now) or full
    return format_html('<time datetime="{}" title="{}">{}</time>', machine, full, shown)


@register.filter
def number(value: float | None, places: int = 0) -> str:
    """Write a number the Vietnamese way (1.234,5); a dash where there is none."""
    return wording.written(value, places)


@register.filter
def percent(value: float | None, places: int = 0) -> str:
    """Write a share between 0 and 1 as a percentage; one that is small but not nothing is never "0%"."""
    if value is None:
        return "–"
    least = 10.0**-places
    return f"<{number(least, places)}%" if 0 < value * 100 < least / 2 else f"{number(value * 100, places)}%"


@register.inclusion_tag("common/parts/tile.html")
def tile(figure: figures.Figure) -> dict[str, object]:
    """Show one figure with its changes and the link that opens its items."""
    return {"figure": figure}


@register.inclusion_tag("common/parts/empty.html")
def empty(
    title: str, hint: str = "", icon_name: str = "inbox", url: str = "", action: str = ""
) -> dict[str, str]:
    """Say that there is nothing here, and what to do about it."""
    return {"title": title, "hint": hint, "icon_name": icon_name, "url": url, "action": action}


@register.inclusion_tag("common/parts/confirm.html", takes_context=True)
def confirm(
    context: Context, dialog_id: str, url: str, title: str, button: str, **more: str
) -> dict[str, object]:
    """Write a dialog that asks before it posts to `url`; open it with `data-opens="dialog_id"`.

    more: `text` (what will happen), `tone` ("danger" for what cannot be undone), and any other
    name is posted as a hidden field.
    """
    text, tone = more.pop("text", ""), more.pop("tone", "primary")
    return {
        "csrf_token": context.get("csrf_token"),
        "dialog_id": dialog_id,
        "url": url,
        "title": title,
        "button": button,
        "text": text,
        "tone": tone,
        "hidden": more,
    }


@register.inclusion_tag("common/parts/progress.html")
def progress(done: float, total: float, label: str) -> dict[str, object]:
    """Show how far something is, in words and as a bar."""
    return {"done": done, "total": total, "label": label, "share": done / total if total else 0}


@register.inclusion_tag("common/parts/sparkline.html")
def sparkline(values: Sequence[float | None], label: str, tone: str = "") -> dict[str, object]:
    """Draw a small line of values without a script; the label says in words what it shows."""
    return {"points": figures.spark_points(values), "label": label, "tone": tone}


@register.inclusion_tag("common/parts/pages.html", takes_context=True)
def pages(context: Context, page: Any, before: str = "", after: str = "") -> dict[str, object]:
    """Offer the page before and after; `page` is a `paging.Page`.

    before, after: what they are called where "Newer" and "Older" would be wrong.
    """
    words = {"before": before or _("Newer"), "after": after or _("Older")}
    return {"page": page, "request": context["request"], **words}


@register.inclusion_tag("common/parts/sheet_link.html", takes_context=True)
def sheet_link(context: Context) -> dict[str, object]:
    """Offer the list of this page, as filtered, as a workbook; its view answers by `common/sheets.py`."""
    return {"request": context["request"]}


@register.inclusion_tag("common/parts/crumb.html")
def crumb(label: str, url: str = "") -> dict[str, str]:
    """Write one step of the way here; give each step its address."""
    return {"label": label, "url": url}


@register.filter
def control(field: BoundField) -> SafeString:
    """Render a field's widget with the class its kind needs."""
    widget = field.field.widget
    if isinstance(widget, CheckboxSelectMultiple | RadioSelect):
        return field.as_widget()
    kind = "form-control"
    if isinstance(widget, CheckboxInput):
        kind = "form-check-input"
    elif isinstance(widget, Select):
        kind = "form-select"
    given = str(widget.attrs.get("class", ""))
    return field.as_widget(attrs={"class": f"{given} {kind}".strip()})


@register.filter
def is_tick(field: BoundField) -> bool:
    """Say whether the field is one box to tick: its label stands behind it."""
    return isinstance(field.field.widget, CheckboxInput)


@register.filter
def is_group(field: BoundField) -> bool:
    """Say whether the field is several boxes or buttons: they are grouped under a legend."""
    return isinstance(field.field.widget, CheckboxSelectMultiple | RadioSelect)
