"""What a refused act says."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from dongthuan.apps.capacity.operations import attending, certificates, courses, drills, needs, papers, staff
from dongthuan.apps.documents.operations.documents import NoSubject, TooLong
from dongthuan.apps.files.secrecy import SecretMark
from dongthuan.apps.press.operations.versions import AheadOfTime, ChangedMeanwhile, NoReason

_SENTENCES: dict[type[Exception], str | Promise] = {
    staff.StandsAlready: _("This account stands among the unit's communications staff already."),
    staff.EndsBeforeStart: _("The last day lies before the first: check both."),
    needs.NeededAlready: _("This need stands already: it is open for the same person and skill."),
    needs.NotOpen: _(
        "That is not possible as things stand: look at the state of the plan, the course or the record."
    ),
    courses.PlannedAlready: _("The unit has a training plan of that year: add the course there."),
    courses.CoursesOpen: _("Some courses are open: finish them or call them off first."),
    courses.AnotherLine: _("Choose a line of money for training, of the year of the plan."),
    attending.Overlaps: _(
        "Another session is at that time: of this course, at the same place or with the same trainer. "
        "It must also end after it begins."
    ),
    attending.NoSession: _("The course has no session yet: add one first."),
    attending.TooMany: _("A course takes at most 120 people: open a second one."),
    attending.AnotherUnit: _("A unit invites its own people. Ask the Office to invite those of other units."),
    attending.NotInvited: _("Somebody who was not invited cannot be noted: invite that person first."),
    attending.DidNotCome: _("Only those who came to a session can say how the course was."),
    attending.OutOfRange: _("A result lies between 0 and 100, a rating between 1 and 5."),
    attending.BeforeCourse: _(
        "That day lies before the course: a test is not before its first session, a certificate not before "
        "its last."
    ),
    attending.CertificateStands: _("A certificate rests on this: revoke the certificate first."),
    certificates.NobodyQualifies: _(
        "Nobody else came often enough and passed the test: note attendance and results first."
    ),
    drills.NobodyPlays: _("Name who takes part before the drill begins."),
    papers.TooLongAList: _("The list is too long for one document: take the workbook."),
    NoSubject: _("The document needs a subject."),
    TooLong: _("That is too long for one document."),
    SecretMark: _(
        "This bears a mark of state secrecy and was not kept; state secrets never enter this system."
    ),
    AheadOfTime: _("The day lies in the future."),
    ChangedMeanwhile: _(
        "Somebody else changed this meanwhile. Look at it again; sending once more saves yours."
    ),
    NoReason: _("A ground or reason must be given."),
}
REFUSED = tuple(_SENTENCES)


def sentence_of(refusal: Exception) -> str | Promise:
    """Return what was refused, and what to do."""
    return _SENTENCES[next(kind for kind in _SENTENCES if isinstance(refusal, kind))]
