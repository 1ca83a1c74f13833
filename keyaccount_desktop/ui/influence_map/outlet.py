"""How the map that is shown goes out of the window: preview and paper, files, clipboard, the meeting pack.

The map's page owns one ``MapOutlet`` and connects toolbar and menus to it. What goes out is what is shown, a
review or a what-if by its title; each time it is noted in the workbook.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import QFileDialog, QWidget

from keyaccount_desktop.exchange.atomic import file_name
from keyaccount_desktop.exchange.map_output import Output
from keyaccount_desktop.ui.operation import Operation, show_done

if TYPE_CHECKING:
    from keyaccount_desktop.workbook.document import Workbook
    from keyaccount_desktop.workbook.maps import InfluenceMap


class MapOutlet(QObject):
    """Prints, exports and copies the map of a page, as the choices of its toolbar say."""

    def __init__(
        self,
        page: QWidget,
        view: QWidget,
        workbook: Workbook,
        shown: Callable[[], tuple[InfluenceMap | None, str]],
        output: Callable[[], Output],
    ) -> None:
        """``shown`` gives the map, and the title of what it is if it is not the live one."""
        super().__init__(page)
        self._page = page
        self._workbook = workbook
        self._asked = shown
        self._output = output
        copy = QShortcut(QKeySequence(QKeySequence.StandardKey.Copy), view)
        copy.setContext(Qt.ShortcutContext.WidgetShortcut)
        copy.activated.connect(self.copy)

    @property
    def _shown(self) -> InfluenceMap | None:
        influence_map, title = self._asked()
        if influence_map is None or not title:
            return influence_map
        return replace(influence_map, purchase=f"{influence_map.purchase} · {title}")

    def do(self, action: str) -> bool:
        """Do one of the actions of the menus; False if it is none of these."""
        command = {"print_map": self.print, "map_pack": self.pack, "map_copy": self.copy}.get(action)
        if command is not None:
            command()
        return command is not None

    def print(self) -> None:
        """Preview, then paper."""
        if (shown := self._shown) is not None:
            from keyaccount_desktop.ui.influence_map.preview import preview_map

            preview_map(self._page, self._workbook, shown, self._output())

    def pack(self) -> None:
        """The meeting pack: preview, then paper or a PDF. Always of the live purchase."""
        influence_map, _ = self._asked()
        if influence_map is not None:
            from keyaccount_desktop.ui.pack_print import preview_pack

            preview_pack(self._page, self._workbook, influence_map.purchase_id, self._output())

    def export(self, kind: str, scale: float) -> None:
        """Ask where to, and write the map there; ``scale`` is for pictures."""
        shown = self._shown
        if shown is None:
            return
        kinds = {
            "pdf": self.tr("PDF document"),
            "svg": self.tr("SVG drawing"),
            "png": self.tr("PNG picture"),
            "pptx": self.tr("PowerPoint presentation"),
        }
        proposed = str(self._workbook.path.with_name(f"{file_name(shown.purchase)}.{kind}"))
        path, _ = QFileDialog.getSaveFileName(
            self._page, self.tr("Export the map"), proposed, f"{kinds[kind]} (*.{kind})"
        )
        if path:
            self.write(Path(path if path.lower().endswith(f".{kind}") else f"{path}.{kind}"), scale)

    def write(self, path: Path, scale: float = 2.0) -> None:
        """Write the shown map to a file, and say so."""
        shown, output = self._shown, self._output()
        if shown is None:
            return

        def write() -> tuple[int, int] | None:
            from keyaccount_desktop.ui.influence_map.print import export_map

            check_private(self._workbook, shown, output)
            kind, folder = f"map {path.suffix.lower()[1:]}", path.resolve().parent
            return export_map(
                shown,
                path,
                output,
                scale=scale,
                note=lambda: note(self._workbook, kind, folder, shown, output),
            )

        def written(size: tuple[int, int] | None) -> None:
            said = self.tr("Exported {name}").format(name=path.name)
            if size is not None:
                said = self.tr("Exported {name}: {width} × {height} pixels").format(
                    name=path.name, width=f"{size[0]:,}", height=f"{size[1]:,}"
                )
            show_done(
                self._page,
                said,
                self.tr("Open"),
                lambda: QDesktopServices.openUrl(QUrl.fromLocalFile(str(path))),
            )

        Operation(self._page, write, slow=True, then=written).run()

    def copy(self) -> None:
        """Put a picture of the map on the clipboard."""
        shown, output = self._shown, self._output()
        if shown is None:
            return

        def copy() -> None:
            from keyaccount_desktop.ui.influence_map.print import map_picture_data

            check_private(self._workbook, shown, output)
            copied = map_picture_data(shown, output)
            note(self._workbook, "map copy", "", shown, output)
            QGuiApplication.clipboard().setMimeData(copied)

        if Operation(self._page, copy, slow=True).run():
            show_done(self._page, self.tr("The map is on the clipboard as a picture"))


def check_private(workbook: Workbook, influence_map: InfluenceMap, output: Output) -> None:
    """Refuse to let out what is private where that cannot be noted. Raises UserError."""
    from keyaccount_desktop.workbook.export_log import check_private_export

    if output.private_fields(influence_map):
        check_private_export(workbook)


def note(
    workbook: Workbook, kind: str, folder: Path | str, influence_map: InfluenceMap, output: Output
) -> None:
    """Note in the workbook that a map went out; a workbook that cannot be written to notes nothing."""
    from keyaccount_desktop.exchange.map_output import people_on
    from keyaccount_desktop.workbook.export_log import record_export

    if not workbook.read_only:
        record_export(workbook, kind, folder, people_on(influence_map), output.private_fields(influence_map))
