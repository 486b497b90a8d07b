"""Addresses of official documents."""

from django.urls import URLPattern, URLResolver, path

from dongthuan.apps.documents.views import authorities, documents, registers, writing

app_name = "documents"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", documents.documents, name="list"),
    path("tai-ve.xlsx", documents.documents_sheet, name="list-sheet"),
    path("moi/", writing.add, name="add"),
    path("tham-quyen-ky/", authorities.authorities, name="authorities"),
    path("tham-quyen-ky/moi/", authorities.grant, name="authority-add"),
    path("tham-quyen-ky/<int:pk>/", authorities.authority, name="authority"),
    path("tham-quyen-ky/<int:pk>/ket-thuc/", authorities.end, name="authority-end"),
    path("so-van-ban-di/", registers.register, name="register"),
    path("so-van-ban-di/tai-ve.xlsx", registers.register_sheet, name="register-sheet"),
    path("so-van-ban-di/bat-dau/", registers.carry_on, name="register-carry-on"),
    path("so-van-ban-di/danh-so/", registers.choose_numbering, name="register-numbering"),
    path("<int:pk>/", documents.document, name="document"),
    path("<int:pk>/sua/", writing.edit, name="edit"),
    path("<int:pk>/tai-ve/<str:form>/", documents.document_file, name="file"),
    path("<int:pk>/trinh/", documents.submit, name="submit"),
    path("<int:pk>/rut/", documents.withdraw, name="withdraw"),
    path("<int:pk>/tra-lai/", documents.send_back, name="send-back"),
    path("<int:pk>/ky/", documents.sign, name="sign"),
    path("<int:pk>/phat-hanh/", documents.issue, name="issue"),
    path("<int:pk>/huy/", documents.cancel, name="cancel"),
]
