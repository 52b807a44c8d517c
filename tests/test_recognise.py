"""Names in sentences: each rule of the tables by its example, with the rule and without it."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from typing import Any

import pytest

import kg
from kg.model import EntityType, T
from kg.parse.reading import Name, Reading, parse
from kg.recognise import bodies, known, meetings, nouns, quotations, recognise, refusals
from kg.recognise.records import Refusal, Seat, Stop
from kg.words.loading import lexicon

TABLES: list[tuple[Any, str, Any, set[EntityType]]] = [
    (refusals, "PHRASES", None, {T.ORGANIZATION}),
    *((refusals, "BY_STRENGTH", strength, {T.ORGANIZATION}) for strength in refusals.BY_STRENGTH),
    (refusals, "ANYHOW", None, {T.ORGANIZATION}),
    (bodies, "KINDS", None, {T.ORGANIZATION}),
    (known, "REFUSALS", None, set(EntityType)),
    (meetings, "STOPS", None, {T.MEETING}),
    (meetings, "REFUSALS", None, {T.MEETING}),
    (nouns, "REFUSALS", None, {T.PROGRAM, T.SLOGAN}),
    (quotations, "SEATS", None, {T.PROGRAM, T.SLOGAN, T.MEETING}),
]


def rows() -> Iterator[Any]:
    for module, attribute, key, types in TABLES:
        table = getattr(module, attribute)
        for record in table if key is None else table[key]:
            yield pytest.param(module, attribute, key, record, types, id=f"{module.__name__[13:]}-{record.name}")


def read(text: str) -> Reading:
    reading = parse(text, [(0, len(text), "body")], lexicon())
    recognise(reading, lexicon())
    return reading


def named(text: str, type_: EntityType) -> list[str]:
    """The names of a type that are found in a text."""
    return [n.text for n in read(text).names if n.type is type_]


def marked(example: str) -> tuple[str, int, int]:
    """The text of an example, and the span in ⟦⟧."""
    start, end = example.index("⟦"), example.index("⟧") - 1
    return example.replace("⟦", "").replace("⟧", ""), start, end


def found(example: str, types: set[EntityType]) -> Name | None:
    """The name of one of the types that is exactly what stands in ⟦⟧."""
    text, start, end = marked(example)
    reading = read(text)
    span = reading.plain.index(start), reading.plain.index(end)
    return next((n for n in reading.names if (n.start, n.end) == span and n.type in types), None)


FOUNDED = [
    ("云川市组建“红色助企队”，帮助企业。", ["红色助企队"]),
    ("云川市组成14个机动督战小组，深入一线。", ["机动督战小组"]),
    ("云川市成立了由7名党员组成的红色议事组。", ["红色议事组"]),
    ("云川大学党委成立“讲学团”和“典型宣讲团”开展宣讲。", ["云川大学党委", "云川大学", "讲学团", "典型宣讲团"]),
    ("云川集团率先成立了3个网格党支部。", ["云川集团", "网格党支部"]),
    ("云川集团成立党支部，建立200个党支部。", ["云川集团", "党支部"]),
    ("云川市组建团队，建立高端人才梯队。", []),
    ("云川市建立健全联席会议，建立各级党委。", []),
]


@pytest.mark.parametrize(("text", "bodies"), FOUNDED, ids=[text[:12] for text, _ in FOUNDED])
def test_what_is_founded_is_a_body(text: str, bodies: list[str]) -> None:
    assert named(text, T.ORGANIZATION) == bodies


@pytest.mark.parametrize(("module", "attribute", "key", "record", "types"), list(rows()))
def test_record_decides_its_example(
    monkeypatch: pytest.MonkeyPatch, module: Any, attribute: str, key: Any, record: Any, types: set[EntityType]
) -> None:
    assert record.example, "no rule without an example"
    before = found(record.example, types)
    table = getattr(module, attribute)
    rest = tuple(r for r in (table if key is None else table[key]) if r is not record)
    monkeypatch.setattr(module, attribute, rest if key is None else {**table, key: rest})
    after = found(record.example, types)
    match record:
        case Refusal():
            assert before is None
            assert after is not None, "without the rule it is no name either: no example of this rule"
        case Seat():
            assert before is not None
            assert after is None or (after.type, after.kind) != (before.type, before.kind), "the rule changes nothing"
        case Stop():
            assert before is not None
            assert after is None, "without the rule the name is no longer: no example of this rule"
        case _:
            raise AssertionError(dataclasses.asdict(record))


ROWS: list[tuple[str, str]] = [
    # bureaus of several words, and before their head
    ("澜水市生态环境局局长周萍出席会议。", "Organization 澜水市生态环境局, Person 周萍"),
    ("澜水市人力资源和社会保障局副局长周萍说", "Organization 澜水市人力资源和社会保障局, Person 周萍"),
    ("澜水市交通运输局推进城市更新。", "Organization 澜水市交通运输局, Program 城市更新"),
    ("澜水市综合行政执法局推进城市更新。", "Organization 澜水市综合行政执法局, Program 城市更新"),
    ("澜水市投资促进局推进城市更新。", "Organization 澜水市投资促进局, Program 城市更新"),
    ("澜水市供销合作社推进城市更新。", "Organization 澜水市供销合作社, Program 城市更新"),
    ("澜水市地方金融监督管理局推进城市更新。", "Organization 澜水市地方金融监督管理局, Program 城市更新"),
    ("澜水市机关事务管理局推进城市更新。", "Organization 澜水市机关事务管理局, Program 城市更新"),
    ("省教育厅长周萍说", "Organization 省教育厅, Person 周萍"),
    ("云川出版集团召开会议。", "Organization 云川出版集团"),
    # of another body at a place, of a state, of a court, of a school
    ("浙江大学延安培训学院召开会议。", "Organization 浙江大学延安培训学院"),
    ("中国电信河南分公司推进城市更新。", "Organization 中国电信河南分公司, Program 城市更新"),
    ("武警陕西省总队召开会议。", "Organization 武警陕西省总队"),
    ("印度尼西亚国家交通安全委员会召开会议。", "Organization 印度尼西亚国家交通安全委员会"),
    ("伊朗议会国家安全委员会召开会议。", "Organization 伊朗议会国家安全委员会"),
    ("省发展和改革委员会召开会议。", "Organization 省发展和改革委员会"),
    ("澜水市人民法院民事审判庭庭长林望说", "Organization 澜水市人民法院民事审判庭, Person 林望"),
    ("浙江大学社科系主任林望说", "Organization 浙江大学社科系, Person 林望"),
    ("他们任务艰巨，作出部署。", ""),
    ("该校音乐学院党委推进城市更新。", "Organization 音乐学院党委, Program 城市更新"),
    ("中国驻菲律宾使馆召开会议。", "Organization 中国驻菲律宾使馆"),
    ("美国驻以色列大使馆召开会议。", "Organization 美国驻以色列大使馆"),
    ("日本首相官邸召开会议。", "Organization 日本首相官邸"),
    ("国铁澜水局推进城市更新。", "Organization 国铁澜水局, Program 城市更新"),
    ("浙江省防指启动响应。", "Organization 浙江省防指"),
    ("浙江省省委召开会议。", "Organization 浙江省省委"),
    ("浦东新区区委组织部召开会议。", "Organization 浦东新区区委组织部"),
    ("委内瑞拉新闻和通信部长罗德里格斯说", "Organization 委内瑞拉新闻和通信部, Person 罗德里格斯"),
    ("上海合作组织成员国经贸部长会议召开。", "Organization 上海合作组织"),
    ("澜水市检察院办公室主任林望说", "Organization 澜水市检察院办公室, Person 林望"),
    # companies by their names in full
    ("江苏澄扬作物科技有限公司召开会议。", "Organization 江苏澄扬作物科技有限公司"),
    ("云川电影发行有限责任公司召开会议。", "Organization 云川电影发行有限责任公司"),
    # groups at other bodies, units of the army, magazines
    ("中央纪委国家监委驻商务部纪检监察组组长林望说", "Organization 中央纪委国家监委驻商务部纪检监察组, Person 林望"),
    ("驻部纪检监察组召开会议。", "Organization 驻部纪检监察组"),
    ("98765部队副政委林望说", "Organization 98765部队, Person 林望"),
    ("第98集团军某合成旅召开会议。", "Organization 第98集团军某合成旅"),
    ("共有98765名官兵。", ""),
    ("《云川党建》杂志社召开会议。", "Organization 《云川党建》杂志社"),
    # quotations that end as names of one thing do, but are none
    ("他们坚持“帮扶不脱政策，帮扶不脱帮扶”。", "Slogan 帮扶不脱政策，帮扶不脱帮扶"),
    ("他们坚持“以群众需求为中心”。", "Slogan 以群众需求为中心"),
    # places below the county
    ("担任村干部多年的柳坊村党支部书记林望说", "Organization 柳坊村党支部, Person 林望"),
    ("被选举为八里中街社区第二党支部书记。", "Organization 八里中街社区第二党支部"),
    ("杭州西湖区的八里中街社区", "Place 杭州, Place 西湖区, Place 八里中街社区"),
    ("杭州市西湖区永平村开展城市体检。", "Place 杭州市, Place 西湖区, Place 永平村, Program 城市体检"),
    ("走进阳光社区，阳光社区开展城市体检。", "Place 阳光社区, Place 阳光社区, Program 城市体检"),
    ("杭州高新区推进城市更新。", "Place 杭州高新区, Program 城市更新"),
    (
        "江西省婺源县翠里乡高忙村推进城市更新。",
        "Place 江西省, Place 婺源县, Place 翠里乡, Place 高忙村, Program 城市更新",
    ),
    ("篮球队来自班彦村。小山村很美。", "Place 班彦村"),
    ("江西宜春农村推进城市更新。", "Place 江西, Place 宜春, Program 城市更新"),
    ("走进龙桥小区，看到新貌。", "Place 龙桥小区"),
    ("浙江省贫困村和示范村推进城市更新。", "Place 浙江省, Program 城市更新"),
    # places of other countries: by their sounds and endings, by what they are, in lists of places
    ("在附近的坎布里尔莫镇发生事故。", "Place 坎布里尔莫镇"),
    ("位于伊拉克巴比伦省北部的基地遭袭。", "Place 伊拉克, Place 巴比伦省"),
    ("在巴基斯坦北部城市吉尔莫特的园区", "Place 巴基斯坦, Place 吉尔莫特"),
    ("山野县、北海道、青森县等多地出现降雪。", "Place 北海道, Place 青森县"),
    ("秋野县、山形县、北海道、青森县等多地出现降雪。", "Place 山形县, Place 北海道, Place 青森县"),
    ("城市大门口的“红色片区”", ""),
    ("林望在云川大厦会见了周萍一行。", "Place 云川大厦"),
    ("在合肥市滨湖国际会展中心举行。", "Place 合肥市, Place 滨湖国际会展中心"),
    ("位于巴黎市中心的协和广场。", "Place 巴黎, Place 协和广场"),
    ("位于江西省南昌市施明路的商会", "Place 江西省, Place 南昌市, Place 施明路"),
    ("走在改革之路上。走进丝绸之路。", ""),
    # persons: by what they are, in bylines and lists, as subjects
    ("村民章素萍爱好歌舞，", "Person 章素萍"),
    ("小区负责人王玉川有了想法。", "Person 王玉川"),
    ("国家副主席韩正在会议上说", "Person 韩正"),
    ("支部书记韩庆云说，好。", "Person 韩庆云"),
    ("村委会主任黄定山介绍，", "Person 黄定山"),
    ("部队总司令瑟尔斯基说。", "Person 瑟尔斯基"),
    ("社长丰田章一介绍情况。", "Person 丰田章一"),
    ("支部书记郑重表示，要抓好。党员高兴地说，好。", ""),
    ("财务负责人郑云为浙江税务点赞。", "Person 郑云, Place 浙江"),
    ("澜水市税务局第三稽查局局长林望说", "Organization 澜水市税务局第三稽查局, Person 林望"),
    ("北京市委教育工委宣教处处长林望说", "Organization 北京市委教育工委宣教处, Person 林望"),
    ("水利部第五巡察组在阜宁县开展工作。", "Organization 水利部第五巡察组, Place 阜宁县"),
    ("党支部书记朱中华说。", "Person 朱中华"),
    ("本报记者李凯文郑智文《人民日报》", "Person 李凯文, Person 郑智文, Organization 人民日报"),
    ("郑文山《人民日报》（2026年06月26日第10版）", "Person 郑文山, Organization 人民日报"),
    ("孙晓萍、王云山、陈丕文、甘培文出席会议", "Person 孙晓萍, Person 王云山, Person 陈丕文, Person 甘培文"),
    ("不久，张玉文决定回乡。", "Person 张玉文"),
    ("老党员宛敏山和大家座谈", "Person 宛敏山"),
    ("会议结束。穆为山、王保存、戴柏文出席。", "Person 穆为山, Person 王保存, Person 戴柏文"),
    ("教师们增强会议的严谨性和规范性。员工幸福感提升。", ""),
    ("阜宁县高文村李玉萍忙着采摘", "Place 阜宁县, Place 高文村, Person 李玉萍"),
    ("干部师生安全意识增强。", ""),
    ("组长：林望　副组长：周萍、孙立　成员：郑文山。", "Person 林望, Person 周萍, Person 孙立, Person 郑文山"),
    ("在治本之路上迈出新步。", ""),
    ("街道社区党员下沉。", ""),
    ("充分利用进口博览会推进工作。", "Meeting 进口博览会"),
    ("委员：周　萍　浙江省水利厅副厅长", "Person 周萍, Organization 浙江省水利厅"),
    ("法国副总统马沙蒂莱表示，", "Place 法国, Person 马沙蒂莱"),
    # in lists, by what those before and after the signs are
    (
        "省人大常委会副主任林望、周萍、孙立、尼玛卓玛、郑文山，",
        "Organization 省人大常委会, Person 林望, Person 周萍, Person 孙立, Person 尼玛卓玛, Person 郑文山",
    ),
    ("涌现出孙晓萍、王云山等一批先进典型", "Person 孙晓萍, Person 王云山"),
    ("孙晓萍、王云山两个品种", ""),
    ("高素质、高水平、高质量", ""),
    # by the post that the next words say
    ("李奎山，澜水市税务局信息中心副主任。", "Person 李奎山, Organization 澜水市税务局信息中心"),
    ("高水平，澜水市税务局推进改革。", "Organization 澜水市税务局"),
    # by what they are and how old, as the one leader named
    ("72岁的孙晓萍种了三亩地。", "Person 孙晓萍"),
    ("种粮大户姚林现在不担心了。", "Person 姚林"),
    ("市领导诸葛宇杰参加调研。", "Person 诸葛宇杰"),
    ("云上科技集团CEO张雷说", "Organization 云上科技集团, Person 张雷"),
    # in the bracket that ends a text, in a line of nothing else, after a dateline
    ("云川市抓好落实。（林晓望 周　萍）", "Place 云川市, Person 林晓望, Person 周萍"),
    ("云川市抓好落实。（孙立、章素萍）", "Place 云川市, Person 孙立, Person 章素萍"),
    ("云川市抓好落实。（图片拍摄：林望）", "Place 云川市, Person 林望"),
    ("云川市抓好落实（林望摄）", "Place 云川市, Person 林望"),
    ("（视频编辑：林楠　文字编辑：周祎）", "Person 林楠, Person 周祎"),
    ("抓好落实。（单位：万元）", ""),
    ("抓好落实。（全文完）", ""),
    # of other languages, by characters that stand for sounds
    ("美国历史学家罗兹・墨菲在其书中说", "Place 美国, Person 罗兹・墨菲"),
    ("林望、热先古力・托乎提、周萍等10人", "Person 林望, Person 热先古力・托乎提, Person 周萍"),
    ("副部长卡米罗、埃利亚等分别发言。", "Person 卡米罗, Person 埃利亚"),
    ("外长贾瓦利表示，", "Person 贾瓦利"),
    ("村支书扎西次仁说，", "Person 扎西次仁"),
    ("书记扎根基层。", ""),
    ("新疆·喀什两地", "Place 新疆, Place 喀什"),
    # programmes and formulations
    ("启动“沿着足迹看变化”实践研学。", "Program 沿着足迹看变化实践研学"),
    ("开展“笔墨丹心”书画创作。", "Program 笔墨丹心书画创作"),
    ("推进云河堤防加固二期工程。", "Program 云河堤防加固二期工程"),
    ("启动第八届全国职工技术创新成果交流活动。", "Program 全国职工技术创新成果交流活动"),
    ("融入云川“一带五基地”建设发展战略。", "Program 云川一带五基地建设发展战略"),
    ("以“四个提升”推动工作。", "Slogan 四个提升"),
    ("开展系列活动。", ""),
    ("实施客运提质计划，", "Program 客运提质计划"),
    ("实施企业上市升级工程，", "Program 企业上市升级工程"),
    ("启动防汛四级应急响应。", "Program 防汛四级应急响应"),
    ("推动双方务实改革。", ""),
    ("做到合格项目“应贷尽贷”。", "Slogan 应贷尽贷"),
    ("坚持因河施策。", "Slogan 因河施策"),
    ("促进人口、土地、资金、技术等要素流动。", ""),
    ("进一步规范商会行为。", ""),
    ("云川区直机关工委召开会议。", "Organization 云川区直机关工委"),
    ("副部长吴名标说。", "Person 吴名标"),
    ("副省长李德金到厦门市调研。", "Person 李德金, Place 厦门市"),
    # programmes as far as they reach: what goes on after them, what says of what they are
    ("澜水市完善校园安全防控体系。", "Place 澜水市, Program 校园安全防控体系"),
    ("云川省实施残疾人就业三年行动。", "Place 云川省, Program 残疾人就业三年行动"),
    ("推进学生社团改革与建设等。", "Program 学生社团改革与建设"),
    ("推进学生社团改革与经济社会发展。", "Program 学生社团改革"),
    ("澜水市深入推进财政“放管服”改革。", "Place 澜水市, Program 财政放管服改革"),
    ("澜水市深化机关作风整顿。", "Place 澜水市, Program 机关作风整顿"),
    ("提升社区服务品牌“红帆驿站”。", "Program 红帆驿站"),
    ("加强党组织“三会一课”制度。", "Program 三会一课制度"),
    # no programme is what only says when, nor a quotation that does something, nor one that is a formulation
    ("谋划“十四五”时期改革工作。", ""),
    ("以“三严三实”作风开展理论宣讲。", "Slogan 三严三实"),
    ("在“七一”“五四”期间开展表彰展示活动。", "Program 表彰展示活动"),
    ("按照“四实四硬”工作要求。", "Slogan 四实四硬"),
    ("参加“澜水夜话”联系群众活动。", "Program 澜水夜话联系群众活动"),
    ("推出“党建+新媒体”微党课学习模式。", "Program 党建+新媒体微党课学习模式"),
    ("印发“云桥”行动方案。", "Document 云桥行动方案"),
    ("加快建设澜水高端装备示范区。", "Program 澜水高端装备示范区"),
    ("统筹布局建设高端装备示范区。", "Program 高端装备示范区"),
    ("抓好农村生态建设。", "Program 农村生态建设"),
    ("优化城市基层治理。", "Program 城市基层治理"),
    ("推出农村特色活动。", ""),
    # by the verb that carries them out, and by the list in which they stand
    ("广泛开展邻里互助、关爱老人、安全进万家等活动。", "Program 邻里互助, Program 关爱老人, Program 安全进万家"),
    ("做好抓好实事好事、推进队伍壮大等工作。", ""),
    ("正式启动首席技师遴选。", "Program 首席技师遴选"),
    ("全面推进党的各项工作。", ""),
    ("开展了“筑强堡垒”“头雁锻造”等十大行动。", "Program 筑强堡垒, Program 头雁锻造, Program 十大行动"),
    # meetings by their purpose, documents by their titles
    ("召开年度工作述职评议会。", "Meeting 年度工作述职评议会"),
    ("诵读《摆脱贫困》。", "Document 摆脱贫困"),
    # no verb in a name
    ("监察机关经上一级人民检察院批准。", ""),
    ("随案移送人民检察院审查。", ""),
    ("建设智能电网。", ""),
    ("记者周萍张家口报道", "Person 周萍, Place 张家口"),
]


@pytest.mark.parametrize(("text", "names"), ROWS, ids=[text for text, _ in ROWS])
def test_recognise_finds_the_names_of_a_sentence(text: str, names: str) -> None:
    assert ", ".join(f"{n.type} {n.text}" for n in read(text).names if not n.inside) == names


@pytest.mark.parametrize(
    ("text", "person"),
    [("江西省政协主席姚增科强调，要推进改革。", "姚增科"), ("会上，税务总局王军局长强调，要推进改革。", "王军")],
)
def test_recognise_finds_persons_whose_names_end_like_bodies_or_stand_before_a_head(text: str, person: str) -> None:
    reading = parse(text, [(0, len(text), "body")], lexicon())
    recognise(reading, lexicon())
    assert (person, T.PERSON) in {(n.text, n.type) for n in reading.names}


def test_each_body_of_a_list_has_its_branch_and_the_deed_is_the_branches() -> None:
    graph = kg.build_text("浙江省水利厅规划处、财务处、信息中心等党支部开展城市体检。")
    label = {iri: entity.label for iri, entity in graph.entities.items()}
    said = {f"{label[s.subject]} {s.relation} {label[s.object]}" for s in graph.statements()}
    bodies_of_the_list = ("规划处", "财务处", "信息中心")
    assert said == {
        *(f"{body} partOf 浙江省水利厅" for body in bodies_of_the_list),
        *(f"{body}党支部 partOf {body}" for body in bodies_of_the_list),
        *(f"{body}党支部 undertakes 城市体检" for body in bodies_of_the_list),
    }


@pytest.mark.parametrize(
    ("text", "groups"),
    [
        ("教育部、财政部、水利部党组开展城市体检。", {"教育部党组", "财政部党组", "水利部党组"}),
        ("教育部、水利部党组开展城市体检。", {"水利部党组"}),
        ("云川公司、云山公司、水利部党组开展城市体检。", {"水利部党组"}),
    ],
)
def test_known_bodies_share_the_party_group_that_ends_their_list_where_there_are_three(
    text: str, groups: set[str]
) -> None:
    graph = kg.build_text(text)
    assert {e.label for e in graph.entities.values() if e.label.endswith("党组")} == groups


@pytest.mark.parametrize(
    "text", ["水利部党组多次召开会议。", "水利部党组定期召开会议。", "水利部召开会议。", "在专题座谈会上。"]
)
def test_find_takes_no_meeting_of_a_body_for_the_word_alone(text: str) -> None:
    assert not named(text, T.MEETING)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("水利部举办河湖管护峰会及水利发展系列论坛。", ["河湖管护峰会", "水利发展系列论坛"]),
        ("包括水利发展论坛、河湖管护和智慧水利论坛等16场主题论坛。", ["水利发展论坛", "河湖管护和智慧水利论坛"]),
        ("出席云川峰会和澜水国际河湖博览会开幕式。", ["云川峰会", "澜水国际河湖博览会开幕式"]),
    ],
)
def test_find_takes_meetings_that_are_joined_apart(text: str, names: list[str]) -> None:
    assert named(text, T.MEETING) == names


def test_list_of_plenary_sessions_names_each() -> None:
    names = read("水利部学习贯彻党的十九届二中、三中和五中全会精神。").names
    assert [(n.type, n.text) for n in names if n.type is not T.ORGANIZATION] == [
        (T.MEETING, f"党的十九届{n}中全会") for n in "二三五"
    ]
    assert all(n.entries for n in names)


def test_meeting_does_not_reach_into_the_dateline() -> None:
    names = read("本报北京12月8日电（记者周萍）第八届城市体检论坛8日举行。").names
    assert [n.text for n in names if n.type is T.MEETING] == ["第八届城市体检论坛"]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("他们聚焦提升村干部队伍建设这一目标。", "村干部队伍建设"),
        ("他们启动采煤沉陷治理工程以来成效显著。", "采煤沉陷治理工程"),
        ("他们加强农村基层党组织标准化建设。", "农村基层党组织标准化建设"),
    ],
)
def test_object_ends_before_what_goes_on(text: str, name: str) -> None:
    assert named(text, T.PROGRAM) == [name]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("他们按照“1+3”的工作思路推进河长制。", ["1+3"]),
        ("他们用好“一图一码一指数”。", ["一图一码一指数"]),
        ("他们坚持“十四五”时期的部署。", []),
        ("他说：“我们要走深走实，久久为功。”", []),
    ],
)
def test_quotation_is_a_formulation_by_its_numbers(text: str, names: list[str]) -> None:
    assert named(text, T.SLOGAN) == names


def test_formulations_that_one_verb_takes_in_turn_are_three_or_more() -> None:
    names = read("基本原则是：坚持依法治理，坚持系统谋划，坚持权责一致，坚持协调创新。").names
    assert [n.text for n in names if n.type is T.SLOGAN] == ["依法治理", "系统谋划", "权责一致", "协调创新"]
    assert not named("他们坚持系统谋划，坚持权责一致。", T.SLOGAN)


@pytest.mark.parametrize(
    ("text", "name", "type_"),
    [
        ("水利部建立“一事一议、一河一策”长效机制。", "一事一议、一河一策长效机制", T.PROGRAM),
        ("水利部推行“清风365”工作法。", "清风365工作法", T.PROGRAM),
        ("水利部推进“四型”政府建设。", "四型政府建设", T.PROGRAM),
        ("水利部开展“比一比看一看”学习活动。", "比一比看一看学习活动", T.PROGRAM),
        ("水利部打造“乡村振兴同心联合体”，成效显著。", "乡村振兴同心联合体", T.PROGRAM),
        ("水利部推进“三项清单、三张报表”。", "三项清单、三张报表", T.PROGRAM),
        ("水利部走进“机关学习日”。", "机关学习日", T.PROGRAM),
        ("水利部提出“守一河清水”的鲜明导向。", "守一河清水", T.SLOGAN),
        ("活动以“爱河护河在行动 清水绿岸到家门”为主题。", "爱河护河在行动清水绿岸到家门", T.SLOGAN),
    ],
)
def test_quoted_reads_the_noun_that_says_what_it_is(text: str, name: str, type_: EntityType) -> None:
    assert (name, type_) in [(n.text, n.type) for n in read(text).names]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("中国驻埃及、约旦等国大使馆举办招待会。", ["中国驻埃及大使馆", "中国驻约旦大使馆"]),
        ("党的十九届四中、五中全会作出部署。", ["党的十九届四中全会", "党的十九届五中全会"]),
    ],
)
def test_patterns_name_each_of_a_list_and_cut_no_word(text: str, names: list[str]) -> None:
    assert [n.text for n in read(text).names if n.text in names] == names
    assert all(n.start < n.end for n in read(text).names)


@pytest.mark.parametrize("text", ["工人们说起“候鸟”。", "水利部实施“候鸟”。", "水利部谈“为什么抓党建？”的目标。"])
def test_quoted_leaves_words_questions_and_calls(text: str) -> None:
    assert not [n for n in read(text).names if n.type in (T.PROGRAM, T.SLOGAN)]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("四中全会对此作出部署。", "四中全会"),
        ("林望传达十一届市委十次全会精神。", "十一届市委十次全会"),
        ("周萍学习中央纪委二次全会精神。", "中央纪委二次全会"),
        ("第三届云川青少年创意设计大赛落幕。", "第三届云川青少年创意设计大赛"),
        ("组织好第五届云川国际人才交流会。", "第五届云川国际人才交流会"),
        ("他们主办的“纪念河长制推行十周年研讨会”开得好。", "纪念河长制推行十周年研讨会"),
        ("林望传达第三次全国基层水利工作座谈会精神。", "第三次全国基层水利工作座谈会"),
        ("水利部2日在京举行全国水利论坛。", "全国水利论坛"),
        ("在水利部“守初心、护清流”专题报告会上，林望作了发言。", "守初心、护清流专题报告会"),
        ("水利部主办的“大禹与治水：纪念河长制推行十周年研讨会”开幕。", "大禹与治水：纪念河长制推行十周年研讨会"),
        (
            "“河长制指引下的云川实践――以河湖管护高质量推动云川市县乡村绿色转型发展高质量与幸福河湖建设高质量”研讨会开幕。",
            "河长制指引下的云川实践――以河湖管护高质量推动云川市县乡村绿色转型发展高质量与幸福河湖建设高质量研讨会",
        ),
        ("水利部党组12月4日召开会议，传达精神。", "水利部党组会议"),
        (
            "云川省双拥模范城（县、区）命名暨双拥模范单位和个人表彰大会召开。",
            "云川省双拥模范城（县、区）命名暨双拥模范单位和个人表彰大会",
        ),
        ("他们举办基层水利站长培训班。", "基层水利站长培训班"),
        ("他们召开庆祝云川大学建校60周年座谈会。", "庆祝云川大学建校60周年座谈会"),
        ("江西省纪念治水三十周年暨全省河湖管护表彰大会召开。", "江西省纪念治水三十周年暨全省河湖管护表彰大会"),
        ("在纪念治水三十周年之际，他们召开水利工作座谈会。", "水利工作座谈会"),
        ("云川－澜水深化合作对接会在京举行。", "云川－澜水深化合作对接会"),
        ("新年戏曲晚会在京举行。", "新年戏曲晚会"),
        ("他们举行190余场水利系统座谈会。", "水利系统座谈会"),
        ("水利部举行全国治水（以下简称治水）媒体吹风会。", "媒体吹风会"),
        ("林望出席水利部部长举行的欢迎宴会。", "欢迎宴会"),
        ("第七十五次委员长会议在京举行。", "第七十五次委员长会议"),
        ("他们举办云川河全国摄影大赛。", "云川河全国摄影大赛"),
        ("水利部举办城市体检推进会、现场会。", "城市体检推进会"),
        ("水利部党组昨天在武汉召开扩大会议。", "水利部党组扩大会议"),
        ("云川省水利厅举行例行记者会。", "例行记者会"),
    ],
)
def test_find_reads_meetings_whole(text: str, name: str) -> None:
    assert named(text, T.MEETING) == [name]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("在80个老旧小区实行社区居委领办服务。", []),
        ("着力选优配强驻村工作队。", ["驻村工作队"]),
        ("海秀街道党建工作站开展党课。", ["海秀街道党建工作站"]),
        ("干部和县乡村三级联动。", []),
        ("人群中多了三位街区干部。", []),
        ("意大利国家统计局发布数据。", ["意大利国家统计局"]),
        ("中国国际关系学会召开会议。", ["中国国际关系学会"]),
        ("江苏省领导学研究会召开会议。", ["江苏省领导学研究会"]),
        ("小区引入物业公司开展服务。", []),
        ("城市政府要因城施策。", []),
        ("他去云川国际会展中心参加活动。", []),
        ("土耳其军方表示，将加强巡逻。", ["土耳其军方"]),
        ("浙江省委常委会召开会议。", ["浙江省委", "浙江省委常委会"]),
        ("江苏省委副书记、政协主席林望讲话。", ["江苏省委", "政协"]),
        ("内蒙古自治区党委书记、自治区人大常委会主任林望讲话。", ["内蒙古自治区党委", "自治区人大常委会"]),
        ("江苏省十三届人大常委会召开会议。", ["江苏省十三届人大常委会"]),
        ("云川省委宣讲团作宣讲。", ["云川省委", "云川省委宣讲团"]),
        ("江苏常州市级机关工委召开会议。", ["常州市级机关工委"]),
        ("林州市红旗渠精神教育中心召开会议。", ["林州市红旗渠精神教育中心"]),
        ("养护管理科党小组召开会议。", ["养护管理科", "养护管理科党小组"]),
        ("市社会组织党工委召开会议。", ["市社会组织党工委"]),
        ("英国议会上院召开会议。", ["英国议会", "英国议会上院"]),
        ("中国驻纽约、墨尔本等地领馆召开会议。", ["中国驻墨尔本领馆", "中国驻纽约领馆"]),
        ("作者为江苏省中国特色社会主义理论体系研究中心研究员。", ["江苏省中国特色社会主义理论体系研究中心"]),
        ("林望当选政协云川省第十二届委员会副主席。", ["政协云川省第十二届委员会"]),
    ],
)
def test_bodies_reach_as_far_as_their_names(text: str, names: list[str]) -> None:
    assert sorted(named(text, T.ORGANIZATION)) == sorted(names)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("湖东县人社局就业创业指导科科长周萍介绍了情况。", ["湖东县人社局就业创业指导科"]),
        ("水利部区域协作促进司负责人周晓萍表示，要加强帮扶。", ["水利部区域协作促进司"]),
        ("长河股份党委副书记、双溪酒业党委书记周晓萍很感慨。", ["长河股份党委", "双溪酒业党委"]),
        ("杭州市行政审批服务局党组书记、局长周晓萍说。", ["杭州市行政审批服务局党组", "杭州市行政审批服务局"]),
        ("云川县委组织部组织三科科长周晓萍介绍了情况。", ["云川县委组织部组织三科"]),
        ("湖东县纪委监委第五纪检监察室副主任周晓萍说。", ["湖东县纪委监委第五纪检监察室"]),
        ("东杨路街道党工委书记周晓萍介绍了情况。", ["东杨路街道党工委"]),
        ("三十二梁党总支书记周晓萍介绍了情况。", ["三十二梁党总支"]),
        ("小区党支部书记周晓萍说。", []),
        ("校党委书记周晓萍说。", []),
        ("该县推动成立的办公室主任周晓萍说。", []),
        ("水利部办公厅主任、扶贫办主任周晓萍说。", []),
        ("湖东县人社局推进就业创业指导科建设。", []),
    ],
)
def test_find_reads_the_bodies_of_those_who_lead_them(text: str, names: list[str]) -> None:
    found = named(text, T.ORGANIZATION)
    unnamed = {"就业创业指导科", "湖东县人社局就业创业指导科", "小区党支部", "扶贫办"}
    assert set(names) <= set(found)
    assert names or unnamed.isdisjoint(found)


def test_patterns_leave_a_known_meeting_after_its_number() -> None:
    names = [n for n in read("第五届中国国际进口博览会开幕。").names if n.type is T.MEETING]
    assert [(n.text, bool(n.entries)) for n in names] == [("中国国际进口博览会", True)]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("水利部印发《农家灶台改造实施方案》。", "农家灶台改造"),
        ("水利部印发《关于开展农家灶台排查专项行动的通知》。", "农家灶台排查专项行动"),
        ("水利部举行农家灶台改造推进会。", "农家灶台改造"),
    ],
)
def test_titled_names_the_programme_that_a_document_or_meeting_is_called_after(text: str, name: str) -> None:
    assert name in named(text, T.PROGRAM)


def test_governed_reads_the_programmes_in_brackets() -> None:
    text = "水利部推进三项工程（防洪体系改造工程、河道综合整治工程）。"
    assert {*named(text, T.PROGRAM)} >= {"防洪体系改造工程", "河道综合整治工程"}


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("仪式在长虹生态园隆重举行。", ["长虹生态园"]),
        ("位于源汇区昌建广场4楼的联盟成立。", ["源汇区", "昌建广场"]),
        ("大家在文化广场跳舞。", []),
        ("在机场、车站开展检查。", []),
        ("在长虹机场建设中推进绿化。", []),
    ],
)
def test_find_takes_venues_for_places_where_something_is_there(text: str, places: list[str]) -> None:
    reading = parse(text, [(0, len(text), "body")], lexicon())
    recognise(reading, lexicon())
    assert [n.text for n in reading.names if n.type is T.PLACE] == places


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("水利部学习习近平总书记视察吉林重要讲话重要指示精神。", ["习近平总书记视察吉林重要讲话重要指示精神"]),
        ("水利部学习习近平总书记重要讲话和指示批示精神。", ["习近平总书记重要讲话和指示批示精神"]),
        ("全军落实习主席关于治军重要决策指示。", ["习主席关于治军重要决策指示"]),
        (
            "水利部学习习近平总书记在全国水利工作会议上的重要讲话和在吉林考察时的重要指示精神。",
            ["习近平总书记在全国水利工作会议上的重要讲话", "在吉林考察时的重要指示精神"],
        ),
        (
            "水利部学习习近平总书记在中央政治局第九次集体学习时的重要讲话。",
            ["习近平总书记在中央政治局第九次集体学习时的重要讲话"],
        ),
        ("水利部学习习近平总书记对治水作出的重要指示。", ["习近平总书记对治水作出的重要指示"]),
        ("水利部学习习近平总书记关于规划编制的重要指示。", ["习近平总书记关于规划编制的重要指示"]),
        ("水利部传达习近平总书记重要指示并讲话。", ["习近平总书记重要指示"]),
        ("习近平在《治水日报》发表题为《治水》的署名文章。", ["治水"]),
    ],
)
def test_speeches_reach_from_the_person_over_all_words_for_what_was_said(text: str, names: list[str]) -> None:
    assert named(text, T.DOCUMENT) == names


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("水利部秉持发展为先、平等协商、开放包容的合作理念。", ["发展为先、平等协商、开放包容"]),
        ("水利部坚持政治建警、政治建校的方针。", ["政治建警、政治建校"]),
        ("水利部做到小事不出村、大事不出镇。", ["小事不出村、大事不出镇"]),
        ("水利部坚持分类治水、标本兼治，办好实事。", ["分类治水、标本兼治"]),
        ("水利部坚持为群众解难题、以实效论成败。", ["为群众解难题、以实效论成败"]),
        ("水利部坚持集体“领导强化”、支部“引擎突出”。", []),
        ("水利部做到理论学习有收获、思想政治受洗礼。", []),  # two parts chime, or three say something
        (
            "水利部做到理论学习有收获、思想政治受洗礼、干事创业敢担当。",
            ["理论学习有收获、思想政治受洗礼、干事创业敢担当"],
        ),
        ("水利部加强政德修养，明大德、守公德、严私德。", ["明大德、守公德、严私德"]),
        ("水利部营造尊崇劳模、学习劳模的浓厚氛围。", []),
        ("水利部坚持把实干作为标准、把治水作为步骤、把演练作为检验。", []),
        ("水利部推进河道治理、水库管理、渠道养护。", []),
    ],
)
def test_parts_of_one_length_are_a_formulation_after_a_verb_that_takes_nothing_else(
    text: str, names: list[str]
) -> None:
    assert named(text, T.SLOGAN) == names


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("周萍出版了《治水史话》、《河湖往事》等著作。", ["治水史话", "河湖往事"]),
        ("他们各有一本《治水故事》。", ["治水故事"]),
        ("林望是《治水评论》杂志主编。", []),
        ("水利部主办的《治水盛典》开幕。", []),
        ("水利部举办《治水成就》图片展。", []),
        ("《人民日报》报道了治水。", []),
        ("林望在《云川真理报》写到治水。", []),
        ("党的十九届四中全会《决定》提出治水。", ["党的十九届四中全会《决定》"]),
    ],
)
def test_titles_are_works_unless_something_says_what_else_they_are(text: str, names: list[str]) -> None:
    assert named(text, T.DOCUMENT) == names


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("水利部近日印发通知，要求治水。", ["通知"]),
        ("水利部和财政部发表联合声明称，要治水。", ["联合声明"]),
        ("水利部印发通知，公布《关于治水的通知》。", ["关于治水的通知"]),
        ("水利部制定符合实际的整改措施。", []),
        ("水利部修订完善工作制度。", []),
        ("水利部出台治水二十条措施。", ["治水二十条措施"]),
        ("水利部修订出台河道管护工作规则。", ["河道管护工作规则"]),
        ("水利部提出关于治水的议案、关于造林的议案。", ["关于治水的议案", "关于造林的议案"]),
        ("周萍作出批示 林望讲话。", []),
    ],
)
def test_made_tells_documents_from_what_someone_does(text: str, names: list[str]) -> None:
    assert named(text, T.DOCUMENT) == names


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("改造后的金昌南路焕然一新。", ["金昌南路"]),
        ("列车驶过安多站。", ["安多站"]),
        ("他们考察西哈努克港经济特区。", ["西哈努克港经济特区"]),
        ("辩论在纽约州举行。", ["纽约州"]),
        ("新疆口岸繁忙，昆明路线图公布。", ["新疆", "昆明"]),
        ("他们考察中国自贸试验区。", ["中国"]),
        ("青藏高原草原草甸区生态好转。", ["青藏高原"]),
    ],
)
def test_grown_goes_on_with_what_a_place_is_called_by(text: str, places: list[str]) -> None:
    assert named(text, T.PLACE) == places


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("水利部结合不作为、不担当问题专项治理，强化监督。", ["不作为、不担当问题专项治理"]),
        ("水利部深入推进八个方面问题专项整治。", ["八个方面问题专项整治"]),
        ("纪委监委在养老服务突出问题专项整治中接到反映。", ["养老服务突出问题专项整治"]),
        ("云河引水工程正式通水。", ["云河引水工程"]),
        ("徐州市农牧民素质提升工程的实施，补齐了短板。", ["农牧民素质提升工程"]),
        ("云河流域监测预警平台建成。", ["云河流域监测预警平台"]),
        ("主题教育开展以来，水利部坚持整改。", ["主题教育"]),
        ("水利部谈引水工程。", []),
        ("在查处扶贫工程中的问题时，他很坚决。", []),
        ("河湖水库现象开展得早。", []),
    ],
)
def test_told_names_programmes_that_are_launched_or_go_on(text: str, names: list[str]) -> None:
    assert named(text, T.PROGRAM) == names


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("暴雨袭击苏门答腊省的大城市。", ["苏门答腊省"]),
        ("云川省委召开会议。云川有山。", ["云川省"]),
        ("云川有山。", []),
    ],
)
def test_places_that_no_vocabulary_holds_are_read_by_their_level(text: str, places: list[str]) -> None:
    assert named(text, T.PLACE) == places
