"""Every address times every role: never a fault, never another unit's words, never open without a sign-in."""

import pytest
from django.db import connection, transaction

from tests.integration.access.addresses import address, addresses
from tests.integration.access.conftest import SECRET, USERS, World, text_of

pytestmark = pytest.mark.django_db

# Open to anybody, and why.
PUBLIC = {
    "account_login": "one signs in there",
    "account_signup": "says that accounts are made by the administrator",
    "account_inactive": "says that the account is closed",
    "account_reset_password": "who forgot the password cannot sign in",
    "account_reset_password_done": "the same",
    "account_reset_password_from_key": "the same, by a key sent by mail",
    "account_reset_password_from_key_done": "the same",
    "account_confirm_email": "by a key sent by mail",
    "account_email_verification_sent": "after a sign-in that waits for the mail",
    "account_confirm_login_code": "a step of signing in",
    "account_logout": "goes home when nobody is signed in",
    "set_language": "the sign-in page has both languages",
    "plans:answer": "a link that works once, for a unit without a sign-in",
    "plans:feed-ics": "calendar programs know no sign-in; the address is the secret",
    "demonstration:feed": "invented press, read by the collector",
    "demonstration:article": "invented press",
    "clearances:outside": "a link that works once, for somebody without an account",
    "robots": "search engines read it",
    "portal:home": "the press room is for everybody",
    "portal:texts": "the press room is for everybody",
    "portal:atom": "the press room is for everybody",
    "portal:json-feed": "the press room is for everybody",
    "portal:text": "the press room is for everybody",
    "portal:spokespersons": "the press room is for everybody",
    "portal:conferences": "the press room is for everybody",
    "portal:conferences-ics": "the press room is for everybody",
    "portal:corrections": "the press room is for everybody",
    "portal:inquiry": "the press room is for everybody",
    "portal:follow": "the press room is for everybody",
    "portal:language": "the press room is for everybody",
    "portal:sitemap": "the press room is for everybody",
}
EVERYBODY = frozenset(USERS) - {"outsider", "anonymous"}
SIGNED_IN = EVERYBODY | {"outsider"}  # a list that shows one without a role nothing
OFFICE = frozenset({"coordinator"})
SEES_ALL = frozenset({"leader", "coordinator", "administrator"})
UNIT_TOO = SEES_ALL | {"own unit"}
HELPS_TOO = UNIT_TOO | {"spokesperson", "legal"}  # both are of the Office, which coordinates that task
# Who may open the institute's own record (200); everybody else gets 403 or 404.
MAY_OPEN: dict[str, frozenset[str]] = {
    "desk:home": EVERYBODY,
    "desk:leader": frozenset({"leader", "coordinator", "spokesperson"}),
    "plans:list": SIGNED_IN,
    "plans:plan": UNIT_TOO,
    "plans:sheet-xlsx": UNIT_TOO,
    "plans:tasks": SIGNED_IN,
    "plans:tasks-xlsx": SIGNED_IN,
    "plans:task": HELPS_TOO,
    "plans:evidence-file": HELPS_TOO,
    "plans:calendar": SIGNED_IN,
    "plans:timeline": SIGNED_IN,
    "plans:task-edit": OFFICE | {"own unit"},
    "plans:feed": EVERYBODY,
    "plans:import": frozenset({"own unit"}),  # who handed it in
    "clocks:list": SIGNED_IN,
    "clocks:clock": UNIT_TOO | {"legal"},
    "clocks:rules": EVERYBODY,
    "clocks:rule": EVERYBODY,
    "clocks:rule-version": EVERYBODY,
    "clocks:rule-propose": frozenset({"legal"}),
    "clocks:calendar": EVERYBODY,
    "clocks:calendar-export": EVERYBODY,
    "documents:list": SIGNED_IN,
    "documents:document": UNIT_TOO,
    "documents:file": UNIT_TOO,
    "documents:edit": OFFICE | {"own unit"},
    "documents:authorities": EVERYBODY,
    "documents:register": EVERYBODY,
    "documents:register-sheet": EVERYBODY,
    "reports:rounds": SIGNED_IN,
    "reports:round": SEES_ALL | {"own unit", "other unit"},
    "reports:filing_sheet": SEES_ALL,
    "reports:statistics_sheet": SEES_ALL,
    "reports:unit_report": UNIT_TOO,
    "reports:version": UNIT_TOO,
    "reports:rows": UNIT_TOO,
    "reports:version_rows": UNIT_TOO,
    "reports:synthesis": SEES_ALL,
    "reports:preview": SEES_ALL,
    "notices:mine": SIGNED_IN,
    "notices:outbox": frozenset({"coordinator", "administrator"}),
    "notices:message": frozenset({"coordinator", "administrator"}),
    "audit:list": frozenset({"leader", "coordinator", "administrator", "legal"}),
}
# What the other unit, the spokesperson and the outsider may not read anywhere.
STRANGERS = ("other unit", "outsider", "anonymous")
# An officer's own secret address, which whoever holds it may read.
BY_SECRET = {"plans:feed-ics", "plans:answer"}
HOSTILE = (
    "a\x00b",
    str(2**63),
    "9" * 31,
    "-1",
    "😀",
    "<script>alert(1)</script>",
    "x" * 6000,
    "31/02/2026",
    "=cmd",
)
ASKED = [
    "q",
    "page",
    "after",
    "before",
    "cursor",
    "unit",
    "state",
    "year",
    "kind",
    "plan",
    "owner",
    "topic",
    "source",
    "from",
    "to",
    "on",
    "month",
    "due",
    "sort",
    "lead",
    "start_on",
    "end_on",
    "version",
    "officer",
    "act",
    "record",
    "level",
    "round",
    "rule",
    "name",
    "start_at",
    "issuer",
    "register",
    "sheet",
    "seen",
]
ALL = list(addresses())


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


def is_sign_in(response: object) -> bool:
    """Say whether the answer leads to the sign-in page; a form that takes only POST answers 302 too."""
    return getattr(response, "status_code", 0) == 302 and "/tai-khoan/login/" in response["Location"]  # type: ignore[index]


@pytest.mark.parametrize("role", ["coordinator", "other unit", "administrator"])
def test_keys_that_no_record_has_are_not_found(world: World, role: str) -> None:
    wrong = []
    for name, takes in (row for row in ALL if "pk" in row[1]):
        usual = address(name, takes, {**world.arguments(name), "pk": 987654321987})
        for key in ("0", str(2**31), str(2**63), "9" * 30, "-1", "abc", "%00"):
            with transaction.atomic():
                response = world.clients[role].get(usual.replace("987654321987", key))
                transaction.set_rollback(True)
            if response.status_code not in (403, 404, 405):
                wrong.append(f"{name} with {key}: {response.status_code}")
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("role", ["other unit"])
@pytest.mark.parametrize("value", HOSTILE)
def test_no_question_makes_a_page_fail(world: World, role: str, value: str) -> None:
    wrong = []
    for name, takes in ALL:
        with transaction.atomic():
            path = address(name, takes, world.arguments(name))
            response = world.clients[role].get(path, dict.fromkeys(ASKED, value))
            said = text_of(response)
            transaction.set_rollback(True)
        if response.status_code >= 500:
            wrong.append(f"{name} fails with {value[:20]!r}")
        if role in STRANGERS and name not in BY_SECRET and SECRET in said:
            wrong.append(f"{name} shows another unit's words with {value[:20]!r}")
        if "<script>alert(1)" in said:
            wrong.append(f"{name} gives the script back")
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("role", ["coordinator", "own unit", "other unit", "anonymous"])
@pytest.mark.parametrize(
    "value", ["", "a\x00b", "Ca\u0302n bô\u0323", str(2**63), "05/03/2026", "0001-01-01", "x" * 70_000]
)
def test_no_form_makes_a_page_fail(world: World, role: str, value: str) -> None:
    if value not in ("", "a\x00b") and role != "coordinator":
        return  # who may not press a button is turned away before the form is read
    wrong, fields = [], fields_of(world)
    for name, takes in ALL:
        if name in ("account_logout", "account_login", "account_reset_password"):
            continue
        path = address(name, takes, world.arguments(name))
        answer = dict.fromkeys(fields, value) if value else {}
        with transaction.atomic():
            response = world.clients[role].post(path, answer)
            said = text_of(response)
            with connection.cursor() as cursor:
                cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            transaction.set_rollback(True)
        if response.status_code >= 500:
            wrong.append(f"{name} fails with {value[:20]!r}")
        if role == "anonymous" and name not in PUBLIC and not is_sign_in(response):
            wrong.append(f"{name} answers {response.status_code} without a sign-in")
        if role in STRANGERS and name not in BY_SECRET and SECRET in said:
            wrong.append(f"{name} shows another unit's words")
    assert not wrong, "\n".join(wrong)


def fields_of(world: World) -> set[str]:
    """Return the names of common fields."""
    return set(ASKED) | {
        "content",
        "title",
        "text",
        "body",
        "subject",
        "reason",
        "ground",
        "note",
        "answer",
        "percent",
        "due_on",
        "report_due_on",
        "version",
        "lead_unit",
        "unit",
        "units",
        "role",
        "username",
        "full_name",
        "email",
        "phone",
        "code",
        "day_off",
        "day_worked",
        "amount",
        "start_on",
        "end_on",
        "key",
        "cap",
        "valid_from",
        "valid_to",
        "instrument",
        "article",
        "source",
        "recipient",
        "url",
        "words",
        "weight",
        "budget_vnd",
        "year",
        "starting",
        "value",
        "note_tk1",
        "capacity",
        "principal",
        "kinds",
        "next",
        "quiet_from",
        "quiet_to",
        "digest_hour",
        "number",
        "position",
    }


@pytest.mark.parametrize("method", ["put", "delete", "patch"])
def test_a_wrong_method_does_no_harm(world: World, method: str) -> None:
    wrong = []
    for name, takes in ALL:
        with transaction.atomic():
            path = address(name, takes, world.arguments(name))
            response = getattr(world.clients["coordinator"], method)(path)
            transaction.set_rollback(True)
        if response.status_code >= 500:
            wrong.append(f"{name}: {response.status_code}")
    assert not wrong, "\n".join(wrong)
