"""Addresses of dossiers, their parts, and the coverage."""

from django.urls import path

from dongthuan.apps.policies.views import coverage, dossiers, parts

urlpatterns = [
    path("", dossiers.list_dossiers, name="dossiers"),
    path("moi/", dossiers.add_dossier, name="dossier-new"),
    path("ty-le-truyen-thong/", coverage.show_coverage, name="coverage"),
    path("tieu-chi/", coverage.show_criteria, name="criteria"),
    path("tieu-chi/<int:pk>/xac-nhan/", coverage.confirm, name="wording-confirm"),
    path("<int:pk>/", dossiers.show_dossier, name="dossier"),
    path("<int:pk>/sua/", dossiers.edit_dossier, name="dossier-edit"),
    path("<int:pk>/buoc/<slug:step>/", dossiers.take_step, name="dossier-step"),
    path("<int:pk>/tom-tat/", dossiers.sum_up, name="dossier-summary"),
    path("<int:pk>/tac-dong/", parts.add_impact, name="impact-new"),
    path("tac-dong/<int:pk>/", parts.edit_impact, name="impact"),
    path("tac-dong/<int:pk>/bo/", parts.remove_impact, name="impact-remove"),
    path("<int:pk>/kich-ban/", parts.add_scenario, name="scenario-new"),
    path("kich-ban/<int:pk>/", parts.edit_scenario, name="scenario"),
    path("kich-ban/<int:pk>/bo/", parts.drop_scenario, name="scenario-drop"),
    path("kich-ban/<int:pk>/dung-lai/", parts.restore_scenario, name="scenario-restore"),
    path("<int:pk>/hoat-dong/", parts.add_act, name="act-new"),
    path("hoat-dong/<int:pk>/", parts.show_act, name="act"),
    path("hoat-dong/<int:pk>/sua/", parts.edit_act, name="act-edit"),
    path("hoat-dong/<int:pk>/buoc/<slug:step>/", parts.take_act_step, name="act-step"),
    path("gop-y/<int:pk>/", parts.answer_opinion, name="opinion-answer"),
]
