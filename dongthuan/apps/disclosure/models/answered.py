"""An answered request as the public may read it: question and answer in an officer's words, no identity."""

from datetime import datetime
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from dongthuan.apps.common.roles import Actor
from dongthuan.apps.disclosure.answered_lifecycle import AnsweredState
from dongthuan.apps.disclosure.models.requests import InformationRequest
from dongthuan.apps.disclosure.requests_lifecycle import RequestState

PERSON = settings.AUTH_USER_MODEL
ANSWERED = (RequestState.PROVIDED, RequestState.PARTLY, RequestState.REFUSED)


class AnsweredQuerySet(models.QuerySet["AnsweredSummary"]):
    """What one asks of public summaries."""

    def visible_to(self, officer: Actor) -> "AnsweredQuerySet":
        """Return the summaries of the requests that an officer may read."""
        return self.filter(request__in=InformationRequest.objects.visible_to(officer))

    def public(self, *, at: datetime) -> "AnsweredQuerySet":
        """Return what the public may read at an instant: made public, and the request still answered."""
        shown = self.filter(state=AnsweredState.PUBLISHED, published_at__lte=at)
        return shown.filter(request__state__in=ANSWERED)


class AnsweredSummary(models.Model):
    """The public words of one answered request. written_by and confirmed_by are never the same.

    slug: its address, which tells neither the number of the request nor who asked. note: of whoever gave
    it back. files: of those that were given, the ones made public with it.
    """

    request = models.OneToOneField(InformationRequest, on_delete=models.CASCADE, related_name="summary")
    slug = models.SlugField(max_length=140, unique=True)
    question = models.TextField(_("what was asked"))
    answer = models.TextField(_("what was answered"))
    files = models.ManyToManyField(
        "files.Attachment", blank=True, related_name="+", verbose_name=_("files made public")
    )
    state = models.CharField(
        _("state of the summary"), max_length=10, choices=AnsweredState.choices, default=AnsweredState.DRAFT
    )
    note = models.CharField(_("note to whoever wrote it"), max_length=1000, blank=True)
    written_by = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField()
    confirmed_by = models.ForeignKey(
        PERSON, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    published_at = models.DateTimeField(_("made public"), null=True, blank=True)
    withdrawn_reason = models.CharField(_("why it was withdrawn"), max_length=500, blank=True)
    changed_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    objects: ClassVar[AnsweredQuerySet] = AnsweredQuerySet.as_manager()  # type: ignore[assignment]  # Django's own habit

    class Meta:
        ordering = ["-published_at", "-id"]
        verbose_name = _("public summary of a request")
        verbose_name_plural = _("public summaries of requests")
        constraints = [
            models.CheckConstraint(
                name="disclosure_summary_says_both", condition=~Q(question="") & ~Q(answer="")
            ),
            models.CheckConstraint(
                name="disclosure_summary_by_two",
                condition=Q(confirmed_by__isnull=True) | ~Q(confirmed_by=F("written_by")),
            ),
            models.CheckConstraint(
                name="disclosure_summary_public_whole",
                condition=~Q(state="published") | Q(confirmed_by__isnull=False, published_at__isnull=False),
            ),
            models.CheckConstraint(
                name="disclosure_summary_withdrawn_why",
                condition=~Q(state="withdrawn") | ~Q(withdrawn_reason=""),
            ),
        ]
        indexes = [models.Index(fields=["state", "-published_at", "-id"], name="disclosure_summaries_latest")]

    def __str__(self) -> str:
        return " ".join(self.question.split())[:120]

    def get_absolute_url(self) -> str:
        """The officers' page, which is that of the request's summary."""
        return reverse("disclosure:request-summary", args=[self.request_id])
