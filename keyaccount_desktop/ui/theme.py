"""How the window looks: colours, type, spacing, and the one stylesheet of the application.

``Theme`` owns palette, font and stylesheet of the QApplication and re-applies them when the user picks
another mode or text size. Widgets ask ``theme.current().colour("accent")`` while they paint, never keep a
colour. Called by ``application`` once at start; by every widget that paints for itself.
"""

from __future__ import annotations

import sys
from typing import Final, Literal

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetrics, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication

from keyaccount_desktop.ui.stylesheet import stylesheet

Mode = Literal["light", "dark", "system"]
MODES: Final[tuple[Mode, ...]] = ("light", "dark", "system")
ZOOMS: Final[tuple[int, ...]] = (100, 125, 150)
"""Text sizes on offer, in percent."""

GRID: Final = 4
"""Every distance is a multiple of this many pixels."""
GAP: Final = 3 * GRID
"""Between two cards, and between a label and its neighbour."""
PAD: Final = 5 * GRID
"""Between the content of a page and its edge."""

_LIGHT: Final = {
    "window": "#F5F6F8",
    "surface": "#FFFFFF",
    "raised": "#EFF1F4",
    "line": "#E0E4EA",
    "line_strong": "#CDD3DC",
    "text_1": "#1B2230",
    "text_2": "#566072",
    "text_3": "#8B94A4",
    "accent": "#2C66D9",
    "accent_soft": "#E7EFFC",
    "on_accent": "#FFFFFF",
    "supporter": "#178A5B",
    "supporter_soft": "#E1F3EA",
    "neutral": "#8F7A3D",
    "neutral_soft": "#F3EEDD",
    "opponent": "#C93A3A",
    "opponent_soft": "#FAE5E4",
    "unknown": "#8B94A4",
    "warning": "#B25E09",
    "warning_soft": "#FCEFDC",
}
_DARK: Final = {
    "window": "#12151A",
    "surface": "#1A1E25",
    "raised": "#222832",
    "line": "#2C333E",
    "line_strong": "#3A4350",
    "text_1": "#E7EAF0",
    "text_2": "#A6AFBE",
    "text_3": "#737D8E",
    "accent": "#78A5FA",
    "accent_soft": "#20304E",
    "on_accent": "#12151A",
    "supporter": "#45C48D",
    "supporter_soft": "#17352A",
    "neutral": "#D2B363",
    "neutral_soft": "#3A3320",
    "opponent": "#F07A76",
    "opponent_soft": "#43211F",
    "unknown": "#8B94A4",
    "warning": "#F0A95A",
    "warning_soft": "#40301B",
}
TOKENS: Final[tuple[str, ...]] = tuple(_LIGHT)

SIZES: Final = {"caption": 11, "small": 12, "body": 13, "heading": 13, "large": 16, "title": 20}
"""Pixels of each kind of text at 100 %."""

_FAMILIES: Final = {
    "win32": ["Microsoft YaHei UI", "Microsoft YaHei", "Segoe UI"],
    "darwin": ["PingFang SC", "Hiragino Sans GB", "Helvetica Neue"],
    "linux": [
        "Noto Sans CJK SC", "Noto Sans SC", "Source Han Sans SC", "Source Han Sans CN",
        "WenQuanYi Micro Hei", "WenQuanYi Zen Hei", "Droid Sans Fallback", "Noto Sans", "DejaVu Sans",
    ],
}  # fmt: skip


class Theme(QObject):
    """The look in force; ``changed`` comes after palette, font and stylesheet have been renewed."""

    changed = Signal()

    def __init__(self, application: QApplication, mode: Mode = "system", zoom: int = 100) -> None:
        global _current
        super().__init__(application)
        self._application = application
        self._mode: Mode = mode
        self._zoom = zoom
        self._colours: dict[str, QColor] = {}
        self._fonts: dict[tuple[str, bool, bool], QFont] = {}
        self._applied: tuple[bool, int] | None = None
        application.setStyle("Fusion")
        hints = QGuiApplication.styleHints()
        if mode != "system":
            self._tell_system()
        hints.colorSchemeChanged.connect(self._follow_system)
        _current = self
        self._apply()

    @property
    def mode(self) -> Mode:
        return self._mode

    @property
    def zoom(self) -> int:
        """Text size in percent."""
        return self._zoom

    @property
    def dark(self) -> bool:
        if self._mode == "system":
            return QGuiApplication.styleHints().colorScheme() == Qt.ColorScheme.Dark
        return self._mode == "dark"

    def set_mode(self, mode: Mode) -> None:
        if mode != self._mode:
            self._mode = mode
            self._tell_system()
            self._apply()

    def set_zoom(self, percent: int) -> None:
        if percent != self._zoom:
            self._zoom = percent
            self._apply()

    def colour(self, token: str) -> QColor:
        """The colour a token stands for now; KeyError for a token that DESIGN does not know."""
        return self._colours[token]

    def css(self, token: str) -> str:
        """The same as ``#rrggbb``, for rich text and SVG."""
        return self._colours[token].name()

    def px(self, pixels: float) -> int:
        """A length that grows with the text."""
        return round(pixels * self._zoom / 100)

    def font(self, size: str = "body", *, bold: bool = False, italic: bool = False) -> QFont:
        """The application's font in one of ``SIZES``."""
        made = self._fonts.get((size, bold, italic))
        if made is None:
            made = QFont()
            made.setFamilies(_FAMILIES.get(sys.platform, _FAMILIES["linux"]))
            made.setPixelSize(self.px(SIZES[size]))
            # One weight for "bold": DemiBold is missing from most Chinese fonts and would be synthesised.
            made.setBold(bold)
            made.setItalic(italic)
            self._fonts[size, bold, italic] = made
        return QFont(made)  # the caller's own, to change as it likes

    def _apply(self) -> None:
        state = (self.dark, self._zoom)
        if state == self._applied:
            return
        self._applied = state
        self._fonts.clear()
        self._colours = {token: QColor(value) for token, value in (_DARK if self.dark else _LIGHT).items()}
        self._application.setPalette(self._palette())
        self._application.setFont(self.font())
        self._application.setStyleSheet(
            stylesheet(self.css, self.px, SIZES, QFontMetrics(self.font()).height())
        )
        self.changed.emit()

    def _palette(self) -> QPalette:
        role = QPalette.ColorRole
        palette = QPalette()
        for target, token in (
            (role.Window, "window"), (role.WindowText, "text_1"),
            (role.Base, "surface"), (role.AlternateBase, "raised"), (role.Text, "text_1"),
            (role.Button, "surface"), (role.ButtonText, "text_1"), (role.BrightText, "on_accent"),
            (role.ToolTipBase, "raised"), (role.ToolTipText, "text_1"), (role.PlaceholderText, "text_3"),
            (role.Highlight, "accent"), (role.HighlightedText, "on_accent"), (role.Accent, "accent"),
            (role.Link, "accent"), (role.LinkVisited, "accent"),
            (role.Light, "surface"), (role.Midlight, "raised"), (role.Mid, "line_strong"),
            (role.Dark, "line_strong"), (role.Shadow, "line_strong"),
        ):  # fmt: skip
            palette.setColor(target, self.colour(token))
        for target in (role.WindowText, role.Text, role.ButtonText):
            palette.setColor(QPalette.ColorGroup.Disabled, target, self.colour("text_3"))
        palette.setColor(QPalette.ColorGroup.Disabled, role.Highlight, self.colour("line_strong"))
        return palette

    def _follow_system(self) -> None:
        if self._mode == "system":
            self._apply()

    def _tell_system(self) -> None:
        # Colours the window's title bar where the platform can; the palette inside is always our own.
        scheme = {"light": Qt.ColorScheme.Light, "dark": Qt.ColorScheme.Dark}
        QGuiApplication.styleHints().setColorScheme(scheme.get(self._mode, Qt.ColorScheme.Unknown))


_current: Theme | None = None


def current() -> Theme:
    """The theme of the running application; a light one is made if there is none yet."""
    if _current is None:
        application = QApplication.instance()
        if not isinstance(application, QApplication):
            raise RuntimeError("a theme needs a QApplication")
        return Theme(application, mode="light")
    return _current


def begin(application: QApplication, mode: Mode, zoom: int) -> Theme:
    """The theme of the application in this mode and text size; made if there is none yet."""
    if _current is None:
        return Theme(application, mode, zoom)
    _current.set_mode(mode)
    _current.set_zoom(zoom)
    return _current
