"""Which addresses are open to anybody, and to whom those of one institute's records open."""

from django.http import HttpResponseBase

from tests.integration.access.addresses import addresses
from tests.integration.access.conftest import USERS

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
    "commissions:answer": "a link that works once, for an outlet without an account",
    "clearances:outside": "a link that works once, for somebody without an account",
    "clearances:outside-picture": "a picture of the text behind that link",
    "robots": "search engines read it",
    "security": "whoever finds a weakness has no account",
    "portal:home": "the press room is for everybody",
    "portal:texts": "the press room is for everybody",
    "portal:atom": "the press room is for everybody",
    "portal:json-feed": "the press room is for everybody",
    "portal:text": "the press room is for everybody",
    "portal:picture": "the press room is for everybody, by one rule",
    "portal:spokespersons": "the press room is for everybody",
    "portal:conferences": "the press room is for everybody",
    "portal:conferences-ics": "the press room is for everybody",
    "portal:corrections": "the press room is for everybody",
    "portal:inquiry": "the press room is for everybody",
    "portal:follow": "the press room is for everybody",
    "portal:request": "every citizen may ask for information",
    "portal:request-follow": "opened by the code of a request alone",
    "portal:request-blank": "blank forms are for everybody",
    "portal:language": "the press room is for everybody",
    "portal:openness": "everybody may read what is public",
    "portal:openness-guide": "the same",
    "portal:answered": "the same, by one rule",
    "portal:answered-atom": "the same, by one rule",
    "portal:answered-csv": "the same, by one rule",
    "portal:answered-json": "the same, by one rule",
    "portal:answered-one": "the same, by one rule",
    "portal:answered-file": "the same, by one rule",
    "portal:wrong": "everybody may say that something public is wrong",
    "portal:wrong-item": "everybody may say that something public is wrong",
    "portal:wrong-follow": "the code is the secret",
    "portal:openness-data": "the same",
    "portal:openness-csv": "the same",
    "portal:openness-json": "the same",
    "portal:openness-atom": "the same",
    "portal:openness-item": "the same, by one rule",
    "portal:openness-file": "the same, by one rule",
    "portal:search": "everybody may look for what is published",
    "portal:search-atom": "everybody may look for what is published",
    "portal:consultations": "everybody may read drafts and comment on them",
    "portal:consultations-atom": "the same",
    "portal:consultations-json": "the same",
    "portal:comment-follow": "the code is the secret",
    "portal:consultation": "everybody may read drafts and comment on them",
    "portal:consultation-version": "the same",
    "portal:consultation-file": "the same, by one rule",
    "portal:consultation-minutes": "the same, by one rule",
    "portal:consultation-comments": "only what is shown",
    "portal:consultation-results": "once the results are published",
    "portal:comment": "everybody may comment, within the time",
    "portal:consultation-box": "the same, in a frame of another site",
    "portal:subscribe": "anybody may ask for mail",
    "portal:subscription-confirm": "a link that works once, from a mail",
    "portal:subscription-end": "a signed link from a mail",
    "monitoring:alert-address": "a link from a mail, for somebody without an account",
    "portal:sitemap": "the press room is for everybody",
}
EVERYBODY = frozenset(USERS) - {"outsider", "anonymous"}
SIGNED_IN = EVERYBODY | {"outsider"}  # a list that shows one without a role nothing
OFFICE = frozenset({"coordinator"})
SEES_ALL = frozenset({"leader", "coordinator", "administrator"})
UNIT_TOO = SEES_ALL | {"own unit"}
HELPS_TOO = UNIT_TOO | {"spokesperson", "legal"}  # both are of the Office, which coordinates that task
# A request is read where it is handled or made, and by the legal officer; not by administrators.
READS_REQUEST = frozenset({"leader", "coordinator", "legal", "own unit"})
# Who may open the institute's own record (200); everybody else gets 403 or 404.
MAY_OPEN: dict[str, frozenset[str]] = {
    "desk:home": EVERYBODY,
    "accounts:absences": EVERYBODY,
    "desk:leader": frozenset({"leader", "coordinator", "spokesperson"}),
    "plans:list": SIGNED_IN,
    "plans:plan": UNIT_TOO,
    "plans:sheet-xlsx": UNIT_TOO,
    "plans:tasks": SIGNED_IN,
    "plans:task": HELPS_TOO,
    "plans:evidence-file": HELPS_TOO,
    "plans:calendar": SIGNED_IN,
    "plans:timeline": SIGNED_IN,
    "plans:task-edit": OFFICE | {"own unit"},
    "plans:feed": EVERYBODY,
    "plans:import": frozenset({"own unit"}),  # who handed it in
    "clocks:list": SIGNED_IN,
    "clocks:clock": UNIT_TOO | {"legal", "spokesperson"},  # he answers for limits of every unit
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
    "budgets:lines": EVERYBODY,
    "budgets:line": UNIT_TOO,
    "budgets:commitment": UNIT_TOO,
    "budgets:line-add": OFFICE,
    "budgets:for-task": OFFICE | {"own unit"},
    "commissions:orders": EVERYBODY,
    "commissions:value": EVERYBODY,
    "commissions:order": UNIT_TOO | {"legal"},
    "commissions:order-add": OFFICE | {"own unit", "other unit"},
    "commissions:order-edit": OFFICE | {"own unit"},
    "commissions:piece-copy": UNIT_TOO | {"legal"},
    "policies:dossiers": SIGNED_IN,
    "policies:dossier": HELPS_TOO,
    "policies:act": HELPS_TOO,
    "policies:consultation": HELPS_TOO,
    "policies:documents": HELPS_TOO,
    "policies:document-file": HELPS_TOO,
    "policies:dossier-edit": OFFICE | {"own unit"},
    "policies:act-edit": OFFICE | {"own unit"},
    "policies:scenario": OFFICE | {"own unit"},
    "policies:consultation-new": OFFICE | {"own unit"},
    "policies:opinion-answer": frozenset({"own unit"}),  # the coordinator gave it
    "policies:coverage": EVERYBODY,
    "policies:criteria": EVERYBODY,
    "disclosure:requests": READS_REQUEST | {"other unit"},  # a list of its own
    "disclosure:request": READS_REQUEST,
    "disclosure:request-file": READS_REQUEST,
    "disclosure:request-summary": READS_REQUEST,
    "disclosure:notices": EVERYBODY,  # each sees those about what the own unit may read
    "disclosure:request-complete": OFFICE,
    "disclosure:request-identity": OFFICE,
    "disclosure:papers": READS_REQUEST,
    "disclosure:paper": READS_REQUEST,
    "disclosure:redactions": READS_REQUEST,
    "disclosure:redaction": READS_REQUEST,
    "disclosure:redaction-file": READS_REQUEST,
    "notices:mine": SIGNED_IN,
    "notices:outbox": frozenset({"coordinator", "administrator"}),
    "notices:message": frozenset({"coordinator", "administrator"}),
    "audit:list": frozenset({"leader", "coordinator", "administrator", "legal"}),
}
# What the other unit, the spokesperson and the outsider may not read anywhere.
STRANGERS = ("other unit", "outsider", "anonymous")
# An officer's own secret address, which whoever holds it may read.
BY_SECRET = {"plans:feed-ics", "plans:answer"}
ALL = list(addresses())


def is_sign_in(response: HttpResponseBase) -> bool:
    """Say whether the answer leads to the sign-in page; a form that takes only POST answers 302 too."""
    return getattr(response, "status_code", 0) == 302 and "/tai-khoan/login/" in response["Location"]
