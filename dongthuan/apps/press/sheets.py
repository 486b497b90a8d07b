"""The columns of the press registers and of the inquiry desk as sheets: what their pages show, no more."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from dongthuan.apps.common.sheets import Column, Columns
from dongthuan.apps.press.models.answers import Answer
from dongthuan.apps.press.models.channels import OfficialChannel
from dongthuan.apps.press.models.contacts import Contact
from dongthuan.apps.press.models.journalists import Journalist
from dongthuan.apps.press.models.mail import IncomingMail
from dongthuan.apps.press.models.mandates import Mandate
from dongthuan.apps.press.models.spokespersons import Spokesperson
from dongthuan.docgen.sheet import Link


def _asked(answer: Answer) -> str:
    return "; ".join(asked.topic for asked in answer.inquiries.all())


def _subject(mail: IncomingMail) -> Any:
    return _("(bears a mark of state secrecy; not kept)") if mail.is_secret else mail.subject


def _agency(contact: Contact) -> str:
    outlet = contact.journalist.outlet if contact.journalist else contact.outlet
    return outlet.name if outlet else ""


def _address(contact: Contact) -> str:
    if contact.journalist:
        return contact.journalist.email
    return contact.outlet.emails[0] if contact.outlet and contact.outlet.emails else ""


@dataclass(frozen=True, slots=True)
class Speaker:
    """One who speaks: by office, or authorised for one matter."""

    office: Spokesperson | None
    mandate: Mandate | None
    unit: str

    @property
    def one(self) -> Any:
        """The office or the mandate."""
        return self.office or self.mandate


SPEAKERS: Columns[Speaker] = (
    Column(_("Unit"), lambda row: row.unit, 40),
    Column(_("Full name"), lambda row: row.one.full_name, 28),
    Column(_("Post"), lambda row: row.one.post, 30),
    Column(_("Speaks as"), lambda row: row.office.get_kind_display() if row.office else _("authorised"), 24),
    Column(_("Matter"), lambda row: row.mandate.matter_title if row.mandate else "", 50),
    Column(_("Work telephone"), lambda row: row.one.phone, 18),
    Column(_("Official e-mail"), lambda row: row.one.official_email, 28),
    Column(_("Ground"), lambda row: row.mandate.number if row.mandate else row.one.decision_no, 24),
    Column(_("From"), lambda row: row.mandate.start_at if row.mandate else row.one.start_on, 18),
    Column(_("Until"), lambda row: row.mandate.end_at if row.mandate else row.one.end_on, 18),
    Column(_("Made public"), lambda row: row.one.published_at, 18),
)
INQUIRIES: Columns[Any] = (  # as `queries.inquiries.inquiries_listed` reads them
    Column(_("Number"), lambda row: row.symbol, 14),
    Column(_("About"), lambda row: row.topic, 60),
    Column(_("Journalist"), lambda row: row.journalist_name, 24),
    Column(_("Press agency"), lambda row: row.outlet_name, 24),
    Column(_("Came"), lambda row: row.get_channel_display(), 16),
    Column(_("Received"), lambda row: row.received_at, 18),
    Column(_("The journalist's deadline"), lambda row: row.journalist_deadline_at, 18),
    Column(_("Until when"), lambda row: row.governing_at, 18),
    Column(_("Officer who answers"), lambda row: row.owner.full_name if row.owner else "", 24),
    Column(_("Unit"), lambda row: row.unit.label, 20),
    Column(_("State"), lambda row: row.get_state_display(), 18),
)
ANSWERS: Columns[Answer] = (
    Column(_("Sent"), lambda row: row.sent_at, 18),
    Column(_("About"), _asked, 50),
    Column(_("Answer"), lambda row: row.text, 90),
    Column(_("Sent by"), lambda row: row.get_sent_how_display(), 16),
    Column(_("Speaker"), lambda row: row.speaker_name, 24),
    Column(_("Official view"), lambda row: row.is_official),
    Column(_("Unit"), lambda row: row.unit.label, 20),
)
MAILS: Columns[IncomingMail] = (
    Column(_("Taken in"), lambda row: row.taken_at, 18),
    Column(_("Mail"), _subject, 60),
    Column(_("Sender of the mail"), lambda row: row.from_name or row.from_address, 30),
    Column(_("Kind"), lambda row: row.get_kind_display(), 18),
    Column(_("State"), lambda row: row.get_state_display(), 18),
    Column(_("Inquiry"), lambda row: row.inquiry.symbol if row.inquiry else "", 14),
)
OUTLETS: Columns[Any] = (  # as `queries.outlets.outlets_listed` reads them
    Column(_("Name of the press agency"), lambda row: row.name, 40),
    Column(_("Kind of press"), lambda row: row.get_kind_display(), 20),
    Column(_("Frequency"), lambda row: row.get_frequency_display(), 18),
    Column(_("Governing body"), lambda row: row.governing_body, 40),
    Column(_("Licence number"), lambda row: row.licence_no, 20),
    Column(_("Journalists"), lambda row: row.journalist_count),
)
JOURNALISTS: Columns[Journalist] = (
    Column(_("Full name"), lambda row: row.full_name, 28),
    Column(_("Press agency"), lambda row: row.outlet.name if row.outlet else "", 28),
    Column(_("Beats"), lambda row: ", ".join(row.beats), 30),
    Column(_("Work e-mail"), lambda row: row.email, 28),
    Column(_("Work telephone"), lambda row: row.phone, 18),
    Column(_("Kept until"), lambda row: row.keep_until, 14),
)
CHANNELS: Columns[OfficialChannel] = (
    Column(_("Name of the channel"), lambda row: row.name, 40),
    Column(_("Platform"), lambda row: row.get_platform_display(), 18),
    Column(_("Address"), lambda row: Link(row.url, row.url), 50),
    Column(_("Unit that runs it"), lambda row: row.unit.label, 24),
    Column(_("Decision that opened it"), lambda row: row.ground, 30),
    Column(_("On the portal"), lambda row: row.listed_at, 18),
    Column(_("Why it was closed"), lambda row: row.closed_reason, 40),
)
CONTACT_LISTS: Columns[Any] = (  # as `queries.outlets.lists_listed` reads them
    Column(_("Name of the list"), lambda row: row.name, 40),
    Column(_("Unit"), lambda row: row.unit.label, 24),
    Column(_("Members"), lambda row: row.contact_count),
    Column(_("What for"), lambda row: row.note, 50),
    Column(_("In use"), lambda row: row.is_active),
)
CONTACTS: Columns[Contact] = (
    Column(_("Full name"), lambda row: row.journalist.full_name if row.journalist else "", 28),
    Column(_("Press agency"), _agency, 30),
    Column(_("E-mail"), _address, 30),
)
CONFERENCES: Columns[Any] = (  # as `queries.conferences.conferences_listed` reads them
    Column(_("Title of the conference"), lambda row: row.title, 60),
    Column(_("Kind of conference"), lambda row: row.get_kind_display(), 20),
    Column(_("Unit"), lambda row: row.unit.label, 20),
    Column(_("Begins"), lambda row: row.starts_at, 18),
    Column(_("Place"), lambda row: row.place, 40),
    Column(_("State"), lambda row: row.get_state_display(), 18),
    Column(_("Journalists who came"), lambda row: row.came_count),
    Column(_("Questions"), lambda row: row.question_count),
)
CORRECTIONS: Columns[Any] = (  # as `queries.corrections.corrections_listed` reads them
    Column(_("Title of the item"), lambda row: row.item_title, 60),
    Column(_("Address"), lambda row: Link(row.item_url, row.item_url), 40),
    Column(_("Press agency"), lambda row: row.outlet.name, 28),
    Column(_("Unit"), lambda row: row.unit.label, 20),
    Column(_("State"), lambda row: row.get_state_display(), 18),
    Column(_("Rounds"), lambda row: row.round_count),
    Column(_("First sent"), lambda row: row.first_sent_at, 18),
)
LINES: Columns[Any] = (  # as `queries.lines.lines_listed` reads them
    Column(_("Line"), lambda row: row.title, 50),
    Column(_("Kind"), lambda row: row.get_kind_display(), 16),
    Column(_("What is said"), lambda row: row.text, 80),
    Column(_("Topics"), lambda row: ", ".join(row.topics), 30),
    Column(_("Keeps it true"), lambda row: row.owner.full_name, 24),
    Column(_("Valid until"), lambda row: row.valid_until, 14),
    Column(_("Used"), lambda row: row.use_count),
    Column(_("State"), lambda row: row.get_state_display(), 18),
)
