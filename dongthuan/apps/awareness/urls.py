"""Addresses of briefings."""

from django.urls import path

from dongthuan.apps.awareness.views import briefings, reading

app_name = "awareness"
urlpatterns = [
    path("", reading.mine, name="mine"),
    path("tai-lieu/", reading.materials, name="materials"),
    path("da-gui/", briefings.kept, name="kept"),
    path("ket-qua/", briefings.informed, name="informed"),
    path("moi/", briefings.write, name="write"),
    path("<int:pk>/", reading.briefing, name="briefing"),
    path("<int:pk>/sua/", briefings.edit, name="edit"),
    path("<int:pk>/tep/", reading.file, name="file"),
    path("<int:pk>/xac-nhan/", reading.confirm, name="confirm"),
    path("<int:pk>/tra-loi/", reading.answer, name="answer"),
    path("<int:pk>/<slug:slug>/", briefings.take_step, name="step"),
]
