"""Pages of officers: who gets in, who sees what, what a form answers."""

import pytest
from django.test import Client

from dongthuan.apps.accounts.models import Officer


def test_a_stranger_is_sent_to_sign_in(client: Client, system: Officer) -> None:
    answer = client.get("/can-bo/")
    assert answer.status_code == 302
    assert answer.url.startswith("/tai-khoan/")


def test_one_without_a_role_is_refused(client: Client, outsider: Officer) -> None:
    client.force_login(outsider)
    assert client.get("/can-bo/").status_code == 403


def test_an_officer_sees_colleagues_but_no_button_to_add(client: Client, leader: Officer) -> None:
    client.force_login(leader)
    page = client.get("/can-bo/").content.decode()
    assert leader.full_name in page
    assert "/can-bo/moi/" not in page
    assert client.get("/can-bo/moi/").status_code == 403


def test_an_administrator_adds_an_officer(client: Client, administrator: Officer) -> None:
    client.force_login(administrator)
    typed = {"username": "ha.le", "full_name": "Le\u0302 Ha\u0300", "password": "mua-xuan-2026-xanh"}
    answer = client.post("/can-bo/moi/", typed)
    officer = Officer.objects.get(username="ha.le")
    assert answer.status_code == 302
    assert officer.full_name == "Lê Hà"


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"username": "Hà", "full_name": "Hà", "password": "mua-xuan-2026-xanh"}, "chữ thường không dấu"),
        ({"username": "lanh-dao", "full_name": "Hà", "password": "mua-xuan-2026-xanh"}, "Đã có cán bộ"),
        ({"username": "ha", "full_name": "Hà", "password": "123"}, "quá ngắn"),
    ],
)
def test_a_form_says_what_is_wrong(
    client: Client, administrator: Officer, leader: Officer, typed: dict[str, str], said: str
) -> None:
    client.force_login(administrator)
    answer = client.post("/can-bo/moi/", typed)
    assert answer.status_code == 200
    assert said in answer.content.decode()


def test_a_key_beyond_the_database_is_not_found(client: Client, administrator: Officer) -> None:
    client.force_login(administrator)
    assert client.get(f"/can-bo/{2**63}/").status_code == 404


def test_one_without_a_role_learns_nothing_from_a_refused_form(
    client: Client, outsider: Officer, leader: Officer
) -> None:
    client.force_login(outsider)
    answer = client.post(f"/can-bo/{leader.pk}/vai-tro/", {})
    assert answer.status_code == 403
    assert leader.full_name not in answer.content.decode()


def test_somebody_signs_in_with_a_password(client: Client, administrator: Officer) -> None:
    client.force_login(administrator)
    typed = {"username": "ha.le", "full_name": "Lê Hà", "password": "mua-xuan-2026-xanh"}
    client.post("/can-bo/moi/", typed)
    client.logout()
    assert client.post("/tai-khoan/login/", {"login": "ha.le", "password": "sai"}).status_code == 200
    right = {"login": "ha.le", "password": typed["password"]}
    assert client.post("/tai-khoan/login/", right).status_code == 302
    assert client.get("/").status_code == 403  # in, but without a role
