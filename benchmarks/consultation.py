"""How a consultation with 50,000 comments on 120 articles is taken in, grouped, listed and handed out.

DATABASE_URL=… PYTHONPATH=. python benchmarks/consultation.py [--comments 50000] [--read 512] [--pages]

The database must be migrated; all but the flood lies in a transaction that is undone. The flood is committed,
comment by comment as on the portal, so give a database of its own. Seconds are of the clock on the wall and
of the processor (of Python alone: the database works beside it).
"""

import argparse
import random
import resource
import statistics
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from itertools import count

from dongthuan.config.startup import prepare_django

prepare_django()

from django.db import connection, transaction  # noqa: E402  # Django stands first
from django.test import Client  # noqa: E402  # Django stands first

from dongthuan.analysis.comment_groups import text_key  # noqa: E402  # Django stands first
from dongthuan.analysis.provisions import read_provisions  # noqa: E402  # Django stands first
from dongthuan.analysis.text import fold  # noqa: E402  # Django stands first
from dongthuan.analysis.understanding import Reader  # noqa: E402  # Django stands first
from dongthuan.apps.accounts.models import Officer  # noqa: E402  # Django stands first
from dongthuan.apps.accounts.operations import (  # noqa: E402  # Django stands first
    AgencyContent,
    found_agency,
    give_role,
)
from dongthuan.apps.common.roles import Role  # noqa: E402  # Django stands first
from dongthuan.apps.policies.answers_sheets import answers_sheets  # noqa: E402  # Django stands first
from dongthuan.apps.policies.models.comment_groups import CommentGroup  # noqa: E402  # Django stands first
from dongthuan.apps.policies.models.comments import Comment, CommentRefusal  # noqa: E402  # Django stands first
from dongthuan.apps.policies.models.consultations import Consultation  # noqa: E402  # Django stands first
from dongthuan.apps.policies.models.dossiers import PolicyDossier  # noqa: E402  # Django stands first
from dongthuan.apps.policies.operations import drafts  # noqa: E402  # Django stands first
from dongthuan.apps.policies.operations.comments import (  # noqa: E402  # Django stands first
    CommentContent,
    TooManyFromThere,
    post_comment,
)
from dongthuan.apps.policies.operations.grouping import group_batch  # noqa: E402  # Django stands first
from dongthuan.apps.policies.operations.grouping_suggestions import (  # noqa: E402  # Django stands first
    Meanings,
    suggest_batch,
)
from dongthuan.apps.policies.queries import public  # noqa: E402  # Django stands first
from dongthuan.apps.policies.queries.workbooks import fingerprint_of  # noqa: E402  # Django stands first
from dongthuan.apps.policies.receipts import FIRST, receipt_of  # noqa: E402  # Django stands first
from dongthuan.apps.press.meaning import encoder  # noqa: E402  # Django stands first
from dongthuan.apps.units.models import Unit  # noqa: E402  # Django stands first
from dongthuan.docgen.sheet_xlsx import as_xlsx  # noqa: E402  # Django stands first

AT = datetime(2026, 11, 2, 2, tzinfo=UTC)
ARTICLES = 120
WHO = [
    "người dân",
    "doanh nghiệp",
    "hợp tác xã",
    "trường học",
    "bệnh viện",
    "xã, phường",
    "hiệp hội",
    "hộ kinh doanh",
]
WHAT = [
    "thời hạn",
    "kinh phí",
    "hồ sơ",
    "phí, lệ phí",
    "trách nhiệm",
    "mức phạt",
    "dữ liệu",
    "thẩm quyền",
    "lộ trình",
]
WHY = [
    "chưa rõ",
    "khó thực hiện",
    "trùng với luật khác",
    "tốn chi phí",
    "hợp lý",
    "cần thiết",
    "chưa có hạ tầng",
]
DO = [
    "đề nghị sửa",
    "đề nghị bỏ",
    "đề nghị giữ",
    "cần bổ sung",
    "nên làm rõ",
    "xin giải thích thêm",
    "tôi ủng hộ",
]
ENDS = ["Trân trọng", "Xin cảm ơn", "Kính đề nghị xem xét", "Mong sớm phản hồi"]
ASKED = 40
NUMBERS = count()


def main() -> None:
    """Fill, group, ask, flood, print, undo."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--comments", type=int, default=50_000)
    parser.add_argument("--read", type=int, default=512)
    parser.add_argument("--flood", type=int, default=10_000)
    parser.add_argument("--pages", action="store_true", help="only what the pages need, and the pages")
    args = parser.parse_args()
    if args.pages:
        args.flood = args.read = 0
    if args.flood:
        flood(*begin(f"do-y-kien-{time.time_ns()}"), args.flood)
    if not args.comments:
        return
    with transaction.atomic():
        system, consultation = begin("do-y-kien")
        fill(consultation, args.comments)
        with measured("grouping"):
            while group_batch(consultation=consultation, by=system, at=AT):
                pass
        groups = CommentGroup.objects.filter(consultation=consultation).live().count()
        print(f"  {groups} groups, {memory()} MB at most", flush=True)
        analyse()
        read(consultation, system, args.read)
        if not args.pages:
            workbook(consultation)
        pages(consultation)
        transaction.set_rollback(True)


@contextmanager
def measured(what: str) -> Iterator[None]:
    """Print how long something takes."""
    begun, worked = time.perf_counter(), time.process_time()
    yield
    spent = time.perf_counter() - begun
    print(f"{what}: {spent:.1f} s, {time.process_time() - worked:.1f} s of Python", flush=True)


def memory() -> int:
    """Return the most memory this process held, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def begin(slug: str) -> tuple[Officer, Consultation]:
    """Write an open consultation on a published draft of 120 articles with 8 clauses each."""
    if not Unit.objects.filter(parent__isnull=True).exists():
        content = AgencyContent("CQ", "Cơ quan thử", "CQ", "Hà Nội", AT.date() - timedelta(days=900))
        found_agency(content=content, at=AT, on=AT.date())
    unit = Unit.objects.get(parent__isnull=True)
    system = Officer.objects.get(username="he-thong").on(AT.date())
    other, is_new = Officer.objects.get_or_create(username="do-thu", defaults={"full_name": "Đo thử"})
    since = AT.date() - timedelta(days=900)
    if is_new:
        give_role(officer=other, role=Role.UNIT_OFFICER, unit=unit, start_on=since, by=system, at=AT)
    dossier = PolicyDossier.objects.create(
        title="Đo",
        kind="law",
        unit=unit,
        drafter=system,
        stage="consulting",
        stage_since=AT,
        created_by=system,
        created_at=AT,
    )
    consultation = Consultation.objects.create(
        dossier=dossier,
        title="Đo",
        slug=slug,
        purpose="Đo",
        state="open",
        opens_at=AT,
        closes_at=AT + timedelta(days=60),
        legal_basis="x",
        contact="x",
        responsible=system,
        secrecy_checked_by=other,
        created_by=system,
        created_at=AT,
        opened_by=other,
        opened_at=AT,
    )
    lines = []
    for article in range(1, ARTICLES + 1):
        lines.append(f"Điều {article}. Quy định thứ {article}")
        lines += [f"{n}. {WHO[n % 8]} thực hiện {WHAT[n % 9]} thứ {article}.{n}." for n in range(1, 9)]
    begun = time.perf_counter()
    outline = read_provisions("\n".join(lines), is_wrapped=False)
    print(f"read a draft: {len(outline.pieces)} provisions in {time.perf_counter() - begun:.2f} s")
    version = drafts.DraftVersion.objects.create(
        consultation=consultation,
        number=1,
        text_hash="0" * 64,
        uploaded_by=system,
        uploaded_at=AT,
        state="published",
        published_by=system,
        published_at=AT,
    )
    drafts.keep_provisions(version, outline)
    return system, consultation


def fill(consultation: Consultation, wanted: int) -> None:
    """Write invented comments: a third repeats campaigns word for word, a sixth nearly, the rest do not."""
    chance = random.Random(7)
    version = consultation.draft_versions.get()
    articles = list(version.provisions.filter(kind="article"))
    campaigns = [sentence(chance) + " " + sentence(chance) for _ in range(60)]
    begun, previous, rows = time.perf_counter(), FIRST, []
    for number in range(1, wanted + 1):
        draw = chance.random()
        text = chance.choice(campaigns) if draw < 0.5 else sentence(chance) + " " + sentence(chance)
        if 0.33 < draw < 0.5:
            text += f" {chance.choice(ENDS)}."
        at = AT + timedelta(seconds=number * 60)
        comment = Comment(
            consultation=consultation,
            number=number,
            draft_version=version,
            text=text,
            folded=fold(text),
            provision=chance.choice(articles) if chance.random() < 0.6 else None,
            author_kind="person",
            source="portal",
            text_key=text_key(text),
            received_at=at,
            created_at=at,
            state="visible",
            network_hash=f"{chance.randrange(9000):064x}",
            previous_hash=previous,
            code_hash=f"{number:064x}",
        )
        comment.provision_now = comment.provision
        comment.author_kind = "organisation" if chance.random() < 0.1 else "person"
        comment.receipt_hash = previous = receipt_of(comment)
        rows.append(comment)
        if len(rows) == 2_000:
            Comment.objects.bulk_create(rows)
            rows = []
    Comment.objects.bulk_create(rows)
    analyse()
    print(f"fill: {wanted} comments in {time.perf_counter() - begun:.0f} s, {memory()} MB")


def sentence(chance: random.Random) -> str:
    """Return an invented comment of one sentence."""
    who, what, why, do = (chance.choice(words) for words in (WHO, WHAT, WHY, DO))
    where = f"khoản {chance.randrange(1, 9)} Điều {chance.randrange(1, ARTICLES)}"
    how = chance.choice(WHAT)
    return f"Đối với {who}, quy định về {what} tại {where} {why}, vì vậy {do} theo hướng {how} rõ hơn."


def analyse() -> None:
    """Let the planner know what was written."""
    with connection.cursor() as cursor:
        for table in ("comment", "commentgroup", "groupkey", "provision", "suggestion"):
            cursor.execute(f"analyze policies_{table}")


def read(consultation: Consultation, system: Officer, wanted: int) -> None:
    """Read the largest groups with the encoder."""
    reader, held, done = Reader(encoder()), Meanings(), 0
    begun, worked = time.perf_counter(), time.process_time()
    while done < wanted:
        some = suggest_batch(consultation=consultation, reader=reader, held=held, by=system, at=AT)
        if not some:
            break
        done += some
    spent = time.perf_counter() - begun
    if done:
        cpu = time.process_time() - worked
        print(f"reading: {done} groups in {spent:.0f} s ({cpu:.0f} s of Python), {memory()} MB at most")


def flood(system: Officer, consultation: Consultation, wanted: int) -> None:
    """Send many comments from one network within a minute, each in a transaction of its own."""
    taken, at = 0, AT + timedelta(days=45)
    with measured(f"{wanted} comments from one network"):
        for number in range(wanted):
            content = CommentContent("Cùng một lời gửi rất nhiều lần.", network="192.0.2.7")
            moment = at + timedelta(minutes=1) * number / wanted
            try:
                post_comment(consultation=consultation, content=content, by=system, at=moment)
                taken += 1
            except TooManyFromThere:
                pass
    refused = CommentRefusal.objects.get(consultation=consultation, reason="flood").count
    print(f"  {taken} taken, {refused} refused and counted", flush=True)


def workbook(consultation: Consultation) -> None:
    """Draw the table with every comment."""
    with measured("fingerprint of a workbook"):
        fingerprint_of(consultation)
    with measured("the table and every comment as XLSX"):
        size = len(as_xlsx(answers_sheets(consultation), made_at=AT))
    print(f"  {size / 1e6:.1f} MB, {memory()} MB of memory at most", flush=True)


def pages(consultation: Consultation) -> None:
    """Ask what pages ask, and the pages themselves."""
    report("public counts", lambda: public.public_counts(consultation))
    report("a page of public comments", lambda: list(public.public_comments(consultation)[:50]))
    officer = Officer.objects.get(username="do-thu")
    client = Client()
    client.force_login(officer)
    for path in PAGES:
        address = path.format(consultation.pk)
        report(address, lambda address=address: asked(client, address))


def asked(client: Client, address: str) -> None:
    """Ask for a page under an address of its own, so that no kept page answers."""
    joined = "&" if "?" in address else "?"
    answer = client.get(f"{address}{joined}lan={next(NUMBERS)}", HTTP_HOST="localhost")
    if answer.status_code != 200:
        raise SystemExit(f"{address}: {answer.status_code}")


PAGES = [
    "/cong/lay-y-kien/do-y-kien/",
    "/cong/lay-y-kien/do-y-kien/y-kien/",
    "/chinh-sach/lay-y-kien/{}/tra-loi/",
    "/chinh-sach/lay-y-kien/{}/y-kien/?stance=against",
    "/chinh-sach/lay-y-kien/{}/y-kien/",
    "/chinh-sach/lay-y-kien/{}/y-kien/?state=visible&q=kinh+phi",
    "/chinh-sach/lay-y-kien/{}/nhom/",
    "/chinh-sach/lay-y-kien/{}/goi-y/",
]


def report(name: str, ask: Callable[[], object]) -> None:
    """Print how long something takes, in milliseconds."""
    times = []
    for _ in range(ASKED):
        begun = time.perf_counter()
        ask()
        times.append((time.perf_counter() - begun) * 1000)
    times.sort()
    print(f"{name}: median {statistics.median(times):.0f} ms, p95 {times[int(0.95 * ASKED) - 1]:.0f} ms")


if __name__ == "__main__":
    main()
