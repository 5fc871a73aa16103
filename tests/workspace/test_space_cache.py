"""A file that was read before opens mapped; any change of file or parameters reads it again."""

import os
from pathlib import Path

import pytest

from embexplorer.core.errors import UserError
from embexplorer.core.reading import reader_for
from embexplorer.core.registry import step_named
from embexplorer.workspace import space_cache
from embexplorer.workspace.space_cache import SpaceCache, opened


@pytest.fixture
def reads(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the steps that were really run."""
    names: list[str] = []
    really = space_cache.perform

    def noted(step, *rest):  # type: ignore[no-untyped-def]
        names.append(step.name)
        return really(step, *rest)

    monkeypatch.setattr(space_cache, "perform", noted)
    return names


def test_the_second_opening_reads_nothing(vectors: Path, reads: list[str]) -> None:
    first = opened(reader_for(vectors))

    second = opened(reader_for(vectors))

    assert 1 == len(reads)
    assert first.vectors.tolist() == second.vectors.tolist()
    assert list(first.keys) == list(second.keys)
    assert first.recipe == second.recipe


def test_other_parameters_read_again(vectors: Path, reads: list[str]) -> None:
    opened(reader_for(vectors))

    part = opened(reader_for(vectors, take="first", count=7))

    assert 2 == len(reads)
    assert 7 == part.rows


def test_a_file_changed_within_its_old_size_and_time_is_read_again(vectors: Path, reads: list[str]) -> None:
    before = vectors.stat()
    opened(reader_for(vectors))
    text = vectors.read_text(encoding="ascii")

    vectors.write_text(text.replace("w0 ", "x0 "), encoding="ascii")
    os.utime(vectors, ns=(before.st_atime_ns, before.st_mtime_ns))

    assert "x0" == opened(reader_for(vectors)).keys[0]
    assert 2 == len(reads)


def test_a_damaged_entry_is_read_again(vectors: Path, reads: list[str], home: Path) -> None:
    space = opened(reader_for(vectors))
    assert space.folder is not None
    (space.folder / "keys.arrow").write_bytes(b"half")

    again = opened(reader_for(vectors))

    assert 2 == len(reads)
    assert 40 == again.rows


def test_a_cache_that_cannot_be_written_only_costs_time(vectors: Path, home: Path) -> None:
    home.mkdir()
    (home / "cache").write_text("in the way", encoding="ascii")

    space = opened(reader_for(vectors))

    assert 40 == space.rows


def test_the_oldest_entries_are_dropped(vectors: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(space_cache, "MOST_SPACES", 2)
    cache = SpaceCache(tmp_path / "spaces")
    steps = [reader_for(vectors, take="first", count=count) for count in (3, 4, 5)]

    _ = [cache.opened(step) for step in steps]

    assert cache.find(steps[0]) is None
    assert cache.find(steps[2]) is not None


def test_a_file_that_is_gone_is_refused_as_ever(vectors: Path) -> None:
    reader = reader_for(vectors)
    vectors.unlink()

    with pytest.raises((UserError, OSError)):
        opened(reader)


def test_a_space_is_linked_not_copied(vectors: Path, tmp_path: Path) -> None:
    cache, reader = SpaceCache(tmp_path / "spaces"), reader_for(vectors)
    space = cache.opened(reader)

    linked = cache.link(reader, tmp_path / "project")

    assert linked and space.folder is not None
    assert (space.folder / "vectors.npy").stat().st_ino == (tmp_path / "project/vectors.npy").stat().st_ino


def test_our_own_folders_are_not_cached_again(tmp_path: Path, vectors: Path) -> None:
    space = opened(reader_for(vectors))
    assert space.folder is not None
    step = step_named("space-folder")(path=space.folder)  # type: ignore[call-arg]

    assert SpaceCache(tmp_path).find(step) is None
