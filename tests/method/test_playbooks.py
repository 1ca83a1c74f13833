"""The advice beside a person: complete where the sources speak, empty where they do not."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from keyaccount_desktop.language import Text
from keyaccount_desktop.method import playbooks, vocabulary
from keyaccount_desktop.method.boundaries import barred
from keyaccount_desktop.method.playbooks import PLAYBOOKS, playbook_for

HAN = re.compile(r"[\u4e00-\u9fff]")


def every_text() -> Iterator[Text]:
    yield from playbooks.TREATMENT.values()
    yield from (text for moves in playbooks.ADOPTION_MOVES.values() for text in moves)
    for playbook in PLAYBOOKS.values():
        yield playbook.text
        yield from playbook.responsibility + playbook.needs + playbook.response
    yield from playbooks.LIKED + playbooks.DISLIKED
    yield from (text for moves in playbooks.COACH_LADDER.values() for text in moves)
    yield from (
        playbooks.OWN_STYLE,
        playbooks.VALUE_AIM,
        playbooks.COACH,
        playbooks.COACH_TELLS,
    )


def test_that_all_advice_is_in_both_languages_and_suggests_no_benefit() -> None:
    for text in every_text():
        assert text.en and HAN.search(text.zh) and not HAN.search(text.en)
        assert barred(text.zh) is None and barred(text.en) is None, text


def test_that_the_coach_is_never_paid() -> None:
    assert "never paid or rewarded" in playbooks.COACH_RULE.en
    assert "绝不向内线付酬" in playbooks.COACH_RULE.zh


def test_that_each_style_has_its_treatment() -> None:
    assert tuple(playbooks.TREATMENT) == vocabulary.PERSONALITY.codes
    assert playbooks.TREATMENT["authority"].zh == "让他自己做决定,干脆利索"
    assert playbooks.TREATMENT["amiable"].zh == "不要太逼迫他,喜欢你跟他聊天"


def test_that_moves_are_given_for_two_rungs_and_left_open_for_the_rest() -> None:
    assert tuple(playbooks.ADOPTION_MOVES) == vocabulary.ADOPTION.codes
    given = {rung for rung, moves in playbooks.ADOPTION_MOVES.items() if moves}
    assert given == {"interested", "trial"}
    assert "选准适应症" in [move.zh for move in playbooks.ADOPTION_MOVES["interested"]]
    assert [move.zh for move in playbooks.ADOPTION_MOVES["trial"]] == ["密切追踪,帮他得出正确的评价"]


def test_that_every_post_has_a_playbook_and_only_the_pharmacy_heads_response_is_not_given() -> None:
    assert [playbook.text.zh for playbook in PLAYBOOKS.values()] == [
        "院长",
        "药剂科主任",
        "临床科室主任",
        "采购",
        "药学专家/医学专家",
    ]
    assert all(playbook.responsibility and playbook.needs for playbook in PLAYBOOKS.values())
    assert {code for code, playbook in PLAYBOOKS.items() if not playbook.response} == {"pharmacy_head"}


def test_that_likes_and_dislikes_are_the_printed_ones() -> None:
    assert [text.zh for text in playbooks.LIKED][::6] == ["由于经常拜访而面熟", "勤奋、诚实"]
    assert [text.zh for text in playbooks.DISLIKED][::6] == ["只是在卖药", "不勤奋、不诚实"]


def test_that_the_coach_ladder_is_the_trust_ladder() -> None:
    assert tuple(playbooks.COACH_LADDER) == vocabulary.COACH_RUNG.codes
    assert playbooks.COACH_ENOUGH in vocabulary.COACH_RUNG


POSTS = {
    "hospital_director": "院长|副院长|常务副院长|院长 · 采购委员会主任|副院长(分管设备)|院长兼药剂科主任"
    "|Hospital director|Deputy hospital director|Vice director of the hospital|Hospital president",
    "pharmacy_head": "药剂科主任|药剂科主任?|药剂科副主任|药学部主任|药房负责人|资深药学专家、药剂科主任"
    "|Pharmacy director|Head of the pharmacy|Chief pharmacist",
    "clinical_head": "超声科主任|超声科副主任|超声科主任、主任医师|心内科行政主任|科主任|检验科主任|急诊科负责人"
    "|影像中心主任|Director of ultrasound|Head of cardiology|Ultrasound department head|超声科主任・主任医师",
    "purchaser": "采购|采购员|药剂科采购员|采购办主任|采购办副主任|采购经理|招标办主任"
    "|Buyer|Procurement manager|Purchasing",
    "expert": "药学专家|医学专家|中国工程院院士|教授|Professor|Medical expert",
    None: "|院长助理|院长办公室主任|院办秘书|超声科副主任医师|超声科主任医师|主管药师|护理部主任|护士长|设备科主任"
    "|设备科科长|信息科主任|财务科副科长|医务科主任|院感科主任|采购委员会主任|车间主任|总经理|法学院院长"
    "|Finance director|Director|Head of the nursing department|IT director|司机|🙂",
}


@pytest.mark.parametrize(
    ("position", "code"), [(position, code) for code, posts in POSTS.items() for position in posts.split("|")]
)
def test_that_a_post_finds_its_playbook(position: str, code: str | None) -> None:
    found = playbook_for(position)
    assert (found.code if found else None) == code


def test_that_a_monstrous_post_finds_an_answer() -> None:
    assert playbook_for("科" * 100_000) is None
