"""The code by which somebody outside follows an inquiry: easy to read aloud, kept only as a hash."""

import hashlib
import secrets

_LETTERS = "23456789ABCDEFGHJKMNPQRSTVWXYZ"  # none that is taken for another when read aloud
LENGTH = 12


def new_code() -> str:
    """Return a new code in groups of four, as it is read aloud; 30 to the power of 12 of them."""
    code = "".join(secrets.choice(_LETTERS) for _ in range(LENGTH))
    return "-".join(code[start : start + 4] for start in range(0, LENGTH, 4))


def hash_of_code(code: str) -> str:
    """Return what is kept of a code: the SHA-256 of its letters and digits, in capitals.

    >>> hash_of_code("abcd-2345 efgh") == hash_of_code("ABCD2345EFGH")
    True
    """
    plain = "".join(letter for letter in code[:100].upper() if letter.isascii() and letter.isalnum())
    return hashlib.sha256(plain.encode()).hexdigest()
