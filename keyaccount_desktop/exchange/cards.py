"""The Excel export of people: an index, a finished A4 card each, maps, and a data sheet that imports back.

``write_cards`` is called by the command line and, in a worker, by the window. Up to 200 people have a sheet
each; more stand 200 to a sheet, client by client, one to a page. What the cards show is decided in
``card_content`` and ``card_layout``; openpyxl makes the file, ``card_sheet`` writes its rows.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import IO, TYPE_CHECKING, Final

from openpyxl import Workbook as Book
from openpyxl.drawing.image import Image
from openpyxl.drawing.spreadsheet_drawing import AnchorMarker, OneCellAnchor
from openpyxl.drawing.xdr import XDRPositiveSize2D
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.pagebreak import Break
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from keyaccount_desktop.exchange import card_styles
from keyaccount_desktop.exchange.atomic import replacing
from keyaccount_desktop.exchange.card_content import CONFIDENTIAL, CardView
from keyaccount_desktop.exchange.card_data_sheet import Cut, DataSheet
from keyaccount_desktop.exchange.card_index import (
    HEAD,
    NAME_COLUMN,
    IndexEntry,
    Place,
    entry_of,
    head_row,
    index_rows,
)
from keyaccount_desktop.exchange.card_layout import COLUMN_PIXELS, PHOTO, lay_out
from keyaccount_desktop.exchange.card_names import NAME_LIMIT, SheetNames
from keyaccount_desktop.exchange.card_photos import photos
from keyaccount_desktop.exchange.card_sheet import Cell, Row, SheetWriter
from keyaccount_desktop.exchange.card_text import sheet_text
from keyaccount_desktop.language import Language, Text, UserError
from keyaccount_desktop.language import language as current_language
from keyaccount_desktop.workbook import pinyin
from keyaccount_desktop.workbook.driver import explained, gone
from keyaccount_desktop.workbook.export_log import check_private_export, record_export
from keyaccount_desktop.workbook.people import PersonCard, all_people, people_of, person_cards
from keyaccount_desktop.workbook.products import products

if TYPE_CHECKING:
    from keyaccount_desktop.workbook.document import Workbook

SHEETS: Final = 200
"""People up to which everyone has a sheet of their own, and cards on a shared sheet."""
_CHUNK: Final = 100
"""People read at a time: a read must be short, since edits wait for it."""
_A4: Final = 9
_A3: Final = 8
_MAP_PIXELS: Final = (1400, 900)
_PHOTO_PIXELS: Final = (84, 88)
LINK_LIMIT: Final = 65_000
"""Links one sheet can hold, roughly."""

INDEX: Final = Text("Index", "目录")
MAP: Final = Text("Map", "影响图")
DATA: Final = Text("Data", "数据")
PERSON: Final = Text("Person", "人员")
OUTSIDERS: Final = Text("Outside the clients", "外部人士")

Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class CardReport:
    """What an export wrote."""

    people: int
    cut: list[Cut]
    """What does not stand on its card, or not in the file at all, in full."""
    private_fields: tuple[str, ...]
    """Keys of the sensitive fields that went out."""


def write_cards(
    workbook: Workbook,
    path: Path | str,
    *,
    account_id: str | None = None,
    person_ids: Iterable[str] | None = None,
    private: bool = False,
    map_png: bytes | Sequence[tuple[str, bytes]] | None = None,
    language: Language | None = None,
    progress: Progress | None = None,
    log: bool = True,
) -> CardReport:
    """Write the cards of some people, of a client's, or of all.

    ``map_png``: a picture of the influence map, or several with titles. ``progress`` is told how many of how
    many are done, and may raise to stop. The export is logged in the workbook; a caller in another thread
    than the workbook's passes ``log=False`` and calls ``record_export`` itself afterwards. Raises UserError
    when there is nobody to write, when the file cannot be written, or when private fields are to leave a
    workbook that someone else has open.
    """
    path = Path(path)
    if private:
        check_private_export(workbook)
    speaking = language or current_language()
    groups = _selected(workbook, account_id, person_ids, speaking)
    view = CardView(
        speaking,
        private,
        # Those on offer first: the first is the one that is asked about.
        {each.id: each.name for each in (*products(workbook), *products(workbook, retired=True))},
        date.today(),
        workbook.catalogue,
    )
    maps = [("", map_png)] if isinstance(map_png, bytes) else list(map_png or ())
    try:
        # Files without a name: what is private must not lie about if the program is killed.
        with (
            tempfile.TemporaryFile() as spool,
            tempfile.TemporaryFile() as store,
            tempfile.TemporaryFile() as prepared,
        ):
            export = _Export(workbook, view, spool, store)
            export.write(groups, maps, progress)
            export.book.save(prepared)
            with replacing(path) as beside:
                export.writer.assemble(prepared, export.parts(), beside)
                report = CardReport(export.people, export.cut, tuple(sorted(view.private_fields)))
                if log and not workbook.read_only:
                    record_export(
                        workbook, "cards", path.resolve().parent, report.people, report.private_fields
                    )
    except OSError as error:
        # The target's own troubles are told by ``replacing``; these are of the folder for temporary files.
        raise explained(error, Path(tempfile.gettempdir())) or error from error
    return report


Group = tuple[str, list[str]]
"""The people of one client: its name, empty where it does not matter, and their ids."""


def _selected(
    workbook: Workbook, account_id: str | None, person_ids: Iterable[str] | None, speaking: Language
) -> list[Group]:
    """Whom to write, client by client, people without one last. Raises UserError when that is nobody."""
    wanted = None if person_ids is None else list(dict.fromkeys(person_ids))
    if account_id is not None:
        own = [row.id for row in people_of(workbook, account_id)]
        groups = [("", own if wanted is None else [id_ for id_ in own if id_ in set(wanted)])]
    elif wanted is not None and len(wanted) <= SHEETS:
        groups = [("", wanted)]
    else:
        chosen = None if wanted is None else set(wanted)
        by_client: dict[str | None, list[str]] = {}
        for id_, _, client in all_people(workbook):
            if chosen is None or id_ in chosen:
                by_client.setdefault(client, []).append(id_)
        outsiders = by_client.pop(None, [])
        order = sorted((name for name in by_client if name is not None), key=pinyin.sort_key)
        groups = [(name, by_client[name]) for name in order] + [(OUTSIDERS.in_language(speaking), outsiders)]
    groups = [(name, ids) for name, ids in groups if ids]
    if not groups:
        raise UserError(
            Text("There is nobody to export.", "没有可导出的人员。"),
            Text("Add people to the client, or choose others.", "请先给客户添加人员，或另选。"),
        )
    return groups


def _shared(groups: Sequence[Group]) -> Iterator[list[Group]]:
    """The groups, sheet by sheet: a client is split only when it is larger than a sheet."""
    sheet: list[Group] = []
    used = 0
    for name, ids in groups:
        if used and used + len(ids) > SHEETS:
            yield sheet
            sheet, used = [], 0
        while len(ids) > SHEETS:
            yield [(name, ids[:SHEETS])]
            ids = ids[SHEETS:]
        sheet.append((name, ids))
        used += len(ids)
    if sheet:
        yield sheet


class _Export:
    """One file in the making."""

    def __init__(self, workbook: Workbook, view: CardView, spool: IO[bytes], store: IO[bytes]) -> None:
        self._workbook = workbook
        self._store = store
        self._view = view
        self._names = SheetNames()
        self.book = Book()
        self.book.properties.creator = "KeyAccount Workbook"
        self.book.properties.title = sheet_text(workbook.path.stem)
        assert isinstance(self.book.active, Worksheet)
        self._index = self.book.active
        self._index.title = self._names.take(view.says(INDEX), "Index")
        self._data_name = self._names.take(view.says(DATA), "Data")
        self.writer = SheetWriter(spool, card_styles.register(self.book))
        self._entries: list[IndexEntry] = []
        self.cut: list[Cut] = []
        self._done = 0

    @property
    def people(self) -> int:
        return len(self._entries)

    def parts(self) -> dict[str, str]:
        """Path of each sheet in the file, once it was saved → its title."""
        return {sheet.path.removeprefix("/"): sheet.title for sheet in self.book.worksheets}

    def write(
        self, groups: Sequence[Group], maps: Sequence[tuple[str, bytes]], progress: Progress | None
    ) -> None:
        selected = {id_ for _, ids in groups for id_ in ids}
        data = DataSheet(self._view, selected, self._store)
        map_names = [self._names.take(f"{self._view.says(MAP)} {title}", "Map") for title, _ in maps]
        each = len(selected) <= SHEETS
        sheets = [list(groups)] if each else list(_shared(groups))
        for group in sheets:
            sheet = None if each else self._new_sheet(_range(group), fit=False)
            for ids in _chunks([id_ for _, own in group for id_ in own]):
                cards = person_cards(self._workbook, ids)
                pictures = photos(self._workbook, {card.photo_id for card in cards if card.photo_id})
                for card in cards:
                    self._card(card, sheet, pictures)
                    data.add(card)
                self._done += len(ids)
                if progress is not None:
                    progress(self._done, len(selected))
        if not self._entries:
            raise gone()
        for name, (title, png) in zip(map_names, maps, strict=True):
            self._map(name, title, png)
        self._write_data(data)
        self._write_index(map_names)
        self.cut += data.cut

    # ---- cards

    def _card(self, card: PersonCard, sheet: Worksheet | None, pictures: Mapping[str, bytes]) -> None:
        if card.photo_id not in pictures:
            if card.photo_id is not None:
                self.cut.append(Cut(card.name, PHOTO, "card"))
            card = replace(card, photo_id=None)
        page = lay_out(card, self._view)
        if sheet is None:
            sheet = self._new_sheet(card.name, fit=True)
        elif self.writer.row:
            sheet.row_breaks.append(Break(id=self.writer.row))
        first = self.writer.row + 1
        self.writer.write(page.rows)
        self.writer.merge(f"E{first}:E{first + 2}")
        if card.photo_id is not None:
            _place_photo(sheet, pictures[card.photo_id], first)
        self.cut += [Cut(card.name, label, "card") for label in page.shortened]
        self._entries.append(entry_of(card, self._view, Place(sheet.title, f"A{first}")))

    def _new_sheet(self, name: str, *, fit: bool) -> Worksheet:
        sheet = self._sheet(self._names.take(name, self._view.says(PERSON)), fit=fit)
        _set_widths(sheet, COLUMN_PIXELS)
        return sheet

    # ---- the other sheets

    def _map(self, name: str, title: str, png: bytes) -> None:
        sheet = self._sheet(name, landscape=True, paper=_A3)
        self.writer.write([Row((Cell("title", sheet_text(title or self._view.says(MAP))),), 28.0)])
        picture = Image(BytesIO(png))
        scale = min(_MAP_PIXELS[0] / picture.width, _MAP_PIXELS[1] / picture.height, 1.0)
        picture.width, picture.height = round(picture.width * scale), round(picture.height * scale)
        sheet.add_image(picture, "A2")

    def _write_data(self, data: DataSheet) -> None:
        sheet = self._sheet(self._data_name, landscape=True, high=0)
        columns = data.columns()
        for number, column in enumerate(columns, 1):
            dimension = sheet.column_dimensions[get_column_letter(number)]
            dimension.width, dimension.hidden = column.width, column.hidden
        sheet.freeze_panes = "C3"
        self.writer.write(data.rows())
        sheet.auto_filter.ref = f"A2:{get_column_letter(len(columns))}{self.writer.row}"

    def _write_index(self, map_names: Sequence[str]) -> None:
        view, sheet = self._view, self._index
        _set_page(sheet, self._foot(), landscape=True, high=0)
        _set_widths(sheet, [pixels for _, pixels in HEAD])
        targets = [*map_names, self._data_name]
        head = head_row(len(targets))
        sheet.freeze_panes = f"A{head + 1}"
        sheet.print_title_rows = f"{head}:{head}"
        people = "{n} person" if len(self._entries) == 1 else "{n} people"
        subtitle = Text("{day} · " + people + " · {confidential}", "{day} · {n} 人 · {confidential}").format(
            day=view.today.isoformat(), n=len(self._entries), confidential=CONFIDENTIAL
        )
        self.writer.start(sheet.title)
        self.writer.write(
            index_rows(
                sheet_text(self._workbook.path.stem), view.says(subtitle), targets, self._entries, view
            )
        )
        for row, target in enumerate(targets, 3):
            self.writer.link(f"A{row}", target)
        for row, entry in enumerate(self._entries[:LINK_LIMIT], head + 1):
            self.writer.link(f"{NAME_COLUMN}{row}", *entry.place)

    def _sheet(
        self, title: str, *, fit: bool = True, landscape: bool = False, paper: int = _A4, high: int = 1
    ) -> Worksheet:
        sheet: Worksheet = self.book.create_sheet(title)
        _set_page(sheet, self._foot(), fit=fit, landscape=landscape, paper=paper, high=high)
        self.writer.start(title)
        return sheet

    def _foot(self) -> tuple[str, str]:
        # A footer may have 255 characters in all; & begins a code in it.
        name = sheet_text(self._workbook.path.stem)[:40].replace("&", "&&").replace("\n", " ")
        return f"{name} · {self._view.today.isoformat()}", self._view.says(CONFIDENTIAL)


def _range(groups: Sequence[Group]) -> str:
    first, last = groups[0][0], groups[-1][0]
    if first == last:
        return first
    if len(first) + len(last) + 3 <= NAME_LIMIT:
        return f"{first} – {last}"
    return f"{first[:13]}… – {last[:13]}…"


def _chunks(ids: Sequence[str]) -> Iterator[Sequence[str]]:
    for start in range(0, len(ids), _CHUNK):
        yield ids[start : start + _CHUNK]


def _set_widths(sheet: Worksheet, pixels: Sequence[float]) -> None:
    for number, wide in enumerate(pixels, 1):
        sheet.column_dimensions[get_column_letter(number)].width = wide / card_styles.DIGIT_PIXELS


def _set_page(
    sheet: Worksheet,
    foot: tuple[str, str],
    *,
    fit: bool = True,
    landscape: bool = False,
    paper: int = _A4,
    high: int = 1,
) -> None:
    sheet.sheet_view.showGridLines = False
    sheet.page_setup.paperSize = paper
    sheet.page_setup.orientation = "landscape" if landscape else "portrait"
    if fit:
        # Excel may ignore page breaks on a sheet that is made to fit: shared sheets fit by their measures.
        sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
        sheet.page_setup.fitToHeight = high
    margins = sheet.page_margins
    margins.left = margins.right = 0.39
    margins.top, margins.bottom, margins.header, margins.footer = 0.47, 0.67, 0.3, 0.35
    sheet.print_options.horizontalCentered = True
    footer = sheet.oddFooter
    assert footer is not None
    for part, text in ((footer.left, foot[0]), (footer.center, foot[1]), (footer.right, "&P / &N")):
        part.text, part.size, part.color = text, 8, card_styles.TEXT_3
        part.font = f"{card_styles.font_name()},Regular"


def _place_photo(sheet: Worksheet, data: bytes, row: int) -> None:
    picture = Image(BytesIO(data))
    scale = min(_PHOTO_PIXELS[0] / picture.width, _PHOTO_PIXELS[1] / picture.height)
    wide, high = picture.width * scale, picture.height * scale
    corner = AnchorMarker(col=4, colOff=_emu(COLUMN_PIXELS[4] - wide), row=row - 1, rowOff=0)
    picture.anchor = OneCellAnchor(_from=corner, ext=XDRPositiveSize2D(_emu(wide), _emu(high)))
    sheet.add_image(picture)


def _emu(pixels: float) -> int:
    return round(pixels * 9525)
