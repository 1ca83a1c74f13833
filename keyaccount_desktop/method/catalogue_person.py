"""The fields of a person: post, contact, personal facts, what decides. Read through ``catalogue``.

Name, kind, department and photo are columns of the person, not fields. No field holds health or religion.
"""

from __future__ import annotations

from typing import Final

from keyaccount_desktop.language import Text
from keyaccount_desktop.method import family, vocabulary
from keyaccount_desktop.method.choices import ChoiceList
from keyaccount_desktop.method.fields import FactorGroup, Field, Part, Section

POST: Final = Section("person.post", "person", Text("Post and department", "职务与部门"))
CONTACT: Final = Section("person.contact", "person", Text("Contact", "联系方式"))
PERSONAL: Final = Section("person.personal", "person", Text("Personal", "个人情况"))
VALUE: Final = Section("person.value", "person", Text("Values and style", "价值取向与个性"))
DECIDES: Final = Section(
    "person.decides",
    "person",
    Text("What decides", "影响决定的因素"),
    Text("Cultural, social, personal and psychological factors.", "文化因素、社会因素、个人因素、心理因素。"),
)
NOTES: Final = Section("person.notes", "person", Text("Notes", "备注"))

PERSON_SECTIONS: Final = (POST, CONTACT, PERSONAL, VALUE, DECIDES, NOTES)

NUMBER_PARTS: Final = (
    Part("number", "phone", Text("Number", "号码"), required=True),
    Part("label", "choice", Text("Kind", "类别"), choices=vocabulary.PHONE_LABEL, open_ended=True),
)
NUMBER_TEMPLATE: Final = Text("{number}[ ({label})]", "{number}[ ({label})]")

STAFF: Final = ChoiceList("colleague", Text("Our staff", "我方人员"), ())
"""Our own people, to be chosen by name: in the catalogue of a workbook those it holds, by their ids."""
STAFF_TIES: Final = "person.staff_ties"
"""What is noted of the ties between someone and our own people."""

_POST_FIELDS: Final = (
    Field(
        "person.position",
        "person",
        POST.key,
        "text",
        Text("Position", "职务"),
        help=Text(
            "The post you see is not the real position: a title never fixes influence.",
            "你看到的职位不是真正的职位：头衔不等于影响力。",
        ),
        importance=3,
        essential=True,
        ask=Text("What post does this person hold?", "担任什么职务？"),
    ),
    Field(
        "person.level",
        "person",
        POST.key,
        "choice",
        Text("Level", "级别"),
        choices=vocabulary.LEVEL,
        help=Text("Together with the place in the organisation chart.", "结合在组织结构图中的位置判断。"),
        importance=3,
        essential=True,
        ask=Text("At which level does this person decide?", "处在哪个层级？"),
    ),
    Field(
        "person.function",
        "person",
        POST.key,
        "choice",
        Text("Department function", "部门职能"),
        choices=vocabulary.FUNCTION,
        help=Text(
            "What the department does in a purchase, whatever its name.",
            "部门在采购中起什么作用，与部门名称无关。",
        ),
        importance=3,
        essential=True,
        ask=Text("What does the department do in the purchase?", "所在部门在采购中起什么作用？"),
    ),
    Field(
        "person.professional_title",
        "person",
        POST.key,
        "text",
        Text("Professional title", "职称"),
        help=Text("Such as chief physician or senior engineer.", "如主任医师、高级工程师。"),
        importance=2,
    ),
    Field(
        "person.profession",
        "person",
        POST.key,
        "choice",
        Text("Profession", "专业"),
        choices=vocabulary.PROFESSION,
    ),
    Field(
        "person.occupation",
        "person",
        POST.key,
        "text",
        Text("Occupation", "职业"),
    ),
    Field(
        "person.authority",
        "person",
        POST.key,
        "text",
        Text("Extent of authority", "权限大小"),
        help=Text("What this person may sign or settle alone.", "本人能独自批准或决定什么。"),
        importance=2,
        ask=Text("What may this person decide alone?", "权限有多大，能独自决定什么？"),
    ),
    Field(
        "person.tenure",
        "person",
        POST.key,
        "text",
        Text("Time with the organisation", "在该企业时间长短"),
        help=Text(
            "Years, or since when. Long service knows the inside.",
            "多少年，或从哪年开始。在职久的人了解内情。",
        ),
        importance=2,
        ask=Text("How long with the organisation?", "在该单位多久了？"),
    ),
    Field(
        "person.post_traits",
        "person",
        POST.key,
        "text",
        Text("Traits of the post", "职务特征"),
    ),
    Field(
        "person.assistant",
        "person",
        POST.key,
        "text",
        Text("Assistant", "助理"),
        help=Text("Name and how to reach them.", "姓名和联系方式。"),
        importance=0,
    ),
    Field(
        "person.career",
        "person",
        POST.key,
        "record",
        Text("Career", "履历"),
        parts=(
            Part("organisation", "text", Text("Organisation", "单位"), required=True),
            Part("department", "text", Text("Department", "部门")),
            Part("post", "text", Text("Post", "职务")),
            Part("from_date", "date", Text("From", "开始时间")),
            Part("to_date", "date", Text("To", "结束时间")),
        ),
        many=True,
        help=Text(
            "Former organisations and posts. Moving someone to another client adds the one they leave.",
            "以前的单位和职务。把人转到另一客户时，会自动记下原来的。",
        ),
        template=Text(
            "{organisation}[, {department}][, {post}][ {from_date} – {to_date}| since {from_date}| until {to_date}]",
            "{organisation}[，{department}][，{post}][ {from_date} – {to_date}| {from_date} 起| 至 {to_date}]",
        ),
        ask=Text("Where did this person work before?", "以前在哪里工作过？"),
    ),
)

_CONTACT_FIELDS: Final = (
    Field(
        "person.phones",
        "person",
        CONTACT.key,
        "record",
        Text("Phones", "电话"),
        parts=NUMBER_PARTS,
        many=True,
        help=Text(
            "Kept as typed. A number marked private is left out of shared exports.",
            "按输入保存。标为“私人”的号码，共享导出时不带出。",
        ),
        importance=3,
        essential=True,
        template=NUMBER_TEMPLATE,
        ask=Text("At which number is this person reached?", "打哪个电话能找到？"),
        sensitive_when=("label", "private"),
    ),
    Field(
        "person.wechat",
        "person",
        CONTACT.key,
        "text",
        Text("WeChat", "微信"),
        sensitive=True,
        importance=1,
        essential=True,
    ),
    Field("person.email", "person", CONTACT.key, "email", Text("E-mail", "电子邮件")),
    Field("person.fax", "person", CONTACT.key, "phone", Text("Fax", "传真"), importance=0),
    Field(
        "person.address",
        "person",
        CONTACT.key,
        "text",
        Text("Address", "地址"),
        sensitive=True,
        help=Text(
            "Where this person receives post. Counts as private contact.",
            "本人收信的地址，属于私人联系方式。",
        ),
        importance=0,
    ),
)

_PERSONAL_FIELDS: Final = (
    Field(
        "person.other_names",
        "person",
        PERSONAL.key,
        "tags",
        Text("Other names", "别名"),
        help=Text(
            "Former names, nicknames, other spellings; the search finds them too.",
            "曾用名、小名、其他写法；查找时也能找到。",
        ),
        importance=0,
    ),
    Field(
        "person.native_place",
        "person",
        PERSONAL.key,
        "text",
        Text("Native place", "籍贯"),
        help=Text("People of one native place share a tie 地缘.", "同一籍贯的人之间有地缘。"),
        importance=3,
        essential=True,
        ask=Text("Where does this person come from?", "老家在哪里？"),
    ),
    Field(
        "person.gender",
        "person",
        PERSONAL.key,
        "choice",
        Text("Gender", "性别"),
        choices=vocabulary.GENDER,
    ),
    Field(
        "person.birthday",
        "person",
        PERSONAL.key,
        "partial_date",
        Text("Birthday", "生日"),
        sensitive=True,
        help=Text(
            "Solar or lunar; the day may be known without the year. For greetings.",
            "公历或农历；可以只知道月日而不知年份。用于问候。",
        ),
        importance=2,
        essential=True,
        ask=Text("When is the birthday?", "生日是哪天？"),
    ),
    Field(
        "person.age",
        "person",
        PERSONAL.key,
        "number",
        Text("Age", "年龄"),
        help=Text(
            "Only when the year of birth is not known; true on the day it was learned.",
            "只在不知道出生年份时填写；以获知那天为准。",
        ),
        importance=0,
        low=14,
        high=120,
        unit=Text("years", "岁"),
    ),
    Field(
        "person.interests",
        "person",
        PERSONAL.key,
        "text",
        Text("Interests", "兴趣"),
        importance=3,
        essential=True,
        ask=Text("What does this person like to talk about?", "对什么感兴趣，爱聊什么？"),
    ),
    Field("person.hobbies", "person", PERSONAL.key, "text", Text("Hobbies", "爱好"), importance=2),
    Field(
        "person.family",
        "person",
        PERSONAL.key,
        "record",
        Text("Family", "家庭情况"),
        parts=(
            Part(
                "relation",
                "choice",
                Text("Relation", "关系"),
                choices=vocabulary.FAMILY_RELATION,
                open_ended=True,
                required=True,
            ),
            Part("name", "text", Text("Name", "姓名")),
            Part("occasion", "text", Text("What is going on", "近况")),
            Part(
                "event",
                "choice",
                Text("Occasion", "重要日子"),
                choices=vocabulary.FAMILY_OCCASION,
                open_ended=True,
            ),
            Part("day", "partial_date", Text("Date", "日期"), ahead=True),
        ),
        many=True,
        sensitive=True,
        help=Text(
            "Days that matter, such as a wedding day or an exam, are for greetings. Of children under 14 no name,"
            " birthday or school is kept: “daughter, starts school” is enough.",
            "结婚纪念日、考试等重要日子用于问候。14 岁以下儿童不记姓名、生日和学校：写“女儿，刚上学”就够了。",
        ),
        importance=2,
        template=Text(
            "{relation}[ {name}][: {occasion}][ · {event}: {day}| · {event}]",
            "{relation}[ {name}][：{occasion}][ · {event}：{day}| · {event}]",
        ),
        check=family.checked,
        ask=Text("Who belongs to the family?", "家里有哪些人？"),
    ),
    Field(
        "person.education",
        "person",
        PERSONAL.key,
        "record",
        Text("Education", "教育/学校"),
        parts=(
            Part("school", "text", Text("School", "学校"), required=True),
            Part("from_year", "number", Text("From", "入学年份"), low=1900, high=2100),
            Part("to_year", "number", Text("To", "毕业年份"), low=1900, high=2100),
            Part("degree", "text", Text("Degree", "学历学位")),
            Part("major", "text", Text("Subject", "所学专业")),
        ),
        many=True,
        help=Text("The same school in the same years is a tie 校友情.", "同校又同期的人之间有校友情。"),
        importance=3,
        essential=True,
        template=Text(
            "{school}[ {from_year}–{to_year}| {from_year}–| {to_year}][, {degree}][ ({major})]",
            "{school}[ {from_year}–{to_year}| {from_year}–| {to_year}][，{degree}][（{major}）]",
        ),
        ask=Text("Which schools, and when?", "在哪里读的书，哪几年？"),
    ),
    Field(
        "person.special_experiences",
        "person",
        PERSONAL.key,
        "long_text",
        Text("Special experiences", "特殊经历"),
        sensitive=True,
        help=Text("Years in the countryside, abroad, in office …", "上山(下乡)、出国、做官……"),
        importance=2,
        ask=Text("What has shaped this person?", "有哪些特殊经历？"),
    ),
    Field(
        "person.character",
        "person",
        PERSONAL.key,
        "text",
        Text("Personality", "性格"),
        importance=2,
    ),
    Field(
        "person.working_style",
        "person",
        PERSONAL.key,
        "text",
        Text("Way of working", "做事风格"),
        importance=3,
        essential=True,
        ask=Text("How does this person go about things?", "做事是什么风格？"),
    ),
    Field(
        "person.taboos",
        "person",
        PERSONAL.key,
        "text",
        Text("Taboos", "禁忌"),
        sensitive=True,
        help=Text("What not to say or do.", "不能说、不能做的事。"),
        importance=2,
        ask=Text("What must not be said or done?", "有什么禁忌？"),
    ),
    Field(
        "person.best_time_place",
        "person",
        PERSONAL.key,
        "text",
        Text("Best time and place to meet", "最佳见面时间和地点"),
        importance=3,
        essential=True,
        ask=Text("When and where is this person best met?", "什么时间、在哪里见面最合适？"),
    ),
    Field(
        STAFF_TIES,
        "person",
        PERSONAL.key,
        "record",
        Text("Ties with our staff", "与我方人员的关系"),
        parts=(
            Part(
                "colleague",
                "choice",
                Text("Who of us", "我方人员"),
                choices=STAFF,
                open_ended=True,
                required=True,
            ),
            Part("kind", "choice", Text("Tie", "缘"), choices=vocabulary.TIE_KIND),
            Part(
                "strength",
                "rating",
                Text("Strength", "强度"),
                choices=vocabulary.LINK_STRENGTH,
                low=1,
                high=3,
            ),
            Part("note", "text", Text("Note", "说明")),
        ),
        many=True,
        sensitive=True,
        help=Text(
            "Who of us can make an introduction: a townsman, a fellow student.",
            "我方谁能引见：同乡、校友等。",
        ),
        importance=0,
        template=Text(
            "{colleague}[: {kind}][, {strength}][ ({note})]",
            "{colleague}[：{kind}][，{strength}][（{note}）]",
        ),
    ),
)

_DECIDES_FIELDS: Final = (
    Field("person.values", "person", DECIDES.key, "text", Text("Basic values", "基本的价值观念")),
    Field("person.regional_culture", "person", DECIDES.key, "text", Text("Regional culture", "地域文化")),
    Field("person.region", "person", DECIDES.key, "text", Text("Region", "地理特征")),
    Field("person.social_class", "person", DECIDES.key, "text", Text("Social class", "社会阶层")),
    Field(
        "person.reference_group",
        "person",
        DECIDES.key,
        "text",
        Text("Reference group", "参照群体"),
        help=Text("Whose opinion counts for this person.", "谁的看法对本人有分量。"),
        ask=Text("Whose opinion counts?", "谁的看法对他有分量？"),
    ),
    Field("person.roles_status", "person", DECIDES.key, "text", Text("Roles and status", "角色与定位")),
    Field("person.life_stage", "person", DECIDES.key, "text", Text("Life stage", "年龄与人生阶段")),
    Field(
        "person.economic_situation",
        "person",
        DECIDES.key,
        "text",
        Text("Economic situation", "经济状况"),
        sensitive=True,
        help=Text("In words. No amounts.", "用文字描述，不写金额。"),
    ),
    Field("person.lifestyle", "person", DECIDES.key, "text", Text("Lifestyle", "生活方式")),
    Field("person.motivation", "person", DECIDES.key, "text", Text("Motivation", "动机"), importance=2),
    Field("person.perception", "person", DECIDES.key, "text", Text("Perception", "感觉")),
    Field(
        "person.beliefs_attitudes",
        "person",
        DECIDES.key,
        "text",
        Text("Beliefs and attitudes", "信念与态度"),
        sensitive=True,
        help=Text("About the work and the products. Never religion.", "对工作和产品的看法。不涉及宗教。"),
    ),
)

_NOTES_FIELDS: Final = (
    Field("person.tags", "person", NOTES.key, "tags", Text("Tags", "标签"), importance=0),
    Field(
        "person.notes",
        "person",
        NOTES.key,
        "long_text",
        Text("Notes", "备注"),
        sensitive=True,
        help=Text("Private: left out of shared exports.", "私人内容：共享导出时不带出。"),
        importance=0,
    ),
)

FACTOR_GROUPS: Final = (
    FactorGroup(
        "cultural",
        Text("Cultural factors", "文化因素"),
        ("person.values", "person.regional_culture", "person.social_class"),
    ),
    FactorGroup(
        "social",
        Text("Social factors", "社会因素"),
        ("person.reference_group", "person.family", "person.roles_status"),
    ),
    FactorGroup(
        "personal",
        Text("Personal factors", "个人因素"),
        (
            "person.life_stage",
            "person.occupation",
            "person.economic_situation",
            "person.lifestyle",
            "person.personality",
        ),
    ),
    FactorGroup(
        "psychological",
        Text("Psychological factors", "心理因素"),
        ("person.motivation", "person.perception", "person.beliefs_attitudes"),
    ),
)
"""What decides how a person buys: a view over fields that stand elsewhere."""

PERSON_FIELDS_BEFORE_VALUE: Final = _POST_FIELDS + _CONTACT_FIELDS + _PERSONAL_FIELDS
PERSON_FIELDS_AFTER_VALUE: Final = _DECIDES_FIELDS + _NOTES_FIELDS
