"""Addresses on which comments are answered."""

from django.urls import path

from dongthuan.apps.policies.views import answers

urlpatterns = [
    path("lay-y-kien/<int:pk>/tra-loi/", answers.list_answers, name="answers"),
    path("lay-y-kien/<int:pk>/tra-loi/bao-cao/", answers.make_report, name="answers-report"),
    path("lay-y-kien/<int:pk>/tra-loi/<slug:step>/", answers.take_step, name="answers-step"),
    path("nhom-y-kien/<int:pk>/tra-loi/", answers.answer_group, name="answer"),
    path("nhom-y-kien/<int:pk>/tra-loi/kiem-tra/", answers.check_answer, name="answer-check"),
]
