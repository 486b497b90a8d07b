"""Words for what notices and messages keep as codes."""

from django.utils.translation import gettext_lazy as _

from dongthuan.apps.common.wording import Look

GROUPS = {
    "remind": Look("remind", "clock-exclamation", _("Reminders")),
    "clocks": Look("clocks", "clock", _("Deadlines of law")),
    "plans": Look("plans", "clipboard-list", _("Plans and tasks")),
    "reports": Look("reports", "file-report", _("Reports and syntheses")),
    "documents": Look("documents", "file-text", _("Documents")),
    "clearances": Look("clearances", "clipboard-check", _("Clearance")),
    "content": Look("content", "speakerphone", _("Releases and statements")),
    "monitoring": Look("monitoring", "news", _("Monitoring the news")),
    "notices": Look("notices", "mail", _("Mail")),
    "accounts": Look("accounts", "users", _("Officers")),
    "press": Look("press", "message-2", _("Press")),
}
OTHER = Look("other", "info-circle", _("Other"))

FAULTS = {
    "no_address": _("The officer has no mail address: enter one under Officers, then send again."),
    "bad_address": _("The mail address is not well formed: correct it under Officers, then send again."),
    "refused": _("The mail server refuses this address for good: ask the officer for another one."),
    "rejected": _("The mail server refuses this message for good: tell the officer otherwise."),
    "returned": _("The mail came back after the server had taken it: ask the officer for another address."),
    "unreachable": _("The mail server could not be reached. Check the settings of mail, then send again."),
    "postponed": _("The mail server puts the message off every time. Send again later."),
    "sign_in": _("The mail server does not accept our sign-in. Check the settings of mail."),
    "interrupted": _("The program was interrupted at this message every time. Tell whoever keeps it."),
    "not_written": _("The message could not be put in the form of a mail."),
}
STATE_TONES = {
    "waiting": "info",
    "sent": "good",
    "filed": "warn",
    "failed": "bad",
    "bounced": "bad",
    "no_address": "warn",
    "given_up": "neutral",
}
REMINDER_TONES = {"sent": "good", "superseded": "neutral", "withdrawn": "neutral"}


def group_of(kind: str) -> Look:
    """Return the group of a notice's kind: the word before the dot."""
    return GROUPS.get(kind.partition(".")[0], OTHER)
