"""The process that draws figures aside: reads what to draw from its input, a line each, and answers in lines.

It ends when its input does, that is, with the window.
"""

import json
import os
import signal
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

from embexplorer.core.errors import UserError
from embexplorer.core.figure import Figure
from embexplorer.core.figure_file import FigureFile
from embexplorer.core.figure_folder import read_figure
from embexplorer.core.look import Camera
from embexplorer.core.report import Report
from embexplorer.gui.map import density, label_sweep, legend
from embexplorer.gui.map.export import ensure_application, map_painter, write_figure
from embexplorer.gui.map.figure_formats import image_of
from embexplorer.gui.map.page import page_of, type_of
from embexplorer.gui.map.painter import MapPainter
from embexplorer.gui.style import Typeface, typeface


def main() -> None:
    """Answer until nobody asks any more."""
    signal.signal(signal.SIGTERM, _end)
    if sys.platform.startswith(HEADLESS):
        os.environ["QT_QPA_PLATFORM"] = "offscreen"  # a display is of no use here, and may not answer
    ensure_application()
    drawer = Drawing()
    for line in sys.stdin:
        asked = json.loads(line)
        with typeface(Typeface(**asked["own"])):
            _say(**drawer.answered(asked))


LOADING_PAYS = 200_000  # points; for fewer, the first preview comes sooner without the kernel
HEADLESS = ("linux", "freebsd", "openbsd")


class Drawing:
    """Keeps the figure that it was told of, and what paints it, from one question to the next."""

    def __init__(self) -> None:
        self._known = ("", "")
        self._figure: Figure | None = None
        self._painter: MapPainter | None = None

    def answered(self, asked: dict[str, Any]) -> dict[str, Any]:
        """Draw what is asked: a preview as an image, or the file itself; answers what came of it."""
        file = FigureFile.from_json(asked["file"])
        camera = Camera(**asked["camera"]) if asked["camera"] else None
        seen = tuple(asked["seen"]) if asked["seen"] else None
        path = Path(asked["path"])
        try:
            figure, painter = self._figure_in(asked["folder"], file.family)
            if asked["act"] == "write":
                write_figure(figure, path, file, camera, seen, Telling(), painter.labels)
                return {"written": str(path), "size": path.stat().st_size}
            with type_of(file):
                page = page_of(figure, file, camera, seen)
                image = image_of(replace(page, scene=replace(page.scene, hurry=_is_large(figure))), painter)
        except UserError as refused:
            return {"refused": [refused.message, refused.hint]}
        image.save(str(path))
        whole = not (painter.labels.growing or painter.labels.unfinished)
        covered = legend.area(page.scene).width() / page.scene.area.width
        return {"previewed": str(path), "whole": whole, "covered": covered}

    def _figure_in(self, folder: str, family: str) -> tuple[Figure, MapPainter]:
        """What paints it keeps labels that were measured in one typeface."""
        if self._figure is None or folder != self._known[0]:
            self._figure, self._painter = read_figure(Path(folder)), None
        if self._painter is None or (folder, family) != self._known:
            self._painter = map_painter(self._figure, pays=LOADING_PAYS)
            if _is_large(self._figure):  # its labels come by and by, and a picture of the points before them
                density.kernel()
                label_sweep.load()
        self._known = (folder, family)
        return self._figure, self._painter


def _is_large(figure: Figure) -> bool:
    return figure.rows > LOADING_PAYS


class Telling(Report):
    """Tells the window how far a file is."""

    def __call__(self, done: float, text: str) -> None:
        _say(done=done, text=text)


def _end(number: int, frame: object) -> None:
    """What was begun is undone on the way out."""
    raise SystemExit(1)


def _say(**said: Any) -> None:
    sys.stdout.write(json.dumps(said) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
