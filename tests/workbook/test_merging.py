"""Two records become one: nothing that was known of either is lost, and one undo brings both back."""

from __future__ import annotations

import contextlib
import hashlib
import json
import tempfile
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from keyaccount_desktop.language import Text, UserError
from keyaccount_desktop.workbook import accounts, facts, links, maps, people, purchases, tasks, visits
from keyaccount_desktop.workbook.comparison import Comparison, compare_accounts, compare_people
from keyaccount_desktop.workbook.definitions import Form, define_field, retire_field
from keyaccount_desktop.workbook.document import Workbook, new_id
from keyaccount_desktop.workbook.facts import Evidence, Subject
from keyaccount_desktop.workbook.health import problems
from keyaccount_desktop.workbook.maps import Placement
from keyaccount_desktop.workbook.merging import choice_key, merge_accounts, merge_people
from tests.workbook.conftest import contents

VALUES: dict[str, list[Any]] = {
    "person.position": ["科长", "主任", "副 主任", "副主任"],
    "person.level": ["decision", "management"],
    "person.native_place": ["绍兴", "宁波"],
    "person.wechat": ["wjg_us", "wjg"],
    "person.birthday": [
        {"calendar": "solar", "month": 5, "day": 4},
        {"calendar": "lunar", "month": 8, "day": 10},
    ],
    "person.tags": [["专家", "忙"], ["忙", "爽快"]],
    "person.notes": ["爱下围棋", "周三下午有空", "爱下围棋，好茶"],
    "person.value_psychological": [["status"], ["status", "reputation"]],
    "person.fax": ["0571-88881234", "0571 8888 1234"],
    "stakeholder.attitude": ["supporter", "neutral", "opponent"],
    "stakeholder.roles": [["decider"], ["user", "evaluator"]],
    "stakeholder.motive": ["省时间", "建中心"],
    "account.region": ["华东", "浙江"],
    "account.type": ["hospital", "distributor"],
    "account.concerns": [["quality", "price"], ["price", "quality"]],
}
ENTRIES: dict[str, list[Any]] = {
    "person.phones": [
        {"number": "13800001234", "label": "mobile"},
        {"number": "138 0000 1234"},
        {"number": "0571-88881234", "label": "office"},
    ],
    "person.education": [{"school": "浙江大学"}, {"school": "浙江大学", "from_year": 1999}],
    "account.phones": [{"number": "0571-88881234"}, {"number": "0571 8888 1234"}],
}
PRODUCTS = ("a" * 32, "b" * 32)
EVIDENCE = st.builds(
    Evidence,
    st.sampled_from([None, "coach", "self"]),
    st.sampled_from(["assumed", "confirmed"]),
    st.sampled_from(["2026-01-05", "2026-03-01", "2025-07-07"]),
)


@st.composite
def known(draw: st.DrawFn, subject: str) -> list[tuple[str, str, Any, Evidence]]:
    """Settings of facts, one after the other: field, item or ``+`` for a new entry, value, evidence."""
    single = [key for key in VALUES if key.startswith(subject)]
    many = [key for key in ENTRIES if key.startswith(subject)]
    made = []
    for key in draw(st.lists(st.sampled_from(single + many), max_size=9)):
        if key in many:
            made.append((key, "+", draw(st.sampled_from(ENTRIES[key])), draw(EVIDENCE)))
        else:
            made.append((key, "", draw(st.sampled_from(VALUES[key])), draw(EVIDENCE)))
    if subject == "person":
        for item in draw(st.lists(st.sampled_from(PRODUCTS), max_size=3)):
            made.append(("person.adoption", item, draw(st.sampled_from(["aware", "trial"])), draw(EVIDENCE)))
    return made


def learn(workbook: Workbook, subject: Subject, said: list[tuple[str, str, Any, Evidence]]) -> None:
    for key, item, value, evidence in said:
        if item == "+":
            facts.add_entry(workbook, subject, key, value, evidence)
        else:
            facts.set_fact(workbook, subject, key, value, item=item, evidence=evidence)


def all_values(workbook: Workbook, kind: str, *ids: str) -> set[tuple[str, str]]:
    """Field and value of all facts, current or former."""
    marks = ", ".join("?" * len(ids))
    rows = workbook.driver_connection.execute(
        f"SELECT field, value FROM fact WHERE {kind}_id IN ({marks})", ids
    )
    return {(field, value) for field, value in rows}


def table(workbook: Workbook, sql: str, *values: object) -> list[tuple[Any, ...]]:
    return [tuple(row) for row in workbook.driver_connection.execute(sql, values)]


def put_blob(workbook: Workbook, content: bytes) -> str:
    id_ = hashlib.sha256(content).hexdigest()
    with workbook.edit(Text("x", "x")):
        workbook.driver_connection.execute("INSERT INTO blob VALUES (?, 'image/jpeg', ?)", (id_, content))
    return id_


def attach(workbook: Workbook, column: str, owner: str, blob: str, name: str) -> None:
    with workbook.edit(Text("x", "x")):
        workbook.driver_connection.execute(
            f"INSERT INTO attachment (id, {column}, blob_id, name, size, added_at) VALUES (?, ?, ?, ?, 1, '')",
            (new_id(), owner, blob, name),
        )


@pytest.fixture
def client(workbook: Workbook) -> str:
    return accounts.add_account(workbook, "滨江市第一医院")


@pytest.fixture
def two(workbook: Workbook, client: str) -> tuple[str, str]:
    return people.add_person(workbook, client, "王建国"), people.add_person(workbook, client, "王建国主任")


# ---- whatever the two are


class Scene:
    """A workbook with two clients, six people and two purchases, filled at random."""

    def __init__(self, data: st.DataObject, folder: str) -> None:
        self.data = data
        self.workbook = Workbook.create(Path(folder, "a.kaw"))

    def __enter__(self) -> Scene:
        try:
            with self.workbook.edit(Text("x", "x")):
                self.fill(self.data, self.workbook)
        except BaseException:
            self.workbook.close()
            raise
        self.workbook.forget_history()
        return self

    def __exit__(self, *_: object) -> None:
        self.workbook.close()

    def fill(self, data: st.DataObject, workbook: Workbook) -> None:
        self.clients = [accounts.add_account(workbook, name) for name in ("滨江市第一医院", "滨江一院")]
        self.departments = [
            accounts.add_department(workbook, client, name, function)
            for client in self.clients
            for name, function in (
                ("超声科", None),
                ("设备科" if client == self.clients[0] else "超 声科", "using"),
            )
        ]
        place = st.sampled_from([*self.clients, None])
        self.people = [
            people.add_person(
                workbook,
                data.draw(place),
                name,
                kind=data.draw(st.sampled_from(("person", "person", "post"))),
            )
            for name in ("王建国", "王建囯", "李丹", "周德明", "钱文", "药剂科主任?")
        ]
        for person in self.people[:2]:
            if (home := people.person_card(workbook, person).account_id) is not None:
                at = self.clients.index(home)
                people.move_to_department(
                    workbook,
                    person,
                    data.draw(st.sampled_from([*self.departments[2 * at : 2 * at + 2], None])),
                )
        self.purchases = [purchases.add_purchase(workbook, client, "彩超") for client in self.clients]
        for person in self.people[:2]:
            learn(workbook, ("person", person), data.draw(known("person")))
            for purchase in data.draw(st.sets(st.sampled_from(self.purchases))):
                if data.draw(st.booleans()):
                    maps.place_cards(workbook, purchase, [Placement(person, 8, 8)])
                stake = purchases.add_stakeholder(workbook, purchase, person)
                learn(workbook, ("stakeholder", stake), data.draw(known("stakeholder")))
        for client in self.clients:
            learn(workbook, ("account", client), data.draw(known("account")))
            for _ in range(data.draw(st.integers(0, 3))):
                chosen = data.draw(st.lists(st.sampled_from(self.people), max_size=3, unique=True))
                visits.add_visit(workbook, client, kind="call", on_date="2026-01-05", people=chosen)
                tasks.add_task(
                    workbook,
                    client,
                    "next_step",
                    "带样机",
                    person_id=data.draw(st.sampled_from(self.people[:2])),
                )
        self.draw_links()
        self.add_files()

    def draw_links(self) -> None:
        kinds = st.sampled_from(("reports_to", "reports_to", "influences", "conflict"))
        ends = st.lists(st.sampled_from(self.people), min_size=2, max_size=2, unique=True)
        for one, other in self.data.draw(st.lists(ends, max_size=9)):
            kind, strength = self.data.draw(kinds), self.data.draw(st.integers(1, 3))
            with contextlib.suppress(UserError):  # it would close a circle
                links.draw_link(self.workbook, one, other, kind, strength=strength)

    def add_files(self) -> None:
        for owner in self.data.draw(st.lists(st.sampled_from(self.people[:2]), max_size=3)):
            content = self.data.draw(st.sampled_from((b"one", b"two")))
            if not table(self.workbook, "SELECT id FROM blob WHERE bytes = ?", content):
                put_blob(self.workbook, content)
            blob = hashlib.sha256(content).hexdigest()
            attach(self.workbook, "person_id", owner, blob, "a.jpg")
            with self.workbook.edit(Text("x", "x")):
                self.workbook.driver_connection.execute(
                    "UPDATE person SET photo_id = ? WHERE id = ?", (blob, owner)
                )

    def choices(self, shown: Comparison) -> dict[str, Any]:
        return {
            each.key: self.data.draw(
                st.sampled_from(("keep", "other", "both") if each.both else ("keep", "other"))
            )
            for each in shown.differences
            if self.data.draw(st.booleans())
        }


def checked_merge(scene: Scene, merge: Any, keep: str, other: str, choices: dict[str, Any]) -> None:
    """Merge, and check what holds of every merge; afterwards it is undone and done again."""
    workbook = scene.workbook
    before = contents(workbook)
    merge(workbook, keep, other, choices)
    after = contents(workbook)
    assert problems(workbook) == []
    left = [
        row
        for name, rows in after.items()
        for row in rows
        if other in repr(row) and not str(row[0]).startswith("merged:")
    ]
    assert left == []
    label = workbook.undo_label
    assert label is not None and label.zh.startswith("合并")
    workbook.undo()
    assert contents(workbook) == before
    assert workbook.undo_label is None
    workbook.redo()
    assert contents(workbook) == after


@settings(max_examples=25)
@given(st.data())
def test_that_of_two_people_nothing_is_lost_and_undo_brings_back_every_row(data: st.DataObject) -> None:
    with tempfile.TemporaryDirectory() as folder, Scene(data, folder) as scene:
        workbook, (keep, other) = scene.workbook, scene.people[:2]
        shown = compare_people(workbook, keep, other)
        known_before = all_values(workbook, "person", keep, other)
        stakes = table(
            workbook,
            "SELECT s.purchase_id, f.field, f.value FROM fact f JOIN stakeholder s ON s.id = f.stakeholder_id"
            " WHERE s.person_id IN (?, ?)", keep, other,
        )  # fmt: skip
        met = {
            row[0]
            for row in table(
                workbook, "SELECT visit_id FROM visit_person WHERE person_id IN (?, ?)", keep, other
            )
        }
        tasks_before = table(workbook, "SELECT count(*) FROM task WHERE person_id IN (?, ?)", keep, other)
        ends = Counter(
            (kind, *sorted(keep if end == other else end for end in both))
            for kind, *both in table(workbook, "SELECT kind, source_id, target_id FROM link")
        )
        blobs = {row[0] for row in table(workbook, "SELECT blob_id FROM attachment")}
        photos = {row[0] for row in table(workbook, "SELECT photo_id FROM person WHERE photo_id IS NOT NULL")}
        choices = scene.choices(shown)

        checked_merge(scene, merge_people, keep, other, choices)

        assert known_before <= all_values(workbook, "person", keep)
        assert set(stakes) <= set(
            table(
                workbook,
                "SELECT s.purchase_id, f.field, f.value FROM fact f JOIN stakeholder s ON s.id = f.stakeholder_id"
                " WHERE s.person_id = ?",
                keep,
            )
        )
        assert {
            row[0] for row in table(workbook, "SELECT visit_id FROM visit_person WHERE person_id = ?", keep)
        } == met
        assert table(workbook, "SELECT count(*) FROM task WHERE person_id = ?", keep) == tasks_before
        assert not in_a_circle(workbook)
        now = {
            (kind, *sorted(both))
            for kind, *both in table(workbook, "SELECT kind, source_id, target_id FROM link")
        }
        lost = {key for key in ends if key not in now and key[1] != key[2]}
        assert all(kind == "reports_to" for kind, *_ in lost)
        assert len([key for key in ends if key[1] == key[2]]) <= shown.links_left_out
        held = {row[0] for row in table(workbook, "SELECT blob_id FROM attachment")} | {
            row[0] for row in table(workbook, "SELECT photo_id FROM person")
        }
        assert blobs | photos <= held
        check_choices(workbook, shown, choices, keep)


def check_choices(workbook: Workbook, shown: Comparison, choices: dict[str, Any], keep: str) -> None:
    """What was chosen holds now."""
    for each in shown.differences:
        side = choices.get(each.key, each.better)
        if side == "both" or isinstance(each.keep, str) or isinstance(each.other, str):
            continue
        value = (each.keep if side == "keep" else each.other).value
        subject = f"{each.field.partition('.')[0]}_id"
        owner = keep
        if subject == "stakeholder_id":
            ((owner,),) = table(
                workbook, "SELECT id FROM stakeholder WHERE person_id = ? AND purchase_id = ?",
                keep, each.key.partition(":")[0],
            )  # fmt: skip
        ((held,),) = table(
            workbook,
            f"SELECT value FROM fact WHERE {subject} = ? AND field = ? AND item = ? AND replaced_at IS NULL",
            owner, each.field, each.item,
        )  # fmt: skip
        assert json.loads(held) == value


def in_a_circle(workbook: Workbook) -> bool:
    above: dict[str, set[str]] = {}
    for source, target in table(workbook, "SELECT source_id, target_id FROM link WHERE kind = 'reports_to'"):
        above.setdefault(source, set()).add(target)

    def reaches(start: str, wanted: str, seen: set[str]) -> bool:
        return any(
            end == wanted or (end not in seen and reaches(end, wanted, seen | {end}))
            for end in above.get(start, ())
        )

    return any(reaches(person, person, set()) for person in above)


@settings(max_examples=15)
@given(st.data())
def test_that_of_two_clients_nothing_is_lost_and_undo_brings_back_every_row(data: st.DataObject) -> None:
    with tempfile.TemporaryDirectory() as folder, Scene(data, folder) as scene:
        workbook, (keep, other) = scene.workbook, scene.clients
        known_before = all_values(workbook, "account", keep, other)
        counted = (
            "SELECT (SELECT count(*) FROM person WHERE account_id IS NOT NULL), (SELECT count(*) FROM visit),"
        )
        counted += " (SELECT count(*) FROM purchase), (SELECT count(*) FROM task)"
        before = table(workbook, counted)
        shown = compare_accounts(workbook, keep, other)
        choices = scene.choices(shown)
        checked_merge(scene, merge_accounts, keep, other, choices)
        assert known_before <= all_values(workbook, "account", keep)
        assert table(workbook, counted) == before
        assert [row.id for row in accounts.accounts(workbook)] == [keep]
        assert [place.name for place in accounts.account(workbook, keep).departments] == ["超声科", "设备科"]
        check_choices(workbook, shown, choices, keep)


# ---- facts


def test_that_the_value_not_chosen_is_history_with_its_own_days(
    workbook: Workbook, two: tuple[str, str]
) -> None:
    keep, other = two
    facts.set_fact(
        workbook,
        ("person", keep),
        "person.position",
        "科长",
        evidence=Evidence("self", "confirmed", "2026-01-05"),
    )
    facts.set_fact(
        workbook,
        ("person", other),
        "person.position",
        "主任",
        evidence=Evidence("coach", "assumed", "2026-03-01"),
    )
    merge_people(workbook, keep, other, {choice_key("person.position"): "other"})
    now, former = facts.history_of(workbook, ("person", keep), "person.position")
    assert (now.value, now.source, now.certainty, now.learned_on) == (
        "主任",
        "coach",
        "assumed",
        "2026-03-01",
    )
    assert (former.value, former.source, former.certainty, former.learned_on) == (
        "科长",
        "self",
        "confirmed",
        "2026-01-05",
    )
    assert former.replaced_at is not None and now.replaced_at is None


@pytest.mark.parametrize(
    ("keeps", "others", "held"),
    [
        (Evidence(None, "assumed", "2026-03-01"), Evidence(None, "confirmed", "2026-01-05"), "主任"),
        (Evidence(None, "confirmed", "2026-01-05"), Evidence(None, "confirmed", "2026-03-01"), "主任"),
        (Evidence(None, "confirmed", "2026-03-01"), Evidence(None, "confirmed", "2026-01-05"), "科长"),
    ],
)
def test_that_unless_one_chooses_the_better_proved_value_holds(
    workbook: Workbook, two: tuple[str, str], keeps: Evidence, others: Evidence, held: str
) -> None:
    for person, value, evidence in zip(two, ("科长", "主任"), (keeps, others), strict=True):
        facts.set_fact(workbook, ("person", person), "person.position", value, evidence=evidence)
    merge_people(workbook, *two)
    assert facts.value_of(people.person_card(workbook, two[0]).facts, "person.position") == held


def test_that_entries_are_united_and_one_number_typed_twice_is_one(
    workbook: Workbook, two: tuple[str, str]
) -> None:
    keep, other = two
    facts.add_entry(workbook, ("person", keep), "person.phones", {"number": "138 0000 1234"})
    facts.add_entry(
        workbook, ("person", other), "person.phones", {"number": "13800001234", "label": "mobile"}
    )
    facts.add_entry(workbook, ("person", other), "person.phones", {"number": "0571-88881234"})
    merge_people(workbook, keep, other)
    phones = people.person_card(workbook, keep).facts["person.phones"]
    assert [entry.value for entry in phones] == [
        {"number": "13800001234", "label": "mobile"},
        {"number": "0571-88881234"},
    ]
    former = facts.history_of(workbook, ("person", keep), "person.phones", phones[0].item)
    assert former[1].value == {"number": "138 0000 1234"}


def test_that_a_number_called_private_by_one_stays_private(workbook: Workbook, two: tuple[str, str]) -> None:
    keep, other = two
    facts.add_entry(
        workbook, ("person", keep), "person.phones", {"number": "13800001234", "label": "private"}
    )
    facts.add_entry(
        workbook, ("person", other), "person.phones", {"number": "13800001234", "label": "switchboard"}
    )
    merge_people(workbook, keep, other)
    (entry,) = people.person_card(workbook, keep).facts["person.phones"]
    assert entry.value["label"] == "private"


def test_that_notes_and_tags_of_both_are_kept_as_one(workbook: Workbook, two: tuple[str, str]) -> None:
    for person, notes, tags in zip(two, ("爱下围棋", "周三有空"), (["忙"], ["忙", "专家"]), strict=True):
        facts.set_fact(workbook, ("person", person), "person.notes", notes)
        facts.set_fact(workbook, ("person", person), "person.tags", tags)
    merge_people(workbook, *two)
    card = people.person_card(workbook, two[0])
    assert facts.value_of(card.facts, "person.notes") == "爱下围棋\n\n周三有空"
    assert facts.value_of(card.facts, "person.tags") == ["忙", "专家"]


def test_that_what_both_say_with_the_same_evidence_leaves_no_history(
    workbook: Workbook, two: tuple[str, str]
) -> None:
    for person in two:
        facts.set_fact(
            workbook,
            ("person", person),
            "person.native_place",
            "绍兴",
            evidence=Evidence("self", "confirmed", "2026-01-05"),
        )
    merge_people(workbook, *two)
    assert len(facts.history_of(workbook, ("person", two[0]), "person.native_place")) == 1


def test_that_a_text_too_long_for_one_is_refused_and_changes_nothing(
    workbook: Workbook, two: tuple[str, str]
) -> None:
    for person, letter in zip(two, "甲乙", strict=True):
        facts.set_fact(workbook, ("person", person), "person.notes", letter * 60_000)
    before = contents(workbook)
    with pytest.raises(UserError):
        merge_people(workbook, *two)
    assert contents(workbook) == before
    merge_people(workbook, *two, {choice_key("person.notes"): "keep"})


def test_that_fields_of_the_users_own_are_united_like_the_methods_even_when_retired(
    workbook: Workbook, two: tuple[str, str]
) -> None:
    tea = define_field(workbook, "person.personal", Text("Tea", "茶"), Form("tags"))
    cups = define_field(workbook, "person.personal", Text("Cups", "杯数"), Form("number"))
    for person, kind, number in zip(two, ("龙井", "普洱"), (2, 3), strict=True):
        facts.set_fact(workbook, ("person", person), tea, [kind])
        facts.set_fact(workbook, ("person", person), cups, number)
    retire_field(workbook, tea)
    assert [each.field for each in compare_people(workbook, *two).differences] == ["name", tea, cups]
    merge_people(workbook, *two, {choice_key(cups): "other"})
    held = people.person_card(workbook, two[0]).facts
    assert (facts.value_of(held, tea), facts.value_of(held, cups)) == (["龙井", "普洱"], 3)


# ---- names, places, posts


def test_that_a_search_for_the_name_not_chosen_still_finds_the_person(
    workbook: Workbook, client: str
) -> None:
    from keyaccount_desktop.workbook.search import search

    keep, other = people.add_person(workbook, client, "王建国"), people.add_person(workbook, client, "老王头")
    merge_people(workbook, keep, other, {choice_key("name"): "keep"})
    assert [hit.id for hit in search(workbook, "老王头")] == [keep]
    assert facts.value_of(people.person_card(workbook, keep).facts, "person.other_names") == ["老王头"]


def test_that_a_post_becomes_the_person_who_holds_it(workbook: Workbook, client: str) -> None:
    post = people.add_person(workbook, client, "药剂科主任?", kind="post", level="management")
    wang = people.add_person(workbook, client, "王建国")
    purchase = purchases.add_purchase(workbook, client, "彩超")
    maps.place_cards(workbook, purchase, [Placement(post, 16, 24)])
    shown = compare_people(workbook, post, wang)
    assert [each.field for each in shown.differences] == []
    merge_people(workbook, post, wang)
    card = people.person_card(workbook, post)
    assert (card.name, card.kind) == ("王建国", "person")
    assert facts.value_of(card.facts, "person.position") == "药剂科主任"
    assert card.facts["person.position"][0].assumed
    assert "person.other_names" not in card.facts
    (placed,) = [each for each in maps.influence_map(workbook, purchase).cards if each.placed]
    assert (placed.name, placed.x, placed.y) == ("王建国", 16, 24)


def test_that_a_group_is_no_person(workbook: Workbook, client: str) -> None:
    group = people.add_person(workbook, client, "评标委员会", kind="group")
    wang = people.add_person(workbook, client, "王建国")
    for merge in (merge_people, compare_people):
        with pytest.raises(UserError):
            merge(workbook, wang, group)


def test_that_someone_at_two_clients_has_worked_at_the_one_not_chosen(
    workbook: Workbook, client: str
) -> None:
    second = accounts.add_account(workbook, "东湖医院")
    place = accounts.add_department(workbook, client, "超声科")
    keep = people.add_person(workbook, client, "王建国", department_id=place, position="副主任")
    other = people.add_person(workbook, second, "王建国", position="主任")
    tasks.add_task(workbook, client, "next_step", "带样机", person_id=keep)
    merge_people(
        workbook, keep, other, {choice_key("client"): "other", choice_key("person.position"): "other"}
    )
    card = people.person_card(workbook, keep)
    assert (card.account, card.department) == ("东湖医院", None)
    (career,) = card.facts["person.career"]
    assert career.value == {"organisation": "滨江市第一医院", "department": "超声科", "post": "副主任"}
    assert [task.account_id for task in tasks.open_tasks(workbook, second)] == [second]


def test_that_an_outsider_who_is_known_at_a_client_belongs_to_it(workbook: Workbook, client: str) -> None:
    outside = people.add_person(workbook, None, "王建国")
    inside = people.add_person(workbook, client, "王建国")
    merge_people(workbook, outside, inside)
    card = people.person_card(workbook, outside)
    assert card.account_id == client
    assert "person.career" not in card.facts


def test_that_the_photo_not_chosen_becomes_an_attachment(workbook: Workbook, two: tuple[str, str]) -> None:
    for person, content in zip(two, (b"one", b"two"), strict=True):
        blob = put_blob(workbook, content)
        with workbook.edit(Text("x", "x")):
            workbook.driver_connection.execute("UPDATE person SET photo_id = ? WHERE id = ?", (blob, person))
    merge_people(workbook, *two, {choice_key("photo"): "other"})
    assert people.person_card(workbook, two[0]).photo_id == hashlib.sha256(b"two").hexdigest()
    ((blob, name, size),) = table(
        workbook, "SELECT blob_id, name, size FROM attachment WHERE person_id = ?", two[0]
    )
    assert (blob, size) == (hashlib.sha256(b"one").hexdigest(), 3)
    assert name.startswith("Photo ") and name.endswith(".jpg")


# ---- links


def test_that_a_reporting_line_that_would_close_a_circle_is_left_out(workbook: Workbook, client: str) -> None:
    keep, other, boss = (people.add_person(workbook, client, name) for name in ("王建国", "王健国", "周德明"))
    links.draw_link(workbook, keep, boss, "reports_to")
    links.draw_link(workbook, boss, other, "reports_to")
    assert compare_people(workbook, keep, other).links_left_out == 1
    merged = merge_people(workbook, keep, other)
    assert merged.links_left_out == 1
    assert [(link.kind, link.outgoing, link.other) for link in people.person_card(workbook, keep).links] == [
        ("reports_to", True, "周德明")
    ]


def test_that_links_of_both_to_the_same_person_are_one_and_those_between_them_go(
    workbook: Workbook, client: str
) -> None:
    keep, other, third = (
        people.add_person(workbook, client, name) for name in ("王建国", "王健国", "周德明")
    )
    links.draw_link(
        workbook, keep, third, "conflict", strength=1, evidence=Evidence(None, "confirmed", "2026-01-05")
    )
    links.draw_link(
        workbook, third, other, "conflict", strength=3, evidence=Evidence(None, "confirmed", "2026-03-01")
    )
    links.draw_link(workbook, keep, other, "influences")
    merge_people(workbook, keep, other)
    (link,) = people.person_card(workbook, keep).links
    assert (link.kind, facts.value_of(link.facts, "link.strength")) == ("conflict", 3)
    assert [entry.value for entry in facts.history_of(workbook, ("link", link.id), "link.strength")] == [3, 1]


def test_that_a_visit_both_took_part_in_has_the_person_once_with_the_effect_that_is_known(
    workbook: Workbook, client: str, two: tuple[str, str]
) -> None:
    visit = visits.add_visit(workbook, client, kind="visit", on_date="2026-01-05", people=two)
    with workbook.edit(Text("x", "x")):
        workbook.driver_connection.execute(
            "UPDATE visit_person SET effect = 2 WHERE visit_id = ? AND person_id = ?", (visit, two[1])
        )
    merge_people(workbook, *two)
    (contact,) = people.person_card(workbook, two[0]).contacts
    assert contact.effect == 2


# ---- afterwards


def test_that_whoever_is_erased_takes_the_merged_record_along_for_good(
    workbook: Workbook, client: str
) -> None:
    first, second, third = (people.add_person(workbook, client, name) for name in ("甲一", "甲二", "甲三"))
    merge_people(workbook, second, first)
    merge_people(workbook, third, second)
    people.erase_person(workbook, third)
    assert {row[0] for row in table(workbook, "SELECT id FROM erased")} == {first, second, third}
    assert table(workbook, "SELECT id FROM setting WHERE id LIKE 'merged:%' OR id LIKE 'distinct:%'") == []


def test_that_one_who_is_gone_cannot_be_merged(workbook: Workbook, two: tuple[str, str]) -> None:
    people.delete_people(workbook, [two[1]])
    with pytest.raises(UserError):
        merge_people(workbook, *two)
    with pytest.raises(UserError):
        compare_people(workbook, *two)


def test_that_no_one_is_merged_with_themselves(workbook: Workbook, two: tuple[str, str]) -> None:
    with pytest.raises(UserError):
        merge_people(workbook, two[0], two[0])


# ---- what is shown before


def test_that_only_what_differs_is_asked_and_what_agrees_is_told(
    workbook: Workbook, client: str, two: tuple[str, str]
) -> None:
    keep, other = two
    facts.set_fact(workbook, ("person", keep), "person.native_place", "绍兴")
    facts.set_fact(workbook, ("person", other), "person.native_place", "绍 兴")
    facts.set_fact(workbook, ("person", keep), "person.level", "management")
    facts.set_fact(workbook, ("person", other), "person.level", "decision")
    facts.set_fact(workbook, ("person", other), "person.wechat", "wjg")
    purchase = purchases.add_purchase(workbook, client, "彩超")
    maps.judge(workbook, purchase, [keep], "stakeholder.attitude", "supporter")
    maps.judge(workbook, purchase, [other], "stakeholder.attitude", "neutral")
    visits.add_visit(workbook, client, kind="call", on_date="2026-01-05", people=[other])
    shown = compare_people(workbook, keep, other)
    assert [(each.field, each.purchase) for each in shown.differences] == [
        ("name", ""), ("person.level", ""), ("stakeholder.attitude", "彩超"),
    ]  # fmt: skip
    assert [fact.field for fact in shown.same] == ["person.native_place"]
    assert (shown.other.has.visits, shown.other.has.purchases, shown.other.has.facts) == (1, 1, 4)
    assert (shown.keep.has.visits, shown.keep.has.purchases, shown.keep.has.facts) == (0, 1, 3)


def test_that_departments_of_one_name_become_one_with_the_people_of_both(workbook: Workbook) -> None:
    keep, other = (accounts.add_account(workbook, name) for name in ("康源医药有限公司", "康源医药"))
    own = accounts.add_department(workbook, keep, "采购部")
    theirs = accounts.add_department(workbook, other, "采购部", "purchasing")
    further = accounts.add_department(workbook, other, "财务部")
    one = people.add_person(workbook, keep, "甲", department_id=own)
    two = people.add_person(workbook, other, "乙", department_id=theirs)
    merge_accounts(workbook, keep, other)
    places = accounts.account(workbook, keep).departments
    assert [(place.id, place.function) for place in places] == [(own, "purchasing"), (further, None)]
    assert {people.person_card(workbook, id_).department for id_ in (one, two)} == {places[0]}
    assert facts.value_of(accounts.account(workbook, keep).facts, "account.other_names") == ["康源医药"]
