"""How fast labels find their ranges of zoom, and their places in a view, beside comparing all pairs and pyqtgraph.

pyqtgraph's TextItem has no placement at all: what is measured of it is to make the items and to paint a frame with
them, one over another. Labels of the map are measured from words to ranges, with the widths of their letters.
"""

import os
import statistics
import time
from collections.abc import Callable

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import numpy as np
import pyarrow as pa
import pyqtgraph
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QApplication

from embexplorer.core.figure import Figure
from embexplorer.core.keys import Keys
from embexplorer.core.label_ranges import Blocks, Ranges, extend
from embexplorer.core.look import Camera, Look
from embexplorer.core.projection import Projection
from embexplorer.core.resolving import resolve
from embexplorer.core.space import EmbeddingSpace
from embexplorer.gui.map import label_sweep
from embexplorer.gui.map.export import scene_of
from embexplorer.gui.map.label_index import LabelIndex, extent_of, labelled_rows
from embexplorer.gui.map.label_layout import LabelLayout
from embexplorer.gui.map.labels import Labels
from embexplorer.gui.map.scene import area_of
from embexplorer.gui.map.transform import bounds, fitted

SIZE = (1280, 900)
CANDIDATES = 5_000


def run(small: bool) -> dict[str, float | str]:
    """All of it; `small` is a smoke test whose numbers mean nothing."""
    app = QApplication.instance() or QApplication([])
    label_sweep.load()
    count, many, all_of_them = (300, 500, 900) if small else (CANDIDATES, 30_000, 1_000_000)
    times = 2 if small else 9
    figure = clouds(count)
    ours = milliseconds(lambda: index_of(figure), times)
    pairs = milliseconds(lambda: compared(figure), 1)
    items = milliseconds(lambda: text_items(figure), 2 if small else 3)
    found: dict[str, float | str] = {
        f"{count:,} candidates, words to ranges, ms (at most 50)": ours,
        "the same by comparing all pairs in numpy, ms": pairs,
        "pyqtgraph: make as many TextItems and paint them, ms": items,
        "times as fast as all pairs": pairs / ours,
        "times as fast as TextItems": items / ours,
        "ranges differ from all pairs in": differences(figure),
    }
    found |= frames(clouds(many), f"{many:,}", times)
    found |= whole(all_of_them)
    found |= by_count(all_of_them, 5)
    assert app is not None
    return found


def clouds(rows: int) -> Figure:
    """Forty Gaussian clouds of words of three to twelve letters."""
    random = np.random.default_rng(0)
    middle, cloud = random.normal(size=(40, 2)) * 4, random.integers(0, 40, rows)
    places = (middle[cloud] + random.normal(size=(rows, 2)) * random.uniform(0.2, 1.2, (40, 1))[cloud]).astype(
        np.float32
    )
    letters = np.frombuffer(b"aeioustrnlmd", np.uint8)[random.integers(0, 12, (rows, 12))].tobytes().decode()
    words = [f"{letters[12 * i : 12 * i + 3 + i % 10]}{i}" for i in range(rows)]
    columns = pa.table({"x": places[:, 0]})
    space = EmbeddingSpace(name="clouds", keys=Keys(words), vectors=np.zeros((rows, 1), np.float32), columns=columns)
    return resolve(space, Projection(name="clouds", coordinates=places), Look())


def index_of(figure: Figure) -> LabelIndex:
    """All labels of a figure with their ranges."""
    index = LabelIndex(figure, labelled_rows(figure), extent_of(figure), Blocks.none())
    index.advance(figure.rows)
    return index


def compared(figure: Figure) -> Ranges:
    """The same ranges by comparing each label with all before it."""
    index = LabelIndex(figure, labelled_rows(figure), extent_of(figure), Blocks.none())
    index._measure(figure.rows)
    return extend(index.labels, Ranges.of(figure.rows), figure.rows)


def differences(figure: Figure) -> str:
    """How many ranges of the kernel are not those of numpy."""
    mine, other = index_of(figure)._sweep.ranges.least, compared(figure).least
    return f"{np.count_nonzero(mine != other):,} of {figure.rows:,}"


def text_items(figure: Figure) -> None:
    """As many TextItems at their points, painted once."""
    plot = pyqtgraph.PlotWidget(background="w")
    plot.resize(*SIZE)
    for row, (x, y) in enumerate(figure.coordinates.tolist()):
        item = pyqtgraph.TextItem(figure.keys[row], color="k", anchor=(0, 0.5))
        item.setPos(x, y)
        plot.addItem(item, ignoreBounds=True)
    plot.setXRange(-12, 12)
    image = QImage(*SIZE, QImage.Format.Format_RGB32)
    painter = QPainter(image)
    plot.render(painter)
    painter.end()
    plot.close()
    plot.deleteLater()


def frames(figure: Figure, name: str, times: int) -> dict[str, float | str]:
    """Laying out and painting a frame, of a pan and of a zoom, once the ranges are known."""
    layout, labels = LabelLayout(), Labels()
    whole = fitted(bounds(figure.coordinates), area_of(figure, *SIZE))
    step = iter(range(10_000))

    def scene(pan: float, closer: float):
        camera = Camera(x=whole.x + pan, y=whole.y, scale=whole.scale * closer)
        return scene_of(figure, SIZE, "light", camera)

    image = QImage(*SIZE, QImage.Format.Format_ARGB32_Premultiplied)

    def paint(seen) -> None:
        painter = QPainter(image)
        labels.paint(painter, seen)
        painter.end()

    first = milliseconds(lambda: layout.placed(scene(0, 1)), 1)
    paint(scene(0, 1))
    return {
        f"{name} words: first layout, with all ranges, ms": first,
        f"{name} words: lay out a pan frame, ms": milliseconds(
            lambda: layout.placed(scene(next(step) * 0.01, 1)), times
        ),
        f"{name} words: lay out a zoom frame, ms": milliseconds(
            lambda: layout.placed(scene(0, 1.1 ** (next(step) % 40))), times
        ),
        f"{name} words: lay out and paint a pan frame, ms": milliseconds(
            lambda: paint(scene(next(step) * 0.01, 1)), times
        ),
    }


def whole(rows: int) -> dict[str, float | str]:
    """All ranges of a large map, which are found on a thread while the map is used."""
    figure = clouds(rows)
    index = LabelIndex(figure, labelled_rows(figure), extent_of(figure), Blocks.none())
    first = milliseconds(lambda: index.advance(4000), 1)
    rest = milliseconds(lambda: index.advance(rows), 1)
    whole_map = fitted(bounds(figure.coordinates), area_of(figure, *SIZE))
    scene = scene_of(figure, SIZE, "light", Camera(x=whole_map.x, y=whole_map.y, scale=whole_map.scale * 3))
    return {
        f"{rows:,} words: the first 4,000 labels, ms": first,
        f"{rows:,} words: all other labels, s": rest / 1000,
        f"{rows:,} words: which labels a view shows, ms": milliseconds(lambda: index.shown(scene, 1.0), 5),
    }


def by_count(rows: int, times: int) -> dict[str, float | str]:
    """What a label costs as there are ten times as many, in time of the processor: others may use the machine too."""
    found: dict[str, float | str] = {}
    for count in (rows // 100, rows // 10, rows):
        figure = clouds(count)
        spent = min(processor_seconds(figure) for _ in range(times if count < rows else 1))
        found[f"{count:,} candidates, words to ranges in parts, µs of the processor for each"] = spent / count * 1e6
        if count == rows // 100:
            pairs = processor_milliseconds(lambda figure=figure: compared(figure)) / 1000
            found[f"{count:,} candidates: times as fast as all pairs, by the processor"] = pairs / spent
    return found


def processor_seconds(figure: Figure) -> float:
    """Finding all ranges as the thread does it that places them aside."""
    index = LabelIndex(figure, labelled_rows(figure), extent_of(figure), Blocks.none())
    return processor_milliseconds(index._work) / 1000


def processor_milliseconds(act: Callable[[], object]) -> float:
    started = time.process_time()
    act()
    return (time.process_time() - started) * 1000


def milliseconds(act: Callable[[], object], times: int) -> float:
    """The median duration."""
    spent = []
    for _ in range(times):
        started = time.perf_counter()
        act()
        spent.append((time.perf_counter() - started) * 1000)
    return statistics.median(spent)
