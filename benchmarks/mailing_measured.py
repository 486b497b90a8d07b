"""What `benchmarks/mailing.py` seeds and measures, once Django is ready."""

import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from datetime import date, timedelta
from importlib import import_module
from pathlib import Path

from django.core.mail import EmailMessage
from django.core.management import call_command

from dongthuan.apps.accounts.models import Officer
from dongthuan.apps.accounts.operations import AgencyContent, found_agency
from dongthuan.apps.clearances.queries.clearances import hash_of
from dongthuan.apps.common import clock
from dongthuan.apps.content.lifecycle import DeliveryState, TextState
from dongthuan.apps.content.models.mailings import Delivery
from dongthuan.apps.content.models.texts import Text
from dongthuan.apps.content.operations.mailing import own_up, queue_mailing, send_one
from dongthuan.apps.content.operations.publishing import freeze
from dongthuan.apps.content.queries.texts import whole_of
from dongthuan.apps.press.models.contacts import Contact, ContactList
from dongthuan.apps.press.models.journalists import Journalist
from dongthuan.apps.units.models import Unit


def seed(contacts: int) -> tuple[Text, ContactList, Officer]:
    """Fill an empty database: an agency, a published release, a list of so many journalists."""
    call_command("migrate", verbosity=0)
    now = clock.now()
    today = clock.local_day(now)
    content = AgencyContent("CQ", "Cơ quan đo", "CQ", "Hà Nội", date(2020, 1, 1))
    system = found_agency(content=content, at=now, on=today)
    unit = Unit.objects.get()
    text = Text(unit=unit, kind="release", title="Thông cáo đo", body="Nội dung. " * 200, slug="do")
    text.is_official, text.author, text.created_at, text.changed_at = False, system, now, now
    text.state, text.published_at, text.public_at, text.published_by = TextState.PUBLISHED, now, now, system
    text.text_hash = hash_of(whole_of(text).as_words())
    text.save()
    freeze(text, by=system, at=now)
    people = Journalist.objects.bulk_create(
        Journalist(
            full_name=f"Phóng viên {n}",
            email=f"pv{n}@bao{n % 40}.vn",
            source="published",
            keep_until=today + timedelta(days=365),
            changed_at=now,
        )
        for n in range(contacts)
    )
    chosen = ContactList.objects.create(name="Tất cả báo chí", unit=unit)
    Contact.objects.bulk_create(Contact(contact_list=chosen, journalist=one, added_at=now) for one in people)
    return text, chosen, system


def measure(*, contacts: int, kills: int) -> None:
    """Queue, kill workers, and print what came of it."""
    import_module("dongthuan.config.urls")  # as a web process has long done
    text, chosen, system = seed(contacts)
    begun, worked = time.perf_counter(), time.process_time()
    queue_mailing(text=text, contact_list=chosen, by=system, at=clock.now())
    spent = f"{time.perf_counter() - begun:.2f} s, of which {time.process_time() - worked:.2f} s work of ours"
    print(f"queued {Delivery.objects.count()} mails in {spent}")
    box = Path(tempfile.mkdtemp(prefix="dongthuan-box-"))
    dice = random.Random(7)
    begun = time.perf_counter()
    for _kill in range(kills):
        worker = _worker(box)
        seen = len(list(box.iterdir()))
        while len(list(box.iterdir())) < seen + contacts // (kills + 2) and worker.poll() is None:
            time.sleep(0.01)
        time.sleep(dice.random() * 0.05)
        worker.send_signal(signal.SIGKILL)
        worker.wait()
    _worker(box).wait()
    print(f"sent with {kills} kill -9 in {time.perf_counter() - begun:.1f} s, starts of workers included")
    _report(box, system)


def _report(box: Path, system: Officer) -> None:
    later = clock.now() + timedelta(hours=1)
    while own_up(by=system, at=later):
        pass
    got = Counter(path.read_text().split("\n", 1)[0] for path in box.iterdir())
    states = Counter(Delivery.objects.values_list("state", flat=True))
    unsure = set(Delivery.objects.filter(state=DeliveryState.UNSURE).values_list("address", flat=True))
    print(f"addresses that got one mail: {len(got)}; two or more: {sum(n > 1 for n in got.values())}")
    left, kept = len(unsure & set(got)), len(unsure - set(got))
    print(f"states: {dict(states)}; of the unsure {left} had left, {kept} had not")


def _worker(box: Path) -> "subprocess.Popen[bytes]":
    command = [sys.executable, "benchmarks/mailing.py", "--worker", str(box)]
    return subprocess.Popen(command, env={**os.environ, "PYTHONPATH": "."})  # our own file


def work(box: str) -> None:
    """Send what waits, each mail as a file of its own; until nothing waits, or until killed."""
    while send_one(at=clock.now(), send=lambda mail: _put(Path(box), mail)) is not None:
        pass


def _put(box: Path, mail: EmailMessage) -> None:
    """Write the mail as a mail server would take it: whole, and new each time."""
    place = box / f"{time.time_ns()}-{os.getpid()}"
    place.write_text(f"{mail.to[0]}\n{mail.message().as_string()}", encoding="utf-8")
