"""The small parts every page is made of: surfaces, labels, chips, empty states, tabs, the message bar.

They look alike everywhere because pages build from these and never style anything themselves. Imported by
all of ``ui``; knows no page and no workbook.
"""

from __future__ import annotations

import html
from collections.abc import Callable, Sequence
from typing import Final

from PySide6.QtCore import QEvent, QPoint, QRect, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QFontMetrics,
    QKeyEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPixmap,
    QShowEvent,
)
from PySide6.QtWidgets import (
    QAbstractButton,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLayout,
    QLayoutItem,
    QPushButton,
    QSizePolicy,
    QTabBar,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from keyaccount_desktop.language import UserError
from keyaccount_desktop.ui import icons, theme


def restyle(widget: QWidget) -> None:
    """Let the stylesheet look again at a widget whose ``kind``, ``tone`` or role has changed."""
    widget.style().unpolish(widget)
    widget.style().polish(widget)


_TIP: Final = 1_000
"""Characters of a tooltip."""


def plain_tip(text: str) -> str:
    """A text as tooltip: Qt reads whatever looks like markup as markup there, so that it must be spelled out.

    Every tooltip that may hold a name or a value goes through here; labels are plain by ``Label``.
    """
    short = text if len(text) <= _TIP else text[:_TIP] + "…"
    if "<" not in short:
        return short
    return f"<qt>{html.escape(short).replace(chr(10), '<br>')}</qt>"


def resize_within(dialog: QWidget, width: int, height: int) -> None:
    """Give a dialog a size that grows with the text, but never beyond the window it belongs to."""
    look = theme.current()
    parent = dialog.parentWidget()
    room = parent.window().size() - QSize(40, 40) if parent is not None else QSize(1240, 680)
    dialog.resize(QSize(look.px(width), look.px(height)).boundedTo(room))


class Label(QLabel):
    """Text in one of the roles of the stylesheet.

    Roles: body, strong, heading, large, title; soft, small (text 2); faint, hint, caption (text 3);
    warning, danger. The text is plain: nothing a user typed is ever read as markup.
    """

    def __init__(
        self, text: str = "", role: str = "body", *, wrap: bool = False, selectable: bool = False
    ) -> None:
        super().__init__(text)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("text_role", role)
        self.setWordWrap(wrap)
        if selectable:
            self.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)

    def set_role(self, role: str) -> None:
        if self.property("text_role") != role:
            self.setProperty("text_role", role)
            restyle(self)


class ElidedLabel(Label):
    """One line that ends in … when it lacks room; the whole text is then in the tooltip."""

    def __init__(self, text: str = "", role: str = "body") -> None:
        super().__init__(text, role)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def minimumSizeHint(self) -> QSize:
        hint = super().minimumSizeHint()
        return QSize(min(hint.width(), self.fontMetrics().horizontalAdvance("国国…")), hint.height())

    def paintEvent(self, event: QPaintEvent) -> None:
        elided = self.elided_text()
        if elided == self.text():
            self.setToolTip("")
            super().paintEvent(event)
            return
        self.setToolTip(plain_tip(self.text()))
        painter = QPainter(self)
        self.style().drawItemText(
            painter, self.contentsRect(), int(self.alignment()), self.palette(), self.isEnabled(),
            elided, self.foregroundRole(),
        )  # fmt: skip

    def elided_text(self) -> str:
        one_line = " ".join(self.text().split("\n"))
        metrics = QFontMetrics(self.font())
        return metrics.elidedText(one_line, Qt.TextElideMode.ElideRight, self.contentsRect().width())


class SectionTitle(QWidget):
    """A section's bold name, a faint count or remark beside it, and room for a control on the right."""

    def __init__(self, title: str = "", remark: str = "") -> None:
        super().__init__()
        self._title = Label(title, "heading")
        self._remark = Label(remark, "hint")
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(2 * theme.GRID)
        self._row.addWidget(self._title)
        self._row.addWidget(self._remark)
        self._row.addStretch(1)

    def set_texts(self, title: str, remark: str = "") -> None:
        self._title.setText(title)
        self._remark.setText(remark)
        self._remark.setVisible(bool(remark))

    def add_control(self, control: QWidget) -> None:
        self._row.addWidget(control)


class Card(QFrame):
    """A quiet surface with its content in a column (``column``); a title row if one is given."""

    def __init__(self, title: str | None = None, *, spacing: int = 2 * theme.GRID) -> None:
        super().__init__()
        self.setProperty("kind", "card")
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(18, 3 * theme.GRID, 18, 4 * theme.GRID)
        self.column.setSpacing(spacing)
        self.title: SectionTitle | None = None
        if title is not None:
            self.title = SectionTitle(title)
            self.column.addWidget(self.title)


class Rule(QFrame):
    """A hairline between two parts of one surface."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("kind", "rule")


class Chip(QLabel):
    """A small filled word. Tones: plain, accent, supporter, neutral, opponent, warning, unknown.

    The colour only repeats what the word says.
    """

    def __init__(self, text: str = "", tone: str = "plain") -> None:
        super().__init__(text)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("chip", tone)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)

    def set_chip(self, text: str, tone: str = "plain") -> None:
        self.setText(text)
        if self.property("chip") != tone:
            self.setProperty("chip", tone)
            restyle(self)


def pressed_by_enter(button: QAbstractButton, event: QKeyEvent) -> bool:
    """Outside of dialogs Qt's buttons know only Space; one presses what has the keyboard by Enter too."""
    if event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter) or event.modifiers() & ~_KEYPAD:
        return False
    event.accept()
    button.click()
    return True


_KEYPAD: Final = Qt.KeyboardModifier.KeypadModifier


class Button(QPushButton):
    """A button; kinds: plain, primary (one a page), quiet (no frame), link."""

    def __init__(self, text: str = "", kind: str = "plain", icon: str | None = None) -> None:
        super().__init__(text)
        self.setProperty("kind", kind)
        self.setAutoDefault(False)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        if icon is not None:
            icons.give(self, icon, {"primary": "on_accent", "link": "accent"}.get(kind, "text_2"))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not pressed_by_enter(self, event):
            super().keyPressEvent(event)


class IconButton(QToolButton):
    """A button that shows only an icon; its name is read out and shown as tooltip."""

    def __init__(self, icon: str, name: str = "", token: str = "text_2") -> None:
        super().__init__()
        if icon:
            icons.give(self, icon, token)
        self.set_name(name)

    def set_name(self, name: str) -> None:
        self.setAccessibleName(name)
        self.setToolTip(plain_tip(name))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not pressed_by_enter(self, event):
            super().keyPressEvent(event)


class Avatar(QWidget):
    """A round photo, or the first character of the name on a soft ground."""

    def __init__(self, name: str = "", size: int = 32, *, tone: str = "accent") -> None:
        super().__init__()
        self._name = name
        self._tone = tone
        self._photo = QPixmap()
        self.setFixedSize(size, size)

    def set_person(self, name: str, photo: QPixmap | None = None) -> None:
        self._name = name
        self._photo = photo if photo is not None else QPixmap()
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_avatar(painter, QRectF(self.rect()), self._name, self._photo, self._tone)


def paint_avatar(
    painter: QPainter, place: QRectF, name: str, photo: QPixmap | None = None, tone: str = "accent"
) -> None:
    """What ``Avatar`` shows, for delegates."""
    colours = theme.current()
    painter.save()
    if photo is not None and not photo.isNull():
        outline = QPainterPath()
        outline.addEllipse(place)
        painter.setClipPath(outline)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        side = min(photo.width(), photo.height())
        middle = QRect((photo.width() - side) // 2, (photo.height() - side) // 2, side, side)
        painter.drawPixmap(place.toRect(), photo, middle)
    else:
        soft, strong = ("accent_soft", "accent") if tone == "accent" else ("raised", "text_2")
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colours.colour(soft))
        painter.drawEllipse(place)
        font = colours.font(bold=tone == "accent")
        font.setPixelSize(max(9, round(place.height() * 0.42)))
        painter.setFont(font)
        painter.setPen(colours.colour(strong))
        painter.drawText(place, Qt.AlignmentFlag.AlignCenter, initial(name))
    painter.restore()


def initial(name: str) -> str:
    """The character that stands for a person without a photo."""
    stripped = name.strip()
    return stripped[0].upper() if stripped else "?"


class EmptyState(QWidget):
    """Says why there is nothing yet and offers what to do next as a button."""

    pressed = Signal()

    def __init__(self, icon: str, title: str = "", text: str = "", button: str = "") -> None:
        super().__init__()
        self._icon_name = icon
        self._icon = QLabel()
        self._icon.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._title = Label(title, "large")
        self._text = Label(text, "soft", wrap=True)
        self._button = Button(button, "primary")
        self._button.clicked.connect(self.pressed)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.PAD, theme.PAD, theme.PAD, theme.PAD)
        column.setSpacing(2 * theme.GRID)
        column.addStretch(2)
        column.addWidget(self._icon)
        for label in (self._title, self._text):
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
            column.addWidget(label)
        column.addSpacing(2 * theme.GRID)
        column.addWidget(self._button, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(3)
        self.set_texts(title, text, button)

    def take_keyboard(self) -> None:
        """The button is what can be done here."""
        self._button.setFocus(Qt.FocusReason.OtherFocusReason)

    def set_texts(self, title: str, text: str, button: str = "") -> None:
        self._title.setText(title)
        self._text.setText(text)
        self._text.setVisible(bool(text))
        self._button.setText(button)
        self._button.setVisible(bool(button))

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._draw_icon()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.StyleChange) and self.isVisible():
            self._draw_icon()
        super().changeEvent(event)

    def _draw_icon(self) -> None:
        self._icon.setPixmap(icons.pixmap(self._icon_name, "text_3", 40, self.devicePixelRatioF()))


class Breadcrumb(QWidget):
    """Where a page lies: ``Client / People``; each part but the last leads there (``chosen`` its index)."""

    chosen = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(theme.GRID)

    def set_parts(self, parts: Sequence[str]) -> None:
        while (item := self._row.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        for index, part in enumerate(parts):
            if index:
                self._row.addWidget(Label("/", "hint"))
            if index < len(parts) - 1:
                step = Button(part, "crumb")
                step.clicked.connect(lambda _checked=False, place=index: self.chosen.emit(place))
                self._row.addWidget(step)
            else:
                self._row.addWidget(ElidedLabel(part, "hint"))
        self._row.addStretch(1)


class TabLine(QTabBar):
    """Words on a line, the current one underlined."""

    def __init__(self, names: Sequence[str] = ()) -> None:
        super().__init__()
        self.setDrawBase(False)
        self.setExpanding(False)
        self.setUsesScrollButtons(False)
        self.setElideMode(Qt.TextElideMode.ElideNone)
        for name in names:
            self.addTab(name)

    def set_names(self, names: Sequence[str]) -> None:
        """Rename the tabs in place; adds what is missing."""
        for index, name in enumerate(names):
            if index < self.count():
                self.setTabText(index, name)
            else:
                self.addTab(name)


class FlowLayout(QLayout):
    """Left to right, and on to the next line when one is full."""

    def __init__(self, parent: QWidget | None = None, spacing: int = 6) -> None:
        super().__init__(parent)
        self._items: list[QLayoutItem] = []
        self.setContentsMargins(0, 0, 0, 0)
        self.setSpacing(spacing)

    def addItem(self, item: QLayoutItem) -> None:
        self._items.append(item)

    def count(self) -> int:
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._arrange(QRect(0, 0, width, 0), place=False)

    def setGeometry(self, rect: QRect) -> None:
        super().setGeometry(rect)
        self._arrange(rect, place=True)

    def sizeHint(self) -> QSize:
        return self.minimumSize()

    def minimumSize(self) -> QSize:
        size = QSize()
        for item in self._items:
            size = size.expandedTo(item.minimumSize())
        margins = self.contentsMargins()
        return size + QSize(margins.left() + margins.right(), margins.top() + margins.bottom())

    def clear(self) -> None:
        """Take every item out and let its widget go."""
        while (item := self.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()

    def _arrange(self, rect: QRect, *, place: bool) -> int:
        area = rect.marginsRemoved(self.contentsMargins())
        lines: list[list[tuple[QLayoutItem, QSize]]] = [[]]
        x = area.x()
        for item in self._items:
            if item.isEmpty():
                continue
            size = item.sizeHint().boundedTo(QSize(max(area.width(), 1), 1 << 20))
            if lines[-1] and x + size.width() > area.right() + 1:
                lines.append([])
                x = area.x()
            lines[-1].append((item, size))
            x += size.width() + self.spacing()
        y = area.y()
        for line in lines:
            height = max((size.height() for _, size in line), default=0)
            x = area.x()
            for item, size in line:
                if place:
                    item.setGeometry(QRect(QPoint(x, y + (height - size.height()) // 2), size))
                x += size.width() + self.spacing()
            y += height + self.spacing()
        return y - self.spacing() - rect.y() + self.contentsMargins().bottom()


class MessageBar(QFrame):
    """What just happened, over the lower edge of its parent, without stopping anyone.

    Errors stay until closed; what was done goes after a while. ``operation`` finds the bar of a window by
    its type, so a window has at most one.
    """

    LINGERS_MS = 12_000

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty("kind", "message")
        self.setAccessibleName(self.tr("Message"))
        self._icon = QLabel()
        self._message = Label("", wrap=True)
        self._hint = Label("", "small", wrap=True)
        self._action = Button("", "link")
        self._close = IconButton("")
        self._callback: Callable[[], object] | None = None
        self._tone = "done"
        self._going = QTimer(self)
        self._going.setSingleShot(True)
        self._going.setInterval(self.LINGERS_MS)
        self._going.timeout.connect(self.hide)
        texts = QVBoxLayout()
        texts.setSpacing(2)
        texts.addWidget(self._message)
        texts.addWidget(self._hint)
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 8, 8, 8)
        row.setSpacing(10)
        row.addWidget(self._icon)
        row.addLayout(texts, 1)
        row.addWidget(self._action)
        row.addWidget(self._close)
        self._action.clicked.connect(self._run_action)
        self._close.clicked.connect(self.hide)
        self._dressed = False
        self._retranslate()
        self.hide()

    @property
    def text(self) -> str:
        """Everything the bar says now."""
        return f"{self._message.text()} {self._hint.text()}".strip()

    @property
    def button(self) -> QPushButton:
        """The offered next step, hidden when there is none."""
        return self._action

    def show_error(self, error: UserError) -> None:
        """What went wrong and what to do next."""
        self._show("error", str(error.message), str(error.hint))

    def show_done(
        self, message: str, action: str = "", callback: Callable[[], object] | None = None, hint: str = ""
    ) -> None:
        """What was done, with a way back or onward."""
        self._show("done", message, hint, action, callback)

    def _show(
        self, tone: str, message: str, hint: str,
        action: str = "", callback: Callable[[], object] | None = None,
    ) -> None:  # fmt: skip
        if not self._dressed:
            self._dressed = True
            icons.give(self._close, "close")
            self.parentWidget().installEventFilter(self)
        self._tone = tone
        self._callback = callback
        self.setProperty("tone", tone)
        restyle(self)
        self._message.setText(message)
        self._hint.setText(hint)
        self._hint.setVisible(bool(hint))
        self._action.setText(action)
        self._action.setVisible(bool(action))
        self._draw_icon()
        self._going.stop()
        if tone == "done":
            self._going.start()
        self.show()
        self.raise_()
        self._take_place()

    def withdraw_offer(self) -> None:
        """Take back an offer such as Undo once it would mean something else; errors stay."""
        if self._callback is not None:
            self._callback = None
            self.hide()

    def _draw_icon(self) -> None:
        name, token = {"error": ("warning", "opponent"), "warning": ("warning", "warning")}.get(
            self._tone, ("done", "supporter")
        )
        self._icon.setPixmap(icons.pixmap(name, token, 20, self.devicePixelRatioF()))

    def _run_action(self) -> None:
        callback, self._callback = self._callback, None
        self.hide()
        if callback is not None:
            callback()

    def _take_place(self) -> None:
        area = self.parentWidget().rect()
        room = max(area.width() - 2 * theme.PAD, 120)
        wanted = self.fontMetrics().horizontalAdvance(f"{self._message.text()}{self._action.text()}") + 170
        wanted = max(wanted, min(self.fontMetrics().horizontalAdvance(self._hint.text()) + 110, 640))
        width = min(max(wanted, 320), room, 860)
        height = self.layout().heightForWidth(width) if self.layout().hasHeightForWidth() else 0
        height = max(height, self.sizeHint().height() if height <= 0 else 0, 40)
        self.setGeometry(
            area.center().x() - width // 2, area.bottom() - height - theme.PAD + 1, width, height
        )

    def eventFilter(self, watched: object, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and self.isVisible():
            self._take_place()
        return False

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._take_place()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
            self.hide()  # what it says was written in the other language
        super().changeEvent(event)

    def _retranslate(self) -> None:
        self.setAccessibleName(self.tr("Message"))
        self._close.set_name(self.tr("Close this message"))
