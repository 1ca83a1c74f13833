"""The editor of tags: chips in a flow, and a line that completes from the tags in use."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Any, Final

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QPushButton, QWidget

from keyaccount_desktop.method.choices import word_key
from keyaccount_desktop.ui import theme
from keyaccount_desktop.ui.fields.editor import Editor
from keyaccount_desktop.ui.fields.inputs import TextLine
from keyaccount_desktop.ui.fields.panel import Option, OptionList, matching
from keyaccount_desktop.ui.widgets import Button, FlowLayout

_BETWEEN: Final = re.compile(r"[、,，;；\n]")
_OFFERED: Final = 9
_CROSS: Final = 10

Words = Callable[[], Sequence[str]]
"""Gives the tags in use, the most used first; asked once something is typed or offered."""


class TagsEditor(Editor):
    """Enter or a comma adds what is typed, Enter on nothing is done, Backspace takes the last one away."""

    ROOMY = False

    def __init__(self, tags: Sequence[str], words: Words) -> None:
        super().__init__()
        self._before = list(tags)
        self._tags = list(tags)
        self._words = words
        self._known: list[Option] | None = None
        self._list: OptionList | None = None
        self._stepped = False
        self._flow_holder = QWidget()
        self._flow = FlowLayout(self._flow_holder)
        self.line = TextLine()
        self.line.setPlaceholderText(self.tr("Add a tag"))
        self.line.textEdited.connect(self._type)
        self.line.entered.connect(self._enter)
        self.line.escaped.connect(self.escaped)
        self.line.stepped.connect(self._step)
        self.line.installEventFilter(self)
        self.column.addWidget(self._flow_holder)
        self.column.addWidget(self.line)
        self._show_tags()

    def changed(self) -> bool:
        return self._tags != self._before or bool(self.line.text().strip())

    def value(self) -> object:
        self._add(self._typed())
        return list(self._tags) or None

    def saved(self) -> None:
        self._before = list(self._tags)

    def draft(self) -> Any:
        return (tuple(self._tags), self.line.text())

    def load_draft(self, draft: Any) -> None:
        tags, typed = draft
        self._tags = list(tags)
        self._show_tags()
        self.line.setText(typed)

    def start(self, typed: str, *, offer: bool) -> None:
        self.line.start(typed)
        if typed:
            self._type(typed)
        elif offer:
            self._offer()

    def stops(self) -> list[QWidget]:
        return [self.line]

    def close_panels(self) -> None:
        if self._list is not None:
            self._list.close_panel()

    @property
    def offered(self) -> OptionList | None:
        """The completions, while there are any."""
        return self._list

    @property
    def chips(self) -> list[QPushButton]:
        """One for each tag; a click takes it away."""
        return [
            button
            for index in range(self._flow.count())
            if isinstance(button := self._flow.itemAt(index).widget(), QPushButton)
        ]

    # ---- typing

    def _typed(self) -> list[str]:
        if self._stepped and self._list is not None and self._list.current is not None:
            return [self._list.current]
        return [" ".join(word.split()) for word in _BETWEEN.split(self.line.text())]

    def _type(self, text: str) -> None:
        self._stepped = False
        if _BETWEEN.search(text) and not self.line.composing:
            *whole, rest = _BETWEEN.split(text)
            self._add(whole)
            self.line.setText(rest.lstrip())
        self._offer()
        self.typed_in.emit()

    def _enter(self) -> None:
        typed = [word for word in self._typed() if word]
        if not typed:
            self.entered.emit()
            return
        # The same word in other letters means the one in use: two spellings of a tag are one too many.
        if not self._stepped and self._list is not None and self._list.codes:
            first = self._list.codes[0]
            if len(typed) == 1 and word_key(first) == word_key(typed[0]):
                typed = [first]
        self._add(typed)
        self._offer()

    def _add(self, words: Sequence[str]) -> None:
        held = {word_key(tag) for tag in self._tags}
        for word in words:
            if word and word_key(word) not in held:
                held.add(word_key(word))
                self._tags.append(word)
        self.line.clear()
        self._stepped = False
        self._show_tags()
        self.typed_in.emit()

    def _remove(self, tag: str) -> None:
        self._tags.remove(tag)
        self._show_tags()
        self.line.setFocus(Qt.FocusReason.OtherFocusReason)
        self.typed_in.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.line and event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            nothing = not self.line.text() and not self.line.composing
            if event.key() == Qt.Key.Key_Backspace and nothing and self._tags:
                self._remove(self._tags[-1])
                return True
        if watched is self.line and event.type() == QEvent.Type.MouseButtonPress and self._list is None:
            self._offer()
        return False

    # ---- completion

    def _offer(self) -> None:
        if self._known is None:
            self._known = [Option(word, word) for word in self._words()]
        held = {word_key(tag) for tag in self._tags}
        free = [option for option in self._known if word_key(option.code) not in held]
        found = matching(free, self.line.text())[:_OFFERED]
        if not found:
            self.close_panels()
            return
        if self._list is None:
            self._list = OptionList(self.line)
            self._list.chosen.connect(self._choose)
            self._list.closed.connect(self._forget_list)
            self._list.list.setAccessibleName(self.line.accessibleName())
        self._list.show_options(found)
        self._list.open()

    def _forget_list(self) -> None:
        self._list = None
        self._stepped = False

    def _step(self, by: int) -> None:
        if self._list is None:
            self._offer()
        elif self._stepped or by < 0:
            self._list.step(by)
        self._stepped = self._list is not None

    def _choose(self, tag: str) -> None:
        self._add([tag])
        self.line.setFocus(Qt.FocusReason.OtherFocusReason)
        self._offer()

    # ---- chips

    def _show_tags(self) -> None:
        self._flow.clear()
        for tag in self._tags:
            chip = Button(tag.replace("&", "&&"), "chip", icon="close")
            chip.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
            chip.setAccessibleName(self.tr("Remove tag {tag}").format(tag=tag))
            chip.setToolTip(self.tr("Remove this tag"))
            chip.setIconSize(QSize(_CROSS, _CROSS))
            chip.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            chip.clicked.connect(lambda _on=False, tag=tag: self._remove(tag))
            chip.setMaximumWidth(theme.current().px(280))
            self._flow.addWidget(chip)
        self._flow_holder.setVisible(bool(self._tags))
        self.line.setAccessibleDescription(", ".join(self._tags))
        self.height_changed.emit()
