"""Groups of comments that say the same, what the machine suggests about them, what people decided."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from dongthuan.apps.policies.comments_lifecycle import GroupActKind, Stance, SuggestionKind, SuggestionState

_OFFICER = settings.AUTH_USER_MODEL


class CommentGroupQuerySet(models.QuerySet["CommentGroup"]):
    """What one asks of groups."""

    def live(self) -> "CommentGroupQuerySet":
        """Return those that hold comments; one that was put into another stays as an empty row."""
        return self.filter(comment_count__gt=0)


class CommentGroup(models.Model):
    """Comments that say the same about the same provision, question or the whole: answered once.

    target: as `Comment.stands_at`. title: an officer's words for it; "" = the words of its first comment.
    *_count: of all members, hidden ones too; what the public sees is counted from what is public.
    stance, provision: as a person confirmed them. busiest_count: most within ten minutes, busiest_at: when;
    network_count, largest_network_count: from how many networks, and most from one, as long as it was known.
    has_near: the machine put in texts that differ in some words. meaning_model: "" = not compared yet.
    """

    consultation = models.ForeignKey(
        "policies.Consultation", on_delete=models.PROTECT, related_name="comment_groups"
    )
    target = models.CharField(max_length=40)
    title = models.CharField(_("what the group says"), max_length=300, blank=True)
    first_text = models.TextField()
    first_number = models.PositiveIntegerField()
    comment_count = models.PositiveIntegerField(default=0)
    person_count = models.PositiveIntegerField(default=0)
    organisation_count = models.PositiveIntegerField(default=0)
    has_near = models.BooleanField(default=False)
    stance = models.CharField(_("for or against"), max_length=8, choices=Stance.choices, blank=True)
    provision = models.ForeignKey(
        "policies.Provision", on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    busiest_count = models.PositiveIntegerField(default=0)
    busiest_at = models.DateTimeField(null=True, blank=True)
    network_count = models.PositiveIntegerField(default=0)
    largest_network_count = models.PositiveIntegerField(default=0)
    meaning_model = models.CharField(max_length=60, blank=True)
    reading_model = models.CharField(max_length=60, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects: ClassVar[CommentGroupQuerySet] = CommentGroupQuerySet.as_manager()  # type: ignore[assignment]  # Django's own habit

    class Meta:
        ordering = ["consultation", "-comment_count", "-id"]
        verbose_name = _("group of comments")
        verbose_name_plural = _("groups of comments")
        indexes = [
            models.Index(fields=["consultation", "-comment_count", "-id"], name="policies_groups_by_size"),
            models.Index(fields=["consultation", "target"], name="policies_groups_by_target"),
            models.Index(fields=["consultation", "first_number"], name="policies_groups_in_order"),
        ]

    def __str__(self) -> str:
        return self.title or self.first_text[:80]

    def get_absolute_url(self) -> str:
        """The page of the group for officers."""
        return reverse("policies:group", args=[self.pk])


class GroupKey(models.Model):
    """Which words belong to which group: what the machine looks up, and what people may move.

    sketch: bands of the words' MinHash as bytes, empty = too short, or only here by a person. is_first:
    the words by which nearly equal ones are compared, so that a group does not drift.
    """

    consultation = models.ForeignKey("policies.Consultation", on_delete=models.CASCADE, related_name="+")
    target = models.CharField(max_length=40)
    text_key = models.CharField(max_length=64)
    group = models.ForeignKey("policies.CommentGroup", on_delete=models.CASCADE, related_name="keys")
    sketch = models.BinaryField(default=b"")
    is_first = models.BooleanField(default=False)
    is_human = models.BooleanField(default=False)

    class Meta:
        verbose_name = _("words of a group")
        verbose_name_plural = _("words of groups")
        constraints = [
            models.UniqueConstraint(
                fields=["consultation", "target", "text_key"], name="policies_group_key_once"
            )
        ]
        indexes = [models.Index(fields=["group"], name="policies_keys_by_group")]

    def __str__(self) -> str:
        return self.text_key[:8]


class Suggestion(models.Model):
    """What the machine suggests about a group, with its model and how sure it is; a person decides.

    value: of a polarity; provision, other: of the other kinds. ground: why, in words ("khoản 2 Điều 5").
    """

    group = models.ForeignKey("policies.CommentGroup", on_delete=models.CASCADE, related_name="suggestions")
    kind = models.CharField(max_length=10, choices=SuggestionKind.choices)
    value = models.CharField(max_length=8, choices=Stance.choices, blank=True)
    provision = models.ForeignKey(
        "policies.Provision", on_delete=models.CASCADE, null=True, blank=True, related_name="+"
    )
    other = models.ForeignKey(
        "policies.CommentGroup", on_delete=models.CASCADE, null=True, blank=True, related_name="+"
    )
    ground = models.CharField(max_length=300, blank=True)
    confidence = models.FloatField()
    model = models.CharField(max_length=60)
    state = models.CharField(max_length=10, choices=SuggestionState.choices, default=SuggestionState.OPEN)
    decided_by = models.ForeignKey(
        _OFFICER, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    decided_at = models.DateTimeField(null=True, blank=True)
    made_at = models.DateTimeField()

    class Meta:
        ordering = ["group", "kind", "-confidence"]
        verbose_name = _("suggestion about comments")
        verbose_name_plural = _("suggestions about comments")
        constraints = [
            models.CheckConstraint(
                name="policies_suggestion_is_a_share", condition=Q(confidence__gte=0, confidence__lte=1)
            ),
            models.CheckConstraint(name="policies_suggestion_names_model", condition=~Q(model="")),
            models.CheckConstraint(
                name="policies_suggestion_decided_by_whom",
                condition=Q(state="open") | Q(decided_by__isnull=False, decided_at__isnull=False),
            ),
            models.CheckConstraint(
                name="policies_suggestion_of_another",
                condition=Q(other__isnull=True) | ~Q(other=F("group")),
            ),
            models.UniqueConstraint(
                fields=["group", "kind", "other"],
                name="policies_similar_once",
                condition=Q(kind="similar"),
            ),
            models.UniqueConstraint(
                fields=["group", "kind"], name="policies_suggestion_once", condition=~Q(kind="similar")
            ),
        ]
        indexes = [
            models.Index(fields=["kind", "state", "-confidence"], name="policies_suggestions_open"),
        ]

    def __str__(self) -> str:
        return f"{self.group_id} {self.kind}"


class GroupAct(models.Model):
    """What an officer did to groups, with the reason; the machine never undoes it."""

    group = models.ForeignKey("policies.CommentGroup", on_delete=models.CASCADE, related_name="acts")
    other = models.ForeignKey("policies.CommentGroup", on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=6, choices=GroupActKind.choices)
    comment_count = models.PositiveIntegerField()
    reason = models.TextField(blank=True)
    by = models.ForeignKey(_OFFICER, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["group", "-at", "-id"]
        verbose_name = _("act on groups")
        verbose_name_plural = _("acts on groups")

    def __str__(self) -> str:
        return f"{self.group_id} {self.kind}"
