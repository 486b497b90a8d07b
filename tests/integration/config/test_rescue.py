"""A job whose worker was killed is done by another, also where one like it waits in the queue already."""

import asyncio
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection
from procrastinate.contrib.django import app

from dongthuan.config.schedule import rescue

NAME = "monitoring.understand"


def states() -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute("select status from procrastinate_jobs where task_name = %s order by id", [NAME])
        return [row[0] for row in cursor.fetchall()]


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(("waiting", "after"), [(False, ["todo"]), (True, ["failed", "todo"])])
def test_what_a_dead_worker_held_is_free_again(waiting: bool, after: list[str]) -> None:
    job = app.configure_task(NAME, lock="understand", queueing_lock="understand")
    job.defer()
    with connection.cursor() as cursor:  # a worker took it, and was killed and pruned
        cursor.execute("update procrastinate_jobs set status = 'doing', worker_id = null")
    if waiting:
        job.defer()
    with ThreadPoolExecutor(1) as apart:  # a browser's loop may run in this thread
        apart.submit(asyncio.run, rescue.func()).result()
    assert states() == after
