"""The neighbour lists of watched words can be followed over the time of a training."""

from hypothesis import given
from hypothesis import strategies as st

from embexplorer.core.report import Measured
from embexplorer.core.watched_lists import kept_curves, lists_at

LOG = (
    Measured(at=0.5, lists={"king": ("the", "of", "and", "queen")}),
    Measured(at=1.0, numbers={"wordsim353": 0.2}),
    Measured(at=1.4, lists={"king": ("queen", "the", "prince", "lord")}),
    Measured(at=2.0, lists={"king": ("queen", "prince", "throne", "lord")}),
)
words = st.lists(st.sampled_from("abcdefgh"), min_size=1, max_size=5, unique=True).map(tuple)
logs = st.lists(words, min_size=1, max_size=6).map(
    lambda lists: tuple(Measured(at=float(at), lists={"x": near}) for at, near in enumerate(lists))
)


def test_a_curve_says_how_much_of_the_newest_list_was_there() -> None:
    curve = kept_curves(LOG)[0]

    assert ("king", (0.5, 1.4, 2.0), (25.0, 75.0, 100.0)) == (curve.word, curve.ats, curve.shares)


def test_the_newest_list_is_shown_where_no_moment_is_asked_for() -> None:
    shown = lists_at(LOG)

    assert (2.0, True, "throne") == (shown.at, shown.newest, shown.lists["king"][2])


def test_at_an_earlier_moment_the_list_is_the_one_measured_last_before_it() -> None:
    shown = lists_at(LOG, 1.9)

    assert (1.4, False, "lord") == (shown.at, shown.newest, shown.lists["king"][3])


def test_before_anything_was_measured_the_first_list_is_shown() -> None:
    assert 0.5 == lists_at(LOG, 0.0).at


def test_an_earlier_list_says_how_much_of_it_is_in_the_newest() -> None:
    assert {"king": 3} == lists_at(LOG, 1.4).kept


def test_the_newest_list_says_how_much_of_it_was_in_the_one_before() -> None:
    assert {"king": 3} == lists_at(LOG).kept


def test_the_only_list_has_none_before_it() -> None:
    assert {"king": None} == lists_at(LOG[:1]).kept


def test_without_watched_words_there_are_no_lists() -> None:
    assert (None, ()) == (lists_at(LOG[1:2]), kept_curves(LOG[1:2]))


@given(log=logs)
def test_every_curve_ends_at_the_whole_list_and_stays_a_share(log: tuple[Measured, ...]) -> None:
    shares = kept_curves(log)[0].shares

    assert shares[-1] == 100.0
    assert min(shares) >= 0 and max(shares) <= 100


@given(log=logs, moment=st.floats(0, 6))
def test_a_moment_never_shows_what_was_measured_later(log: tuple[Measured, ...], moment: float) -> None:
    assert lists_at(log, moment).at <= moment + 0.05
