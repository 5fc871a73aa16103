"""The palettes by name."""

import pytest

from embexplorer.core.errors import UserError
from embexplorer.core.palettes import (
    MOST_CLASSES,
    PALETTES,
    is_reversed,
    most_classes,
    palette_named,
    palette_of,
    turned,
)


@pytest.mark.parametrize(
    ("written", "name"),
    [("viridis", "viridis"), ("tableau20", "Tableau 20"), ("RDBU_r", "RdBu_r"), ("tol-muted", "Tol muted")],
)
def test_a_palette_is_found_however_it_is_written(written: str, name: str) -> None:
    assert name == palette_named(written)


def test_an_unknown_palette_is_named_and_the_others_are_told() -> None:
    with pytest.raises(UserError, match="no palette ‘jet’") as refused:
        palette_named("jet")

    assert "viridis" in str(refused.value.hint)


def test_a_palette_of_another_use_is_replaced_by_the_usual_one() -> None:
    assert "auto" == palette_of("viridis", "classes").name


def test_turning_twice_is_not_turning() -> None:
    assert ("viridis_r", "viridis") == (turned("viridis"), turned(turned("viridis")))
    assert is_reversed("viridis_r") and not is_reversed("viridis")


def test_names_are_used_once_for_each_use() -> None:
    assert len(PALETTES) == len({(palette.name, palette.use) for palette in PALETTES})


def test_no_palette_has_more_classes_than_codes() -> None:
    assert all(most_classes(palette.name) <= MOST_CLASSES for palette in PALETTES)
