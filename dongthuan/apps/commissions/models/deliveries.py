"""Published pieces as evidence of delivery, and the acceptances by which they count."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from dongthuan.apps.commissions.lifecycle import Look, PieceState
from dongthuan.apps.commissions.models.orders import Order, Part

_OFFICER = settings.AUTH_USER_MODEL


class Piece(models.Model):
    """One published piece. item: as the collector found it; sha256: of the archived copy that is `copy`.

    url_key: identity of the address, "" where the piece was handed in as a file; one piece counts once.
    declared_reach: what the outlet says, never what we counted.
    """

    part = models.ForeignKey(Part, on_delete=models.CASCADE, related_name="pieces")
    url = models.CharField(_("address"), max_length=1000, blank=True)
    url_key = models.CharField(max_length=64, blank=True)
    title = models.CharField(_("title"), max_length=500)
    published_on = models.DateField(_("published on"))
    item = models.ForeignKey(
        "monitoring.Item", on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    state = models.CharField(
        _("state"), max_length=10, choices=PieceState.choices, default=PieceState.PROPOSED
    )
    look = models.CharField(_("link"), max_length=6, choices=Look.choices, blank=True)
    look_words = models.CharField(max_length=300, blank=True)
    looked_at = models.DateTimeField(null=True, blank=True)
    copy = models.ForeignKey(
        "files.Attachment", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    sha256 = models.CharField(max_length=64, blank=True)
    declared_reach = models.PositiveIntegerField(_("reach declared by the outlet"), null=True, blank=True)
    reason = models.CharField(_("reason"), max_length=500, blank=True)
    noted_by = models.ForeignKey(_OFFICER, on_delete=models.PROTECT, related_name="+")
    noted_at = models.DateTimeField()
    decided_by = models.ForeignKey(
        _OFFICER, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering = ["published_on", "id"]
        verbose_name = _("published piece")
        verbose_name_plural = _("published pieces")
        constraints = [
            models.UniqueConstraint(
                fields=["url_key"],
                condition=Q(state="confirmed") & ~Q(url_key=""),
                name="commissions_piece_counts_once",
            ),
            models.CheckConstraint(
                name="commissions_confirmed_is_evidenced",
                condition=~Q(state="confirmed")
                | (Q(look__in=["alive", "paper"]) & ~Q(sha256="") & Q(decided_by__isnull=False)),
            ),
        ]
        indexes = [models.Index(fields=["part", "state"], name="commissions_pieces_by_part")]

    def __str__(self) -> str:
        return self.title

    @property
    def is_late(self) -> bool:
        """Whether it was published after its part's last day."""
        return self.published_on > self.part.due_on


class Acceptance(models.Model):
    """That another than who ordered accepts what was delivered. is_final: nothing more is accepted after it.

    ordered_by: who ordered, kept here so that the database holds the two apart.
    """

    order = models.ForeignKey(Order, on_delete=models.CASCADE, related_name="acceptances")
    number = models.PositiveSmallIntegerField(_("number"))
    on = models.DateField(_("accepted on"))
    is_final = models.BooleanField(_("final"), default=False)
    words = models.CharField(_("remarks"), max_length=2000, blank=True)
    amount_vnd = models.PositiveBigIntegerField(_("amount (VND)"))
    ordered_by = models.ForeignKey(_OFFICER, on_delete=models.PROTECT, related_name="+")
    by = models.ForeignKey(_OFFICER, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    paper = models.ForeignKey(
        "documents.OfficialDocument", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering = ["number"]
        verbose_name = _("acceptance")
        verbose_name_plural = _("acceptances")
        constraints = [
            models.UniqueConstraint(fields=["order", "number"], name="commissions_acceptance_once"),
            models.UniqueConstraint(
                fields=["order"], condition=Q(is_final=True), name="commissions_final_once"
            ),
            models.CheckConstraint(name="commissions_accepted_by_another", condition=~Q(by=F("ordered_by"))),
        ]

    def __str__(self) -> str:
        return f"{self.order} · {self.number}"


class AcceptedPart(models.Model):
    """How many pieces of one part an acceptance takes."""

    acceptance = models.ForeignKey(Acceptance, on_delete=models.CASCADE, related_name="parts")
    part = models.ForeignKey(Part, on_delete=models.CASCADE, related_name="accepted")
    quantity = models.PositiveIntegerField(_("accepted quantity"))

    class Meta:
        ordering = ["part"]
        constraints = [
            models.CheckConstraint(name="commissions_accepts_some", condition=Q(quantity__gt=0)),
        ]

    def __str__(self) -> str:
        return f"{self.part} × {self.quantity}"
