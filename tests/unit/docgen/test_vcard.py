"""Contacts as vCard 4.0, read back as RFC 6350 says: unfolded, split at marks that are not escaped."""

import re

from dongthuan.docgen.vcard import Card, as_vcards

_MARKS = {"\\n": "\n", "\\\\": "\\", "\\;": ";", "\\,": ","}


def read_back(data: bytes) -> list[dict[str, str]]:
    """Return the properties of each card."""
    cards: list[dict[str, str]] = []
    for line in data.decode().replace("\r\n ", "").split("\r\n"):
        key, _, value = line.partition(":")
        if key == "BEGIN":
            cards.append({})
        elif key and key != "END":
            cards[-1][key] = re.sub(r"\\.", lambda found: _MARKS[found.group()], value)
    return cards


def test_what_is_written_is_read_back() -> None:
    long = "Viện Nghiên cứu ứng dụng và chuyển giao công nghệ; phòng 1, tầng 2\\3 " * 3
    person = Card("urn:x:1", "Đỗ Thị Ánh\nHồng", long, "Trưởng ban; phó", "024 1", "a@vi-du.vn")
    data = as_vcards([person, Card("urn:x:2", organisation="Hội A, B")])
    first, second = read_back(data)
    assert (first["VERSION"], first["KIND"], first["FN"]) == ("4.0", "individual", person.name)
    assert (first["ORG"], first["TITLE"], first["TEL"], first["EMAIL"]) == (
        person.organisation,
        person.post,
        person.phone,
        person.email,
    )
    assert second == {"VERSION": "4.0", "KIND": "org", "UID": "urn:x:2", "FN": "Hội A, B", "ORG": "Hội A, B"}
    lines = data.split(b"\r\n")
    assert max(len(line) for line in lines) <= 75
    assert b"\nUID:forged" not in as_vcards([Card("urn:x:3", "A\r\nUID:forged")]).replace(b"\\n", b"")
