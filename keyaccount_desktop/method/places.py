"""Where someone comes from, as people write it, and when two such places are one.

浙江绍兴, 绍兴市 and 浙江省绍兴市上虞区 share a city; 浙江杭州 and 浙江绍兴 share only the province, which makes nobody
a fellow townsman. ``Place`` is what a text says; ``ties`` compares the places of people. The division into
provinces and prefecture-level cities is that of the People's Republic; a city that is not in it is taken as written.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, Literal

Level = Literal["city", "county"]

_MUNICIPALITIES: Final = ("北京", "天津", "上海", "重庆", "香港", "澳门")
"""Province and city in one: to share it is to share the city."""
_CITIES: Final = {
    "河北": "石家庄 唐山 秦皇岛 邯郸 邢台 保定 张家口 承德 沧州 廊坊 衡水",
    "山西": "太原 大同 阳泉 长治 晋城 朔州 晋中 运城 忻州 临汾 吕梁",
    "内蒙古": "呼和浩特 包头 乌海 赤峰 通辽 鄂尔多斯 呼伦贝尔 巴彦淖尔 乌兰察布 兴安 锡林郭勒 阿拉善",
    "辽宁": "沈阳 大连 鞍山 抚顺 本溪 丹东 锦州 营口 阜新 辽阳 盘锦 铁岭 朝阳 葫芦岛",
    "吉林": "长春 吉林 四平 辽源 通化 白山 松原 白城 延边",
    "黑龙江": "哈尔滨 齐齐哈尔 鸡西 鹤岗 双鸭山 大庆 伊春 佳木斯 七台河 牡丹江 黑河 绥化 大兴安岭",
    "江苏": "南京 无锡 徐州 常州 苏州 南通 连云港 淮安 盐城 扬州 镇江 泰州 宿迁",
    "浙江": "杭州 宁波 温州 嘉兴 湖州 绍兴 金华 衢州 舟山 台州 丽水",
    "安徽": "合肥 芜湖 蚌埠 淮南 马鞍山 淮北 铜陵 安庆 黄山 滁州 阜阳 宿州 六安 亳州 池州 宣城",
    "福建": "福州 厦门 莆田 三明 泉州 漳州 南平 龙岩 宁德",
    "江西": "南昌 景德镇 萍乡 九江 新余 鹰潭 赣州 吉安 宜春 抚州 上饶",
    "山东": "济南 青岛 淄博 枣庄 东营 烟台 潍坊 济宁 泰安 威海 日照 临沂 德州 聊城 滨州 菏泽",
    "河南": "郑州 开封 洛阳 平顶山 安阳 鹤壁 新乡 焦作 濮阳 许昌 漯河 三门峡 南阳 商丘 信阳 周口 驻马店 济源",
    "湖北": "武汉 黄石 十堰 宜昌 襄阳 鄂州 荆门 孝感 荆州 黄冈 咸宁 随州 恩施 仙桃 潜江 天门 神农架",
    "湖南": "长沙 株洲 湘潭 衡阳 邵阳 岳阳 常德 张家界 益阳 郴州 永州 怀化 娄底 湘西",
    "广东": "广州 韶关 深圳 珠海 汕头 佛山 江门 湛江 茂名 肇庆 惠州 梅州 汕尾 河源 阳江 清远 东莞 中山 潮州 揭阳 云浮",
    "广西": "南宁 柳州 桂林 梧州 北海 防城港 钦州 贵港 玉林 百色 贺州 河池 来宾 崇左",
    "海南": "海口 三亚 三沙 儋州",
    "四川": "成都 自贡 攀枝花 泸州 德阳 绵阳 广元 遂宁 内江 乐山 南充 眉山 宜宾 广安 达州 雅安 巴中 资阳"
    " 阿坝 甘孜 凉山",
    "贵州": "贵阳 六盘水 遵义 安顺 毕节 铜仁 黔西南 黔东南 黔南",
    "云南": "昆明 曲靖 玉溪 保山 昭通 丽江 普洱 临沧 楚雄 红河 文山 西双版纳 大理 德宏 怒江 迪庆",
    "西藏": "拉萨 日喀则 昌都 林芝 山南 那曲 阿里",
    "陕西": "西安 铜川 宝鸡 咸阳 渭南 延安 汉中 榆林 安康 商洛",
    "甘肃": "兰州 嘉峪关 金昌 白银 天水 武威 张掖 平凉 酒泉 庆阳 定西 陇南 临夏 甘南",
    "青海": "西宁 海东 海北 黄南 果洛 玉树 海西",
    "宁夏": "银川 石嘴山 吴忠 固原 中卫",
    "新疆": "乌鲁木齐 克拉玛依 吐鲁番 哈密 昌吉 博尔塔拉 巴音郭楞 阿克苏 克孜勒苏 喀什 和田 伊犁 塔城 阿勒泰 石河子",
    "台湾": "台北 高雄 台中 台南 新北 桃园",
}  # fmt: skip
_PROVINCE_OF: Final = {
    **{city: province for province, cities in _CITIES.items() for city in cities.split()},
    **{name: name for name in _MUNICIPALITIES},
}
_LATIN_PROVINCES: Final = frozenset(
    "hebei shanxi liaoning jilin heilongjiang jiangsu zhejiang anhui fujian jiangxi shandong henan hubei hunan"
    " guangdong guangxi hainan sichuan guizhou yunnan tibet shaanxi gansu qinghai ningxia xinjiang taiwan".split()
) | {"inner mongolia"}
_LATIN_MUNICIPALITIES: Final = frozenset(
    ("beijing", "tianjin", "shanghai", "chongqing", "hong kong", "macau")
)

_SEPARATORS: Final = re.compile(r"[\s·・,，、/|>＞\-–—_.。;；]+")
_COUNTRY: Final = re.compile("^(?:中华人民共和国|中国)")
_ENDING: Final = re.compile("(?:人|籍|籍贯)$")
_PROVINCE: Final = re.compile(
    "(内蒙古|黑龙江|" + "|".join(name for name in _CITIES if len(name) == 2) + ")"
    "(省|壮族自治区|回族自治区|维吾尔自治区|自治区)?"
)
_MADE_UP_PROVINCE: Final = re.compile("(.{2,4}?)省")
_KNOWN_CITY: Final = re.compile(
    "(" + "|".join(sorted(_PROVINCE_OF, key=lambda name: (-len(name), name))) + ")"
    "(市|地区|盟|(?:[^市县区]{1,8}族)?自治州|州|特别行政区)?"
)
_CITY: Final = re.compile("(.{2,}?)(?:市|地区|盟|自治州)")
_COUNTY: Final = re.compile("(.+?)(自治县|自治旗|林区|特区|县|市|区|旗)")
_LATIN_COUNTRY: Final = frozenset(("china", "pr china", "p r china", "prc"))
_LATIN_UNIT: Final = re.compile(
    r"\s+(province|sheng|autonomous region|city|municipality|prefecture|county|district|qu|xian|shi)$"
)


@dataclass(frozen=True, slots=True)
class Place:
    """A place of the three levels that count; what is not said is empty."""

    province: str = ""
    city: str = ""
    county: str = ""
    district: bool = False
    """The county is called a district 区: such names recur in many cities and mean nothing without theirs."""

    @property
    def keys(self) -> frozenset[str]:
        """Names of which two places that match share at least one."""
        return frozenset(_folded(name) for name in (self.city, self.county) if name)


@dataclass(frozen=True, slots=True)
class SamePlace:
    """What two places share: the narrower of city and county, and how it is called."""

    level: Level
    name: str


@lru_cache(maxsize=65_536)
def place(text: str) -> Place:
    """What a text says about where someone comes from; an empty place where it says nothing one can compare."""
    plain = unicodedata.normalize("NFKC", text).strip()
    if not plain:
        return Place()
    if any("\u3400" <= character <= "\u9fff" for character in plain):
        return _chinese(plain)
    return _latin(plain)


def same_place(one: Place, other: Place) -> SamePlace | None:
    """The county or city that two places share; None when they share no more than a province.

    Places contradict each other where both name a province, or a city, and these differ.
    """
    if _differ(one.province, other.province):
        return None
    placed = all(each.city or not each.district for each in (one, other))
    if placed and one.county and _same(one.county, other.county) and not _differ(one.city, other.city):
        city = one.city or other.city
        return SamePlace("county", _joined(city, one.county) if city else one.county)
    if one.city and _same(one.city, other.city):
        return SamePlace("city", one.city)
    for wide, narrow in ((one, other), (other, one)):
        # A city that is in no table stands alone as if it were a county.
        if wide.city and not narrow.city and not narrow.district and _same(wide.city, narrow.county):
            return SamePlace("city", wide.city)
    return None


def _same(one: str, other: str) -> bool:
    return _folded(one) == _folded(other)


def _differ(one: str, other: str) -> bool:
    return bool(one and other) and not _same(one, other)


def _folded(name: str) -> str:
    return name.casefold()


def _joined(city: str, county: str) -> str:
    return f"{county}, {city}" if city.isascii() else city + county


def _chinese(text: str) -> Place:
    joined = _COUNTRY.sub("", "".join(_SEPARATORS.split(text)))
    if len(joined) > 2:
        joined = _ENDING.sub("", joined)
    province, rest = _province(joined)
    city, rest = _city(rest, province)
    if city and not province:
        province = _PROVINCE_OF.get(city, "")
    county, district = _county(rest)
    return Place(province, city, county, district)


def _province(text: str) -> tuple[str, str]:
    found = _PROVINCE.match(text)
    if found is not None:
        name, ending = found.groups()
        rest = text[found.end() :]
        # 吉林市 is a city; 海南区 and 河南县 are no provinces either.
        if ending or not rest.startswith(("市", "县", "区", "州")):
            return name, rest
    made_up = _MADE_UP_PROVINCE.match(text)
    return (made_up.group(1), text[made_up.end() :]) if made_up is not None else ("", text)


def _city(text: str, province: str) -> tuple[str, str]:
    found = _KNOWN_CITY.match(text)
    if found is not None and (not province or _PROVINCE_OF[found.group(1)] == province):
        rest = text[found.end() :]
        # 朝阳区 is a district somewhere, not the city of 朝阳.
        if found.group(2) or not rest.startswith(("区", "旗")):
            # 绍兴县, as counties were called that the city has swallowed.
            return found.group(1), rest.removeprefix("县") if rest == "县" else rest
    wide = _CITY.match(text)
    if wide is not None and wide.end() < len(text):
        return wide.group(1), text[wide.end() :]
    return "", text


def _county(text: str) -> tuple[str, bool]:
    found = _COUNTY.match(text)
    if found is None:
        return (text, False) if len(text) >= 2 else ("", False)
    name, ending = found.groups()
    return name if len(name) >= 2 else found.group(), ending == "区"


def _latin(text: str) -> Place:
    units: list[tuple[str, str]] = []
    for part in text.split(","):
        words = " ".join(part.replace(".", " ").split())
        if not words or words.casefold() in _LATIN_COUNTRY:
            continue
        unit = _LATIN_UNIT.search(words.casefold())
        units.append((words[: unit.start()] if unit else words, unit.group(1) if unit else ""))
    province = ""
    if units:
        last, ending = units[-1]
        if ending in ("province", "sheng", "autonomous region") or (
            last.casefold() in _LATIN_PROVINCES and (len(units) > 1 or not ending)
        ):
            province, units = last, units[:-1]
    if not units:
        return Place(province)
    if len(units) > 1:
        return Place(province, units[-1][0], units[-2][0], units[-2][1] in ("district", "qu"))
    name, ending = units[0]
    if name.casefold() in _LATIN_MUNICIPALITIES:
        return Place(name, name)
    if ending in ("city", "municipality", "prefecture", "shi") and not province:
        return Place("", name)
    return Place(province, "", name, ending in ("district", "qu"))
