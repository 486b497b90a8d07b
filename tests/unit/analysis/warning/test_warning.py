"""Early warning: the line by hand, and what every model of it must keep: the past only, the same twice."""

import json
from collections.abc import Callable

import numpy as np
import pytest

from dongthuan.analysis.warning.features import HORIZONS, TopicHours, features_of
from dongthuan.analysis.warning.line import (
    FEWEST_HOURS,
    crosses_within,
    is_calm,
    lines_of,
    onsets_of,
    running_sum,
)
from dongthuan.analysis.warning.model import (
    NotEnough,
    WarningModel,
    average_precision,
    brier_skill,
    learn,
    shipped_model,
)

HOURS = 24 * 60


def made(seed: int = 4, topics: int = 12, hours: int = HOURS) -> TopicHours:
    """Return topics with a few days on which much is unfavourable, announced by some hours of more items."""
    random = np.random.default_rng(seed)
    total = random.poisson(0.3, (topics, hours)).astype(float)
    bad = random.binomial(total.astype(int), 0.2).astype(float)
    for topic in range(topics):
        for at in random.integers(400, hours - 60, 4):
            burst = random.poisson(np.linspace(0.4, 1.6, 20))
            bad[topic, at : at + 20] += burst
            total[topic, at : at + 20] += burst
    outlets = np.minimum(running_sum(bad, 24), 3.0)
    return TopicHours(bad, total, outlets, 0.1 * total, 5)


def own_model() -> WarningModel:
    """Return a model learned from made-up topics, held near the shipped one."""
    return learn(made(), origin="thu", prior=shipped_model())


def knows_no_future(model: WarningModel) -> None:
    """What comes later, or changes later, moves no chance of before."""
    hours = made(9)
    cut = HOURS - 200
    for horizon in HORIZONS:
        whole = model.chances(hours, horizon)[:, :cut]
        np.testing.assert_allclose(model.chances(hours.until(cut), horizon), whole, rtol=1e-9)


def says_the_same_twice(model: WarningModel) -> None:
    """The same hours give the same chances and reasons."""
    assert model.warn(made(9)) == model.warn(made(9))


def survives_being_stored(model: WarningModel) -> None:
    """As JSON and back it is the same model."""
    again = WarningModel.from_dict(json.loads(json.dumps(model.as_dict())))
    assert again.model_id == model.model_id
    assert again.warn(made(9)) == model.warn(made(9))


def changes_no_input(model: WarningModel) -> None:
    """Warning leaves the hours as they were."""
    hours, same = made(9), made(9)
    model.warn(hours)
    np.testing.assert_array_equal(hours.unfavourable, same.unfavourable)


def gives_chances_that_grow_with_time(model: WarningModel) -> None:
    """All lie between 0 and 1, and a longer time is never less likely."""
    for mine in model.warn(made(9)):
        chances = [one.probability for one in mine]
        assert chances == sorted(chances)
        assert 0 <= chances[0] <= chances[-1] <= 1


def refuses_too_short_a_past(model: WarningModel) -> None:
    """Below two weeks nothing is said."""
    with pytest.raises(NotEnough):
        model.warn(made(9).until(FEWEST_HOURS - 1))


def bears_silence_and_floods(model: WarningModel) -> None:
    """No item at all, or a million an hour, still give a chance."""
    for level in (0.0, 1e6):
        flat = np.full((1, HOURS), level)
        (mine,) = model.warn(TopicHours(flat, flat, flat, flat))
        assert all(0 <= one.probability <= 1 for one in mine)


MODELS = [shipped_model, own_model]
PROMISES: list[Callable[[WarningModel], None]] = [
    knows_no_future,
    says_the_same_twice,
    survives_being_stored,
    changes_no_input,
    gives_chances_that_grow_with_time,
    refuses_too_short_a_past,
    bears_silence_and_floods,
]


@pytest.mark.parametrize("promise", PROMISES, ids=lambda promise: promise.__name__)
@pytest.mark.parametrize("make", MODELS, ids=lambda make: make.__name__)
def test_promise(make: Callable[[], WarningModel], promise: Callable[[WarningModel], None]) -> None:
    promise(make())


def test_features_of_an_hour_come_from_no_later_hour() -> None:
    hours = made(2)
    later = features_of(hours, 12)
    for name, values in features_of(hours.until(900), 12).items():
        np.testing.assert_allclose(values, later[name][:, :900], rtol=1e-9, atol=1e-12, err_msg=name)


def test_the_line_by_hand() -> None:
    once_a_day = np.zeros((1, 30 * 24))
    once_a_day[0, ::24] = 2
    assert lines_of(once_a_day)[0, -1] == pytest.approx(3 * 2 + 1)
    quiet = np.zeros((1, 30 * 24))
    quiet[0, 600:604] = 1
    assert np.flatnonzero(onsets_of(quiet)[0]).tolist() == [603]
    assert np.flatnonzero(crosses_within(quiet, 6)[0]).tolist() == list(range(597, 603))
    assert not is_calm(quiet)[0, 603:620].any()


def test_a_second_rise_within_a_day_is_no_new_onset() -> None:
    quiet = np.zeros((1, 30 * 24))
    quiet[0, 600:604] = 1
    quiet[0, 630:634] = 1
    assert onsets_of(quiet).sum() == 1


def test_a_rising_topic_is_likelier_and_says_why() -> None:
    hours = made(3, topics=2)
    bad = hours.unfavourable.copy()
    bad[:, -30:] = 0
    bad[0, -4:] = [1, 2, 2, 3]
    calm = TopicHours(
        bad, np.maximum(hours.total, bad), np.minimum(running_sum(bad, 24), 3), hours.hostility, 5
    )
    rising, quiet = shipped_model().warn(calm)
    assert rising[1].probability > 5 * quiet[1].probability
    assert (rising[1].held, quiet[1].held) == (8, 0)
    assert "fullness" not in quiet[1].reasons
    assert "last_three" in rising[1].reasons or "chance_now" in rising[1].reasons


def test_the_shipped_model_beats_the_count_of_now() -> None:
    hours = made(7, topics=40)
    crossed, calm = crosses_within(hours.unfavourable, 12), is_calm(hours.unfavourable)
    calm[:, :FEWEST_HOURS], calm[:, -12:] = False, False
    full = running_sum(hours.unfavourable, 24) / lines_of(hours.unfavourable)
    ours = average_precision(shipped_model().chances(hours, 12)[calm], crossed[calm])
    assert ours > 1.2 * average_precision(full[calm], crossed[calm])


def test_too_few_crossings_teach_nothing() -> None:
    flat = np.zeros((2, HOURS))
    with pytest.raises(NotEnough):
        learn(TopicHours(flat, flat, flat, flat), origin="thu")


def test_figures_by_hand() -> None:
    assert brier_skill(np.array([0.5, 0.5]), np.array([True, False]), 0.5) == 0
    assert average_precision(np.array([0.2, 0.2]), np.array([True, False])) == 0.5
