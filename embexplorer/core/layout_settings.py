"""What a layout was made with, as `name=value`, so that it can be run again with other seeds or another value."""

from collections.abc import Mapping
from typing import Any

from embexplorer.core.step import Step, parameters_of

CHANCE = ("seed", "metric", "stop_after")  # told by themselves, or not to be repeated


def settings_of(kind: type[Step], parameters: Mapping[str, Any]) -> tuple[str, ...]:
    """The parameters that are not as at first, but for the seed, the metric and where it was stopped."""
    return tuple(
        f"{parameter.name}={parameters[parameter.name]}"
        for parameter in parameters_of(kind)
        if parameter.name not in CHANCE and parameters.get(parameter.name, parameter.default) != parameter.default
    )
