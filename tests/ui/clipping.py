"""Finds text that has less room than it needs, in any window: labels, buttons, tabs, headings, lines.

``clipped(window)`` names each; an empty list is what tests want. ``texts(window)`` collects all words a
window shows, for the tests of languages.
"""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QCheckBox,
    QComboBox,
    QHeaderView,
    QLabel,
    QLineEdit,
    QMenu,
    QPlainTextEdit,
    QPushButton,
    QRadioButton,
    QStyle,
    QTabBar,
    QTextEdit,
    QToolButton,
    QWidget,
)

from keyaccount_desktop.ui.elided_box import ElidedBox
from keyaccount_desktop.ui.widgets import ElidedLabel

_SLACK = 1
"""Pixels that rounding may take."""


def clipped(window: QWidget) -> list[str]:
    """Every visible text of a window that does not fit."""
    found = []
    for widget in _visible(window):
        for problem in _problems(widget, window):
            found.append(f"{type(widget).__name__} {_words(widget)!r}: {problem}")
    return found


def texts(window: QWidget) -> list[str]:
    """Every word a window shows or reads out, without what the user typed or the workbook holds in tables."""
    found = [window.windowTitle()]
    for widget in _visible(window):
        found += [_words(widget), widget.toolTip(), widget.accessibleName()]
        if isinstance(widget, (QLineEdit, QPlainTextEdit, QTextEdit)):
            found.append(widget.placeholderText())
        elif isinstance(widget, QTabBar):
            found += [widget.tabText(index) for index in range(widget.count())]
        elif isinstance(widget, QHeaderView):
            model = widget.model()
            count = widget.count() if model is not None else 0
            found += [str(model.headerData(section, widget.orientation()) or "") for section in range(count)]
        elif isinstance(widget, QComboBox):
            found += [widget.itemText(index) for index in range(widget.count())]
    return [text for text in found if text]


def _visible(window: QWidget) -> Iterator[QWidget]:
    for widget in (window, *window.findChildren(QWidget)):
        if (
            widget.isVisibleTo(window)
            and not isinstance(widget, QMenu)
            and not widget.visibleRegion().isEmpty()
        ):
            yield widget


def _words(widget: QWidget) -> str:
    return widget.text() if isinstance(widget, (QLabel, QAbstractButton)) else ""


def _problems(widget: QWidget, window: QWidget) -> Iterator[str]:
    if isinstance(widget, QLabel):
        yield from _label(widget)
    elif isinstance(widget, (QPushButton, QToolButton, QCheckBox, QRadioButton)):
        yield from _button(widget)
    elif isinstance(widget, QTabBar):
        last = widget.tabRect(widget.count() - 1)
        if widget.count() and last.right() > widget.width() + _SLACK:
            yield f"tabs need {last.right()} of {widget.width()} pixels"
    elif isinstance(widget, QLineEdit):
        yield from _line(widget)
    elif isinstance(widget, QHeaderView):
        yield from _header(widget)
    elif isinstance(widget, QComboBox) and not isinstance(widget, ElidedBox):
        room = widget.style().subControlRect(
            QStyle.ComplexControl.CC_ComboBox,
            _combo_option(widget),
            QStyle.SubControl.SC_ComboBoxEditField,
            widget,
        )
        needed = widget.fontMetrics().horizontalAdvance(widget.currentText())
        if needed > room.width() + _SLACK:
            yield f"needs {needed} of {room.width()} pixels"
    if isinstance(widget, (QLabel, QAbstractButton, QLineEdit, QTabBar)) and _words(widget):
        yield from _outside(widget, window)


def _label(label: QLabel) -> Iterator[str]:
    if isinstance(label, ElidedLabel) or not label.text() or label.textFormat() == Qt.TextFormat.RichText:
        return
    room = label.contentsRect()
    if label.wordWrap():
        # A single word may be wider than the line it stands in.
        widest = max(label.fontMetrics().horizontalAdvance(word) for word in label.text().split() or [""])
        if label.text().isascii() and widest > room.width() + _SLACK:
            yield f"a word needs {widest} of {room.width()} pixels"
        needed = label.heightForWidth(label.width())
        if needed > label.height() + _SLACK:
            yield f"needs {needed} of {label.height()} pixels in height"
        return
    size = label.fontMetrics().size(0, label.text())
    if size.width() > room.width() + _SLACK:
        yield f"needs {size.width()} of {room.width()} pixels"
    if size.height() > label.height() + _SLACK:
        yield f"needs {size.height()} of {label.height()} pixels in height"


def _button(button: QAbstractButton) -> Iterator[str]:
    if not button.text():
        return
    hint: QSize = button.sizeHint()
    if hint.width() > button.width() + _SLACK:
        yield f"needs {hint.width()} of {button.width()} pixels"
    if hint.height() > button.height() + _SLACK:
        yield f"needs {hint.height()} of {button.height()} pixels in height"


def _line(line: QLineEdit) -> Iterator[str]:
    if line.text() or not line.placeholderText():
        return
    option_room = line.contentsRect().width() - 4
    margins = line.textMargins()
    needed = line.fontMetrics().horizontalAdvance(line.placeholderText()) + margins.left() + margins.right()
    if needed > option_room + _SLACK:
        yield f"its placeholder {line.placeholderText()!r} needs {needed} of {option_room} pixels"


def _header(header: QHeaderView) -> Iterator[str]:
    for section in range(header.count()):
        if header.isSectionHidden(section):
            continue
        needed = header.sectionSizeFromContents(section)
        if (
            header.orientation() == Qt.Orientation.Horizontal
            and needed.width() > header.sectionSize(section) + _SLACK
        ):
            name = header.model().headerData(section, header.orientation())
            yield f"column {name!r} needs {needed.width()} of {header.sectionSize(section)} pixels"


def _combo_option(box: QComboBox) -> object:
    from PySide6.QtWidgets import QStyleOptionComboBox

    option = QStyleOptionComboBox()
    box.initStyleOption(option)
    return option


def _outside(widget: QWidget, window: QWidget) -> Iterator[str]:
    """Whether it sticks out of what it stands in; inside a scroll area one can go there."""
    area = QRect(widget.mapTo(window, QPoint(0, 0)), widget.size())
    parent = widget.parentWidget()
    while parent is not None and parent is not window:
        if isinstance(parent.parentWidget(), QAbstractScrollArea):
            scrolled = parent.parentWidget()
            assert isinstance(scrolled, QAbstractScrollArea)
            place = QRect(parent.mapTo(window, QPoint(0, 0)), parent.size())
            if area.right() > place.right() + _SLACK and not scrolled.horizontalScrollBar().isVisible():
                yield f"sticks out {area.right() - place.right()} pixels at the right of a scroll area"
            return
        place = QRect(parent.mapTo(window, QPoint(0, 0)), parent.size())
        if not place.adjusted(-_SLACK, -_SLACK, _SLACK, _SLACK).contains(area):
            yield f"sticks out of {type(parent).__name__}: {area.getRect()} in {place.getRect()}"
            return
        parent = parent.parentWidget()
