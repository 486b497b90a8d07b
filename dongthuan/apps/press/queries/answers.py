"""What was said before: sent answers and approved lines, near in meaning or in words."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.contrib.postgres.search import SearchQuery, SearchRank, SearchVector
from django.db import connection, transaction
from django.db.models import Prefetch, Q
from pgvector.django import CosineDistance

from dongthuan.analysis.contradiction import Contradiction, contradictions
from dongthuan.analysis.text import fold, tokens
from dongthuan.apps.common.roles import Actor
from dongthuan.apps.press.desk_lifecycle import AnswerState, LineState
from dongthuan.apps.press.meaning import encoder, vector_of
from dongthuan.apps.press.models.answers import Answer, AnswerQuerySet, Meaning
from dongthuan.apps.press.models.inquiries import Inquiry
from dongthuan.apps.press.models.lines import Line

SHOWN = 8
LOOKED_AT = 20
FARTHEST = 0.75
RANK_CONSTANT = 60
MOST_WORDS = 24
_SHORTEST_WORD = 3
KNOWN_LINES = (LineState.APPROVED, LineState.EXPIRED)


@dataclass(frozen=True, slots=True)
class Said:
    """Something said before: an answer that was sent, or a line; exactly one is set."""

    text: str
    said_at: datetime | None
    answer: Answer | None = None
    line: Line | None = None

    @property
    def key(self) -> tuple[str, int]:
        """What tells it apart."""
        row = self.answer or self.line
        return ("answer" if self.answer else "line"), row.pk if row else 0


def said_before(text: str, *, but_not: Answer | None = None, most: int = SHOWN) -> list[Said]:
    """Return what was said before on the subject of a text, the nearest first.

    Two orders are joined by reciprocal rank: near in meaning (vectors of the same model only) and near
    in words. Meaning finds nothing where no vector of this model was made yet; words still do.
    Source: reciprocal rank fusion, Cormack et al. (2009).
    """
    if not text.strip():
        return []
    ranks: dict[tuple[str, int], float] = {}
    for order in (_near_in_meaning(text), _near_in_words(text)):
        for place, key in enumerate(order):
            ranks[key] = ranks.get(key, 0.0) + 1 / (RANK_CONSTANT + place)
    if but_not is not None:
        ranks.pop(("answer", but_not.pk), None)
    keys = sorted(ranks, key=lambda key: (-ranks[key], key))[:most]
    return _loaded(keys)


@dataclass(frozen=True, slots=True)
class Clash:
    """A possible contradiction and where it was said before."""

    said: Said
    found: Contradiction


def clashes(text: str, *, but_not: Answer | None = None) -> list[Clash]:
    """Return where a text may contradict what was said before; lines out of use are not held against it."""
    known = said_before(text, but_not=but_not, most=LOOKED_AT)
    standing = [one for one in known if one.line is None or one.line.state == LineState.APPROVED]
    return [Clash(said, found) for said in standing for found in contradictions(text, said.text)]


def _near_in_meaning(text: str) -> list[tuple[str, int]]:
    distance = CosineDistance("vector", vector_of(text))
    rows = Meaning.objects.filter(model_id=encoder().model_id).annotate(distance=distance).order_by(distance)
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("set local hnsw.iterative_scan = strict_order")
        near = list(rows.values_list("answer_id", "line_id", "distance")[:LOOKED_AT])
    found = [(("answer", answer) if answer else ("line", line), far) for answer, line, far in near]
    return [key for key, far in found if far <= FARTHEST]


def _near_in_words(text: str) -> list[tuple[str, int]]:
    words = dict.fromkeys(word for word in tokens(fold(text)) if len(word) >= _SHORTEST_WORD)
    plain = [word for word in words if word.isalnum()][:MOST_WORDS]
    if not plain:
        return []
    query = SearchQuery(" | ".join(f"'{word}'" for word in plain), search_type="raw", config="simple")
    vector = SearchVector("folded", config="simple")
    sent = Answer.objects.filter(state=AnswerState.SENT).annotate(
        words=vector, rank=SearchRank(vector, query)
    )
    lines = Line.objects.filter(state__in=KNOWN_LINES).annotate(words=vector, rank=SearchRank(vector, query))
    said = sent.filter(words=query).order_by("-rank", "-pk").values_list("rank", "pk")[:LOOKED_AT]
    kept = lines.filter(words=query).order_by("-rank", "-pk").values_list("rank", "pk")[:LOOKED_AT]
    found = [(rank, ("answer", key)) for rank, key in said] + [(rank, ("line", key)) for rank, key in kept]
    found.sort(key=lambda pair: -pair[0])
    return [key for _rank, key in found[:LOOKED_AT]]


def _loaded(keys: Sequence[tuple[str, int]]) -> list[Said]:
    asked = Prefetch("inquiries", queryset=Inquiry.objects.light())
    answers = Answer.objects.prefetch_related(asked).in_bulk([key for kind, key in keys if kind == "answer"])
    lines = Line.objects.select_related("owner").in_bulk([key for kind, key in keys if kind == "line"])
    found: list[Said] = []
    for kind, key in keys:
        if kind == "answer" and (answer := answers.get(key)) is not None:
            if answer.state == AnswerState.SENT:
                found.append(Said(answer.text, answer.sent_at, answer=answer))
        elif (line := lines.get(key)) is not None and line.state in KNOWN_LINES:
            found.append(Said(line.text, line.approved_at, line=line))
    return found


def answers_seen(officer: Actor) -> AnswerQuerySet:
    """Return the answers an officer may read, with what their page shows."""
    rows = Answer.objects.visible_to(officer).select_related("unit", "author", "speaker", "sent_by")
    asked = Inquiry.objects.select_related("owner").with_deadline().order_by("received_at")
    return rows.prefetch_related(Prefetch("inquiries", queryset=asked))


def answers_found(officer: Actor, words: str) -> AnswerQuerySet:
    """Return the sent answers an officer may read that hold all the words, the latest first."""
    rows = Answer.objects.visible_to(officer).sent().select_related("unit")
    rows = rows.prefetch_related(Prefetch("inquiries", queryset=Inquiry.objects.light()))
    if asked := _all_of(words):
        rows = rows.annotate(found=SearchVector("folded", config="simple")).filter(Q(found=asked))
    return rows.order_by("-sent_at", "-id")


def _all_of(words: str) -> SearchQuery | None:
    plain = [word for word in tokens(fold(words)) if word][:12]
    if not plain:
        return None
    return SearchQuery(" & ".join(f"'{word}':*" for word in plain), search_type="raw", config="simple")


def without_meaning(limit: int) -> tuple[Iterable[Answer], Iterable[Line]]:
    """Return sent answers and approved lines that have no vector of the model of this process."""
    model = encoder().model_id
    known = Meaning.objects.filter(model_id=model)
    answers = Answer.objects.sent().exclude(pk__in=known.filter(answer__isnull=False).values("answer"))
    lines = Line.objects.filter(state__in=KNOWN_LINES)
    lines = lines.exclude(pk__in=known.filter(line__isnull=False).values("line"))
    return answers.order_by("pk")[:limit], lines.order_by("pk")[:limit]
