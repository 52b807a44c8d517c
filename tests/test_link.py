"""Names to entities: which thing each name of a text is taken for, and why."""

from __future__ import annotations

import pytest
from sentences import stated

import kg
from kg.link import link
from kg.model import EntityType, K, Reason, T
from kg.parse.reading import Linked, Reading, parse
from kg.recognise import recognise
from kg.words.loading import lexicon

Found = list[tuple[str, str, str]]


def linked(text: str, date: str = "") -> tuple[Reading, Linked]:
    known = lexicon()
    starts = [0, *(i + 1 for i, c in enumerate(text) if c == "\n")]
    ends = [*(start - 1 for start in starts[1:]), len(text)]
    reading = parse(text, [(a, b, "body") for a, b in zip(starts, ends, strict=True)], known)
    recognise(reading, known)
    return reading, link(reading, known, date)


def named(text: str) -> Found:
    """Every name with the label of its entity and the reason."""
    reading, found = linked(text)
    return [(n.text, found.entities[n.entity].label, n.reason.value) for n in reading.names]


TABLE: list[tuple[str, Found]] = [
    (
        "住房和城乡建设部召开会议。部党组强调，要抓好落实。",
        [
            ("住房和城乡建设部", "住房和城乡建设部", "exact"),
            ("部党组", "住房和城乡建设部党组", "context"),
        ],
    ),
    (
        "住房和城乡建设部建筑市场监管司成立党史学习教育领导小组。城市建设司成立党史学习教育领导小组。",
        [
            ("住房和城乡建设部建筑市场监管司", "建筑市场监管司", "pattern"),
            ("住房和城乡建设部", "住房和城乡建设部", "exact"),
            ("党史学习教育领导小组", "建筑市场监管司党史学习教育领导小组", "context"),
            ("城市建设司", "城市建设司", "exact"),
            ("党史学习教育领导小组", "城市建设司党史学习教育领导小组", "context"),
        ],
    ),
    (
        "宜昌市住建局召开会议。市住房和城乡建设局强调，该局要抓好落实。",
        [
            ("宜昌市住建局", "宜昌市住房和城乡建设局", "pattern"),
            ("市住房和城乡建设局", "宜昌市住房和城乡建设局", "context"),
            ("该局", "宜昌市住房和城乡建设局", "context"),
        ],
    ),
    (
        "国家税务总局澜水市税务局召开会议，市局党委强调，要抓好落实。",
        [
            ("国家税务总局澜水市税务局", "澜水市税务局", "pattern"),
            ("国家税务总局", "国家税务总局", "exact"),
            ("市局党委", "澜水市税务局党委", "pattern"),
            ("市局", "澜水市税务局", "context"),
        ],
    ),
    (
        "江西启动城市体检，江西省教育厅印发通知。",
        [
            ("江西", "江西省政府", "context"),
            ("城市体检", "城市体检", "exact"),
            ("江西省教育厅", "江西省教育厅", "pattern"),
            ("通知", "通知", "pattern"),
        ],
    ),
    (
        "呼和浩特、包头、乌海市政府召开会议。",
        [
            ("呼和浩特", "呼和浩特市政府", "context"),
            ("包头", "包头市政府", "context"),
            ("乌海市政府", "乌海市政府", "pattern"),
        ],
    ),
    (
        "云川省财政厅召开会议。省公安厅出席会议。",
        [("云川省财政厅", "云川省财政厅", "pattern"), ("省公安厅", "云川省公安厅", "context")],
    ),
    (
        "澜水市教育局联合公安局开展整治行动。",
        [("澜水市教育局", "澜水市教育局", "pattern"), ("公安局", "澜水市公安局", "context")],
    ),
    (
        "山东省委副书记、省长林望出席会议。",
        [
            ("山东省委", "山东省委", "pattern"),
            ("省长", "山东省政府", "context"),
            ("林望", "林望", "pattern"),
        ],
    ),
    (
        "华东环境保护督查中心召开会议。华东督查中心强调，要抓好落实。",
        [
            ("华东环境保护督查中心", "华东环境保护督查中心", "exact"),
            ("华东督查中心", "华东环境保护督查中心", "alias"),
        ],
    ),
    (
        "财政部印发《政府采购管理办法》。《办法》要求，要抓好落实。",
        [
            ("财政部", "财政部", "exact"),
            ("政府采购管理办法", "政府采购管理办法", "pattern"),
            ("办法", "政府采购管理办法", "short form"),
        ],
    ),
    (
        "国务院学习习近平总书记在云川省考察时的重要讲话。教育部贯彻习近平总书记重要讲话精神。",
        [
            ("国务院", "国务院", "exact"),
            ("习近平总书记在云川省考察时的重要讲话", "习近平总书记在云川省考察时的重要讲话", "pattern"),
            ("习近平", "习近平", "exact"),
            ("云川省", "云川省", "pattern"),
            ("教育部", "教育部", "exact"),
            ("习近平总书记重要讲话精神", "习近平总书记在云川省考察时的重要讲话", "short form"),
            ("习近平", "习近平", "exact"),
        ],
    ),
    ("各省、直辖市教育厅：", []),
    (
        "住房和城乡建设部召开部务会议。",
        [
            ("住房和城乡建设部", "住房和城乡建设部", "exact"),
            ("部务会议", "住房和城乡建设部部务会议", "context"),
        ],
    ),
    (
        "云川省水利厅开展河湖清四乱专项行动。专项行动要求，要抓好落实。",
        [
            ("云川省水利厅", "云川省水利厅", "pattern"),
            ("河湖清四乱专项行动", "河湖“清四乱”专项行动", "alias"),
            ("专项行动", "河湖“清四乱”专项行动", "short form"),
        ],
    ),
    (
        "澜水市水利局推进清淤治河行动工作。水利局抓好清淤治河行动。",
        [
            ("澜水市水利局", "澜水市水利局", "pattern"),
            ("清淤治河行动工作", "清淤治河行动", "pattern"),
            ("水利局", "澜水市水利局", "short form"),
            ("清淤治河行动", "清淤治河行动", "pattern"),
        ],
    ),
    (
        "云川省财政厅召开会议。浙江省发改委、财政厅、卫健委联合印发通知。",
        [
            ("云川省财政厅", "云川省财政厅", "pattern"),
            ("浙江省发改委", "浙江省发展和改革委", "pattern"),
            ("财政厅", "浙江省财政厅", "context"),
            ("卫健委", "浙江省卫生健康委", "context"),
            ("通知", "通知", "pattern"),
        ],
    ),
    ("省自然资源厅召开会议。", [("省自然资源厅", "省自然资源厅", "context")]),
    (
        "深圳市委市政府召开会议。",
        [("深圳市委", "深圳市委", "pattern"), ("市政府", "深圳市政府", "context")],
    ),
    (
        "江西省委常委、组织部部长林望出席会议。",
        [
            ("江西省委", "江西省委", "pattern"),
            ("组织部", "江西省委组织部", "exact"),
            ("林望", "林望", "pattern"),
        ],
    ),
    ("教室和办公室要打扫干净。", []),
    (
        "乌克兰武装部队总参谋部召开会议。",
        [("乌克兰武装部队", "乌克兰武装部队", "exact"), ("总参谋部", "乌克兰武装部队总参谋部", "alias")],
    ),
    (
        "水利部印发通知。财政部印发通知。",
        [
            ("水利部", "水利部", "exact"),
            ("通知", "通知", "pattern"),
            ("财政部", "财政部", "exact"),
            ("通知", "通知", "short form"),
        ],
    ),
]


@pytest.mark.parametrize(("text", "names"), TABLE, ids=[text[:12] for text, _ in TABLE])
def test_link_takes_each_name_for_its_entity(text: str, names: Found) -> None:
    assert named(text) == names


@pytest.mark.parametrize(
    ("date", "body"),
    [("2015-06-01", "环境保护部-环境规划院"), ("2021-06-01", "生态环境部-环境规划院"), ("", "生态环境部-环境规划院")],
)
def test_link_takes_a_shared_name_for_the_body_of_the_time(date: str, body: str) -> None:
    _, found = linked("环境规划院召开会议。", date)
    assert [iri.rpartition("/")[2] for iri in found.entities if "环境规划院" in iri] == [body]


@pytest.mark.parametrize(
    ("date", "text", "meeting"),
    [
        ("", "冬奥会即将举行。", "冬奥会"),
        ("2019-11-20", "冬奥会即将举行。", "北京冬奥会"),
        ("", "六中全会强调，要治水。", "六中全会"),
        ("2021-11-20", "六中全会强调，要治水。", "党的十九届六中全会"),
    ],
)
def test_link_takes_a_meeting_without_its_host_or_term_for_that_of_the_time(date: str, text: str, meeting: str) -> None:
    _, found = linked(text, date)
    assert [e.label for e in found.entities.values() if e.type is T.MEETING] == [meeting]


def test_link_takes_a_meeting_without_its_host_for_the_one_named_before() -> None:
    reading, found = linked("北京冬奥会今天举行。冬奥会开幕。", "2022-02-10")
    assert [(found.entities[n.entity].label, n.reason) for n in reading.names if n.text == "冬奥会"] == [
        ("北京冬奥会", Reason.SHORT_FORM)
    ]


@pytest.mark.parametrize(
    ("text", "bodies"),
    [
        ("韩国国防部说，朝鲜发射导弹。国防部要回应。", ["韩国国防部", "韩国国防部"]),
        ("韩国国防部说，朝鲜发射导弹。\n国防部要回应。", ["韩国国防部", "国防部"]),
        ("针对韩国国防部的声明，国防部表示反对。", ["韩国国防部", "国防部"]),
        ("韩国国防部访问中国国防部。国防部接待。", ["韩国国防部", "国防部", "国防部"]),
    ],
)
def test_link_takes_a_ministry_for_that_of_the_state_named_before(text: str, bodies: list[str]) -> None:
    reading, found = linked(text)
    ministries = [n for n in reading.names if n.text.endswith("国防部")]
    assert [found.entities[n.entity].label for n in ministries] == bodies


@pytest.mark.parametrize(
    ("text", "kind"),
    [("周萍来到渡江胜利纪念馆。", T.PLACE), ("渡江胜利纪念馆开展城市体检。", T.ORGANIZATION)],
)
def test_link_takes_a_venue_for_a_place_where_something_is_there(text: str, kind: EntityType) -> None:
    reading, found = linked(text)
    (name,) = (n for n in reading.names if n.text == "渡江胜利纪念馆")
    assert (name.type, found.entities[name.entity].type) == (kind, kind)


def test_link_says_which_body_is_part_of_which() -> None:
    _, found = linked("财政部科教司召开会议，办公厅出席会议。")
    assert {(found.entities[p.child].label, found.entities[p.parent].label, bool(p.entry)) for p in found.parts} == {
        ("科教和文化司", "财政部", True),
        ("办公厅", "财政部", True),
    }


STOOD_FOR = [
    ("云川大学推进课程思政建设。学校党委开展党史学习教育。", "云川大学党委", "学校党委"),
    ("云川大学推进课程思政建设。学校坚持立德树人。", "云川大学", "学校"),
    ("中国石油天然气集团召开会议。公司坚持新发展理念。", "中国石油", "公司"),
    ("内蒙古自治区推进河长制。自治区教育厅、公安厅推进“双减”工作。", "内蒙古自治区教育厅", "自治区教育厅"),
    ("内蒙古自治区推进河长制。自治区教育厅、公安厅推进“双减”工作。", "内蒙古自治区公安厅", "公安厅"),
    ("四川泸州市推进河长制。", "泸州市政府", "泸州市"),
    ("广东肇庆：推进河长制", "肇庆市政府", "肇庆"),
]


@pytest.mark.parametrize(("text", "label", "mention"), STOOD_FOR, ids=[row[2] + row[1] for row in STOOD_FOR])
def test_link_finds_the_body_that_a_noun_or_a_level_stands_for(text: str, label: str, mention: str) -> None:
    assert (mention, label) in {(name, found) for name, found, _ in named(text)}


@pytest.mark.parametrize("text", ["公司党委开展党史学习教育。", "各省、自治区、直辖市推进河长制。"])
def test_link_names_no_body_where_none_was_spoken_of(text: str) -> None:
    _, found = linked(text)
    assert not [e for e in found.entities.values() if e.type.value in ("Organization", "Place")]


def test_speeches_about_different_things_are_different_documents() -> None:
    text = "云川省水利厅学习习近平总书记关于治水的重要论述和习近平总书记关于安全生产的重要论述。"
    documents = {e.label for e in linked(text)[1].entities.values() if e.type is T.DOCUMENT}
    assert documents == {"习近平总书记关于治水的重要论述", "习近平总书记关于安全生产的重要论述"}


def test_speech_without_its_occasion_is_the_one_named_before_by_the_same_words() -> None:
    text = (
        "云川省水利厅传达习近平总书记重要讲话和重要指示。会议学习习近平总书记对治水工作的重要指示。"
        "会议强调，贯彻习近平总书记重要指示精神。"
    )
    documents = {e.label for e in linked(text)[1].entities.values() if e.type is T.DOCUMENT}
    assert documents == {"习近平重要讲话和重要指示", "习近平总书记对治水工作的重要指示"}


def test_meeting_in_quotation_marks_is_called_so_without_the_place_before_it_too() -> None:
    entities = linked("近日，北京市“清风护河”志愿服务活动启动仪式举行。")[1].entities.values()
    (meeting,) = (e for e in entities if e.type is T.MEETING)
    assert "清风护河志愿服务活动启动仪式" in meeting.names


def test_link_takes_no_body_for_part_of_ever_deeper_ones() -> None:
    _, found = linked("云川省财政厅" + "城建处综合科" * 300)
    assert max(map(len, found.entities)) < 300
    assert 5 < len(found.entities) < 20


PLACES_THAT_ACT = [
    ("江苏、浙江和教育部有关负责同志作了交流发言。", ("江苏省政府", "浙江省政府")),
    ("法国、德国等国也决定放宽限制。", ("法国政府", "德国政府")),
    ("大家表示，法国今年也派代表参加了活动。", ("法国政府",)),
    ("南京市、徐州市以及江苏省教育厅分别与云川集团签署战略合作框架协议。", ("南京市政府", "徐州市政府")),
    ("昨天，徐州市针对群众反映的办证难题，开展专项整治。", ("徐州市政府",)),
    ("南京市、徐州市作了表态发言。", ("南京市政府", "徐州市政府")),
    ("徐州市在六个县区分别打造特色基地。", ("徐州市政府",)),
    ("徐州市充分发挥党组织作用。", ("徐州市政府",)),
    ("徐州市作为重要产区，以数字赋能产业。", ("徐州市政府",)),
    ("比如江苏徐州市成立联席会议制度。", ("徐州市政府",)),
    ("徐州市针对群众反映的难题，多措并举争取让群众满意。", ("徐州市政府",)),
    ("江苏、浙江、上海两省一市推进一体化。", ("江苏省政府", "浙江省政府", "上海市政府")),
    ("贵州遵义：推进城市更新。", ("遵义市政府",)),
    ("东南亚地区和欧洲采取了措施。", ()),
    ("双方会见了法国、德国、意大利外长。", ("法国政府", "德国政府", "意大利政府")),
]


@pytest.mark.parametrize(("text", "bodies"), PLACES_THAT_ACT, ids=[text[:10] for text, _ in PLACES_THAT_ACT])
def test_link_takes_places_that_act_for_their_governments(text: str, bodies: tuple[str, ...]) -> None:
    assert [label for _, label, _ in named(text) if label.endswith("政府")] == list(bodies)


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("江苏省水务系统的经验受到好评。", []),
        ("中国市场的机遇越来越多。", []),
        ("代表团在中国考察了三天。", ["中国"]),
        ("代表团在江苏徐州古镇考察。", ["江苏", "徐州"]),
        ("江苏徐州云川水务有限公司的设备受到好评。", []),
        ("凌晨起徐州遭遇暴雨。", ["徐州"]),
        ("美国驻法国大使馆的工作人员说了此事。", []),
    ],
)
def test_link_names_no_place_that_only_says_which_one_of_what_follows_is_meant(text: str, places: list[str]) -> None:
    reading, _ = linked(text)
    assert [n.text for n in reading.names if n.type is T.PLACE] == places


def test_link_begins_a_body_with_the_places_that_say_which_one_it_is() -> None:
    reading, _ = linked("江苏徐州云川水务有限公司的设备受到好评。")
    body = next(n for n in reading.names if n.type is T.ORGANIZATION)
    assert reading.plain.text[body.start : body.end] == "江苏徐州云川水务有限公司"


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        (
            "浙江省推进城市更新。浙江省水利厅、省公安厅召开会议。",
            ["浙江省水利厅 浙江省政府", "浙江省公安厅 浙江省政府"],
        ),
        ("浙江省水利厅召开会议。", []),
        ("浙江省推进城市更新。浙江省政协召开会议。", []),
        ("杭州市阳光社区推进城市更新。社区党委召开会议。", ["阳光社区党委 阳光社区"]),
    ],
)
def test_link_says_that_bureaus_are_part_of_a_government_that_the_text_names(text: str, parts: list[str]) -> None:
    _, found = linked(text)
    assert [f"{found.entities[p.child].label} {found.entities[p.parent].label}" for p in found.parts] == parts


@pytest.mark.parametrize(
    ("text", "bodies"),
    [
        ("杭州市西湖区永平村推进城市更新。村党支部召开会议。", ["永平村", "永平村党支部"]),
        ("杭州市阳光社区推进城市更新。社区第二党支部召开会议。", ["阳光社区", "阳光社区第二党支部"]),
        ("浙江工业学院召开会议。该院机关第五党支部获评先进。", ["浙江工业学院", "浙江工业学院机关第五党支部"]),
        ("浙江工业学院召开会议。全院党支部书记参加。", ["浙江工业学院"]),
        ("浙江省卫生健康委员会召开会议。浙江省卫生健康委推进改革。", ["浙江省卫生健康委员会", "浙江省卫生健康委员会"]),
    ],
)
def test_link_names_branches_by_what_stands_for_their_body(text: str, bodies: list[str]) -> None:
    reading, found = linked(text)
    assert [found.entities[n.entity].label for n in reading.names if n.type is T.ORGANIZATION] == bodies


@pytest.mark.parametrize(
    ("text", "labels"),
    [
        (
            "水利部开展“百日清零”专项行动。“百日清零”行动成效明显。水利部巩固“百日清零”活动成果。",
            {"百日清零专项行动"},
        ),
        ("水利部推进警示教育月。水利部开展警示教育月活动。", {"警示教育月"}),
        ("水利部推进“百日清零”专项行动。水利部推进“千日清零”专项行动。", {"百日清零专项行动", "千日清零专项行动"}),
    ],
)
def test_link_takes_programmes_of_one_quotation_for_one(text: str, labels: set[str]) -> None:
    _, found = linked(text)
    assert {e.label for e in found.entities.values() if e.type is T.PROGRAM} == labels


CALLED: list[tuple[str, dict[str, str]]] = [
    (
        "襄阳市国资委召开会议。襄阳市国有资产监督管理委员会召开会议。",
        {
            "襄阳市国资委": "襄阳市国有资产监督管理委",
            "襄阳市国有资产监督管理委员会": "襄阳市国有资产监督管理委",
        },
    ),
    (
        "英国国家统计局发布报告，国家统计局没有评论。",
        {"英国国家统计局": "英国国家统计局", "国家统计局": "国家统计局"},
    ),
    ("中国应急管理体制更加健全，应急管理部要抓好落实。", {"应急管理部": "应急管理部"}),
    (
        "财政部召开会议。国家计委推进节能改造。",
        {"财政部": "财政部", "国家计委": "国家发展计划委员会", "节能改造": "节能改造"},
    ),
    ("林望担任镇党委书记。", {}),
    (
        "美国警方开展行动，明尼阿波利斯警察局召开会议。",
        {"美国警方": "美国警方", "明尼阿波利斯警察局": "美国明尼阿波利斯警察局"},
    ),
    (
        "澜水市信访局召开会议，卫生局出席会议。",
        {"澜水市信访局": "澜水市信访局", "卫生局": "澜水市卫生局"},
    ),
    (
        "雄安新区召开会议。雄安科创中心推进河长制。",
        {"雄安新区": "雄安新区政府", "雄安科创中心": "雄安新区科创中心", "河长制": "河长制"},
    ),
    (
        "代表团在法国考察。国云集团推进河长制。",
        {"法国": "法国", "国云集团": "国云集团", "河长制": "河长制"},
    ),
    (
        "澜水市房产管理局召开会议，澜水市房管局、市房管局要抓好落实。",
        {"澜水市房产管理局": "澜水市房产管理局", "澜水市房管局": "澜水市房产管理局", "市房管局": "澜水市房产管理局"},
    ),
    ("河北召开会议。省人民政府要抓好落实。", {"河北": "河北省政府", "省人民政府": "河北省政府"}),
    ("襄阳市国资委召开会议。市委强调，要抓好落实。", {"襄阳市国资委": "襄阳市国有资产监督管理委", "市委": "襄阳市委"}),
    (
        "各省、直辖市教育厅，财政部，云川省水利厅：\n云川省公安厅召开会议。",
        {"云川省公安厅": "云川省公安厅"},
    ),
    (
        "水利部召开全国水利工作会议。水利工作会议要求推进河长制。",
        {
            "水利部": "水利部",
            "全国水利工作会议": "全国水利工作会议",
            "水利工作会议": "全国水利工作会议",
            "河长制": "河长制",
        },
    ),
    (
        "中国共产党第二十次全国代表大会闭幕。",
        {"中国共产党第二十次全国代表大会": "党的二十大", "中国共产党": "中国共产党"},
    ),
    ("省财政厅召开厅务会议。", {"省财政厅": "省财政厅", "厅务会议": "厅务会议"}),
    ("习近平作出重要指示。", {"习近平": "习近平"}),
    (
        "水利部学习习近平总书记重要讲话精神。财政部学习习近平重要讲话。",
        {
            "水利部": "水利部",
            "习近平总书记重要讲话精神": "习近平重要讲话",
            "习近平": "习近平",
            "财政部": "财政部",
            "习近平重要讲话": "习近平重要讲话",
        },
    ),
    ("水利部推进老旧小区改造工作。", {"水利部": "水利部", "老旧小区改造工作": "城镇老旧小区改造"}),
    (
        "美国新墨西哥州推进林火防治。该州召开会议。",
        {"美国": "美国", "新墨西哥州": "新墨西哥州政府", "林火防治": "林火防治", "该州": "新墨西哥州政府"},
    ),
    ("该州推进林火防治。五个自治区召开会议。", {"林火防治": "林火防治"}),
    (
        "浙江省委召开会议。全省上下推进林火防治。",
        {"浙江省委": "浙江省委", "全省": "浙江省政府", "林火防治": "林火防治"},
    ),
    ("浙江省委召开会议。全省林火防治进展顺利。", {"浙江省委": "浙江省委"}),
    (
        "余杭区翠苑社区成立党委。区教育局召开会议。",
        {"余杭区": "余杭区", "翠苑社区": "翠苑社区", "党委": "翠苑社区党委", "区教育局": "余杭区教育局"},
    ),
    ("本溪推进河长制。", {"本溪": "本溪市政府", "河长制": "河长制"}),
    ("长汀县中复村推进河长制。", {"长汀县": "长汀县", "中复村": "中复村", "河长制": "河长制"}),
    (
        "榆林、铜川、安康等地的企业开展政策解读。",
        {"榆林": "榆林市", "铜川": "铜川市", "安康": "安康", "政策解读": "政策解读"},
    ),
    ("云龙区召开会议。市教育局要抓好落实。", {"云龙区": "云龙区政府", "市教育局": "徐州市教育局"}),
    (
        "代表团在南京考察。代表团在徐州考察。市教育局召开会议。",
        {"南京": "南京市", "徐州": "徐州市", "市教育局": "徐州市教育局"},
    ),
    (
        "南京市的河很长。市长林望出席会议。徐州市召开会议。",
        {"南京市": "南京市", "市长": "南京市政府", "林望": "林望", "徐州市": "徐州市政府"},
    ),
    (
        "南京市召开会议。市长林望出席会议。徐州市召开会议。",
        {"南京市": "南京市政府", "市长": "南京市政府", "林望": "林望", "徐州市": "徐州市政府"},
    ),
    ("来到俄罗斯莫斯科市。", {"俄罗斯": "俄罗斯", "莫斯科市": "莫斯科"}),
    ("教育部召开会议。教室和办公室很干净。", {"教育部": "教育部"}),
    ("浙江将出现强降雨。", {"浙江": "浙江省"}),
    ("浙江与各方签署合作协议。", {"浙江": "浙江省政府"}),
    ("山西、教师推进河长制。", {"山西": "山西省", "河长制": "河长制"}),
    ("水利部印发《云川精神》。", {"水利部": "水利部", "云川精神": "云川精神"}),
    ("走进柳坊村。村党支部推进河长制。", {"柳坊村": "柳坊村", "村党支部": "柳坊村党支部", "河长制": "河长制"}),
    ("落实《中华人民共和国宪法》。", {"中华人民共和国宪法": "宪法"}),
    ("该处综合处召开会议。", {}),
    (
        "水利部开展爱国主义教育。教育部开展爱国主义教育活动。",
        {
            "水利部": "水利部",
            "爱国主义教育": "爱国主义教育",
            "教育部": "教育部",
            "爱国主义教育活动": "爱国主义教育",
        },
    ),
    (
        "中央纪委召开会议，未设立纪律检查委员会的基层委员会，由该委员会受理。",
        {"中央纪委": "中央纪委", "纪律检查委员会": "纪律检查委员会", "委员会": "纪律检查委员会"},
    ),
]


@pytest.mark.parametrize(("text", "labels"), CALLED, ids=[text[:16] for text, _ in CALLED])
def test_link_takes_names_for_nothing_but_their_entities(text: str, labels: dict[str, str]) -> None:
    assert {name: label for name, label, _ in named(text)} == labels


@pytest.mark.parametrize(
    ("text", "facts"),
    [
        (
            "财政部科教司综合处、人事处推进河长制。",
            {"科教和文化司 partOf 财政部", "综合处 partOf 科教和文化司", "综合处 undertakes 河长制"},
        ),
        (
            "云川经贸学院国家菌草工程技术研究中心推进河长制。",
            {"国家菌草工程技术研究中心 partOf 云川经贸学院", "国家菌草工程技术研究中心 undertakes 河长制"},
        ),
        ("国务院批转国家农委的报告。", {"国务院 issues 国家农委的报告"}),
        (
            "国家税务总局芦溪县税务局推进河长制。",
            {"芦溪县税务局 partOf 国家税务总局", "芦溪县税务局 undertakes 河长制"},
        ),
        (
            "水利部召开会议。\n财政部开展城市体检。财政部推进河长制。节水处推进老旧小区改造。",
            {
                "财政部 undertakes 城市体检",
                "财政部 undertakes 河长制",
                "节水处 partOf 水利部",
                "节水处 undertakes 城镇老旧小区改造",
            },
        ),
        (
            "云川半官方通讯社新华社报道说，教育部推进“双减”工作。",
            {"新华社 partOf 国务院", "教育部 undertakes “双减”工作"},
        ),
    ],
    ids=lambda value: value[:12] if isinstance(value, str) else "",
)
def test_link_says_of_bodies_only_what_they_are_part_of(text: str, facts: set[str]) -> None:
    assert {*stated(kg.build_text(text))} == facts


@pytest.mark.parametrize(
    ("text", "called", "label"),
    [
        ("河北召开会议。省委推进河长制。", "中共河北省委", "河北省委"),
        ("澜水市财政局党组召开会议。", "澜水市财政局党组", "澜水市财政局党组"),
        ("江西省委召开会议。", "中共江西省委", "江西省委"),
        ("国务院关于推进河长制的意见要求抓好落实。", "国务院关于推进河长制的意见", "关于推进河长制的意见"),
        ("财政部召开会议，科教司出席会议。", "财政部科教和文化司", "科教和文化司"),
        ("水利部推进老旧小区改造工作。", "老旧小区改造工作", "城镇老旧小区改造"),
        ("水利部召开会议，研究部署治水。水利部部务会议强调，要抓好落实。", "水利部部务会议", "水利部部务会议"),
        ("水利部部务会议召开。会议强调，要抓好落实。", "国家水利部部务会议", "水利部部务会议"),
        ("基础教育司推进河长制。", "教育部基础教育司", "基础教育司"),
        ("城市建设司召开会议。", "住房城乡建设部城市建设司", "城市建设司"),
    ],
)
def test_link_says_what_else_a_thing_is_called(text: str, called: str, label: str) -> None:
    assert label in {e.label for e in kg.build_text(text).find(called)}


def test_link_adds_no_name_to_what_a_vocabulary_knows_by_it() -> None:
    _, found = linked("水利部推进共建“一带一路”倡议。")
    assert [e for e in found.entities.values() if "一带一路倡议" in e.names] == []


def test_link_says_of_what_kind_a_body_of_a_place_is() -> None:
    _, found = linked("南京市召开会议。市招商处、市委要抓好落实。")
    kinds = {e.label: e.kind for e in found.entities.values()}
    assert (kinds["南京市招商处"], kinds["南京市委"]) == (K.GOVERNMENT, K.PARTY_BODY)


def test_link_says_once_by_each_name_what_a_body_is_part_of() -> None:
    _, found = linked("财政部科教司综合处召开会议。")
    said = [(p.child, p.parent, p.name.start) for p in found.parts]
    assert len(said) == len({*said}) == 2


def test_link_takes_the_place_within_that_named_last() -> None:
    _, found = linked("浙江嘉兴、上海普陀区开展城市体检。")
    assert [iri.rpartition("/")[2] for iri in found.entities if "普陀区" in iri] == ["上海市-普陀区"]


def test_village_is_one_place_with_the_town_before_it() -> None:
    graph = kg.build_text("教育部来到阜宁县天宝镇盘谷村，推进城市体检。")
    mentioned = {graph.entities[m.entity].label for m in graph.mentions}
    assert "盘谷村" in mentioned
    assert "天宝镇" not in mentioned
    village = next(e for e in graph.entities.values() if e.label == "盘谷村")
    assert "天宝镇盘谷村" in village.names


def test_an_autonomous_place_is_known_without_the_name_of_its_people() -> None:
    _, found = linked("广西自治区教育厅和湘西自治州水利局召开会议。广西自治区主席李明出席。")
    labels = {e.label for e in found.entities.values()}
    assert {"广西壮族自治区教育厅", "湘西土家族苗族自治州水利局", "广西壮族自治区政府"} <= labels
    assert "自治区主席" not in labels


def test_a_meeting_of_a_part_is_the_one_that_the_body_was_said_to_hold() -> None:
    found = {*stated(kg.build_text("云川省委召开常委会会议。省委书记李明主持召开省委常委会会议，学习党的二十大精神。"))}
    assert {"云川省委 studies 党的二十大", "李明 attends 常委会会议"} <= found
    found = {*stated(kg.build_text("云川省委书记李明主持召开省委常委会会议，学习党的二十大精神。"))}
    assert "云川省委常委会 studies 党的二十大" in found
