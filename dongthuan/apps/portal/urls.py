"""Addresses of the public pages."""

from django.urls import path

from dongthuan.apps.portal import openness_urls
from dongthuan.apps.portal.views import (
    conferences,
    feeds,
    inquiries,
    language,
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
    path("ngon-ngu/<str:code>/", language.choose_language, name="language"),
    path("sitemap.xml", feeds.sitemap, name="sitemap"),
]
