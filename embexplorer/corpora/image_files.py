"""Open one image file: upright, as RGB on white, or a sentence that names the file and what is wrong with it."""

import io
import struct
import warnings
import zlib
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from embexplorer.core.errors import UserError

if TYPE_CHECKING:
    from PIL.Image import Image

Pixels = npt.NDArray[np.uint8]
SUFFIXES = (".png", ".jpg", ".jpeg", ".gif", ".bmp", ".webp")
MOST_PIXELS = 64_000_000  # of a file; a small file may unpack into gigabytes
THUMBNAIL = 64  # pixels, the longer side
BROKEN = (OSError, SyntaxError, ValueError, TypeError, IndexError, KeyError, OverflowError, EOFError, struct.error,
          zlib.error, MemoryError)  # fmt: skip  # what PIL raises for damaged files


def open_image(path: Path, shown: str = "") -> "Image":
    """The image as RGB: the first frame, turned as its camera was held, transparency on white, 16 bits cut to 8.

    Raises UserError for what is missing, damaged, no image, or unpacks into more than 64 million pixels.
    """
    from PIL import Image, ImageOps

    name = shown or str(path)
    if not path.is_file():
        raise UserError(f"{name} does not exist.", "Choose an image file.")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # odd metadata; the size is checked below, before anything is unpacked
        try:
            with Image.open(path) as image:
                _refuse_large(image.size, name)
                return _rgb(ImageOps.exif_transpose(image))
        except Image.DecompressionBombError as bomb:
            raise _too_large(name) from bomb
        except BROKEN as wrong:
            hint = "Repair it or take it away, or let broken images be skipped."
            raise UserError(f"{name} cannot be read as an image: {_reason(wrong)}.", hint) from wrong


def scaled(image: "Image", size: int) -> Pixels:
    """size × size × 3, squeezed where the image is not square."""
    from PIL.Image import Resampling

    small = image if image.size == (size, size) else image.resize((size, size), Resampling.BILINEAR)
    return np.asarray(small, np.uint8)


def thumbnail(image: "Image") -> bytes:
    """A PNG of at most 64 × 64 pixels, in grey where the image is."""
    small = image.copy()
    small.thumbnail((THUMBNAIL, THUMBNAIL))
    pixels = np.asarray(small)
    if is_grey(pixels):
        small = small.convert("L")
    stream = io.BytesIO()
    small.save(stream, "PNG")
    return stream.getvalue()


def is_grey(pixels: Pixels) -> bool:
    """Whether red, green and blue are the same everywhere."""
    return bool((pixels[..., 0] == pixels[..., 1]).all() and (pixels[..., 1] == pixels[..., 2]).all())


def _refuse_large(size: tuple[int, int], name: str) -> None:
    if size[0] * size[1] > MOST_PIXELS:
        raise _too_large(f"{name} has {size[0]:,} × {size[1]:,} pixels: it")


def _too_large(name: str) -> UserError:
    hint = "Make it smaller, or let broken images be skipped."
    return UserError(f"{name} unpacks into more than {MOST_PIXELS // 1_000_000} million pixels.", hint)


def _rgb(image: "Image") -> "Image":
    from PIL import Image

    if image.mode.startswith("I"):
        deep = np.asarray(image, np.int64)
        return Image.fromarray(
            (deep >> 8 if deep.max(initial=0) > 255 else deep).clip(0, 255).astype(np.uint8)
        ).convert("RGB")
    if "A" in image.getbands() or "transparency" in image.info:
        clear = image.convert("RGBA")
        return Image.alpha_composite(Image.new("RGBA", clear.size, "white"), clear).convert("RGB")
    return image.convert("RGB")


def _reason(wrong: BaseException) -> str:
    lines = str(wrong).splitlines()
    return (lines[0] if lines else type(wrong).__name__).removesuffix(".")
