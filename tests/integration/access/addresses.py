"""Every address of the product, as the resolver knows them, and a way to write one down."""

from collections.abc import Iterator, Mapping

from django.urls import URLPattern, URLResolver, get_resolver, reverse

# What an address takes where no record gives it.
FILLER: dict[str, object] = {
    "pk": 1,
    "text": 1,
    "change": 1,
    "entry": 1,
    "duty_pk": 1,
    "unit_pk": 1,
    "import_pk": 1,
    "evidence_pk": 1,
    "file_pk": 1,
    "notice_pk": 1,
    "flag_pk": 1,
    "line_pk": 1,
    "paragraph": 1,
    "number": 1,
    "place": 1,
    "part_pk": 1,
    "piece_pk": 1,
    "form": "docx",
    "key": "1",
    "ending": "png",
    "way": "len",
    "measure": "assigned",
    "anchor": "20260101",
    "outlet": "khoa-hoc",
    "token": "x" * 43,
    "uidb36": "1",
    "attachment": 1,
    "address": 1,
    "step": "huy",
    "step_pk": 1,
    "objective_pk": 1,
    "session_pk": 1,
    "invitation_pk": 1,
    "slug": "mot-bai",
    "code": "x",
    "year": 2026,
    "kind": "x",
}
ODD_NAMES = {"account_reset_password_from_key"}


def addresses() -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield each name with its namespace, and the names of what it takes."""
    yield from _below(get_resolver(), "", ())


def _below(
    resolver: URLResolver, space: str, taken: tuple[str, ...]
) -> Iterator[tuple[str, tuple[str, ...]]]:
    for part in resolver.url_patterns:
        takes = (*taken, *part.pattern.regex.groupindex)
        if isinstance(part, URLResolver):
            yield from _below(part, f"{part.namespace}:" if part.namespace else space, takes)
        elif isinstance(part, URLPattern):
            yield f"{space}{part.name}", takes


def address(name: str, takes: tuple[str, ...], given: Mapping[str, object]) -> str:
    """Return the path of an address."""
    return reverse(name, kwargs={part: given.get(part, FILLER[part]) for part in takes})
