"""Training on the command line: the film it leaves, what it says it wrote, and Ctrl+C."""

import os
import pty
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from embexplorer.cli.interrupt import ended_by_interrupt
from embexplorer.cli.progress import TerminalProgress
from embexplorer.core.space import EmbeddingSpace

Command = Callable[..., Any]
SHORT = ("--epochs", "2", "--dimensions", "8", "--min-count", "2")
# a shell that starts tests in its background has interrupts ignored, which a process inherits
AS_IN_A_TERMINAL = (
    "import signal, sys; signal.signal(signal.SIGINT, signal.default_int_handler); "
    "from embexplorer.cli import main; sys.exit(main(sys.argv[1:]))"
)


@pytest.fixture
def text(tmp_path: Path) -> Path:
    """A hundred and twenty small sentences."""
    nouns, verbs = ("king", "queen", "dog", "cat"), ("rules", "sees", "likes")
    lines = [f"the {nouns[n % 4]} {verbs[n % 3]} the {nouns[n % 5 % 4]} of w{n % 7}" for n in range(120)]
    (tmp_path / "text.txt").write_text("\n".join(lines), encoding="utf-8")
    return tmp_path / "text.txt"


def test_a_training_leaves_its_film_as_a_gif(embexplorer: Command, text: Path, tmp_path: Path) -> None:
    answer = embexplorer("train-word2vec", text, *SHORT, "--frames", "film.gif", "--frames-size", "320x240")

    with Image.open(tmp_path / "film.gif") as image:
        assert image.size == (320, 240)
        assert f"Written: film.gif ({image.n_frames} frames)" in answer.out


def test_frames_are_written_into_a_folder(embexplorer: Command, text: Path, tmp_path: Path) -> None:
    asked = ("--frames", "frames-1.5/", "--frames-size", "200x150", "--theme", "dark", "--color-by", "count")

    assert embexplorer("train-word2vec", text, *SHORT, *asked).status == 0
    assert (tmp_path / "frames-1.5" / "frame-0001.png").is_file()


def test_a_film_of_another_kind_is_refused_before_the_training(embexplorer: Command, text: Path) -> None:
    answer = embexplorer("train-word2vec", text, "--frames", "film.mp4")

    assert answer.status == 2
    assert "‘film.mp4’: GIF and PNG frames are" in answer.err


def test_a_folder_in_use_is_refused_before_the_training(embexplorer: Command, text: Path, tmp_path: Path) -> None:
    (tmp_path / "frames").mkdir()
    (tmp_path / "frames" / "letter.txt").touch()

    answer = embexplorer("train-word2vec", text, "--frames", "frames")

    assert (answer.status, "frames is there already" in answer.err) == (2, True)


def test_a_training_without_a_film_prepares_no_frames(embexplorer: Command, text: Path) -> None:
    answer = embexplorer("train-word2vec", text, *SHORT, "-o", "space")

    assert answer.out.splitlines()[:2] == ["Written: space", "Written: space/beside/0 (Training log)"]


def test_what_lies_beside_a_space_is_named(embexplorer: Command, text: Path) -> None:
    answer = embexplorer("train-word2vec", text, *SHORT, "-o", "space", "--frames", "film.gif")

    assert "Written: space/beside/0 (Training map)" in answer.out.splitlines()


def test_watched_words_are_told_at_the_end(embexplorer: Command, text: Path) -> None:
    answer = embexplorer("train-word2vec", text, *SHORT, "--watch", "king", "king–queen", "quene")

    lines = answer.out.splitlines()
    at = next(place for place, line in enumerate(lines) if line.startswith("Watched (cosine, raw space, "))
    assert ["  king–queen", "  king", "  Not in this space"] == [line.partition(":")[0] for line in lines[at + 1 :]]
    assert "‘quene’" in lines[-1]


def test_a_saved_space_is_trained_again(embexplorer: Command, text: Path) -> None:
    embexplorer("train-word2vec", text, *SHORT, "-o", "space")

    answer = embexplorer("train-repeated", "space", "--times", "2", "-k", "3", "-o", "family")
    near = embexplorer("neighbors", "family", "king", "-k", "2")

    assert "Written: family/family (2 trainings)" in answer.out.splitlines()
    assert "Trained 2 times more with seeds 1–2" in answer.err
    assert "range over 2 trainings (seeds)" in near.out


class LongTraining:
    """A training that would take minutes, in a terminal, from when it has begun to learn."""

    def __init__(self, folder: Path) -> None:
        words = [f"w{n % 997} w{n % 89} w{n % 13} w{n % 7} the king rules" for n in range(4000)]
        (folder / "long.txt").write_text("\n".join(words), encoding="utf-8")
        arguments = ["train-word2vec", "long.txt", "--epochs", "1000", "-o", "space", "--frames", "film.gif"]
        self._terminal, side = pty.openpty()
        self.process = subprocess.Popen(
            [sys.executable, "-c", AS_IN_A_TERMINAL, *arguments], stderr=side, stdout=subprocess.PIPE, text=True,
            cwd=folder, env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
        )  # fmt: skip
        os.close(side)
        self.wait_for("Epoch")

    def wait_for(self, text: str) -> None:
        """Read what stands on the terminal until this does."""
        seen = ""
        while text not in seen:
            seen += os.read(self._terminal, 4096).decode(errors="replace")

    def interrupt(self) -> None:
        """What Ctrl+C does."""
        self.process.send_signal(signal.SIGINT)

    def close(self) -> None:
        """Leave nothing behind."""
        self.process.kill()
        self.process.communicate()
        os.close(self._terminal)


@pytest.fixture
def long_training(tmp_path: Path) -> Iterator[LongTraining]:
    training = LongTraining(tmp_path)
    yield training
    training.close()


@pytest.mark.slow
def test_the_first_interrupt_keeps_what_is_learned(long_training: LongTraining, tmp_path: Path) -> None:
    long_training.interrupt()
    long_training.wait_for("Stopping with what is learned; press Ctrl+C again to discard it.")
    out, _ = long_training.process.communicate(timeout=60)

    assert long_training.process.returncode == 0
    assert "Written: space" in out and "Written: film.gif" in out
    assert '"stop_after": 0' not in (tmp_path / "space" / "meta.json").read_text(encoding="utf-8")


@pytest.mark.slow
def test_the_second_interrupt_ends_the_command(long_training: LongTraining) -> None:
    long_training.interrupt()
    long_training.wait_for("press Ctrl+C again")

    long_training.interrupt()

    assert long_training.process.wait(timeout=60) == 130


def test_an_interrupt_is_asked_to_end_the_work_once_and_then_interrupts(as_in_a_terminal: None) -> None:
    answers = [True, False]

    with ended_by_interrupt(lambda: answers.pop(0)):
        signal.raise_signal(signal.SIGINT)
        with pytest.raises(KeyboardInterrupt):
            signal.raise_signal(signal.SIGINT)

    assert (answers, signal.getsignal(signal.SIGINT)) == ([], signal.default_int_handler)


def test_before_anything_is_learned_there_is_nothing_to_keep(clusters: EmbeddingSpace) -> None:
    progress = TerminalProgress()

    before = progress.end_early()
    progress.begin(clusters)

    assert (before, progress.end_early(), progress.end_early(), progress.enough()) == (False, True, False, True)


@pytest.fixture
def as_in_a_terminal() -> Iterator[None]:
    """Interrupts as a program in the foreground has them."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)
