"""One act with what a form holds, as every page of this app does it."""

from dongthuan.apps.capacity.wording import REFUSED, sentence_of
from dongthuan.apps.common.acting import entering

taken = entering(REFUSED, sentence_of)
