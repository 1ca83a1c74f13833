"""The dialog before cards go out: whose, with private fields or without, and what that means.

The file is written by ``exchange.cards`` in a worker, with progress; afterwards the export is logged in the
workbook and the message bar offers the folder.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from keyaccount_desktop.exchange.atomic import file_name
from keyaccount_desktop.exchange.map_output import Output
from keyaccount_desktop.language import UserError
from keyaccount_desktop.method import catalogue
from keyaccount_desktop.ui import counts, theme
from keyaccount_desktop.ui.operation import Job, Operation, Progress, show_done
from keyaccount_desktop.ui.widgets import Button, Label, SectionTitle
from keyaccount_desktop.workbook.accounts import account
from keyaccount_desktop.workbook.export_log import check_private_export, record_export
from keyaccount_desktop.workbook.maps import influence_map
from keyaccount_desktop.workbook.people import all_people, people_of, person_cards
from keyaccount_desktop.workbook.purchases import purchases_of

if TYPE_CHECKING:
    from keyaccount_desktop.workbook.document import Workbook

SUFFIX: Final = ".xlsx"
_LOOKED_AT: Final = 300
"""People up to which the private fields are named one by one; above, all that could be."""


class ExportCardsDialog(QDialog):
    """Whose cards, and with what; then where to."""

    def __init__(
        self, workbook: Workbook, account_id: str | None, person_id: str | None, window: QWidget
    ) -> None:
        super().__init__(window)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Export cards"))
        self._workbook = workbook
        self._window = window
        self._group = QButtonGroup(self)
        self._scopes: list[dict[str, Any]] = []
        self._scope_names: list[str] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 20, 20, 16)
        column.setSpacing(2 * theme.GRID)
        column.addWidget(SectionTitle(self.tr("Whose cards?")))
        for text, name, scope in self._choices(account_id, person_id):
            radio = QRadioButton(text)
            self._group.addButton(radio, len(self._scopes))
            self._scopes.append(scope)
            self._scope_names.append(name)
            column.addWidget(radio, 0, Qt.AlignmentFlag.AlignLeft)
        self._group.button(0).setChecked(True)
        self._group.idClicked.connect(self._show_private)
        column.addSpacing(2 * theme.GRID)
        self.private = QCheckBox(self.tr("With private fields"))
        self.private.toggled.connect(self._show_private)
        self._fields = Label("", "hint", wrap=True)
        column.addWidget(self.private)
        column.addWidget(self._fields)
        column.addSpacing(2 * theme.GRID)
        save = Button(self.tr("Export…"), "primary")
        save.setDefault(True)
        save.clicked.connect(self._export)
        cancel = Button(self.tr("Cancel"))
        cancel.clicked.connect(self.reject)
        buttons = QHBoxLayout()
        buttons.setSpacing(2 * theme.GRID)
        buttons.addStretch(1)
        buttons.addWidget(cancel)
        buttons.addWidget(save)
        column.addLayout(buttons)
        self.setMinimumWidth(theme.current().px(440))
        self._show_private()

    def _choices(
        self, account_id: str | None, person_id: str | None
    ) -> list[tuple[str, str, dict[str, Any]]]:
        """What can be exported from here, the nearest first: words, name of the file, what to write."""
        found: list[tuple[str, str, dict[str, Any]]] = []
        if person_id is not None:
            (card,) = person_cards(self._workbook, [person_id])
            only = self.tr("Only {name}").format(name=card.name)
            found.append((only, card.name, {"person_ids": [person_id]}))
        if account_id is not None:
            client = account(self._workbook, account_id)
            text = self.tr("{client}: {people}").format(
                client=client.name, people=counts.people(client.people)
            )
            found.append((text, client.name, {"account_id": account_id}))
        everyone = len(all_people(self._workbook))
        whole = self.tr("The whole workbook: {people}").format(people=counts.people(everyone))
        found.append((whole, self._workbook.path.stem, {}))
        return found

    @property
    def _scope(self) -> dict[str, Any]:
        return self._scopes[self._group.checkedId()]

    def _ids(self) -> list[str]:
        if "person_ids" in self._scope:
            return list(self._scope["person_ids"])
        if "account_id" in self._scope:
            return [row.id for row in people_of(self._workbook, self._scope["account_id"])]
        return [id_ for id_, _, _ in all_people(self._workbook)]

    def _show_private(self) -> None:
        """Say what private fields are, and which of them would go out."""
        if not self.private.isChecked():
            self._fields.set_role("hint")
            self._fields.setText(
                self.tr("Family, birthday, private contacts, coach and the like are left out of the file.")
            )
            return
        ids = self._ids()
        if len(ids) <= _LOOKED_AT:
            keys = {
                key
                for card in person_cards(self._workbook, ids)
                for facts in (card.facts, *(stake.facts for stake in card.stakes))
                for key, entries in facts.items()
                if (field := self._workbook.catalogue.fields.get(key)) is not None
                and any(catalogue.is_sensitive(field, entry.value) for entry in entries)
            }
        else:
            keys = {
                field.key
                for field in self._workbook.catalogue.fields.values()
                if catalogue.is_sensitive(field)
            }
        names = [str(field.text) for key, field in self._workbook.catalogue.fields.items() if key in keys]
        self._fields.set_role("warning")
        self._fields.setText(
            self.tr(
                "{people}; these private fields go out: {fields}. The export is noted in the workbook."
            ).format(people=counts.people(len(ids)), fields=counts.joined(names) or self.tr("none"))
        )

    def _export(self) -> None:
        private = self.private.isChecked()
        if private and not Operation(self._window, lambda: check_private_export(self._workbook)).run():
            self.reject()
            return
        name = self.tr("{name} cards").format(name=file_name(self._scope_names[self._group.checkedId()]))
        proposed = self._workbook.path.with_name(f"{name}{SUFFIX}")
        kinds = self.tr("Excel workbooks (*{suffix})").format(suffix=SUFFIX)
        dialog = QFileDialog(self, self.tr("Export cards"), str(proposed.parent), kinds)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix(SUFFIX[1:])
        dialog.selectFile(proposed.name)
        dialog.fileSelected.connect(lambda chosen: self._write(Path(chosen), private))
        dialog.open()

    def _write(self, path: Path, private: bool) -> None:
        workbook, window, scope = self._workbook, self._window, self._scope
        pictures = None
        if "person_ids" not in scope:
            pictures = self._map_pictures(scope.get("account_id"), private)
        title = self.tr("Exporting cards")
        done, cut, show = (
            self.tr("{cards} in {file}"),
            self.tr("Texts that were cut: {n}"),
            self.tr("Show folder"),
        )

        def write(progress: Progress) -> Any:
            from keyaccount_desktop.exchange.cards import write_cards

            return write_cards(
                workbook, path, private=private, map_png=pictures, progress=progress.step, log=False, **scope
            )

        def written(report: Any) -> None:
            if not workbook.read_only:
                Operation(
                    window,
                    lambda: record_export(
                        workbook, "cards", path.resolve().parent, report.people, report.private_fields
                    ),
                ).run()
            message = done.format(cards=counts.cards(report.people), file=path.name)
            hint = cut.format(n=len(report.cut)) if report.cut else ""
            folder = QUrl.fromLocalFile(str(path.parent))
            show_done(window, message, show, lambda: QDesktopServices.openUrl(folder), hint)

        Job(window, title, write, then=written).start()
        self.accept()

    def _map_pictures(self, account_id: str | None, private: bool) -> list[tuple[str, bytes]]:
        """A picture of each map, drawn here because drawing text needs the window's thread."""
        from keyaccount_desktop.ui.influence_map.print import map_png

        pictures = []
        for purchase in purchases_of(self._workbook, account_id):
            try:
                found = influence_map(self._workbook, purchase.id)
            except UserError:
                continue  # gone since the list was read
            if any(card.placed for card in found.cards):
                pictures.append((found.purchase, map_png(found, Output(ties=private))))
        return pictures
