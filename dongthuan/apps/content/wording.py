"""What was refused, found or left out, in words that say what to do."""

from collections.abc import Callable, Mapping
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dongthuan.apps.clearances import wording as clearing_words
from dongthuan.apps.content.checks import Code, Finding
from dongthuan.apps.content.lifecycle import DeliveryState, PostState, Standing
from dongthuan.apps.content.operations import (
    clearing,
    correcting,
    mailing,
    pictures,
    posting,
    publishing,
    texts,
)
from dongthuan.apps.files.checking import FileRefused

TONES: Mapping[str, str] = {
    Standing.CLEARING: "warn",
    Standing.RETURNED: "bad",
    Standing.CLEARED: "info",
    Standing.SCHEDULED: "info",
    Standing.EMBARGOED: "warn",
    Standing.PUBLISHED: "good",
    Standing.WITHDRAWN: "bad",
    PostState.PLANNED: "warn",
    PostState.CONFIRMED: "info",
    PostState.VERIFIED: "good",
    PostState.MISSING: "bad",
    DeliveryState.UNSURE: "warn",
    DeliveryState.FAILED: "bad",
    DeliveryState.SENT: "good",
}

FINDINGS: Mapping[Code, Promise] = {
    Code.SECRECY: gettext_lazy("A mark of state secrecy; such a text does not leave the house"),
    Code.CITIZEN_ID: gettext_lazy("Looks like the number of a citizen's identity card: take it out"),
    Code.PASSPORT: gettext_lazy("Looks like the number of a passport: take it out"),
    Code.BANK_ACCOUNT: gettext_lazy("The number of a bank account: whose is it?"),
    Code.PHONE: gettext_lazy("A telephone number that is not the given contact: whose is it?"),
    Code.EMAIL: gettext_lazy("An e-mail address that is not the given contact: whose is it?"),
    Code.UNDATED_DOCUMENT: gettext_lazy("A cited document without its day"),
    Code.UNNUMBERED_DOCUMENT: gettext_lazy("A cited document without its number"),
    Code.ABBREVIATION: gettext_lazy("An abbreviation that is nowhere written out"),
    Code.LONG_SENTENCE: gettext_lazy("A sentence of more than 40 words: part it"),
    Code.NO_ALT: gettext_lazy(
        "A picture without a description that says what it shows, for who cannot see it"
    ),
    Code.NO_CAPTION: gettext_lazy("A picture without a caption"),
    Code.WORDS_UNSAID: gettext_lazy("Nobody has said yet whether the picture holds words"),
    Code.LOW_CONTRAST: gettext_lazy(
        "The lightest and darkest parts of the picture differ by less than 4.5 to 1, so words in it "
        "cannot be read by all: choose a clearer one"
    ),
    Code.LINKED_PICTURE: gettext_lazy(
        "A picture on another site: readers get a link, its words and contrast are not looked at; upload it"
    ),
    Code.AI_UNLABELLED: gettext_lazy("It speaks of artificial intelligence, but bears no such label"),
    Code.NO_SPEAKER: gettext_lazy("The official view names nobody who may speak"),
    Code.NO_CONTACT: gettext_lazy("No contact for the press is given"),
}

SCHEDULE_FAULTS: Mapping[str, Promise] = {
    "not_cleared": gettext_lazy("The machine did not publish it: its words are no longer cleared."),
    "no_mandate": gettext_lazy(
        "The machine did not publish it: its speaker had no live mandate at that time."
    ),
    "not_confirmed": gettext_lazy(
        "The machine did not publish it: nobody said that it is the matter its speaker is authorised for."
    ),
    "blocked": gettext_lazy("The machine did not publish it: the checks found something that blocks."),
}

LEFT_OUT: Mapping[str, Promise] = {
    "no_address": gettext_lazy("no e-mail address"),
    "bad_address": gettext_lazy("an address that takes no mail"),
    "outlived": gettext_lazy("data no longer kept, or no longer active"),
    "twice": gettext_lazy("the same address as another one"),
    "has_got": gettext_lazy("got this version already"),
}

STATES = {
    "draft": gettext_lazy("a draft"),
    "scheduled": gettext_lazy("scheduled and locked: take it off the schedule first"),
    "published": gettext_lazy("published: correct or withdraw it"),
    "withdrawn": gettext_lazy("withdrawn: draw up a new text"),
}

REFUSALS: Mapping[type[Exception], Callable[[Any], str]] = {
    **clearing_words.REFUSALS,
    texts.NoTitle: lambda _no: _("Give the text a title."),
    texts.NoWords: lambda _no: _("Write a body or a quote."),
    texts.TooLong: lambda _no: _("The text is longer than a text can be."),
    texts.QuoteWithoutSpeaker: lambda _no: _("Say who is quoted: choose a speaker."),
    texts.ChangedMeanwhile: lambda _no: _(
        "Somebody else changed this meanwhile. It is shown as it stands now; look again, then repeat."
    ),
    texts.NotInThatState: lambda no: (
        _("That cannot be done now; the text is %(state)s.") % {"state": STATES.get(str(no), str(no))}
    ),
    clearing.PartMissing: lambda _no: _("The check for state secrets and a leader are asked of every text."),
    publishing.NotCleared: lambda _no: _(
        "These very words are not cleared. Put them for clearance; any edit asks for it anew."
    ),
    publishing.NoMandate: lambda _no: _(
        "Its speaker may not speak for the unit at that time. Choose who may, or publish it as not the "
        "official view."
    ),
    publishing.MatterNotConfirmed: lambda _no: _(
        "The speaker is authorised for one matter, named by its title. Compare it with what the text is "
        "about, and confirm under “Edit” that it is this one."
    ),
    publishing.NotLookedAt: lambda _no: _("Look at what the checks found and confirm it first."),
    publishing.Blocked: lambda no: (
        _("Put right first: %(what)s.") % {"what": "; ".join(str(FINDINGS[one.code]) for one in no.findings)}
    ),
    publishing.InThePast: lambda _no: _("Choose a time in the future."),
    publishing.EmbargoOrSchedule: lambda _no: _(
        "A text has an embargo or a time of publication, never both: lift the one before you set the other."
    ),
    correcting.NoExplanation: lambda _no: _("Say what was wrong and why, for everybody to read."),
    correcting.CorrectionOpen: lambda _no: _("A correction of this text is already being drafted."),
    correcting.NothingCorrected: lambda _no: _(
        "The words and pictures are those already published; change what is wrong."
    ),
    pictures.TooManyPictures: lambda _no: (
        _("A text has at most %(most)s pictures. Take one out first.") % {"most": pictures.MOST_PICTURES}
    ),
    pictures.PictureGone: lambda _no: _(
        "This picture was taken out meanwhile. It is shown as it stands now."
    ),
    FileRefused: str,
    mailing.NobodyToMail: lambda _no: _("Everybody on this list who can get it already has it."),
    mailing.NotUnsure: lambda _no: _("Only what failed or may not have left can be sent again."),
    posting.ServedByItself: lambda _no: _("The portal and the feeds have the text by themselves."),
    posting.NotTicked: lambda _no: _("Confirm every point of the checklist first."),
    posting.NotOfChannel: lambda _no: _(
        "That address is not one of this channel. Paste the whole https address of the post."
    ),
    posting.StillEmbargoed: lambda _no: _("The embargo has not passed; post it afterwards."),
}


def sentence(refusal: Exception) -> str:
    """Return the sentence for a refusal; the nearest class in the table speaks."""
    kind = next(one for one in type(refusal).__mro__ if one in REFUSALS)
    return REFUSALS[kind](refusal)


def finding_words(finding: Finding) -> str:
    """Return what is to be looked at, in words."""
    return str(FINDINGS[finding.code])
