"""What a refused act says."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from dongthuan.apps.awareness.operations import briefings, reading
from dongthuan.apps.documents.operations.documents import NoSubject, TooLong
from dongthuan.apps.files.checking import FileRefused
from dongthuan.apps.files.secrecy import SecretMark
from dongthuan.apps.press.operations.versions import ChangedMeanwhile, NoReason

_SENTENCES: dict[type[Exception], str | Promise] = {
    briefings.AlreadySent: _("It was sent: what readers confirmed stands. Withdraw it and write another."),
    briefings.NotSent: _("It is not sent, or was withdrawn."),
    briefings.NothingToRead: _(
        "There is nothing to read yet: write a text, add a file or the address of a film."
    ),
    briefings.NobodyAsked: _("Nobody of those units holds one of those roles: choose others."),
    briefings.DuePast: _("The day by which to read lies in the past: choose a later one."),
    reading.NotConfirmed: _("Read the briefing and confirm it first."),
    reading.AnsweredAlready: _("You answered this quiz already; the first answer stands."),
    reading.NotTheQuestions: _("Answer each question with one of its choices."),
    NoSubject: _("The document needs a subject."),
    TooLong: _("That is too long for one document."),
    SecretMark: _(
        "This bears a mark of state secrecy and was not kept; state secrets never enter this system."
    ),
    ChangedMeanwhile: _(
        "Somebody else changed this meanwhile. Look at it again; sending once more saves yours."
    ),
    NoReason: _("A ground or reason must be given."),
}
REFUSED = (*_SENTENCES, FileRefused)


def sentence_of(refusal: Exception) -> str | Promise:
    """Return what was refused, and what to do."""
    if isinstance(refusal, FileRefused):
        return str(refusal)
    return _SENTENCES[next(kind for kind in _SENTENCES if isinstance(refusal, kind))]
