"""What an officer may begin from a record in another part of the system, by kind of record."""

from django.utils.translation import gettext_lazy as _

# What may be begun from a record of an app below: the tag `further_acts` draws these beside its own
# buttons. Keyed by the record's label; the address takes the record's key. `may` as in NAVIGATION.
RECORD_LINKS = {
    "press.incomingmail": [
        {
            "label": _("Make a request for information"),
            "url_name": "disclosure:request-from-mail",
            "icon": "inbox",
            "may": "dongthuan.apps.disclosure.requests_rules.may_receive_somewhere",
        },
    ],
    "monitoring.signal": [
        {
            "label": _("Open a matter"),
            "url_name": "matters:from-signal",
            "icon": "flag",
            "may": "dongthuan.apps.matters.rules.may_open_somewhere",
        },
    ],
    "monitoring.item": [
        {
            "label": _("Open a matter"),
            "url_name": "matters:from-item",
            "icon": "flag",
            "may": "dongthuan.apps.matters.rules.may_open_somewhere",
        },
        {
            "label": _("Note as misinformation"),
            "url_name": "matters:card-from-item",
            "icon": "alert-triangle",
            "may": "dongthuan.apps.matters.rules.may_open_somewhere",
        },
        {
            "label": _("Ask the outlet to correct"),
            "url_name": "matters:correction-from-item",
            "icon": "pencil",
            "may": "dongthuan.apps.press.rules.keeps_lists_somewhere",
        },
    ],
    "disclosure.informationrequest": [
        {"label": _("Papers of the request"), "url_name": "disclosure:papers", "icon": "file-text"},
        {"label": _("Remove words from a file"), "url_name": "disclosure:redactions", "icon": "eye-off"},
        {
            "label": _("Make question and answer public"),
            "url_name": "disclosure:request-summary",
            "icon": "world",
        },
    ],
    "plans.task": [
        {
            "label": _("Choose a published item"),
            "url_name": "desk:evidence",
            "icon": "news",
            "may": "dongthuan.apps.desk.rules.may_choose_item",
        },
        {
            "label": _("Commit money"),
            "url_name": "budgets:for-task",
            "icon": "plus",
            "may": "dongthuan.apps.budgets.rules.commits_somewhere",
        },
        {
            "label": _("Order from the press"),
            "url_name": "commissions:for-task",
            "icon": "news",
            "may": "dongthuan.apps.commissions.rules.prepares_somewhere",
        },
    ],
    "press.inquiry": [
        {
            "label": _("Open a matter"),
            "url_name": "matters:from-inquiry",
            "icon": "flag",
            "may": "dongthuan.apps.matters.rules.may_open_somewhere",
        },
    ],
}
