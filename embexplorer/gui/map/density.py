"""Draw how dense the points lie, smoothly; where they lie over each other it takes their place, without a jump."""

import math
import sys
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QPointF
from PySide6.QtGui import QImage, QPainter

from embexplorer.core.coloring import NONE
from embexplorer.core.figure import Figure
from embexplorer.gui.map import density_colors
from embexplorer.gui.map.density_fields import Fields, Pixels
from embexplorer.gui.map.density_grid import Crowds, Grid, bin_for, crowds_in, grid_over, whole_map
from embexplorer.gui.map.density_spans import Spans, around, beside, halved
from embexplorer.gui.map.scene import Scene
from embexplorer.gui.map.transform import MapTransform, bounds
from embexplorer.gui.tokens import Tokens

if TYPE_CHECKING:
    from embexplorer.gui.map.kernel_density import KernelDensity

Field = npt.NDArray[np.float32]

BIN = 3.0  # pixels of a bin in which crowds are looked for
AROUND = 3.0  # pixels: standard deviation with which points are counted around a place
PRINT = 5.0  # square pixels: how much map a point takes up, whatever its size just now
BEGINS, WHOLE = 2.0, 16.0  # points that take up one place: where the density begins to show, and where it is all
SOME, MANY = 20_000, 150_000  # points of the whole map: below no density takes their place, above wherever they crowd
PAD = 128  # pixels beyond the window that are ready before a pan needs them


@dataclass(frozen=True)
class Asked:
    """What the fields depend on but the place of the view; arrays are compared by identity."""

    coordinates: int
    coloring: int
    shown: int
    scale: float
    ratio: float
    tokens: Tokens
    bandwidth: float
    density_by: str
    always: bool
    points: bool


@dataclass(frozen=True)
class Known:
    """What was counted, for what; it keeps alive what is compared by identity."""

    asked: Asked
    held: tuple[object, ...]
    fields: Fields | None


class Density:
    """Keeps the fields while the map is only panned, and a little beyond the window so that most frames need none."""

    def __init__(self) -> None:
        self._known: dict[bool, Known] = {}  # of the map without filters, to come back to, and with them
        self._crowds: dict[bool, tuple[object, object, Crowds]] = {}
        self._counts: dict[tuple[str, bool], tuple[tuple[object, ...], tuple[object, ...], Field]] = {}

    def paint(self, painter: QPainter, scene: Scene) -> None:
        """Draw it beneath what comes."""
        fields = self.fields(scene)
        if fields is None or not (fields.crowded or is_always(scene.figure)):
            return
        painter.drawImage(QPointF(*fields.corner(scene)), fields.density)

    def asked(self, scene: Scene) -> object:
        """What the thinning of points depends on."""
        return asked_of(scene) if _is_wanted(scene) else None

    def gives_way(self, scene: Scene) -> bool:
        """Whether some of the points of this scene give way to the density."""
        fields = self.fields(scene) if "points" in scene.figure.layers else None
        return fields is not None and fields.crowded

    def thin(self, pixels: Pixels, scene: Scene, classed: bool) -> None:
        """Make the points of this image (device pixels, premultiplied) fainter where they crowd, in place."""
        fields = self.fields(scene)
        if fields is None or not fields.crowded:
            return
        left, top = (-round(at * scene.ratio) for at in fields.corner(scene))
        kernel().thin(pixels, fields.fades[int(classed)], left, top)

    def fields(self, scene: Scene) -> Fields | None:
        """What was counted for this scene; None where there is nothing to draw, or not yet."""
        if not _is_wanted(scene):
            return None
        asked, whole = asked_of(scene), scene.figure.shown is None
        known = self._known.get(whole)
        panned = known is not None and known.asked == asked
        if known is None or not panned or not (known.fields and known.fields.covers(scene)):
            held = (scene.figure.coordinates, scene.figure.painted, scene.figure.shown)
            room = self._known.pop(whole).fields if known else None
            known = self._known[whole] = Known(asked, held, self._counted(scene, PAD if panned else 0, room))
        return known.fields

    def _counted(self, scene: Scene, pad: float, room: Fields | None) -> Fields | None:
        """In the memory of the fields that are replaced, if it fits."""
        figure, view = scene.figure, scene.view
        crowds = self._crowds_of(figure)
        if crowds is None:
            return None
        beyond = (-pad, -pad, scene.width + pad, scene.height + pad)
        bin = bin_for(figure.bandwidth)
        wide = grid_over(view, 2 * bin, *beyond, beyond=4 * figure.bandwidth)
        grid = Grid(bin=wide.bin / 2, left=wide.left, top=wide.top, rows=wide.rows * 2, columns=wide.columns * 2)
        fine = grid if bin == BIN else grid_over(view, BIN, *beyond, beyond=4 * AROUND)
        where = (figure.coordinates, figure.shown), (scene.view.scale, grid)
        parted = (*where[0], figure.order), (scene.view.scale, fine)
        strata = self._kept(("strata", *parted), lambda: counted(scene, strata_of(), fine, 2))
        most = joins(_number_shown(figure)) if "points" in figure.layers else 0.0
        crowd = self._kept(("crowd", parted[0], (*parted[1], most)), lambda: _crowding(strata, fine, most))
        near = beside(crowd) if fine == grid and not is_always(figure) else None
        if near is not None and not near.any():
            return _without(scene, pad)
        if fine == grid:
            total = strata.sum(axis=0)
        else:
            total = self._kept(("total", *where), lambda: counted(scene, np.zeros(256, np.int16), grid, 1)[0])
        colors = self._colors(scene, total, grid, wide, crowds, None if near is None else around(near, 1))
        return _enlarged(scene, colors, grid, crowd, fine, pad, room, near)

    def _kept(self, wanted: tuple[str, tuple[object, ...], tuple[object, ...]], make: Callable[[], Field]) -> Field:
        """What was counted of the same arrays at the same place, such as before the colours changed."""
        name, arrays, place = wanted
        key = name, arrays[1] is None  # of the map without filters, to come back to, and with them
        known = self._counts.get(key)
        same = known is not None and known[1] == place and all(a is b for a, b in zip(known[0], arrays, strict=True))
        if known is None or not same:
            known = self._counts[key] = (arrays, place, make())
        return known[2]

    def _colors(self, scene: Scene, total: Field, grid: Grid, wide: Grid, crowds: Crowds, spans: Spans | None) -> Field:
        figure, tokens = scene.figure, scene.tokens
        spread = figure.bandwidth / grid.bin
        density = kernel().smoothed(total, spread, spans)
        side = math.sqrt(4 * math.pi) * figure.bandwidth  # pixels: a square as large as the Gaussian is wide
        peak = crowds.most(side / scene.view.scale) / (4 * math.pi * spread**2)
        hues = _hues(scene, wide, None if spans is None else halved(spans, wide.columns))
        return kernel().shaded(density, hues, density_colors.ramp(tokens), peak, density_colors.look_of(tokens), spans)

    def _crowds_of(self, figure: Figure) -> Crowds | None:
        """How dense the whole map is, which does not depend on the view."""
        known = self._crowds.get(figure.shown is None)
        if known is not None and known[0] is figure.coordinates and known[1] is figure.shown:
            return known[2]
        box = bounds(figure.coordinates)
        if box is None:
            return None
        view, grid = whole_map(box, figure.rows)
        counts = _count(figure, np.zeros(256, np.int16), np.ones(256, np.float32), view, grid, 1)[0]
        made = crowds_in(counts, view.scale)
        self._crowds[figure.shown is None] = (figure.coordinates, figure.shown, made)
        return made


def is_always(figure: Figure) -> bool:
    """Whether the density is wanted everywhere."""
    return "density" in figure.layers


def _is_wanted(scene: Scene) -> bool:
    """In a hurry, only once the functions are loaded."""
    figure = scene.figure
    if scene.hurry and not is_ready():
        return False
    if is_always(figure):
        return figure.rows > 0
    return figure.blend and "points" in figure.layers and figure.rows > SOME


def joins(number: int) -> float:
    """How far the density may take the place of so many points, 0 to 1."""
    if number <= SOME:
        return 0.0
    share = min(1.0, math.log(number / SOME) / math.log(MANY / SOME))
    return share * share * (3 - 2 * share)


def kernel() -> "KernelDensity":
    """The compiled functions; loaded by whoever asks first."""
    from embexplorer.gui.map.kernel_density import kernel_density

    return kernel_density()


def is_ready() -> bool:
    """Whether they are loaded."""
    module = sys.modules.get("embexplorer.gui.map.kernel_density")
    known = getattr(module, "kernel_density", None)  # not there yet while another thread is still importing it
    return known is not None and known.cache_info().currsize > 0


def strata_of() -> npt.NDArray[np.int16]:
    """Grey points first, then those with a colour of their own."""
    slot_of = np.ones(256, np.int16)
    slot_of[NONE] = 0
    return slot_of


def counted(scene: Scene, slot_of: npt.NDArray[np.int16], grid: Grid, slots: int) -> Field:
    """The shown points in each bin, by the slot of their code."""
    codes = scene.figure.coloring.codes
    return _count(scene.figure, slot_of, np.ones(256, np.float32), scene.view, grid, slots, codes)


def _count(
    figure: Figure,
    slot_of: npt.NDArray[np.int16],
    weight_of: Field,
    view: MapTransform,
    grid: Grid,
    slots: int,
    codes: npt.NDArray[np.uint8] | None = None,
) -> Field:
    """By the codes that are painted, unless others are given."""
    codes = figure.painted.codes if codes is None else codes
    return kernel().counted(figure.coordinates, codes, slot_of, weight_of, figure.shown, view, grid, slots)


def _crowding(strata: Field, fine: Grid, most: float) -> Field:
    """How far, up to `most`, the density takes the place of grey points and of those with a colour, by bins."""
    area, crowds = PRINT / fine.bin**2, np.zeros_like(strata)
    for slot in range(len(strata) if most else 0):
        if strata[slot].any():
            smooth = kernel().smoothed(strata[slot], AROUND / fine.bin)
            crowds[slot] = kernel().crowding(smooth, BEGINS / area, WHOLE / area, most)
    return crowds


def _hues(scene: Scene, wide: Grid, spans: Spans | None) -> Field:
    """The colour of these of the wide bins, 3 × rows × columns; none (3 × 0 × 0) for a density without hue."""
    spread = scene.figure.bandwidth / wide.bin
    hues = density_colors.hues_of(scene.figure, scene.tokens)
    if hues.kind == "plain":
        return np.empty((3, 0, 0), np.float32)
    counts = [_count(scene.figure, hues.slot_of, weight, scene.view, wide, hues.slots) for weight in hues.weights]
    smooth = kernel().smoothed_each(np.concatenate(counts), spread, spans)
    if hues.kind == "value":
        return kernel().averaged(smooth, hues.scale, spans)
    if hues.kind == "class":
        return kernel().mixed(smooth, hues.labs, spans)
    return kernel().colored(smooth[1:] / np.maximum(smooth[0], 1e-9), spans)


def _enlarged(
    scene: Scene,
    colors: Field,
    grid: Grid,
    crowd: Field,
    fine: Grid,
    pad: float,
    room: Fields | None,
    near: Spans | None,
) -> Fields:
    memory = (room.pixels, room.fades) if room else None
    corner, shape = _frame(scene, pad)
    look, always = density_colors.look_of(scene.tokens), is_always(scene.figure)
    place = (corner, corner), scene.ratio, shape
    pixels, fades = kernel().enlarged(colors, grid, crowd, fine, *place, look, always, memory, near)
    image = QImage(pixels.data, shape[1], shape[0], shape[1] * 4, QImage.Format.Format_ARGB32_Premultiplied)
    image.setDevicePixelRatio(scene.ratio)
    return Fields(image, pixels, fades, corner - scene.view.left, corner - scene.view.top, bool(crowd.any()))


def _without(scene: Scene, pad: float) -> Fields:
    """Where nothing crowds."""
    corner, shape = _frame(scene, pad)
    pixels, fades = np.broadcast_to(np.uint32(0), shape), np.broadcast_to(np.uint8(255), (2, *shape))
    return Fields(QImage(), pixels, fades, corner - scene.view.left, corner - scene.view.top, crowded=False)


def _frame(scene: Scene, pad: float) -> tuple[float, tuple[int, int]]:
    """The corner of the image as seen from that of the scene, and its height and width in device pixels."""
    beyond = math.ceil(pad * scene.ratio)
    width, height = (round(side * scene.ratio) + 2 * beyond for side in (scene.width, scene.height))
    return -beyond / scene.ratio, (height, width)


def asked_of(scene: Scene) -> Asked:
    figure = scene.figure
    return Asked(
        id(figure.coordinates), id(figure.painted), id(figure.shown), scene.view.scale, scene.ratio, scene.tokens,
        figure.bandwidth, figure.density_by, is_always(figure), "points" in figure.layers,
    )  # fmt: skip


def _number_shown(figure: Figure) -> int:
    return figure.rows if figure.shown is None else int(np.count_nonzero(figure.shown))
