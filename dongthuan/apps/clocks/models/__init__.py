"""The tables of legal clocks, one module a subject."""

from dongthuan.apps.clocks.models import calendars as calendars
from dongthuan.apps.clocks.models import clocks as clocks
from dongthuan.apps.clocks.models import parameters as parameters
from dongthuan.apps.clocks.models import redating as redating
from dongthuan.apps.clocks.models import rulebook as rulebook
