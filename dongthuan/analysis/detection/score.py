"""What a detector says of one row, and what an officer may set."""

from dataclasses import dataclass

MODEL_VERSION = "2026.11.3"


@dataclass(frozen=True, slots=True)
class Score:
    """How unusual one row is, with the figures that explain it.

    score: 0 to 1; 0.5 is the series' own threshold for the set false-alarm budget. Damped while an alert is
        held and between the hourly decisions.
    is_alert: an alert starts here; within the hold only if the surprise about doubles.
    baseline, expected_high, observed: in the units of one slot (an hour, or a day for daily series);
        expected_high is what one slot in a hundred would pass.
        NaN where there is too little past, or the source was down.
    p_value: chance of so much or more if nothing were the matter, 0 to 1; 1 where nothing can be said. Of the
        slot, or of the six hours that end with it where these are the more surprising.
    """

    score: float
    is_alert: bool
    baseline: float
    expected_high: float
    observed: float
    p_value: float


@dataclass(frozen=True, slots=True)
class Settings:
    """What an officer may set for a watch.

    minimum_count: least observed value of a slot (or of six hours, for a sparse topic) that may alert.
    hold_hours: hours after an alert in which it is not repeated.
    false_alarms_per_week: budget that sets the threshold from the series' own past; > 0, at most 7.
    """

    minimum_count: float = 4.0
    hold_hours: float = 24.0
    false_alarms_per_week: float = 1.0

    def __post_init__(self) -> None:
        if not 0 < self.false_alarms_per_week <= 7:
            raise ValueError("false_alarms_per_week must be above 0 and at most 7")
        if self.hold_hours < 0 or self.minimum_count < 0:
            raise ValueError("hold_hours and minimum_count must not be negative")
