"""Every minute: what is due is published, what waits is mailed; now and then posts are looked at."""

import smtplib
import time
from functools import partial

from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from procrastinate.contrib.django import app

from dongthuan.apps.accounts.queries import acting_system
from dongthuan.apps.common.clock import local_day, now
from dongthuan.apps.content.operations.bounces import note_returned
from dongthuan.apps.content.operations.due import publish_one_due
from dongthuan.apps.content.operations.mailing import own_up, send_one
from dongthuan.apps.content.operations.posting import note_look
from dongthuan.apps.content.queries.posts import to_look_at
from dongthuan.apps.content.verifying import look

PUBLISHED_AT_ONCE = 100
MAIL_SECONDS = 50
LOOKS_AT_ONCE = 10


@app.task(name="content.publish", queue="content", lock="content.publish", queueing_lock="content.publish")
def publish_due(timestamp: int = 0) -> None:
    """Publish the scheduled texts whose time has come."""
    for _turn in range(PUBLISHED_AT_ONCE):
        at = now()
        by = acting_system(on=local_day(at))
        if by is None or publish_one_due(by=by, at=at) is None:
            return


@app.task(name="content.mail", queue="content", lock="content.mail", queueing_lock="content.mail")
def send_mailings(timestamp: int = 0) -> None:
    """Send the mails of mailings that wait, over one connection; say which were lost in a worker's death."""
    at = now()
    by = acting_system(on=local_day(at))
    if by is None:
        return
    own_up(by=by, at=at)
    note_returned(by=by, at=at)
    stop_at = time.monotonic() + MAIL_SECONDS
    connection = get_connection()
    try:
        while (
            time.monotonic() < stop_at and send_one(at=now(), send=partial(hand_over, connection)) is not None
        ):
            pass
    finally:
        connection.close()


def hand_over(connection: BaseEmailBackend, mail: EmailMessage) -> None:
    """Hand one mail over; a connection that failed is closed, so that the next mail opens a fresh one."""
    try:
        connection.open()
        connection.send_messages([mail])
    except (OSError, smtplib.SMTPException):
        connection.close()
        raise


@app.task(name="content.look", queue="content", lock="content.look", queueing_lock="content.look")
def look_at_posts(timestamp: int = 0) -> None:
    """Look whether posts stand where people say they are."""
    at = now()
    by = acting_system(on=local_day(at))
    if by is None:
        return
    for publication in to_look_at(at=at)[:LOOKS_AT_ONCE]:
        note_look(publication=publication, how=look(publication), by=by, at=now())
