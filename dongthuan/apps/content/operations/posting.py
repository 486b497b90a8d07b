"""Channels that a person serves: the words are fitted, a checklist ticked, the address of the post pasted."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from dongthuan.apps.audit import operations as audit
from dongthuan.apps.common.access import require
from dongthuan.apps.common.roles import Actor
from dongthuan.apps.content.channels import CHANNELS, is_of_channel
from dongthuan.apps.content.lifecycle import POST_NEXT, PostState, TextState
from dongthuan.apps.content.models.posts import Publication
from dongthuan.apps.content.operations.texts import NotInThatState, locked
from dongthuan.apps.content.queries.corrections import latest_revision
from dongthuan.apps.content.rules import ACCESS, Act
from dongthuan.apps.press.models.channels import OfficialChannel

LONGEST_URL = 1000


class ServedByItself(Exception):
    """The portal and the feeds have the text by themselves."""


class NotTicked(Exception):
    """Everything on the checklist is confirmed first."""


class NotOfChannel(Exception):
    """The address is not one of this channel, over https."""


class StillEmbargoed(Exception):
    """The embargo has not passed."""


@transaction.atomic
def confirm_post(  # what a person confirms in one go
    *,
    publication: Publication,
    url: str,
    ticked: Sequence[str],
    official_channel: OfficialChannel | None,
    by: Actor,
    at: datetime,
) -> Publication:
    """Note that the current version was posted, with its address, which is looked at later.

    Raises NotInThatState, ServedByItself, StillEmbargoed, NotTicked, NotOfChannel.
    """
    row = _locked(publication)
    require(ACCESS, Act.POST, by, row.text)
    channel = CHANNELS[row.channel]
    if channel.is_automatic:
        raise ServedByItself
    if row.text.state != TextState.PUBLISHED or PostState.CONFIRMED not in POST_NEXT[PostState(row.state)]:
        raise NotInThatState(row.state)
    if row.text.public_at is not None and row.text.public_at > at:
        raise StillEmbargoed
    if {code for code, _words in channel.checklist} - set(ticked):
        raise NotTicked
    if len(url) > LONGEST_URL or not is_of_channel(channel, url):
        raise NotOfChannel
    revision = latest_revision(row.text)
    row.state, row.url, row.ticked = PostState.CONFIRMED, url, sorted(set(ticked))
    row.official_channel, row.revision = official_channel, revision.number if revision else 0
    row.confirmed_by_id, row.confirmed_at = by.pk, at
    row.verified_at, row.verified_how, row.looked_at, row.look_count = None, "", None, 0
    row.save()
    details = {"channel": row.channel, "url": url, "revision": row.revision}
    audit.note(act=Act.POST, actor=by, record=row.text, at=at, details=details)
    return row


@transaction.atomic
def drop_post(*, publication: Publication, by: Actor, at: datetime) -> Publication:
    """Say that a text is not to be posted on a channel, or after all is."""
    row = _locked(publication)
    require(ACCESS, Act.POST, by, row.text)
    to = PostState.PLANNED if row.state == PostState.DROPPED else PostState.DROPPED
    if CHANNELS[row.channel].is_automatic or to not in POST_NEXT[PostState(row.state)]:
        raise NotInThatState(row.state)
    row.state = to
    row.save(update_fields=["state"])
    audit.note(act=Act.POST, actor=by, record=row.text, at=at, details={"channel": row.channel, "to": to})
    return row


@transaction.atomic
def note_look(*, publication: Publication, how: str, by: Actor, at: datetime) -> Publication:
    """Note what the machine found at the pasted address. how: "" = not there, "refused" = it may not look."""
    row = _locked(publication)
    require(ACCESS, Act.VERIFY, by, row.text)
    row.looked_at = at
    row.look_count += 1
    if how and how != "refused":
        row.state, row.verified_at, row.verified_how = PostState.VERIFIED, at, how
    elif how == "refused":
        row.verified_how = how
    else:
        row.state = PostState.MISSING
    row.save()
    details = {"channel": row.channel, "found": how}
    audit.note(act=Act.VERIFY, actor=by, record=row.text, at=at, details=details)
    return row


def _locked(publication: Publication) -> Publication:
    text = locked(publication.text)
    row = Publication.objects.select_for_update(of=("self",)).get(pk=publication.pk)
    row.text = text
    return row
