"""Addresses of partners."""

from django.urls import path

from dongthuan.apps.partners.views import agreements, importing, partners

app_name = "partners"
urlpatterns = [
    path("", partners.partners, name="partners"),
    path("danh-ba.vcf", partners.address_book, name="address-book"),
    path("moi/", partners.add, name="add"),
    path("nhap/", importing.hand_in, name="import"),
    path("nhap/tiep-nhan/", importing.take, name="import-take"),
    path("thoa-thuan/", agreements.agreements, name="agreements"),
    path("thoa-thuan/<int:pk>/", agreements.agreement, name="agreement"),
    path("thoa-thuan/<int:pk>/sua/", agreements.edit, name="agreement-edit"),
    path("thoa-thuan/<int:pk>/tep/", agreements.file, name="agreement-file"),
    path("thoa-thuan/<int:pk>/<slug:slug>/", agreements.take_step, name="agreement-step"),
    path("<int:pk>/", partners.partner, name="partner"),
    path("<int:pk>/sua/", partners.edit, name="edit"),
    path("<int:pk>/danh-ba.vcf", partners.partner_cards, name="cards"),
    path("<int:pk>/thoa-thuan/", agreements.add, name="agreement-add"),
    path("<int:pk>/<slug:slug>/", partners.take_step, name="step"),
]
