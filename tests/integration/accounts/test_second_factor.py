"""The second factor: who must have one, how it is set up and asked for, and how a lost one is taken away."""

import base64
import hashlib
import hmac
import re
import struct
import time

import pytest
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.test import Client
from pytest_django import Settings

from dongthuan.apps.accounts.models import Officer
from dongthuan.apps.accounts.operations import close_account, reset_second_factor
from dongthuan.apps.accounts.rules import ACCESS, Act
from dongthuan.apps.audit.models import Entry
from dongthuan.apps.common.access import NotAllowed
from dongthuan.apps.common.versions import NoReason
from dongthuan.apps.units.models import Agency
from tests.integration.conftest import NOON

PASSWORD = "Nắng-sớm-hồ-Tây-84"
INDEX = "/tai-khoan/lop-thu-hai/"


def code_of(secret: str, ago: int = 0) -> str:
    """Return the code an authenticator app shows (RFC 6238)."""
    counter = struct.pack(">Q", int(time.time()) // 30 - ago)
    padded = secret + "=" * (-len(secret) % 8)
    digest = hmac.new(base64.b32decode(padded), counter, hashlib.sha1).digest()
    offset = digest[-1] & 15
    number = struct.unpack(">I", digest[offset : offset + 4])[0] & 0x7FFFFFFF
    return f"{number % 10**6:06d}"


@pytest.fixture
def asked(settings: Settings) -> None:
    settings.SECOND_FACTOR = "approvers"


def sign_in(client: Client, officer: Officer) -> str:
    if not officer.check_password(PASSWORD):
        officer.set_password(PASSWORD)
        officer.save()
    answer = client.post("/tai-khoan/login/", {"login": officer.username, "password": PASSWORD})
    assert answer.status_code == 302
    return str(answer.url)


def set_up(client: Client) -> str:
    assert "reauthenticate" in client.get(f"{INDEX}totp/activate/").url  # the password once more
    client.post("/tai-khoan/reauthenticate/", {"password": PASSWORD})
    page = client.get(f"{INDEX}totp/activate/").content.decode()
    found = re.search(r"<code[^>]*>([A-Z2-7]+)</code>", page)
    assert found is not None
    answer = client.post(f"{INDEX}totp/activate/", {"code": code_of(found[1])})
    assert answer.status_code == 302
    return found[1]


def test_whose_role_approves_sets_one_up_before_anything_else(
    asked: None, client: Client, leader: Officer
) -> None:
    sign_in(client, leader)
    answer = client.get("/can-bo/")
    assert (answer.status_code, answer.url) == (302, INDEX)
    assert "quyền phê duyệt" in client.get(INDEX).content.decode()
    assert client.post("/can-bo/1/vang-mat/", {}).url == INDEX  # nothing is done past the door
    secret = set_up(client)
    assert client.get("/can-bo/").status_code == 200
    assert Entry.objects.filter(act=Act.ADD_FACTOR.value, actor_id=leader.pk).exists()
    kept = Authenticator.objects.get(user=leader, type="totp").data
    assert secret not in str(kept)
    codes = client.get(f"{INDEX}recovery-codes/").content.decode()
    assert len(re.findall(r"\b\d{8}\b", codes)) == 10


@pytest.mark.parametrize("policy", ["none", "all"])
def test_of_whom_it_is_asked_is_set(
    settings: Settings, client: Client, unit_officer: Officer, policy: str
) -> None:
    settings.SECOND_FACTOR = policy
    client.force_login(unit_officer)
    assert client.get("/can-bo/").status_code == (302 if policy == "all" else 200)


def test_neither_who_approves_nothing_nor_the_illustrative_agency_is_asked(
    asked: None, client: Client, unit_officer: Officer, leader: Officer
) -> None:
    client.force_login(unit_officer)
    assert client.get("/can-bo/").status_code == 200
    Agency.objects.update(is_demonstration=True)
    client.force_login(leader)
    assert client.get("/can-bo/").status_code == 200


def test_sign_in_asks_for_the_code_and_takes_an_emergency_code_once(
    asked: None, client: Client, leader: Officer
) -> None:
    sign_in(client, leader)
    secret = set_up(client)
    codes = re.findall(r"\b\d{8}\b", client.get(f"{INDEX}recovery-codes/").content.decode())
    other = Client()
    assert sign_in(other, leader).startswith(f"{INDEX}authenticate/")
    assert other.get("/can-bo/").url.startswith("/tai-khoan/login/")  # the password alone opens nothing
    wrong = other.post(f"{INDEX}authenticate/", {"code": code_of(secret, ago=40)})
    assert wrong.status_code == 200
    assert "Mã không đúng" in wrong.content.decode()
    assert Entry.objects.filter(act=Act.FAIL_FACTOR.value).count() == 1
    assert other.post(f"{INDEX}authenticate/", {"code": codes[0]}).status_code == 302
    assert other.get("/can-bo/").status_code == 200
    third = Client()
    sign_in(third, leader)
    assert third.post(f"{INDEX}authenticate/", {"code": codes[0]}).status_code == 200


def test_secrets_kept_under_another_key_open_nothing(
    asked: None, settings: Settings, client: Client, leader: Officer
) -> None:
    sign_in(client, leader)
    secret = set_up(client)
    settings.SECRET_KEY = "another" * 10
    other = Client()
    sign_in(other, leader)
    for code in (code_of(secret), "000000", ""):
        assert other.post(f"{INDEX}authenticate/", {"code": code}).status_code == 200


def test_a_lost_one_is_taken_away_by_an_administrator_with_a_reason(
    asked: None, client: Client, leader: Officer, administrator: Officer
) -> None:
    sign_in(client, leader)
    set_up(client)
    keeper = Client()
    sign_in(keeper, administrator)
    set_up(keeper)
    address = f"/can-bo/{leader.pk}/lop-thu-hai/"
    assert keeper.post(address, {"reason": " "}).status_code == 400
    assert keeper.post(address, {"reason": "Đến gặp trực tiếp, mất điện thoại"}).status_code == 302
    assert not Authenticator.objects.filter(user=leader).exists()
    assert client.get("/can-bo/").url.startswith("/tai-khoan/login/")  # signed out everywhere
    entry = Entry.objects.get(act=Act.RESET_FACTOR.value)
    assert (entry.ground, entry.record_key) == ("Đến gặp trực tiếp, mất điện thoại", str(leader.pk))
    assert keeper.post(f"/can-bo/{administrator.pk}/lop-thu-hai/", {"reason": "x"}).status_code == 403
    with pytest.raises(NoReason):
        reset_second_factor(officer=leader, reason="\n", by=administrator, at=NOON)


def test_only_administrators_reset_and_never_their_own(
    leader: Officer,
    coordinator: Officer,
    unit_officer: Officer,
    spokesperson: Officer,
    administrator: Officer,
) -> None:
    cast = (leader, coordinator, unit_officer, spokesperson, administrator)
    assert [ACCESS[Act.RESET_FACTOR](one, unit_officer) for one in cast] == [False] * 4 + [True]
    assert not ACCESS[Act.RESET_FACTOR](administrator, administrator)
    with pytest.raises(NotAllowed):
        reset_second_factor(officer=unit_officer, reason="x", by=leader, at=NOON)


def test_one_sees_where_one_is_signed_in_and_ends_the_others(client: Client, leader: Officer) -> None:
    sign_in(client, leader)
    other = Client(headers={"user-agent": "Máy khác"})
    sign_in(other, leader)
    page = client.get("/tai-khoan/phien/").content.decode()
    assert "Máy khác" in page
    assert client.post("/tai-khoan/phien/").status_code == 302
    assert other.get("/can-bo/").status_code == 302
    assert client.get("/can-bo/").status_code == 200


def test_a_closed_account_is_signed_out(client: Client, leader: Officer, administrator: Officer) -> None:
    sign_in(client, leader)
    close_account(officer=leader, by=administrator, at=NOON)
    assert not UserSession.objects.filter(user=leader).exists()
    assert client.get("/can-bo/").url.startswith("/tai-khoan/login/")


def test_five_wrong_passwords_shut_the_door_for_all_processes(client: Client, leader: Officer) -> None:
    leader.set_password(PASSWORD)
    leader.save()
    for _time in range(5):
        client.post("/tai-khoan/login/", {"login": leader.username, "password": "sai"})
    answer = Client().post("/tai-khoan/login/", {"login": leader.username, "password": PASSWORD})
    assert answer.status_code == 200
    assert "quá nhiều lần" in answer.content.decode()
