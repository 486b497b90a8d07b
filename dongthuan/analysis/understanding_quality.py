"""Measures understanding on the labelled set: cross-validated, related examples or whole fields together."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from dongthuan.analysis.encoder_weights import FloatArray
from dongthuan.analysis.understanding_examples import Example
from dongthuan.analysis.understanding_heads import POLARITIES, USUAL, learn_polarity, learn_relevance
from dongthuan.analysis.understanding_sureness import Sureness, expected_error, measure_sureness

FOLDS: Final = 5
FIELD_FOLDS: Final = 8
BLOCK: Final = 6  # examples written together (minimal pairs) stay together


@dataclass(frozen=True, slots=True)
class Quality:
    """Figures of one encoder with its heads; all ratios 0 to 1. Titles with leads and bare titles together.

    polarity_f1: macro F1 when the reader must always answer, over five folds; field_out_f1: the same with
    whole fields left out, the figure nearest to news of matters the set does not speak of; title_f1: bare
    titles only, fields left out. polarity_auc: negative against positive. sureness: how often it is right
    when it answers only the surest, and whether it is right as often as it says; both as the polarities have
    shares in the news. calibration_error: mean gap between the two.
    """

    model_id: str
    examples: int
    relevant: int
    polarity_f1: float
    negative_f1: float
    neutral_f1: float
    positive_f1: float
    field_out_f1: float
    title_f1: float
    polarity_auc: float
    calibration_error: float
    relevance_f1: float
    relevance_auc: float
    sureness: Sureness

    def as_dict(self) -> dict[str, Any]:
        """Return the figures by name."""
        return asdict(self)


@dataclass(frozen=True, slots=True)
class _Answers:
    """What heads said of examples they had not seen. shares: (examples, 3). relevance: (examples,)."""

    shares: npt.NDArray[np.float64]
    relevance: npt.NDArray[np.float64]


def measure_quality(examples: tuple[Example, ...], vectors: FloatArray, model_id: str) -> Quality:
    """Return the figures of examples as `with_bare_titles` gives them.

    A bare title is asked in the fold of its whole example, and related examples stand in one fold.
    vectors: shape (examples, dimension).
    """
    places = {title: place for place, title in enumerate(dict.fromkeys(e.title for e in examples))}
    blocks = np.array([places[example.title] // BLOCK % FOLDS for example in examples])
    fields = {name: place for place, name in enumerate(sorted({e.field for e in examples}))}
    apart = np.array([fields[example.field] % FIELD_FOLDS for example in examples])
    return _figures(examples, _asked(examples, vectors, blocks), _asked(examples, vectors, apart), model_id)


def _asked(examples: tuple[Example, ...], vectors: FloatArray, folds: npt.NDArray[np.int64]) -> _Answers:
    shares, relevance = np.zeros((len(examples), len(POLARITIES))), np.zeros(len(examples))
    for fold in np.unique(folds):
        known, asked = np.flatnonzero(folds != fold), np.flatnonzero(folds == fold)
        kept = tuple(examples[place] for place in known)
        texts = [examples[place].text for place in asked]
        shares[asked] = learn_polarity(kept, vectors[known]).predict(texts, vectors[asked])
        relevance[asked] = learn_relevance(kept, vectors[known]).predict(vectors[asked])[:, 1]
    return _Answers(shares, relevance)


def _figures(examples: tuple[Example, ...], mixed: _Answers, apart: _Answers, model_id: str) -> Quality:
    is_relevant = np.array([example.is_relevant for example in examples])
    truth = np.array([str(example.polarity) for example in examples])[is_relevant]
    is_bare = np.array([not example.lead for example in examples])[is_relevant]
    shares, far = mixed.shares[is_relevant], apart.shares[is_relevant]
    labels = np.array(POLARITIES)
    scores = f1_by_label(list(truth), list(labels[shares.argmax(axis=1)]), POLARITIES)
    is_right = labels[far.argmax(axis=1)] == truth
    is_told = truth != "neutral"
    sureness = measure_sureness(model_id, far.max(axis=1), is_right, _as_in_the_news(truth))
    return Quality(
        model_id=model_id,
        examples=len(examples),
        relevant=len(truth),
        polarity_f1=_mean(scores.values()),
        **{f"{label}_f1": round(scores[label], 3) for label in POLARITIES},
        field_out_f1=macro_f1(truth, far),
        title_f1=macro_f1(truth[is_bare], far[is_bare]),
        polarity_auc=auc((far[:, 2] - far[:, 0])[is_told], truth[is_told] == "positive"),
        calibration_error=expected_error(sureness.bins),
        relevance_f1=round(_relevance_f1(is_relevant, apart.relevance), 3),
        relevance_auc=auc(apart.relevance, is_relevant),
        sureness=sureness,
    )


def _as_in_the_news(truth: npt.NDArray[np.str_]) -> npt.NDArray[np.float64]:
    """Return how much each example stands for, so that the polarities have their usual shares."""
    held = np.array([(truth == label).mean() for label in POLARITIES])
    places = [POLARITIES.index(label) for label in truth.tolist()]
    return np.asarray((np.array(USUAL) / np.maximum(held, 1e-9))[places], np.float64)


def _relevance_f1(truth: npt.NDArray[np.bool_], relevance: npt.NDArray[np.float64]) -> float:
    named = [[str(value) for value in values] for values in (truth, relevance >= 0.5)]
    return f1_by_label(named[0], named[1], ("True",))["True"]


def macro_f1(truth: npt.NDArray[np.str_], shares: npt.NDArray[np.float64]) -> float:
    """Return the mean F1 of the three polarities when the likeliest is always answered.

    truth: labels, shape (items,). shares: shape (items, 3), columns as POLARITIES.
    """
    answers = np.array(POLARITIES)[shares.argmax(axis=1)]
    return _mean(f1_by_label(list(truth), list(answers), POLARITIES).values())


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
