"""Public addresses of the column "access to information"."""

from django.urls import path

from dongthuan.apps.portal.views import answered, openness, openness_wrong

urlpatterns = [
    path("tiep-can-thong-tin/da-tra-loi/", answered.list_answered, name="answered"),
    path("tiep-can-thong-tin/da-tra-loi/atom.xml", answered.atom, name="answered-atom"),
    path("tiep-can-thong-tin/da-tra-loi/du-lieu.csv", answered.data_csv, name="answered-csv"),
    path("tiep-can-thong-tin/da-tra-loi/du-lieu.json", answered.data_json, name="answered-json"),
    path("tiep-can-thong-tin/da-tra-loi/<slug:slug>/", answered.show_answered, name="answered-one"),
    path(
        "tiep-can-thong-tin/da-tra-loi/<slug:slug>/tep/<int:file_pk>/",
        answered.answered_file,
        name="answered-file",
    ),
    path("tiep-can-thong-tin/", openness.list_items, name="openness"),
    path("tiep-can-thong-tin/huong-dan/", openness.guide, name="openness-guide"),
    path("tiep-can-thong-tin/du-lieu/", openness.data_columns, name="openness-data"),
    path("tiep-can-thong-tin/du-lieu.csv", openness.data_csv, name="openness-csv"),
    path("tiep-can-thong-tin/du-lieu.json", openness.data_json, name="openness-json"),
    path("tiep-can-thong-tin/atom.xml", openness.atom, name="openness-atom"),
    path("tiep-can-thong-tin/muc/<slug:slug>/", openness.show_item, name="openness-item"),
    path("tiep-can-thong-tin/muc/<slug:slug>/bao-sai/", openness_wrong.report, name="wrong-item"),
    path("tiep-can-thong-tin/bao-sai/", openness_wrong.report, name="wrong"),
    path("tiep-can-thong-tin/bao-sai/theo-doi/", openness_wrong.follow, name="wrong-follow"),
    path("tiep-can-thong-tin/muc/<slug:slug>/tep/", openness.item_file, name="openness-file"),
]
