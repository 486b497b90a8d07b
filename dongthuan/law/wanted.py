"""Numbers that the product asks the law for and no pack holds: officers enter them, with their source."""

from dongthuan.law.model import Parameter
from dongthuan.law.packs import shipped_parameters

# Key, what it is, in which measure.
WANTED: dict[str, tuple[str, str]] = {
    "access.identity.keep-months": (
        "Số tháng giữ thông tin cá nhân của người yêu cầu cung cấp thông tin, tính từ khi giải quyết xong",
        "months",
    ),
}


def enterable() -> dict[str, tuple[str, str]]:
    """Return by key what an officer may enter a number for: its title and its measure, in order of keys.

    What is wanted and not known, and every shipped number that is no span, to correct or to follow it.

    >>> enterable()["access.identity.keep-months"][1]
    'months'
    """
    shipped: dict[str, Parameter] = {row.key: row for row in shipped_parameters() if row.upper is None}
    found = {key: (row.title, row.measure) for key, row in shipped.items()}
    return dict(sorted((WANTED | found).items()))
