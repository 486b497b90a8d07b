"""Which numbers of the law hold: the shipped ones, with what officers entered and approved laid over them."""

from datetime import date

from dongthuan.apps.clocks.models.parameters import ParameterVersion
from dongthuan.law.model import Parameter, Verified
from dongthuan.law.packs import NoSuchRow, row_in_force, shipped_parameters
from dongthuan.law.wanted import WANTED


def entered_parameters() -> list[Parameter]:
    """Return the approved numbers of officers, the latest approval first."""
    return [as_parameter(row) for row in reversed(ParameterVersion.objects.approved())]


def parameters_in_force_now() -> list[Parameter]:
    """Return every number, those of officers before the shipped: the first of a key and day holds."""
    return [*entered_parameters(), *shipped_parameters()]


def as_parameter(row: ParameterVersion) -> Parameter:
    """Return what an officer entered as the law is written here."""
    return Parameter(
        key=row.key,
        title=row.title,
        value=row.value,
        upper=None,
        measure=row.measure,
        valid_from=row.valid_from,
        valid_to=row.valid_to,
        instrument=row.instrument,
        article=row.article,
        source=row.source,
        verified=Verified(row.verified),
        note=row.note,
    )


def missing_parameters(*, on: date) -> list[tuple[str, str]]:
    """Return key and title of what the product asks the law for and nobody has entered for a day."""
    known = parameters_in_force_now()
    missing = []
    for key, (title, _measure) in WANTED.items():
        try:
            row_in_force(known, key, on=on)
        except NoSuchRow:
            missing.append((key, title))
    return missing
