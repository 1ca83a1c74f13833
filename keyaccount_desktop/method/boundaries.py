"""What is never kept, by its name: headings and custom fields that are neither mapped nor created, and why.

Law and conscience stand above every other rule: nothing holds a benefit to a person, nor what one doctor or
department prescribes. ``barred`` looks at the name of a column or a custom field, whatever its spelling:
full width, traditional characters, spaces or signs between the characters, CamelCase.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Final

from keyaccount_desktop.language import Text

NO_PRESCRIPTION_VOLUME: Final = Text(
    "No field holds what one doctor or department prescribes or uses (统方). "
    "Volume and share stand at client or distributor level only.",
    "不记录任何医生或科室的处方量、用量（统方）。销量和份额只到客户或经销商一级。",
)
NO_BENEFIT: Final = Text(
    "No field holds a benefit to a person: gifts, payments, rebates, fees. "
    "Discounts are terms of the contract with the company.",
    "不记录给个人的任何好处：礼品、付款、返点、费用。扣率是与公司签订的合同条款。",
)
NO_TENDER_SECRET: Final = Text(
    "No field holds a reserve price or a rival's sealed bid.", "不记录标底，也不记录对手密封的投标。"
)
NO_HEALTH_OR_RELIGION: Final = Text(
    "No field holds a person's health or religion.", "不记录个人的健康和宗教信仰。"
)
NO_CHILDREN: Final = Text(
    "Of children under 14 no name, birthday or school is kept. Grown children can be entered under Family.",
    "14 岁以下儿童不记姓名、生日和学校。成年子女可以记在“家庭情况”里。",
)


def barred(name: str) -> Text | None:
    """Why a heading or custom field of this name is refused; None when it may be kept."""
    compact, words = _squeezed(name), _spelled(name)
    for reason, han, latin in _rules():
        if han.search(compact) or latin.search(words):
            return reason
    return None


# ---- spelling

_TRADITIONAL: Final = str.maketrans(
    "處開統藥紅禮餽饋贈錢賄賂費點獎傭醫師補貼勞務個數據額總傳單張計專採標態歷兒學園銷臨員講諮詢報給購卡體費辦領導屬內線辛謝情關",
    "处开统药红礼馈馈赠钱贿赂费点奖佣医师补贴劳务个数据额总传单张计专采标态历儿学园销临员讲咨询报给购卡体费办领导属内线辛谢情关",
)
_PICTURES: Final = {"🧧": "红包", "🎁": "礼品"}
_CAMEL: Final = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_NOT_A_WORD: Final = re.compile(r"[^a-z0-9]+")
_LONE_LETTERS: Final = re.compile(r"\b[a-z](?: [a-z]\b){2,}")


def _plain(name: str) -> str:
    for picture, meaning in _PICTURES.items():
        name = name.replace(picture, meaning)
    decomposed = unicodedata.normalize("NFKD", name[:500])
    return "".join(character for character in decomposed if not unicodedata.combining(character))


def _squeezed(name: str) -> str:
    """Letters and digits only, in simplified characters: nothing put between two characters parts them."""
    characters = (character for character in _plain(name).casefold() if character.isalnum())
    return "".join(characters).translate(_TRADITIONAL)


def _spelled(name: str) -> str:
    """English words parted by single spaces; ``k.i.c.k`` and ``kickBack`` included."""
    words = _NOT_A_WORD.sub(" ", _CAMEL.sub(" ", _plain(name)).casefold()).strip()
    return _LONE_LETTERS.sub(lambda run: run[0].replace(" ", ""), words)


# ---- rules

# In Chinese no space parts words, so each pattern says beside which characters it is part of another word:
# 系统方案 is no 统方, 前提成立 no 提成, 红包装 no 红包.

_DOCTOR: Final = "(?:医生|大夫|医师|处方者|专家|科主任|室主任|科室|临床科|各科|分科|每科|单科)"
_SINGLE: Final = "(?:人均|个人|单人|每人)"
_BETWEEN: Final = "[的每单日周月季年度均平本月内临床药品产]{0,4}"
_USED: Final = "(?:用量|使用量|用药量|用药金额|用药额|销量|销售量|销售额|开药|上量|处方(?![权药笺集点审规]))"
_USED_ALONE: Final = "(?:用药量|用药金额|用药额|开药|处方(?![权药笺集点审规]))"
_PRESCRIBED: Final = (
    "(?:总|年|月|日|周|均|平均|人均)*(?:量(?![表化])|数(?![字码])|金?额|张数|笔数|份额|排名|统计|明细|占比)"
)

_TONGFANG: Final = "|".join(
    (
        "(?<![系传正血笼反防总])统方",
        "总统方(?![案面式法言])",
        f"处方{_PRESCRIBED}",
        f"(?<![公方])开方{_PRESCRIBED}",
        f"开[药单]{_PRESCRIBED}",
        "[年月周日]处方(?![权药笺集点审规外])",
        f"{_DOCTOR}{_BETWEEN}{_USED}",
        f"{_SINGLE}{_BETWEEN}{_USED_ALONE}",
    )
)
_TONGFANG_EN: Final = "|".join(
    (
        (
            r"\b(?:prescriptions?(?! (?:only|drugs?|medicines?|products?|categor))|prescribing|prescribed|rx"
            r"|scripts?)(?: \w+)? "
            r"(?:volumes?|counts?|numbers?|quantit(?:y|ies)|amounts?|totals?|data|shares?|rank(?:ing)?s?)\b"
        ),
        r"\b(?:volume|count|number|quantity|amount) (?:of )?(?:prescriptions?(?! drug)|prescribed|scripts)\b",
        r"\b(?:prescriptions|scripts) (?:written|per|by|a month|a day|a year)\b",
        (
            r"\b(?:doctors?|physicians?|prescribers?|clinicians?|clinical departments?)(?: s)?(?: \w+)?"
            r" (?:usage|consumption|volumes?|sales|scripts|prescriptions|prescribing)\b"
        ),
        (
            r"\b(?:usage|consumption|volume|sales|use) (?:per|by|of each) "
            r"(?:doctor|physician|prescriber|clinician|clinical department)\b"
        ),
    )
)

_PERSON: Final = (
    "(?:医生|大夫|医师|护士|药师|主任|院长|科长|处长|局长|专家|采购员|经办人|领导|家属|内线|客户个人|给个人)"
)
_ANY_PERSON: Final = f"(?:{_PERSON}|个人|私人)"
_GIVEN: Final = (
    "(?:返利|佣金|劳务费|讲课费|讲者费|咨询费|顾问费|赞助|补贴|奖励|奖金|好处|酬劳|报酬|酬金|报销|招待费|餐费"
    "|分成|提点|油卡)"
)
_PAID: Final = "(?:费用|付款|支付|打款|转账)"
_BENEFIT: Final = "|".join(
    (
        "(?<![退返挽追召驳撤])回扣",
        "回佣",
        "(?<![往折])返点(?![评钟])",
        "(?<!前)提成(?![立本果功效熟长绩就])",
        "红包(?![装裹])",
        "礼金",
        "礼品(?![牌质部店厂商]|公司|行业|市场|渠道|企业|包装)",
        "礼物",
        "(?:好处|辛苦|感谢|答谢|人情|公关|客情|进院|开户|处方|上量)费",
        "临床费(?!用)",
        "(?<!反)(?<!反商业)贿",
        "(?:购物|加油|超市|消费|储值)卡",
        f"{_ANY_PERSON}.{{0,2}}{_GIVEN}",
        f"{_GIVEN}.{{0,2}}{_ANY_PERSON}",
        f"{_PERSON}.{{0,2}}{_PAID}",
        f"{_PAID}给?{_PERSON}",
    )
)
_PERSON_EN: Final = (
    r"(?:doctors?|physicians?|prescribers?|clinicians?|nurses?|pharmacists?|directors?|officials?|experts?"
    r"|coach(?:es)?|person|persons|people|personal|private|individuals?)"
)
_GIVEN_EN: Final = (
    r"(?:rebates?|commissions?|bonus(?:es)?|incentives?|rewards?|sponsor(?:ship|ing)?|cash|payouts?|remuneration"
    r"|compensation|allowances?)"
)
_BUYER_EN: Final = "(?:buyers?|purchasers?)"
_PAYEE_EN: Final = (
    "(?:doctors?|physicians?|prescribers?|clinicians?|coach(?:es)?|experts?|directors?|officials?)"
)
_BENEFIT_EN: Final = "|".join(
    (
        r"\bkick ?backs?\b",
        r"(?<!anti )\bbrib(?:e|es|ery|ing)\b",
        r"\bgifts?\b(?! (?:shops?|stores?|industry|departments?|compan(?:y|ies)|markets?|sector|wrap\w*))",
        r"\bred (?:envelope|packet|pocket)s?\b",
        r"\bhong ?bao\b|\bhui ?kou\b",
        r"\bunder the table\b|\b(?:facilitation|grease) (?:payment|fee)s?\b|\bhonorari(?:um|a|ums)\b",
        r"^(?:sales )?commissions?(?: (?:rate|percent|percentage|amount|paid|fee|rmb|cny|usd))?$",
        rf"\b{_PERSON_EN}(?: s)?(?: \w+)? {_GIVEN_EN}\b",
        rf"\b{_GIVEN_EN} (?:to|for|of|per)(?: an?| the| each)? {_PERSON_EN}\b",
        rf"\b{_BUYER_EN}(?: s)? (?:rebate|commission|bonus|incentive|reward|cash)s?\b",
        rf"\b(?:rebate|commission|bonus|incentive|reward|cash|payment|fee)s? to (?:the )?{_BUYER_EN}\b",
        rf"\b{_PAYEE_EN}(?: s)? (?:payment|fee|expense)s?\b",
        rf"\b(?:payment|fee)s? (?:to|for|per) (?:an? |the |each )?(?:{_PAYEE_EN}|persons?)\b",
    )
)

_TENDER: Final = "(?<![目指商坐图鼠光投])标底(?![层盘座])|(?:对手|竞品|竞争者).{0,3}(?:密封|未开标)"
_TENDER_EN: Final = r"\breserve prices?\b|\bsealed bids?\b"

_HEALTH: Final = (
    "宗教(?!事务|局|场所)|信教|^信仰$"
    "|^(?:本人|个人|客户|家族|家庭|既往)?"
    "(?:病史|疾病史?|健康(?:状况|状态|情况)?|身体(?:状况|状态|情况)|患病情况|体检结果)$"
)
_HEALTH_EN: Final = (
    r"\breligio(?:n|ns|us)\b|^faith$"
    r"|^(?:personal |own )?health(?: status| condition| state| issues| problems)?$"
    r"|\bmedical histor(?:y|ies)\b|^illness(?:es)?$|^diseases?$"
)

_CHILD: Final = (
    "(?:孩子|子女|小孩|儿女|宝宝|儿子|女儿|未成年人?)的?(?:姓名|名字|生日|出生|生辰|学校|就读|幼儿园|小学)"
)
_CHILD_EN: Final = (
    r"\b(?:child|children|kids?|sons?|daughters?)(?: s)? "
    r"(?:names?|birthdays?|birth dates?|dates? of birth|schools?|kindergartens?)\b"
)


@lru_cache(maxsize=1)
def _rules() -> tuple[tuple[Text, re.Pattern[str], re.Pattern[str]], ...]:
    return tuple(
        (reason, re.compile(han), re.compile(latin))
        for reason, han, latin in (
            (NO_PRESCRIPTION_VOLUME, _TONGFANG, _TONGFANG_EN),
            (NO_BENEFIT, _BENEFIT, _BENEFIT_EN),
            (NO_TENDER_SECRET, _TENDER, _TENDER_EN),
            (NO_HEALTH_OR_RELIGION, _HEALTH, _HEALTH_EN),
            (NO_CHILDREN, _CHILD, _CHILD_EN),
        )
    )
