"""The demonstration's comments on its draft: on articles of two versions, some alike, a flood, one hidden."""

import tomllib
from datetime import datetime, timedelta
from typing import Any

from dongthuan.apps.accounts.models import Officer
from dongthuan.apps.accounts.operations import system_officer
from dongthuan.apps.common.clock import local_day
from dongthuan.apps.demonstration.invention import DATA
from dongthuan.apps.demonstration.policies import DraftsShown
from dongthuan.apps.demonstration.work import Cast
from dongthuan.apps.policies.comments_lifecycle import AuthorKind
from dongthuan.apps.policies.models.comments import Comment
from dongthuan.apps.policies.models.drafts import Provision
from dongthuan.apps.policies.operations.comments import CommentContent, post_comment
from dongthuan.apps.policies.operations.drafts import publish_draft, upload_draft
from dongthuan.apps.policies.operations.grouping import group_batch
from dongthuan.apps.policies.operations.moderation import hide_comment, show_comments

SECOND = DATA / "du-thao-quy-che-2.txt"
SECOND_DAYS_AGO = 4


def set_up_comments(shown: DraftsShown, *, cast: Cast, at: datetime) -> None:
    """Let the invented public comment on the first version, publish a second one, and let it go on."""
    system = system_officer(on=local_day(at))
    rows = tomllib.loads((DATA / "y-kien.toml").read_text(encoding="utf-8"))["comments"]
    earlier = [row for row in rows if row["days_ago"] > SECOND_DAYS_AGO]
    _posted(shown, earlier, cast, by=system, at=at)
    _second_version(shown, cast, at=at - timedelta(days=SECOND_DAYS_AGO))
    _posted(shown, [row for row in rows if row not in earlier], cast, by=system, at=at)
    while group_batch(consultation=shown.consultation, by=system, at=at):
        pass


def _second_version(shown: DraftsShown, cast: Cast, *, at: datetime) -> None:
    draft = upload_draft(
        consultation=shown.consultation,
        data=SECOND.read_bytes(),
        name=SECOND.name,
        note="Tiếp thu ý kiến về thời gian công khai và thủ tục đăng ký (minh hoạ)",
        by=cast.earth,
        at=at,
    )
    publish_draft(version=draft, seen=draft.version, by=cast.earth, at=at)


def _posted(shown: DraftsShown, rows: list[dict[str, Any]], cast: Cast, *, by: Officer, at: datetime) -> None:
    """Post what the rows say, then show it, hide it, or leave it waiting, as they say."""
    for row in rows:
        posted = [_post(shown, row, number, by=by, at=at) for number in range(row.get("count", 1))]
        if row.get("waiting"):
            continue
        seen_at = at - timedelta(days=row["days_ago"]) + timedelta(hours=12)
        keys = [one.pk for one in posted]
        show_comments(consultation=shown.consultation, comments=keys, by=cast.earth, at=seen_at)
        if row.get("hidden"):
            comment = Comment.objects.get(pk=keys[0])
            reason = row["hidden"]
            hide_comment(comment=comment, seen=comment.version, reason=reason, by=cast.earth, at=seen_at)


def _post(shown: DraftsShown, row: dict[str, Any], number: int, *, by: Officer, at: datetime) -> Comment:
    content = CommentContent(
        text=row["text"],
        author_kind=AuthorKind(row["kind"]),
        author_name=row.get("name", ""),
        provision=_article(shown, row["article"]),
    )
    when = at - timedelta(days=row["days_ago"]) + timedelta(minutes=7 * number)
    return post_comment(consultation=shown.consultation, content=content, by=by, at=when).comment


def _article(shown: DraftsShown, path: str) -> Provision | None:
    if not path:
        return None
    versions = shown.consultation.draft_versions.published().order_by("-number")
    return Provision.objects.get(draft_version=versions[0], path=path)
