"""Public addresses of the column "access to information"."""

from django.urls import path

from dongthuan.apps.portal.views import openness

urlpatterns = [
    path("tiep-can-thong-tin/", openness.list_items, name="openness"),
    path("tiep-can-thong-tin/huong-dan/", openness.guide, name="openness-guide"),
    path("tiep-can-thong-tin/du-lieu/", openness.data_columns, name="openness-data"),
    path("tiep-can-thong-tin/du-lieu.csv", openness.data_csv, name="openness-csv"),
    path("tiep-can-thong-tin/du-lieu.json", openness.data_json, name="openness-json"),
    path("tiep-can-thong-tin/atom.xml", openness.atom, name="openness-atom"),
    path("tiep-can-thong-tin/muc/<slug:slug>/", openness.show_item, name="openness-item"),
    path("tiep-can-thong-tin/muc/<slug:slug>/tep/", openness.item_file, name="openness-file"),
]
