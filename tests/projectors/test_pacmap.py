"""PaCMAP on the space's own neighbours, against the package's own search; its repeatability and its film."""

import sys

import numpy as np
import pytest

from embexplorer.core.errors import UserError
from embexplorer.core.inputs import Inputs
from embexplorer.core.neighbor_graph import neighbor_graph
from embexplorer.core.perform import perform
from embexplorer.core.space import EmbeddingSpace
from embexplorer.projectors.pacmap import Pacmap, chosen_pairs


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore")
def test_the_chosen_pairs_are_those_of_the_package_s_own_search(digits: EmbeddingSpace) -> None:
    pacmap = pytest.importorskip("pacmap")
    oracle = pacmap.PaCMAP(n_neighbors=10, apply_pca=False, random_state=0, num_iters=(1, 1, 1))
    oracle.fit(np.array(digits.vectors))

    found = chosen_pairs(neighbor_graph(digits, 60, "euclidean"), 10)

    both = {tuple(pair) for pair in found.tolist()} & {tuple(pair) for pair in oracle.pair_neighbors.tolist()}
    assert len(both) >= 0.999 * len(found)  # ties of whole numbers are broken differently


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore")
def test_the_map_keeps_neighbours_as_well_as_the_package_s_own(digits: EmbeddingSpace) -> None:
    pacmap = pytest.importorskip("pacmap")
    from sklearn.manifold import trustworthiness

    oracle = pacmap.PaCMAP(n_neighbors=10, apply_pca=False, random_state=0).fit_transform(np.array(digits.vectors))

    found = Pacmap(metric="euclidean").run(Inputs(space=digits)).coordinates

    assert trustworthiness(digits.vectors, oracle) - 0.005 <= trustworthiness(digits.vectors, found)


def test_the_same_seed_gives_the_same_map_and_another_seed_another(few_digits: EmbeddingSpace) -> None:
    pytest.importorskip("pacmap")
    first, again, other = (Pacmap(seed=seed).run(Inputs(space=few_digits)).coordinates for seed in (3, 3, 4))

    assert np.array_equal(first, again)
    assert not np.array_equal(first, other)


def test_its_way_is_kept_as_a_film_that_ends_at_the_map(few_digits: EmbeddingSpace) -> None:
    pytest.importorskip("pacmap")
    made = Pacmap(dimensions=3).run(Inputs(space=few_digits))

    assert made.film is not None
    assert (len(made.moments), 300, 3) == made.film.shape
    assert (0.0, 450.0) == (made.moments[0], made.moments[-1])
    assert np.array_equal(made.coordinates, made.film[-1])


def test_too_many_neighbours_for_the_rows_are_lowered_with_a_note(few_digits: EmbeddingSpace) -> None:
    pytest.importorskip("pacmap")
    made = Pacmap(n_neighbors=150).run(Inputs(space=few_digits))

    assert ("150 neighbours are too many for 300 rows; 85 were used.",) == made.notes


def test_without_the_package_it_says_how_to_get_it(few_digits: EmbeddingSpace, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pacmap", None)

    with pytest.raises(UserError, match=r"needs the package pacmap.*Install it: pip install .embexplorer\[projections"):
        Pacmap().run(Inputs(space=few_digits))


def test_the_door_to_every_step_names_the_extra_that_holds_it(
    few_digits: EmbeddingSpace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Pacmap, "libraries", ("no-such-library",))
    monkeypatch.setattr("embexplorer.core.perform.EXTRAS", {"no-such-library": "projections"})

    with pytest.raises(UserError, match=r"Install what it needs: pip install .embexplorer\[projections"):
        perform(Pacmap(), Inputs(space=few_digits))
