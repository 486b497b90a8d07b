"""Words for what the desk keeps as codes: refusals, faults of mail, kinds of difference, acts."""

from django.utils.formats import date_format
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from dongthuan.apps.accounts.queries import Away
from dongthuan.apps.clearances.operations import clearances as clearing
from dongthuan.apps.files.checking import SENTENCES, FileRefused
from dongthuan.apps.files.secrecy import SecretMark
from dongthuan.apps.press import grounds
from dongthuan.apps.press.operations import (
    answers,
    answers_flags,
    enclosing,
    inquiries,
    inquiries_giving,
    inquiries_portal,
    lines,
    mail,
    mailing_out,
)
from dongthuan.apps.press.operations.versions import ChangedMeanwhile, NoReason

REFUSALS: dict[type[Exception], object] = {
    ChangedMeanwhile: _("Somebody else changed this meanwhile. Look at how it stands now, then do it again."),
    NoReason: _("Give a reason; it is kept."),
    SecretMark: _("The text bears a mark of state secrecy. Nothing was kept; use the means for secrets."),
    inquiries.NothingAsked: _("Say what the inquiry is about and what is asked."),
    inquiries.TooLong: _("The questions are longer than 20,000 letters."),
    inquiries.NobodyAsks: _("Say who asks: a name or a press agency."),
    inquiries.OutOfTime: _("The time of receipt lies in the future. Check day and hour."),
    inquiries.TooLongAgo: _("The time of receipt lies more than 400 days back. Check the year."),
    inquiries.DeadlineBefore: _("The journalist's deadline must come after the time of receipt."),
    inquiries.NoSuchStep: _("The inquiry is settled or stands elsewhere; this step is not possible now."),
    inquiries.NothingRepeated: _("Choose the other inquiry that this one repeats."),
    inquiries.NotTheSame: _(
        "These two cannot share an answer: one is settled, has a draft, or is answered with a third."
    ),
    inquiries_giving.NotOfTheHouse: _("Choose an officer who holds a role today."),
    inquiries_portal.TooManyKnocks: _("Too many inquiries came from this address. Try again in an hour."),
    inquiries_portal.TooManyFiles: _("At most five files."),
    grounds.NoSuchGround: _("The law in force on the day of receipt lists no such ground."),
    answers.NothingSaid: _("Write the answer; at most 100,000 letters."),
    answers.NotInHand: _("Somebody must first accept to answer for the inquiry; or it is settled."),
    answers.AlreadyDrafted: _("There is a draft for this inquiry already. Open it and write on."),
    answers.NoSuchStep: _("The answer was sent or given up; this step is not possible now."),
    answers.NotCleared: _(
        "This very text was not cleared at that time. Ask for its clearance; any change of the text ends it."
    ),
    answers.PartMissing: _("The check for state secrets and a leader are asked of every text."),
    answers.UndecidedFlags: _("Decide first on the sentences that may contradict what was said before."),
    answers.NoLiveMandate: _(
        "Whoever is named may not speak for the agency on this at that time. Name somebody with a live "
        "mandate, or let it go out as not the official view."
    ),
    answers.MatterNotConfirmed: _(
        "The speaker is authorised for one matter, named by its title. Compare it with what is asked, and "
        "confirm in the draft that it is this one."
    ),
    enclosing.PaperCancelled: _(
        "The document that was to be sent was cancelled. Draw up a new one and have it signed, or send it in "
        "another way."
    ),
    enclosing.PaperAltered: _(
        "What is stored of the document is not what was signed, so nothing was sent. Tell whoever keeps the "
        "system."
    ),
    enclosing.PaperTooLarge: _(
        "The document as a file is larger than 10 MB, which mail servers refuse. Send it in another way."
    ),
    enclosing.LetterNotSigned: _(
        "A letter of this answer is drawn up and not signed. Have it signed so that it goes along, or give "
        "it up first."
    ),
    enclosing.LetterDiffers: _(
        "The signed letter does not hold the cleared text word by word. Draw up a new letter, or send it in "
        "another way."
    ),
    mailing_out.NobodyToMail: _(
        "No address that takes mail is known. Send it in another way, and note how and when."
    ),
    answers.SentOutOfTime: _("It cannot have gone out in the future or before the inquiry was received."),
    answers_flags.AlreadyDecided: _("This was decided already, or the draft was changed."),
    lines.NothingSaid: _("A line has a title and says something; a question and answer has its question."),
    lines.EndsBeforeStart: _("The line must end after the day it begins."),
    lines.NoSuchStep: _("The line stands elsewhere; this step is not possible now."),
    lines.PastItsDays: _("The line is not in force today."),
    mail.AlreadyDecided: _("This mail was decided on already."),
    clearing.NobodyAsked: _("Name at least one person who clears the draft."),
    clearing.AskedTwice: _("The same person is asked twice for the same part."),
    clearing.AuthorAsked: _("Whoever wrote on the draft cannot clear it. Name somebody else."),
    clearing.DueInPast: _("The time until which it is to be cleared has passed, or is a year ahead."),
    clearing.NothingToClear: _("There is nothing to clear."),
    clearing.SameWords: _(
        "Nothing was changed: the clearance of these very words stands. To ask others while it runs, take it "
        "back first."
    ),
}
REFUSED: tuple[type[Exception], ...] = (*REFUSALS, inquiries_giving.OwnerAway, FileRefused)


def sentence_of(refusal: Exception) -> str:
    """Return why something was not done, in one sentence."""
    if isinstance(refusal, FileRefused):
        return str(refusal)
    if isinstance(refusal, inquiries_giving.OwnerAway):
        return _away_sentence(refusal.away)
    return str(REFUSALS.get(type(refusal), REFUSALS[inquiries.NoSuchStep]))


def _away_sentence(away: Away) -> str:
    told = {
        "name": away.absence.officer.full_name,
        "last": date_format(away.absence.last_on, "d/m/Y"),
        "stand_in": away.stand_in.full_name if away.stand_in else "",
    }
    if away.stand_in is None:
        return _now("%(name)s is away until %(last)s and nobody stands in; choose somebody else.") % told
    return _now("%(name)s is away until %(last)s; %(stand_in)s stands in: offer it to him or her.") % told


FAULTS = {
    "empty": _("The mail is empty."),
    "nul": _("It held zero bytes, which were left out."),
    "too_large": _("It is larger than 30 MB: only its head was read, and its bytes were not kept."),
    "too_deep": _("Parts are nested too deep; what lies below was not read."),
    "many_parts": _("It has more than 200 parts; the rest was not read."),
    "many_files": _("More than 50 files came with it; the rest was not kept."),
    "large_file": _("A file is larger than 20 MB and was not kept."),
    "no_text": _("It holds no text."),
    "no_sender": _("It names no sender that is an address."),
    "no_date": _("It bears no believable day."),
    "boundary": _("Its parts are not marked off as they should be; some may be missing."),
    "malformed": _("It is not well formed; some of it may be missing."),
    "charset": _("Its letters do not fit the alphabet it names; some may be wrong."),
    "tnef": _("Files are wrapped as winmail.dat, which is not opened here: ask for plain files."),
    "encrypted": _("It is encrypted: ask for it in the clear, by a safe way."),
    "long_text": _("Its text is longer than 200,000 letters; the rest is in the original."),
}
KINDS = {
    "figure": _("figure"),
    "day": _("day"),
    "negation": _("yes and no"),
    "stage": _("done, not yet done"),
    "opposite": _("opposites"),
}
ACTS = {
    "press.receive_inquiry": _("Taken in"),
    "press.rewrite_inquiry": _("Written down anew"),
    "press.offer_inquiry": _("Offered to somebody"),
    "press.accept_inquiry": _("Accepted"),
    "press.refuse_offer": _("Offer refused"),
    "press.group_inquiry": _("Joined to the same question, or taken apart"),
    "press.refuse_inquiry": _("Refused the press"),
    "press.close_inquiry": _("Closed, without answer"),
    "press.belong": _("Put to a matter"),
    "press.draft_answer": _("Answer drafted"),
    "press.rewrite_answer": _("Draft rewritten"),
    "press.decide_flag": _("Decided on a possible contradiction"),
    "press.ask_clearance": _("Put before those who clear it"),
    "press.send_answer": _("Answer sent"),
    "press.drop_answer": _("Draft given up"),
    "press.write_line": _("Line written"),
    "press.approve_line": _("Line approved"),
    "press.withdraw_line": _("Line withdrawn"),
    "press.use_line": _("Line used"),
    "press.expire_lines": _("Line ended by its day"),
    "press.take_in_mail": _("Mail taken in"),
    "press.decide_mail": _("Mail decided on"),
    "files.keep": _("File kept"),
}
FILE_SENTENCES = SENTENCES
