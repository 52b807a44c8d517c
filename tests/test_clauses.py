"""What small texts state: one for each condition of the constructions that no construction's own example needs."""

from __future__ import annotations

import pytest
from sentences import stated

import kg
from kg.parse.reading import parse
from kg.relate.clauses import enumerator
from kg.relate.context import Ledger
from kg.relate.words import head_after_clause, who_says
from kg.words.loading import lexicon

ATTENDANCE: list[tuple[str, set[str]]] = [
    ("水利部部长王小川在全国水利工作会议上教育部强调，要治水。", {"王小川 memberOf 水利部"}),
    ("全国水利工作会议强调要学习习近平。", set()),
    ("全国水利工作会议今天召开。水利部部长王小川参加教育部会议。", {"王小川 memberOf 水利部"}),
    ("全国水利工作会议今天召开。水利部部长王小川参加推进会议。", {"王小川 memberOf 水利部"}),
    ("全国水利工作会议今天召开。会上，水利部发言。", {"水利部 attends 全国水利工作会议"}),
    (
        "全国水利工作会议今天召开。水利部负责人等，财政部部长李大山出席会议。",
        {"李大山 attends 全国水利工作会议", "李大山 memberOf 财政部"},
    ),
    ("全国水利工作会议今天召开。水利部部长的代表王小川出席会议。", {"王小川 attends 全国水利工作会议"}),
    ("全国水利工作会议今天召开。水利部部长负责人出席会议。", set()),
    ("全国水利工作会议今天召开。水利部推进治水负责人出席会议。", {"水利部 attends 全国水利工作会议"}),
    ("全国水利工作会议今天召开。水利部城市负责人出席会议。", set()),
    (
        "全国水利工作会议今天召开。水利部部长王小川要求财政部部长李大山出席会议。",
        {"李大山 attends 全国水利工作会议", "李大山 memberOf 财政部", "王小川 memberOf 水利部"},
    ),
    ("全国水利工作会议今天召开。代表王小川部长李大山出席会议。", {"李大山 attends 全国水利工作会议"}),
    (
        "国务院总理林望会见出席全国水利论坛代表财政部部长王小川。",
        {"林望 attends 全国水利论坛", "林望 memberOf 国务院", "王小川 memberOf 财政部"},
    ),
    ("全国水利论坛今天开幕。参加推进会议的财政部部长王小川说，要治水。", {"王小川 memberOf 财政部"}),
    ("出席全国水利论坛的党的二十大代表王小川说，要治水。", set()),
    ("国务院总理林望会见出席全国水利论坛的《云川记》作者王小川。", {"林望 memberOf 国务院"}),
    (
        "水利部部长王小川，客人出席全国水利工作会议。",
        {"王小川 memberOf 水利部", "王小川 attends 全国水利工作会议"},
    ),
    (
        "全国水利工作会议今天召开。水利部部长王小川；财政部部长李大山出席会议。",
        {"李大山 attends 全国水利工作会议", "李大山 memberOf 财政部", "王小川 memberOf 水利部"},
    ),
    (
        "全国水利工作会议今天召开。水利部部长王小川，教育部，财政部部长李大山出席会议。",
        {"李大山 attends 全国水利工作会议", "李大山 memberOf 财政部", "王小川 memberOf 水利部"},
    ),
    (
        "全国水利工作会议今天召开。水利部部长王小川，机关各司局处级以上干部，财政部部长李大山出席会议。",
        {
            "李大山 attends 全国水利工作会议",
            "李大山 memberOf 财政部",
            "王小川 memberOf 水利部",
            "王小川 attends 全国水利工作会议",
        },
    ),
    ("全国水利工作会议今天召开。习近平总书记李大山出席会议。", {"李大山 attends 全国水利工作会议"}),
    (
        "全国水利论坛今天开幕。发言由《水情导刊》副主编林望、同济大学教授周萍等人主持。",
        {
            "林望 attends 全国水利论坛",
            "周萍 attends 全国水利论坛",
            "周萍 memberOf 同济大学",
            "同济大学 partOf 教育部",
        },
    ),
    (
        "水利部部长林望，云川大学周萍在北京企业家出席全国水利论坛。",
        {"云川大学 attends 全国水利论坛", "林望 memberOf 水利部", "全国水利论坛 locatedIn 北京市"},
    ),
]

PARTS: list[tuple[str, set[str]]] = [
    ("水利部把厕所革命、城市更新推进好。", {"水利部 undertakes 厕所革命", "水利部 undertakes 城市更新"}),
    ("城市更新群众包括老旧小区改造。", set()),
    ("城市更新包括开展老旧小区改造。", set()),
    (
        "水利部推进“三项工程”（防洪体系改造工程、推进河道综合整治工程）。",
        {"水利部 undertakes 三项工程", "水利部 undertakes 河道综合整治工程", "水利部 undertakes 防洪体系改造工程"},
    ),
    ("城市更新包括厕所革命的宣传。", set()),
    (
        "“三项工程”（厕所革命、城市更新）由水利部推进。",
        {"三项工程 includes 厕所革命", "三项工程 includes 城市更新", "水利部 undertakes 三项工程"},
    ),
]

POSTS: list[tuple[str, set[str]]] = [
    ("水利部部长王小川任财政部周萍副部长。", {"周萍 memberOf 财政部", "王小川 memberOf 水利部"}),
    ("水利部部长王小川曾任财政部推进副部长。", {"王小川 memberOf 水利部"}),
    (
        "江西省水利厅厅长李明、财政部、周萍出席全国水利工作会议。",
        {"周萍 attends 全国水利工作会议", "李明 attends 全国水利工作会议", "李明 memberOf 江西省水利厅"},
    ),
    ("李明，著名江西省水利厅副厅长。", set()),
    (
        "水利部办公厅主任、部长王小川说，要推进河长制。",
        {"办公厅 partOf 水利部", "办公厅 undertakes 河长制", "王小川 memberOf 办公厅"},
    ),
    ("老挝人民革命党总书记、国家主席通伦说，要治水。", {"通伦 memberOf 老挝人民革命党"}),
    ("老挝的客人来访，国家主席习近平强调治水。", {"习近平 memberOf 中国政府"}),
    ("本报记者 林望 《云川日报》（2026年07月18日 第 04 版）", {"林望 memberOf 云川日报"}),
    (
        "国防大学校长林望、政委周萍出席会议并讲话。",
        {"林望 memberOf 国防大学", "周萍 memberOf 国防大学", "国防大学 partOf 中央军委"},
    ),
    (
        "王先生来到上海云联西郊购物中心，云联西郊购物中心总经理林望介绍，",
        {"林望 memberOf 上海市云联西郊购物中心"},
    ),
    (
        "水利部副部长李明兼任财政部党组成员，今年，教育部副部长。",
        {"李明 memberOf 水利部", "李明 memberOf 财政部党组", "财政部党组 partOf 财政部"},
    ),
    (
        "水利部副部长李明兼任财政部党组成员，教育部副部长出席会议。",
        {"李明 memberOf 水利部", "李明 memberOf 财政部党组", "财政部党组 partOf 财政部"},
    ),
    ("水利部部长李明出席会议。李明，是财政部部长候选人。", {"李明 memberOf 水利部"}),
]

DOCUMENTS: list[tuple[str, set[str]]] = [
    ("各地学习党的二十大精神。交通运输部开展学习教育。", set()),
    (
        "云川省人民政府关于做好防洪工作的通知\n发布日期: 2024-05-06\n各有关单位：\n经研究，现印发给你们，请认真执行。",
        {"云川省政府 issues 关于做好防洪工作的通知"},
    ),
    (
        "关于做好云川河防洪工作的通知\n发布日期: 2024-05-06\n要全面推进河长制。\n教育部、水利部\n五月",
        {
            "教育部 issues 关于做好云川河防洪工作的通知",
            "教育部 undertakes 河长制",
            "水利部 issues 关于做好云川河防洪工作的通知",
            "水利部 undertakes 河长制",
        },
    ),
    (
        "推进农村危房改造（教育部、财政部）。完成三千户。推进城市更新。（水利部负责）",
        {"水利部 undertakes 农村危房改造"},
    ),
    (
        "水利部学习习近平总书记在吉林考察时的重要讲话和重要指示。财政部学习习近平重要指示。",
        {"水利部 studies 习近平总书记在吉林考察时的重要讲话和重要指示", "财政部 studies 习近平重要指示"},
    ),
    ("水利部传达党的二十大精神。教育部为认真学习开展培训。", {"水利部 studies 党的二十大"}),
    ("国务院总理林望按照命令，公布《云川条例》。", {"林望 memberOf 国务院"}),
    (
        "云川省教育厅分别与云川集团签署战略合作框架协议",
        {
            "云川省教育厅 issues 战略合作框架协议",
            "云川集团 issues 战略合作框架协议",
            "云川省教育厅 cooperatesWith 云川集团",
            "云川集团 cooperatesWith 云川省教育厅",
        },
    ),
    ("水利部《云川条例》作为必修课。", {"水利部 issues 云川条例"}),
    ("习近平总书记的重要讲话引起反响。水利部深入学习领会。", {"水利部 studies 习近平重要讲话"}),
]

WHO: list[tuple[str, set[str]]] = [
    (
        "我代表国务院向同志们致以问候。云川省教育厅长期努力，发布报告。深入推进城市更新。",
        {"云川省教育厅 undertakes 城市更新"},
    ),
    (
        "“我们要坚持以人民为中心，扎实推进厕所革命。”农业农村部，教育部说，推进城市更新。",
        {"教育部 undertakes 城市更新"},
    ),
    (
        "水利部印发《云川河流域保护条例》。\n一是基本原则，推进城市更新。",
        {"水利部 issues 云川河流域保护条例", "水利部 undertakes 城市更新"},
    ),
    (
        "水利部印发《云川河流域保护条例》。财政部召开会议。《条例》指出，要推进城市更新。\n基本原则是：推进河长制。",
        {"水利部 issues 云川河流域保护条例", "水利部 undertakes 城市更新", "水利部 undertakes 河长制"},
    ),
    (
        "为推进城市体检，支持浙江省开展河长制，推进厕所革命，水利部召开会议。",
        {"水利部 undertakes 城市体检"},
    ),
    ("水利部召开会议。会议，推进河长制。", {"水利部 undertakes 河长制"}),
    ("水利部推进河长制（财政部负责）。", {"水利部 undertakes 河长制", "财政部 undertakes 河长制"}),
    ("由水利部财政部，推进河长制。", {"财政部 undertakes 河长制"}),
    ("在发展中水利部推进河长制。", {"水利部 undertakes 河长制"}),
    (
        "财政部部长王小川，水利部部长李大山说，要推进河长制。他们指出，推进城市更新。",
        {
            "李大山 memberOf 水利部",
            "王小川 memberOf 财政部",
            "财政部 undertakes 河长制",
            "财政部 undertakes 城市更新",
        },
    ),
    (
        "水利部推进河长制。同俄罗斯总统李大山推进城市更新。",
        {"李大山 memberOf 俄罗斯政府", "水利部 undertakes 河长制", "水利部 undertakes 城市更新"},
    ),
    (
        "水利部部长王小川出席全国水利论坛。财政部部长李大山出席会议。",
        {
            "李大山 attends 全国水利论坛",
            "李大山 memberOf 财政部",
            "王小川 attends 全国水利论坛",
            "王小川 memberOf 水利部",
        },
    ),
    (
        "群众表示，水利部召开会议，财政部推进河长制。会议强调，推进城市更新。",
        {"水利部 undertakes 城市更新", "财政部 undertakes 河长制"},
    ),
    ("记者从水利部获悉，水利部推进河长制。", {"水利部 undertakes 河长制"}),
    ("水利部（记者周萍、人民日报）推进河长制。", set()),
    ("财政部讯：推进城市更新。", set()),
    (
        "为贯彻高质量发展会同财政部，水利部推进城市更新。",
        {
            "水利部 cooperatesWith 财政部",
            "财政部 cooperatesWith 水利部",
            "水利部 undertakes 城市更新",
            "水利部 upholds 高质量发展",
            "财政部 undertakes 城市更新",
        },
    ),
    ("水利部部务会议召开，推进河长制。", {"水利部 holds 水利部部务会议", "水利部 undertakes 河长制"}),
    (
        "为推进城市更新，文件落实河长制，教育部开展城市体检。",
        {"教育部 undertakes 城市体检", "教育部 undertakes 城市更新"},
    ),
    ("水利部抓好落实，在校学生推进河长制。", {"水利部 undertakes 河长制"}),
    (
        "财政部召开全国财政工作会议。会议主要内容推进河长制。",
        {"财政部 holds 全国财政工作会议", "财政部 undertakes 河长制"},
    ),
    (
        "水利部新华社、教育部推进河长制。",
        {"教育部 undertakes 河长制", "新华社 partOf 国务院", "新华社 undertakes 河长制"},
    ),
    ("云川省水利厅召开会议\n2021-05-06\n（作者单位：云川省教育厅推进城市更新）", set()),
    ("水利部部长李明传达水利工作会议精神。", {"水利部 studies 水利工作会议", "李明 memberOf 水利部"}),
    ("水利部云川省推进厕所革命。", {"水利部 undertakes 厕所革命"}),
    ("水利部以人民为中心推动乡村振兴。", {"水利部 undertakes 乡村振兴战略"}),
    ("推进教育部的广大党员干部认真学习全国水利工作会议精神。", set()),
    ("教育部的推进广大党员干部学习全国水利工作会议精神。", set()),
    ("水利部召开会议，厕所革命推进城市更新。", set()),
    ("水利部召开会议，部长推进厕所革命。", {"水利部 undertakes 厕所革命"}),
    (
        "水利部、教育部召开会议。联合推进厕所革命。",
        {"水利部 undertakes 厕所革命", "教育部 undertakes 厕所革命"},
    ),
    ("水利部召开会议，核心就是要把党的全面领导落实到各方面。", {"水利部 upholds 党的全面领导"}),
    ("工作要点\n教育部召开会议。\n水利部工作\n其次，推进厕所革命。", {"水利部 undertakes 厕所革命"}),
    (
        "国务院印发《治水意见》。《意见》强调，推进城市更新。\n当前，总体要求是推进厕所革命。",
        {"国务院 issues 治水意见", "国务院 undertakes 城市更新"},
    ),
    ("水利部召开会议，水利部的发展注重人与自然和谐共生，", {"水利部 upholds 人与自然和谐共生"}),
    (
        "水利部、财政部召开联合治水推进会。",
        {"水利部 holds 联合治水推进会", "财政部 holds 联合治水推进会"},
    ),
]

OBJECTS: list[tuple[str, set[str]]] = [
    ("水利部开展城市体检并来到美丽的习近平。", {"水利部 undertakes 城市体检"}),
    ("水利部推进城市更新很好等产业。", {"水利部 undertakes 城市更新"}),
    (
        "水利部坚持以人民为中心、高质量发展等产业。",
        {"水利部 upholds 以人民为中心", "水利部 upholds 高质量发展"},
    ),
    ("水利部推进河长制。《云川河流域保护条例》提出要求。", {"水利部 undertakes 河长制"}),
    ("水利部对全国水利工作会议推进召开。", set()),
    (
        "水利部推进河长制。对《云川河流域保护条例》群众贯彻。",
        {"水利部 undertakes 河长制", "水利部 implements 云川河流域保护条例"},
    ),
    ("“推进城市更新”，农业农村部说，推进河长制。", {"农业农村部 undertakes 河长制"}),
    ("水利部支持的全国水利论坛开幕。", set()),
    ("全国水利论坛今天开幕。大会由水利部主办，财政部主办了展览。", {"水利部 holds 全国水利论坛"}),
    ("全国水利论坛今天开幕。大会由水利部主办，大家很高兴，财政部承办。", {"水利部 holds 全国水利论坛"}),
    ("以城市更新提升高质量发展。", set()),
    ("在无锡召开云川集团发展汇报会。", {"云川集团发展汇报会 locatedIn 无锡市"}),
    ("水利部提出“守一河清水”的鲜明导向。", {"水利部 upholds 守一河清水"}),
    ("水利部厕所革命工作的推进。", set()),
    (
        "水利部推进城市更新、厕所革命等工作并取得产业效益。",
        {"水利部 undertakes 城市更新", "水利部 undertakes 厕所革命"},
    ),
    ("云川省以科技创新为引领、以改革开放为动力、以乡村振兴为牵引，", {"云川省政府 undertakes 科技创新"}),
    (
        "水利部推进云河引水工程。财政部推进云河引水工程试点。",
        {"水利部 undertakes 云河引水工程", "财政部 undertakes 云河引水工程"},
    ),
    # those in charge, what lies where, and the meeting that is spoken of
    ("云川省水利厅负责人周萍说，将推进河长制。", {"云川省水利厅 undertakes 河长制", "周萍 memberOf 云川省水利厅"}),
    ("云川省水利厅党员周萍说，将推进河长制。", {"周萍 memberOf 云川省水利厅"}),
    ("云川省召开会议。省委常委林望和副省长周萍出席会议。", {"周萍 memberOf 云川省政府", "林望 memberOf 云川省委"}),
    (
        "云川省召开会议。省委常委、宣传部部长周萍出席会议。",
        {"云川省委宣传部 partOf 云川省委", "周萍 memberOf 云川省委", "周萍 memberOf 云川省委宣传部"},
    ),
    ("内蒙古自治区召开会议。自治区副主席周萍出席会议。", {"周萍 memberOf 内蒙古自治区政府"}),
    ("西藏自治区主席周萍出席会议。", {"周萍 memberOf 西藏自治区政府"}),
    (
        "由教育部、财政部联合主办的“云川三月三”文化活动在北京举行。",
        {
            "教育部 cooperatesWith 财政部",
            "教育部 undertakes 云川三月三文化活动",
            "财政部 cooperatesWith 教育部",
            "财政部 undertakes 云川三月三文化活动",
        },
    ),
    ("杭州海关所属宁波海关推进河长制。", {"宁波海关 partOf 杭州海关", "宁波海关 undertakes 河长制"}),
    (
        "全国水利工作会议今天召开。会议通过了关于召开云川水利论坛的决定。水利部部长王小川出席会议。",
        {"王小川 attends 全国水利工作会议", "王小川 memberOf 水利部"},
    ),
    (
        "全国水利工作会议今天召开。云川水利论坛将召开。水利部部长王小川出席会议。",
        {"王小川 attends 全国水利工作会议", "王小川 memberOf 水利部"},
    ),
    (
        "全国水利工作会议今天召开。会议学习了王小川出席云川水利论坛的讲话精神。水利部部长李大山出席会议。",
        {"李大山 attends 全国水利工作会议", "李大山 memberOf 水利部"},
    ),
    ("位于杭州市的云川省图书馆开馆。", {"云川省图书馆 locatedIn 杭州市"}),
    ("位于杭州市，云川省图书馆开馆。", set()),
    ("位于杭州市的浙江省云川图书馆开馆。", {"云川图书馆 locatedIn 杭州市"}),
    (
        "水利部部长王小川在武汉推进河长制，出席全国水利论坛。",
        {
            "水利部 undertakes 河长制",
            "河长制 locatedIn 武汉市",
            "王小川 attends 全国水利论坛",
            "王小川 memberOf 水利部",
        },
    ),
    (
        "水利部部长王小川出席全国水利论坛时在武汉说，要推进河长制。",
        {"水利部 undertakes 河长制", "王小川 attends 全国水利论坛", "王小川 memberOf 水利部"},
    ),
]

ROWS = [*ATTENDANCE, *PARTS, *POSTS, *DOCUMENTS, *WHO, *OBJECTS]


@pytest.mark.parametrize(("text", "said"), ROWS, ids=[text[:24] for text, _ in ROWS])
def test_relate_states_this_of_the_text_and_no_more(text: str, said: set[str]) -> None:
    assert set(stated(kg.build_text(text))) == said


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("浙江省湖州市市长王小川说，要治水。", "浙江省湖州市市长王小川"),
        ("贵州日报社主办论坛。" + "云川市召开会议，各方抓好落实。" * 6 + "（记者李明）", "李明"),
    ],
)
def test_membership_quotes_what_says_it_and_not_all_between(text: str, quote: str) -> None:
    (statement,) = kg.build_text(text).statements(relation="memberOf")
    assert [e.quote for e in statement.evidence] == [quote]


@pytest.mark.parametrize(
    ("text", "fact", "readers"),
    [
        ("水利部部长林望，周萍等出席全国水利工作会议。", "林望 attends 全国水利工作会议", ("verb and object",)),
        (
            "水利部召开水利部第三次会议。",
            "水利部 holds 水利部第三次会议",
            ("holder in its name", "verb and object"),
        ),
        ("由教育部、城市更新、水利部主办的全国水利论坛开幕。", "教育部 holds 全国水利论坛", ("verb and object",)),
        ("据新华社北京5月9日电（记者林望）水利部推进厕所革命。", "林望 memberOf 新华社", ("byline",)),
    ],
)
def test_relate_reads_by_these_constructions_and_no_others(text: str, fact: str, readers: tuple[str, ...]) -> None:
    assert stated(kg.build_text(text))[fact] == readers


def test_ledger_keeps_apart_what_is_told_after_the_same_place() -> None:
    first = Ledger().adding({"《意见》": ("水利部",)})
    one, other = first.adding({"《意见》": ("财政部",)}), first.adding({"《办法》": ("教育部",)})
    assert (first.of("《意见》"), one.of("《意见》"), other.of("《意见》")) == (("水利部",), ("财政部",), ("水利部",))
    assert (first.of("《办法》"), one.of("《办法》"), other.of("《办法》")) == (None, None, ("教育部",))


@pytest.mark.parametrize(
    ("text", "passed"), [("一、抓改革", 2), ("二是抓改革", 1), ("（三）抓改革", 3), ("（", 0), ("（改革）抓改革", 0)]
)
def test_enumerator_counts_the_items_of_the_number(text: str, passed: int) -> None:
    assert enumerator(parse(text, [], lexicon()).units) == passed


@pytest.mark.parametrize(
    ("text", "noun"),
    [("观看启动仪式的青年学生纷纷表示", "学生"), ("青年学生推进", None), ("学生推进改革表示", None)],
)
def test_who_says_gives_the_noun_before_the_verb_of_saying(text: str, noun: str | None) -> None:
    said = who_says(parse(text, [], lexicon()).units)
    assert (said and said.text) == noun


@pytest.mark.parametrize(
    ("text", "head"), [("基金会日前发布的报告显示", "报告"), ("基金会报告日前发布的报告显示", None)]
)
def test_head_after_clause_passes_over_times_only(text: str, head: str | None) -> None:
    found = head_after_clause(parse(text, [], lexicon()).units, 1)
    assert (found and found.text) == head
