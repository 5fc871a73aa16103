"""A part of a run moves the whole between its own bounds."""

from embexplorer.core.report import Part, Report


class Recorder(Report):
    def __init__(self) -> None:
        self.heard: list[tuple[float, str]] = []

    def __call__(self, done: float, text: str) -> None:
        self.heard.append((done, text))


def test_half_of_a_part_is_the_middle_of_its_bounds() -> None:
    recorder = Recorder()

    Part(recorder, 0.2, 0.6)(0.5, "graph")

    assert recorder.heard == [(0.4, "graph")]


def test_more_than_all_of_a_part_is_its_end() -> None:
    recorder = Recorder()

    Part(recorder, 0.0, 0.5)(2.0, "graph")

    assert recorder.heard == [(0.5, "graph")]
