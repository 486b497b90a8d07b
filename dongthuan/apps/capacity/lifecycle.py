"""Skills and their levels, states of needs, courses and drills; no tables."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Engagement(models.TextChoices):
    """How much of one's work communication is."""

    FULL = "full", _("Full time")
    PART = "part", _("Part time")


class Duty(models.TextChoices):
    """What somebody does in communication; practice, not law."""

    FOCAL = "focal", _("Focal point of the unit")
    SPEAKING = "speaking", _("Speaks to the press")
    WRITING = "writing", _("Writes and edits")
    MONITORING = "monitoring", _("Watches the news")
    MEDIA = "media", _("Makes pictures and film")
    PORTAL = "portal", _("Keeps portal and channels")


class Skill(models.TextChoices):
    """What communications staff should be able to do."""

    SPOKESPERSON = "spokesperson", _("Speaking to the press")
    MONITORING = "monitoring", _("Monitoring of opinion")
    WRITING = "writing", _("Writing")
    VIDEO = "video", _("Film and graphics")
    DATA = "data", _("Data and measurement")
    CRISIS = "crisis", _("Handling of crises")
    LAW = "law", _("Law of press and information")


class Level(models.IntegerChoices):
    """How well somebody can do it."""

    BASIC = 1, _("1 – knows the basics")
    ABLE = 2, _("2 – works alone")
    EXPERT = 3, _("3 – teaches others")


class Language(models.TextChoices):
    """Languages beside Vietnamese in which somebody can work."""

    EN = "en", _("English, the language")
    FR = "fr", _("French")
    ZH = "zh", _("Chinese")
    RU = "ru", _("Russian")
    JA = "ja", _("Japanese")
    KO = "ko", _("Korean")
    DE = "de", _("German")
    KHMER = "km", _("Khmer")
    LAO = "lo", _("Lao")
    SIGN = "sgn", _("Sign language")


class NeedState(models.TextChoices):
    """Whether somebody still needs training."""

    OPEN = "open", _("Not yet planned")
    PLANNED = "planned", _("In a course")
    MET = "met", _("Met")
    DROPPED = "dropped", _("Need dropped")


OPEN_NEEDS = frozenset({NeedState.OPEN, NeedState.PLANNED})


class PlanState(models.TextChoices):
    """Whether the courses of a yearly training plan may be held."""

    DRAFT = "draft", _("Being drawn up")
    IN_FORCE = "in_force", _("In force")
    CLOSED = "closed", _("Plan closed")


class CourseState(models.TextChoices):
    """Whether a course is still to be held."""

    OPEN = "open", _("Open")
    FINISHED = "finished", _("Course finished")
    CANCELLED = "cancelled", _("Called off")


class InvitationState(models.TextChoices):
    """Whether somebody is to come to a course."""

    INVITED = "invited", _("Invited")
    WITHDRAWN = "withdrawn", _("Invitation withdrawn")


class DrillState(models.TextChoices):
    """A drill is set up, played, ended with its lessons; or called off."""

    PLANNED = "planned", _("Being prepared")
    RUNNING = "running", _("Drill running")
    ENDED = "ended", _("Over")
    CANCELLED = "cancelled", _("Called off")


class DrillActKind(models.TextChoices):
    """What participants do in a drill; the first three are timed against the scenario's aims."""

    VERIFICATION = "verification", _("Facts verified")
    STATEMENT = "statement", _("First statement")
    CORRECTION = "correction", _("Correction asked for")
    NOTE = "note", _("Note in the drill")


TIMED = (DrillActKind.VERIFICATION, DrillActKind.STATEMENT, DrillActKind.CORRECTION)
