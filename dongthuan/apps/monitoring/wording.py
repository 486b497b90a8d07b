"""Words for the codes that intake keeps, as pages say them."""

from django.utils.translation import gettext_lazy as _

PUBLISHED_ORIGINS = {
    "stated": _("stated by the source"),
    "no_zone": _("stated without a time zone; Vietnamese time taken"),
    "day_only": _("only the day was stated"),
    "address": _("read from the address"),
    "seen": _("not stated; when we first saw it"),
    "unknown": _("not stated"),
}
