"""Write an animated GIF picture by picture, holding one of them: only what has changed is written again."""

import struct
from typing import IO

import numpy as np
import numpy.typing as npt

Indices = npt.NDArray[np.uint8]
SEEN_THROUGH = 255  # the colour of what stays as it was
MOST_COLORS = 255
KEEP = 1  # what was drawn stays under the next picture


class GifWriter:
    """`palette` is m × 3, m ≤ 255; pictures are h × w of its indices, and repeat for ever once the file is closed."""

    def __init__(self, stream: IO[bytes], width: int, height: int, palette: Indices) -> None:
        if len(palette) > MOST_COLORS:
            raise ValueError(f"{len(palette)} colours")
        self._stream = stream
        self._before: Indices | None = None
        table = np.zeros((256, 3), np.uint8)
        table[: len(palette)] = palette
        stream.write(b"GIF89a" + struct.pack("<HHBBB", width, height, 0b1111_0111, 0, 0) + table.tobytes())
        stream.write(b"!\xff\x0bNETSCAPE2.0\x03\x01" + struct.pack("<HB", 0, 0))  # repeat without end

    def add(self, picture: Indices, milliseconds: int) -> None:
        """The next picture, and how long it is seen; a GIF counts in hundredths of a second."""
        from PIL import GifImagePlugin, Image

        across, down, part = self._changed(picture)
        image = Image.fromarray(part)  # mode L: the numbers go out as they are, the palette is that of the file
        told = {"duration": milliseconds, "disposal": KEEP, "transparency": SEEN_THROUGH}
        self._stream.write(b"".join(GifImagePlugin.getdata(image, (across, down), **told)))
        self._before = picture

    def close(self) -> None:
        """The end of the file; the stream stays open."""
        self._stream.write(b";")

    def _changed(self, picture: Indices) -> tuple[int, int, Indices]:
        """The smallest part that differs from the picture before, see-through where it does not."""
        if self._before is None:
            return 0, 0, picture
        differs = picture != self._before
        rows, columns = np.flatnonzero(differs.any(axis=1)), np.flatnonzero(differs.any(axis=0))
        if not len(rows):
            return 0, 0, np.full((1, 1), SEEN_THROUGH, np.uint8)
        window = np.s_[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]
        part = np.where(differs[window], picture[window], np.uint8(SEEN_THROUGH))
        return int(columns[0]), int(rows[0]), np.ascontiguousarray(part)
