"""Addresses of matters and misinformation cards."""

from django.urls import URLPattern, path

from dongthuan.apps.matters.views import (
    beginning,
    cards,
    correcting,
    handing_on,
    linking,
    matters,
    publishing,
    verifications,
)

app_name = "matters"
urlpatterns: list[URLPattern] = [
    path("", matters.list_matters, name="list"),
    path("mo/", beginning.by_hand, name="open"),
    path("mo/tin-hieu/<int:pk>/", beginning.from_signal, name="from-signal"),
    path("mo/tin/<int:pk>/", beginning.from_item, name="from-item"),
    path("mo/yeu-cau/<int:pk>/", beginning.from_inquiry, name="from-inquiry"),
    path("de-nghi-cai-chinh/tu-tin/<int:pk>/", correcting.from_item, name="correction-from-item"),
    path("<int:pk>/", matters.show_matter, name="matter"),
    path("<int:pk>/sua/", matters.edit, name="edit"),
    path("<int:pk>/cong-bo/<int:text>/", publishing.publish, name="publish"),
    path("<int:pk>/gan/", linking.attach, name="attach"),
    path("<int:pk>/viec/<slug:way>/", matters.act_on_matter, name="act"),
    path("dinh-kem/<int:pk>/bo/", linking.detach, name="detach"),
    path("xac-minh/<int:pk>/<slug:way>/", verifications.act_on_verification, name="verification"),
    path("tin-sai-lech/", cards.list_cards, name="cards"),
    path("tin-sai-lech/moi/", cards.note, name="card-add"),
    path("tin-sai-lech/tu-tin/<int:pk>/", cards.from_item, name="card-from-item"),
    path("tin-sai-lech/<int:pk>/", cards.show_card, name="card"),
    path("tin-sai-lech/<int:pk>/sua/", cards.edit, name="card-edit"),
    path("tin-sai-lech/<int:pk>/minh-chung/", cards.add_evidence, name="card-evidence-add"),
    path("tin-sai-lech/<int:pk>/minh-chung/<int:attachment>/", cards.evidence, name="card-evidence"),
    path("tin-sai-lech/<int:pk>/gop-y/", handing_on.hand_on, name="card-hand-on"),
    path("tin-sai-lech/<int:pk>/viec/<slug:way>/", cards.act_on_card, name="card-act"),
]
