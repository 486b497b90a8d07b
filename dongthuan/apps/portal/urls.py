"""Addresses of the public pages."""

from django.urls import path

from dongthuan.apps.portal import openness_urls
from dongthuan.apps.portal.views import (
    conferences,
    consultations,
    consultations_commenting,
    feeds,
    inquiries,
    language,
    pictures,
    registers,
    request_papers,
    requests,
    requests_following,
    search,
    subscriptions,
    texts,
)

app_name = "portal"
urlpatterns = [
    path("", texts.home, name="home"),
    path("thong-cao/", texts.list_texts, name="texts"),
    path("thong-cao/atom.xml", feeds.atom, name="atom"),
    path("thong-cao/feed.json", feeds.json_feed, name="json-feed"),
    path("thong-cao/<slug:slug>/", texts.show_text, name="text"),
    path("thong-cao/<slug:slug>/anh/<int:key>.<str:ending>", pictures.show_picture, name="picture"),
    path("nguoi-phat-ngon/", registers.list_spokespersons, name="spokespersons"),
    path("hop-bao/", conferences.list_conferences, name="conferences"),
    path("hop-bao/lich.ics", conferences.conferences_ics, name="conferences-ics"),
    path("cai-chinh/", texts.list_corrections, name="corrections"),
    path("gui-cau-hoi/", inquiries.ask, name="inquiry"),
    path("theo-doi/", inquiries.follow, name="follow"),
    *openness_urls.urlpatterns,
    path("yeu-cau-thong-tin/", requests.ask_information, name="request"),
    path("yeu-cau-thong-tin/theo-doi/", requests_following.follow_request, name="request-follow"),
    path("yeu-cau-thong-tin/mau/<str:number>.<str:form>", request_papers.blank_form, name="request-blank"),
    path("tim-kiem/", search.search_all, name="search"),
    path("tim-kiem/atom.xml", search.search_atom, name="search-atom"),
    path("nhan-tin/", subscriptions.subscribe, name="subscribe"),
    path("nhan-tin/xac-nhan/<str:token>/", subscriptions.confirm, name="subscription-confirm"),
    path("nhan-tin/thoi/<str:token>/", subscriptions.end, name="subscription-end"),
    path("lay-y-kien/", consultations.list_consultations, name="consultations"),
    path("lay-y-kien/atom.xml", consultations.consultations_atom, name="consultations-atom"),
    path("lay-y-kien/du-lieu.json", consultations.consultations_json, name="consultations-json"),
    path("lay-y-kien/theo-doi/", consultations_commenting.follow_comment, name="comment-follow"),
    path("lay-y-kien/<slug:slug>/", consultations.show_consultation, name="consultation"),
    path("lay-y-kien/<slug:slug>/ban/<int:number>/", consultations.show_version, name="consultation-version"),
    path(
        "lay-y-kien/<slug:slug>/tai-lieu/<int:pk>/",
        consultations.consultation_file,
        name="consultation-file",
    ),
    path(
        "lay-y-kien/<slug:slug>/bien-ban/<int:pk>/",
        consultations.consultation_minutes,
        name="consultation-minutes",
    ),
    path("lay-y-kien/<slug:slug>/y-kien/", consultations.list_comments, name="consultation-comments"),
    path("lay-y-kien/<slug:slug>/ket-qua/", consultations.show_results, name="consultation-results"),
    path("lay-y-kien/<slug:slug>/gop-y/", consultations_commenting.comment, name="comment"),
    path("lay-y-kien/<slug:slug>/nhung/", consultations_commenting.embedded, name="consultation-box"),
    path("ngon-ngu/<str:code>/", language.choose_language, name="language"),
    path("sitemap.xml", feeds.sitemap, name="sitemap"),
]
