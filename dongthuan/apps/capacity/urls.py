"""Addresses of staff, training and drills."""

from django.urls import path

from dongthuan.apps.capacity.views import courses, drills, members, overview, training

app_name = "capacity"
urlpatterns = [
    path("", overview.coverage_map, name="map"),
    path("cua-toi/", overview.mine, name="mine"),
    path("dinh-muc/", overview.levels, name="levels"),
    path("danh-ba/", overview.contact_list, name="contacts"),
    path("danh-ba/van-ban/", overview.draw_up, name="contacts-draw-up"),
    path("can-bo/", members.members, name="members"),
    path("can-bo/moi/", members.enter, name="member-enter"),
    path("can-bo/<int:pk>/", members.member, name="member"),
    path("can-bo/<int:pk>/sua/", members.edit, name="member-edit"),
    path("can-bo/<int:pk>/<slug:slug>/", members.take_step, name="member-step"),
    path("nhu-cau/", training.needs, name="needs"),
    path("nhu-cau/<int:pk>/", members.need, name="need"),
    path("nhu-cau/<int:pk>/<slug:slug>/", members.take_need_step, name="need-step"),
    path("ke-hoach/", training.plans, name="plans"),
    path("ke-hoach/moi/", training.open_plan, name="plan-open"),
    path("ke-hoach/<int:pk>/", training.plan, name="plan"),
    path("ke-hoach/<int:pk>/khoa-moi/", training.add_course, name="course-add"),
    path("ke-hoach/<int:pk>/<slug:slug>/", training.take_plan_step, name="plan-step"),
    path("khoa/<int:pk>/", courses.course, name="course"),
    path("khoa/<int:pk>/sua/", courses.edit, name="course-edit"),
    path("khoa/<int:pk>/moi-hoc/", courses.invite, name="course-invite"),
    path("khoa/<int:pk>/ket-qua/", courses.results, name="course-results"),
    path("khoa/<int:pk>/buoi/<int:session_pk>/", courses.attendance, name="attendance"),
    path("khoa/<int:pk>/hoc-vien/<int:invitation_pk>/", courses.invitation, name="invitation"),
    path(
        "khoa/<int:pk>/hoc-vien/<int:invitation_pk>/<slug:slug>/",
        courses.take_invitation_step,
        name="invitation-step",
    ),
    path("khoa/<int:pk>/<slug:slug>/", courses.take_step, name="course-step"),
    path("chung-chi/", training.certificates, name="certificates"),
    path("chung-chi/<int:pk>/", training.certificate, name="certificate"),
    path("chung-chi/<int:pk>/tep/", training.certificate_file, name="certificate-file"),
    path("chung-chi/<int:pk>/<slug:slug>/", training.take_certificate_step, name="certificate-step"),
    path("dien-tap/", drills.drills, name="drills"),
    path("dien-tap/moi/", drills.set_up, name="drill-set-up"),
    path("dien-tap/<int:pk>/", drills.drill, name="drill"),
    path("dien-tap/<int:pk>/<slug:slug>/", drills.take_step, name="drill-step"),
]
