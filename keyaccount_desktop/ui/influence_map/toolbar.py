"""The line above the map: which purchase, arranging, zoom, paper and files."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QAction, QActionGroup, QKeyEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QMenu, QSizePolicy, QStackedWidget, QWidget

from keyaccount_desktop.exchange.map_output import Output
from keyaccount_desktop.ui import theme
from keyaccount_desktop.ui.widgets import Button, IconButton


class NameLine(QLineEdit):
    """Where a purchase is named; Esc gives up."""

    given_up = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.given_up.emit()
            return
        super().keyPressEvent(event)


class MapToolbar(QWidget):
    """Asks by signals; does nothing itself."""

    purchase_chosen = Signal(str)
    purchase_named = Signal(str)
    purchase_renamed = Signal(str)
    purchase_deleted = Signal()
    arranged = Signal()
    layout_switched = Signal()
    zoomed_in = Signal()
    zoomed_out = Signal()
    zoom_reset = Signal()
    fitted = Signal()
    printed = Signal()
    exported = Signal(str, float)
    """The ending of the file, and for a PNG its pixels per map unit."""
    copied = Signal()
    pack_wanted = Signal()
    remarked = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.output = Output()
        self._renaming = False
        self._shown = ""
        self.said = ""
        """What was remarked last, and still holds."""
        self.purchases = QComboBox()
        self.purchases.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.purchases.setMaximumWidth(360)
        self.purchases.activated.connect(
            lambda index: self.purchase_chosen.emit(self.purchases.itemData(index))
        )
        self.name = NameLine()
        self.name.setMaxLength(200)
        self.name.returnPressed.connect(self._named)
        self.name.given_up.connect(self._stop_naming)
        self._switcher = QStackedWidget()
        self._switcher.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._switcher.addWidget(self.purchases)
        self._switcher.addWidget(self.name)
        self.add = IconButton("plus")
        self.add.clicked.connect(self.name_purchase)
        self.more = IconButton("more")
        self._more_menu = QMenu(self.more)
        self._rename = self._more_menu.addAction("")
        self._rename.triggered.connect(self.rename_purchase)
        self._delete = self._more_menu.addAction("")
        self._delete.triggered.connect(lambda _checked=False: self.purchase_deleted.emit())
        self.more.setMenu(self._more_menu)
        self.more.setPopupMode(self.more.ToolButtonPopupMode.InstantPopup)
        self.arrange = Button("", icon="arrange")
        self.arrange.clicked.connect(self.arranged)
        self.free = IconButton("free")
        self.free.setCheckable(True)
        self.free.clicked.connect(self.layout_switched)
        self.zoom_out = IconButton("minus")
        self.zoom_out.clicked.connect(self.zoomed_out)
        self.zoom = Button("100%", "quiet")
        self.zoom.clicked.connect(self.zoom_reset)
        self.zoom_in = IconButton("plus")
        self.zoom_in.clicked.connect(self.zoomed_in)
        self.fit = IconButton("fit")
        self.fit.clicked.connect(self.fitted)
        self.print = Button("", icon="print")
        self.export = Button("", icon="export")
        self._fill_menus()
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.PAD, 8, theme.PAD, 8)
        row.setSpacing(theme.GRID)
        row.addWidget(self._switcher)
        row.addWidget(self.add)
        row.addWidget(self.more)
        row.addStretch(1)
        row.addWidget(self.arrange)
        row.addWidget(self.free)
        for control in (
            self.zoom_out,
            self.zoom,
            self.zoom_in,
            self.fit,
            self.print,
            self.export,
        ):
            row.addWidget(control)
        theme.current().changed.connect(self._widen_zoom)
        self.retranslate()
        self._widen_zoom()

    def _fill_menus(self) -> None:
        """Printing and exporting; how the map then looks is one choice, which both menus show."""
        printing, exporting = QMenu(self.print), QMenu(self.export)
        self.preview = printing.addAction("")
        self.preview.triggered.connect(lambda _checked=False: self.printed.emit())
        printing.setDefaultAction(self.preview)
        self.pack = printing.addAction("")
        self.pack.triggered.connect(lambda _checked=False: self.pack_wanted.emit())
        self._kinds = {kind: exporting.addAction("") for kind in ("pdf", "pptx", "svg")}
        for kind, action in self._kinds.items():
            action.triggered.connect(lambda _checked=False, kind=kind: self.exported.emit(kind, 1.0))
        self._png = exporting.addMenu("")
        self._sizes = {scale: self._png.addAction("") for scale in (1, 2, 4)}
        for scale, action in self._sizes.items():
            action.triggered.connect(lambda _checked=False, scale=scale: self.exported.emit("png", scale))
        self.copy = exporting.addAction("")
        self.copy.triggered.connect(lambda _checked=False: self.copied.emit())
        papers = QActionGroup(self)
        self._papers = {paper: QAction(paper, papers) for paper in ("A4", "A3")}
        for paper, action in self._papers.items():
            action.setCheckable(True)
            action.setChecked(paper == self.output.paper)
            action.triggered.connect(lambda _checked=False, paper=paper: self._set(paper=paper))
        self._mono = QAction("", self)
        self._mono.setCheckable(True)
        self._mono.toggled.connect(lambda checked: self._set(mono=checked))
        self._coach = QAction("", self)
        self._coach.setCheckable(True)
        self._coach.toggled.connect(lambda checked: self._set(coach=checked))
        self._ties = QAction("", self)
        self._ties.setCheckable(True)
        self._ties.toggled.connect(lambda checked: self._set(ties=checked))
        for menu in (printing, exporting):
            menu.addSeparator()
            menu.addActions(list(self._papers.values()))
            menu.addSeparator()
            menu.addActions([self._mono, self._coach, self._ties])
        self.print.setMenu(printing)
        self.export.setMenu(exporting)

    def _set(self, **choice: object) -> None:
        self.output = replace(self.output, **choice)  # type: ignore[arg-type]

    # Purchases.

    def show_purchases(self, purchases: Sequence[tuple[str, str]], current: str) -> None:
        """The purchases on offer, by id and name, and the one that is shown."""
        self.purchases.blockSignals(True)
        self.purchases.clear()
        for id_, name in purchases:
            self.purchases.addItem(name, id_)
        self.purchases.setCurrentIndex(max(self.purchases.findData(current), 0))
        self.purchases.blockSignals(False)
        if current != self._shown:
            self._shown = current
            # Coach and ties are private: whoever wants them on paper asks for it each time.
            self._coach.setChecked(False)
            self._ties.setChecked(False)
            self._stop_naming()
        for control in (
            self.purchases, self.more, self.arrange, self.free, self.zoom_in, self.zoom, self.zoom_out, self.fit,
            self.print, self.export,
        ):  # fmt: skip
            control.setVisible(bool(current))

    def set_writable(self, writable: bool) -> None:
        for control in (self.add, self.arrange, self.free):
            control.setEnabled(writable)
        for action in (self._rename, self._delete):
            action.setEnabled(writable)

    def name_purchase(self) -> None:
        """Let the user type the name of a new purchase."""
        self._renaming = False
        self._start_naming("")

    def rename_purchase(self) -> None:
        self._renaming = True
        self._start_naming(self.purchases.currentText())

    def _start_naming(self, name: str) -> None:
        self.name.setText(name)
        self.name.selectAll()
        self.name.setMinimumWidth(theme.current().px(260))
        self._switcher.setCurrentWidget(self.name)
        self._switcher.show()
        self.name.setFocus(Qt.FocusReason.OtherFocusReason)

    def _stop_naming(self) -> None:
        self._switcher.setCurrentWidget(self.purchases)
        self._switcher.setVisible(bool(self._shown))

    def _named(self) -> None:
        name = self.name.text().strip()
        self._stop_naming()
        if name:
            (self.purchase_renamed if self._renaming else self.purchase_named).emit(name)

    # What is shown.

    def say(self, text: str) -> None:
        """A short remark on what has just been done or would be done; whoever listens shows it."""
        self.said = text
        self.remarked.emit(text)

    def show_layout(self, layout: str) -> None:
        """Say which layout is on."""
        self.free.setChecked(layout == "free")

    def _widen_zoom(self) -> None:
        """Room for every figure, so that the buttons do not wander while one zooms."""
        shown = self.zoom.text()
        self.zoom.setText("400%")
        self.zoom.setFixedWidth(self.zoom.sizeHint().width())
        self.zoom.setText(shown)

    def show_zoom(self, zoom: float) -> None:
        self.zoom.setText(f"{round(zoom * 100)}%")

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.say("")
            self.retranslate()
        super().changeEvent(event)

    def retranslate(self) -> None:
        self.purchases.setAccessibleName(self.tr("Purchase"))
        self.purchases.setToolTip(self.tr("Whose map is shown"))
        self.name.setPlaceholderText(self.tr("Name of the purchase"))
        self.name.setAccessibleName(self.tr("Name of the purchase"))
        self.add.set_name(self.tr("New purchase"))
        self.more.set_name(self.tr("More about this purchase"))
        self._rename.setText(self.tr("Rename purchase"))
        self._delete.setText(self.tr("Delete purchase with its map"))
        self.arrange.setText(self.tr("Arrange"))
        self.arrange.setToolTip(self.tr("Put the cards in order; lanes and pinned cards stay (F8)"))
        self.free.set_name(self.tr("Free layout, without lanes (Ctrl+Shift+F)"))
        self.zoom_out.set_name(self.tr("Zoom out (Ctrl+−)"))
        self.zoom.setToolTip(self.tr("Natural size (Ctrl+0)"))
        self.zoom_in.set_name(self.tr("Zoom in (Ctrl++)"))
        self.fit.set_name(self.tr("Fit to window (Ctrl+9)"))
        self.print.setText(self.tr("Print"))
        self.preview.setText(self.tr("Preview and print…"))
        self.export.setText(self.tr("Export"))
        self.pack.setText(self.tr("Meeting pack…"))
        self._kinds["pdf"].setText(self.tr("PDF document…"))
        self._kinds["pptx"].setText(self.tr("PowerPoint slide…"))
        self._kinds["svg"].setText(self.tr("SVG drawing…"))
        self._png.setTitle(self.tr("PNG picture"))
        self._sizes[1].setText(self.tr("Small, as on the screen…"))
        self._sizes[2].setText(self.tr("Medium, for documents…"))
        self._sizes[4].setText(self.tr("Large, for posters…"))
        self.copy.setText(self.tr("Copy as picture"))
        self._mono.setText(self.tr("Black and white"))
        self._coach.setText(self.tr("Show who is our coach (private)"))
        self._ties.setText(self.tr("Show ties (private)"))
