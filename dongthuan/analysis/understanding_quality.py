"""Measures understanding on the labelled set by cross-validation; related examples stay together."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from dongthuan.analysis.encoder_weights import FloatArray
from dongthuan.analysis.polarity import judge
from dongthuan.analysis.understanding_examples import Example
from dongthuan.analysis.understanding_heads import POLARITIES, learn_polarity, learn_relevance

FOLDS: Final = 5
BLOCK: Final = 6  # examples written together (minimal pairs) stay together


@dataclass(frozen=True, slots=True)
class Quality:
    """Figures of one encoder with its heads; all ratios 0 to 1.

    polarity_f1: macro F1 when the reader must always answer; sure_f1: of the answers it gives;
    answered: share it answers. calibration_error: mean gap between confidence and being right.
    """

    model_id: str
    examples: int
    relevant: int
    polarity_f1: float
    negative_f1: float
    neutral_f1: float
    positive_f1: float
    sure_f1: float
    answered: float
    calibration_error: float
    relevance_f1: float
    relevance_auc: float

    def as_dict(self) -> dict[str, Any]:
        """Return the figures by name."""
        return asdict(self)


def measure_quality(examples: tuple[Example, ...], vectors: FloatArray, model_id: str) -> Quality:
    """Return the figures over five folds, of titles with leads.

    examples: as `with_bare_titles` gives them; a bare title teaches in the fold of its whole example.
    vectors: shape (examples, dimension).
    """
    whole = len(examples) // 2
    folds = np.arange(len(examples)) % whole // BLOCK % FOLDS
    shares = np.zeros((len(examples), len(POLARITIES)))
    relevance = np.zeros(len(examples))
    for fold in range(FOLDS):
        known, asked = np.flatnonzero(folds != fold), np.flatnonzero(folds == fold)
        kept = tuple(examples[place] for place in known)
        shares[asked] = learn_polarity(kept, vectors[known]).predict(vectors[asked])
        relevance[asked] = learn_relevance(kept, vectors[known]).predict(vectors[asked])[:, 1]
    is_relevant = np.array([example.is_relevant for example in examples[:whole]])
    return _figures(examples[:whole], shares[:whole], relevance[:whole], is_relevant, model_id)


def _figures(
    examples: tuple[Example, ...],
    shares: npt.NDArray[np.float64],
    relevance: npt.NDArray[np.float64],
    is_relevant: npt.NDArray[np.bool_],
    model_id: str,
) -> Quality:
    kept = shares[is_relevant]
    truth = [str(example.polarity) for example in examples if example.is_relevant]
    forced = [POLARITIES[place] for place in kept.argmax(axis=1)]
    judged = [judge(dict(zip(POLARITIES, row, strict=True)))[0] for row in kept.tolist()]
    sure = [place for place, label in enumerate(judged) if label != "unclear"]
    scores = f1_by_label(truth, forced, POLARITIES)
    sure_scores = f1_by_label([truth[place] for place in sure], [judged[place] for place in sure], POLARITIES)
    is_right = np.array(truth) == np.array(forced)
    named = [str(value) for value in is_relevant]
    return Quality(
        model_id=model_id,
        examples=len(examples),
        relevant=len(truth),
        polarity_f1=_mean(scores.values()),
        **{f"{label}_f1": round(scores[label], 3) for label in POLARITIES},
        sure_f1=_mean(sure_scores.values()),
        answered=round(len(sure) / max(1, len(truth)), 3),
        calibration_error=calibration_error(kept.max(axis=1), is_right),
        relevance_f1=_mean(
            f1_by_label(named, [str(value) for value in relevance >= 0.5], ("False", "True")).values()
        ),
        relevance_auc=auc(relevance, is_relevant),
    )


def f1_by_label(truth: Sequence[str], answers: Sequence[str], labels: Sequence[str]) -> dict[str, float]:
    """Return the F1 of each label.

    >>> f1_by_label(["a", "a", "b"], ["a", "b", "b"], ["a", "b"])
    {'a': 0.6666666666666666, 'b': 0.6666666666666666}
    """
    pairs = list(zip(truth, answers, strict=True))
    found = {}
    for label in labels:
        right = sum(true == answer == label for true, answer in pairs)
        named = sum(true == label for true, _answer in pairs) + sum(
            answer == label for _true, answer in pairs
        )
        found[label] = 2 * right / named if named else 0.0
    return found


def auc(scores: npt.NDArray[np.float64], truth: npt.NDArray[np.bool_]) -> float:
    """Return how often a true one scores above a false one, 0 to 1; 0.5 is chance.

    >>> auc(np.array([0.1, 0.4, 0.8]), np.array([False, False, True]))
    1.0
    """
    above = scores[truth][:, None] - scores[~truth][None, :]
    return round(float((above > 0).mean() + (above == 0).mean() / 2), 3)


def calibration_error(confidence: npt.NDArray[np.float64], is_right: npt.NDArray[np.bool_]) -> float:
    """Return the mean distance between confidence and the share that is right, over ten bins."""
    bins = np.minimum((confidence * 10).astype(int), 9)
    gaps = [
        abs(float(confidence[bins == place].mean()) - float(is_right[bins == place].mean()))
        * (bins == place).mean()
        for place in np.unique(bins)
    ]
    return round(float(sum(gaps)), 3)


def _mean(values: Iterable[float]) -> float:
    kept = list(values)
    return round(sum(kept) / len(kept), 3)
