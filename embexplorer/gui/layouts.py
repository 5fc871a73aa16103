"""The layouts of the window: each arranges the same docks around the map. One line here makes one."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Layout:
    """`docks` are shown, with the probe `tab` in front where one is named. `action` is in the menu Window.

    `probes` is how high those are, in pixels; with `tall_sides` the docks at the sides reach down to the status bar.
    """

    name: str
    action: str
    docks: tuple[str, ...]
    tooltip: str
    tab: str = ""
    shortcut: str = ""
    needs_space: bool = True
    probes: int = 240
    tall_sides: bool = False


LAYOUTS = (
    Layout(name="Explore", action="window.explore", docks=("library", "inspector", "probes"),
           tooltip="Arrange the docks around the map as at first"),
    Layout(name="Train", action="window.training", docks=("train", "progress"), shortcut="Ctrl+T", needs_space=False,
           tooltip="Train a space from a text, and watch it form"),
    Layout(name="Compare", action="window.compare", docks=("changed", "probes"), tab="Compare", tall_sides=True,
           tooltip="Two spaces side by side, and what has changed from one to the other"),
    Layout(name="Bias", action="window.bias", docks=("weat", "probes"), tab="Bias", probes=440, tall_sides=True,
           tooltip="Test what sets of words are associated with"),
)  # fmt: skip


def layout_named(name: str) -> Layout:
    """The layout of this name; the first where there is none, such as from another version's memory."""
    return next((layout for layout in LAYOUTS if layout.name == name), LAYOUTS[0])
