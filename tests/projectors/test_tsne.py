"""t-SNE: its forces against sums over all pairs, scikit-learn's quality, repeatability, stopping and going on."""

import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from embexplorer.core.errors import Cancelled, UserError
from embexplorer.core.inputs import Inputs
from embexplorer.core.report import Report
from embexplorer.core.space import EmbeddingSpace
from embexplorer.projectors.pca import Pca
from embexplorer.projectors.tsne import Tsne

AGAIN = """
import sys
from pathlib import Path
from embexplorer.core.inputs import Inputs
from embexplorer.core.space import EmbeddingSpace
from embexplorer.projectors.tsne import Tsne
space = EmbeddingSpace.open(Path(sys.argv[1]))
Tsne(iterations=80, exaggerated=30, seed=5).run(Inputs(space=space)).save(Path(sys.argv[2]))
"""


@pytest.mark.parametrize(("spread", "error"), [(1e-4, 1e-5), (1.0, 1e-4), (12.0, 0.02)])
def test_the_forces_agree_with_the_sum_over_all_pairs(spread: float, error: float) -> None:
    from scipy.sparse import random_array

    from embexplorer.projectors._tsne_forces import GridForces

    random = np.random.default_rng(0)
    places = random.normal(scale=spread, size=(600, 2))
    affinities = random_array((600, 600), density=0.02, format="csr", rng=random)
    affinities /= affinities.sum()
    difference = places[:, None] - places[None]
    near = 1 / (1 + (difference**2).sum(axis=2))
    np.fill_diagonal(near, 0)
    apart = ((near**2)[:, :, None] * difference).sum(axis=1) / near.sum()
    together = ((affinities.toarray() * near)[:, :, None] * difference).sum(axis=1)

    with GridForces() as forces:
        _, gradient = forces(places, affinities)

    assert np.linalg.norm(gradient - (together - apart)) < error * np.linalg.norm(apart)


@pytest.mark.slow
def test_neighbours_are_kept_as_by_scikit_learn(more_digits: EmbeddingSpace) -> None:
    from sklearn.manifold import TSNE, trustworthiness

    oracle = TSNE(max_iter=400, random_state=0, n_jobs=1).fit_transform(more_digits.vectors)

    found = Tsne(metric="euclidean", iterations=400).run(Inputs(space=more_digits)).coordinates

    ours, theirs = (trustworthiness(more_digits.vectors, places) for places in (found, oracle))
    assert ours > theirs - 0.005


def test_the_same_seed_gives_the_same_bits_in_a_fresh_process(few_digits: EmbeddingSpace, tmp_path: Path) -> None:
    space = few_digits.save(tmp_path / "space")
    step = Tsne(iterations=80, exaggerated=30, seed=5)
    first, second = step.run(Inputs(space=space)).coordinates, step.run(Inputs(space=few_digits)).coordinates

    subprocess.run([sys.executable, "-c", AGAIN, tmp_path / "space", tmp_path / "again"], check=True, timeout=100)

    assert first.tobytes() == second.tobytes()
    assert first.tobytes() == np.load(tmp_path / "again" / "coordinates.npy").tobytes()


def test_the_number_of_threads_does_not_change_the_layout(
    few_digits: EmbeddingSpace, monkeypatch: pytest.MonkeyPatch
) -> None:
    step = Tsne(iterations=60, exaggerated=20)
    many = step.run(Inputs(space=few_digits)).coordinates
    monkeypatch.setattr("embexplorer.projectors.tsne._threads", lambda: 1)
    monkeypatch.setattr("embexplorer.projectors._tsne_forces.THREADS", 1)

    one = step.run(Inputs(space=few_digits)).coordinates

    assert many.tobytes() == one.tobytes()


def test_the_tree_repeats_too(few_digits: EmbeddingSpace) -> None:
    step = Tsne(iterations=40, exaggerated=20, method="barnes-hut")

    first, second = (step.run(Inputs(space=few_digits)).coordinates for _ in range(2))

    assert first.tobytes() == second.tobytes()


def test_a_frame_is_what_stopping_there_keeps(few_digits: EmbeddingSpace, watching: Report) -> None:
    step = Tsne(iterations=40, exaggerated=15)
    step.run(Inputs(space=few_digits), watching)

    stopped = step.stopped_at(25).run(Inputs(space=few_digits))

    assert [0, *range(40)] == [frame.at for frame in watching.frames]  # the opening is shown before the graph too
    assert watching.frames[26].array.tobytes() == stopped.coordinates.tobytes()


def test_it_stops_when_asked(few_digits: EmbeddingSpace, stopping: Report) -> None:
    with pytest.raises(Cancelled):
        Tsne().run(Inputs(space=few_digits), stopping)


def test_it_goes_on_from_a_given_layout(few_digits: EmbeddingSpace, watching: Report) -> None:
    before = Tsne(iterations=60, exaggerated=30).run(Inputs(space=few_digits))

    Tsne(iterations=10).run(Inputs(space=few_digits, projection=before), watching)

    assert before.coordinates.tobytes() == watching.frames[0].array.tobytes()


def test_it_does_not_go_on_from_the_layout_of_another_space(few_digits: EmbeddingSpace, digits: EmbeddingSpace) -> None:
    before = Pca().run(Inputs(space=digits))

    with pytest.raises(UserError, match="has 1,797 points, but few has 300 rows"):
        Tsne().run(Inputs(space=few_digits, projection=before))


def test_a_perplexity_too_large_is_lowered_with_a_sentence(few_digits: EmbeddingSpace) -> None:
    space = EmbeddingSpace(name="ten", keys=few_digits.keys[:10], vectors=few_digits.vectors[:10])

    result = Tsne(iterations=20).run(Inputs(space=space))

    assert "Perplexity 30 is too large for 10 rows; 3 was used." == result.notes[0]


def test_constant_rows_are_refused_before_the_work(few_digits: EmbeddingSpace) -> None:
    space = EmbeddingSpace(name="same", keys=few_digits.keys[:50], vectors=np.ones((50, 4), np.float32))

    with pytest.raises(UserError, match="only one distinct row"):
        Tsne().run(Inputs(space=space))


def test_the_fewest_rows_that_can_be_laid_out_are(few_digits: EmbeddingSpace) -> None:
    space = EmbeddingSpace(name="four", keys=few_digits.keys[:4], vectors=few_digits.vectors[:4])

    assert np.isfinite(Tsne(iterations=50).run(Inputs(space=space)).coordinates).all()
