"""Addresses of commissioned press."""

from django.urls import path

from dongthuan.apps.commissions.views import answering, deliveries, orders

app_name = "commissions"
urlpatterns = [
    path("", orders.orders, name="orders"),
    path("hieu-qua/", orders.value, name="value"),
    path("moi/", orders.add, name="order-add"),
    path("nhiem-vu/<int:pk>/", orders.for_task, name="for-task"),
    path("tra-loi/<str:token>/", answering.answer, name="answer"),
    path("<int:pk>/", orders.order, name="order"),
    path("<int:pk>/sua/", orders.edit, name="order-edit"),
    path("<int:pk>/duong-dan/", answering.make_link, name="order-link"),
    path("<int:pk>/bo-san-pham/<int:part_pk>/", orders.drop_part, name="part-drop"),
    path("<int:pk>/bang-chung/", deliveries.add_piece, name="piece-add"),
    path("<int:pk>/bang-chung/<int:piece_pk>/xac-nhan/", deliveries.confirm_piece, name="piece-confirm"),
    path("<int:pk>/bang-chung/<int:piece_pk>/loai/", deliveries.reject_piece, name="piece-reject"),
    path("<int:pk>/bang-chung/<int:piece_pk>/ban-luu/", deliveries.piece_copy, name="piece-copy"),
    path("<int:pk>/nghiem-thu/", deliveries.accept, name="accept"),
    path("<int:pk>/buoc/<slug:slug>/", orders.take_step, name="order-step"),
]
