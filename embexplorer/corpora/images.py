"""Read labelled images: a folder with a subfolder for each label or a table of labels, or one .npz of arrays."""

import csv
import zipfile
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

import numpy as np
import pyarrow as pa

from embexplorer.core.errors import UserError
from embexplorer.core.report import Report, ignore
from embexplorer.corpora.image_files import SUFFIXES, Pixels, is_grey, open_image, scaled, thumbnail

Colors = Literal["auto", "grey", "rgb"]
Broken = Literal["refuse", "skip"]
MOST_BYTES = 4 << 30  # of all scaled images, and of an array in an .npz
SHOWN = 3  # file names that a note holds


@dataclass(frozen=True, kw_only=True)
class ImageSet:
    """n images as n × size × size × channels, with unique keys, a label or none, the file's name, a PNG each."""

    name: str
    keys: tuple[str, ...]
    pixels: Pixels
    labels: tuple[str | None, ...]
    files: tuple[str, ...]
    thumbnails: tuple[bytes, ...]
    notes: tuple[str, ...] = ()

    def __len__(self) -> int:
        return len(self.keys)

    @property
    def columns(self) -> pa.Table:
        """label, file and thumbnail, as a space keeps them."""
        words = {"label": pa.array(self.labels, pa.string()), "file": pa.array(self.files, pa.string())}
        return pa.table({**words, "thumbnail": pa.array(self.thumbnails, pa.binary())})


def read_images(
    path: Path,
    *,
    size: int,
    table: Path | None = None,
    colors: Colors = "auto",
    broken: Broken = "refuse",
    report: Report = ignore,
) -> ImageSet:
    """All images in this folder, or of this .npz, scaled to size × size.

    Raises UserError for what is missing, damaged (unless broken images are skipped), empty or too large.
    """
    if not path.exists():
        raise UserError(f"{path} does not exist.", "Choose a folder of images, or an .npz of them.")
    packed = not path.is_dir()
    found = _read_arrays(path, size, report) if packed else _read_folder(path, size, table, broken, report)
    grey = colors == "grey" or (colors == "auto" and is_grey(found.pixels))
    return replace(found, pixels=in_grey(found.pixels) if grey else found.pixels)


def in_grey(pixels: Pixels) -> Pixels:
    """One channel: the luma of ITU-R 601, as PIL weighs it."""
    weights = np.array([0.299, 0.587, 0.114], np.float32)
    return np.concatenate([np.rint(block @ weights).astype(np.uint8)[None] for block in pixels])[..., None]


def _read_folder(path: Path, size: int, table: Path | None, broken: Broken, report: Report) -> ImageSet:
    there = sorted(file for file in path.rglob("*") if file.is_file() and not file.name.startswith("."))
    files = [file for file in there if file.suffix.lower() in SUFFIXES]
    if not files:
        raise UserError(f"{path} holds no image.", f"Images end in: {', '.join(SUFFIXES)}.")
    _refuse_too_much(len(files), size)
    names = [_spelt(file.relative_to(path)) for file in files]
    labels, notes = _by_subfolder(names) if table is None else _by_table(names, table)
    pixels, thumbnails, kept, skipped = [], [], [], []
    for number, (file, name) in enumerate(zip(files, names, strict=True)):
        report(number / len(files), f"Reading {number:,} of {len(files):,} images")
        try:
            image = open_image(file, name)
        except UserError:
            if broken == "refuse":
                raise
            skipped.append(name)
            continue
        kept.append(number)
        pixels.append(scaled(image, size))
        thumbnails.append(thumbnail(image))
    if not kept:
        raise UserError(f"None of the {len(files):,} images in {path} can be read.", f"‘{skipped[0]}’ is the first.")
    report(1.0, f"Read {len(kept):,} images")
    return ImageSet(
        name=path.resolve().name,
        keys=tuple(names[n] for n in kept),
        pixels=np.stack(pixels),
        labels=tuple(labels[n] for n in kept),
        files=tuple(names[n] for n in kept),
        thumbnails=tuple(thumbnails),
        notes=(f"Images were scaled to {size} × {size} pixels.", *notes, *_skipped(skipped)),
    )


def _spelt(path: Path) -> str:
    """The path with slashes; bytes that are no UTF-8 as \\udc…, so that it can be a key."""
    return path.as_posix().encode("utf-8", "backslashreplace").decode("utf-8")


def _skipped(names: Sequence[str]) -> tuple[str, ...]:
    if not names:
        return ()
    subject = "1 image was" if len(names) == 1 else f"{len(names):,} images were"
    return (f"{subject} skipped, being damaged or too large: {_some(names)}.",)


def _some(names: Sequence[str]) -> str:
    return ", ".join(names[:SHOWN]) + (" …" if len(names) > SHOWN else "")


def _by_subfolder(names: Sequence[str]) -> tuple[list[str | None], tuple[str, ...]]:
    """The first folder on the way to each image; an image that lies in none has no label."""
    return [name.split("/")[0] if "/" in name else None for name in names], ()


def _by_table(names: Sequence[str], table: Path) -> tuple[list[str | None], tuple[str, ...]]:
    label_of = read_labels(table)
    absent = [name for name in label_of if name not in set(names)]
    notes = (f"Files of {table.name} that are not in the folder: {len(absent):,} ({_some(absent)}).",) if absent else ()
    labels = [label_of.get(name) or None for name in names]
    if not any(labels):
        hint = f"It names ‘{next(iter(label_of), '')}’; the folder holds ‘{names[0]}’."
        raise UserError(f"{table.name} has a label for none of the {len(names):,} images.", hint)
    return labels, notes


def read_labels(table: Path) -> dict[str, str]:
    """Label by file from a CSV or TSV with a header: its columns `file` and `label`, else the first two."""
    try:
        lines = table.read_text(encoding="utf-8-sig").splitlines()
    except FileNotFoundError as missing:
        raise UserError(f"{table} does not exist.", "Choose a table of files and labels.") from missing
    except (OSError, UnicodeDecodeError) as wrong:
        raise UserError(f"{table} cannot be read: {wrong}.", "Choose a CSV or TSV file, as UTF-8.") from wrong
    rows = list(csv.reader(lines, delimiter="\t" if lines and "\t" in lines[0] else ","))
    if len(rows) < 2 or len(rows[0]) < 2:
        raise UserError(f"{table.name} is no table of files and labels.", "Give a header and two columns: file, label.")
    named = {"file", "label"} <= set(rows[0])
    file, label = (rows[0].index("file"), rows[0].index("label")) if named else (0, 1)
    answer: dict[str, str] = {}
    for number, row in enumerate(rows[1:], 2):
        if len(row) <= max(file, label):
            raise UserError(f"Line {number:,} of {table.name} has {len(row)} fields.", "It needs a file and a label.")
        name = Path(row[file].replace("\\", "/")).as_posix()
        if answer.setdefault(name, row[label]) != row[label]:
            raise UserError(f"Line {number:,} of {table.name} gives ‘{name}’ a second label.", "Keep one of them.")
    return answer


def _refuse_too_much(count: int, size: int) -> None:
    if count * size * size * 3 > MOST_BYTES:
        said = f"{count:,} images of {size} × {size} pixels do not fit into {MOST_BYTES >> 30} GB."
        raise UserError(said, "Choose a smaller --size, or fewer images.")


def _read_arrays(path: Path, size: int, report: Report) -> ImageSet:
    """An .npz: `images` n × h × w (× channels) of uint8, `labels`, and `names` where labels are numbers."""
    arrays = _arrays(path)
    images, labels = arrays["images"], _labels(arrays, path)
    _refuse_too_much(len(images), size)
    pixels, thumbnails = [], []
    from PIL import Image

    for number, plain in enumerate(images):
        report(number / len(images), f"Reading {number:,} of {len(images):,} images")
        image = Image.fromarray(plain if plain.ndim == 2 else plain[..., :3].squeeze()).convert("RGB")
        pixels.append(scaled(image, size))
        thumbnails.append(thumbnail(image))
    report(1.0, f"Read {len(images):,} images")
    seen: Counter[str] = Counter()
    keys = []
    for label in labels:
        seen[label or "image"] += 1
        keys.append(f"{label or 'image'} {seen[label or 'image']}")
    was = f"{images.shape[1]} × {images.shape[2]}"
    notes = () if images.shape[1:3] == (size, size) else (f"Images of {was} were scaled to {size} × {size} pixels.",)
    return ImageSet(
        name=path.name.split(".")[0], keys=tuple(keys), pixels=np.stack(pixels), labels=tuple(labels),
        files=(path.name,) * len(keys), thumbnails=tuple(thumbnails), notes=notes,
    )  # fmt: skip


def _arrays(path: Path) -> dict[str, "np.ndarray[tuple[int, ...], np.dtype[np.generic]]"]:
    hint = "Save it with numpy.savez(path, images=…, labels=…): uint8, n × height × width or n × height × width × 3."
    try:
        with zipfile.ZipFile(path) as packed:
            large = [entry.filename for entry in packed.infolist() if entry.file_size > MOST_BYTES]
        if large:
            raise UserError(f"{large[0]} in {path.name} unpacks into more than {MOST_BYTES >> 30} GB.", "Cut it up.")
        with np.load(path, allow_pickle=False) as loaded:
            arrays = {name: loaded[name] for name in ("images", "labels", "names") if name in loaded.files}
            there = ", ".join(loaded.files) or "nothing"
    except (OSError, ValueError, EOFError, MemoryError, zipfile.BadZipFile) as wrong:
        raise UserError(f"{path.name} is no folder, and no .npz that can be read: {wrong}.", hint) from wrong
    if "images" not in arrays:
        raise UserError(f"{path.name} has no array ‘images’; it has: {there}.", hint)
    images = arrays["images"]
    colors = images.ndim == 4 and images.shape[3] in (1, 3, 4)
    if images.dtype != np.uint8 or not (images.ndim == 3 or colors) or 0 in images.shape:
        raise UserError(f"‘images’ in {path.name} is {images.dtype} of shape {images.shape}.", hint)
    return arrays


def _labels(arrays: dict[str, "np.ndarray[tuple[int, ...], np.dtype[np.generic]]"], path: Path) -> "list[str | None]":
    """A word or none for each image; numbers are places in `names`, if there are any."""
    count = len(arrays["images"])
    labels, names = arrays.get("labels"), arrays.get("names")
    if labels is None:
        return [None] * count
    if labels.shape != (count,) or labels.dtype.kind not in "iuUS":
        said = f"‘labels’ in {path.name} is {labels.dtype} of shape {labels.shape}, and there are {count:,} images."
        raise UserError(said, "Give one whole number or word for each image.")
    if names is None or labels.dtype.kind not in "iu":
        return [str(label) or None for label in labels.astype(np.str_).tolist()]
    if labels.min(initial=0) < 0 or labels.max(initial=0) >= len(names):
        said = f"‘labels’ in {path.name} go from {labels.min()} to {labels.max()}, and there are {len(names)} names."
        raise UserError(said, "Number the names from 0.")
    return [str(names[label]) or None for label in labels.tolist()]
