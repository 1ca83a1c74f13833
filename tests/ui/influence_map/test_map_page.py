"""The Map tab: whose map is shown, what makes it read again, naming purchases, arranging, files."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QRectF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QPushButton
from pytestqt.qtbot import QtBot

from keyaccount_desktop.ui.influence_map.map_page import MapPage
from keyaccount_desktop.workbook import maps
from keyaccount_desktop.workbook.accounts import add_account
from keyaccount_desktop.workbook.facts import set_fact
from keyaccount_desktop.workbook.maps import Placement
from keyaccount_desktop.workbook.purchases import add_purchase, delete_purchase, purchases_of
from tests.ui.influence_map.conftest import LEFT, NO_KEY, Book, Hand


def click(button: QAbstractButton) -> None:
    QTest.mouseClick(button, LEFT, NO_KEY, button.rect().center())


def test_that_it_shows_the_named_purchase_and_remembers_the_last_one(
    book: Book, page: MapPage, qtbot: QtBot
) -> None:
    other = add_purchase(book.workbook, book.account, "内镜系统")
    page.show_account(book.account, book.purchase)
    assert page.purchase_id == book.purchase
    page.show_account(book.account, other)
    assert page.purchase_id == other
    page.show_account(book.account)
    assert page.purchase_id == other
    again = MapPage(book.workbook)
    qtbot.addWidget(again)
    again.show_account(book.account)
    assert again.purchase_id == other
    again.release()


def test_that_another_purchase_is_chosen_in_the_switcher(book: Book, page: MapPage, qtbot: QtBot) -> None:
    other = add_purchase(book.workbook, book.account, "内镜系统")
    page.show_account(book.account, book.purchase)
    box = page.toolbar.purchases
    assert {box.itemText(index) for index in range(box.count())} == {"彩色超声系统采购", "内镜系统"}
    box.setFocus()
    with qtbot.waitSignal(page.purchase_chosen) as chosen:
        QTest.keyClick(box, Qt.Key.Key_Down if box.currentIndex() == 0 else Qt.Key.Key_Up)
    assert chosen.args == [other]
    assert page.influence_map is not None and page.influence_map.purchase_id == other
    assert page._welcome.isVisible()


def test_that_a_client_without_a_purchase_is_offered_one(book: Book, page: MapPage) -> None:
    account = add_account(book.workbook, "云岭医疗器械")
    page.show_account(account)
    assert page.empty.isVisible() and not page.view.isVisible()
    button = next(each for each in page.empty.findChildren(QPushButton) if each.isVisible())
    assert button.text() == "New purchase"
    click(button)
    assert page.toolbar.name.hasFocus()
    QTest.keyClicks(page.toolbar.name, "Endoscopes")
    QTest.keyClick(page.toolbar.name, Qt.Key.Key_Return)
    assert [purchase.name for purchase in purchases_of(book.workbook, account)] == ["Endoscopes"]
    assert page.view.isVisible() and page.toolbar.purchases.currentText() == "Endoscopes"
    book.workbook.undo()
    assert page.empty.isVisible()


def test_that_escape_gives_up_naming_and_an_empty_name_is_none(book: Book, page: MapPage) -> None:
    click(page.toolbar.add)
    QTest.keyClicks(page.toolbar.name, "x")
    QTest.keyClick(page.toolbar.name, Qt.Key.Key_Escape)
    assert page.toolbar.purchases.isVisible()
    click(page.toolbar.add)
    QTest.keyClick(page.toolbar.name, Qt.Key.Key_Return)
    assert len(purchases_of(book.workbook, book.account)) == 1


def test_that_a_purchase_is_renamed_and_deleted_with_its_map(book: Book, page: MapPage) -> None:
    page.toolbar._rename.trigger()
    assert page.toolbar.name.text() == "彩色超声系统采购"
    QTest.keyClicks(page.toolbar.name, "Scanner")
    QTest.keyClick(page.toolbar.name, Qt.Key.Key_Return)
    assert page.toolbar.purchases.currentText() == "Scanner"
    page.toolbar._delete.trigger()
    assert page.empty.isVisible()
    book.workbook.undo()
    assert page.influence_map is not None
    assert sum(card.placed for card in page.influence_map.cards) == 5


def test_that_a_purchase_deleted_elsewhere_is_not_shown_any_more(book: Book, page: MapPage) -> None:
    delete_purchase(book.workbook, book.purchase)
    assert page.purchase_id == ""
    assert page.empty.isVisible()


def test_that_a_map_out_of_sight_is_read_when_it_is_seen_again(book: Book, page: MapPage) -> None:
    page.hide()
    maps.take_off_map(book.workbook, book.purchase, [book.people["钟敏"]])
    assert book.people["钟敏"] in page.view.map_scene._cards
    page.show()
    assert book.people["钟敏"] not in page.view.map_scene._cards


def test_that_what_does_not_show_on_a_map_does_not_make_it_read_again(book: Book, page: MapPage) -> None:
    before = page.influence_map
    set_fact(book.workbook, ("person", book.people["钟敏"]), "person.hobbies", "下棋")
    assert page.influence_map is before
    set_fact(book.workbook, ("person", book.people["钟敏"]), "person.position", "设备科副科长")
    assert page.influence_map is not before
    assert page.view.map_scene.card(book.people["钟敏"]).position == "设备科副科长"  # type: ignore[union-attr]


def test_that_it_says_how_many_other_maps_a_new_level_changes(book: Book, page: MapPage, hand: Hand) -> None:
    for name in ("内镜系统", "监护仪"):
        other = add_purchase(book.workbook, book.account, name)
        maps.place_cards(book.workbook, other, [Placement(book.people["邹志强"], 0, 0)])
    page.show_account(book.account, book.purchase)
    QApplication.processEvents()
    start = hand.at("邹志强", 88, 38)
    hand.press(start)
    hand.carry(start, hand.lane("decision", "using"))
    assert page.toolbar.said == "Decision-making · Using department – also changes 2 other maps"
    hand.release(hand.lane("decision", "using"))
    assert page.toolbar.said.endswith("also changes 2 other maps")


def test_that_arranging_is_one_step_and_says_when_there_is_nothing_to_do(book: Book, page: MapPage) -> None:
    maps.move_cards(book.workbook, book.purchase, [Placement(book.people["钟敏"], 320, 240)])
    before = book.map()
    click(page.toolbar.arrange)
    assert (book.card("钟敏").x, book.card("钟敏").y) == (0, 0)
    book.workbook.undo()
    assert book.map() == before
    book.workbook.redo()
    click(page.toolbar.arrange)
    assert page.toolbar.said == "Everything is in order already"


def test_that_zoom_is_set_by_the_buttons(page: MapPage) -> None:
    click(page.toolbar.zoom)
    assert page.view.zoom == 1.0 and page.toolbar.zoom.text() == "100%"
    click(page.toolbar.zoom_in)
    assert page.view.zoom > 1.0
    click(page.toolbar.zoom_out)
    click(page.toolbar.zoom_out)
    assert page.view.zoom < 1.0
    click(page.toolbar.fit)
    assert page.view.fits


def test_that_what_was_said_of_a_drop_goes_with_it(book: Book, page: MapPage, hand: Hand) -> None:
    def drop() -> None:
        start = hand.at("邹志强", 88, 38)
        to = (
            ("decision", "using")
            if book.card("邹志强").level == "management"
            else ("management", "purchasing")
        )
        hand.drag(start, hand.lane(*to))
        assert " · " in page.toolbar.said

    drop()
    hand.click(hand.at("钟敏"))
    assert page.toolbar.said == ""
    drop()
    book.workbook.undo()
    assert page.toolbar.said == ""
    drop()
    hand.press(hand.at("邹志强"))
    assert page.toolbar.said == ""
    hand.release(hand.at("邹志强"))


def test_that_a_hint_of_the_keyboard_stays_while_the_arrows_aim(page: MapPage, hand: Hand) -> None:
    hand.select("钟敏")
    hand.key(Qt.Key.Key_L)
    hand.key(Qt.Key.Key_Right)
    assert "钟敏" in page.toolbar.said


def test_that_printing_and_exporting_show_the_same_choices(page: MapPage) -> None:
    toolbar = page.toolbar
    chosen = {toolbar._papers["A3"], toolbar._papers["A4"], toolbar._mono, toolbar._coach}
    for button in (toolbar.print, toolbar.export):
        assert chosen <= set(button.menu().actions())


def seen(page: MapPage) -> QRectF:
    return page.view.mapToScene(page.view.viewport().rect()).boundingRect()


def test_that_a_map_opens_readable_from_its_upper_left_and_fits_when_asked_to(
    book: Book, page: MapPage, qtbot: QtBot
) -> None:
    other = add_purchase(book.workbook, book.account, "内镜系统")
    page.show_account(book.account, other)
    page.resize(1000, 400)
    page.show_account(book.account, book.purchase)
    whole = page.view.whole()
    assert page.view.zoom == pytest.approx(0.75)
    assert (seen(page).x(), seen(page).y()) == pytest.approx((whole.x(), whole.y()), abs=2)
    assert not seen(page).contains(whole)
    page.resize(900, 380)
    qtbot.waitUntil(lambda: page.view.viewport().width() < 720)
    assert page.view.zoom == pytest.approx(0.75)
    assert (seen(page).x(), seen(page).y()) == pytest.approx((whole.x(), whole.y()), abs=2)
    click(page.toolbar.fit)
    assert page.view.zoom < 0.75 and seen(page).adjusted(-2, -2, 2, 2).contains(whole)


def test_that_a_map_that_can_be_read_as_a_whole_opens_as_a_whole(book: Book, page: MapPage) -> None:
    other = add_purchase(book.workbook, book.account, "内镜系统")
    page.show_account(book.account, other)
    page.resize(1900, 1000)
    page.show_account(book.account, book.purchase)
    assert page.view.fits and page.view.zoom >= 0.75


def test_that_a_map_scrolled_elsewhere_stays_there_when_the_window_changes(
    book: Book, page: MapPage, qtbot: QtBot
) -> None:
    other = add_purchase(book.workbook, book.account, "内镜系统")
    page.show_account(book.account, other)
    page.resize(1000, 400)
    page.show_account(book.account, book.purchase)
    across = page.view.horizontalScrollBar()
    across.setValue(across.value() + 120)
    corner = seen(page).topLeft()
    page.resize(980, 380)
    qtbot.waitUntil(lambda: page.view.viewport().width() < 790)
    assert (seen(page).x(), seen(page).y()) == pytest.approx((corner.x(), corner.y()), abs=2)


def test_that_the_legend_is_one_line_until_it_is_unfolded_and_that_is_remembered(
    book: Book, page: MapPage, qtbot: QtBot
) -> None:
    line = page.legend.height()
    click(page.legend.toggle)
    assert page.legend.height() > line
    again = MapPage(book.workbook)
    qtbot.addWidget(again)
    assert again.legend.unfolded
    again.release()
    click(page.legend.toggle)
    assert page.legend.height() == line


def test_that_the_unfolded_legend_leaves_the_map_its_room_and_scrolls(page: MapPage, qtbot: QtBot) -> None:
    page.resize(700, 360)
    click(page.legend.toggle)
    qtbot.waitUntil(lambda: page.legend.verticalScrollBar().maximum() > 0)
    assert page.legend.height() <= 0.3 * page.height()
    page.legend.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(page.legend, Qt.Key.Key_PageDown)
    assert page.legend.verticalScrollBar().value() > 0
    assert page.legend.widget().height() == page.legend.verticalScrollBar().maximum() + page.legend.height()


def test_that_the_list_folds_to_its_badges_which_still_work_and_that_is_remembered(
    book: Book, page: MapPage, hand: Hand, qtbot: QtBot
) -> None:
    wide = page.view.width()
    click(page.panel.handle)
    qtbot.waitUntil(lambda: page.view.width() > wide + 100)
    assert not page.panel.list.isVisible()
    (badge,) = [
        each for each in page.panel.palette_.badges if each.field == "attitude" and each.code == "opponent"
    ]
    assert badge.isVisible() and page.panel.rect().contains(badge.mapTo(page.panel, badge.rect().center()))
    hand.select("钟敏")
    click(badge)
    attitude = book.card("钟敏").attitude
    assert attitude is not None and attitude.value == "opponent"
    again = MapPage(book.workbook)
    qtbot.addWidget(again)
    assert again.panel.folded
    again.release()
    click(page.panel.handle)
    assert page.panel.list.isVisible()


@pytest.mark.parametrize("ending", ["pdf", "svg", "png"])
def test_that_the_map_is_written_as_chosen(book: Book, page: MapPage, tmp_path: Path, ending: str) -> None:
    page.toolbar._mono.setChecked(True)
    page.toolbar._papers["A3"].trigger()
    assert (page.toolbar.output.paper, page.toolbar.output.mono, page.toolbar.output.coach) == (
        "A3",
        True,
        False,
    )
    target = tmp_path / f"map.{ending}"
    page.outlet.write(target)
    assert target.stat().st_size > 2000


def test_that_the_coachs_mark_has_to_be_asked_for_each_time(book: Book, page: MapPage) -> None:
    page.toolbar._coach.setChecked(True)
    assert page.toolbar.output.coach
    other = add_purchase(book.workbook, book.account, "内镜系统")
    page.show_account(book.account, other)
    assert not page.toolbar.output.coach


def test_that_a_closed_page_listens_no_more(book: Book, page: MapPage) -> None:
    page.release()
    before = page.influence_map
    maps.take_off_map(book.workbook, book.purchase, [book.people["钟敏"]])
    assert page.influence_map is before
