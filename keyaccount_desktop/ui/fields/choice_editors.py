"""Editors for what is chosen: one of a list, several of a list, several in an order of one's own.

The keyboard stays in a line to type into: what is typed narrows the list beside it, in Chinese, English,
pinyin or initials. Lists that are open-ended take words of the user's own.
"""

from __future__ import annotations

import re
from abc import abstractmethod
from collections.abc import Callable, Sequence
from typing import Any, Final

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QWidget

from keyaccount_desktop.language import Text, UserError
from keyaccount_desktop.method.choices import ChoiceList, word_key
from keyaccount_desktop.ui.fields.editor import Editor
from keyaccount_desktop.ui.fields.inputs import TextLine
from keyaccount_desktop.ui.fields.panel import Option, OptionList, matching
from keyaccount_desktop.ui.fields.rank_list import RankList

_BETWEEN: Final = re.compile(r"\s*[、,，;；\n]\s*")
_COMES_BACK: Final = (Qt.FocusReason.ActiveWindowFocusReason, Qt.FocusReason.PopupFocusReason)
"""Why the keyboard goes away only for a moment."""


def options_of(choices: ChoiceList, held: object = None) -> list[Option]:
    """The lines that offer a list of choices, with those that are ``held`` though no longer offered."""
    kept = held if isinstance(held, (list, tuple)) else (held,)
    return [
        Option(
            choice.code,
            str(choice.text),
            str(choice.note) if choice.note is not None else "",
            (choice.text.zh, choice.text.en, *choice.aliases),
        )
        for choice in choices
        if not choice.retired or choice.code in kept
    ]


def _unlisted(typed: str) -> UserError:
    return UserError(
        Text("“{typed}” is not in the list.", "“{typed}”不在列表中。").format(typed=typed[:40]),
        Text("Choose one of the list.", "请从列表中选择。"),
    )


class _ListEditor(Editor):
    """A line to type into with a list beside it."""

    CHECKS = False
    NUMBERED = False
    """Whether a digit chooses the line of that number."""

    def __init__(self, options: Sequence[Option], *, open_ended: bool = False) -> None:
        super().__init__()
        self._options = list(options)
        self._open_ended = open_ended
        self._list: OptionList | None = None
        self._stepped = False
        self.line = TextLine()
        self.line.textEdited.connect(self._narrow)
        self.line.stepped.connect(self._step)
        self.line.entered.connect(self._take)
        self.line.escaped.connect(self._back)
        self.line.installEventFilter(self)
        self.column.addWidget(self.line)

    @property
    def offered(self) -> OptionList | None:
        """The list, while it is open."""
        return self._list

    def stops(self) -> list[QWidget]:
        return [self.line]

    def start(self, typed: str, *, offer: bool) -> None:
        self.line.start(typed)
        if typed:
            self._narrow()
        elif offer:
            self._open(self._options)

    def close_panels(self) -> None:
        if self._list is not None:
            self._list.close_panel()

    def _forget_list(self) -> None:
        self._list = None

    def _text_of(self, code: str) -> str:
        return next((option.text for option in self._options if option.code == code), code)

    def _open(self, options: Sequence[Option]) -> OptionList | None:
        if not options:
            self.close_panels()
            return None
        if self._list is None:
            self._list = OptionList(self.line, checks=self.CHECKS, numbered=self.NUMBERED)
            self._list.chosen.connect(self._choose)
            self._list.closed.connect(self._forget_list)
            self._list.list.setAccessibleName(self.line.accessibleName())
            self._mark()
        self._list.show_options(options, self._current())
        self._list.open()
        return self._list

    def _narrow(self) -> None:
        self._stepped = False
        self._open(self._matching(self.line.text()))
        self.typed_in.emit()

    def _matching(self, typed: str) -> list[Option]:
        return matching(self._options, typed, numbered=self.NUMBERED)

    def _step(self, by: int) -> None:
        if self._list is None:
            self._open(self._options)
        else:
            self._list.step(by)
        self._stepped = self._list is not None

    def _back(self) -> None:
        self.escaped.emit()

    def _current(self) -> str | None:
        return None

    def _mark(self) -> None:
        """Tick what is chosen in the list that has just been opened."""

    @abstractmethod
    def _take(self) -> None: ...

    @abstractmethod
    def _choose(self, code: str) -> None: ...

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is not self.line:
            return False
        if event.type() == QEvent.Type.MouseButtonPress and self._list is None:
            self._open(self._options)
        elif isinstance(event, QFocusEvent) and event.lostFocus() and event.reason() not in _COMES_BACK:
            # In a record one goes on to the next part, and the list must not lie over it.
            self._settle()
            self.close_panels()
        return False

    def _settle(self) -> None:
        """Take what the keys point at before the list goes."""


class ChoiceEditor(_ListEditor):
    """One of a list, or nothing; the first nine also by their number. ``read`` makes a value of a code."""

    NUMBERED = True

    def __init__(
        self, options: Sequence[Option], code: str | None, *, open_ended: bool = False,
        read: Callable[[str], object] = str,
    ) -> None:  # fmt: skip
        super().__init__(options, open_ended=open_ended)
        self._read = read
        self._code = code
        self._picked = code
        self._shown = self._text_of(code) if code is not None else ""
        self.line.setText(self._shown)

    def offer(self, options: Sequence[Option]) -> None:
        """Begin again, empty, with other options."""
        self.close_panels()
        self._options = list(options)
        self._code = self._picked = None
        self._stepped = False
        self._shown = ""
        self.line.clear()

    def changed(self) -> bool:
        try:
            return self._wanted() != self._code
        except UserError:
            return True

    def value(self) -> object:
        wanted = self._wanted()
        return None if wanted is None else self._read(wanted)

    def saved(self) -> None:
        self._code = self._picked = self._wanted()
        self._shown = self.line.text()

    def draft(self) -> Any:
        return self.line.text()

    def load_draft(self, draft: Any) -> None:
        self.line.setText(str(draft))

    def _current(self) -> str | None:
        return self._picked if self.line.text() == self._shown else None

    def _wanted(self) -> str | None:
        """The code that leaving the field now would set."""
        typed = self.line.text().strip()
        if typed == self._shown.strip() and not self._stepped:
            return self._picked
        if self._stepped and self._list is not None and self._list.current is not None:
            return self._list.current
        if not typed:
            return None
        found = self._matching(typed)
        same = [option for option in found if word_key(typed) in map(word_key, (option.text, *option.words))]
        if same:
            return same[0].code
        if self._open_ended:
            return typed
        if found:
            return found[0].code
        raise _unlisted(typed)

    def _take(self) -> None:
        pointed = self._list.current if self._list is not None else None
        typed = self.line.text().strip()
        if pointed is not None and (
            self._stepped or (typed and typed != self._shown and not self._open_ended)
        ):
            self._pick(pointed)
        self.entered.emit()

    def _choose(self, code: str) -> None:
        self._pick(code)
        self.entered.emit()

    def _settle(self) -> None:
        if self._stepped and self._list is not None and self._list.current is not None:
            self._pick(self._list.current)
            self.typed_in.emit()

    def _pick(self, code: str) -> None:
        self._picked = code
        self._stepped = False
        self._shown = self._text_of(code)
        self.line.setText(self._shown)


class ChoicesEditor(_ListEditor):
    """Several of a list, in the list's order; Space or a click ticks, Enter on what is typed ticks it too."""

    CHECKS = True

    def __init__(self, options: Sequence[Option], codes: Sequence[str], *, open_ended: bool = False) -> None:
        super().__init__(options, open_ended=open_ended)
        self._before = list(codes)
        self._codes = list(codes)
        self._add_words(codes)
        self._show_codes()

    def changed(self) -> bool:
        return self._codes != self._before or bool(self.line.text().strip())

    def value(self) -> object:
        self._take_typed()
        return self._ordered() or None

    def saved(self) -> None:
        self._before = list(self._codes)

    def draft(self) -> Any:
        return (tuple(self._codes), self.line.text())

    def load_draft(self, draft: Any) -> None:
        codes, typed = draft
        self._add_words(codes)
        self._codes = list(codes)
        self._show_codes()
        self.line.setText(typed)

    def close_panels(self) -> None:
        super().close_panels()
        self._show_codes()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.line and event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            nothing_typed = not self.line.text() and not self.line.composing
            if event.key() == Qt.Key.Key_Space and nothing_typed and self._list is not None:
                if self._list.current is not None:
                    self._toggle(self._list.current)
                return True
            if event.key() == Qt.Key.Key_Backspace and nothing_typed and self._codes:
                self._toggle(self._ordered()[-1])
                return True
        return super().eventFilter(watched, event)

    def _current(self) -> str | None:
        return self._list.current if self._list is not None else None

    def _mark(self) -> None:
        if self._list is not None:
            self._list.set_checked(self._codes)

    def _take(self) -> None:
        if not self.line.text().strip():
            self.entered.emit()
            return
        pointed = self._list.current if self._list is not None else None
        if pointed is not None and not self._names_several():
            self._toggle(pointed)
        else:
            try:
                self._take_typed()
            except UserError:
                self.entered.emit()
                return
        self.line.clear()
        self._open(self._options)
        self._mark()

    def _choose(self, code: str) -> None:
        self._toggle(code)
        self.line.clear()
        self.line.setFocus()

    def _toggle(self, code: str) -> None:
        if code in self._codes:
            self._codes.remove(code)
        else:
            self._codes.append(code)
        self._mark()
        self._show_codes()
        self.typed_in.emit()

    def _names_several(self) -> bool:
        return len([word for word in _BETWEEN.split(self.line.text().strip()) if word]) > 1

    def _take_typed(self) -> None:
        """Add what is still in the line: names of the list, or where it is open-ended words of one's own."""
        for word in [word for word in _BETWEEN.split(self.line.text().strip()) if word]:
            found = matching(self._options, word)
            same = [
                option for option in found if word_key(word) in map(word_key, (option.text, *option.words))
            ]
            if same or (found and not self._open_ended):
                code = (same or found)[0].code
            elif self._open_ended:
                code = word
                self._add_words([word])
            else:
                raise _unlisted(word)
            if code not in self._codes:
                self._codes.append(code)
        self.line.clear()
        self._mark()
        self._show_codes()

    def _add_words(self, codes: Sequence[str]) -> None:
        known = {option.code for option in self._options}
        self._options += [Option(code, code) for code in codes if code not in known]

    def _ordered(self) -> list[str]:
        return [option.code for option in self._options if option.code in self._codes]

    def _show_codes(self) -> None:
        names = [self._text_of(code) for code in self._ordered()]
        text = str(Text(", ", "、")).join(names)
        self.line.setPlaceholderText(text)
        self.line.setAccessibleDescription(text)


class RankedEditor(Editor):
    """Several in the user's own order: typed or chosen below, moved by dragging or Alt+Up and Alt+Down.

    ``reordered`` comes with every change of the order or of what is in it.
    """

    reordered = Signal()
    ROOMY = True
    INSET = 0

    def __init__(self, options: Sequence[Option], codes: Sequence[str]) -> None:
        super().__init__()
        self._options = list(options)
        self._before = list(codes)
        self.order = RankList()
        self.order.reordered.connect(self._reordered)
        self.order.installEventFilter(self)
        self.adding = ChoiceEditor([], None, open_ended=True)
        self.adding.entered.connect(self._add)
        self.adding.escaped.connect(self.escaped)
        self.adding.typed_in.connect(self.typed_in)
        self.column.addWidget(self.order)
        self.column.addWidget(self.adding)
        self.show_codes(codes)

    def codes(self) -> list[str]:
        return self.order.codes()

    def show_codes(self, codes: Sequence[str]) -> None:
        """Begin again with these."""
        self._before = list(codes)
        self._fill(codes)

    def set_options(self, options: Sequence[Option]) -> None:
        """Offer these, and call by their names what is listed: after another language was chosen."""
        self._options = list(options)
        self._fill(self.codes())

    def changed(self) -> bool:
        return self.codes() != self._before or bool(self.adding.line.text().strip())

    def value(self) -> object:
        self._take_typed()
        return self.codes() or None

    def saved(self) -> None:
        self._before = self.codes()

    def draft(self) -> Any:
        return (tuple(self.codes()), self.adding.line.text())

    def load_draft(self, draft: Any) -> None:
        codes, typed = draft
        self._fill(codes)
        self.adding.line.setText(typed)

    def start(self, typed: str, *, offer: bool) -> None:
        self.adding.start(typed, offer=offer)

    def stops(self) -> list[QWidget]:
        return [self.adding.line, self.order]

    def close_panels(self) -> None:
        self.adding.close_panels()

    def _fill(self, codes: Sequence[str]) -> None:
        self.order.show_codes(codes, {option.code: option.text for option in self._options})
        self._offer_rest()

    def _reordered(self) -> None:
        self._offer_rest()
        self.typed_in.emit()
        self.reordered.emit()

    def _offer_rest(self) -> None:
        chosen = set(self.codes())
        typed = self.adding.line.text()
        self.adding.offer([option for option in self._options if option.code not in chosen])
        self.adding.line.setText(typed)
        self.height_changed.emit()

    def _add(self) -> None:
        if not self.adding.line.text().strip():
            self.entered.emit()
            return
        self._take_typed()
        self.adding.start("", offer=True)

    def _take_typed(self) -> None:
        code = self.adding.value()
        self.adding.line.clear()
        if isinstance(code, str) and code not in self.codes():
            self._fill([*self.codes(), code])
            self.reordered.emit()
        else:
            self._offer_rest()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.order and event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self.entered.emit()
                return True
            if event.key() == Qt.Key.Key_Escape and not self.order.dragging:
                self.escaped.emit()
                return True
        return False
