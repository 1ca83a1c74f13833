"""The small panel in which a date is chosen: calendar, year, month, day, each of which may stay open.

In the lunar calendar a year shows the months it really has, its leap month among them. Everything is reached
by mouse and by keyboard: Tab from group to group, arrows inside one, Delete leaves a part open. Used by
``date_editors`` alone.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Sequence
from datetime import date
from functools import partial
from typing import Any, Final

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from keyaccount_desktop.language import Text
from keyaccount_desktop.method import lunar
from keyaccount_desktop.method.dates import lunar_day, lunar_month, solar_month
from keyaccount_desktop.ui import theme
from keyaccount_desktop.ui.fields.inputs import TextLine
from keyaccount_desktop.ui.fields.panel import Panel
from keyaccount_desktop.ui.widgets import Label

_MONTH_COLUMNS: Final = 3
_DAY_COLUMNS: Final = 7
_MOST_MONTHS: Final = 13
_MOST_DAYS: Final = 31
_ARROWS: Final = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}
_OPENS: Final = (Qt.Key.Key_Delete, Qt.Key.Key_Backspace)


class DatePanel(Panel):
    """``changed`` comes with every choice, ``done`` when one is through, ``left`` when one goes back by Esc.

    ``partial_dates``: lunar dates too, and any part may stay open.
    """

    changed = Signal()
    done = Signal()
    left = Signal()

    def __init__(self, anchor: QWidget, *, partial_dates: bool) -> None:
        super().__init__(anchor, hugging=True)
        self._partial = partial_dates
        self._value: dict[str, Any] = {
            "calendar": "solar", "year": None, "month": None, "day": None, "leap": False
        }  # fmt: skip
        self.calendars = _Choices(2, 2)
        self.calendars.chosen.connect(self._choose_calendar)
        self.year = TextLine()
        self.year.setMaxLength(4)
        self.year.setFixedWidth(theme.current().px(76))
        self.year.textEdited.connect(self._type_year)
        self.year.stepped.connect(self._step_year)
        self.year.entered.connect(self.done)
        self.year.escaped.connect(self.left)
        self.leap = QToolButton()
        self.leap.setCheckable(True)
        self.leap.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.leap.clicked.connect(self._show_leap_months)
        self.leap.installEventFilter(self)
        self.months = _Choices(_MOST_MONTHS, _MONTH_COLUMNS)
        self.months.chosen.connect(self._choose_month)
        self.days = _Choices(_MOST_DAYS, _DAY_COLUMNS)
        self.days.chosen.connect(self._choose_day)
        for choices in (self.calendars, self.months, self.days):
            choices.done.connect(self.done)
            choices.left.connect(self.left)
        self._lay_out()
        self._retranslate()

    def _lay_out(self) -> None:
        self.column.setContentsMargins(12, 10, 12, 12)
        self._year_name = Label("", "caption")
        self._month_name = Label("", "caption")
        self._day_name = Label("", "caption")
        year = QHBoxLayout()
        year.setSpacing(2 * theme.GRID)
        year.addWidget(self.year)
        year.addWidget(self.leap)
        year.addStretch(1)
        left = QVBoxLayout()
        left.setSpacing(theme.GRID)
        left.addWidget(self.calendars)
        left.addWidget(self._year_name)
        left.addLayout(year)
        left.addWidget(self._month_name)
        left.addWidget(self.months)
        left.addStretch(1)
        right = QVBoxLayout()
        right.setSpacing(theme.GRID)
        right.addWidget(self._day_name)
        right.addWidget(self.days)
        right.addStretch(1)
        row = QHBoxLayout()
        row.setSpacing(16)
        row.addLayout(left)
        row.addLayout(right)
        self.column.addLayout(row)
        self.calendars.setVisible(self._partial)
        for before, after in (
            (self.calendars, self.year), (self.year, self.leap), (self.leap, self.months), (self.months, self.days)
        ):  # fmt: skip
            QWidget.setTabOrder(
                before.buttons[-1] if isinstance(before, _Choices) else before,
                after.buttons[0] if isinstance(after, _Choices) else after,
            )

    @property
    def value(self) -> dict[str, Any]:
        """What is chosen, in the form of a partial date; unknown parts None."""
        return dict(self._value)

    def show_date(self, value: dict[str, Any]) -> None:
        """Show a date; says nothing of a change."""
        self._value = {**self._value, **value}
        year = self._value["year"]
        if self.year.text() != ("" if year is None else str(year)):
            self.year.setText("" if year is None else str(year))
        self.leap.setChecked(bool(self._value["leap"]))
        self._show()

    def take_keyboard(self) -> None:
        """Let the keyboard in, where one begins to choose."""
        if self._partial:
            self.calendars.take_keyboard()
        else:
            self.year.start("")

    # ---- what is shown

    def _show(self) -> None:
        by_moon = self._by_moon
        self.calendars.show_choices([self.tr("Solar"), self.tr("Lunar")], int(by_moon))
        # Without a year any leap month may be meant; with one only its own, which stands among the months.
        self.leap.setVisible(by_moon and self._value["year"] is None)
        months = self._months()
        current = (self._value["month"], self._value["leap"])
        names = [
            self._spoken(lunar_month(month, leap=leap), month, leap) if by_moon else str(solar_month(month))
            for month, leap in months
        ]
        self.months.show_choices(names, months.index(current) if current in months else None)
        days = self._days()
        shown = [str(Text(str(day), lunar_day(day)) if by_moon else day) for day in days]
        day = self._value["day"]
        self.days.show_choices(shown, days.index(day) if day in days else None)
        if self.isVisible():
            self.take_place()

    @staticmethod
    def _spoken(name: Text, month: int, leap: bool) -> str:
        short = QCoreApplication.translate("DatePanel", "leap {month}").format(month=month)
        return str(Text(short if leap else str(month), name.zh))

    @property
    def _by_moon(self) -> bool:
        return bool(self._value["calendar"] == "lunar")

    def _months(self) -> list[tuple[int, bool]]:
        year = self._value["year"]
        if not self._by_moon:
            return [(month, False) for month in range(1, 13)]
        if year is not None and lunar.FIRST_YEAR <= year <= lunar.LAST_YEAR:
            return [(found.month, found.leap) for found in lunar.months_of(year)]
        if self.leap.isChecked() and year is None:
            return [(month, True) for month in range(1, 13) if lunar.leap_months(month)]
        return [(month, False) for month in range(1, 13)]

    def _days(self) -> Sequence[int]:
        year, month, leap = self._value["year"], self._value["month"], self._value["leap"]
        if month is None:
            most = 30 if self._by_moon else _MOST_DAYS
        elif not self._by_moon:
            most = monthrange(year or 2000, month)[1]
        elif year is None or not lunar.FIRST_YEAR <= year <= lunar.LAST_YEAR:
            most = max((found.days for found in lunar.leap_months(month)), default=30) if leap else 30
        else:
            found = lunar.month_of(year, month, leap=leap)
            most = found.days if found is not None else 30
        return range(1, most + 1)

    # ---- what is chosen

    def _choose_calendar(self, place: int) -> None:
        if place >= 0:
            self._set(calendar=("solar", "lunar")[place], leap=False)

    def _type_year(self, typed: str) -> None:
        self._set(year=int(typed) if len(typed) == 4 and typed.isascii() and typed.isdigit() else None)

    def _step_year(self, by: int) -> None:
        year = self._value["year"]
        # Up is later, as in every box of numbers; the signal counts downwards.
        year = date.today().year if year is None else year - by
        self.year.setText(str(year))
        self._set(year=year)

    def _show_leap_months(self) -> None:
        self._set(leap=self.leap.isChecked())

    def _choose_month(self, place: int) -> None:
        month, leap = self._months()[place] if place >= 0 else (None, self.leap.isChecked())
        self._set(month=month, leap=leap)

    def _choose_day(self, place: int) -> None:
        self._set(day=self._days()[place] if place >= 0 else None)

    def _set(self, **parts: Any) -> None:
        """Choose; what no longer exists by that is open again."""
        self._value |= parts
        if (self._value["month"], self._value["leap"]) not in self._months():
            plain = (self._value["month"], False)
            # A leap month another year lacks becomes the plain one; without a year it may be either.
            self._value["leap"] = False
            if plain not in self._months():
                self._value["month"] = None
        if self._value["day"] is not None and self._value["day"] not in self._days():
            self._value["day"] = None
        self._show()
        self.changed.emit()

    # ---- keyboard and words

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.leap and event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if event.key() == Qt.Key.Key_Escape:
                self.left.emit()
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self.done.emit()
                return True
        return super().eventFilter(watched, event)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)

    def _retranslate(self) -> None:
        self.setAccessibleName(self.tr("Choose a date"))
        for name, label, part in (
            (self.tr("Year"), self._year_name, self.year),
            (self.tr("Month"), self._month_name, self.months),
            (self.tr("Day"), self._day_name, self.days),
        ):
            label.setText(name)
            part.setAccessibleName(name)
        self.calendars.setAccessibleName(self.tr("Calendar"))
        self.year.setPlaceholderText(self.tr("open"))
        self.leap.setText(self.tr("Leap month"))
        self._show()


class _Choices(QWidget):
    """Words in a grid, one of them or none chosen. One stop for Tab; arrows go from one to the next.

    ``chosen`` carries the place of the word, −1 when it was given up.
    """

    chosen = Signal(int)
    done = Signal()
    left = Signal()

    def __init__(self, most: int, columns: int) -> None:
        super().__init__()
        self._columns = columns
        self._current: int | None = None
        self._shown = 0
        self.buttons: list[QToolButton] = []
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(2)
        for column in range(columns):
            grid.setColumnStretch(column, 1)
        for place in range(most):
            button = QToolButton()
            button.setCheckable(True)
            button.setProperty("kind", "cell")
            button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
            button.clicked.connect(partial(self._click, place))
            button.installEventFilter(self)
            grid.addWidget(button, place // columns, place % columns)
            self.buttons.append(button)

    def show_choices(self, words: Sequence[str], current: int | None) -> None:
        """Offer these words, with one of them chosen."""
        self._current, self._shown = current, len(words)
        had_keyboard = any(button.hasFocus() for button in self.buttons)
        for place, button in enumerate(self.buttons):
            if place < len(words):
                button.setText(words[place])
                button.setAccessibleName(f"{self.accessibleName()}: {words[place]}")
            button.setVisible(place < len(words))
            button.setChecked(place == current)
        self._let_in(current or 0)
        if had_keyboard and not any(button.hasFocus() for button in self.buttons):
            self.take_keyboard()

    def take_keyboard(self) -> None:
        self.buttons[self._current or 0].setFocus(Qt.FocusReason.TabFocusReason)

    def setAccessibleName(self, name: str) -> None:
        super().setAccessibleName(name)
        for button in self.buttons[: self._shown]:
            button.setAccessibleName(f"{name}: {button.text()}")

    def _let_in(self, place: int) -> None:
        """Tab stops at this one alone."""
        for number, button in enumerate(self.buttons):
            stop = number == place
            button.setFocusPolicy(Qt.FocusPolicy.StrongFocus if stop else Qt.FocusPolicy.ClickFocus)

    def _click(self, place: int, _on: bool = False) -> None:
        self._choose(-1 if place == self._current else place)

    def _choose(self, place: int) -> None:
        self._current = place if place >= 0 else None
        self.chosen.emit(place)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return self._key(self.buttons.index(watched), event.key())  # type: ignore[arg-type]
        return False

    def _key(self, place: int, key: int) -> bool:
        if key in _ARROWS:
            across, down = _ARROWS[Qt.Key(key)]
            there = place + across + down * self._columns
            if 0 <= there < self._shown:
                self.buttons[there].setFocus(Qt.FocusReason.OtherFocusReason)
                self._choose(there)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if self._current is None:
                self._choose(place)
            self.done.emit()
        elif key in _OPENS:
            self._choose(-1)
        elif key == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            return False
        return True
