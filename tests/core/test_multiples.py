"""One layout with several values of a parameter."""

import pytest

from embexplorer.core.errors import UserError
from embexplorer.core.layout_settings import settings_of
from embexplorer.core.multiples import same_parameters, steps_over, usual_values, values_read, varied_parameters
from embexplorer.core.step import to_json
from embexplorer.projectors.tsne import Tsne
from embexplorer.projectors.umap import Umap


def test_what_one_varies_first_stands_first() -> None:
    assert ["perplexity", "seed"] == [p.name for p in varied_parameters(Tsne)][:2]
    assert ["n_neighbors", "min_dist", "seed"] == [p.name for p in varied_parameters(Umap)][:3]


def test_some_values_are_offered() -> None:
    assert "5, 15, 30, 50, 100" == usual_values(varied_parameters(Tsne)[0])


@pytest.mark.parametrize("text", ["5, 15,30", "5 15 30", "5,15,30,5"])
def test_values_are_read_each_once(text: str) -> None:
    assert ("5", "15", "30") == values_read(text)


def test_no_values_and_too_many_are_refused() -> None:
    with pytest.raises(UserError, match="No values"):
        values_read(" , ")
    with pytest.raises(UserError, match="13 values"):
        values_read(" ".join(map(str, range(13))))


def test_the_other_settings_are_kept() -> None:
    shown = to_json(Tsne(iterations=99, perplexity=7.0, stop_after=3))["parameters"]

    made = steps_over(Tsne, "perplexity", ("5", "15.5"), shown)

    assert (Tsne(iterations=99, perplexity=5.0), Tsne(iterations=99, perplexity=15.5)) == made


def test_what_is_no_value_of_the_parameter_is_refused() -> None:
    with pytest.raises(UserError, match="--n-neighbors is ‘1.5’"):
        steps_over(Umap, "n_neighbors", ("1.5",), {})


def test_a_result_is_known_by_all_its_parameters() -> None:
    step = Tsne(perplexity=5.0)
    same = to_json(step)["parameters"]

    assert same_parameters(step, same)
    assert not same_parameters(step, {**same, "seed": 1})
    assert same_parameters(step, {"perplexity": 5.0})


def test_settings_are_what_is_not_as_at_first() -> None:
    parameters = to_json(Tsne(perplexity=5.0, seed=4, stop_after=9, init="random"))["parameters"]

    assert ("perplexity=5.0", "init=random") == settings_of(Tsne, parameters)
