"""Why an act on a matter, a verification or a card is refused, beside the rules of access."""


class ChangedMeanwhile(Exception):
    """Somebody else changed the record since the officer saw it."""


class NotInThatState(Exception):
    """The state does not allow this step."""


class NoReason(Exception):
    """A reason must be given."""


class NoWords(Exception):
    """The text that the act is about is empty."""


class AheadOfTime(Exception):
    """The instant lies in the future: what has not happened cannot have started a limit."""


class StillOwes(Exception):
    """The law still waits for a statement on the matter: its clock runs."""


class BeforeStart(Exception):
    """What is said to answer the duty was said before its time began to run."""


class NoChange(Exception):
    """It stands like that already."""


class LosesLimit(Exception):
    """The other matter is under another clause, or its time runs from later: a limit would be lost."""


class HasMerged(Exception):
    """Others go on in this matter, so it cannot itself go on in another."""


class SpokenTogether(Exception):
    """What was said since counts for both matters: they are not parted any more."""


class AlreadyOnMatter(Exception):
    """The record hangs on a matter already; `matter` is that one."""

    def __init__(self, matter: object) -> None:
        super().__init__(str(matter))
        self.matter = matter
