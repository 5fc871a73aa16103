"""What holds for every step there is, and will be: a new file is tested here before its author writes a test."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from embexplorer.core.artifact import Artifact
from embexplorer.core.errors import Cancelled, UserError
from embexplorer.core.projection import Projection
from embexplorer.core.registry import ROOMS, steps
from embexplorer.core.report import Report
from embexplorer.core.space import EmbeddingSpace
from embexplorer.core.step import Parameter, Step, build, parameters_of, to_json
from embexplorer.core.table import Table

every_step = pytest.mark.parametrize("kind", steps().values(), ids=steps().keys())
PARAMETERS = [(kind, parameter) for kind in steps().values() for parameter in parameters_of(kind)]
every_parameter = pytest.mark.parametrize(
    ("kind", "parameter"), PARAMETERS, ids=[f"{kind.name}.{parameter.name}" for kind, parameter in PARAMETERS]
)
bounded = pytest.mark.parametrize(
    ("kind", "parameter"),
    [(kind, p) for kind, p in PARAMETERS if p.low is not None],
    ids=[f"{kind.name}.{p.name}" for kind, p in PARAMETERS if p.low is not None],
)
SampleOf = Callable[[type[Step]], Any]


class Listener(Report):
    """Notes what a step says."""

    def __init__(self) -> None:
        self.shares: list[float] = []
        self.texts: list[str] = []

    def __call__(self, done: float, text: str) -> None:
        self.shares.append(done)
        self.texts.append(text)


class Stopper(Report):
    """Stops a step at its first word, as Cancel does."""

    def __call__(self, done: float, text: str) -> None:
        raise Cancelled


@every_step
def test_the_file_is_named_after_the_sub_command_in_the_room_of_its_kind(kind: type[Step]) -> None:
    room, _, file = kind.__module__.rpartition(".")

    assert (file, ROOMS[room]) == (kind.name.replace("-", "_"), kind.kind)


@every_step
def test_the_first_line_of_the_docstring_is_a_sentence_for_the_user(kind: type[Step]) -> None:
    summary = kind.summary()

    assert summary.endswith(".")
    assert summary[0].isupper()
    assert len(summary) <= 120


@every_step
def test_the_step_says_what_it_takes_and_makes(kind: type[Step]) -> None:
    assert {*kind.takes, *kind.may_take} <= {"space", "projection", "rows", "other", "other_projection"}
    assert kind.makes in (EmbeddingSpace, Projection, Table)
    assert kind.title


@every_parameter
def test_every_parameter_has_one_line_of_help(kind: type[Step], parameter: Parameter) -> None:
    assert 8 <= len(parameter.help) <= 120
    assert "\n" not in parameter.help


@every_parameter
def test_every_parameter_is_of_a_type_that_form_flag_and_recipe_can_write(
    kind: type[Step], parameter: Parameter
) -> None:
    assert parameter.type in (int, float, bool, str, Path)


@every_step
def test_a_step_survives_json(kind: type[Step], sample: SampleOf) -> None:
    step = sample(kind).step

    assert build(kind, json.loads(json.dumps(to_json(step)))["parameters"]) == step


@bounded
def test_a_value_below_the_least_is_refused_with_the_flag(
    kind: type[Step], parameter: Parameter, sample: SampleOf
) -> None:
    values = to_json(sample(kind).step)["parameters"]
    low = parameter.type((parameter.low or 0) - 1)

    with pytest.raises(UserError, match=parameter.flag):
        build(kind, {**values, parameter.name: [low] if parameter.many else low})


@every_step
def test_the_same_step_gives_the_same_result_twice(kind: type[Step], sample: SampleOf) -> None:
    made = sample(kind)

    assert content(made.run()) == content(made.run())


@every_step
def test_progress_is_reported_and_never_goes_back(kind: type[Step], sample: SampleOf) -> None:
    listener = Listener()

    sample(kind).run(listener)

    assert listener.shares == sorted(listener.shares)
    assert 0 <= listener.shares[0] <= listener.shares[-1] <= 1
    assert all(listener.texts)


@every_step
def test_a_step_stops_when_it_is_asked(kind: type[Step], sample: SampleOf) -> None:
    made = sample(kind)

    with pytest.raises(Cancelled):
        made.run(Stopper())


@every_step
def test_the_result_is_what_the_step_says_it_makes(kind: type[Step], sample: SampleOf) -> None:
    assert type(sample(kind).run()) is kind.makes


@every_step
def test_inputs_are_left_as_they_were(kind: type[Step], sample: SampleOf, clusters: EmbeddingSpace) -> None:
    before = np.array(clusters.vectors)

    sample(kind).run()

    assert np.array_equal(before, clusters.vectors)


@every_step
def test_warming_up_changes_nothing_and_does_not_fail(kind: type[Step], sample: SampleOf) -> None:
    kind.warm()

    assert type(sample(kind).run()) is kind.makes


def content(artifact: Artifact) -> Any:
    """Everything of a result that a user could see, as one comparable value."""
    match artifact:
        case EmbeddingSpace():
            return (list(artifact.keys), artifact.vectors.tobytes(), artifact.columns, artifact.notes)
        case Projection():
            return (artifact.coordinates.tobytes(), artifact.axes, artifact.notes)
        case Table():
            return (artifact.columns, artifact.caption, artifact.missing, artifact.facts, artifact.notes)
