"""Addresses of monitoring."""

from django.urls import URLPattern, path

from dongthuan.apps.monitoring.views import items, overview, stories

app_name = "monitoring"
urlpatterns: list[URLPattern] = [
    path("", overview.overview, name="overview"),
    path("tin/", items.items, name="items"),
    path("tin/tai-ve.csv", items.items_sheet, name="items-sheet"),
    path("tin/<int:pk>/", items.item, name="item"),
    path("tin/<int:pk>/sac-thai/", items.correct_label, name="item-label"),
    path("tin/<int:pk>/sac-thai/hoan-tac/", items.undo_label, name="item-label-undo"),
    path("tin/<int:pk>/xu-ly/", items.handle_item, name="item-handling"),
    path("chum-tin/", stories.stories, name="stories"),
    path("chum-tin/<int:pk>/", stories.story, name="story"),
    path("chum-tin/<int:pk>/tieu-de/", stories.retitle_story, name="story-title"),
    path("chum-tin/<int:pk>/tach/", stories.split_story, name="story-split"),
    path("chum-tin/<int:pk>/tim-de-gop/", stories.merge_search, name="story-merge-search"),
    path("chum-tin/<int:pk>/gop/", stories.merge_story, name="story-merge"),
    path("chum-tin/<int:pk>/thay-doi/<int:change>/hoan-tac/", stories.undo_story_change, name="story-undo"),
]
