"""How the program looks: Fusion with our palette and sheet, light, dark or as the system is, switched while it runs."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal, TypeVar, cast

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QFontInfo, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication, QStyleFactory, QToolTip

from embexplorer.core.resources import resource
from embexplorer.gui.style_sheet import sheet
from embexplorer.gui.tokens import Theme, Tokens, tokens

__all__ = ["Appearance", "Role", "Tokens", "Wish", "appearance", "apply", "colors", "font", "pixels", "tokens"]

Wish = Literal["system", "light", "dark"]
Role = Literal["figure", "page", "subject", "body", "table", "caption"]

BASE_PIXELS = 13
SIZES: dict[Role, int] = {"figure": 28, "page": 24, "subject": 18, "body": 13, "table": 12, "caption": 11}
STRONG: tuple[Role, ...] = ("figure", "page", "subject")


Kept = TypeVar("Kept", bound=Callable)


@dataclass(frozen=True, kw_only=True)
class Typeface:
    """What a figure in a file is written in, in place of the user's own font; empty and 0 for what that one has.

    Letters stand where their shapes ask for it, not at whole pixels, so that they are the same at every resolution.
    """

    family: str = ""
    pixels: float = 0.0


class Appearance(QObject):
    """The theme in use. `changed` is emitted with the new Tokens after palette and sheet are set."""

    changed = Signal(object)

    def __init__(self, app: QApplication, wish: Wish) -> None:
        super().__init__(app)
        self._app = app
        self.wish: Wish = wish
        self.tokens: Tokens = tokens(self._theme())
        app.styleHints().colorSchemeChanged.connect(self._on_scheme_changed)
        app.setStyle(QStyleFactory.create("Fusion"))
        self._dress()

    def set_wish(self, wish: Wish) -> None:
        """Show this theme from now on; "system" follows the desktop."""
        self.wish = wish
        self._redress()

    def _on_scheme_changed(self) -> None:
        self._redress()

    def _redress(self) -> None:
        wanted = tokens(self._theme())
        if wanted == self.tokens:
            return
        self.tokens = wanted
        self._dress()
        self.changed.emit(wanted)

    def _theme(self) -> Theme:
        if self.wish != "system":
            return self.wish
        dark = QGuiApplication.styleHints().colorScheme() == Qt.ColorScheme.Dark
        return "dark" if dark else "light"

    def _dress(self) -> None:
        palette = palette_of(self.tokens)
        self._app.setStyleSheet("")  # Qt exchanges one sheet for another much more slowly than it takes up a first one
        self._app.setPalette(palette)
        QToolTip.setPalette(palette)
        self._app.setStyleSheet(sheet(self.tokens, pixels(100) / 100, resource("icons").as_posix()))


def apply(app: QApplication, wish: Wish = "system") -> Appearance:
    """Dress the program; call it before the first widget. A second call only sets the wish."""
    known = _known(app)
    if known is None:
        known = Appearance(app, wish)
        known.setObjectName("appearance")
    known.set_wish(wish)
    return known


def appearance() -> Appearance:
    """The appearance in use; dresses the program as the system is, if nobody has."""
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    return _known(app) or apply(app)


def colors() -> Tokens:
    """The colours in use now; ask again after `changed`, keep none."""
    return appearance().tokens


def font(role: Role, weight: int = 0, tabular: bool = False) -> QFont:
    """The user's own font in the size of this role; `tabular` figures have one width."""
    made = QFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont))
    if _faces:
        made.setFamily(own_face().family)
        made.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    made.setPixelSize(max(10, pixels(SIZES[role])))
    made.setWeight(QFont.Weight(weight or (600 if role in STRONG else 400)))
    if tabular:
        made.setFeature(QFont.Tag("tnum"), 1)
    return made


def pixels(at_base: float) -> int:
    """A length of the drawings (at the 13-px base) in pixels at the user's font size."""
    return round(at_base * _scale())


@contextmanager
def typeface(face: Typeface) -> Iterator[None]:
    """Let fonts and lengths be those of this typeface while a figure is painted into a file."""
    _faces.append(face)
    _forget()
    try:
        yield
    finally:
        _faces.pop()
        _forget()


def by_typeface(function: Kept) -> Kept:
    """Keep what a function has answered as long as one typeface is in use."""
    kept = lru_cache(maxsize=64)(function)
    _kept.append(kept.cache_clear)
    return cast(Kept, kept)


_faces: list[Typeface] = []
_kept: list[Callable[[], None]] = []


def _forget() -> None:
    for forget in _kept:
        forget()


def own_face() -> Typeface:
    """The typeface in use: the user's own where none has taken its place."""
    general = QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont)
    families = [face.family for face in reversed(_faces) if face.family]
    sizes = [face.pixels for face in reversed(_faces) if face.pixels]
    return Typeface(
        family=families[0] if families else general.family(),
        pixels=sizes[0] if sizes else QFontInfo(general).pixelSize(),
    )


@by_typeface
def _scale() -> float:
    return own_face().pixels / BASE_PIXELS


def palette_of(colors: Tokens) -> QPalette:
    """The palette: Inactive equals Active, Disabled differs in its texts."""
    palette = QPalette()
    for role, value in _roles(colors).items():
        palette.setColor(QPalette.ColorGroup.All, role, QColor(value))
    for role in (QPalette.ColorRole.Text, QPalette.ColorRole.WindowText, QPalette.ColorRole.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, role, QColor(colors.disabled))
    return palette


def _roles(colors: Tokens) -> dict[QPalette.ColorRole, str]:
    role = QPalette.ColorRole
    return {
        role.Window: colors.window,
        role.Base: colors.base,
        role.AlternateBase: colors.alt,
        role.Button: colors.button,
        role.WindowText: colors.text,
        role.Text: colors.text,
        role.ButtonText: colors.text,
        role.BrightText: colors.on_accent,
        role.ToolTipBase: colors.base,
        role.ToolTipText: colors.text,
        role.PlaceholderText: colors.tertiary,
        role.Light: colors.base,
        role.Midlight: colors.faint,
        role.Mid: colors.line,
        role.Dark: colors.control_line,
        role.Shadow: colors.control_line,
        role.Accent: colors.accent,
        role.Link: colors.accent,
        role.LinkVisited: colors.accent,
        role.Highlight: colors.accent_tint,
        role.HighlightedText: colors.text,
    }


def _known(app: QApplication) -> Appearance | None:
    return app.findChild(Appearance, "appearance")
