"""When the jobs run. The jobs themselves live in their apps; a second scheduler does no harm."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils.timezone import localtime
from procrastinate import exceptions
from procrastinate.contrib.django import app
from procrastinate.jobs import Status

from dongthuan.apps.awareness import jobs as awareness
from dongthuan.apps.capacity import jobs as capacity
from dongthuan.apps.clearances import jobs as clearances
from dongthuan.apps.clocks import jobs as clocks
from dongthuan.apps.commissions import jobs as commissions
from dongthuan.apps.common.clock import now
from dongthuan.apps.content import jobs as content
from dongthuan.apps.desk import jobs as desk
from dongthuan.apps.disclosure.jobs import links as disclosure_links
from dongthuan.apps.disclosure.jobs import requests as information_requests
from dongthuan.apps.files import jobs as files
from dongthuan.apps.matters import jobs as matters
from dongthuan.apps.monitoring.jobs import (
    briefs,
    collecting,
    grouping,
    importing,
    learning,
    reading,
    warning,
    watching,
)
from dongthuan.apps.notices import jobs as notices
from dongthuan.apps.partners import jobs as partners
from dongthuan.apps.plans import jobs as plans
from dongthuan.apps.policies.jobs import answers as policies_answers
from dongthuan.apps.policies.jobs import dossiers as policies_dossiers
from dongthuan.apps.policies.jobs import grouping as policies_grouping
from dongthuan.apps.portal.jobs import searching as portal_search
from dongthuan.apps.portal.jobs import telling as portal_telling
from dongthuan.apps.press.jobs import desk as press_desk
from dongthuan.apps.press.jobs import registers as press_registers
from dongthuan.apps.reports import jobs as reports
from dongthuan.apps.reports import statutory_jobs
from dongthuan.config.backups import forget_old, make_backup, verify_backup
from dongthuan.config.database import database_url
from dongthuan.config.paths import data_folder

STALLED_SECONDS = 20


@app.task(name="queue.rescue", queue="rescue", queueing_lock="rescue", pass_context=False)
async def rescue(timestamp: int = 0) -> None:
    """Queue again the jobs of workers that died: procrastinate marks them, but leaves the retry to us.

    Where one like it waits already, that one does the work, and the dead one must only give its lock free.
    """
    for job in await app.job_manager.get_stalled_jobs(seconds_since_heartbeat=STALLED_SECONDS):
        try:
            await app.job_manager.retry_job(job)
        except exceptions.UniqueViolation:
            await app.job_manager.finish_job(job, Status.FAILED, delete_job=False)


@app.task(name="backup.make", queue="backup", lock="backup.make", queueing_lock="backup.make")
def back_up(timestamp: int = 0) -> None:
    """Make the backup of the night, try it in a database of its own, and let the oldest go."""
    if not settings.BACKUP_FOLDER:
        return
    folder, passphrase, database = Path(settings.BACKUP_FOLDER), settings.BACKUP_PASSPHRASE, database_url()
    at = localtime(now())
    path = make_backup(database=database, data=data_folder(), folder=folder, at=at, passphrase=passphrase)
    verify_backup(path, database=database, passphrase=passphrase)
    forget_old(folder, keep=settings.BACKUP_KEEP)


PERIODIC: tuple[tuple[str, Any], ...] = (
    ("* * * * * */20", rescue),
    ("* * * * *", collecting.collect_due),
    ("31 19 * * *", collecting.purge),  # 02:31 in Hà Nội
    ("* * * * *", importing.import_exports),
    ("* * * * *", reading.understand),
    ("* * * * *", reading.group),
    ("13,43 * * * *", commissions.propose),
    ("51 20 * * *", grouping.propose),  # 03:51 in Hà Nội
    ("4 * * * *", watching.watch),
    ("* * * * *", watching.alert),
    ("9 * * * *", watching.forecast),
    ("50 18 * * 6", learning.refit),  # 01:50 on Sundays in Hà Nội
    ("11 * * * *", warning.warn),
    ("21 20 1 * *", warning.recalibrate),  # 03:21 in Hà Nội, each month
    ("30 23 * * *", briefs.compile_today),  # 06:30 in Hà Nội: the queue reads its times in UTC
    ("45 23 * * *", briefs.compile_trend_reports),  # 06:45 in Hà Nội, of the week and month before
    ("* * * * *", desk.build),
    ("* * * * *", notices.deliver),
    ("15 * * * *", plans.remind),
    ("20 * * * *", plans.escalate_unanswered),
    ("25 * * * *", reports.remind),
    ("26 * * * *", capacity.remind),
    ("* * * * *", awareness.tell),
    ("27 * * * *", awareness.remind),
    ("28 * * * *", partners.remind),
    ("*/5 * * * *", clocks.remind),
    ("*/5 * * * *", information_requests.start_limits),
    ("38 19 * * *", information_requests.purge),
    ("*/5 * * * *", clearances.urge),
    ("* * * * *", content.publish_due),
    ("* * * * *", content.send_mailings),
    ("*/10 * * * *", content.look_at_posts),
    ("*/15 * * * *", disclosure_links.look_at_links),
    ("24 * * * *", disclosure_links.keep_register),
    ("* * * * *", portal_search.index),
    ("* * * * *", portal_telling.tell),
    ("46 19 * * *", portal_telling.forget),
    ("*/10 * * * *", clocks.redate),
    ("41 19 * * *", files.purge),
    ("51 19 * * *", notices.purge),
    ("56 19 * * *", plans.purge_imports),
    ("*/2 * * * *", press_desk.poll_mail),
    ("*/10 * * * *", press_desk.alarm),
    ("0 0,10 * * *", press_desk.sum_up_day),  # 07:00 and 17:00 in Hà Nội
    ("*/30 * * * *", press_desk.keep_lines),
    ("*/5 * * * *", press_registers.watch),
    ("* * * * *", matters.sweep),
    ("2-59/10 * * * *", matters.measure),
    ("18 * * * *", matters.remind),
    ("* * * * *", policies_dossiers.close_due),
    ("* * * * *", policies_grouping.group),
    ("47 19 * * *", policies_grouping.forget),
    ("28 * * * *", policies_dossiers.remind),
    ("* * * * *", policies_answers.tell),
    ("33 17 * * *", statutory_jobs.open_year),  # 00:33 in Hà Nội
    ("36 19 * * *", press_registers.purge),
    ("10 18 * * *", back_up),  # 01:10 in Hà Nội
)
for cron, task in PERIODIC:
    app.periodic(cron=cron, periodic_id=task.name)(task)
