"""Clauses told apart: what is purpose, what is demanded, what is to be done, and by whom."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from dongthuan.analysis.directive.actors import NOBODY, Hands, hands_of, hands_of_heading
from dongthuan.analysis.directive.names import VERB, name_at
from dongthuan.analysis.directive.outline import Node, is_table_head
from dongthuan.analysis.text import fold

PURPOSE, REQUIREMENT, DUTY, CONTEXT, PROVISION, MIXED = (
    "purpose",
    "requirement",
    "duty",
    "context",
    "provision",
    "mixed",
)
_DUTY_WORDS = (
    "nhiem vu|noi dung|giai phap|to chuc thuc hien|phan cong|trach nhiem|bien phap|hoat dong|cong viec"
    "|trien khai|to chuc trien khai|che do bao cao"
)
_CONTEXT_WORDS = (
    "tinh hinh|thuc trang|dac diem|boi canh|danh gia chung|ket qua dat duoc|ton tai|han che|nguyen nhan"
    "|can cu|co so phap ly|su can thiet"
    "|pham vi|doi tuong|thoi gian|dia diem|kinh phi|nguon kinh phi|thanh phan|du kien ket qua"
    "|giai thich tu ngu"
)
_ROLES = (
    (MIXED, re.compile(r"\b(?:muc dich|muc tieu|quan diem)\b.*\byeu cau\b")),
    (DUTY, re.compile(r"\bnhiem vu\b|\bgiai phap\b|\bto chuc thuc hien\b|\bphan cong\b")),
    (REQUIREMENT, re.compile(r"^\W*(?:cac )?yeu cau\b")),
    (PURPOSE, re.compile(r"^\W*(?:ve )?(?:muc dich|muc tieu|quan diem|y nghia|phuong cham|chi tieu)\b")),
    (CONTEXT, re.compile(rf"^\W*(?:ve )?(?:{_CONTEXT_WORDS})\b")),
    (DUTY, re.compile(rf"\b(?:{_DUTY_WORDS})\b")),
)
_SMALL_ROLES = (
    (MIXED, re.compile(r"\W*(?:muc dich|muc tieu|quan diem)\W+(?:va\W+)?yeu cau\W*$")),
    (REQUIREMENT, re.compile(r"\W*(?:cac )?yeu cau\W*$")),
    (PURPOSE, re.compile(r"\W*(?:muc dich|muc tieu|quan diem)(?: chung| cu the)?(?:\W+y nghia)?\W*$")),
    (
        CONTEXT,
        re.compile(r"\W*(?:kinh phi|nguon kinh phi|thoi gian(?: thuc hien)?|doi tuong|pham vi|dia diem)\W*$"),
    ),
)
_IN_FORCE = re.compile(
    r"(?:Chỉ thị|Quyết định|Nghị quyết|Kế hoạch|Hướng dẫn|Quy chế|Công điện) này có hiệu lực"
)
_PROVISION = re.compile(
    r"(?:Ban hành kèm theo|Phê duyệt|Quyết định này|Nghị quyết này|Kế hoạch này có"
    r"|Chỉ thị này có hiệu lực|Sửa đổi|Bãi bỏ|Thông qua|Phạm vi|Đối tượng)"
    r"|.{0,120}\bcó hiệu lực\b"
)
_ATTRIBUTE = re.compile(
    r"(?:(?:Đơn vị|Cơ quan|Bộ phận|Phòng|Đầu mối|Lãnh đạo)\s+)?(?:chủ trì|phối hợp|thực hiện|phụ trách"
    r"|đầu mối)[^:.;]{0,40}:"
    r"|(?:Thời gian|Thời hạn|Tiến độ|Sản phẩm|Kết quả|Kinh phí|Nguồn kinh phí|Hình thức|Địa điểm"
    r"|Đối tượng|Số lượng|Thành phần|Chỉ tiêu|Phạm vi)[^:.;]{0,40}:",
    re.IGNORECASE,
)
_PURPOSE_START = re.compile(
    r"(?:Nhằm|Nâng cao|Tạo|Góp phần|Cụ thể hóa|Cụ thể hoá|Quán triệt|Phát huy|Tiếp tục)\b"
)
_CAPITAL_VERB = re.compile(VERB, re.IGNORECASE)
_ORDER = re.compile(
    r"(?:Giao|Đề nghị|Yêu cầu|Phân công|Chỉ đạo|Trước|Định kỳ|Chậm nhất|Hằng|Hàng|Khi|Đối với|Trong"
    r"|Không|Kịp|Kiên|Coi|Gắn|Lấy|Đưa|Làm|Đặt|Tìm|Đăng|Phấn)\b"
)
_END = re.compile(r"[.;!?]['\"”)]*\s*$")
_HEADING_CHARS = 180
_DIRECTS = re.compile(r"(?:Chỉ đạo|Yêu cầu|Kiến nghị)\b")
_GENERAL = re.compile(
    r"(?:triển khai|thực hiện)[^.;]{0,60}(?:nhiệm vụ được giao|nhiệm vụ (?:nêu|tại|của)|[Kk]ế hoạch này"
    r"|các nội dung"
    r"|nội dung (?:của )?[Kk]ế hoạch|Chỉ thị này|Hướng dẫn|Nghị quyết)"
    r"|[Cc]ăn cứ (?:nội dung )?(?:[Kk]ế hoạch|[Cc]hỉ thị)[^.;]{0,60}(?:triển khai|thực hiện|xây dựng)"
)
_COLLECTIVE = re.compile(
    r"(?:Các|Toàn thể|Thủ trưởng các|Thủ trưởng|Giám đốc các|Người đứng đầu|Ủy ban nhân dân các"
    r"|Chủ tịch Ủy ban nhân dân các)\b"
)


@dataclass(frozen=True, slots=True)
class Task:
    """A duty as found: its clause, its text, who does it."""

    ref: str
    text: str
    hands: Hands


@dataclass(frozen=True, slots=True)
class Found:
    """What one body asks: demands on how, and things to do; roles gives the role of each clause."""

    requirements: tuple[tuple[str, str], ...]
    tasks: tuple[Task, ...]
    roles: dict[str, str]


def tell_apart(roots: Sequence[Node]) -> Found:
    """Return the demands and duties of a body in its order."""
    roles: dict[str, str] = {}
    requirements: list[tuple[str, str]] = []
    tasks: list[Task] = []
    for node in roots:
        for item in _walk(node, _role(node, DUTY), NOBODY, roles):
            if isinstance(item, Task):
                tasks.append(item)
            else:
                requirements.append(item)
    return Found(tuple(requirements), tuple(tasks), roles)


def general_performer(tasks: Sequence[Task]) -> Task | None:
    """Return the task that tells bodies at large to carry out the whole plan, None where no clause does."""
    for task in tasks:
        if task.hands.leads and _COLLECTIVE.match(task.hands.leads[0]) and _GENERAL.search(task.text):
            return task
    return None


def _role(node: Node, inherited: str) -> str:
    title = node.paragraphs[0] if node.paragraphs else ""
    if node.kind in ("bullet", "letter", "paren") or not is_heading(title):
        is_ruling = node.kind == "article" and _PROVISION.match(title)
        return PROVISION if is_ruling or _IN_FORCE.match(title) else inherited
    folded = fold(title)
    if node.kind in ("arabic", "decimal") and inherited == DUTY:
        return next((role for role, pattern in _SMALL_ROLES if pattern.match(folded)), DUTY)
    return next(
        (role for role, pattern in _ROLES if pattern.search(folded)),
        PROVISION if _PROVISION.match(title) else inherited,
    )


def is_heading(text: str) -> bool:
    """Return whether a first paragraph is a heading: short, and no finished sentence.

    >>> is_heading("Mục đích"), is_heading("Rà soát, cập nhật kế hoạch.")
    (True, False)
    """
    return bool(text) and len(text) <= _HEADING_CHARS and not _END.search(text)


def is_action(text: str) -> bool:
    """Return whether a text begins as something to do: a verb, an order, or a body that acts."""
    name = name_at(text)
    return bool(name) or bool(_CAPITAL_VERB.match(text)) or bool(_ORDER.match(text))


def _walk(node: Node, role: str, heirs: Hands, roles: dict[str, str]) -> Iterator[Task | tuple[str, str]]:
    roles[node.ref] = CONTEXT if role == MIXED else role
    if role in (REQUIREMENT, MIXED):
        yield from _demands(node, role, roles)
    elif role == DUTY:
        yield from _duties(node, heirs, roles)
    else:
        for child in node.children:
            own = _role(child, role)
            if role == CONTEXT and hands_of(_whole(child)).leads:
                own = DUTY
            yield from _walk(child, own, NOBODY, roles)
        if (
            role == CONTEXT
            and not node.children
            and (hands := hands_of("\n".join(node.paragraphs[1:]))).leads
        ):
            roles[node.ref] = DUTY
            yield Task(node.ref, "\n".join(node.paragraphs[1:]), hands)


def _demands(node: Node, role: str, roles: dict[str, str]) -> Iterator[Task | tuple[str, str]]:
    if not node.children:
        text = "\n".join(node.paragraphs)
        is_purpose = role == MIXED and _PURPOSE_START.match(text)
        roles[node.ref] = PURPOSE if is_purpose else REQUIREMENT
        if not is_purpose and not (is_heading(text) and node.kind in ("roman", "upper", "heading")):
            yield node.ref, text
        return
    own = (
        node.paragraphs[1:] if is_heading(node.paragraphs[0] if node.paragraphs else "") else node.paragraphs
    )
    if role == REQUIREMENT and own:
        yield node.ref, "\n".join(own)
    for child in node.children:
        yield from _walk(child, _role(child, role), NOBODY, roles)


def _duties(node: Node, heirs: Hands, roles: dict[str, str]) -> Iterator[Task | tuple[str, str]]:
    first = node.paragraphs[0] if node.paragraphs else ""
    named = hands_of_heading(first) if is_heading(first) else NOBODY
    hands = named if named.leads else heirs
    if not node.children:
        yield from _leaf(node, first, hands, named, roles)
        return
    if _belongs_together(node):
        text = "\n".join([_own_text(node, named), *(_lines_of(child) for child in node.children)]).strip()
        yield Task(node.ref, text, _hands(text, hands))
        return
    own = _own_text(node, named)
    if own and not (is_heading(first) and len(node.paragraphs) == 1) and not own.endswith(":"):
        yield Task(node.ref, own, _hands(own, hands))
    below = hands if not own or named.leads else _hands(own, hands)
    for child in node.children:
        yield from _walk(child, _role(child, DUTY), below, roles)


def _leaf(node: Node, first: str, hands: Hands, named: Hands, roles: dict[str, str]) -> Iterator[Task]:
    text = _own_text(node, named)
    container = node.kind in ("roman", "upper", "part", "chapter", "muc", "heading", "annex")
    if not text or (container and len(node.paragraphs) < 2 and not _END.search(first)):
        roles[node.ref] = CONTEXT
        return
    if container and _each_names_its_doer(node.paragraphs[1:]):
        for place, paragraph in enumerate(node.paragraphs[1:], 1):
            yield Task(f"{node.ref}-{place}", paragraph, _hands(paragraph, hands))
        return
    below = "\n".join(node.paragraphs[1:]) if is_heading(first) and not hands.leads else ""
    yield Task(node.ref, text, hands_of(below) if hands_of(below).leads else _hands(text, hands))


def _each_names_its_doer(paragraphs: Sequence[str]) -> bool:
    """Unnumbered paragraphs that each begin with a body and what it does are a duty each."""
    return len(paragraphs) > 1 and all(hands_of(paragraph).leads for paragraph in paragraphs)


def _own_text(node: Node, named: Hands) -> str:
    """The clause's own words; a heading that only names the doers is left to the doers."""
    start = 1 if named.leads and (len(node.paragraphs) > 1 or node.children) else 0
    if node.kind in ("roman", "upper", "part", "heading", "chapter", "muc") and is_heading(
        node.paragraphs[0] if node.paragraphs else ""
    ):
        start = 1
    return "\n".join(paragraph for paragraph in node.paragraphs[start:] if not is_table_head(paragraph))


def _hands(text: str, heirs: Hands) -> Hands:
    """Doers named in the text come first; a heading's doers stand unless the text names its own lead."""
    own = hands_of(text)
    if heirs.leads and _DIRECTS.match(text):
        return Hands(heirs.leads, own.partners)
    if own.leads or not heirs.leads:
        return own if own.leads else Hands(heirs.leads, own.partners)
    return Hands(heirs.leads, own.partners or heirs.partners)


def _belongs_together(node: Node) -> bool:
    """Children that only tell when and by whom, or that list things, are one duty with their clause."""
    leaves = [child for child in node.children if not child.children]
    texts = [child.paragraphs[0] for child in leaves if child.paragraphs]
    rows_name_doers = any(child.kind == "row" and hands_of(_whole(child)).leads for child in leaves)
    if len(leaves) < len(node.children) or not texts or rows_name_doers:
        return False
    first = node.paragraphs[0] if node.paragraphs else ""
    if sum(bool(_ATTRIBUTE.match(text)) for text in texts) * 2 > len(texts):
        return node.kind not in ("roman", "upper", "part")
    if _is_own_task(first) and all(child.kind == "bullet" for child in leaves):
        return True
    is_lead_in = first.endswith(":") and not hands_of_heading(first).leads and len(first) > 30
    finished = bool(_END.search(first))
    return (is_lead_in or finished) and sum(map(is_action, texts)) * 2 < len(texts)


def _is_own_task(first: str) -> bool:
    """ "Ban A lập hệ thống theo dõi tin tức:" says itself what to do; "Ban A có trách nhiệm:" does not."""
    name = name_at(first)
    return bool(name) and first.endswith(":") and len(first[len(name) :].split()) > 5


def _lines_of(node: Node) -> str:
    mark = f"{node.number} " if node.kind == "bullet" else f"{node.number}) "
    return "\n".join(
        [
            mark + (node.paragraphs[0] if node.paragraphs else ""),
            *node.paragraphs[1:],
            *map(_lines_of, node.children),
        ]
    )


def _whole(node: Node) -> str:
    return "\n".join(node.paragraphs)
