"""Training a net on images."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

from embexplorer.core.errors import UserError
from embexplorer.core.inputs import Inputs, nothing
from embexplorer.core.model import embed
from embexplorer.core.report import Frame, Measured, Report
from embexplorer.core.space import EmbeddingSpace
from embexplorer.trainers.images import Images

Make = Callable[..., Images]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Forty images of 12 × 12 pixels with a bar that lies or stands, anywhere; and one without a label."""
    random = np.random.default_rng(0)
    place = tmp_path / "bars"
    for number in range(40):
        lies = number % 2
        pixels = random.integers(0, 40, (12, 12)).astype(np.uint8)
        at = int(random.integers(1, 10))
        pixels[(slice(at, at + 2), slice(2, 10))[:: 1 if lies else -1]] = 220
        file = place / ("lying" if lies else "standing") / f"{number:02}.png"
        file.parent.mkdir(parents=True, exist_ok=True)
        Image.fromarray(pixels).save(file)
    Image.fromarray(pixels).save(place / "unknown.png")
    return place


@pytest.fixture
def step(folder: Path) -> Make:
    """A short training."""

    def made(**parameters: Any) -> Images:
        short = {"path": folder, "size": 12, "epochs": 2, "dimensions": 6, "width": 4, "batch": 8}
        return Images(**{**short, **parameters})

    return made


class Watcher(Report):
    """Keeps what is said; has had enough when it has been asked so many times."""

    def __init__(self, enough_after: int = -1) -> None:
        self._left = enough_after
        self.begun: list[EmbeddingSpace] = []
        self.frames: list[Frame] = []
        self.measured: list[Measured] = []

    def begin(self, space: EmbeddingSpace) -> None:
        self.begun.append(space)

    def enough(self) -> bool:
        self._left -= 1
        return self._left == 0

    def wants_frame(self) -> bool:
        return True

    def show(self, frame: Frame) -> None:
        self.frames.append(frame)

    def measure(self, measured: Measured) -> None:
        self.measured.append(measured)


@pytest.mark.parametrize(
    ("objective", "curve"), [("classification", "accuracy (held out)"), ("triplet", "kNN accuracy (held out)")]
)
def test_lying_and_standing_bars_are_told_apart(step: Make, objective: str, curve: str) -> None:
    report = Watcher()

    step(objective=objective, epochs=25, width=8, learning_rate=0.01).run(nothing, report)

    assert [m.numbers[curve] for m in report.measured if curve in m.numbers][-1] == 1


def test_every_image_has_a_vector_also_one_without_a_label(step: Make) -> None:
    space = step().run(nothing)

    assert (41, 6) == space.vectors.shape
    assert ("unknown.png", None, "no") == (
        space.keys[40],
        space.columns["label"][40].as_py(),
        space.columns["used"][40].as_py(),
    )


def test_each_label_holds_out_its_share(step: Make) -> None:
    space = step(held_out=0.25).run(nothing)
    used = np.array(space.columns["used"].to_pylist())
    labels = np.array(space.columns["label"].to_pylist(), object)

    assert (5, 5) == tuple(int(((used == "held out") & (labels == word)).sum()) for word in ("lying", "standing"))
    assert (
        "30 images were learned from, 10 were held out; all have vectors, also those without a label: 1." in space.notes
    )


def test_thumbnails_follow(step: Make) -> None:
    assert step().run(nothing).columns["thumbnail"][0].as_py().startswith(b"\x89PNG")


def test_the_commonest_label_stands_beside_the_accuracy(step: Make) -> None:
    assert any(note.endswith("the commonest label alone: 0.500.") for note in step().run(nothing).notes)


def test_without_held_out_images_no_number_is_promised(step: Make) -> None:
    assert any("Nothing was held out" in note for note in step(held_out=0.0).run(nothing).notes)


def test_frames_show_all_images(step: Make) -> None:
    report = Watcher()

    step().run(nothing, report)

    assert (41, 2) == report.frames[-1].array.shape
    assert 41 == report.begun[0].rows


def test_being_watched_changes_nothing(step: Make) -> None:
    assert np.array_equal(step().run(nothing, Watcher()).vectors, step().run(nothing).vectors)


def test_a_stopped_run_is_the_run_that_ends_there(step: Make) -> None:
    report = Watcher(enough_after=5)
    stopped = step().run(nothing, report)

    assert 5 == report.kept_at()
    assert np.array_equal(stopped.vectors, step().stopped_at(5).run(nothing).vectors)


def test_an_image_of_the_folder_is_embedded_where_it_lies(step: Make, folder: Path) -> None:
    space = step().run(nothing)

    vectors = embed(space, [str(folder / space.keys[7]), str(folder / space.keys[2])])

    assert np.allclose(space.vectors[[7, 2]], vectors, atol=1e-5)


def test_a_saved_model_embeds_the_same(step: Make, folder: Path, tmp_path: Path) -> None:
    space = step().run(nothing)
    image = str(folder / "unknown.png")

    assert np.array_equal(embed(space, [image]), embed(space.save(tmp_path / "saved"), [image]))


def test_a_file_that_is_no_image_is_not_embedded(step: Make, tmp_path: Path) -> None:
    (tmp_path / "text.png").write_text("no image")

    with pytest.raises(UserError, match="text.png cannot be read as an image"):
        embed(step().run(nothing), [str(tmp_path / "text.png")])


def test_a_training_goes_on_from_its_net(step: Make) -> None:
    before = step().run(nothing)

    after = step(epochs=1, learning_rate=1e-6).run(Inputs(space=before))

    assert np.allclose(before.vectors, after.vectors, atol=1e-2)
    assert any(note.startswith("Went on from bars classification") for note in after.notes)


def test_going_on_with_another_shape_is_refused(step: Make) -> None:
    before = step().run(nothing)

    with pytest.raises(UserError, match="was trained with other blocks: 2, and here they are 1"):
        step(blocks=1).run(Inputs(space=before))


def test_going_on_from_a_space_without_a_net_is_refused(step: Make, clusters: EmbeddingSpace) -> None:
    with pytest.raises(UserError, match="holds no net for images"):
        step().run(Inputs(space=clusters))


@pytest.mark.parametrize(
    ("labels", "sentence"),
    [
        ([0] * 12, "All labels of few are ‘bag’"),
        ([0, 1] * 3, "has 6 labelled images, too few"),
        (range(12), "has one image only"),
    ],
)
def test_images_that_teach_nothing_are_refused(step: Make, tmp_path: Path, labels: list[int], sentence: str) -> None:
    names = np.array(["bag", "coat", *map(str, range(10))])
    images = np.zeros((len(labels), 12, 12), np.uint8)
    np.savez(tmp_path / "few.npz", images=images, labels=np.array(labels), names=names)

    with pytest.raises(UserError, match=sentence):
        step(path=tmp_path / "few.npz").run(nothing)


def test_images_without_any_label_are_refused(step: Make, tmp_path: Path) -> None:
    np.savez(tmp_path / "none.npz", images=np.zeros((20, 12, 12), np.uint8))

    with pytest.raises(UserError, match="No image of none has a label"):
        step(path=tmp_path / "none.npz").run(nothing)


def test_the_recipe_names_every_file(step: Make, folder: Path) -> None:
    assert 41 == len(step().source_files())


@pytest.mark.slow
def test_clothes_are_told_better_than_by_their_pixels(shared_data: Path) -> None:
    from sklearn.neighbors import KNeighborsClassifier

    path = shared_data / "images" / "fashion_mnist_2000.npz"
    report = Watcher()
    space = Images(path=path, epochs=4).run(nothing, report)
    with np.load(path) as arrays:
        pixels, labels = arrays["images"].reshape(2000, -1), arrays["labels"]
    used = np.array(space.columns["used"].to_pylist())

    plain = KNeighborsClassifier().fit(pixels[used == "learned from"], labels[used == "learned from"])

    told = [m.numbers["accuracy (held out)"] for m in report.measured if "accuracy (held out)" in m.numbers]
    assert told[-1] > plain.score(pixels[used == "held out"], labels[used == "held out"])
