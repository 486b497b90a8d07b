"""Addresses of the desk: inquiries, answers, lines to take, incoming mail."""

from django.urls import path

from dongthuan.apps.press.views import answer_acts, answers, inquiries, inquiry_acts, lines, mail

urlpatterns = [
    path("yeu-cau/", inquiries.list_inquiries, name="inquiries"),
    path("yeu-cau/moi/", inquiries.add_inquiry, name="inquiry-new"),
    path("yeu-cau/<int:pk>/", inquiries.show_inquiry, name="inquiry"),
    path("yeu-cau/<int:pk>/sua/", inquiries.edit_inquiry, name="inquiry-edit"),
    path("yeu-cau/<int:pk>/tep/<int:file_pk>/", inquiries.inquiry_file, name="inquiry-file"),
    path("yeu-cau/<int:pk>/giao/", inquiry_acts.offer, name="inquiry-offer"),
    path("yeu-cau/<int:pk>/nhan-viec/", inquiry_acts.take, name="inquiry-take"),
    path("yeu-cau/<int:pk>/chap-nhan/", inquiry_acts.accept, name="inquiry-accept"),
    path("yeu-cau/<int:pk>/khong-nhan/", inquiry_acts.refuse_offer, name="inquiry-refuse-offer"),
    path("yeu-cau/<int:pk>/cung-tra-loi/", inquiry_acts.together, name="inquiry-together"),
    path("yeu-cau/<int:pk>/tach/", inquiry_acts.apart, name="inquiry-apart"),
    path("yeu-cau/<int:pk>/tu-choi/", inquiry_acts.refuse, name="inquiry-refuse"),
    path("yeu-cau/<int:pk>/van-ban-tu-choi/", inquiry_acts.refusal_letter, name="inquiry-refusal-letter"),
    path("yeu-cau/<int:pk>/dong/", inquiry_acts.close, name="inquiry-close"),
    path("yeu-cau/<int:pk>/tra-loi/", answers.draft_answer, name="answer-new"),
    path("tra-loi/", answers.list_answers, name="answers"),
    path("tra-loi/<int:pk>/", answers.show_answer, name="answer"),
    path("tra-loi/<int:pk>/sua/", answers.edit_answer, name="answer-edit"),
    path("tra-loi/<int:pk>/thong-qua/", answer_acts.clear, name="answer-clear"),
    path("tra-loi/<int:pk>/da-gui/", answer_acts.send, name="answer-send"),
    path("tra-loi/<int:pk>/bo/", answer_acts.drop, name="answer-drop"),
    path("tra-loi/<int:pk>/khac-biet/<int:flag_pk>/", answer_acts.decide, name="flag-decide"),
    path("tra-loi/<int:pk>/dung/<int:line_pk>/", answer_acts.note_line, name="answer-line"),
    path("thong-diep/", lines.list_lines, name="lines"),
    path("thong-diep/moi/", lines.add_line, name="line-new"),
    path("thong-diep/<int:pk>/", lines.show_line, name="line"),
    path("thong-diep/<int:pk>/sua/", lines.edit_line, name="line-edit"),
    path("thong-diep/<int:pk>/duyet/", lines.approve, name="line-approve"),
    path("thong-diep/<int:pk>/thu-hoi/", lines.withdraw, name="line-withdraw"),
    path("thu-den/", mail.list_mail, name="mails"),
    path("thu-den/tep/", mail.upload, name="mail-upload"),
    path("thu-den/<int:pk>/", mail.show_mail, name="mail"),
    path("thu-den/<int:pk>/gan/", mail.attach, name="mail-attach"),
    path("thu-den/<int:pk>/bo-qua/", mail.discard, name="mail-discard"),
    path("thu-den/<int:pk>/xem-lai/", mail.take_back, name="mail-take-back"),
    path("thu-den/<int:pk>/tep/<int:file_pk>/", mail.mail_file, name="mail-file"),
]
