"""The files of a person, client or purchase: a list with all that can be done with them, on a card or a panel.

Files come in by dialog, paste or drop, and are read in a worker; opening asks first, in place
(``attachment_question``). The list reads again when a change of the workbook touches its subject.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import (
    QCoreApplication,
    QEvent,
    QModelIndex,
    QObject,
    QPoint,
    QRectF,
    QStandardPaths,
    Qt,
    QUrl,
    Signal,
)
from PySide6.QtGui import QDesktopServices, QDropEvent, QKeyEvent, QPainter, QPaintEvent, QPen, QShowEvent
from PySide6.QtWidgets import QApplication, QFileDialog, QMenu, QVBoxLayout, QWidget

from keyaccount_desktop.exchange.file_kinds import FileKind
from keyaccount_desktop.exchange.opened_copies import OPENED, look_at, save_as
from keyaccount_desktop.language import Text, UserError
from keyaccount_desktop.ui import counts, icons, theme
from keyaccount_desktop.ui.attachment_list import SIDE, AttachmentModel, AttachmentView
from keyaccount_desktop.ui.attachment_question import OpenQuestion
from keyaccount_desktop.ui.incoming import Incoming, brings_something, incoming, pasted
from keyaccount_desktop.ui.operation import Job, Operation, Progress, show_done, show_error
from keyaccount_desktop.ui.scrolling import bring_into_view
from keyaccount_desktop.ui.widgets import Button, Card, Label
from keyaccount_desktop.workbook.attachments import (
    Attachment,
    Subject,
    Taken,
    attach,
    attachments_of,
    remove_attachments,
    rename_attachment,
    take_in_content,
    take_in_file,
)

if TYPE_CHECKING:
    from keyaccount_desktop.workbook.document import Workbook
    from keyaccount_desktop.workbook.journal import ChangeSet

NOTHING: Final = UserError(
    Text("The clipboard holds no file and no picture.", "剪贴板中没有文件或图片。"),
    Text("Copy a file, and paste again.", "请复制文件后再粘贴。"),
)


class Attachments(QWidget):
    """The files of the subject that ``show_subject`` names."""

    count_changed = Signal(int)

    def __init__(self, workbook: Workbook) -> None:
        super().__init__()
        self._workbook = workbook
        self._subject: Subject | None = None
        self._stale = False
        self.model = AttachmentModel(self)
        self.model.editable = not workbook.read_only
        self.model.rename_wanted.connect(self._rename)
        self.view = AttachmentView()
        self.view.setModel(self.model)
        self.view.opened.connect(lambda index: self.ask(self.model.file_at(index)))
        self.view.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.view.customContextMenuRequested.connect(self._context_menu)
        self.question = OpenQuestion()
        self.question.open_wanted.connect(self._open)
        self.question.save_wanted.connect(self._save_asked)
        self.question.given_up.connect(self._end_question)
        self._none = Label("", "faint")
        self.add = Button("", "quiet", icon="attach")
        self.add.clicked.connect(self.choose)
        if workbook.read_only:
            self.add.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.GRID)
        column.addWidget(self.view)
        # A row's ground reaches beyond its words, which are in line with everything else.
        below = QVBoxLayout()
        below.setContentsMargins(SIDE, 0, SIDE, 0)
        below.setSpacing(theme.GRID)
        below.addWidget(self.question)
        below.addWidget(self._none)
        column.addLayout(below)
        column.addWidget(self.add, 0, Qt.AlignmentFlag.AlignLeft)
        self._unsubscribe = workbook.subscribe(self._workbook_changed)
        self._retranslate()

    # ---- what it shows

    def show_subject(self, kind: str, id_: str) -> None:
        """Show the files of a person, client or purchase."""
        if self._subject != (kind, id_):
            self._subject = (kind, id_)
            self._end_question()
        self._read()

    @property
    def files(self) -> list[Attachment]:
        return self.model.files

    def selected(self) -> list[Attachment]:
        """The chosen files, from above; else the one the keyboard stands on."""
        chosen = self.view.selectedIndexes() or [self.view.currentIndex()]
        return [
            self.model.file_at(index)
            for index in sorted(chosen, key=lambda index: index.row())
            if index.isValid()
        ]

    def stops(self) -> list[QWidget]:
        """What the Tab key goes through, from above; what is hidden at the moment it passes over."""
        return [self.view, *self.question.buttons, self.add]

    def release(self) -> None:
        """Listen no more."""
        self._unsubscribe()

    def _read(self) -> None:
        self._stale = False
        if self._subject is None:
            return
        current = self.view.currentIndex()
        before = self.model.file_at(current).id if current.isValid() else None
        row = current.row()
        typing = self.view.isAncestorOf(QApplication.focusWidget() or self)
        self.model.show_files(attachments_of(self._workbook, self._subject))
        if typing:
            self.view.setFocus(Qt.FocusReason.OtherFocusReason)  # the line for the name has gone
        self.view.fit()
        count = self.model.rowCount()
        if count and before is not None:
            found = self.model.row_of(before)
            self.view.select_row(found if found is not None else min(row, count - 1))
        if self.question.file is not None and self.model.row_of(self.question.file.id) is None:
            self._end_question()
        self._none.setVisible(not count and self._workbook.read_only)
        self.count_changed.emit(count)

    def _workbook_changed(self, change: ChangeSet) -> None:
        if self._subject is None:
            return
        kind, id_ = self._subject
        if change.kind != "reloaded" and id_ not in change.values("attachment", f"{kind}_id"):
            return
        if self.isVisible():
            self._read()
        else:
            self._stale = True

    def showEvent(self, event: QShowEvent) -> None:
        if self._stale:
            self._read()
        super().showEvent(event)

    # ---- adding

    def choose(self) -> None:
        """Ask for files to attach."""
        if self._refused():
            return
        documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        dialog = QFileDialog(self.window(), self.tr("Attach files"), documents)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        dialog.filesSelected.connect(lambda chosen: self.take(Incoming(tuple(map(Path, chosen)))))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def paste(self) -> None:
        """Attach the copied files or the picture that the clipboard holds."""
        found = pasted()
        if found:
            self.take(found)
        else:
            show_error(self, NOTHING)

    def take(self, found: Incoming) -> None:
        """Read what came in, in a worker, and attach it as one step of undo."""
        subject, workbook = self._subject, self._workbook
        if subject is None or not found or self._refused():
            return
        pasted_name = self.tr("Picture {time}").format(time=datetime.now().strftime("%Y-%m-%d %H.%M.%S"))

        def read(progress: Progress) -> tuple[list[Taken], list[UserError]]:
            if found.picture is not None:
                return [take_in_content(workbook, f"{pasted_name}.png", found.picture())], []
            return _read_files(workbook, found.paths, progress)

        # The window is the origin: this list may be gone before a large file is read.
        window = self.window()
        Job(
            window,
            self.tr("Attaching files"),
            read,
            then=lambda read: _attach(window, workbook, subject, *read),
        ).start()

    def _refused(self) -> bool:
        """Say so where nothing may be changed."""
        refusal = self._workbook.refusal
        if refusal is not None:
            show_error(self, refusal)
        return refusal is not None

    # ---- opening and saving

    def ask(self, file: Attachment) -> None:
        """Look into a file, then ask whether to open it."""

        def show(kind: FileKind) -> None:
            if self.model.row_of(file.id) is not None:
                self.question.ask(file, kind)
                bring_into_view(self.question)

        Job(self, self.tr("Looking at the file"), lambda _: look_at(self._workbook, file), then=show).start()

    def _open(self) -> None:
        file = self.question.file
        if file is None:
            return
        self._end_question()

        def opened(path: Path) -> None:
            if not QDesktopServices.openUrl(QUrl.fromLocalFile(str(path))):
                show_error(
                    self,
                    UserError(
                        Text("No program opens “{name}”.", "没有能打开“{name}”的程序。").format(
                            name=file.name
                        ),
                        Text("Install one, or save the file elsewhere.", "请安装相应程序，或另存该文件。"),
                    ),
                )

        Job(
            self,
            self.tr("Opening the file"),
            lambda progress: OPENED.make(self._workbook, file, progress.step),
            then=opened,
        ).start()

    def _save_asked(self) -> None:
        if (file := self.question.file) is not None:
            self._end_question()
            self.save(file)

    def save(self, file: Attachment) -> None:
        """Ask where to, and save the file there."""
        documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        dialog = QFileDialog(self.window(), self.tr("Save the file"), documents)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.selectFile(file.name)
        dialog.fileSelected.connect(lambda chosen: self._save_to(file, Path(chosen)))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _save_to(self, file: Attachment, target: Path) -> None:
        def saved(_: None) -> None:
            folder = QUrl.fromLocalFile(str(target.parent))
            show_done(
                self,
                self.tr("Saved {path}").format(path=target),
                self.tr("Show folder"),
                lambda: QDesktopServices.openUrl(folder),
            )

        Job(
            self,
            self.tr("Saving the file"),
            lambda progress: save_as(self._workbook, file, target, progress.step),
            then=saved,
        ).start()

    def _end_question(self) -> None:
        had_keyboard = self.question.isAncestorOf(QApplication.focusWidget() or self)
        self.question.hide()
        if had_keyboard and not self.view.isHidden():
            self.view.setFocus(Qt.FocusReason.PopupFocusReason)

    # ---- renaming and removing

    def _rename(self, id_: str, typed: str) -> None:
        Operation(self, lambda: rename_attachment(self._workbook, id_, typed)).run()

    def remove(self) -> None:
        """Remove the chosen files and offer Undo."""
        files = self.selected()
        if not files or self._refused():
            return

        def removed(_: None) -> None:
            what = f"“{files[0].name}”" if len(files) == 1 else counts.attachments(len(files))
            show_done(
                self,
                self.tr("Removed {what}").format(what=what),
                self.tr("Undo"),
                lambda: Operation(self, self._workbook.undo).run(),
            )

        Operation(
            self, lambda: remove_attachments(self._workbook, [file.id for file in files]), then=removed
        ).run()

    # ---- the Edit menu, keys and mouse

    def edits_here(self) -> bool:
        return True

    def edit_command(self, name: str) -> bool:
        """What the Edit menu asks of the list: whether it does that."""
        if name == "paste":
            self.paste()
        elif name == "delete":
            self.remove()
        elif name == "rename" and self.view.currentIndex().isValid():
            self.view.edit(self.view.currentIndex())
        else:
            return False
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Delete and self.view.hasFocus():
            self.remove()
        else:
            super().keyPressEvent(event)

    def _context_menu(self, point: QPoint) -> None:
        index: QModelIndex = self.view.indexAt(point)
        if not index.isValid():
            return
        file = self.model.file_at(index)
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(self.tr("Open…"), lambda: self.ask(file))
        menu.addAction(self.tr("Save as…"), lambda: self.save(file))
        menu.addSeparator()
        for action in (
            menu.addAction(icons.icon("edit"), self.tr("Rename"), lambda: self.edit_command("rename")),
            menu.addAction(icons.icon("trash"), self.tr("Remove"), self.remove),
        ):
            action.setEnabled(not self._workbook.read_only)
        menu.popup(self.view.viewport().mapToGlobal(point))

    # ---- words

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
            self.view.viewport().update()
        super().changeEvent(event)

    def _retranslate(self) -> None:
        self.add.setText(self.tr("Attach a file…"))
        self.add.setToolTip(self.tr("Or drop files here, or paste copied ones"))
        self.view.setAccessibleName(self.tr("Attachments"))
        self._none.setText(self.tr("None yet"))


def _read_files(
    workbook: Workbook, paths: Sequence[Path], progress: Progress
) -> tuple[list[Taken], list[UserError]]:
    """In a worker: what could be read, and why the rest could not."""
    taken: list[Taken] = []
    refused: list[UserError] = []
    for number, path in enumerate(paths):

        def step(done: int, size: int, before: int = number) -> None:
            progress.step(before * 1000 + done * 1000 // size, len(paths) * 1000)

        try:
            taken.append(take_in_file(workbook, path, step))
        except UserError as error:
            refused.append(error)
    return taken, refused


def _attach(
    window: QWidget,
    workbook: Workbook,
    subject: Subject,
    taken: Sequence[Taken],
    refused: Sequence[UserError],
) -> None:
    """Attach what was read, and say what was done and what was not."""
    before = {file.id for file in attachments_of(workbook, subject)}
    made: list[str] = []
    if taken and not Operation(window, lambda: attach(workbook, subject, taken), then=made.extend).run():
        return
    new = [id_ for id_ in made if id_ not in before]
    if refused:
        show_error(window, _refusal(refused, len(new)))
    elif new:
        what = f"“{taken[0].name}”" if len(new) == 1 else counts.attachments(len(new))
        words = QCoreApplication.translate("Attachments", "Attached {what}").format(what=what)
        undo = QCoreApplication.translate("Attachments", "Undo")
        show_done(window, words, undo, lambda: Operation(window, workbook.undo).run())
    else:
        show_done(window, QCoreApplication.translate("Attachments", "It is attached already"))


def _refusal(refused: Sequence[UserError], others: int) -> UserError:
    first = refused[0]
    message, hint = first.message, first.hint
    if len(refused) > 1:
        message = Text("{message} {n} more could not be attached.", "{message}另有 {n} 个无法添加。").format(
            message=message, n=len(refused) - 1
        )
    if others:
        hint = Text("{hint} The others are attached.", "{hint}其余已添加。").format(hint=hint)
    return UserError(message, hint)


class DropZone(QObject):
    """Lets files and pictures be dropped anywhere on a widget; ``target`` takes them and shows it."""

    def __init__(self, widget: QWidget, target: AttachmentsCard) -> None:
        super().__init__(widget)
        self._target = target
        widget.setAcceptDrops(True)
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if kind in (QEvent.Type.DragEnter, QEvent.Type.DragMove) and isinstance(event, QDropEvent):
            if not brings_something(event.mimeData()) or not self._target.takes_drops:
                return False
            event.setDropAction(Qt.DropAction.CopyAction)
            event.accept()
            self._target.aim(True)
            return True
        if kind == QEvent.Type.DragLeave:
            self._target.aim(False)
        elif kind == QEvent.Type.Drop and isinstance(event, QDropEvent):
            self._target.aim(False)
            event.setDropAction(Qt.DropAction.CopyAction)
            event.accept()
            self._target.list.take(incoming(event.mimeData()))
            return True
        return False


class AttachmentsCard(Card):
    """The list on a card, with its number in the title."""

    def __init__(self, workbook: Workbook) -> None:
        super().__init__("", spacing=theme.GRID)
        margins = self.column.contentsMargins()
        self.column.setContentsMargins(
            margins.left() - SIDE, margins.top(), margins.right() - SIDE, margins.bottom() - SIDE
        )
        if self.title is not None:
            self.title.setContentsMargins(SIDE, 0, SIDE, 0)
        self._aimed_at = False
        self.takes_drops = not workbook.read_only
        self.list = Attachments(workbook)
        self.list.count_changed.connect(self._show_count)
        self.column.addWidget(self.list)
        DropZone(self, self)
        self._show_count(0)

    def show_subject(self, kind: str, id_: str) -> None:
        """Show the files of a person, client or purchase."""
        self.list.show_subject(kind, id_)

    def aim(self, on: bool) -> None:
        """Show that what is being dragged would land here."""
        self._aimed_at = on
        self.update()

    def _show_count(self, count: int) -> None:
        if self.title is not None:
            self.title.set_texts(self.tr("Attachments"), str(count) if count else "")

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self._show_count(len(self.list.files))
        super().changeEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._aimed_at:
            painter = QPainter(self)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(theme.current().colour("accent"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 8, 8)
