"""Addresses of versions of a draft, comments and groups."""

from django.urls import path

from dongthuan.apps.policies.views import comments, drafts, groups, meetings

urlpatterns = [
    path("lay-y-kien/<int:pk>/du-thao/", drafts.list_drafts, name="drafts"),
    path("du-thao/<int:pk>/", drafts.show_draft, name="draft"),
    path("du-thao/<int:pk>/tep/", drafts.draft_file, name="draft-file"),
    path("du-thao/<int:pk>/sua/<int:place>/", drafts.edit_provision, name="draft-provision"),
    path("du-thao/<int:pk>/buoc/<slug:step>/", drafts.take_draft_step, name="draft-step"),
    path("du-thao/<int:pk>/so-sanh/", drafts.compare_drafts, name="draft-compare"),
    path("lay-y-kien/<int:pk>/y-kien/", comments.list_comments, name="comments"),
    path("lay-y-kien/<int:pk>/y-kien/danh-tinh/", comments.export_identities, name="comments-identities"),
    path("lay-y-kien/<int:pk>/y-kien/nhap/", comments.enter_comment, name="comment-new"),
    path("lay-y-kien/<int:pk>/y-kien/cho-hien/", comments.show_chosen, name="comments-show"),
    path("lay-y-kien/<int:pk>/cuoc-hop/", meetings.add_meeting, name="comment-meetings"),
    path("cuoc-hop/<int:pk>/bien-ban/", meetings.minutes_file, name="minutes-file"),
    path("cuoc-hop/<int:pk>/buoc/<slug:step>/", meetings.take_meeting_step, name="meeting-step"),
    path("y-kien/<int:pk>/", comments.show_comment, name="comment"),
    path("y-kien/<int:pk>/buoc/<slug:step>/", comments.take_comment_step, name="comment-step"),
    path("lay-y-kien/<int:pk>/nhom/", groups.list_groups, name="groups"),
    path("lay-y-kien/<int:pk>/goi-y/", groups.list_suggestions, name="suggestions"),
    path("nhom/<int:pk>/", groups.show_group, name="group"),
    path("nhom/<int:pk>/buoc/<slug:step>/", groups.take_group_step, name="group-step"),
    path("goi-y/<int:pk>/", groups.decide, name="suggestion"),
]
