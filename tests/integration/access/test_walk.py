"""Every address times every role: never a fault, never another unit's words, never open without a sign-in."""

import pytest
from django.db import transaction

from tests.integration.access.addresses import address
from tests.integration.access.conftest import SECRET, USERS, World, text_of
from tests.integration.access.table import ALL, BY_SECRET, MAY_OPEN, PUBLIC, STRANGERS, is_sign_in

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("role", USERS)
def test_no_page_fails_and_each_opens_to_whom_it_should(world: World, role: str) -> None:
    client, wrong = world.clients[role], []
    for name, takes in ALL:
        with transaction.atomic():
            response = client.get(address(name, takes, world.arguments(name)))
            said = text_of(response)
            transaction.set_rollback(True)
        status = response.status_code
        if status >= 500:
            wrong.append(f"{name} fails with {status}")
        if role == "anonymous" and name not in PUBLIC and not is_sign_in(response):
            wrong.append(f"{name} answers {status} without a sign-in")
        if role in STRANGERS and name not in BY_SECRET and SECRET in said:
            wrong.append(f"{name} shows another unit's words")
        if name in MAY_OPEN and (status == 200) != (role in MAY_OPEN[name]):
            wrong.append(f"{name} answers {status}")
    assert not wrong, "\n".join(wrong)


def test_a_wrong_method_does_no_harm(world: World) -> None:
    wrong = []
    for name, takes in ALL:
        with transaction.atomic():
            path = address(name, takes, world.arguments(name))
            response = world.clients["coordinator"].put(path)
            transaction.set_rollback(True)
        if response.status_code >= 500:
            wrong.append(f"{name}: {response.status_code}")
    assert not wrong, "\n".join(wrong)
