"""Sums of đồng in Vietnamese words, as contracts and payment papers ask for."""

from collections.abc import Iterator

MOST = 10**15
_DIGITS = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
_BILLION = 10**9


def in_words(vnd: int) -> str:
    """Return a sum in words, the first letter a capital, with "đồng" after it.

    vnd: đồng, from -10^15 to 10^15. Raises ValueError beyond.

    >>> in_words(1_200_000)
    'Một triệu hai trăm nghìn đồng'
    >>> in_words(1_005_021)
    'Một triệu không trăm linh năm nghìn không trăm hai mươi mốt đồng'
    >>> in_words(-15)
    'Âm mười lăm đồng'

    Differs from spoken language in: every empty hundred inside a sum is said ("không trăm linh năm"), so
    that no other sum is written with the same words.
    """
    if abs(vnd) > MOST:
        raise ValueError(f"no sum beyond {MOST} đồng is put into words")
    words = [*(["âm"] if vnd < 0 else []), *_whole(abs(vnd)), "đồng"]
    said = " ".join(words)
    return said[0].upper() + said[1:]


def _whole(number: int) -> Iterator[str]:
    if number == 0:
        yield _DIGITS[0]
        return
    billions, rest = divmod(number, _BILLION)
    if billions:
        yield from _below_billion(billions, is_inside=False)
        yield "tỷ"
    yield from _below_billion(rest, is_inside=bool(billions))


def _below_billion(number: int, *, is_inside: bool) -> Iterator[str]:
    """Say a number below a billion in groups of three; a group without value is left out."""
    for size, name in ((10**6, "triệu"), (10**3, "nghìn"), (1, "")):
        group = number // size % 1000
        if group:
            yield from _group(group, is_inside=is_inside)
            if name:
                yield name
            is_inside = True


def _group(number: int, *, is_inside: bool) -> Iterator[str]:
    """Say 1 to 999; inside a longer number the hundreds are said even where there are none."""
    hundreds, tens, ones = number // 100, number // 10 % 10, number % 10
    if hundreds or is_inside:
        yield from (_DIGITS[hundreds], "trăm")
    if tens > 1:
        yield from (_DIGITS[tens], "mươi")
    elif tens == 1:
        yield "mười"
    elif ones and (hundreds or is_inside):
        yield "linh"
    if ones:
        yield _one(ones, tens)


def _one(ones: int, tens: int) -> str:
    """Say the last figure: mốt and tư from twenty on, lăm after any ten."""
    if ones == 5 and tens:
        return "lăm"
    if tens > 1 and ones in (1, 4):
        return "mốt" if ones == 1 else "tư"
    return _DIGITS[ones]
