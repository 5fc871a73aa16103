"""A step's parameters can be declared, checked, written as JSON and built again."""

from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar, Literal

import pytest

from embexplorer.core.errors import UserError
from embexplorer.core.step import Step, build, param, parameters_of, to_json
from embexplorer.core.table import Table


@dataclass(frozen=True, kw_only=True)
class Bake(Step):
    """Bake a loaf."""

    name: ClassVar = "bake"
    kind: ClassVar = "probe"
    title: ClassVar = "Bake"
    makes: ClassVar = Table

    flour: Path = param(help="where the flour is")
    minutes: int = param(30, "how long it bakes", low=1, high=90, unit="min")
    heat: float = param(220.0, "oven temperature", low=50, high=300)
    crust: Literal["soft", "hard"] = param("hard", "what the outside is like")
    seeds: tuple[str, ...] = param((), "what is strewn on top")
    stop_after: int | None = param(None, "take it out early", low=1)
    lid: bool = param(False, "bake with the lid on")


def test_parameters_come_in_the_order_of_declaration() -> None:
    names = [parameter.name for parameter in parameters_of(Bake)]

    assert names == ["flour", "minutes", "heat", "crust", "seeds", "stop_after", "lid"]


def test_a_parameter_without_default_is_required() -> None:
    required = [parameter.name for parameter in parameters_of(Bake) if parameter.required]

    assert required == ["flour"]


def test_a_literal_lists_its_choices() -> None:
    crust = next(p for p in parameters_of(Bake) if p.name == "crust")

    assert crust.choices == ("soft", "hard")


def test_a_step_written_as_json_is_built_again_equal() -> None:
    step = Bake(flour=Path("sack"), seeds=("poppy", "sesame"), stop_after=5)

    again = build(Bake, to_json(step)["parameters"])

    assert again == step


def test_a_value_below_the_range_is_refused_by_name() -> None:
    with pytest.raises(UserError, match="--minutes is 0, below its least value 1"):
        Bake(flour=Path("sack"), minutes=0)


def test_a_value_that_is_not_a_number_is_refused() -> None:
    with pytest.raises(UserError, match="--heat is not a number"):
        Bake(flour=Path("sack"), heat=float("nan"))


def test_an_unknown_choice_names_the_known_ones() -> None:
    with pytest.raises(UserError, match="soft, hard"):
        build(Bake, {"flour": "sack", "crust": "none"})


def test_an_unknown_parameter_names_the_known_ones() -> None:
    with pytest.raises(UserError, match="has no parameter ‘sugar’"):
        build(Bake, {"flour": "sack", "sugar": 1})


def test_a_missing_required_parameter_is_named() -> None:
    with pytest.raises(UserError, match="bake needs --flour"):
        build(Bake, {})


def test_a_fraction_is_not_taken_for_a_whole_number() -> None:
    with pytest.raises(UserError, match="--minutes is ‘1.5’"):
        build(Bake, {"flour": "sack", "minutes": 1.5})


def test_a_word_is_not_taken_for_yes_or_no() -> None:
    with pytest.raises(UserError, match="--lid is ‘yes’"):
        build(Bake, {"flour": "sack", "lid": "yes"})


def test_the_summary_is_the_first_line_of_the_docstring() -> None:
    assert Bake.summary() == "Bake a loaf."
