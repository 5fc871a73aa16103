"""Reading labelled images."""

import io
import os
import struct
import zlib
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from embexplorer.core.errors import UserError
from embexplorer.corpora.images import in_grey, read_images

Write = Callable[..., Path]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two red and two blue images of 20 × 10 pixels in folders of those names."""
    for label, color in (("red", (255, 0, 0)), ("blue", (0, 0, 255))):
        (tmp_path / "pictures" / label).mkdir(parents=True)
        for name in ("1.png", "2.bmp"):
            Image.new("RGB", (20, 10), color).save(tmp_path / "pictures" / label / name)
    return tmp_path / "pictures"


def test_keys_are_paths_and_labels_are_folders(folder: Path) -> None:
    images = read_images(folder, size=8)

    assert ("blue/1.png", "blue/2.bmp", "red/1.png", "red/2.bmp") == images.keys
    assert ("blue", "blue", "red", "red") == images.labels


def test_images_are_scaled_and_that_is_said(folder: Path) -> None:
    images = read_images(folder, size=8)

    assert (4, 8, 8, 3) == images.pixels.shape
    assert [0, 0, 255] == images.pixels[0, 3, 3].tolist()
    assert "Images were scaled to 8 × 8 pixels." in images.notes


def test_a_thumbnail_is_a_png_of_at_most_64_pixels_that_keeps_its_shape(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    Image.new("RGB", (300, 150), "red").save(tmp_path / "a" / "wide.png")

    thumbnail = Image.open(io.BytesIO(read_images(tmp_path, size=8).thumbnails[0]))

    assert ("PNG", (64, 32), (255, 0, 0)) == (thumbnail.format, thumbnail.size, thumbnail.getpixel((9, 9)))


def test_columns_hold_label_file_and_thumbnail(folder: Path) -> None:
    columns = read_images(folder, size=8).columns

    assert ["label", "file", "thumbnail"] == columns.column_names
    assert columns["thumbnail"][0].as_py().startswith(b"\x89PNG")


@pytest.mark.parametrize("colors", ["auto", "grey"])
def test_grey_images_have_one_channel(tmp_path: Path, colors: str) -> None:
    Image.new("L", (9, 9), 77).save(tmp_path / "grey.png")

    assert [77] == read_images(tmp_path, size=8, colors=colors).pixels[0, 0, 0].tolist()


def test_grey_is_made_of_colors_as_pil_makes_it() -> None:
    pixels = np.random.default_rng(0).integers(0, 256, (2, 5, 5, 3)).astype(np.uint8)

    expected = np.stack([np.asarray(Image.fromarray(image).convert("L")) for image in pixels])[..., None]

    assert np.abs(expected.astype(int) - in_grey(pixels)).max() <= 1  # PIL rounds in whole numbers


@pytest.mark.parametrize("suffix", ["png", "jpg", "jpeg", "gif", "bmp", "webp", "PNG"])
def test_every_kind_of_file_is_read(tmp_path: Path, suffix: str) -> None:
    Image.new("RGB", (8, 8), "white").save(tmp_path / f"white.{suffix}")

    assert (read_images(tmp_path, size=8).pixels > 250).all()


def test_of_a_moving_image_the_first_frame_is_taken(tmp_path: Path) -> None:
    first, second = Image.new("RGB", (8, 8), "black"), Image.new("RGB", (8, 8), "white")
    first.save(tmp_path / "moving.gif", save_all=True, append_images=[second])

    assert 0 == read_images(tmp_path, size=8).pixels.max()


def test_an_image_is_turned_as_its_camera_was_held(tmp_path: Path) -> None:
    pixels = np.zeros((8, 8, 3), np.uint8)
    pixels[:4] = 255  # white above
    exif = Image.Exif()
    exif[0x0112] = 3  # held upside down
    Image.fromarray(pixels).save(tmp_path / "turned.png", exif=exif)

    assert np.array_equal(pixels[::-1, :, :1], read_images(tmp_path, size=8).pixels[0])


def test_what_is_transparent_is_white(tmp_path: Path) -> None:
    Image.new("RGBA", (8, 8), (0, 0, 0, 0)).save(tmp_path / "clear.png")

    assert 255 == read_images(tmp_path, size=8).pixels.min()


def test_sixteen_bits_become_eight(tmp_path: Path) -> None:
    Image.fromarray(np.full((8, 8), 0x8001, np.uint16)).save(tmp_path / "deep.png")

    assert {0x80} == set(read_images(tmp_path, size=8).pixels.ravel().tolist())


def test_a_broken_image_is_refused_by_name(folder: Path) -> None:
    (folder / "red" / "3.png").write_bytes(b"\x89PNG and nothing")

    with pytest.raises(UserError, match="red/3.png cannot be read as an image"):
        read_images(folder, size=8)


def test_a_broken_image_is_skipped_and_named_where_that_is_wished(folder: Path) -> None:
    (folder / "red" / "3.png").write_bytes((folder / "red" / "1.png").read_bytes()[:-30])

    images = read_images(folder, size=8, broken="skip")

    assert 4 == len(images)
    assert "1 image was skipped, being damaged or too large: red/3.png." in images.notes


def test_a_folder_of_broken_images_only_is_refused(tmp_path: Path) -> None:
    (tmp_path / "one.png").write_bytes(b"nothing")

    with pytest.raises(UserError, match="None of the 1 images"):
        read_images(tmp_path, size=8, broken="skip")


def png_that_says_it_is(wide: int, high: int) -> bytes:
    """A PNG whose header promises so many pixels."""
    header = b"IHDR" + struct.pack(">IIBBBBB", wide, high, 8, 2, 0, 0, 0)
    end = b"IEND"
    parts = [struct.pack(">I", len(part) - 4) + part + struct.pack(">I", zlib.crc32(part)) for part in (header, end)]
    return b"\x89PNG\r\n\x1a\n" + b"".join(parts)


@pytest.mark.parametrize("size", [(9_000, 9_000), (50_000, 50_000)])
def test_an_image_that_unpacks_into_gigabytes_is_refused(tmp_path: Path, size: tuple[int, int]) -> None:
    (tmp_path / "bomb.png").write_bytes(png_that_says_it_is(*size))

    with pytest.raises(UserError, match="more than 64 million pixels"):
        read_images(tmp_path, size=8)


def test_a_folder_without_images_is_refused(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("nothing to see")

    with pytest.raises(UserError, match="holds no image"):
        read_images(tmp_path, size=8)


def test_a_folder_that_is_missing_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="nowhere does not exist"):
        read_images(tmp_path / "nowhere", size=8)


@pytest.mark.parametrize(
    "text", ["label,file\nwarm,red/1.png\ncold,blue/2.bmp\n", "path\tkind\nred/1.png\twarm\nblue/2.bmp\tcold\n"]
)
def test_labels_come_from_a_table_where_there_is_one(folder: Path, text: str) -> None:
    (folder / "labels.csv").write_text(text)

    images = read_images(folder, size=8, table=folder / "labels.csv")

    assert (None, "cold", "warm", None) == images.labels


def test_files_of_the_table_that_are_not_there_are_told(folder: Path) -> None:
    (folder / "labels.csv").write_text("file,label\nred/1.png,warm\nred/9.png,warm\n")

    notes = read_images(folder, size=8, table=folder / "labels.csv").notes

    assert "Files of labels.csv that are not in the folder: 1 (red/9.png)." in notes


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("file,label\nred/1.png\n", "Line 2 of labels.csv has 1 fields"),
        ("file,label\nred/1.png,a\nred/1.png,b\n", "Line 3 of labels.csv gives ‘red/1.png’ a second label"),
        ("file,label\nother.png,a\n", "a label for none of the 4 images"),
        ("", "is no table"),
    ],
)
def test_a_table_that_says_nothing_is_refused(folder: Path, text: str, sentence: str) -> None:
    (folder / "labels.csv").write_text(text)

    with pytest.raises(UserError, match=sentence):
        read_images(folder, size=8, table=folder / "labels.csv")


@pytest.fixture
def packed(tmp_path: Path) -> Write:
    """Writes an .npz of three grey images of 8 × 8 pixels, with other arrays where they are given."""

    def written(**arrays: np.ndarray) -> Path:
        images = np.arange(3 * 64, dtype=np.uint8).reshape(3, 8, 8)
        np.savez(tmp_path / "packed.npz", **{"images": images, **arrays})
        return tmp_path / "packed.npz"

    return written


def test_an_npz_gives_its_images_names(packed: Write) -> None:
    images = read_images(packed(labels=np.array([1, 0, 1]), names=np.array(["bag", "ankle boot"])), size=8)

    assert ("ankle boot 1", "bag 1", "ankle boot 2") == images.keys
    assert np.array_equal(np.arange(192).reshape(3, 8, 8, 1), images.pixels)


def test_an_npz_may_hold_words_as_labels(packed: Write) -> None:
    assert ("a", "b", "a") == read_images(packed(labels=np.array(["a", "b", "a"])), size=8).labels


def test_an_npz_without_labels_has_none(packed: Write) -> None:
    images = read_images(packed(), size=8)

    assert ((None,) * 3, ("image 1", "image 2", "image 3")) == (images.labels, images.keys)


def test_an_npz_may_hold_colors(packed: Write) -> None:
    images = np.zeros((2, 8, 8, 3), np.uint8)
    images[..., 2] = 200

    assert [0, 0, 200] == read_images(packed(images=images), size=8).pixels[1, 1, 1].tolist()


@pytest.mark.parametrize(
    ("arrays", "sentence"),
    [
        ({"images": np.zeros((3, 8, 8))}, "‘images’ in packed.npz is float64"),
        ({"images": np.zeros((3, 64), np.uint8)}, "of shape \\(3, 64\\)"),
        ({"labels": np.array([1, 2])}, "and there are 3 images"),
        ({"labels": np.array([0, 1, 2]), "names": np.array(["a", "b"])}, "and there are 2 names"),
        ({"labels": np.array([None, 1, 2], object)}, "no .npz that can be read"),
    ],
)
def test_an_npz_of_another_form_is_refused(packed: Write, arrays: dict[str, np.ndarray], sentence: str) -> None:
    with pytest.raises(UserError, match=sentence):
        read_images(packed(**arrays), size=8)


def test_an_npz_without_images_is_refused_with_what_it_has(tmp_path: Path) -> None:
    np.savez(tmp_path / "other.npz", pictures=np.zeros(3))

    with pytest.raises(UserError, match="no array ‘images’; it has: pictures"):
        read_images(tmp_path / "other.npz", size=8)


def test_a_file_s_name_may_be_no_utf_8(folder: Path) -> None:
    (folder / "red" / "1.png").rename(folder / "red" / os.fsdecode(b"caf\xe9.png"))

    assert "red/caf\\udce9.png" in read_images(folder, size=8).columns["file"].to_pylist()


def test_a_file_that_is_no_npz_is_refused(tmp_path: Path) -> None:
    (tmp_path / "text.npz").write_text("no zip")

    with pytest.raises(UserError, match="no .npz that can be read"):
        read_images(tmp_path / "text.npz", size=8)
