"""What the pages of the registers say where something is refused, and what to do."""

from typing import Any

from django.utils.translation import gettext_lazy, pgettext_lazy

from dongthuan.apps.files.checking import FileRefused
from dongthuan.apps.files.secrecy import SecretMark
from dongthuan.apps.press import conference_papers as papers
from dongthuan.apps.press.operations import (
    channels,
    conference_log,
    conference_notices,
    conferences,
    contacts,
    correction_rounds,
    corrections,
    enclosing,
    journalists,
    mailing_out,
    mandate_papers,
    mandates,
    outlets,
    spokespersons,
    versions,
)

REFUSALS: dict[type[Exception], Any] = {
    versions.ChangedMeanwhile: gettext_lazy(
        "Somebody else changed this meanwhile. What you typed is still here: look in another window "
        "at what is stored now, then save again to replace it."
    ),
    versions.NoReason: gettext_lazy("Say why, or how it ended."),
    versions.AheadOfTime: gettext_lazy(
        "That time cannot be: it lies in the future, or before what it follows upon."
    ),
    outlets.NameTaken: gettext_lazy("There is a press agency of that name; look for it in the list."),
    journalists.NoConsent: gettext_lazy("Give the day on which the journalist agreed; not a day to come."),
    journalists.KeptTooLong: gettext_lazy(
        "Choose a day to come, two years ahead at most; then the journalist is asked again."
    ),
    contacts.ListNameTaken: gettext_lazy("There is a list of that name."),
    contacts.ListFull: gettext_lazy("A list holds at most 5,000 members; make a second one."),
    channels.ChannelTaken: gettext_lazy("There is a channel at that address."),
    channels.ChannelClosed: gettext_lazy("The channel was closed; enter a new one."),
    spokespersons.NoDecision: gettext_lazy(
        "A regular spokesperson is assigned by a decision: give its number and when it was signed."
    ),
    spokespersons.RecordsOneself: gettext_lazy(
        "Nobody records his or her own office as spokesperson; ask a colleague to do it."
    ),
    spokespersons.TwoHeads: gettext_lazy(
        "The unit has a head for some of these days; let that one end first."
    ),
    spokespersons.EndsBeforeStart: gettext_lazy("It cannot end, or be public, before it began."),
    spokespersons.NotWhole: gettext_lazy(
        "The law asks for name, post, telephone and official e-mail; complete them under "
        "“Correct the details”."
    ),
    spokespersons.NowherePublic: gettext_lazy("Give the address at which it is public."),
    spokespersons.AlreadyPublic: gettext_lazy("It is public already."),
    spokespersons.AlreadyEnded: gettext_lazy("It has ended by then already."),
    mandates.NotFromTheHead: gettext_lazy(
        "Only the head in office on the day of signing authorises, for the own unit or one below it, and "
        "somebody else than himself or herself."
    ),
    mandates.NoTerm: gettext_lazy(
        "An authorisation begins when it is signed or later, and has an end after that."
    ),
    mandates.LongTerm: gettext_lazy(
        "It lasts longer than a year, though an authorisation is for one matter. Correct the end, or say why."
    ),
    mandates.AuthorisedAlready: gettext_lazy(
        "This person is authorised for this very matter for some of that time already. Revoke that one "
        "first, or choose times that do not meet."
    ),
    mandates.NoMatter: gettext_lazy(
        "Name the one matter. Of a paper signed elsewhere give both number and time; leave both empty where "
        "the paper is drawn up and signed here."
    ),
    mandates.NotInWriting: gettext_lazy(
        "The paper of the authorisation is not signed by the head, so there is nothing to make public yet."
    ),
    mandate_papers.PaperElsewhere: gettext_lazy(
        "The paper was signed elsewhere and its number is recorded here; none is drawn up beside it."
    ),
    mandate_papers.PaperOpen: gettext_lazy(
        "The paper of this authorisation is drawn up already; go on with that one."
    ),
    mandate_papers.PaperSigned: gettext_lazy("The paper is signed here already, under its own number."),
    mandate_papers.HeadSigns: gettext_lazy(
        "You sign this paper, and nobody signs what he or she drew up: let the Office draw it up."
    ),
    mandates.SelfAuthorised: gettext_lazy(
        "Nobody records his or her own authorisation; ask a colleague to do it."
    ),
    mandates.MandatePublic: gettext_lazy("The authorisation is public already."),
    mandates.MandateRevoked: gettext_lazy("The authorisation was revoked."),
    mandates.NoPlaceOfPublication: gettext_lazy("Give the address at which the authorisation is public."),
    conferences.NotInThatState: gettext_lazy(
        "The conference is in another state by now; this cannot be done."
    ),
    conferences.EndsBeforeItBegins: gettext_lazy("A conference ends after it begins."),
    conferences.NotYet: gettext_lazy("The conference has not begun, or was not held yet."),
    conferences.NoticeMissing: gettext_lazy(
        "A written notice was a duty and none was sent: say why it was held all the same."
    ),
    conference_log.NoGround: gettext_lazy("Who is not let in is told why: give the ground."),
    conference_log.AskedAlready: gettext_lazy("This journalist is on the list already."),
    conference_log.NobodyNamed: gettext_lazy("Name the person."),
    conference_log.AnsweredAlready: gettext_lazy(
        "The question is answered; what was said is not written over."
    ),
    corrections.WrongState: gettext_lazy("The request is in another state by now; this cannot be done."),
    corrections.NoGrounds: gettext_lazy("Say what is false, what is correct, and on what grounds."),
    correction_rounds.NoMoreRounds: gettext_lazy(
        "The rounds that the law knows are used up: put the case before the authority, or close it."
    ),
    correction_rounds.NotSigned: gettext_lazy(
        "The dispatch of this round must be drawn up and signed first; it carries the number that was sent."
    ),
    enclosing.PaperCancelled: gettext_lazy(
        "The document that was to be sent was cancelled. Draw up a new one and have it signed, or send it in "
        "another way."
    ),
    enclosing.PaperAltered: gettext_lazy(
        "What is stored of the document is not what was signed, so nothing was sent. Tell whoever keeps the "
        "system."
    ),
    enclosing.PaperTooLarge: gettext_lazy(
        "The document as a file is larger than 10 MB, which mail servers refuse. Send it in another way."
    ),
    mailing_out.NobodyToMail: gettext_lazy(
        "No address that takes mail is known. Send it in another way, and note how and when."
    ),
    correction_rounds.StillInTime: gettext_lazy("The outlet still has time to answer."),
    correction_rounds.PaperOpen: gettext_lazy(
        "A dispatch for this round is drawn up already; go on with that one."
    ),
    conference_notices.ItemsMissing: gettext_lazy("The notice lacks: %(items)s."),
    SecretMark: gettext_lazy(
        "The text or file carries the mark “%(mark)s”. Classified matters are not kept here; nothing was "
        "stored."
    ),
}
# The six items of the notice, as `conference_papers` names them in Vietnamese.
ITEM_WORDS: dict[str, Any] = {
    papers.PLACE: pgettext_lazy("notice", "place"),
    papers.TIME: pgettext_lazy("notice", "time"),
    papers.CONTENT: pgettext_lazy("notice", "content"),
    papers.CHAIR: pgettext_lazy("notice", "chair"),
    papers.BASIS: pgettext_lazy("notice", "documents that prove the content lawful"),
    papers.PRESS: pgettext_lazy("notice", "list of invited press agencies"),
}
REFUSED: tuple[type[Exception], ...] = (*REFUSALS, FileRefused)


def sentence_of(refusal: Exception) -> str:
    """Return why something was refused, in a sentence that says what to do."""
    if isinstance(refusal, FileRefused):
        return str(refusal)
    if isinstance(refusal, SecretMark):
        return str(REFUSALS[SecretMark]) % {"mark": refusal.mark}
    if isinstance(refusal, conference_notices.ItemsMissing):
        return str(REFUSALS[type(refusal)]) % {
            "items": "; ".join(str(ITEM_WORDS[item]) for item in refusal.items)
        }
    return str(REFUSALS[type(refusal)])
