"""A day of invented news for the tests of the brief."""

import hashlib
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta

from dongthuan.apps.accounts.models import Officer, RoleHeld
from dongthuan.apps.common.roles import Role
from dongthuan.apps.monitoring.lifecycle import Origin, Stage
from dongthuan.apps.monitoring.models.items import Item
from dongthuan.apps.monitoring.models.sources import Source
from dongthuan.apps.monitoring.models.stories import Story
from dongthuan.apps.monitoring.models.topics import Mention, Topic, TopicHour
from dongthuan.apps.units.models import Unit

NOON = datetime(2026, 3, 2, 5, tzinfo=UTC)
DAY = date(2026, 3, 2)
LEAD = "Buổi mở cửa diễn ra sáng nay, vào cửa tự do. " + "Câu này quá dài " + "và kéo mãi không thôi " * 14


def add_officer(role: Role, name: str, full_name: str, post: str = "") -> Officer:
    """Return an officer with one role in the agency."""
    officer = Officer.objects.create_user(name, full_name=full_name, post=post)
    unit = Unit.objects.get(parent__isnull=True)
    RoleHeld.objects.create(officer=officer, role=role, unit=unit, start_on=date(2020, 1, 1))
    return officer.on(DAY)


class News:
    """Sources, topics and items of one day, and the counts of the month before."""

    def __init__(self) -> None:
        root = Unit.objects.get(parent__isnull=True)
        self.institute = Unit.objects.create(
            code="VIEN", name="Viện Thử nghiệm", kind="institute", parent=root, start_on=date(2020, 1, 1)
        )
        kinds = Source.OutletClass
        self.press, self.other, self.third = (
            self._source(name, kinds.PRESS) for name in ("Báo A", "Báo B", "Báo C")
        )
        self.social = self._source("Diễn đàn", kinds.SOCIAL)
        self.abroad = self._source("Journal", kinds.INTERNATIONAL)
        self.government = self._source("Cổng tin", kinds.GOVERNMENT)
        self.everything = Topic.objects.create(slug="tat-ca", name="Tất cả", kind=Topic.Kind.EVERYTHING)
        self.agency = Topic.objects.create(
            slug="vien", name="Viện", kind=Topic.Kind.AGENCY, unit=self.institute, phrases=["viện"]
        )
        self._tell()
        self._count_last_month()

    def _source(self, name: str, outlet_class: str) -> Source:
        return Source.objects.create(name=name, outlet=name, outlet_class=outlet_class)

    def _tell(self) -> None:
        both = [self.everything, self.agency]
        noise = Story.objects.create(title="Ồn", first_at=NOON, last_at=NOON)
        first = self.add(
            "Dân phản ánh Viện gây ồn", polarity="negative", story=noise, topics=both, relevance=0.9
        )
        self.add(
            "Dân kể chuyện Viện gây ồn", polarity="negative", story=noise, topics=both, source=self.other
        )
        self.add("Bản chép", polarity="negative", story=noise, topics=both, source=self.third, copy_of=first)
        self.add("Viện mở cửa đón khách", polarity="positive", topics=both, lead=LEAD, origin=Origin.HUMAN)
        self.add("Chính phủ ban hành chương trình", source=self.government, topics=[self.everything])
        self.add("Bàn luận trên mạng về Viện", source=self.social, topics=both)
        self.add(
            "Tạp chí nước ngoài viết về biển",
            polarity="positive",
            source=self.abroad,
            topics=[self.everything],
        )
        self.add("Tin hôm trước", topics=both, at=NOON - timedelta(hours=13))
        self.add("Giá cà phê", topics=[])

    def add(self, title: str, *, topics: Sequence[Topic], **given: object) -> Item:
        """Add one counted item that speaks of these topics."""
        at = given.pop("at", NOON)
        usual = {
            "source": self.press,
            "polarity": "neutral",
            "polarity_origin": given.pop("origin", "machine"),
        }
        item = Item.objects.create(
            url=f"https://bao.example/{Item.objects.count()}",
            url_key=hashlib.sha256(title.encode()).digest(),
            title=title,
            published_at=at,
            published_origin="feed",
            first_seen_at=at,
            counted_hour=at,
            stage=Stage.COUNTED,
            model_id="m",
            **(usual | given),
        )
        for topic in topics:
            Mention.objects.create(topic=topic, item=item, confidence=0.9, matched_by="t")
        return item

    def _count_last_month(self) -> None:
        hour = datetime(2026, 2, 10, 3, tzinfo=UTC)
        for polarity, count in (("negative", 10), ("neutral", 30)):
            TopicHour.objects.create(
                topic=self.everything, hour=hour, polarity=polarity, original_count=count
            )
