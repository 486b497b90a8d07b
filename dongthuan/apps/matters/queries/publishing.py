"""Which texts of a matter are cleared and wait to be published from its page, and what to look at first."""

from dataclasses import dataclass, field

from dongthuan.apps.common.access import allowed_acts
from dongthuan.apps.common.roles import Actor
from dongthuan.apps.content.checks import Finding
from dongthuan.apps.content.lifecycle import TextState
from dongthuan.apps.content.models.texts import Text
from dongthuan.apps.content.queries.texts import findings_in, is_ready
from dongthuan.apps.content.rules import ACCESS, Act
from dongthuan.apps.matters.models.matters import Matter

MOST = 10


@dataclass(frozen=True, slots=True)
class Waiting:
    """A cleared text. findings: what a person looks at first; may: the officer may publish it."""

    text: Text
    may: bool
    findings: list[Finding] = field(default_factory=list)

    @property
    def is_blocked(self) -> bool:
        """Whether something must be put right first."""
        return any(one.is_blocking for one in self.findings)


def statements_waiting(matter: Matter, *, seen_by: Actor) -> list[Waiting]:
    """Return the cleared drafts of a matter, and of those that go on in it, the oldest first."""
    texts = Text.objects.visible_to(seen_by).filter(
        record_type=matter._meta.label_lower, record_key__in=matter.family_keys, state=TextState.DRAFT
    )
    rows = texts.select_related("unit", "spokesperson", "mandate").order_by("pk")[:MOST]
    publish = {Act.PUBLISH: ACCESS[Act.PUBLISH]}
    return [
        Waiting(text, bool(allowed_acts(publish, seen_by, text)), findings_in(text))
        for text in rows
        if is_ready(text)
    ]
