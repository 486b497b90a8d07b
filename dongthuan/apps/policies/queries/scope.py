"""Whether a draft is in the scope of Decision 407: the criteria as known now, and what was answered."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from dongthuan.apps.clocks.models.rulebook import VERIFIED
from dongthuan.apps.policies.dossiers_lifecycle import Scope, Yes
from dongthuan.apps.policies.models.dossiers import CriterionAnswer, CriterionWording
from dongthuan.law.communication import criteria
from dongthuan.law.model import Verified


@dataclass(frozen=True, slots=True)
class KnownCriterion:
    """One criterion. text: "" = nobody knows its wording yet. since: answers before this do not count."""

    key: str
    text: str
    source: str
    verified: Verified
    confirmed_by: str = ""
    since: datetime | None = None

    @property
    def compared(self) -> str:
        """How far it was compared with the legal text, in words."""
        return str(dict(VERIFIED)[self.verified.value])


@dataclass(frozen=True, slots=True)
class CriterionRow:
    """A criterion with its answer. is_stale: answered when the wording was another."""

    criterion: KnownCriterion
    given: CriterionAnswer | None

    @property
    def is_stale(self) -> bool:
        """Whether the answer was given to other words."""
        since = self.criterion.since
        return self.given is not None and since is not None and self.given.answered_at < since

    @property
    def answer(self) -> Yes:
        """The answer that counts."""
        if self.given is None or self.is_stale or not self.criterion.text:
            return Yes.UNKNOWN
        return Yes(self.given.answer)


def known_criteria() -> tuple[KnownCriterion, ...]:
    """Return the criteria in the order of the decision, with what legal officers entered and confirmed."""
    entered: dict[str, CriterionWording] = {}
    rows = CriterionWording.objects.filter(confirmed_at__isnull=False).select_related("confirmed_by")
    for row in rows.order_by("confirmed_at", "pk"):
        entered[row.key] = row
    return tuple(
        KnownCriterion(
            row.key,
            row.text or (found.text if found else ""),
            found.source if found and not row.text else f"{row.instrument}; {row.source}",
            row.verified,
            found.confirmed_by.full_name if found and found.confirmed_by and not row.text else "",
            found.confirmed_at if found and not row.text else None,
        )
        for row in criteria()
        for found in [entered.get(row.key)]
    )


def rows_of(known: Sequence[KnownCriterion], answers: Iterable[CriterionAnswer]) -> list[CriterionRow]:
    """Return each criterion with the answer of one dossier."""
    given = {answer.key: answer for answer in answers}
    return [CriterionRow(one, given.get(one.key)) for one in known]


def scope_of(rows: Iterable[CriterionRow]) -> Scope:
    """Return whether a draft is in scope: one "no" puts it out, all "yes" put it in, else nobody knows."""
    answers = [row.answer for row in rows]
    if Yes.NO in answers:
        return Scope.OUT
    return Scope.IN if answers and set(answers) == {Yes.YES} else Scope.UNKNOWN
