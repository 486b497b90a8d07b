"""Staff, the map, needs, courses, certificates and the contact list as workbooks."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from dongthuan.apps.capacity.lifecycle import Skill
from dongthuan.apps.capacity.models.staff import Member
from dongthuan.apps.capacity.models.training import Certificate, Course, TrainingNeed
from dongthuan.apps.capacity.queries.staff import UnitCover
from dongthuan.apps.common.sheets import Column, Columns
from dongthuan.apps.press.models.spokespersons import Spokesperson

Levels = Mapping[int, Mapping[str, int]]


def member_columns(levels: Levels) -> Columns[Any]:
    """Return the columns of the staff list; levels: by key of the person and skill."""
    return (
        Column(_("Full name"), lambda row: row.full_name, 26),
        Column(_("Post"), lambda row: row.post, 26),
        Column(_("Unit"), lambda row: row.unit.name, 34),
        Column(_("Share of work"), lambda row: row.get_engagement_display(), 16),
        Column(_("Duties in communication"), lambda row: row.duty_words, 40),
        Column(_("Languages beside Vietnamese"), lambda row: row.language_words, 24),
        *(_level_column(skill, levels) for skill in Skill),
        Column(_("Trained"), lambda row: bool(row.is_trained), 10),
        Column(_("Does it since"), lambda row: row.start_on, 12),
    )


def _level_column(skill: Skill, levels: Levels) -> Column[Any]:
    return Column(skill.label, lambda row: levels.get(row.pk, {}).get(skill.value), 12)


def _cell_column(number: int, skill: Skill) -> Column[UnitCover]:
    return Column(skill.label, lambda row: _said(row, number), 18)


def _said(row: UnitCover, number: int) -> str:
    cell = row.cells[number]
    return f"{cell.level}/{cell.need}" if cell.need else str(cell.level)


COVER: Columns[UnitCover] = (
    Column(_("Unit"), lambda row: row.unit.name, 34),
    Column(_("People"), lambda row: row.count, 10),
    Column(_("Full time"), lambda row: row.full_time, 10),
    Column(_("Trained"), lambda row: row.trained, 10),
    *(_cell_column(number, skill) for number, skill in enumerate(Skill)),
    Column(_("Skills below the need"), lambda row: row.gaps, 12),
)

NEEDS: Columns[TrainingNeed] = (
    Column(_("Full name"), lambda row: row.member.full_name, 26),
    Column(_("Unit"), lambda row: row.member.unit.name, 34),
    Column(_("Skill"), lambda row: row.get_skill_display(), 26),
    Column(_("Level to reach"), lambda row: row.level, 10),
    Column(_("Why it is needed"), lambda row: row.words, 40),
    Column(_("State"), lambda row: row.get_state_display(), 16),
    Column(_("Course"), lambda row: row.course.title if row.course else "", 34),
)

COURSES: Columns[Course] = (
    Column(_("Course"), lambda row: row.title, 40),
    Column(_("Skill"), lambda row: row.get_skill_display(), 26),
    Column(_("Level it leads to"), lambda row: row.level, 10),
    Column(_("Held by"), lambda row: row.provider, 26),
    Column(_("Estimate"), lambda row: row.estimate_vnd, 18),
    Column(_("Line of money"), lambda row: str(row.line) if row.line else "", 34),
    Column(_("Invited"), lambda row: getattr(row, "invited", None), 10),
    Column(_("Certificates"), lambda row: getattr(row, "certified", None), 10),
    Column(_("State"), lambda row: row.get_state_display(), 16),
)

CERTIFICATES: Columns[Certificate] = (
    Column(_("Number"), lambda row: row.number, 20),
    Column(_("Full name"), lambda row: row.invitation.member.full_name, 26),
    Column(_("Unit"), lambda row: row.invitation.member.unit.name, 34),
    Column(_("Course"), lambda row: row.invitation.course.title, 40),
    Column(_("Given on"), lambda row: row.issued_on, 12),
    Column(_("Holds until"), lambda row: row.expires_on, 12),
    Column(_("Why revoked"), lambda row: row.revoked_reason, 30),
)

CONTACTS: Columns[Member] = (
    Column(_("Full name"), lambda row: row.full_name, 26),
    Column(_("Post"), lambda row: row.post, 26),
    Column(_("Unit"), lambda row: row.unit.name, 34),
    Column(_("Share of work"), lambda row: row.get_engagement_display(), 16),
    Column(_("Duties in communication"), lambda row: row.duty_words, 40),
    Column(_("Work telephone"), lambda row: row.phone, 18),
    Column(_("Official e-mail"), lambda row: row.official_email, 30),
)

SPEAKERS: Columns[Spokesperson] = (
    Column(_("Full name"), lambda row: row.full_name, 26),
    Column(_("Post"), lambda row: row.post, 26),
    Column(_("Speaks for"), lambda row: row.unit.name, 34),
    Column(_("Speaks as"), lambda row: row.get_kind_display(), 26),
    Column(_("Work telephone"), lambda row: row.phone, 18),
    Column(_("Official e-mail"), lambda row: row.official_email, 30),
)
