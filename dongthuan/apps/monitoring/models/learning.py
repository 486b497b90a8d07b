"""What officers taught the reader, and the heads learned from it."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from dongthuan.apps.monitoring.lifecycle import Polarity

IRRELEVANT = "irrelevant"  # what a person says of a text that concerns none of the agency's matters
TAUGHT = [*Polarity.choices, (IRRELEVANT, _("Does not concern us"))]


class TrainingExample(models.Model):
    """What a person said of a text, with the text as it stood. Rows are only added (by a trigger).

    label: empty where the person took the word back. is_locked: never learned from, only
    compared on. item_key: of the item, which may be purged while the example stays.
    """

    item_key = models.BigIntegerField(db_index=True)
    title = models.CharField(max_length=500)
    lead = models.CharField(max_length=2000, blank=True)
    label = models.CharField(_("polarity"), max_length=10, choices=TAUGHT, blank=True)
    machine_label = models.CharField(max_length=10, choices=Polarity.choices)
    machine_confidence = models.FloatField(null=True)
    model_id = models.CharField(max_length=120)
    is_locked = models.BooleanField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"{self.item_key}: {self.label or '–'}"


class LearnedHeads(models.Model):
    """Heads learned from officers' corrections: a candidate until a person adopts or refuses it."""

    class State(models.TextChoices):
        """A candidate is adopted or refused by a person; one that was replaced is retired."""

        CANDIDATE = "candidate", _("Candidate")
        ADOPTED = "adopted", _("In use")
        RETIRED = "retired", _("Replaced")
        REFUSED = "refused", _("Not adopted")

    model_id = models.CharField(max_length=120, unique=True)
    encoder_id = models.CharField(max_length=100)
    content = models.BinaryField()
    state = models.CharField(max_length=10, choices=State.choices, default=State.CANDIDATE)
    example_count = models.PositiveIntegerField()
    locked_count = models.PositiveIntegerField()
    former_id = models.CharField(max_length=120)
    former_figures = models.JSONField()
    figures = models.JSONField()
    learned_at = models.DateTimeField()
    learned_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    reason = models.CharField(_("reason"), max_length=500, blank=True)

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["state"], condition=models.Q(state="adopted"), name="monitoring_one_adopted_heads"
            ),
            models.CheckConstraint(
                condition=models.Q(state="candidate")
                | (models.Q(decided_at__isnull=False) & models.Q(decided_by__isnull=False)),
                name="monitoring_heads_decided_by_a_person",
            ),
        ]

    def __str__(self) -> str:
        return self.model_id


class TopicExample(models.Model):
    """A person put an item into a topic or took it out, with the text as it stood; the last word counts."""

    topic = models.ForeignKey("monitoring.Topic", on_delete=models.CASCADE, related_name="examples")
    item_key = models.BigIntegerField(db_index=True)
    title = models.CharField(max_length=500)
    lead = models.CharField(max_length=2000, blank=True)
    belongs = models.BooleanField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"{self.topic_id}: {self.title} {'+' if self.belongs else '-'}"


class AnsweredShare(models.Model):
    """For which share of the items, in hundredths, the machine says a polarity; the newest row stands."""

    answered = models.PositiveSmallIntegerField(_("share of items answered"))
    chosen_at = models.DateTimeField()
    chosen_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(answered__range=(50, 100)), name="monitoring_answered_share_is_sane"
            )
        ]

    def __str__(self) -> str:
        return f"{self.answered} %"


class Rereading(models.Model):
    """Stored items are given the polarity of the heads in use, batch by batch."""

    model_id = models.CharField(max_length=120)
    through = models.BigIntegerField(default=0)
    changed_count = models.PositiveIntegerField(default=0)
    read_count = models.PositiveIntegerField(default=0)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["model_id"],
                condition=models.Q(ended_at=None),
                name="monitoring_one_rereading_at_a_time",
            )
        ]

    def __str__(self) -> str:
        return f"{self.model_id} … {self.through}"
