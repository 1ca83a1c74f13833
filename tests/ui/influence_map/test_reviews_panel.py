"""Reviews beside the map: frozen, stepped through, compared, with real keys and clicks."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import cast

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QApplication, QWidget

from keyaccount_desktop.ui.influence_map.map_page import MapPage
from keyaccount_desktop.ui.influence_map.reviews_panel import NOW, Mode, ReviewsPanel
from keyaccount_desktop.ui.influence_map.two_views import TwoViews
from keyaccount_desktop.ui.influence_map.view import MapView
from keyaccount_desktop.ui.name_panel import NamePanel
from keyaccount_desktop.ui.place import TODAY, client
from keyaccount_desktop.ui.retrace import place_of
from keyaccount_desktop.workbook import links, maps, people, reviews
from keyaccount_desktop.workbook.maps import Placement
from keyaccount_desktop.workbook.purchases import delete_purchase
from keyaccount_desktop.workbook.whereabouts import home_of
from tests.ui.influence_map.conftest import LEFT, Book

CLICK = QTest.mouseClick


def click(widget: QWidget) -> None:
    assert widget.isVisible()
    CLICK(widget, LEFT, pos=widget.rect().center())
    QApplication.processEvents()


@pytest.fixture
def panel(page: MapPage) -> ReviewsPanel:
    click(page.beside.bar["reviews"])
    return cast("ReviewsPanel", page.beside.panel("reviews"))


@pytest.fixture
def freeze(book: Book) -> Callable[..., str]:
    def frozen(name: str, days_ago: int = 0) -> str:
        day = date.today() - timedelta(days=days_ago)
        return reviews.freeze_review(book.workbook, book.purchase, name, day)

    return frozen


def type_name(page: QWidget, name: str) -> None:
    asked = next(found for found in page.window().findChildren(NamePanel) if found.isVisible())
    asked.line.selectAll()
    QTest.keyClicks(asked.line, name)
    QTest.keyClick(asked.line, Qt.Key.Key_Return)


def attitude_shown(view: MapView, person: str) -> object:
    card = view.map_scene.card(person)
    return card.attitude.value if card is not None and card.attitude is not None else None


def marks(view: MapView) -> set[str]:
    """The words of the marks that lie over the map."""
    return {words.text for item in view.map_scene._changes for words in item.drawing.words}


def said(panel: ReviewsPanel) -> list[str]:
    return [row.accessibleName() for row in panel.changes.rows]


def test_that_the_map_is_frozen_under_a_name_that_is_typed(
    page: MapPage, panel: ReviewsPanel, book: Book
) -> None:
    assert panel.list.isHidden() and "Freeze the map" in panel.remark.text()
    click(panel.freeze)
    type_name(page, "After the demo")
    assert [each.name for each in reviews.reviews_of(book.workbook, book.purchase)] == ["After the demo"]
    assert panel.list.item(1).text() == f"{date.today().isoformat()}  After the demo"
    assert panel.heading.text() == "Nothing has changed"
    assert book.workbook.undo_label is not None and "After the demo" in book.workbook.undo_label.en
    book.workbook.undo()
    assert panel.list.isHidden()
    book.workbook.redo()
    assert panel.list.count() == 2


def test_that_the_states_are_stepped_through_and_the_live_map_comes_back(
    page: MapPage, panel: ReviewsPanel, book: Book, freeze: Callable[..., str]
) -> None:
    someone = book.people["钟敏"]
    first = freeze("first", 20)
    maps.judge(book.workbook, book.purchase, [someone], "stakeholder.attitude", "neutral")
    second = freeze("second", 10)
    maps.judge(book.workbook, book.purchase, [someone], "stakeholder.attitude", "opponent")
    assert attitude_shown(page.view, someone) == "opponent"
    click(panel.earlier)
    assert (panel.shown, attitude_shown(page.view, someone)) == (second, "neutral")
    assert page.stage.strip.isVisible() and "second" in page.stage.strip.text.text()
    assert not page.view.map_actions.writable and not page.toolbar.arrange.isEnabled()
    QTest.keyClick(panel.list, Qt.Key.Key_Down)
    assert (panel.shown, attitude_shown(page.view, someone)) == (first, None)
    assert not panel.earlier.isEnabled()
    click(panel.later)
    assert panel.shown == second
    click(page.stage.strip.back)
    assert (panel.shown, attitude_shown(page.view, someone)) == (NOW, "opponent")
    assert page.view.map_actions.writable and page.toolbar.arrange.isEnabled()
    assert panel.list.currentRow() == 0


def test_that_a_change_while_a_review_is_shown_is_listed_and_the_review_stays(
    page: MapPage, panel: ReviewsPanel, book: Book, freeze: Callable[..., str]
) -> None:
    freeze("first", 20)
    QTest.keyClick(panel.list, Qt.Key.Key_Down)
    maps.judge(book.workbook, book.purchase, [book.people["钟敏"]], "stakeholder.attitude", "opponent")
    assert said(panel) == [f"钟敏 not known → opponent, {date.today().isoformat()}"]
    assert attitude_shown(page.view, book.people["钟敏"]) is None


def test_that_a_line_selects_the_person_it_is_about(
    page: MapPage, panel: ReviewsPanel, book: Book, freeze: Callable[..., str]
) -> None:
    freeze("first", 20)
    maps.judge(book.workbook, book.purchase, [book.people["方凯"]], "stakeholder.closeness", "close")
    QApplication.processEvents()
    click(panel.changes.rows[0])
    assert page.view.map_scene.selection == (book.people["方凯"],)


def test_that_a_line_about_someone_gone_shows_them_as_a_ghost(
    page: MapPage, panel: ReviewsPanel, book: Book, freeze: Callable[..., str]
) -> None:
    freeze("first", 20)
    people.delete_people(book.workbook, [book.people["方凯"]])
    QApplication.processEvents()
    click(panel.changes.rows[0])
    assert page.view.map_scene.selection == (book.people["方凯"],)
    assert panel.modes["marked"].isChecked() and not page.stage.shows_live


def test_that_of_several_changes_the_steps_are_offered(
    panel: ReviewsPanel, book: Book, freeze: Callable[..., str]
) -> None:
    freeze("first", 20)
    for value in ("opponent", "neutral", "supporter"):
        maps.judge(book.workbook, book.purchase, [book.people["方凯"]], "stakeholder.attitude", value)
    QApplication.processEvents()
    (steps,) = panel.changes.steps
    click(steps.button)
    today = date.today().isoformat()
    assert steps.text.split("\n") == [f"→ {value}, {today}" for value in ("opponent", "neutral", "supporter")]


def change_everything(book: Book) -> str:
    """A judgement, someone new, someone gone, a link more, one less, one stronger; who is new."""
    workbook, people_ = book.workbook, book.people
    maps.judge(workbook, book.purchase, [people_["严文博"]], "stakeholder.attitude", "neutral")
    maps.place_cards(workbook, book.purchase, [Placement(people_["凌蓉"], 0, 0)])
    people.delete_people(workbook, [people_["邹志强"]])
    links.draw_link(workbook, people_["凌蓉"], people_["沈国梁"], "influences")
    shown = book.map().links
    links.remove_links(workbook, [link.id for link in shown if link.kind == "reports_to"])
    links.change_link(
        workbook, next(link.id for link in shown if link.source_id == people_["严文博"]), strength=1
    )
    return people_["凌蓉"]


def test_that_laid_over_each_other_every_change_is_marked_and_who_is_gone_is_a_ghost(
    page: MapPage, panel: ReviewsPanel, book: Book, freeze: Callable[..., str]
) -> None:
    freeze("first", 20)
    gone = book.people["邹志强"]
    change_everything(book)
    QApplication.processEvents()
    click(panel.modes["marked"])
    scene = page.view.map_scene
    assert scene.card(gone) is not None and scene.card_item(gone).opacity() < 1
    assert scene.card_item(book.people["严文博"]).opacity() == 1
    assert {"new", "gone", "removed", "strong → weak"} <= marks(page.view)
    assert page.influence_map is not None
    assert gone not in {card.person_id for card in page.influence_map.cards}  # not on paper
    click(panel.modes["picture"])
    assert marks(page.view) == set() and scene.card(gone) is None
    assert page.stage.shows_live


def test_that_side_by_side_both_show_the_same_part_at_the_same_zoom(
    page: MapPage, panel: ReviewsPanel, book: Book, freeze: Callable[..., str]
) -> None:
    freeze("first", 20)
    new = change_everything(book)
    QApplication.processEvents()
    click(panel.modes["beside"])
    pair = page.stage.frame.currentWidget()
    assert isinstance(pair, TwoViews)
    QTest.qWait(0)
    left, right = pair.views
    assert left.isVisible() and right.isVisible() and not page.view.isVisible()
    assert left.map_scene.card(book.people["邹志强"]) is not None and left.map_scene.card(new) is None
    assert right.map_scene.card(book.people["邹志强"]) is None and right.map_scene.card(new) is not None

    def same() -> bool:
        corners = [view.mapToScene(QPoint(0, 0)) for view in (left, right)]
        return left.zoom == right.zoom and corners[0] == corners[1]

    assert same()
    click(page.toolbar.zoom_in)
    assert same() and left.zoom == page.view.zoom
    right.set_zoom(1.4)
    assert same() and left.zoom == 1.4
    left.pan(QPoint(-60, -30))
    assert same()
    row = next(row for row in panel.changes.rows if row.change.field == "stakeholder.attitude")
    click(row)
    assert left.map_scene.selection == right.map_scene.selection == (book.people["严文博"],)
    click(page.stage.strip.back)
    assert page.view.isVisible() and panel.shown == NOW


@pytest.mark.parametrize("looked", ["beginning", "fitted", "closer"])
def test_that_after_side_by_side_the_map_is_seen_as_before(
    page: MapPage, panel: ReviewsPanel, freeze: Callable[..., str], looked: str
) -> None:
    freeze("first", 20)
    if looked == "fitted":
        page.view.fit()
    elif looked == "closer":
        page.view.set_zoom(1.3)
        page.view.pan(QPoint(-40, -20))
    QApplication.processEvents()
    before = page.view.look()
    click(panel.modes["beside"])
    QTest.qWait(0)
    pair = page.stage.frame.currentWidget()
    assert isinstance(pair, TwoViews)
    pair.views[0].set_zoom(0.6)
    assert page.view.zoom == 0.6  # the toolbar says the zoom of what is seen
    click(panel.modes["picture"])
    QApplication.processEvents()
    assert page.view.isVisible()
    assert page.view.look() == before


def test_that_any_two_states_can_be_compared(
    panel: ReviewsPanel, book: Book, freeze: Callable[..., str]
) -> None:
    someone = book.people["钟敏"]
    first = freeze("first", 20)
    maps.judge(book.workbook, book.purchase, [someone], "stakeholder.attitude", "neutral")
    freeze("second", 10)
    maps.judge(book.workbook, book.purchase, [someone], "stakeholder.attitude", "opponent")
    today = date.today().isoformat()
    assert said(panel) == [f"钟敏 neutral → opponent, {today}"]
    panel.partners.setFocus()
    QTest.keyClick(panel.partners, Qt.Key.Key_Down)
    assert panel.partners.currentData() == first
    assert said(panel) == [f"钟敏 not known → opponent, {today}"]
    click(panel.earlier)  # the second; compared with the first, as was chosen
    assert said(panel) == [f"钟敏 not known → neutral, {today}"]


def test_that_reviews_are_renamed_and_deleted_by_key_and_come_back(
    page: MapPage, panel: ReviewsPanel, book: Book, freeze: Callable[..., str]
) -> None:
    freeze("first")
    panel.list.setFocus()
    QTest.keyClick(panel.list, Qt.Key.Key_Down)
    QTest.keyClick(panel.list, Qt.Key.Key_F2)
    type_name(page, "better")
    assert panel.list.item(1).text().endswith("better")
    assert "better" in page.stage.strip.text.text()
    panel.list.setFocus()
    QTest.keyClick(panel.list, Qt.Key.Key_Delete)
    assert reviews.reviews_of(book.workbook, book.purchase) == []
    assert page.stage.shows_live
    book.workbook.undo()
    assert panel.list.count() == 2


def test_that_the_live_map_cannot_be_renamed_or_deleted_as_if_it_were_a_review(
    panel: ReviewsPanel, book: Book, freeze: Callable[..., str]
) -> None:
    freeze("first")
    panel.list.setFocus()
    for key in (Qt.Key.Key_F2, Qt.Key.Key_Delete):
        QTest.keyClick(panel.list, key)
    assert len(reviews.reviews_of(book.workbook, book.purchase)) == 1
    assert not panel.more.isEnabled()


def test_that_a_review_that_cannot_be_read_says_so_and_the_map_stays(
    page: MapPage, panel: ReviewsPanel, book: Book, freeze: Callable[..., str]
) -> None:
    review = freeze("first")
    with book.workbook.edit(reviews.Text("x", "x")) as connection:
        connection.exec_driver_sql("UPDATE map_review SET picture = '[]' WHERE id = ?", (review,))
    QTest.keyClick(panel.list, Qt.Key.Key_Down)
    assert "cannot be read" in panel.remark.text()
    assert page.stage.shows_live and panel.changes.rows == []
    for mode in cast("tuple[Mode, ...]", ("marked", "beside", "picture")):
        click(panel.modes[mode])
        assert page.stage.shows_live


def test_that_a_new_review_is_proposed_once_the_last_is_old_and_something_has_changed(
    panel: ReviewsPanel, book: Book, freeze: Callable[..., str]
) -> None:
    freeze("first", 29)
    maps.judge(book.workbook, book.purchase, [book.people["钟敏"]], "stakeholder.attitude", "neutral")
    assert panel.due.isHidden()
    reviews.delete_review(book.workbook, reviews.reviews_of(book.workbook, book.purchase)[0].id)
    freeze("second", 31)
    assert panel.due.isHidden()  # nothing has changed since
    maps.judge(book.workbook, book.purchase, [book.people["钟敏"]], "stakeholder.attitude", "opponent")
    assert panel.due.isVisible() and "31 days" in panel.due.text()


def test_that_closing_the_panel_gives_the_live_map_back(
    page: MapPage, panel: ReviewsPanel, book: Book, freeze: Callable[..., str]
) -> None:
    freeze("first")
    change_everything(book)
    for mode in cast("tuple[Mode, ...]", ("picture", "marked", "beside")):
        QApplication.processEvents()
        panel.list.setCurrentRow(1)
        click(panel.modes[mode])
        assert not page.stage.shows_live
        click(page.beside.bar["reviews"])
        assert page.stage.shows_live and page.view.isVisible()
        assert page.influence_map == book.map()
        click(page.beside.bar["reviews"])


def test_that_deleting_the_purchase_names_its_reviews(
    page: MapPage, book: Book, freeze: Callable[..., str], monkeypatch: pytest.MonkeyPatch
) -> None:
    freeze("first")
    told: list[str] = []
    monkeypatch.setattr(
        "keyaccount_desktop.ui.influence_map.map_page.show_done", lambda _origin, text, *_: told.append(text)
    )
    page.toolbar.purchase_deleted.emit()
    assert told == ["Deleted 彩色超声系统采购 with its map: 5 cards, 1 review"]


@pytest.mark.parametrize("mode", ["picture", "marked", "beside"])
def test_that_a_purchase_deleted_while_its_review_is_shown_takes_it_along_and_back(
    page: MapPage, panel: ReviewsPanel, book: Book, freeze: Callable[..., str], mode: Mode
) -> None:
    freeze("first")
    change_everything(book)
    QApplication.processEvents()
    panel.list.setCurrentRow(1)
    click(panel.modes[mode])
    delete_purchase(book.workbook, book.purchase)
    assert page.stage.shows_live and page.purchase_id == ""
    book.workbook.undo()
    assert page.purchase_id == book.purchase and page.influence_map == book.map()
    assert panel.list.count() == 2 and panel.shown == NOW


def test_that_undoing_a_review_leads_to_its_map(book: Book, freeze: Callable[..., str]) -> None:
    freeze("first")
    change = book.workbook.undo()
    assert change is not None
    there = place_of(change, TODAY, lambda kind, id_: home_of(book.workbook, kind, id_))
    assert there == client(book.account, "map", book.purchase)


def test_that_the_menus_freeze_and_step(
    page: MapPage, panel: ReviewsPanel, freeze: Callable[..., str]
) -> None:
    first = freeze("first", 3)
    click(page.beside.bar["reviews"])  # closed: the commands open it
    assert page.edit_command("map_earlier_review") and panel.shown == first
    assert page.edit_command("map_later_review") and panel.shown == NOW
    assert page.edit_command("map_freeze_review")
    type_name(page, "by menu")
    assert panel.list.item(1).text().endswith("by menu")
    assert page.edit_command("map_reviews") and page.beside.current in ("", "reviews")


def test_that_the_list_of_states_is_a_sound_model(panel: ReviewsPanel, freeze: Callable[..., str]) -> None:
    tester = QAbstractItemModelTester(
        panel.list.model(), QAbstractItemModelTester.FailureReportingMode.Warning
    )
    ids = [freeze(name) for name in "abc"]
    reviews.delete_review(panel._workbook, ids[1])
    del tester
