"""Addresses of the register of public information and of the law's lists, for officers."""

from django.urls import path

from dongthuan.apps.disclosure.views import (
    coverage,
    law_lists,
    publications,
    publications_acts,
    publications_notices,
)
from dongthuan.apps.disclosure.views import publications_import as importing

urlpatterns = [
    path("danh-muc/", publications.items, name="items"),
    path("danh-muc/moi/", publications.item_edit, name="item-add"),
    path("danh-muc/nhap/", importing.import_items, name="items-import"),
    path("danh-muc/phan-anh/", publications_notices.notices, name="notices"),
    path("danh-muc/phan-anh/<int:pk>/", publications_notices.notice, name="notice"),
    path("danh-muc/<int:pk>/", publications.item, name="item"),
    path("danh-muc/<int:pk>/sua/", publications.item_edit, name="item-edit"),
    path("danh-muc/<int:pk>/tep/", publications.item_file, name="item-file"),
    path("danh-muc/<int:pk>/phan-anh/<int:notice_pk>/", publications_acts.answer, name="notice-answer"),
    path("danh-muc/<int:pk>/<slug:slug>/", publications.take_step, name="item-step"),
    path("do-phu/", coverage.show_coverage, name="coverage"),
    path("danh-muc-luat/", law_lists.lists, name="law-lists"),
    path("danh-muc-luat/moi/", law_lists.propose, name="law-entry-add"),
    path("danh-muc-luat/<int:pk>/", law_lists.entry, name="law-entry"),
]
