"""The theme: readable in both modes, switched while the window is open, icons along with it."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication, QHBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from keyaccount_desktop.ui import icons, theme
from keyaccount_desktop.ui.widgets import Button

MODES = ("light", "dark")


def contrast(one: QColor, other: QColor) -> float:
    """Contrast as WCAG reckons it, 1 to 21."""

    def luminance(colour: QColor) -> float:
        parts = [
            part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
            for part in (colour.redF(), colour.greenF(), colour.blueF())
        ]
        return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]

    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("ground", ["window", "surface", "raised"])
@pytest.mark.parametrize(("text", "least"), [("text_1", 7.0), ("text_2", 4.5), ("text_3", 2.7)])
def test_that_text_is_readable_on_every_ground(
    qapp: QApplication, mode: theme.Mode, ground: str, text: str, least: float
) -> None:
    look = theme.begin(qapp, mode, 100)
    # The third strength is for what may be missed: placeholders, counts, dates beside a value.
    assert contrast(look.colour(text), look.colour(ground)) >= least


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("tone", ["accent", "supporter", "neutral", "opponent", "warning"])
def test_that_a_tone_is_readable_on_its_own_soft_ground_and_on_a_surface(
    qapp: QApplication, mode: theme.Mode, tone: str
) -> None:
    look = theme.begin(qapp, mode, 100)
    # Chips are bold, and repeat in words what the colour says.
    assert contrast(look.colour(tone), look.colour(f"{tone}_soft")) >= 3.0
    assert contrast(look.colour(tone), look.colour("surface")) >= 3.0


@pytest.mark.parametrize("mode", MODES)
def test_that_the_main_button_is_readable(qapp: QApplication, mode: theme.Mode) -> None:
    look = theme.begin(qapp, mode, 100)
    assert contrast(look.colour("on_accent"), look.colour("accent")) >= 4.5


def test_that_both_modes_know_the_same_tokens(qapp: QApplication) -> None:
    for mode in MODES:
        look = theme.begin(qapp, mode, 100)
        assert all(look.colour(token).isValid() for token in theme.TOKENS)


def test_that_text_grows_with_the_zoom(qapp: QApplication) -> None:
    theme.begin(qapp, "light", 100)
    small = QApplication.font().pixelSize()
    theme.begin(qapp, "light", 150)
    assert QApplication.font().pixelSize() == round(small * 1.5)


def test_that_an_icon_changes_its_colour_with_the_theme(qapp: QApplication, qtbot) -> None:
    button = Button("Print", icon="print")
    qtbot.addWidget(button)
    light = button.icon().pixmap(16).toImage()
    theme.begin(qapp, "dark", 100)
    dark = button.icon().pixmap(16).toImage()
    assert light != dark


@pytest.mark.parametrize("kind", ["plain", "primary", "quiet", "link", "crumb", "nav", "chip", "search"])
def test_that_a_button_that_has_the_keyboard_shows_it(qapp: QApplication, qtbot: QtBot, kind: str) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    row = QHBoxLayout(window)
    button, other = Button("Designer", kind), Button("Else")
    row.addWidget(button)
    row.addWidget(other)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    other.setFocus()
    without = button.grab().toImage()
    button.setFocus()
    assert button.grab().toImage() != without


def test_that_a_button_that_is_gone_does_not_stop_the_theme(qapp: QApplication) -> None:
    button = Button("Print", icon="print")
    button.deleteLater()
    del button
    QApplication.sendPostedEvents(None, 52)  # DeferredDelete
    theme.begin(qapp, "dark", 100)


@pytest.mark.parametrize("scale", [1.0, 1.25, 2.0])
def test_that_icons_are_sharp_on_every_screen(qapp: QApplication, scale: float) -> None:
    picture = icons.pixmap("search", "text_1", 16, scale)
    assert picture.width() == round(16 * scale)
    assert picture.devicePixelRatio() == scale


def test_that_every_icon_file_draws_something(qapp: QApplication) -> None:
    from keyaccount_desktop.resources import resource

    names = sorted(file.stem for file in resource("icons").glob("*.svg"))
    assert names
    for name in names:
        image = icons.pixmap(name, "text_1", 20).toImage()
        drawn = any(image.pixelColor(x, y).alpha() for x in range(20) for y in range(20))
        assert drawn, name
