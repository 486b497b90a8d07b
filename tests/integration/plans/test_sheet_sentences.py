"""Whatever a workbook is refused or warned for is said in words, in both languages."""

import pytest
from django.utils import translation

from dongthuan.apps.plans.views.sheets import UNREAD, WARNINGS, said_warning
from dongthuan.docgen.sheet_reading import SheetWarning

REFUSED = ("old-excel", "too-many-rows", "too-many-columns", "too-many-sheets", "unknown-kind", "encrypted",
           "zip-bomb", "unsafe", "damaged", "empty", "too-large")  # fmt: skip
LOOKED_AT = ("formula-without-value", "error-value", "bad-date", "hidden-sheet", "not-read-below",
             "more-warnings")  # fmt: skip


@pytest.mark.parametrize("code", REFUSED)
def test_each_refusal_has_its_own_sentence(code: str) -> None:
    with translation.override("en"):
        english = str(UNREAD[code]) % {"detail": "7"}
    with translation.override("vi"):
        vietnamese = str(UNREAD[code]) % {"detail": "7"}
    assert english != vietnamese


@pytest.mark.parametrize("code", LOOKED_AT)
def test_each_warning_has_its_own_sentence(code: str) -> None:
    assert code in WARNINGS
    warning = SheetWarning(code, "B2", "x")
    with translation.override("en"):
        english = said_warning(warning)
    with translation.override("vi"):
        assert said_warning(warning) != english
