"""Make the fixed set of pictures of the window: ``python -m tests.e2e.tour FOLDER``.

Every page and dialog on the demo workbook, at 1280×720 and 1920×1080, in both languages, light and dark: for
looking at after every change of the window. Not a test; options narrow the set.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from keyaccount_desktop.workbook.document import Workbook

SIZES = ((1280, 720), (1920, 1080))
LANGUAGES = ("zh", "en")
MODES = ("light", "dark")
CHAT = "孙晓东 信息科科长 13800002222\n钱文华，财务科副科长，13900003333\n王建国\t超声科主任\n"


def main() -> int:
    """Make the pictures; the number of them is printed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--size", choices=[f"{wide}x{high}" for wide, high in SIZES])
    parser.add_argument("--lang", choices=LANGUAGES)
    parser.add_argument("--theme", choices=MODES)
    parser.add_argument("--page", help="only pictures whose name holds this")
    parser.add_argument("--zoom", type=int, default=100, choices=(100, 125, 150))
    wanted = parser.parse_args()
    wanted.folder.mkdir(parents=True, exist_ok=True)
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    count = 0
    with tempfile.TemporaryDirectory(prefix="keyaccount-tour-") as data:
        os.environ["KEYACCOUNT_DATA"] = data
        tour = Tour(Path(data), wanted.zoom)
        for size in SIZES:
            for language in LANGUAGES:
                for mode in MODES:
                    chosen = (
                        wanted.size in (None, f"{size[0]}x{size[1]}")
                        and wanted.lang in (None, language)
                        and wanted.theme in (None, mode)
                    )
                    if not chosen:
                        continue
                    for name, picture in tour.pictures(size, language, mode, wanted.page or ""):
                        file = f"{name}-{size[0]}x{size[1]}-{language}-{mode}.png"
                        picture.save(str(wanted.folder / file))
                        count += 1
    sys.stdout.write(f"{count} pictures in {wanted.folder}\n")
    return 0


PARTS_OF_A_PERSON = (
    "folded",
    "evidence",
    "history",
    "editing stakeholder.attitude",
    "editing stakeholder.firmness",
    "editing stakeholder.coach_conditions",
    "editing person.tags",
    "editing person.phones",
    "editing person.education",
    "editing person.adoption",
)


def portrait() -> bytes:
    """A face as a child draws it, wider than high."""
    from io import BytesIO

    from PIL import Image, ImageDraw

    image = Image.new("RGB", (1200, 900), (196, 212, 224))
    draw = ImageDraw.Draw(image)
    draw.ellipse((330, 560, 870, 1200), fill=(52, 74, 110))
    draw.ellipse((450, 190, 750, 600), fill=(232, 200, 176))
    draw.pieslice((440, 170, 760, 560), 180, 360, fill=(40, 34, 34))
    for x in (530, 640):
        draw.ellipse((x, 380, x + 28, 400), fill=(40, 34, 34))
    draw.arc((550, 440, 650, 520), 20, 160, fill=(150, 70, 70), width=8)
    out = BytesIO()
    image.save(out, "PNG")
    return out.getvalue()


class Tour:
    """One window, led from page to page."""

    def __init__(self, data: Path, zoom: int) -> None:
        from PySide6.QtWidgets import QApplication

        from keyaccount_desktop.ui.application import make_window
        from keyaccount_desktop.ui.settings import Settings

        Settings().motion = "reduced"  # no picture of things on their way
        self._data = data
        self._attached: set[Path] = set()
        self._application = QApplication.instance() or QApplication(sys.argv[:1])
        self.window = make_window(self._application)
        self.window.do(f"text_{zoom}")

    def pictures(
        self, size: tuple[int, int], language: str, mode: str, only: str
    ) -> Iterator[tuple[str, object]]:
        """Name and picture of every page in this look."""
        from keyaccount_desktop.workbook.demo import create_demo

        window = self.window
        window.do(f"language_{language}")
        window.do(f"theme_{mode}")
        window.resize(*size)
        window.show()
        file = self._data / f"{'华东区' if language == 'zh' else 'East region'}.kaw"
        if not file.exists():
            create_demo(file, language).close()
        window.settings.remember_file(str(file))
        window.welcome.show_recent(window.settings.recent)
        for name, lead in self._stops(file):
            if only in name or name == "clients":
                lead()
                self._settle()
                if only in name:
                    shown = (
                        self._application.activePopupWidget()
                        or self._application.activeModalWidget()
                        or window
                    )
                    yield name, shown.grab()
                self._close_dialog()
        window.files.close()
        self._settle_until(lambda: window.workbook is None)
        self._settle()

    def _stops(self, file: Path) -> Iterator[tuple[str, Callable[[], object]]]:
        from keyaccount_desktop.exchange.pasted_rows import read_pasted
        from keyaccount_desktop.ui import place
        from keyaccount_desktop.ui.clients.paste_people import PastePeopleDialog
        from keyaccount_desktop.workbook.first_screen import clients
        from keyaccount_desktop.workbook.purchases import purchases_of
        from tests.ui.influence_map.card_stops import card_stops
        from tests.ui.influence_map.review_stops import review_stops
        from tests.ui.influence_map.stops import gesture_stops
        from tests.ui.influence_map.what_if_stops import what_if_stops
        from tests.ui.lists.stops import list_stops
        from tests.ui.merging.samples import merging_stops
        from tests.whom import supporters

        window = self.window
        yield "welcome", lambda: None
        yield "new", window.files.make

        def open_file() -> None:
            window.files.open(file)
            self._settle_until(lambda: window.loaded)
            window.go(place.CLIENTS)

        yield "clients", open_file
        workbook = window.workbook
        assert workbook is not None
        account = max(clients(workbook), key=lambda client: client.people)
        purchase = next(found for found in purchases_of(workbook, account.id))
        deciders = supporters(workbook, account.id)
        yield "overview", lambda: window.go(place.client(account.id))
        yield "people", lambda: window.go(place.client(account.id, "people"))
        yield "paste", lambda: PastePeopleDialog(workbook, account.id, read_pasted(CHAT), window).open()
        yield from self._map_stops(workbook, account.id, purchase.id)
        yield from self._output_stops(account.id, purchase.id)
        yield from gesture_stops(window, account.id, purchase.id)
        yield "suppliers", lambda: window.go(place.client(account.id, "suppliers"))

        def prices() -> None:
            window.go(place.client(account.id, "suppliers"))
            self._settle()
            tab = window.stack.currentWidget().suppliers  # type: ignore[attr-defined]
            tab.ensureWidgetVisible(tab.prices, 0, 0)
            tab.verticalScrollBar().setValue(tab.prices.y())

        yield "prices", prices
        distributor = next(client for client in clients(workbook) if client.type == "distributor")
        yield "distributor", lambda: window.go(place.client(distributor.id))

        yield from card_stops(window, account.id, purchase.id, self._settle)
        yield from self._tie_stops(account.id, purchase.id)
        yield from what_if_stops(window, account.id, purchase.id)
        yield from review_stops(window, account.id, purchase.id)
        person = deciders[0]
        yield "person", lambda: window.go(place.person(person))
        for part in PARTS_OF_A_PERSON:
            yield f"person {part}", lambda part=part: self._show_of_person(person, part)
        yield "files", lambda: self._attach(workbook, account.id, purchase.id, person)

        def files_of_person() -> None:
            self._attach(workbook, account.id, purchase.id, person)
            self._ask_on_person(person)

        yield "person files", files_of_person
        yield "person photo", lambda: self._crop(deciders[0])
        yield "overview files", lambda: self._scroll_to_files(account.id)
        yield "map files", lambda: self._open_files(account.id, purchase.id)
        yield "map-fitted", lambda: self._fit_map(account.id, purchase.id)
        yield "birthday", lambda: self._edit_birthday(deciders[0])

        def question_list() -> None:
            window.go(place.client(account.id))
            window.do("print_questions")

        yield "question-list", question_list
        for tab in place.SETTINGS_TABS:
            yield f"settings-{tab}", lambda tab=tab: window.go(place.settings(tab))
        yield from merging_stops(window, account.id, deciders[0])
        yield "export", lambda: window.do("export_cards")
        yield "today", self._go_today

        def export_calendar() -> None:
            from keyaccount_desktop.ui.today.export_calendar import ExportCalendarDialog

            window.do("export_calendar")
            self._settle()
            dialog = self._application.activeModalWidget()
            assert isinstance(dialog, ExportCalendarDialog)
            dialog.private.setChecked(True)

        yield "calendar", export_calendar
        yield from list_stops(window)

        def find() -> None:
            window.popup.open()
            window.popup.line.setText("w")

        yield "find", find
        window.popup.close_quietly()
        yield "shortcuts", lambda: window.do("shortcuts")
        yield "help", lambda: window.do("help")
        yield "about", lambda: window.do("about")

    def _tie_stops(self, account_id: str, purchase_id: str) -> Iterator[tuple[str, Callable[[], object]]]:
        """Beside the map: ties found, and the way to someone, emphasised on the map."""
        from keyaccount_desktop.ui import place
        from keyaccount_desktop.ui.influence_map.ties_panel import TiesPanel

        window = self.window

        def panel() -> TiesPanel:
            window.go(place.client(account_id, "map", purchase_id))
            found = window.findChild(TiesPanel)
            if found is None or not found.isVisible():
                window.do("map_ties")
                found = window.findChild(TiesPanel)
            assert found is not None
            self._settle_until(lambda: not found.reading)
            return found

        yield "map-ties", panel
        yield "map-introduce", lambda: panel().way_boxes[0].row.click()
        if (found := window.findChild(TiesPanel)) is not None and found.isVisible():
            window.do("map_ties")

    def _output_stops(self, account_id: str, purchase_id: str) -> Iterator[tuple[str, Callable[[], object]]]:
        """How the map goes out: the menus, and the previews."""
        from keyaccount_desktop.ui import place
        from keyaccount_desktop.ui.influence_map.toolbar import MapToolbar

        window = self.window

        def lead(menu: str = "", action: str = "") -> None:
            window.go(place.client(account_id, "map", purchase_id))
            self._settle()
            if action:
                window.do(action)
                return
            button = getattr(window.findChild(MapToolbar), menu)
            button.menu().popup(button.mapToGlobal(button.rect().bottomLeft()))

        yield "print-map", lambda: lead(action="print_map")
        yield "print-pack", lambda: lead(action="map_pack")
        yield "map-menu-print", lambda: lead("print")
        yield "map-menu-export", lambda: lead("export")

    def _attach(self, workbook: Any, account_id: str, purchase_id: str, person_id: str) -> None:
        """Files and a photo, since the demo has none; once for each workbook."""
        if workbook.path in self._attached:
            return
        self._attached.add(workbook.path)
        from keyaccount_desktop.exchange.pictures import read_picture
        from keyaccount_desktop.workbook.attachments import attach, take_in_content
        from keyaccount_desktop.workbook.photos import set_photo

        names = ("招标文件（第二版）.pdf", "设备清单.xlsx", "名片 2026.jpg", "安装 setup.exe", "报价.docm")
        for subject in (("person", person_id), ("account", account_id), ("purchase", purchase_id)):
            taken = [take_in_content(workbook, name, name.encode() * 9000) for name in names]
            attach(workbook, subject, taken[: 3 if subject[0] == "purchase" else 5])
        picture = read_picture(portrait())
        set_photo(workbook, person_id, picture.photo(picture.proposed()))

    def _show_of_person(self, person_id: str, part: str) -> None:
        """What floats over a person's page, and its editors."""
        from keyaccount_desktop.ui import place
        from keyaccount_desktop.workbook.facts import Evidence, set_fact

        window = self.window
        window.go(place.person(person_id))
        self._settle()
        page: Any = window.stack.currentWidget()
        for section in page.sections:
            section.set_folded("person.value" in section.sections and part == "folded")
        if part == "folded":
            return
        stake = next(section for section in page.sections if section.stake is not None)
        subject = stake.grid.subject
        attitude = page.line_of("stakeholder.attitude", subject[1])
        if part == "history":
            for value, day in (
                ("opponent", "2025-03-01"),
                ("neutral", "2025-09-01"),
                ("supporter", "2026-01-05"),
            ):
                set_fact(
                    page.workbook,
                    subject,
                    "stakeholder.attitude",
                    value,
                    evidence=Evidence("self", "assumed", day),
                )
            self._settle()
            attitude.open_history()
        elif part == "evidence":
            attitude.open_evidence()
        else:
            key = part.removeprefix("editing ")
            page.edit_field(key, subject[1] if key.startswith("stakeholder") else person_id)

    def _ask_on_person(self, person_id: str) -> None:
        from keyaccount_desktop.ui import place

        self.window.go(place.person(person_id))
        self._settle()
        page = self.window.stack.currentWidget()
        page.attachments.list.ask(page.attachments.list.files[-1])
        self._settle_until(lambda: page.attachments.list.question.file is not None)
        page._bring_into_view(page.attachments)

    def _crop(self, person_id: str) -> None:
        from keyaccount_desktop.ui import place
        from keyaccount_desktop.ui.incoming import Incoming

        self.window.go(place.person(person_id))
        self._settle()
        page = self.window.stack.currentWidget()
        page.essentials.photo.take(Incoming(picture=portrait))
        self._settle_until(lambda: page.essentials.photo.panel is not None)

    def _scroll_to_files(self, account_id: str) -> None:
        from keyaccount_desktop.ui import place

        self.window.go(place.client(account_id))
        self._settle()
        overview = self.window.stack.currentWidget().overview
        overview.ensureWidgetVisible(overview.attachments)

    def _map_stops(
        self, workbook: Workbook, account_id: str, purchase_id: str
    ) -> Iterator[tuple[str, Callable[[], object]]]:
        from keyaccount_desktop.ui import place
        from keyaccount_desktop.ui.influence_map.purchase_panel import PurchasePanel
        from keyaccount_desktop.workbook.purchases import purchase_facts

        window = self.window

        def show() -> None:
            window.go(place.client(account_id, "map", purchase_id))
            window.stack.currentWidget()._map.legend.unfold(False)  # type: ignore[attr-defined]

        def freely() -> None:
            show()
            window.do("map_free")
            window.do("map_arrange")

        def beside() -> None:
            show()
            window.do("unknowns")

        yield "map", show
        yield "map-free", freely
        while purchase_facts(workbook, purchase_id).layout == "free":
            workbook.undo()
        yield "map-questions", beside

        panel = window.findChild(PurchasePanel)
        if panel is not None and panel.isVisible():
            window.do("unknowns")

    def _open_files(self, account_id: str, purchase_id: str) -> None:
        from keyaccount_desktop.ui import place

        self.window.go(place.client(account_id, "map", purchase_id))
        self._settle()
        self.window.stack.currentWidget()._map.show_attachments()

    def _fit_map(self, account_id: str, purchase_id: str) -> None:
        """All of the map, with all of its legend."""
        from keyaccount_desktop.ui import place

        self.window.go(place.client(account_id, "map", purchase_id))
        self._settle()
        page = self.window.stack.currentWidget()._map  # type: ignore[attr-defined]
        page.legend.unfold(True)
        page.view.fit()

    def _edit_birthday(self, person_id: str) -> None:
        from keyaccount_desktop.ui import place
        from keyaccount_desktop.ui.fields import FactField

        self.window.go(place.person(person_id))
        self._settle()
        lines = self.window.stack.currentWidget().findChildren(FactField)
        next(line for line in lines if line.key == "person.birthday").begin_edit()

    def _go_today(self) -> None:
        from keyaccount_desktop.ui import place
        from keyaccount_desktop.ui.today.today_page import TodayPage

        self.window.go(place.TODAY)
        page = self.window.stack.currentWidget()
        assert isinstance(page, TodayPage)
        self._settle_until(lambda: not page.reading)

    def _close_dialog(self) -> None:
        if (popup := self._application.activePopupWidget()) is not None:
            popup.close()
        dialog = self._application.activeModalWidget()
        if dialog is not None:
            dialog.close()
            self._settle()

    def _settle(self) -> None:
        from PySide6.QtCore import QEvent

        for _ in range(12):
            self._application.sendPostedEvents()
            self._application.processEvents()
        # No event loop runs here that would delete what was to be deleted later: a page of a closed workbook
        # would hear of another language, and read.
        self._application.sendPostedEvents(None, QEvent.Type.DeferredDelete)

    def _settle_until(self, done: Callable[[], bool]) -> None:
        while not done():
            self._application.processEvents()


if __name__ == "__main__":
    sys.exit(main())
