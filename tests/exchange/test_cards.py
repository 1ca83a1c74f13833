"""The Excel export of people: who is in it, what stays out, what the data sheet gives back, what is logged."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from PIL import Image
from python_calamine import CalamineWorkbook
from sqlalchemy import insert, update

from keyaccount_desktop.exchange import card_content
from keyaccount_desktop.exchange.card_content import CardView
from keyaccount_desktop.exchange.card_layout import LIMITS, PAGE_HEIGHT, lay_out
from keyaccount_desktop.exchange.cards import write_cards
from keyaccount_desktop.language import Text, UserError
from keyaccount_desktop.method import catalogue
from keyaccount_desktop.method.fields import Field, Part
from keyaccount_desktop.workbook import tables
from keyaccount_desktop.workbook.accounts import add_account, add_department
from keyaccount_desktop.workbook.document import Workbook
from keyaccount_desktop.workbook.export_log import exports, record_export
from keyaccount_desktop.workbook.facts import Evidence, Fact, add_entry, facts_of, set_fact
from keyaccount_desktop.workbook.links import draw_link
from keyaccount_desktop.workbook.people import add_person, person_card
from keyaccount_desktop.workbook.products import add_product
from keyaccount_desktop.workbook.purchases import add_purchase, add_stakeholder
from keyaccount_desktop.workbook.tasks import set_next_step
from keyaccount_desktop.workbook.visits import add_visit
from tests.exchange.cards_read_back import parts, read_data

TEXTS: dict[str, object] = {
    "text": "绍兴, 上虞",
    "long_text": "=两行\n第二行",
    "email": "li@hospital.example",
    "phone": "0500-123 转 8",
    "number": 46,
    "percent": 12.5,
    "money": 3_000_000,
    "rating": 2,
    "flag": True,
    "date": "2026-11",
    "partial_date": {"calendar": "lunar", "year": 1972, "month": 8, "day": 10, "leap": False},
    "tags": ["球友", "a, b"],
}


def sample(field: Field | Part) -> Any:
    """A value a field can hold."""
    if isinstance(field, Field) and field.kind == "record":
        return {part.key: sample(part) for part in field.parts}
    if field.kind == "choice":
        # Of our own staff none is known yet: a name is as good.
        return next((choice.code for choice in field.choices or ()), "林方")
    if field.kind in ("choices", "checklist", "ranked"):
        return [choice.code for choice in field.choices or ()][:2]
    if field.low is not None and field.kind == "number":
        return int(field.low) + 1
    return TEXTS[field.kind]


@pytest.fixture
def workbook(tmp_path: Path) -> Iterator[Workbook]:
    with Workbook.create(tmp_path / "华东区.kaw") as made:
        yield made


@pytest.fixture
def client(workbook: Workbook) -> str:
    return add_account(workbook, "滨江市第一医院")


def cells(path: Path) -> Iterator[tuple[str, str, Any]]:
    """Sheet, place and cell of everything written."""
    for sheet in openpyxl.load_workbook(path).worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                yield sheet.title, cell.coordinate, cell


def words(path: Path, sheet: str) -> list[str]:
    rows = CalamineWorkbook.from_path(path).get_sheet_by_name(sheet).to_python()
    return [str(cell) for row in rows for cell in row if cell != ""]


# ---- what the file holds


def test_that_an_index_leads_to_a_sheet_for_everyone(workbook: Workbook, client: str, tmp_path: Path) -> None:
    for name in ("王建国", "O'Brien [QA]", "王建国"):
        add_person(workbook, client, name, position="主任")
    report = write_cards(workbook, target := tmp_path / "cards.xlsx")
    book = openpyxl.load_workbook(target)
    assert report.people == 3
    assert book.sheetnames == ["Index", "O'Brien QA", "王建国", "王建国 (2)", "Data"]
    linked = {cell.value: cell.hyperlink.location for *_, cell in cells(target) if cell.hyperlink}
    assert linked["O'Brien [QA]"] == "'O''Brien QA'!A1"
    assert linked["Data"] == "'Data'!A1"
    assert book["王建国"]["A1"].value == "王建国"


def test_that_a_card_shows_what_is_known(workbook: Workbook, client: str, tmp_path: Path) -> None:
    person = add_person(
        workbook,
        client,
        "王建国",
        department_id=add_department(workbook, client, "超声科", "using"),
        position="超声科主任",
        level="management",
    )
    boss = add_person(workbook, client, "周德明", position="院长")
    purchase = add_purchase(workbook, client, "彩色超声系统")
    part = ("stakeholder", add_stakeholder(workbook, purchase, person))
    set_fact(workbook, part, "stakeholder.attitude", "supporter")
    set_fact(workbook, part, "stakeholder.weight", 20, evidence=Evidence(certainty="assumed"))
    set_fact(workbook, ("person", person), "person.native_place", "绍兴上虞")
    set_fact(workbook, ("person", person), "person.lifestyle", "早起")
    draw_link(workbook, person, boss, "influences", strength=3)
    add_visit(
        workbook, client, kind="call", on_date="2026-01-18", people=[person], said="确认样机档期", effect=2
    )
    set_next_step(workbook, client, "送资料", "2030-01-01", person_id=person)
    write_cards(workbook, target := tmp_path / "cards.xlsx", language="zh")
    found = words(target, "王建国")
    assert found[:2] == ["王建国", "照片"]
    for text in (
        "超声科主任",
        "管理层",
        "滨江市第一医院    超声科",
        "在采购中 — 彩色超声系统",
        "支持者 ▲",
        "20% ?",
        "绍兴上虞",
        "影响 →",
        "周德明（院长）",
        "强",
        "2026-01-18",
        "电话",
        "确认样机档期 (+2)",
        "下一步",
        "送资料",
        "2030-01-01",
        "其他情况",
        "早起",
        "还想知道",
    ):
        assert text in found, text
    assumed = next(cell for sheet, _, cell in cells(target) if sheet == "王建国" and cell.value == "20% ?")
    assert assumed.font.italic
    blank = found.index("联系")
    assert found[blank + 1] == "采购角色", "what is unknown stays an empty line"


def test_that_every_field_alone_shows_on_a_private_card(
    workbook: Workbook, client: str, tmp_path: Path
) -> None:
    product = add_product(workbook, "澜影")
    purchase = add_purchase(workbook, client, "彩超")
    nobody = add_person(workbook, client, "nobody")
    add_stakeholder(workbook, purchase, nobody)
    wanted = {}
    for number, field in enumerate((*catalogue.fields_of("person"), *catalogue.fields_of("stakeholder"))):
        person = add_person(workbook, client, f"P{number}")
        part = add_stakeholder(workbook, purchase, person)
        subject = ("person", person) if field.subject == "person" else ("stakeholder", part)
        if field.many:
            add_entry(workbook, subject, field.key, sample(field))
        else:
            set_fact(workbook, subject, field.key, sample(field), item=product if field.per_product else "")
        wanted[f"P{number}"] = field
    write_cards(workbook, target := tmp_path / "cards.xlsx", private=True, language="zh")
    book = CalamineWorkbook.from_path(target)
    blank = _card_texts(book, "nobody")
    for name, field in wanted.items():
        assert _card_texts(book, name) - blank - {name}, f"{field.key} does not show"


def _card_texts(book: CalamineWorkbook, sheet: str) -> set[str]:
    """Texts of a card without its questions, which tell that something is not known."""
    rows = book.get_sheet_by_name(sheet).to_python()
    found: set[str] = set()
    for row in rows:
        if "还想知道" in row:
            break
        found.update(str(cell) for cell in row)
    return found


def test_that_the_map_has_a_sheet(workbook: Workbook, client: str, tmp_path: Path) -> None:
    add_person(workbook, client, "王建国")
    picture = BytesIO()
    Image.new("RGB", (2000, 500), "white").save(picture, "PNG")
    maps = [("彩超: 2026", picture.getvalue()), ("CT", picture.getvalue())]
    write_cards(workbook, target := tmp_path / "cards.xlsx", map_png=maps)
    book = openpyxl.load_workbook(target)
    assert book.sheetnames[-3:] == ["Map 彩超 2026", "Map CT", "Data"]
    (drawn,) = book["Map CT"]._images
    assert drawn.width == 4 * drawn.height
    write_cards(workbook, target, map_png=picture.getvalue())
    assert "Map" in openpyxl.load_workbook(target).sheetnames


def test_that_a_photo_keeps_its_shape_and_loses_its_secrets(
    workbook: Workbook, client: str, tmp_path: Path
) -> None:
    person, broken = add_person(workbook, client, "王建国"), add_person(workbook, client, "李秋梅")
    exif = Image.Exif()
    exif[0x010E] = "taken at home"
    photo = BytesIO()
    Image.new("RGB", (600, 900), "grey").save(photo, "JPEG", exif=exif)
    with workbook.edit(Text("photo", "photo")) as connection:
        for id_, data, owner in (("p", photo.getvalue(), person), ("q", b"no picture", broken)):
            connection.execute(insert(tables.blob).values(id=id_, media_type="image/jpeg", bytes=data))
            connection.execute(update(tables.person).where(tables.person.c.id == owner).values(photo_id=id_))
    report = write_cards(workbook, target := tmp_path / "cards.xlsx")
    (drawn,) = openpyxl.load_workbook(target)["王建国"]._images
    assert drawn.anchor.ext.width / drawn.anchor.ext.height == pytest.approx(600 / 900, rel=0.02)
    assert not any(b"taken at home" in data for _, data in parts(target))
    assert [(cut.person, cut.what.en, cut.where) for cut in report.cut] == [("李秋梅", "Photo", "card")]


def test_that_more_than_two_hundred_share_sheets_client_by_client(workbook: Workbook, tmp_path: Path) -> None:
    with workbook.edit(Text("fill", "fill")):
        for name, count in (("乙医院", 120), ("甲公司", 90), ("丙医院", 230)):
            client = add_account(workbook, name)
            for number in range(count):
                add_person(workbook, client, f"{name}{number:03}")
        add_person(workbook, None, "外人")
    told: list[tuple[int, int]] = []
    report = write_cards(
        workbook, target := tmp_path / "cards.xlsx", progress=lambda done, all_: told.append((done, all_))
    )
    assert report.people == 441
    assert told[-1] == (441, 441)
    book = CalamineWorkbook.from_path(target)
    assert book.sheet_names == ["Index", "丙医院", "丙医院 – 甲公司", "乙医院 – Outside the clients", "Data"]
    written = {name: data.decode() for name, data in parts(target)}
    links = re.findall(
        r"""<hyperlink ref="B\d+" location="'(.+?)'!A(\d+)"/>""", written["xl/worksheets/sheet1.xml"]
    )
    assert len(set(links)) == 441
    for number, sheet in enumerate(book.sheet_names[1:-1], 2):
        xml = written[f"xl/worksheets/sheet{number}.xml"]
        tops = [1, *(int(row) + 1 for row in re.findall(r'<brk id="(\d+)"', xml))]
        rows = book.get_sheet_by_name(sheet).to_python()
        people = [rows[top - 1][0] for top in tops]
        assert len(people) <= 200
        assert all(re.fullmatch(r"(乙医院|甲公司|丙医院)\d{3}|外人", str(person)) for person in people)
        assert [int(row) for name, row in links if name == sheet] == tops
        assert "fitToPage" not in xml, "page breaks count only where nothing is made to fit"


def test_that_everything_known_still_fits_the_page(workbook: Workbook, client: str, tmp_path: Path) -> None:

    person = add_person(workbook, client, "王" * 200)
    other = add_person(workbook, client, "李" * 200, position="长" * 300)
    for number in range(3):
        part = add_stakeholder(workbook, add_purchase(workbook, client, f"{number}" + "购" * 150), person)
        for field in catalogue.fields_of("stakeholder"):
            value = sample(field)
            set_fact(
                workbook,
                ("stakeholder", part),
                field.key,
                value * 200 if field.kind == "long_text" else value,
            )
    for field in catalogue.fields_of("person"):
        value = sample(field)
        if field.kind in ("text", "long_text"):
            value = (value + " W") * 300
        for number in range(3 if field.many or field.per_product else 1):
            set_fact(workbook, ("person", person), field.key, value, item=str(number) if field.many else "")
    for kind in ("influences", "conflict", "alumni", "introduces", "rapport", "place", "reports_to"):
        draw_link(workbook, person, other, kind)
    for number in range(9):
        add_visit(
            workbook,
            client,
            kind="visit",
            on_date=f"2026-01-0{number + 1}",
            people=[person],
            aim="目" * 99,
            said="说" * 999,
        )
        set_next_step(workbook, client, "下一步" * 90, "2026-12-01", person_id=person)
    for language in ("zh", "en"):
        for private in (True, False):
            view = CardView(language, private, {}, date(2026, 11, 23))  # type: ignore[arg-type]
            page = lay_out(person_card(workbook, person), view)
            assert page.height == sum(row.height or 0 for row in page.rows) <= PAGE_HEIGHT
            assert page.shortened
            assert page.height > PAGE_HEIGHT * 0.9, "room is used"
    assert len(set(LIMITS)) == len(LIMITS)


@pytest.mark.parametrize(
    ("born", "said"),
    [
        (
            "农历1979年闰六月三十",
            "农历1979年闰六月三十（下次 2027-08-01 周日，满 48 岁。当年没有闰六月，按六月。{rest}".format(
                rest="当年六月只有29天，三十按廿九。）"
            ),
        ),
        ("1980-02-29", "1980年2月29日（下次 2027-02-28 周日，满 47 岁。2月29日，当年没有这一天时按2月28日。）"),
        ("5月3日", "5月3日（下次 2027-05-03 周一）"),
        ("1979年", "1979年"),
    ],
)  # fmt: skip
def test_that_a_card_says_when_a_birthday_is_next_and_by_which_rule(
    born: str, said: str, workbook: Workbook, client: str
) -> None:
    person = add_person(workbook, client, "孙丽华")
    set_fact(workbook, ("person", person), "person.birthday", born)
    view = CardView("zh", True, {}, date(2026, 11, 27))
    shown = card_content.shown("person.birthday", person_card(workbook, person).facts, view)
    assert shown is not None and shown.text == said


def test_that_the_age_on_a_card_is_the_one_completed(workbook: Workbook, client: str) -> None:
    person = add_person(workbook, client, "刘敏")
    view = CardView("zh", True, {}, date(2026, 11, 27))
    for born, age in (
        ("1979-11-27", "47"),
        ("1979-11-28", "46"),
        ("1979", "47"),
        ("农历1979年十月二十", "46"),
    ):
        set_fact(workbook, ("person", person), "person.birthday", born)
        shown = card_content.age(person_card(workbook, person).facts, view)
        assert shown is not None and shown.text == age, born


# ---- what stays out


def _with_secrets(workbook: Workbook, client: str) -> list[str]:
    """Someone of whom everything sensitive is known; the words that give it away."""
    person, other = add_person(workbook, client, "王建国"), add_person(workbook, client, "周德明")
    part = add_stakeholder(workbook, add_purchase(workbook, client, "彩超"), person)
    secrets = []
    for field in catalogue.FIELDS.values():
        if not (field.sensitive or field.private) or field.subject not in ("person", "stakeholder"):
            continue
        subject = ("person", person) if field.subject == "person" else ("stakeholder", part)
        value = sample(field)
        if field.kind in ("text", "long_text"):
            value = f"secret {field.key}"
            secrets.append(value)
        if field.many:
            add_entry(workbook, subject, field.key, value)
        else:
            set_fact(workbook, subject, field.key, value)
    add_entry(workbook, ("person", person), "person.family", {"name": "SecretWife", "relation": "spouse"})
    add_entry(workbook, ("person", person), "person.phones", {"number": "139 SECRET 1", "label": "private"})
    add_entry(workbook, ("person", person), "person.phones", {"number": "0500-1", "label": "office"})
    link = draw_link(workbook, person, other, "alumni", evidence=Evidence("coach"))
    set_fact(workbook, ("link", link), "link.note", "secret note")
    set_fact(workbook, ("person", person), "person.native_place", "绍兴", evidence=Evidence("coach"))
    return [*secrets, "SecretWife", "139 SECRET 1", "secret note", "1972", "Allied", "Acquainted", "Alumni"]


def test_that_sensitive_fields_are_nowhere_in_a_shared_file(
    workbook: Workbook, client: str, tmp_path: Path
) -> None:
    secrets = _with_secrets(workbook, client)
    report = write_cards(workbook, target := tmp_path / "cards.xlsx")
    content = b"".join(data for _, data in parts(target)).decode("utf-8", "replace")
    for secret in (*secrets, "acquainted", "alumni", "person.family", "stakeholder.coach"):
        assert secret not in content, secret
    assert not re.search("coach", content, re.IGNORECASE), "even that there is one"
    assert "0500-1" in content
    assert "绍兴" in content
    assert report.private_fields == ()


def test_that_a_private_file_holds_them_and_says_so(workbook: Workbook, client: str, tmp_path: Path) -> None:
    secrets = _with_secrets(workbook, client)
    report = write_cards(workbook, target := tmp_path / "cards.xlsx", private=True)
    content = b"".join(data for _, data in parts(target)).decode("utf-8", "replace")
    for secret in secrets:
        assert secret in content or secret == "Allied", secret
    assert {"person.family", "person.phones", "stakeholder.coach", "link.note"} <= set(report.private_fields)


# ---- the data sheet


def test_that_the_data_sheet_gives_back_every_field_exactly(
    workbook: Workbook, client: str, tmp_path: Path
) -> None:
    product = add_product(workbook, "澜影 X8")
    person, other = add_person(workbook, client, "王建国"), add_person(workbook, client, "周德明")
    parts_ = [
        add_stakeholder(workbook, add_purchase(workbook, client, f"采购{number}"), person)
        for number in (1, 2)
    ]
    evidence = Evidence("self", "assumed", "2026-03-01")
    for field in catalogue.fields_of("person"):
        value = sample(field)
        for number in (1, 2) if field.many else (1,):
            item = f"entry{number}" if field.many else product if field.per_product else ""
            set_fact(workbook, ("person", person), field.key, value, item=item, evidence=evidence)
    for field in catalogue.fields_of("stakeholder"):
        for part in parts_:
            set_fact(workbook, ("stakeholder", part), field.key, sample(field), evidence=evidence)
    link = draw_link(workbook, person, other, "influences", strength=3)
    set_fact(workbook, ("link", link), "link.note", "听他的")
    write_cards(workbook, target := tmp_path / "cards.xlsx", private=True, language="zh")
    first, second = read_data(target, "数据")
    assert (first.values["person"], first.values["person.name"]) == (person, "王建国")
    assert first.values["account"] == client
    assert "person.position" not in second.values
    for fact in facts_of(workbook, ("person", person)):
        _check(fact, "", first.values, first.evidence)
    newest = [first.values["[1]purchase.name"], first.values["[2]purchase.name"]]
    assert sorted(newest) == ["采购1", "采购2"]
    for number, part in enumerate(parts_ if newest[0] == "采购1" else parts_[::-1], 1):
        for fact in facts_of(workbook, ("stakeholder", part)):
            _check(fact, f"[{number}]", first.values, first.evidence)
    tie = first.evidence["link[1]"]
    assert (tie["id"], tie["kind"], tie["from"], tie["to"]) == (link, "influences", person, other)
    assert {fact["f"]: fact["v"] for fact in tie["facts"]} == {"link.strength": 3, "link.note": "听他的"}
    assert "link[1]" not in second.values, "a link stands once"


def _check(fact: Fact, prefix: str, values: dict[str, Any], evidence: dict[str, dict[str, Any]]) -> None:
    field = catalogue.field(fact.field)
    key = f"{prefix}{fact.field}"
    if field.many:
        key += f"[{int(fact.item.removeprefix('entry'))}]"
    elif field.per_product:
        key += f"/{fact.item}"
    assert values[key] == fact.value, key
    assert type(values[key]) is type(fact.value) or isinstance(fact.value, int | float), key
    beside = evidence[key]
    assert (beside.get("s"), beside["c"], beside["l"]) == (fact.source, fact.certainty, fact.learned_on)
    assert beside.get("i", "") == fact.item


def test_that_keys_and_evidence_are_hidden_and_headings_are_words(
    workbook: Workbook, client: str, tmp_path: Path
) -> None:
    set_fact(workbook, ("person", add_person(workbook, client, "王建国")), "person.age", 46)
    write_cards(workbook, target := tmp_path / "cards.xlsx", language="zh")
    sheet = openpyxl.load_workbook(target)["数据"]
    assert sheet.row_dimensions[1].hidden
    keys = {cell.value: cell.column_letter for cell in sheet[1]}
    assert sheet.column_dimensions[keys["person.native_place!"]].hidden
    assert sheet.column_dimensions[keys["person"]].hidden
    assert not sheet.column_dimensions[keys["person.native_place"]].hidden
    assert sheet[f"{keys['person.native_place']}2"].value == "籍贯"
    assert sheet[f"{keys['person.age']}3"].value == 46
    assert sheet.freeze_panes == "C3"
    assert {field.key for field in catalogue.fields_of("person") if not field.sensitive} <= {
        key.removesuffix("[1]") for key in keys
    }


# ---- refusals, the log, the file


def test_that_an_export_is_logged_without_names(workbook: Workbook, client: str, tmp_path: Path) -> None:
    person = add_person(workbook, client, "王建国")
    set_fact(workbook, ("person", person), "person.notes", "private note")
    write_cards(workbook, tmp_path / "a.xlsx", account_id=client)
    write_cards(workbook, tmp_path / "b.xlsx", person_ids=[person], private=True)
    shared, private = sorted(exports(workbook), key=lambda entry: len(entry.private_fields))
    assert (shared.kind, shared.folder, shared.people) == ("cards", str(tmp_path), 1)
    assert shared.private_fields == ()
    assert private.private_fields == ("person.notes",)
    assert workbook.undo_label is not None
    assert workbook.undo_label.en != "Export", "what left cannot be undone"


def test_that_someone_elses_open_workbook_gives_shared_cards_but_no_private_ones(tmp_path: Path) -> None:
    path = tmp_path / "w.kaw"
    with Workbook.create(path) as made:
        person = add_person(made, None, "王建国")
    with Workbook.open(path, read_only=True) as reader:
        assert write_cards(reader, tmp_path / "a.xlsx", person_ids=[person]).people == 1
        with pytest.raises(UserError):
            write_cards(reader, tmp_path / "b.xlsx", private=True)
        assert not (tmp_path / "b.xlsx").exists()
        assert exports(reader) == []


def test_that_an_export_that_is_stopped_or_refused_leaves_the_old_file(
    workbook: Workbook, client: str, tmp_path: Path
) -> None:
    add_person(workbook, client, "王建国")
    target = tmp_path / "cards.xlsx"
    target.write_bytes(b"old")

    class Stopped(Exception):
        pass

    def stop(done: int, of: int) -> None:
        raise Stopped

    with pytest.raises(Stopped):
        write_cards(workbook, target, progress=stop)
    assert target.read_bytes() == b"old"
    assert sorted(path.name for path in tmp_path.glob("*.xlsx")) == ["cards.xlsx"]
    with pytest.raises(UserError):
        write_cards(workbook, tmp_path / "no such folder" / "cards.xlsx")
    assert exports(workbook) == []


def test_that_cards_can_be_written_in_another_thread(workbook: Workbook, client: str, tmp_path: Path) -> None:
    add_person(workbook, client, "王建国")
    with ThreadPoolExecutor(1) as pool:
        report = pool.submit(write_cards, workbook, tmp_path / "cards.xlsx", log=False).result()
    record_export(workbook, "cards", tmp_path, report.people, report.private_fields)
    assert [entry.people for entry in exports(workbook)] == [1]


def test_that_nobody_to_export_is_said(workbook: Workbook, client: str, tmp_path: Path) -> None:
    for chosen in ({}, {"account_id": client}, {"person_ids": []}, {"person_ids": ["gone"]}):
        with pytest.raises(UserError):
            write_cards(workbook, tmp_path / "cards.xlsx", **chosen)  # type: ignore[arg-type]
    assert not (tmp_path / "cards.xlsx").exists()


def test_that_the_file_is_private_to_the_user(workbook: Workbook, client: str, tmp_path: Path) -> None:
    add_person(workbook, client, "王建国")
    write_cards(workbook, target := tmp_path / "cards.xlsx")
    assert target.stat().st_mode & 0o077 == 0


def test_that_private_data_never_stand_in_a_named_temporary_file(
    workbook: Workbook, client: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """openpyxl writes its sheets into files it names; ours have no rows by then."""
    person = add_person(workbook, client, "王建国")
    set_fact(workbook, ("person", person), "person.native_place", "绍兴上虞")
    from openpyxl.worksheet import _writer

    seen: list[bytes] = []
    cleanup = _writer.WorksheetWriter.cleanup

    def watched(self: Any) -> None:
        seen.append(Path(self.out).read_bytes())
        cleanup(self)

    monkeypatch.setattr(_writer.WorksheetWriter, "cleanup", watched)
    write_cards(workbook, tmp_path / "cards.xlsx")
    assert len(seen) == 3
    assert not any("绍兴".encode() in data for data in seen)


def test_that_evidence_reads_as_json(workbook: Workbook, client: str, tmp_path: Path) -> None:
    person = add_person(workbook, client, "王建国")
    set_fact(workbook, ("person", person), "person.native_place", "绍兴")
    write_cards(workbook, target := tmp_path / "cards.xlsx")
    keys, _, row = CalamineWorkbook.from_path(target).get_sheet_by_name("Data").to_python()
    beside = json.loads(row[keys.index("person.native_place!")])
    assert beside.keys() == {"c", "l"}
