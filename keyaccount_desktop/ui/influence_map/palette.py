"""The palette of badges: dragged onto a card, or pressed for the cards that are selected on the map.

A line for each judgement that has a badge of its own for every value, and a last one for the marks: blocker,
key person, pin; weight and trust ladder, whose value is asked for at the drop.
"""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, QObject, QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QDrag, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QAbstractButton, QApplication, QSizePolicy, QVBoxLayout, QWidget

from keyaccount_desktop import language
from keyaccount_desktop.exchange import map_marks
from keyaccount_desktop.exchange.map_cards import KEY
from keyaccount_desktop.exchange.map_shapes import Box, Shape
from keyaccount_desktop.method.vocabulary import (
    ATTITUDE,
    BUYING_ROLE,
    CLOSENESS,
    CLOSENESS_BARS,
    COACH_RUNG,
    PART,
    UNKNOWN_ATTITUDE,
)
from keyaccount_desktop.ui import theme
from keyaccount_desktop.ui.influence_map import keys, mime
from keyaccount_desktop.ui.influence_map.painter import paint, screen_ink, strokes
from keyaccount_desktop.ui.widgets import FlowLayout, plain_tip

ROWS: Final[tuple[tuple[tuple[str, str | None], ...], ...]] = (
    tuple(("attitude", code) for code in (*ATTITUDE.codes, None)),
    tuple(("roles", code) for code in BUYING_ROLE.codes),
    tuple(("closeness", code) for code in CLOSENESS.codes),
    (("weight", None), ("part", "blocks"), ("key", "yes"), ("coach", None), ("pinned", "yes")),
)
"""Field and value of every badge; a weight or rung of None is asked for."""
_CHOICES: Final = {"attitude": ATTITUDE, "roles": BUYING_ROLE, "closeness": CLOSENESS, "part": PART}


class BadgeButton(QAbstractButton):
    """One badge of the palette: drag it onto a card, or press it for the selected cards."""

    chosen = Signal(str, object)

    def __init__(self, field: str, code: str | None) -> None:
        super().__init__()
        self.field = field
        self.code = code
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.OpenHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.clicked.connect(lambda: self.chosen.emit(self.field, self.code))
        self._pressed_at = QPoint()
        self.retranslate()

    def retranslate(self) -> None:
        self.setAccessibleName(self._name())
        key = keys.KEY_OF.get((self.field, self.code))
        self.setToolTip(plain_tip(self.accessibleName() + (f" ({key})" if key else "")))
        self.updateGeometry()
        self.update()

    def _name(self) -> str:
        """The field and the value, as the method calls them."""
        if self.field == "key":
            return str(KEY)
        if self.field == "pinned":
            return self.tr("Pin in place")
        if self.field == "weight":
            return self.tr("Weight in the decision…")
        if self.field == "coach":
            return f"{COACH_RUNG.text}…"
        choices = _CHOICES[self.field]
        choice = UNKNOWN_ATTITUDE if self.code is None else choices[self.code]
        return f"{choices.text}: {choice.text}"

    def sizeHint(self) -> QSize:
        width, height, _ = self._drawn()
        scale = self._scale
        return QSize(round(width * scale) + 4, round(height * scale) + 4)

    @property
    def _scale(self) -> float:
        return theme.current().zoom / 100

    def _drawn(self) -> tuple[float, float, list[Shape]]:
        now, ink = language.language(), screen_ink()
        if self.field == "attitude":
            code = map_marks.attitude_code(self.code)
            width, shapes = map_marks.badge(code, False, 0, 0, now, False, ink.measure)
            return width, map_marks.BADGE_HEIGHT, shapes
        if self.field == "roles" and self.code is not None:
            width, shapes = map_marks.role_letter(self.code, False, 0, 0, now, ink.measure)
            return width, map_marks.LETTER_HEIGHT, shapes
        frame = Box(0.5, 0.5, 26, 17, 4, stroke="line_strong")
        x, y = 13.5 - map_marks.MARK / 2, 9 - map_marks.MARK / 2
        if self.field == "closeness":
            return (
                27,
                18,
                [frame, *map_marks.closeness_bars(CLOSENESS_BARS[self.code or "none"], 5, 15.5, False)],
            )
        if self.field == "weight":
            return 27, 18, [frame, *map_marks.weight_pips(3, 13.5 - map_marks.pips_width(3) / 2, 6.5)]
        if self.field == "part":
            return 27, 18, [frame, *map_marks.blocker(x, y, "opponent", "surface")]
        if self.field == "key":
            return 27, 18, [frame, *map_marks.key(x, y, "text_2")]
        if self.field == "coach":
            return 27, 18, [frame, map_marks.star(x, y - 0.5, "warning")]
        return 27, 18, [frame, *map_marks.pin(x, y, "text_2")]

    def _paint(self, painter: QPainter) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.translate(2, 2)
        painter.scale(self._scale, self._scale)
        paint(painter, strokes(self._drawn()[2], screen_ink()))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        if self.underMouse() or self.hasFocus():
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(
                QPen(theme.current().colour("accent"), 1) if self.hasFocus() else Qt.PenStyle.NoPen
            )
            painter.setBrush(theme.current().colour("raised"))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 5, 5)
        self._paint(painter)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._pressed_at = event.position().toPoint()
        super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        far = (event.position().toPoint() - self._pressed_at).manhattanLength()
        if event.buttons() & Qt.MouseButton.LeftButton and far >= QApplication.startDragDistance():
            self.setDown(False)
            drag = QDrag(self)
            drag.setMimeData(mime.of_badge(self.field, self.code))
            drag.setPixmap(self._pixmap())
            drag.setHotSpot(self.rect().center())
            drag.exec(Qt.DropAction.CopyAction)
            return
        super().mouseMoveEvent(event)

    def _pixmap(self) -> QPixmap:
        ratio = self.devicePixelRatioF()
        picture = QPixmap(self.size() * ratio)
        picture.setDevicePixelRatio(ratio)
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        self._paint(painter)
        painter.end()
        return picture


_STEPS: Final[dict[int, tuple[int, int]]] = {
    Qt.Key.Key_Left: (0, -1),
    Qt.Key.Key_Right: (0, 1),
    Qt.Key.Key_Up: (-1, 0),
    Qt.Key.Key_Down: (1, 0),
}


class Palette(QWidget):
    """All badges, line by line. Tab stops at one of them; arrows go on to the others."""

    chosen = Signal(str, object)

    def __init__(self) -> None:
        super().__init__()
        self.badges: list[BadgeButton] = []
        self._rows: list[list[BadgeButton]] = []
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(2)
        for row in ROWS:
            line = FlowLayout(spacing=2)
            self._rows.append([BadgeButton(field, code) for field, code in row])
            for badge in self._rows[-1]:
                badge.chosen.connect(self.chosen)
                badge.installEventFilter(self)
                badge.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
                line.addWidget(badge)
            self.badges += self._rows[-1]
            rows.addLayout(line)
        self.badges[0].setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusIn:
            for badge in self.badges:  # Tab comes back to where one was
                is_it = badge is watched
                badge.setFocusPolicy(Qt.FocusPolicy.StrongFocus if is_it else Qt.FocusPolicy.ClickFocus)
        elif isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and event.key() in _STEPS:
            self._go(watched, *_STEPS[event.key()])
            return True
        return super().eventFilter(watched, event)

    def _go(self, badge: QObject, down: int, across: int) -> None:
        row, column = next((row, line.index(badge)) for row, line in enumerate(self._rows) if badge in line)
        line = self._rows[min(max(row + down, 0), len(self._rows) - 1)]
        wanted = line[min(max(column + across, 0), len(line) - 1)]
        wanted.setFocus(Qt.FocusReason.OtherFocusReason)

    def retranslate(self) -> None:
        for badge in self.badges:
            badge.retranslate()

    @property
    def narrow(self) -> int:
        """The width at which two of the narrow badges stand side by side, so that all go into a low window."""
        return max(2 * badge.sizeHint().width() + 2 for badge in self.badges if badge.field != "attitude")
