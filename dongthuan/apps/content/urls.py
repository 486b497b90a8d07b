"""Addresses of content."""

from django.urls import URLPattern, path

from dongthuan.apps.content.views import channels, correcting, lines, pictures, publishing, texts

app_name = "content"
urlpatterns: list[URLPattern] = [
    path("", texts.texts, name="list"),
    path("moi/", texts.add, name="add"),
    path("<int:pk>/", texts.text, name="text"),
    path("<int:pk>/sua/", texts.edit, name="edit"),
    path("<int:pk>/thong-qua/", publishing.clear, name="clear"),
    path("<int:pk>/cam-cong-bo/", publishing.embargo, name="embargo"),
    path("<int:pk>/hen-gio/", publishing.schedule, name="schedule"),
    path("<int:pk>/bo-hen-gio/", publishing.unschedule, name="unschedule"),
    path("<int:pk>/cong-bo/", publishing.publish, name="publish"),
    path("<int:pk>/rut/", publishing.withdraw, name="withdraw"),
    path("<int:pk>/thong-diep/", lines.use, name="use-line"),
    path("<int:pk>/luu-tru/<int:number>/", publishing.archive, name="archive"),
    path("<int:pk>/anh/", pictures.pictures, name="pictures"),
    path("cai-chinh/<int:pk>/anh/", pictures.correction_pictures, name="correction-pictures"),
    path("anh/<int:pk>/", pictures.picture, name="picture"),
    path("anh/<int:pk>/mo-ta/", pictures.describe, name="picture-describe"),
    path("anh/<int:pk>/thay/", pictures.replace, name="picture-replace"),
    path("anh/<int:pk>/chuyen/", pictures.move, name="picture-move"),
    path("anh/<int:pk>/bo/", pictures.remove, name="picture-remove"),
    path("<int:pk>/cai-chinh/", correcting.correct, name="correct"),
    path("<int:pk>/gui-thu/", channels.mail, name="mail"),
    path("cai-chinh/<int:pk>/thong-qua/", correcting.clear, name="correction-clear"),
    path("cai-chinh/<int:pk>/cong-bo/", correcting.publish, name="correction-publish"),
    path("cai-chinh/<int:pk>/bo/", correcting.drop, name="correction-drop"),
    path("kenh/<int:pk>/", channels.post, name="post"),
    path("kenh/<int:pk>/khong-dang/", channels.drop_post, name="post-drop"),
    path("dot-gui/<int:pk>/", channels.mailing, name="mailing"),
    path("dot-gui/<int:pk>/dung/", channels.stop, name="mailing-stop"),
    path("thu/<int:pk>/gui-lai/", channels.resend, name="resend"),
]
