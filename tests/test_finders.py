"""Names in small texts: one for each condition of the finders that no construction's own example needs."""

from __future__ import annotations

import pytest

import kg
from kg.parse.reading import parse
from kg.recognise import recognise
from kg.words.loading import lexicon

BODIES: list[tuple[str, str]] = [
    ("云川协会以人民为中心", "Organization 云川协会, Slogan 以人民为中心"),
    ("澜水市国资委召开会议。", "Organization 澜水市国资委"),
    ("云川集团开展全集团检查。", "Organization 云川集团, Organization 全集团"),
    ("青海省召开会议。省三届人大推进城市更新。", "Place 青海省, Organization 省人大, Program 城市更新"),
    ("福岛县政府召开会议。", "Place 福岛, Organization 县政府"),
    ("财政部全国社保基金理事会印发通知。", "Organization 财政部, Organization 全国社保基金理事会, Document 通知"),
    ("江西省委常委、水利厅厅长林望说", "Organization 江西省委, Person 林望"),
    ("驻省办事处召开会议。", "Organization 省办事处"),
    ("社会工商银行召开会议。", "Organization 工商银行"),
    ("东城法院推进城市更新。", "Organization 东城法院, Program 城市更新"),
    ("云川大学召开会议。学校将努力。", "Organization 云川大学, Organization 学校"),
    ("北京驻部纪检监察组召开会议。", "Place 北京, Organization 驻部纪检监察组"),
    (
        "浙江省水利厅会同规划处、财务处等党支部开展城市体检。",
        "Organization 浙江省水利厅, Organization 规划处党支部, Organization 财务处党支部, Program 城市体检",
    ),
    # how far they reach
    ("学工部与计算机学院推进城市更新。", "Organization 学工部, Organization 计算机学院, Program 城市更新"),
    ("辽宁）有限公司", "Place 辽宁"),
    ("湖南新材料有限公司推进城市更新。", "Place 湖南, Organization 材料有限公司, Program 城市更新"),
    ("中办　国办印发通知。", "Organization 中办, Organization 国办, Document 通知"),
    ("4个片区服务站召开会议。", ""),
    ("特别政区政府召开会议。", ""),
    ("省发展和改革委员会", "Organization 省发展和改革委员会"),
    ("孵化中心推进城市更新。", "Organization 孵化中心, Program 城市更新"),
    ("中国建设报社召开会议。报社社长周萍说，要治水。", "Organization 中国建设报社, Organization 报社, Person 周萍"),
    ("村书记林望说，要治水。", "Person 林望"),
    ("医院填报表格。", "Organization 医院"),
    ("驻农村纪检监察组召开会议。", ""),
    ("他们组成共同调查组。", ""),
    ("规范办，抓好落实。", ""),
    ("江苏澄扬水利学院召开会议。", "Place 江苏, Organization 水利学院"),
    ("云廓社区党支部书记林望说。", "Organization 云廓社区党支部, Person 林望"),
    ("不再保留省卫生和计划生育委员会。", "Organization 计划生育委员会"),
]

CREDITS: list[tuple[str, str]] = [
    ("孙立 通讯员", "Person 孙立"),
    ("郑·文山《人民日报》", "Person 郑·文山, Organization 人民日报"),
    ("云川市抓好落实。（林晓望 水利工程）", "Place 云川市"),
    ("云川市抓好落实（林望 摄）", "Place 云川市, Person 林望"),
    ("云川市抓好落实（林望 摄 周萍）", "Place 云川市, Person 林望, Person 周萍"),
    ("本报北京5月9日电（林望　周萍）云川市抓好落实。", "Place 北京, Person 林望, Person 周萍, Place 云川市"),
]

DOCUMENTS: list[tuple[str, str]] = [
    ("习近平的致辞", "Document 习近平的致辞"),
    ("习近平的新年贺词", "Person 习近平"),
    ("习近平，重要讲话", "Person 习近平"),
    ("他们制定改方案。", ""),
    ("他们制定标准和建设规范。", ""),
    ("他们制定完备的应急预案。", ""),
    ("他们制定“治水”的具体实施方案。", "Document 治水的具体实施方案"),
    ("他们发布2026年生态报告。", ""),
    ("关于治水的议案、关于造林的议案获得通过。", "Document 关于治水的议案, Document 关于造林的议案"),
    ("他们印发学习和宣传工作方案。", ""),
    ("水利部出台推进治水二十条措施。", "Organization 水利部, Document 推进治水二十条措施"),
    ("水利部印发通知　工作方案。", "Organization 水利部, Document 通知"),
    ("水利部学习习近平总书记重要讲话和全面重要指示。", "Organization 水利部, Document 习近平总书记重要讲话"),
    ("习近平总书记召开座谈会的重要讲话。", "Person 习近平"),
    ("宪法院召开会议。", ""),
    ("马来西亚宪法获得通过。", "Place 马来西亚"),
    ("当地制定了云杏从种到收的全流程技术规范，", "Document 全流程技术规范"),
]

PLACES: list[tuple[str, str]] = [
    ("他们依托海关推进改革。", ""),
    ("途经海峡、云峡。", "Place 云峡"),
    ("来到美丽广场。", "Place 美丽"),
    ("来到云川部长广场。", "Place 云川"),
    ("来到高忙村推进城市更新。", "Program 城市更新"),
    ("浙江干部村推进城市更新。", "Place 浙江, Program 城市更新"),
    ("富源里社区推进城市更新。", "Place 富源, Program 城市更新"),
    ("来到北部城市", ""),
    ("他们说，云河，山野县、北海道、青森县等多地出现降雪。", "Place 山野县, Place 北海道, Place 青森县"),
    ("位于高村。", ""),
    ("位于高校和文创产业园。", ""),
    ("位于北京地方会展中心。", "Place 北京"),
    ("来到北京道路。", "Place 北京"),
    ("来到富源社区。", "Place 富源社区"),
    ("在柳元庄村史馆。", "Place 柳元庄村"),
    ("在花园路街道，花园路街道。", "Place 花园路街道, Place 花园路街道"),
    ("浙江省精品示范村很好。", "Place 浙江省"),
    ("来到多米尼克市。", "Place 多米尼克市"),
    ("来到安多　站。", "Place 安多"),
    ("来到安多站", "Place 安多站"),
    ("在江西、A市、福建等地。", "Place 江西, Place 福建"),
    ("伊德利卜省发生爆炸。", "Place 伊德利卜省"),
    ("英国 葡萄牙遭遇恶劣天气袭击", "Place 英国, Place 葡萄牙"),
    ("浙江省嘉兴市经开区召开会议。", "Place 浙江省, Place 嘉兴市, Place 经开区"),
    ("因尔姆市发生地震。", ""),
]

PERSONS: list[tuple[str, str]] = [
    ("外交大臣汉克说", "Person 汉克"),
    ("总统卡塔尔", "Place 卡塔尔"),
    ("总统", ""),
    ("职工张明亮，很好", ""),
    ("组长：周萍", "Person 周萍"),
    ("章素萍、孙立，参加会议", ""),
    ("书记朱中华推进", ""),
    ("书记单位", ""),
    ("记者林望北京周萍", "Person 林望, Place 北京"),
    ("村民卡米罗、阿卜杜拉说", "Person 卡米罗, Person 阿卜杜拉"),
    ("会见艾买提·卡德尔和麦麦提·伊敏。", "Person 艾买提·卡德尔, Person 麦麦提·伊敏"),
    ("张家界推进城市更新。", "Place 张家界, Program 城市更新"),
    ("看望李奎山，澜水市税务局信息中心副主任。", "Organization 澜水市税务局信息中心"),
    ("他们来到陈吉宁县。", ""),
    ("总统阿库福-云川、林望出席会议。", "Person 阿库福, Person 林望"),
    ("出席的有古力·云川、林望。", "Person 古力·云川"),
    ("周萍　水利部规划处处长。", "Person 周萍, Organization 水利部规划处"),
    ("书记朱中华", ""),
    ("王小川、李大山、观众、周萍出席。", "Person 周萍"),
    ("王小川、李大山、支持、周萍出席。", "Person 周萍"),
    ("严以水、章素萍、孙立平出席。", "Person 严以水, Person 章素萍, Person 孙立平"),
    ("书记王小为抓治水。", "Person 王小为"),
    ("代表马正其说，要治水。", ""),
    ("会见林望、总统治水-阿多。", ""),
    ("总统卡塔尔说，要治水。", "Place 卡塔尔"),
    ("村民古丽努娜来了。", "Person 古丽努娜"),
    ("书记王小为抓治水。王小为很高兴。", "Person 王小为, Person 王小为"),
    ("林望　周萍　水利部", "Person 周萍, Organization 水利部"),
    ("秘书周国聪说，要治水。", "Person 周国聪"),
    ("秘书王国聪说，要治水。", "Person 王国聪"),
    ("代表张书记说。", ""),
    ("村民朱召开说，要治水。", ""),
    (
        "张晓梅、王大山、李明洋正在推进城市更新建设工作。",
        "Person 张晓梅, Person 王大山, Person 李明洋, Program 城市更新建设工作",
    ),
    ("村民扎西措姆走进茶园，", "Person 扎西措姆"),
    ("总统埃尔因沙尘取消行程。", "Person 埃尔"),
    ("市领导买买提·艾力、赵云飞参加调研。", "Person 买买提·艾力, Person 赵云飞"),
    ("涌现出买买提·艾力、王云山等一批先进典型", "Person 买买提·艾力, Person 王云山"),
    ("涌现出孙晓萍、王云山和一批先进典型", ""),
    ("水利部部长 韩庆朋说，要治水。", "Organization 水利部, Person 韩庆朋"),
]

MEETINGS: list[tuple[str, str]] = [
    ("他们召开21次会议。", ""),
    ("今年水利座谈会召开。", "Meeting 水利座谈会"),
    ("省水利会议", "Meeting 省水利会议"),
    ("水利部举办《云川记》座谈会。", "Organization 水利部, Meeting 《云川记》座谈会"),
    ("他们谈扩大会议，召开论坛。", ""),
    (
        "水利部召开常委会会议传达学习中央重要会议精神。",
        "Organization 水利部, Meeting 常委会会议, Meeting 中央重要会议",
    ),
    ("党的七大", "Meeting 党的七大"),
    ("“云桥大家谈”了座谈会", ""),
    ("云川省人大常委会第二十一次会议举行", "Meeting 云川省人大常委会第二十一次会议"),
    ("某政党的二大代表。", ""),
    ("他们召开第十七次会议暨学习贯彻治水精神座谈会。", "Meeting 第十七次会议暨学习贯彻治水精神座谈会"),
]

PROGRAMS: list[tuple[str, str]] = [
    ("他们积极开展宪法学习宣传。", "Document 宪法"),
    ("他们深入开展防疫合作。", ""),
    ("他们做好关爱老人、安全进万家，推进等活动。", ""),
    ("他们广泛开展关爱老人、安全进万家等，活动丰富。", ""),
    ("他们组织云川宣讲等警示教育。", ""),
    ("推进基层水利化建设。", "Program 基层水利化建设"),
    ("产业人才提升行动计划。", ""),
    ("他们设立了“云快车”。", "Program 云快车"),
    ("他们打造“行走的”。", ""),
    ("（以下简称“云川行动”）", ""),
    ("“清风”", ""),
    ("开展“清风”、绿叶等活动。", "Program 清风"),
    ("开展“清风”有“绿叶”等活动。", "Program 绿叶"),
    ("坚持“五个一”三结合。", ""),
    ("坚持“云川制度”。", ""),
    ("他们说“五个一、六个二”。", ""),
    ("做到忠诚、干净、担当。", "Slogan 忠诚、干净、担当"),
    ("推进忠诚、干净、担当。", ""),
    ("推进校园安全　防控体系。", "Program 校园安全"),
    ("他们构建“共同体”。", ""),
    ("他们开展“重走云川河、重问治水路、重写新篇章”。", "Slogan 重走云川河、重问治水路、重写新篇章"),
    ("他们开启新征程。", ""),
    ("他们坚持和平发展，推进城市更新。", "Program 城市更新"),
    ("他们改造了12个老旧小区。", "Program 改造了12个老旧小区"),
    ("他们改造12个老旧小区改造的项目。", "Program 老旧小区改造"),
    ("他们改造老旧小区。", ""),
    ("他们改造12座云川桥。", ""),
    ("水利部秉持发展为先、平等协商、开放包容等理念。", "Organization 水利部"),
    ("水利部坚持山水田园、河湖水库、治理污染。", "Organization 水利部"),
    ("他们坚持依法治理。他们坚持源头治理。他们坚持权责一致。", "Program 源头治理"),
    ("他们看“清风”、绿叶，花草等行动。", ""),
    ("他们说“文明花开正当时”治水理念。", ""),
    ("他们说“文明花开正当时”的不断工作理念。", ""),
    ("他们坚持由周萍说“云川河畔话治水”。", "Person 周萍"),
    ("城市更新产业行动成效明显。", "Program 城市更新产业行动"),
    ("水利部坚持明大德A、守公德A、严私德A。", "Organization 水利部"),
    ("他们推进依法办事，推进源头管护，推进权责一致。", ""),
    ("指建好、管好、护好、运营好农村公路。", ""),
    ("“河长制”", "Program 河长制"),
    ("云河城市工作启动。", ""),
    ("对云河引水工程正式通水表示祝贺。", ""),
    ("云河引水工程工地启动。", ""),
    ("推进云河引水综合工程中，成效明显。", ""),
    ("水利部开展治水专项《办法》。", "Organization 水利部, Document 办法"),
    ("“云小二”启动汛期模式，", ""),
    ("“云林工作室” “云桥爱心驿站”等社区公益志愿服务品牌家喻户晓。", "Program 云林工作室, Program 云桥爱心驿站"),
    # who is in charge, founded, quoted, or in a street
    ("省委常委、政法委书记林望说", "Organization 省委, Organization 政法委, Person 林望"),
    ("省政府副秘书长、政法委书记林望说", "Organization 省政府, Person 林望"),
    ("水利部副部长洛特里奇说", "Organization 水利部, Person 洛特里奇"),
    ("云川大学成立碳中和研究院。", "Organization 云川大学, Organization 碳中和研究院"),
    ("澜水市推行“点长制”。", "Place 澜水市, Program 点长制"),
    ("召开“推进水网”专题协商会。", "Meeting 推进水网专题协商会"),
    ("举行“学习”党的十九大。", "Meeting 党的十九大"),
    ("市中区杆石桥街道办事处召开会议。", "Place 市中区, Organization 杆石桥街道办事处"),
    ("市中区杆石桥街道通信处召开会议。", "Organization 市中区杆石桥街道通信处"),
    ("常青街道组织党员开展城市体检。", "Place 常青街道, Program 城市体检"),
    ("常青街道的人开展城市体检。", "Program 城市体检"),
    ("他们看常青街道开展城市体检。", "Program 城市体检"),
    (
        "新华社北京6月7日电　首都高校改革工作会议近日召开。",
        "Organization 新华社, Place 北京, Meeting 首都高校改革工作会议",
    ),
    ("老挝代表会见以色列代表，老方、以方以方便群众为要。", "Place 老挝, Place 以色列, Place 老方, Place 以方"),
    ("巴西、巴基斯坦代表出席，巴方发言。哈方愿发言。", "Place 巴西, Place 巴基斯坦, Place 巴方"),
    ("代表参观了南湖纪念馆和革命纪念馆。", "Place 南湖纪念馆"),
    ("虎门大桥、高楼大桥建成通车。", "Place 虎门大桥"),
    ("他们考察新疆口岸。", "Place 新疆"),
    ("梓元岗社区居民开展城市体检。", "Place 梓元岗社区, Program 城市体检"),
    ("广大社区居民开展城市体检。", "Program 城市体检"),
    ("他们看梓元岗社区居民开展城市体检。", "Program 城市体检"),
    ("会议任命李明为厅长。", "Person 李明"),
]

ROWS = [*BODIES, *CREDITS, *DOCUMENTS, *PLACES, *PERSONS, *MEETINGS, *PROGRAMS]


@pytest.mark.parametrize(("text", "names"), ROWS, ids=[text for text, _ in ROWS])
def test_recognise_finds_these_names_and_no_more(text: str, names: str) -> None:
    reading = parse(text, [(0, len(text), "body")], lexicon())
    recognise(reading, lexicon())
    assert ", ".join(f"{n.type} {n.text}" for n in reading.names if not n.inside) == names


@pytest.mark.parametrize(
    ("text", "labels"),
    [
        ("印发“云桥”行动方案。", {"云桥行动方案"}),
        ("水利部印发《召开治水座谈会方案》。", {"水利部", "召开治水座谈会方案"}),
        ("《云川银行备忘录》", {"云川银行备忘录"}),
        ("举办“云川行动”推进交流会。", {"云川行动推进交流会", "云川行动"}),
    ],
)
def test_recognise_finds_within_a_name_no_more_than_it_holds(text: str, labels: set[str]) -> None:
    assert {e.label for e in kg.build_text(text).entities.values()} == labels
