"""Every ordering of edits, pictures, clearing, embargo, schedule, publication, correction and withdrawal."""

import random
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import Any, ClassVar

import pytest
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from dongthuan.apps.accounts.models import Officer
from dongthuan.apps.clearances.operations.clearances import SameWords
from dongthuan.apps.clearances.queries.clearances import hash_of
from dongthuan.apps.content.models.revisions import CorrectionNotice
from dongthuan.apps.content.models.texts import Text
from dongthuan.apps.content.operations import correcting, pictures, publishing, texts
from dongthuan.apps.content.operations.due import publish_one_due
from dongthuan.apps.content.queries.corrections import open_correction
from dongthuan.apps.content.queries.pictures import pictures_of
from dongthuan.apps.content.queries.public import public_picture, public_text
from dongthuan.apps.content.wholes import whole_from_plain
from dongthuan.apps.units.models import Unit
from tests.integration.content.conftest import BODY, HOUR, NOON, Maker, content_of
from tests.integration.content.picture_cast import WHOLE, drawn

OUT = "have_it_cleared publish"
WAYS = [
    "edit",
    "have_it_cleared",
    "have_it_cleared schedule",
    "have_it_cleared set_embargo publish",
    OUT,
    f"{OUT} draft_correction",
    f"{OUT} draft_correction have_correction_cleared",
    f"add_picture {OUT} draft_correction add_picture have_correction_cleared publish_correction",
    f"{OUT} withdraw",
]
PICTURE = drawn(size=(60, 40))
REFUSED = (
    texts.NotInThatState,
    SameWords,
    publishing.NotCleared,
    publishing.EmbargoOrSchedule,
    publishing.InThePast,
    correcting.CorrectionOpen,
    pictures.TooManyPictures,
)


class Orderings(RuleBasedStateMachine):
    """Do anything at any time, and compare what happened with what may happen."""

    make: ClassVar[Maker]
    clear: ClassVar[Callable[..., None]]
    agency: ClassVar[Unit]
    press: ClassVar[Officer]
    writer: ClassVar[Officer]
    system: ClassVar[Officer]

    @initialize(ways=st.sampled_from(WAYS))
    def begin(self, ways: str) -> None:
        """Draw up a text and lead it some way, so that late states are met; all is undone at the end."""
        self.savepoint = transaction.savepoint()
        self.at = NOON
        self.text = type(self).make()
        self.state, self.is_cleared, self.count = "draft", False, 0
        self.embargo: datetime | None = None
        self.due: datetime | None = None
        self.public_at: datetime | None = None
        self.correction, self.versions = "", 0
        self.alts: dict[str, list[str]] = {"text": [], "correction": [], "public": []}
        for name in ways.split():
            getattr(self, name)()

    def teardown(self) -> None:
        """Undo everything."""
        if hasattr(self, "savepoint"):
            transaction.savepoint_rollback(self.savepoint)

    def done(self, act: Callable[..., Any], *, may: bool, **given: Any) -> bool:
        """Do an act at the next instant; it must succeed exactly where it may."""
        self.text.refresh_from_db()
        before = Text.objects.filter(pk=self.text.pk).values().get()
        by = given.pop("by", self.press)
        try:
            with transaction.atomic():
                act(by=by, at=self.at, **given)
        except REFUSED:
            assert not may, (act.__name__, self.state)
            assert Text.objects.filter(pk=self.text.pk).values().get() == before  # no trace
            return False
        assert may, (act.__name__, self.state)
        return True

    @property
    def seen(self) -> dict[str, Any]:
        """The text and its version, as on somebody's screen."""
        self.text.refresh_from_db()
        return {"text": self.text, "version": self.text.version}

    @rule()
    def edit(self) -> None:
        """Change a word."""
        self.count += 1
        content = content_of(self.agency, body=f"{BODY} Câu thứ {self.count}.")
        given = self.seen | {"content": content, "by": self.writer}
        if self.done(texts.rewrite_text, may=self.state == "draft", **given):
            self.is_cleared = False

    @rule()
    def add_picture(self) -> None:
        """Put a picture in."""
        alt = self._new_alt()
        if self._with_picture(pictures.add_picture, file=PICTURE, content=replace(WHOLE, alt=alt)):
            self.alts[self.on] = [*self.alts[self.on], alt]

    @rule()
    def describe_picture(self) -> None:
        """Say something else of the first picture."""
        alt = self._new_alt()
        if self._with_picture(pictures.describe_picture, is_first=True, content=replace(WHOLE, alt=alt)):
            self.alts[self.on] = [alt, *self.alts[self.on][1:]]

    @rule()
    def remove_picture(self) -> None:
        """Take the first picture out."""
        if self._with_picture(pictures.remove_picture, is_first=True):
            self.alts[self.on] = self.alts[self.on][1:]

    @property
    def on(self) -> str:
        """Which pictures are worked on now: those of the correction where one is drafted."""
        return "correction" if self.correction else "text"

    def _new_alt(self) -> str:
        self.count += 1
        return f"Trạm đo nhìn từ phía {self.count}"

    def _with_picture(self, act: Callable[..., Any], *, is_first: bool = False, **given: Any) -> bool:
        """Do something with pictures; it ends the clearance of what they stand in."""
        record = open_correction(self.text) or self.seen["text"]
        first = pictures_of(record).first()
        if is_first and first is None:
            return False
        given |= {"picture": first} if is_first else {"record": record}
        has_room = is_first or len(self.alts[self.on]) < pictures.MOST_PICTURES
        may = has_room and (self.state == "draft" or bool(self.correction))
        if not self.done(act, may=may, version=record.version, by=self.writer, **given):
            return False
        if self.correction:
            self.correction = "draft"
        else:
            self.is_cleared = False
        return True

    @rule()
    def have_it_cleared(self) -> None:
        """Have the words cleared by two."""
        may = self.state == "draft" and not self.is_cleared
        if self.done(lambda **_who: type(self).clear(self.text, self.at), may=may):
            self.is_cleared = True

    @rule()
    def set_embargo(self) -> None:
        """Set an embargo two hours ahead."""
        until = self.at + 2 * HOUR
        if self.done(publishing.set_embargo, may=self.state == "draft", until=until, **self.seen):
            self.embargo = until

    @rule()
    def lift_embargo(self) -> None:
        """Lift the embargo."""
        if self.done(publishing.set_embargo, may=self.state == "draft", until=None, **self.seen):
            self.embargo = None

    @rule()
    def schedule(self) -> None:
        """Put it on the schedule for the next hour."""
        may = self.state == "draft" and self.is_cleared and self.embargo is None
        when = self.at + HOUR
        given = self.seen | {"publish_at": when, "has_looked": True}
        if self.done(publishing.schedule_text, may=may, **given):
            self.state, self.due = "scheduled", when

    @rule()
    def unschedule(self) -> None:
        """Take it off the schedule."""
        if self.done(publishing.unschedule_text, may=self.state == "scheduled", **self.seen):
            self.state, self.due = "draft", None

    @rule()
    def publish(self) -> None:
        """Publish by hand."""
        may = self.state in ("draft", "scheduled") and self.is_cleared
        if self.done(publishing.publish_text, may=may, has_looked=True, **self.seen):
            self._is_out()

    @rule()
    def wait(self) -> None:
        """Let an hour pass, and the machine do what is due."""
        self.at += HOUR
        published = publish_one_due(by=self.system, at=self.at)
        is_due = self.state == "scheduled" and self.due is not None and self.due <= self.at
        assert (published is not None) == is_due
        if is_due:
            self._is_out()

    def _is_out(self) -> None:
        self.state, self.due, self.versions = "published", None, 1
        self.public_at = max(self.at, self.embargo or self.at)
        self.alts["public"] = self.alts["text"]

    @rule()
    def draft_correction(self) -> None:
        """Begin a correction."""
        self.count += 1
        content = correcting.CorrectionContent(
            "Tiêu đề đã sửa", "", f"Nội dung sửa lần {self.count}.", "", "Số liệu cũ sai."
        )
        may = self.state == "published" and not self.correction
        given = {"text": self.seen["text"], "content": content, "by": self.writer}
        if self.done(correcting.draft_correction, may=may, **given):
            self.correction, self.alts["correction"] = "draft", self.alts["text"]

    @rule()
    def have_correction_cleared(self) -> None:
        """Have the correction cleared by two."""
        correction = open_correction(self.text)
        if correction is None:
            return
        may = self.correction == "draft"
        if self.done(lambda **_who: type(self).clear(correction, self.at), may=may):
            self.correction = "cleared"

    @rule()
    def publish_correction(self) -> None:
        """Publish the correction."""
        correction = open_correction(self.text)
        assert (correction is not None) == bool(self.correction)
        if correction is None:
            return
        given = {"correction": correction, "version": correction.version}
        if self.done(correcting.publish_correction, may=self.correction == "cleared", **given):
            self.correction, self.versions = "", self.versions + 1
            self.alts["text"] = self.alts["public"] = self.alts["correction"]

    @rule()
    def withdraw(self) -> None:
        """Withdraw the text."""
        given = self.seen | {"reason": "Thông tin không còn đúng."}
        if self.done(correcting.withdraw_text, may=self.state == "published", **given):
            self.state, self.correction = "withdrawn", ""

    @invariant()
    def what_is_stored_is_what_happened(self) -> None:
        """The row says what the model says; embargo and schedule are never both set."""
        if not hasattr(self, "state"):
            return
        self.text.refresh_from_db()
        assert self.text.state == self.state
        assert self.text.public_at == self.public_at
        assert not (self.text.embargo_until and self.text.scheduled_at)
        assert CorrectionNotice.objects.filter(text=self.text, state="draft").count() == bool(self.correction)

    @invariant()
    def the_public_sees_what_was_cleared_and_nothing_else(self) -> None:
        """Before its time nothing; then the newest version, with every notice, or the banner."""
        if not hasattr(self, "state"):
            return
        shown = public_text(self.text.slug, self.at)
        is_public = self.public_at is not None and self.public_at <= self.at
        assert (shown is not None) == is_public
        revisions = list(self.text.revisions.all())
        assert [one.number for one in revisions] == list(range(self.versions, 0, -1))
        for one in revisions:
            assert hash_of(whole_from_plain(one.content).as_words()) == one.text_hash
        if shown is not None:
            assert shown.revision == self.versions
            assert len(shown.corrections) == self.versions - 1
            assert bool(shown.withdrawn_reason) == (self.state == "withdrawn")
            alts = [] if self.state == "withdrawn" else self.alts["public"]
            assert [one.alt for one in shown.pictures] == alts
            assert all(public_picture(shown.slug, one.shown, self.at) for one in shown.pictures)


ACTS = [
    *("edit", "have_it_cleared", "set_embargo", "lift_embargo", "schedule", "unschedule", "publish", "wait"),
    *("draft_correction", "have_correction_cleared", "publish_correction", "withdraw"),
    *("add_picture", "describe_picture", "remove_picture"),
]


@pytest.fixture
def machine(  # the machine needs the whole cast
    make: Maker,
    clear: Callable[..., None],
    agency: Unit,
    spokesperson: Officer,
    unit_officer: Officer,
    system: Officer,
) -> type[Orderings]:
    """The machine with its cast."""
    Orderings.make, Orderings.clear, Orderings.agency = staticmethod(make), staticmethod(clear), agency
    Orderings.press, Orderings.writer, Orderings.system = spokesperson, unit_officer, system
    return Orderings


def test_every_ordering(machine: type[Orderings]) -> None:
    """Let hypothesis look for an ordering that breaks, and shrink it to the shortest."""
    run_state_machine_as_test(
        machine,
        settings=settings(
            max_examples=20,
            stateful_step_count=20,
            deadline=None,
            derandomize=True,
            suppress_health_check=list(HealthCheck),
        ),
    )


@pytest.mark.parametrize("ways", WAYS)
def test_long_walks_from_every_state(machine: type[Orderings], ways: str) -> None:
    """Walk on evenly from each state: hypothesis alone tries the late acts seldom."""
    dice = random.Random(ways)  # no secret
    for _walk in range(3):
        walker = machine()
        walker.begin(ways)
        for _step in range(15):
            getattr(walker, dice.choice(ACTS))()
            walker.what_is_stored_is_what_happened()
            walker.the_public_sees_what_was_cleared_and_nothing_else()
        walker.teardown()
