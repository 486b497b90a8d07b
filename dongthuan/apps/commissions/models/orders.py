"""Orders, what they order, the links by which outlets answer, and what was paid. All sums in whole đồng."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from dongthuan.apps.accounts.oversight import oversees
from dongthuan.apps.commissions.lifecycle import Mode, OrderState, PartKind, PaymentKind, PriceBasis
from dongthuan.apps.common.roles import Actor, Role

_OFFICER = settings.AUTH_USER_MODEL


class OrderQuerySet(models.QuerySet["Order"]):
    """What one asks of orders."""

    def visible_to(self, officer: Actor) -> "OrderQuerySet":
        """Return the orders the officer may read: the same as the rule of `commissions.read`."""
        held = officer.held_roles()
        if oversees(officer) or any(role == Role.LEGAL_OFFICER for role, _unit in held):
            return self.all()
        return self.filter(unit_id__in=[unit for _role, unit in held])


class Order(models.Model):
    """What one press agency is to deliver for money. unit: who orders; own_unit: the outlet as our own unit.

    list_entry, price_ground, tender_ground: by which decisions; no_price_reason: why without a price.
    total_vnd: of all parts; advance_percent: the level that decision or contract sets; advance_limit_vnd: so.
    accepted_vnd: accepted quantity × unit price; advanced_vnd, paid_vnd: paid before, and by acceptance;
    recovered_vnd: what came back. legal_*: who confirmed the form. paper: decision or contract.
    """

    unit = models.ForeignKey(
        "units.Unit", on_delete=models.PROTECT, related_name="press_orders", verbose_name=_("ordering unit")
    )
    title = models.CharField(_("name of the order"), max_length=300)
    mode = models.CharField(_("form"), max_length=10, choices=Mode.choices)
    outlet = models.ForeignKey(
        "press.Outlet", on_delete=models.PROTECT, related_name="orders", verbose_name=_("press agency")
    )
    own_unit = models.ForeignKey(
        "units.Unit", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    topic = models.CharField(_("topic"), max_length=300)
    message = models.TextField(_("message"), blank=True)
    start_on = models.DateField(_("from"))
    end_on = models.DateField(_("until"))
    list_entry = models.CharField(_("entry in the list of services"), max_length=300, blank=True)
    price_basis = models.CharField(
        _("price basis"), max_length=10, choices=PriceBasis.choices, default=PriceBasis.NONE
    )
    price_ground = models.CharField(_("number of the price decision or norm"), max_length=300, blank=True)
    no_price_reason = models.CharField(_("why without a price basis"), max_length=500, blank=True)
    tender_ground = models.CharField(_("decision on the result of the tender"), max_length=300, blank=True)
    line = models.ForeignKey(
        "budgets.Line", on_delete=models.PROTECT, null=True, blank=True, related_name="press_orders"
    )
    task = models.ForeignKey(
        "plans.Task", on_delete=models.SET_NULL, null=True, blank=True, related_name="press_orders"
    )
    advance_percent = models.PositiveSmallIntegerField(_("level of advances (%)"), default=0)

    total_vnd = models.PositiveBigIntegerField(_("value"), default=0)
    advance_limit_vnd = models.PositiveBigIntegerField(_("advances at most"), default=0)
    accepted_vnd = models.PositiveBigIntegerField(_("accepted"), default=0)
    advanced_vnd = models.PositiveBigIntegerField(_("advanced"), default=0)
    paid_vnd = models.PositiveBigIntegerField(_("paid by acceptance"), default=0)
    recovered_vnd = models.PositiveBigIntegerField(_("recovered"), default=0)

    state = models.CharField(_("state"), max_length=10, choices=OrderState.choices, default=OrderState.DRAFT)
    version = models.PositiveIntegerField(default=1)
    prepared_by = models.ForeignKey(_OFFICER, on_delete=models.PROTECT, related_name="+")
    prepared_at = models.DateTimeField()
    legal_by = models.ForeignKey(_OFFICER, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    legal_at = models.DateTimeField(null=True, blank=True)
    legal_words = models.CharField(_("what the legal officer found"), max_length=500, blank=True)
    ordered_by = models.ForeignKey(
        _OFFICER, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    answered_at = models.DateTimeField(null=True, blank=True)
    reason = models.CharField(_("reason"), max_length=2000, blank=True)
    paper = models.ForeignKey(
        "documents.OfficialDocument", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    commitment = models.OneToOneField(
        "budgets.Commitment", on_delete=models.PROTECT, null=True, blank=True, related_name="press_order"
    )

    objects: ClassVar[OrderQuerySet] = OrderQuerySet.as_manager()  # type: ignore[assignment]  # Django's own habit

    class Meta:
        ordering = ["-prepared_at", "-id"]
        verbose_name = _("order of the press")
        verbose_name_plural = _("orders of the press")
        constraints = [
            models.CheckConstraint(name="commissions_order_is_named", condition=~Q(title="")),
            models.CheckConstraint(name="commissions_days_in_order", condition=Q(end_on__gte=F("start_on"))),
            models.CheckConstraint(
                name="commissions_own_unit_if_assigned",
                condition=~Q(mode="assign") | Q(own_unit__isnull=False) | Q(state__in=["draft", "cancelled"]),
            ),
            models.CheckConstraint(
                name="commissions_never_above_ordered", condition=Q(accepted_vnd__lte=F("total_vnd"))
            ),
            models.CheckConstraint(
                name="commissions_never_above_accepted", condition=Q(paid_vnd__lte=F("accepted_vnd"))
            ),
            models.CheckConstraint(
                name="commissions_advances_within",
                condition=Q(advanced_vnd__lte=F("advance_limit_vnd"), advance_limit_vnd__lte=F("total_vnd")),
            ),
            models.CheckConstraint(
                name="commissions_recovers_what_was_paid",
                condition=Q(recovered_vnd__lte=F("advanced_vnd") + F("paid_vnd")),
            ),
            models.CheckConstraint(
                name="commissions_settled_is_even",
                condition=~Q(state="settled")
                | Q(accepted_vnd=F("advanced_vnd") + F("paid_vnd") - F("recovered_vnd")),
            ),
        ]
        indexes = [
            models.Index(fields=["state", "end_on"], name="commissions_by_state"),
            models.Index(fields=["outlet", "-prepared_at"], name="commissions_by_outlet"),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """Return the page of the order."""
        return reverse("commissions:order", args=[self.pk])

    @property
    def keeper(self) -> str:
        """By what name the order keeps its commitment in the budgets."""
        return f"{self._meta.label_lower}:{self.pk}"

    @property
    def net_vnd(self) -> int:
        """What the outlet has of our money: advances and payments, less what came back."""
        return self.advanced_vnd + self.paid_vnd - self.recovered_vnd

    @property
    def due_vnd(self) -> int:
        """What is still to be paid for what was accepted; below nothing where too much was advanced."""
        return self.accepted_vnd - self.net_vnd

    @property
    def over_vnd(self) -> int:
        """What was advanced beyond what was accepted."""
        return max(0, -self.due_vnd)

    @property
    def has_contract(self) -> bool:
        """Whether it goes out as a contract (Mẫu 03, 04) rather than as a decision (Mẫu 01, 02)."""
        return self.own_unit_id is None or self.mode == Mode.TENDER


class Part(models.Model):
    """One line of an order: so many pieces of one kind at one price, on which channel, until when."""

    order = models.ForeignKey(Order, on_delete=models.CASCADE, related_name="parts")
    kind = models.CharField(_("kind of piece"), max_length=10, choices=PartKind.choices)
    title = models.CharField(_("what about"), max_length=300)
    channel = models.CharField(_("channel"), max_length=200)
    due_on = models.DateField(_("to be published until"))
    unit_price_vnd = models.PositiveBigIntegerField(_("unit price"))
    quantity = models.PositiveIntegerField(_("quantity"))
    accepted_quantity = models.PositiveIntegerField(_("accepted quantity"), default=0)

    class Meta:
        ordering = ["id"]
        verbose_name = _("deliverable")
        verbose_name_plural = _("deliverables")
        constraints = [
            models.CheckConstraint(
                name="commissions_part_is_some", condition=Q(unit_price_vnd__gt=0, quantity__gt=0)
            ),
            models.CheckConstraint(
                name="commissions_part_never_above", condition=Q(accepted_quantity__lte=F("quantity"))
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.title}"

    @property
    def amount_vnd(self) -> int:
        """Unit price × quantity."""
        return self.unit_price_vnd * self.quantity

    @property
    def accepted_vnd(self) -> int:
        """Unit price × accepted quantity."""
        return self.unit_price_vnd * self.accepted_quantity


class Payment(models.Model):
    """One movement of an order's money; the budgets hold the same sum on its commitment."""

    order = models.ForeignKey(Order, on_delete=models.CASCADE, related_name="payments")
    kind = models.CharField(_("kind"), max_length=10, choices=PaymentKind.choices)
    amount_vnd = models.PositiveBigIntegerField(_("amount (VND)"))
    on = models.DateField(_("day"))
    words = models.CharField(_("voucher"), max_length=500, blank=True)
    by = models.ForeignKey(_OFFICER, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["-at", "-id"]
        verbose_name = _("payment of an order")
        verbose_name_plural = _("payments of orders")
        constraints = [
            models.CheckConstraint(name="commissions_payment_is_some", condition=Q(amount_vnd__gt=0)),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.amount_vnd}"


class OfferLink(models.Model):
    """A link by which the outlet accepts or refuses one order, once, until it expires."""

    order = models.ForeignKey(Order, on_delete=models.CASCADE, related_name="links")
    token_hash = models.CharField(max_length=64, unique=True)
    recipient = models.CharField(_("sent to"), max_length=254)
    message = models.ForeignKey(
        "notices.Message", on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    made_by = models.ForeignKey(_OFFICER, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)
    answer = models.CharField(max_length=10, blank=True)

    class Meta:
        ordering = ["-made_at"]
        verbose_name = _("link to answer by")
        verbose_name_plural = _("links to answer by")

    def __str__(self) -> str:
        return f"{self.order_id} {self.recipient}"
