"""Addresses of reports."""

from django.urls import path, re_path

from dongthuan.apps.reports.views import rounds, sheets, statutory, syntheses, unit_reports

app_name = "reports"
urlpatterns = [
    path("", rounds.list_rounds, name="rounds"),
    path("moi/", rounds.add_round, name="round_add"),
    path("nghi-dinh-244/", statutory.latest, name="statutory"),
    path("nghi-dinh-244/<int:year>/", statutory.show_year, name="statutory_year"),
    path("nghi-dinh-244/<int:year>/bieu.xlsx", statutory.sheet, name="statutory_sheet"),
    path("nghi-dinh-244/<int:year>/chi-tieu/<str:code>/", statutory.show_cases, name="statutory_cases"),
    path("nghi-dinh-244/<int:year>/<slug:way>/", statutory.act, name="statutory_act"),
    path("<int:pk>/", rounds.show_round, name="round"),
    path("<int:pk>/sua/", rounds.edit_round, name="round_edit"),
    path("<int:pk>/mo/", rounds.open_round, name="round_open"),
    path("<int:pk>/dong/", rounds.close_round, name="round_close"),
    path("<int:pk>/han/", rounds.move_due_day, name="round_due"),
    path("<int:pk>/them-don-vi/", rounds.add_unit, name="unit_add"),
    path("<int:pk>/don-doc/", rounds.chase, name="chase"),
    path("<int:pk>/nop.xlsx", sheets.who_has_filed, name="filing_sheet"),
    path("<int:pk>/thong-ke.xlsx", sheets.statistics, name="statistics_sheet"),
    path("don-vi/<int:pk>/", unit_reports.show_report, name="unit_report"),
    path("don-vi/<int:pk>/lap/", unit_reports.begin, name="report_begin"),
    path("don-vi/<int:pk>/soan/", unit_reports.edit_report, name="report_edit"),
    path("don-vi/<int:pk>/nop/", unit_reports.file_report, name="report_file"),
    path("don-vi/<int:pk>/tra-lai/", unit_reports.return_report, name="report_return"),
    path("don-vi/<int:pk>/rut-lai/", unit_reports.withdraw_report, name="report_withdraw"),
    path("don-vi/<int:pk>/tiep-nhan/", unit_reports.accept_report, name="report_accept"),
    path("don-vi/<int:pk>/bo/", rounds.drop_unit, name="unit_drop"),
    path("don-vi/<int:pk>/ke-thua/", rounds.take_over, name="take_over"),
    path("don-vi/<int:pk>/nhiem-vu/<slug:measure>/", unit_reports.list_rows, name="rows"),
    path("don-vi/<int:pk>/lan/<int:number>/", unit_reports.show_version, name="version"),
    path(
        "don-vi/<int:pk>/lan/<int:number>/nhiem-vu/<slug:measure>/",
        unit_reports.list_version_rows,
        name="version_rows",
    ),
    path("<int:pk>/tong-hop/", syntheses.show_synthesis, name="synthesis"),
    path("<int:pk>/tong-hop/cap-nhat/", syntheses.assemble, name="assemble"),
    path("<int:pk>/tong-hop/xem-truoc/", syntheses.preview, name="preview"),
    path("<int:pk>/tong-hop/van-ban/", syntheses.draw_up, name="draw_up"),
    path("<int:pk>/tong-hop/so/<str:key>/", syntheses.show_figure, name="figure"),
    path("<int:pk>/tong-hop/them/", syntheses.add_paragraph, name="paragraph_add"),
    path("<int:pk>/tong-hop/doan/<int:paragraph>/", syntheses.edit_paragraph, name="paragraph"),
    path("<int:pk>/tong-hop/doan/<int:paragraph>/dat/", syntheses.put_paragraph, name="paragraph_put"),
    path("<int:pk>/tong-hop/doan/<int:paragraph>/moi/", syntheses.settle, name="paragraph_settle"),
    re_path(
        r"^(?P<pk>\d{1,18})/tong-hop/doan/(?P<paragraph>\d{1,18})/(?P<way>len|xuong)/$",
        syntheses.move_paragraph,
        name="paragraph_move",
    ),
]
