"""Polarity toward the agency or the policy: what is said, and when the reader had better not say."""

from collections.abc import Mapping
from typing import Final, Literal

Polarity = Literal["negative", "neutral", "positive", "unclear"]
LEAST_CONFIDENCE: Final = 0.5


def judge(
    scores: Mapping[str, float], least: float = LEAST_CONFIDENCE, *, has_words: bool = True
) -> tuple[Polarity, float]:
    """Return the polarity and how sure the reader is of it (0 to 1); "unclear" where it is less than `least`.

    scores: negative, neutral and positive, sum 1. has_words: False for an empty text, which says nothing.

    >>> judge({"negative": 0.7, "neutral": 0.2, "positive": 0.1})
    ('negative', 0.7)
    >>> judge({"negative": 0.46, "neutral": 0.44, "positive": 0.1})
    ('unclear', 0.46)
    """
    ranked = sorted(scores, key=lambda label: (-scores[label], label))
    best = scores[ranked[0]]
    confidence = round(best, 4)
    if not has_words or best < least:
        return "unclear", confidence
    return _NAMES[ranked[0]], confidence


_NAMES: Final[Mapping[str, Polarity]] = {"negative": "negative", "neutral": "neutral", "positive": "positive"}
