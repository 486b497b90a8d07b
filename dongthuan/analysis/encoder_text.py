"""Makes a text ready for the encoder; builds its tokenizer from the weights file's own pieces."""

from typing import Final

import numpy as np
import numpy.typing as npt
from tokenizers import Tokenizer, models, pre_tokenizers, processors

from dongthuan.analysis.encoder_weights import PackedWeights
from dongthuan.analysis.text import tidy

LONGEST_TEXT: Final = 6_000
LONGEST_PIECES: Final = 512
_SURROGATES: Final = dict.fromkeys(range(0xD800, 0xE000))


def prepare_text(text: str, replacements: dict[int, str]) -> str:
    """Return `text` as the encoder reads it: tidy, single characters replaced, at most 6,000 characters.

    Half surrogates and control characters go; a ligature that stands for a sentence cannot make it longer
    than the limit. 6,000 characters are more than the 512 pieces the model can read.

    >>> prepare_text("  Hoà\\ud800\\x00 bình ﬁn  ", {0xFB01: "fi"})
    'Hòa bình fin'
    """
    short = tidy(text[:LONGEST_TEXT].translate(_SURROGATES))
    return " ".join(short.translate(replacements)[:LONGEST_TEXT].split())


def build_tokenizer(weights: PackedWeights, keep: npt.NDArray[np.int64]) -> Tokenizer:
    """Return the unigram tokenizer over the pieces `keep`; a piece's new number is its place in `keep`.

    The special pieces get names that no text can contain, so that "</s>" in an article is only five letters.
    """
    numbers = {int(old): new for new, old in enumerate(keep)}
    special = {
        weights.start: "\0start",
        weights.end: "\0end",
        weights.padding: "\0pad",
        weights.unknown: "\0unknown",
    }
    vocabulary = [
        (special.get(int(old), weights.piece(int(old))), float(weights.scores[old])) for old in keep
    ]
    tokenizer = Tokenizer(models.Unigram(vocabulary, numbers[weights.unknown], byte_fallback=False))
    tokenizer.pre_tokenizer = pre_tokenizers.Metaspace(replacement="▁", prepend_scheme="always")
    start, end = numbers[weights.start], numbers[weights.end]
    tokenizer.post_processor = processors.TemplateProcessing(
        single="\0start $A \0end", special_tokens=[("\0start", start), ("\0end", end)]
    )
    tokenizer.enable_truncation(LONGEST_PIECES)
    return tokenizer
