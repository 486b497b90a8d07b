"""The tag that puts a chart on a page. `{% load charting %}`."""

from typing import Literal

from django import template

from dongthuan.apps.common import charts

register = template.Library()


@register.inclusion_tag("common/parts/chart.html")
def chart(
    data: charts.Chart, id: str, label: str, height: Literal["s", "m", "l"] = "m", note: str = ""
) -> dict[str, object]:
    """Write a chart with its caption, its data for the script, and the same figures as a table.

    id: unique on the page. label: what it shows, one phrase. note: what it stands on, a sentence.
    """
    drawing = charts.drawing(data)
    return {
        "chart": data,
        "id": id,
        "data_id": f"{id}-data",
        "label": label,
        "height": height,
        "note": note,
        "drawing": drawing,
        "marks": drawing["marks"],
        "head": charts.table_head(data),
        "rows": charts.table_rows(data),
    }
