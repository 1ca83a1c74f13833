""" "Add…": every field that is not on the page yet, one click and a few typed letters away.

A button that becomes a line to type into, with the fields beside it. Nothing is made by choosing: the field
is shown and edited, and stays away if it stays empty. What there is no field for yet becomes one of the user's
own, by the last line of the list.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QWidget

from keyaccount_desktop.method import catalogue
from keyaccount_desktop.method.choices import word_key
from keyaccount_desktop.method.fields import Field
from keyaccount_desktop.ui import theme
from keyaccount_desktop.ui.fields.inputs import TextLine
from keyaccount_desktop.ui.fields.new_field import NewFieldPanel
from keyaccount_desktop.ui.fields.panel import Option, OptionList, belongs_to, matching
from keyaccount_desktop.ui.widgets import Button

if TYPE_CHECKING:
    from keyaccount_desktop.workbook.document import Workbook

_WIDTH: Final = 260
NEW: Final = "new"
"""In place of a key: a field there is not yet."""


class AddField(QWidget):
    """``chosen`` carries the key of a field."""

    chosen = Signal(str)

    def __init__(
        self,
        workbook: Workbook,
        keys: Callable[[], Sequence[str]],
        shown: Callable[[], Sequence[str]],
        section: str,
    ) -> None:
        """``section``: where a new field of the user's own goes, unless they say otherwise."""
        super().__init__()
        self._section = section
        self._workbook = workbook
        self._keys = keys
        self.shown = shown
        """Gives the keys that have a line already and are not offered; a page puts its own in place."""
        self._list: OptionList | None = None
        self.panel: NewFieldPanel | None = None
        """Where a new field is made, while it is open."""
        self.button = Button("", "crumb", icon="plus")
        self.button.setParent(self)
        self.button.clicked.connect(self.open)
        self.line = TextLine(self)
        self.line.hide()
        self.line.textEdited.connect(self._narrow)
        self.line.stepped.connect(self._step)
        self.line.entered.connect(self._take)
        self.line.escaped.connect(self.close_list)
        self._retranslate()

    @property
    def keys(self) -> list[str]:
        """The fields it may offer, those included that have a line already."""
        return list(self._keys())

    @property
    def offered(self) -> OptionList | None:
        """The list, while it is open."""
        return self._list

    def stops(self) -> list[QWidget]:
        """What the Tab key goes through."""
        return [self.button if self._list is None else self.line]

    def open(self) -> None:
        """Offer the fields."""
        self.button.hide()
        self.line.clear()
        self.line.show()
        QWidget.setTabOrder(self.button, self.line)
        self.line.setFocus(Qt.FocusReason.OtherFocusReason)
        self._list = OptionList(self.line, width=theme.current().px(_WIDTH))
        self._list.chosen.connect(self._choose)
        self._list.closed.connect(self._be_button)
        self._list.list.setAccessibleName(self.line.accessibleName())
        self._narrow()
        self._list.open()
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        application.focusChanged.connect(self._follow_focus)

    def close_list(self) -> None:
        """Be a button again."""
        if self._list is not None:
            self._list.close_panel()

    def _be_button(self) -> None:
        self._list = None
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        application.focusChanged.disconnect(self._follow_focus)
        had_focus = self.line.hasFocus()
        self.button.show()
        if had_focus:
            self.button.setFocus(Qt.FocusReason.OtherFocusReason)
        self.line.hide()

    def _options(self) -> list[Option]:
        shown = set(self.shown())
        return [
            Option(
                field.key,
                str(field.text),
                str(field.help) if field.help is not None else "",
                (field.text.zh, field.text.en),
                str(catalogue.section(field.section).text),
            )
            for field in self._fields()
            if field.key not in shown
        ]

    def _fields(self) -> list[Field]:
        return [self._workbook.catalogue.field(key) for key in self._keys()]

    def _narrow(self) -> None:
        if self._list is not None:
            found = matching(self._options(), self.line.text())
            # A name that is a field's already is no new one, whether its line is here or elsewhere.
            named = {word_key(name) for field in self._fields() for name in (field.text.zh, field.text.en)}
            typed = " ".join(self.line.text().split())
            if word_key(typed) not in named:
                text = self.tr("New field “{name}”…").format(name=typed) if typed else self.tr("New field…")
                found.append(Option(NEW, text))
            self._list.show_options(found)
            self._list.setVisible(bool(found))

    def _step(self, by: int) -> None:
        if self._list is not None:
            self._list.step(by)

    def _take(self) -> None:
        if self._list is not None and self._list.current is not None:
            self._choose(self._list.current)

    def _choose(self, key: str) -> None:
        typed = " ".join(self.line.text().split())
        self.close_list()
        if key == NEW:
            self.panel = NewFieldPanel(self.button, self._workbook, self._section, typed)
            self.panel.made.connect(self.chosen)
            self.panel.closed.connect(self._forget_panel)
            self.panel.open()
        else:
            self.chosen.emit(key)

    def _forget_panel(self) -> None:
        self.panel = None

    def _follow_focus(self, old: QWidget | None, new: QWidget | None) -> None:
        if new is not None and not belongs_to(new, self):
            self.close_list()

    # ---- looks

    def sizeHint(self) -> QSize:
        return QSize(120, self.button.sizeHint().height())

    def heightForWidth(self, width: int) -> int:
        return max(self.button.sizeHint().height(), theme.current().px(18) + 10)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

    def _place(self) -> None:
        hint = self.button.sizeHint()
        top = max((theme.current().px(18) + 10 - hint.height()) // 2, 0)
        self.button.setGeometry(3, top, min(hint.width(), self.width() - 3), hint.height())
        self.line.setGeometry(
            0, 0, min(self.width(), theme.current().px(_WIDTH)), theme.current().px(18) + 10
        )

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        elif event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._place()
        super().changeEvent(event)

    def _retranslate(self) -> None:
        self.button.setText(self.tr("Add…"))
        self.button.setToolTip(self.tr("Add something known that has no line here yet"))
        self.line.setAccessibleName(self.tr("Add a field"))
        self.line.setPlaceholderText(self.tr("Which field?"))
        self._place()
