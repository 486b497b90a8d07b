"""What an order and a delivered piece can be, and which state follows which; no tables."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Mode(models.TextChoices):
    """By which form the press is commissioned (Decree 32/2019/NĐ-CP)."""

    ASSIGN = "assign", _("Assignment to an own public unit")
    ORDER = "order", _("Commissioned order")
    TENDER = "tender", _("Tender")


class PriceBasis(models.TextChoices):
    """On what the unit prices rest."""

    NORM = "norm", _("Norm issued by the competent authority")
    DECISION = "decision", _("Price decision of the competent authority")
    NONE = "none", _("None exists")


class OrderState(models.TextChoices):
    """How far an order is."""

    DRAFT = "draft", _("Being prepared")
    OFFERED = "offered", _("Awaits the outlet's answer")
    ACCEPTED = "accepted", _("Accepted by the outlet")
    REFUSED = "refused", _("Refused by the outlet")
    RUNNING = "running", _("Being delivered")
    DELIVERED = "delivered", _("Finally accepted")
    SETTLED = "settled", _("Settled")
    CANCELLED = "cancelled", _("Cancelled")


ORDER_NEXT: dict[OrderState, frozenset[OrderState]] = {
    OrderState.DRAFT: frozenset({OrderState.OFFERED, OrderState.CANCELLED}),
    OrderState.OFFERED: frozenset({OrderState.ACCEPTED, OrderState.REFUSED, OrderState.DRAFT}),
    OrderState.ACCEPTED: frozenset({OrderState.RUNNING, OrderState.DRAFT}),
    OrderState.REFUSED: frozenset({OrderState.DRAFT, OrderState.CANCELLED}),
    OrderState.RUNNING: frozenset({OrderState.DELIVERED}),
    OrderState.DELIVERED: frozenset({OrderState.SETTLED}),
    OrderState.SETTLED: frozenset(),
    OrderState.CANCELLED: frozenset(),
}
BEFORE_FORCE = frozenset({OrderState.OFFERED, OrderState.ACCEPTED, OrderState.REFUSED})
IN_FORCE = frozenset({OrderState.RUNNING, OrderState.DELIVERED, OrderState.SETTLED})


class PartKind(models.TextChoices):
    """What kind of piece is ordered."""

    NEWS = "news", _("News item")
    ARTICLE = "article", _("Written article")
    REPORT = "report", _("Feature report")
    INTERVIEW = "interview", _("Interview")
    VIDEO = "video", _("Video, television item")
    AUDIO = "audio", _("Radio item")
    GRAPHIC = "graphic", _("Graphic")
    OTHER = "other", _("Other product")


class PieceState(models.TextChoices):
    """Whether a published piece counts as delivered."""

    PROPOSED = "proposed", _("Proposed, to be confirmed")
    CONFIRMED = "confirmed", _("Confirmed")
    REJECTED = "rejected", _("Not this order's")


class Look(models.TextChoices):
    """What was found at the address of a piece."""

    NOT_YET = "", _("not looked at yet")
    ALIVE = "alive", _("link answers")
    DEAD = "dead", _("dead link")
    PAPER = "paper", _("handed in as a file")


class PaymentKind(models.TextChoices):
    """What a movement of an order's money is."""

    ADVANCE = "advance", _("Advance")
    PAYMENT = "payment", _("Payment by accepted quantity")
    RECOVERY = "recovery", _("Advance recovered")
