"""The photo of a person: by dialog, paste and drop, cropped in place, replaced, removed, undone."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt
from PySide6.QtGui import QGuiApplication, QImage, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QMenu, QWidget
from pytestqt.qtbot import QtBot

from keyaccount_desktop.ui.person_page import PersonPage
from keyaccount_desktop.ui.photo import PhotoCircle
from keyaccount_desktop.ui.photo_crop import CropPanel
from keyaccount_desktop.ui.widgets import MessageBar
from keyaccount_desktop.workbook.document import Workbook
from keyaccount_desktop.workbook.people import add_person, person_card
from keyaccount_desktop.workbook.photos import MOST_BYTES, photo
from tests.ui import dropping
from tests.ui.fields.conftest import Book

OpenPage = Callable[..., PersonPage]
Key = Qt.Key


def quarters(kind: str = "PNG", size: tuple[int, int] = (400, 400)) -> bytes:
    """Red, green, blue and white, a quarter each; with a note of where it was taken."""
    wide, high = size
    image = Image.new("RGB", size, "white")
    image.paste("red", (0, 0, wide // 2, high // 2))
    image.paste((0, 160, 0), (wide // 2, 0, wide, high // 2))
    image.paste("blue", (0, high // 2, wide // 2, high))
    exif = Image.Exif()
    exif[0x010E] = "at home in Shanghai"
    out = BytesIO()
    image.save(out, kind, exif=exif)
    return out.getvalue()


def circle(page: PersonPage) -> PhotoCircle:
    assert page.essentials is not None
    return page.essentials.photo


def panel(page: PersonPage, qtbot: QtBot) -> CropPanel:
    """The surface for cropping, once the picture is read."""
    qtbot.waitUntil(lambda: circle(page).panel is not None)
    found = circle(page).panel
    assert found is not None and found.isVisible()
    qtbot.waitUntil(found.view.hasFocus)
    return found


def photo_of(book: Book) -> bytes | None:
    photo_id = person_card(book.workbook, book.ids["person"]).photo_id
    return photo(book.workbook, photo_id) if photo_id else None


def colours(data: bytes | None) -> str:
    """The colours of the four corners: r, g, b or w."""
    assert data is not None and len(data) <= MOST_BYTES and b"Shanghai" not in data
    with Image.open(BytesIO(data)) as image:
        side = image.width
        assert image.height == side and image.format == "JPEG"
        found = ""
        for x, y in ((0.1, 0.1), (0.9, 0.1), (0.1, 0.9), (0.9, 0.9)):
            r, g, b = image.convert("RGB").getpixel((int(x * side), int(y * side)))
            found += "w" if min(r, g, b) > 180 else "r" if r > 150 else "b" if b > 150 else "g"
    return found


def message(page: QWidget) -> str:
    bar = page.window().findChild(MessageBar)
    assert bar is not None
    return bar.text if bar.isVisible() else ""


def choose(window: QWidget, path: Path, qtbot: QtBot) -> None:
    """Answer the file dialog that is open."""
    qtbot.waitUntil(lambda: bool(window.findChildren(QFileDialog)))
    (dialog,) = window.findChildren(QFileDialog)
    dialog.selectFile(str(path))
    dialog.fileSelected.emit(str(path))
    dialog.reject()
    qtbot.waitUntil(lambda: not window.findChildren(QFileDialog))
    window.activateWindow()  # as a desktop does


# ---- the three ways in


def test_that_a_picture_dropped_on_the_circle_becomes_the_photo(
    page: PersonPage, book: Book, qtbot: QtBot, tmp_path: Path
) -> None:
    path = tmp_path / "face.jpg"
    path.write_bytes(quarters("JPEG"))
    assert dropping.drop(circle(page), dropping.files([path]))
    found = panel(page, qtbot)
    assert photo_of(book) is None
    QTest.keyClick(found.view, Key.Key_Return)
    qtbot.waitUntil(lambda: circle(page).has_photo)
    assert colours(photo_of(book)) == "rgbw"
    assert circle(page).hasFocus()
    assert circle(page).panel is None
    book.workbook.undo()
    assert photo_of(book) is None
    assert not circle(page).has_photo
    assert book.workbook.undo() is None


@pytest.mark.parametrize("kind", ["image/png", "image/jpeg", "application/x-qt-image", "file"])
def test_that_a_picture_is_pasted_with_the_keyboard(
    page: PersonPage, book: Book, qtbot: QtBot, tmp_path: Path, kind: str
) -> None:
    if kind == "file":
        (tmp_path / "face.png").write_bytes(quarters())
        dropping.copy(dropping.files([tmp_path / "face.png"]))
    elif kind.startswith("image"):
        dropping.copy(dropping.bytes_of(kind, quarters("JPEG" if "jpeg" in kind else "PNG")))
    else:
        QGuiApplication.clipboard().setImage(QImage.fromData(quarters()))
    circle(page).setFocus()
    assert circle(page).edits_here()
    assert circle(page).edit_command("paste")
    QTest.keyClick(panel(page, qtbot).view, Key.Key_Enter)
    qtbot.waitUntil(lambda: circle(page).has_photo)
    assert colours(photo_of(book)) == "rgbw"


def test_that_a_picture_pasted_on_the_page_is_meant_as_the_photo(page: PersonPage, qtbot: QtBot) -> None:
    dropping.copy(dropping.bytes_of("image/png", quarters()))
    page.setFocus()
    assert page.edits_here()
    assert page.edit_command("paste")
    QTest.keyClick(panel(page, qtbot).view, Key.Key_Escape)


def test_that_a_picture_is_chosen_in_a_dialog_from_the_circles_menu(
    page: PersonPage, book: Book, qtbot: QtBot, tmp_path: Path
) -> None:
    path = tmp_path / "face.webp"
    path.write_bytes(quarters("WEBP"))
    circle(page).setFocus()
    QTest.keyClick(circle(page), Key.Key_Return)
    menu = next(found for found in circle(page).findChildren(QMenu) if found.isVisible())
    assert [action.text() for action in menu.actions()] == ["Choose a picture…", "Paste a picture"]
    QTest.keyClick(menu, Key.Key_Down)
    QTest.keyClick(menu, Key.Key_Return)
    choose(page.window(), path, qtbot)
    QTest.mouseClick(panel(page, qtbot).use, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: circle(page).has_photo)
    assert colours(photo_of(book)) == "rgbw"


def test_that_a_photo_is_replaced_removed_and_every_step_undone(
    page: PersonPage, book: Book, qtbot: QtBot
) -> None:
    for size in ((400, 400), (200, 200)):
        dropping.drop(circle(page), dropping.bytes_of("image/png", quarters(size=size)))
        QTest.keyClick(panel(page, qtbot).view, Key.Key_Return)
    second = photo_of(book)
    circle(page).setFocus()
    assert circle(page).edit_command("delete")
    assert photo_of(book) is None and not circle(page).has_photo
    book.workbook.undo()
    assert photo_of(book) == second and circle(page).has_photo
    book.workbook.undo()
    assert photo_of(book) not in (None, second)
    assert str(book.workbook.undo_label) == "Set the photo of Wang Jianguo"


# ---- cropping


@pytest.fixture
def cropping(page: PersonPage, qtbot: QtBot) -> CropPanel:
    dropping.drop(circle(page), dropping.bytes_of("image/png", quarters()))
    return panel(page, qtbot)


def accepted(page: PersonPage, book: Book, qtbot: QtBot) -> str:
    crop = circle(page).panel
    assert crop is not None
    QTest.keyClick(crop.view, Key.Key_Return)
    qtbot.waitUntil(lambda: circle(page).has_photo)
    return colours(photo_of(book))


def test_that_plus_and_arrows_choose_a_quarter(
    page: PersonPage, book: Book, qtbot: QtBot, cropping: CropPanel
) -> None:
    for _ in range(5):
        QTest.keyClick(cropping.view, Key.Key_Plus)
    for _ in range(30):
        QTest.keyClick(cropping.view, Key.Key_Left)
        QTest.keyClick(cropping.view, Key.Key_Up)
    assert accepted(page, book, qtbot) == "wwww"


def test_that_dragging_moves_the_picture_under_the_window(
    page: PersonPage, book: Book, qtbot: QtBot, cropping: CropPanel
) -> None:
    for _ in range(5):
        QTest.mouseClick(cropping.larger, Qt.MouseButton.LeftButton)
    before = cropping.view.square
    middle = cropping.view.rect().center()
    QTest.mousePress(cropping.view, Qt.MouseButton.LeftButton, pos=middle)
    for part in (1, 2, 3, 4):
        QTest.mouseMove(cropping.view, middle + QPoint(20 * part, 20 * part))
    QTest.mouseRelease(cropping.view, Qt.MouseButton.LeftButton, pos=middle + QPoint(80, 80))
    moved = 80 * before.side / cropping.view.width()
    assert cropping.view.square.x == pytest.approx(before.x - moved)
    for _ in range(4):
        QTest.mousePress(cropping.view, Qt.MouseButton.LeftButton, pos=middle)
        QTest.mouseMove(cropping.view, middle + QPoint(100, 100))
        QTest.mouseRelease(cropping.view, Qt.MouseButton.LeftButton, pos=middle + QPoint(100, 100))
    assert (cropping.view.square.x, cropping.view.square.y) == (0, 0)
    QTest.mouseMove(cropping.view, middle)
    assert accepted(page, book, qtbot) == "rrrr"


def test_that_the_wheel_zooms_where_the_mouse_is_and_the_page_stays(
    page: PersonPage, book: Book, qtbot: QtBot, cropping: CropPanel
) -> None:
    corner = QPointF(cropping.view.width() - 4.0, 4.0)
    for _ in range(6):
        turn = QWheelEvent(
            corner, cropping.view.mapToGlobal(corner), QPoint(), QPoint(0, 120),
            Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
        )  # fmt: skip
        QApplication.sendEvent(cropping.view, turn)
        assert turn.isAccepted()
    assert accepted(page, book, qtbot) == "gggg"


def test_that_it_never_leaves_the_picture_and_starts_over_with_0(cropping: CropPanel) -> None:
    whole = cropping.view.square
    for key in (Key.Key_Minus, Key.Key_Left, Key.Key_Right, Key.Key_Up, Key.Key_Down):
        QTest.keyClick(cropping.view, key)
        assert cropping.view.square == whole
    for _ in range(60):
        QTest.keyClick(cropping.view, Key.Key_Equal)
    assert 0 < cropping.view.square.side < whole.side
    QTest.keyClick(cropping.view, Key.Key_0)
    assert cropping.view.square == whole


@pytest.mark.parametrize("how", ["escape", "button", "enter on the button"])
def test_that_giving_up_changes_nothing(
    page: PersonPage, book: Book, qtbot: QtBot, cropping: CropPanel, how: str
) -> None:
    if how == "escape":
        QTest.keyClick(cropping.view, Key.Key_Escape)
    elif how == "button":
        QTest.mouseClick(cropping.cancel, Qt.MouseButton.LeftButton)
    else:
        cropping.cancel.setFocus()
        QTest.keyClick(cropping.cancel, Key.Key_Return)
    assert circle(page).panel is None
    assert circle(page).hasFocus()
    assert photo_of(book) is None
    assert book.workbook.undo_label is None


def test_that_going_to_someone_else_gives_up(page: PersonPage, book: Book, qtbot: QtBot) -> None:
    other = add_person(book.workbook, book.ids["account"], "Li Xuemei")
    dropping.drop(circle(page), dropping.bytes_of("image/png", quarters()))
    panel(page, qtbot)
    page.show_person(other)
    assert circle(page).panel is None
    dropping.drop(circle(page), dropping.bytes_of("image/png", quarters()))
    page.show_person(book.ids["person"])  # before the picture is read
    qtbot.waitUntil(lambda: QApplication.instance() is not None)
    for id_ in (other, book.ids["person"]):
        assert person_card(book.workbook, id_).photo_id is None


# ---- refusals


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (quarters("JPEG")[:2000], "damaged or cut off"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "an SVG drawing, not a photo"),
        (b"MZ\0", "a program, not a photo"),
        (b"", "is empty"),
    ],
)
def test_that_what_is_no_photo_is_refused_in_words(
    page: PersonPage, book: Book, qtbot: QtBot, tmp_path: Path, content: bytes, words: str
) -> None:
    path = tmp_path / "face.jpg"
    path.write_bytes(content)
    assert dropping.drop(circle(page), dropping.files([path]))
    qtbot.waitUntil(lambda: words in message(page))
    assert circle(page).panel is None
    assert photo_of(book) is None


def test_that_several_files_or_a_folder_make_no_photo(page: PersonPage, qtbot: QtBot, tmp_path: Path) -> None:
    dropping.drop(circle(page), dropping.files([tmp_path / "a.png", tmp_path / "b.png"]))
    assert "one photo" in message(page)
    dropping.drop(circle(page), dropping.files([tmp_path]))
    qtbot.waitUntil(lambda: "is a folder" in message(page))


def test_that_pasting_text_says_what_is_missing(page: PersonPage) -> None:
    QGuiApplication.clipboard().setText("Wang")
    circle(page).setFocus()
    circle(page).edit_command("paste")
    assert "holds no picture" in message(page)


def test_that_text_dragged_over_the_circle_is_not_taken(page: PersonPage) -> None:
    text = QMimeData()
    text.setText("Wang")
    assert not dropping.drop(circle(page), text)


def test_that_a_post_has_no_photo_and_a_read_only_workbook_takes_none(
    book: Book, open_page: OpenPage, tmp_path: Path
) -> None:
    post = add_person(book.workbook, book.ids["account"], "Head of pharmacy", kind="post")
    with_post = open_page(book.workbook, post)
    assert not circle(with_post).acceptDrops()
    assert circle(with_post).focusPolicy() == Qt.FocusPolicy.NoFocus
    with_post.release()
    book.workbook.close()
    reader = Workbook.open(book.workbook.path, read_only=True)
    try:
        read_only = open_page(reader, book.ids["person"])
        assert circle(read_only).focusPolicy() == Qt.FocusPolicy.NoFocus
        assert not circle(read_only).edits_here()
        QTest.mouseClick(circle(read_only), Qt.MouseButton.LeftButton)
        assert not circle(read_only).findChildren(QMenu)
        assert not dropping.drop(circle(read_only), dropping.bytes_of("image/png", quarters()))
    finally:
        read_only.release()
        reader.close()


def test_that_a_photo_from_elsewhere_that_is_none_shows_the_initial(page: PersonPage, book: Book) -> None:
    connection = book.workbook.driver_connection
    for number, content in enumerate((b"no picture", quarters("PNG"), b"")):
        connection.execute("INSERT INTO blob VALUES (?, 'image/jpeg', ?)", (str(number), content))
        connection.execute("UPDATE person SET photo_id = ?", (str(number),))
        circle(page).show_card(person_card(book.workbook, book.ids["person"]))
        assert not circle(page).has_photo
    circle(page).repaint()


def test_that_aiming_shows_on_the_circle(page: PersonPage) -> None:
    plain = circle(page).grab().toImage()
    assert dropping.drag_over(circle(page), dropping.bytes_of("image/png", quarters()))
    assert circle(page).grab().toImage() != plain
    dropping.take_away(circle(page))
    assert circle(page).grab().toImage() == plain
