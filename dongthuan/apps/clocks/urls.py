"""Addresses of legal clocks, rules of law and the working calendar."""

from django.urls import path, re_path

from dongthuan.apps.clocks.views import calendars, clocks, figures, redating, rulebook, sheets

app_name = "clocks"
KEY = r"(?P<key>[a-z0-9.-]{1,120})"
PK = r"(?P<pk>\d{1,18})"
WAY = "(?P<way>xong|tam-dung|chay-tiep|gia-han|huy)"
urlpatterns = [
    path("", clocks.list_clocks, name="list"),
    path("danh-sach.xlsx", sheets.clocks_listed, name="list-sheet"),
    path("mo/", clocks.open_clock, name="open"),
    re_path(rf"^{PK}/$", clocks.show_clock, name="clock"),
    re_path(rf"^{PK}/{WAY}/$", clocks.act_on_clock, name="act"),
    path("quy-dinh/", rulebook.list_rules, name="rules"),
    path("quy-dinh/quy-dinh.xlsx", sheets.rules_listed, name="rules-sheet"),
    path("quy-dinh/muc-chi/", figures.list_figures, name="figures"),
    path("quy-dinh/muc-chi/muc-chi.xlsx", figures.download, name="figures-sheet"),
    path("quy-dinh/so-lieu/de-xuat/", figures.propose, name="figure-propose"),
    re_path(rf"^quy-dinh/so-lieu/{PK}/$", figures.version, name="figure-version"),
    path("quy-dinh/de-xuat/", rulebook.propose_rule, name="rule-propose"),
    re_path(rf"^quy-dinh/phien-ban/{PK}/$", rulebook.show_version, name="rule-version"),
    re_path(rf"^quy-dinh/phien-ban/{PK}/duyet/$", rulebook.approve_rule, name="rule-approve"),
    re_path(rf"^quy-dinh/phien-ban/{PK}/khong-duyet/$", rulebook.reject_rule, name="rule-reject"),
    re_path(rf"^quy-dinh/khoa/{KEY}/$", rulebook.show_rule, name="rule"),
    path("lich/", calendars.show_year, name="calendar"),
    path("lich/lich-lam-viec.ics", calendars.export, name="calendar-export"),
    path("lich/nhap/", calendars.import_file, name="calendar-import"),
    path("lich/de-xuat/<slug:way>/", calendars.propose, name="calendar-propose"),
    re_path(rf"^lich/thay-doi/{PK}/$", calendars.show_change, name="calendar-change"),
    re_path(rf"^lich/thay-doi/{PK}/ky/$", calendars.sign_off, name="calendar-sign"),
    re_path(rf"^lich/thay-doi/{PK}/khong-ky/$", calendars.reject, name="calendar-reject"),
    path("tinh-lai/", redating.list_redatings, name="redatings"),
    re_path(rf"^tinh-lai/{PK}/$", redating.show_redating, name="redating"),
]
