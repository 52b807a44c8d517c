"""The grammar as a table: sentence → statements. One row for each construction, denial and condition."""

from __future__ import annotations

import pytest
from sentences import stated

import kg
from kg.model import K, Relation
from kg.parse import flags
from kg.parse.reading import parse
from kg.relate.words import heads
from kg.words.loading import lexicon

SENTENCES: list[tuple[str, str, list[str]]] = [
    ("verb and object", "教育部开展义务教育质量监测。", ["教育部 undertakes 义务教育质量监测"]),
    (
        "coordinated objects",
        "财政部深入推进乡村振兴、新型城镇化。",
        ["财政部 undertakes 乡村振兴战略", "财政部 undertakes 新型城镇化"],
    ),
    (
        "coordinated subjects",
        "财政部、教育部召开全国教育财务工作会议。",
        ["财政部 holds 全国教育财务工作会议", "教育部 holds 全国教育财务工作会议"],
    ),
    (
        "subject carried over clauses",
        "水利部坚持以人民为中心，深入推进河长制。",
        ["水利部 upholds 以人民为中心", "水利部 undertakes 河长制"],
    ),
    ("preposed object", "自然资源部把党史学习教育作为重大政治任务。", ["自然资源部 undertakes 党史学习教育"]),
    (
        "whole and part",
        "教育部把“我为群众办实事”实践活动作为党史学习教育重要内容。",
        [
            "党史学习教育 includes “我为群众办实事”实践活动",
            "教育部 undertakes “我为群众办实事”实践活动",
            "教育部 undertakes 党史学习教育",
        ],
    ),
    ("topic of time", "党史学习教育开展以来，商务部认真学习。", ["商务部 undertakes 党史学习教育"]),
    (
        "spokesperson",
        "教育部基础教育司负责人表示，将推进“双减”工作。",
        ["基础教育司 undertakes “双减”工作", "基础教育司 partOf 教育部"],
    ),
    (
        "quotation before its speaker",
        "“我们要坚持以人民为中心，扎实推进厕所革命。”农业农村部主要负责同志说。",
        ["农业农村部 upholds 以人民为中心", "农业农村部 undertakes 厕所革命"],
    ),
    (
        "a verb that another name seems to begin with",
        "教育部联合国家卫生健康委推进“双减”工作。",
        [
            "教育部 cooperatesWith 国家卫生健康委",
            "国家卫生健康委 undertakes “双减”工作",
            "教育部 undertakes “双减”工作",
        ],
    ),
    (
        "those present at the meeting spoken of, by posts of the government spoken of",
        "云川省人民政府召开全省水利工作会议，省委书记王小川、副省长李大山出席并讲话。",
        [
            "李大山 attends 水利工作会议",
            "云川省政府 holds 水利工作会议",
            "王小川 memberOf 云川省委",
            "王小川 attends 水利工作会议",
            "李大山 memberOf 云川省政府",
        ],
    ),
    (
        "the governor of a province that another body stands for",
        "江西省教育厅推进“双减”工作。省委书记王小川、副省长李大山出席会议。",
        ["李大山 memberOf 江西省政府", "江西省教育厅 undertakes “双减”工作", "王小川 memberOf 江西省委"],
    ),
    ("a programme named by verbs", "教育部部署开展防止返贫就业攻坚行动。", ["教育部 undertakes 防止返贫就业攻坚行动"]),
    (
        "speech of a division that 该处 points back to",
        "云川省水利厅水资源处推进河长制。“我们认真听取意见，印发了《云川取水办法》。”该处负责人说。",
        ["水资源处 partOf 云川省水利厅", "水资源处 undertakes 河长制", "水资源处 issues 云川取水办法"],
    ),
    (
        "a partner does what follows in the clause",
        "国家发展改革委会同财政部印发《云川河流域保护条例》。",
        [
            "国家发展改革委 cooperatesWith 财政部",
            "国家发展改革委 issues 云川河流域保护条例",
            "财政部 issues 云川河流域保护条例",
        ],
    ),
    (
        "a bureau whose name ends like another word",
        "云川市财政局印发《云川河流域保护条例》。",
        ["云川市财政局 issues 云川河流域保护条例"],
    ),
    (
        "a level that the segmenter joins to its preposition",
        "绵阳市启动城市更新行动。由市文化广电旅游局推进历史文化街区保护利用工程。",
        [
            "绵阳市政府 undertakes 城市更新",
            "绵阳市文化广电旅游局 partOf 绵阳市政府",
            "绵阳市文化广电旅游局 undertakes 历史文化街区保护利用工程",
        ],
    ),
    (
        "a body with a number",
        "北京市第三中级人民法院发布《云川河流域保护条例》。",
        ["北京市第三中级人民法院 issues 云川河流域保护条例"],
    ),
    (
        "a post held before is no part of a body's name",
        "江西省水利厅原党组书记李明接受审查。",
        ["李明 memberOf 江西省水利厅"],
    ),
    (
        "a deputy head of the government of the place",
        "绵阳市委常委、常务副市长王刚出席会议。",
        ["王刚 memberOf 绵阳市委", "王刚 memberOf 绵阳市政府"],
    ),
    (
        "what a minister does is the ministry's",
        "水利部部长李明主持召开部务会议，研究部署国家水网建设。",
        [
            "李明 memberOf 水利部",
            "李明 attends 水利部部务会议",
            "水利部 holds 水利部部务会议",
            "水利部 undertakes 国家水网建设",
        ],
    ),
    (
        "meetings that their kind names",
        "水利部党组召开党组（扩大）会议。水利部召开党组会。",
        ["水利部党组 partOf 水利部", "水利部党组 holds 党组（扩大）会议", "水利部 holds 党组会"],
    ),
    (
        "what is done is named before who does it",
        "《云川河流域保护条例》由水利部会同财政部制定。第十届云川博览会由商务部、云川省人民政府共同主办。",
        [
            "水利部 issues 云川河流域保护条例",
            "商务部 holds 第十届云川博览会",
            "云川省政府 holds 第十届云川博览会",
            "水利部 cooperatesWith 财政部",
            "云川省政府 cooperatesWith 商务部",
        ],
    ),
    (
        "a committee of another body than the Party",
        "共青团江苏省委启动助农行动。中共江苏省委员会推进乡村振兴。",
        ["共青团江苏省委 partOf 共青团", "共青团江苏省委 undertakes 助农行动", "江苏省委 undertakes 乡村振兴战略"],
    ),
    (
        "a body attached to another",
        "天津医科大学附属协和医院推进健康扶贫。",
        ["附属协和医院 partOf 天津医科大学", "附属协和医院 undertakes 健康扶贫"],
    ),
    (
        "a body with another in brackets",
        "国家市场监督管理总局（国家标准化管理委员会）印发《云川河流域保护条例》。",
        ["市场监管总局 issues 云川河流域保护条例"],
    ),
    (
        "an agreement to cooperate",
        "云川市人民政府与中国科学院签署战略合作框架协议。",
        [
            "云川市政府 cooperatesWith 中国科学院",
            "云川市政府 issues 战略合作框架协议",
            "中国科学院 issues 战略合作框架协议",
        ],
    ),
    (
        "a document with its years, by its short name",
        "水利部印发《水网建设行动计划（2023—2027年）》（以下简称《行动计划》）。财政部贯彻落实《行动计划》。",
        ["财政部 implements 水网建设行动计划（2023—2027年）", "水利部 issues 水网建设行动计划（2023—2027年）"],
    ),
    (
        "a department of the committee whose member one is",
        "江西省委常委、组织部部长王小川出席会议。",
        ["王小川 memberOf 江西省委", "王小川 memberOf 江西省委组织部", "江西省委组织部 partOf 江西省委"],
    ),
    (
        "a ministry and its head in one word",
        "财政部长王小川表示，要推进乡村振兴。",
        ["王小川 memberOf 财政部", "财政部 undertakes 乡村振兴战略"],
    ),
    ("document made", "水利部印发《云川河流域保护条例》。", ["水利部 issues 云川河流域保护条例"]),
    (
        "document and meeting carried out",
        "水利部贯彻落实中央经济工作会议精神。",
        ["水利部 implements 中央经济工作会议"],
    ),
    (
        "what is studied",
        "水利部党组学习贯彻党的二十大精神。",
        ["水利部党组 studies 党的二十大", "水利部党组 partOf 水利部"],
    ),
    (
        "partner",
        "水利部会同财政部开展农村饮水安全工程。",
        ["水利部 cooperatesWith 财政部", "水利部 undertakes 农村饮水安全工程", "财政部 undertakes 农村饮水安全工程"],
    ),
    (
        "joint act",
        "教育部、财政部联合印发《云川教育经费管理办法》。",
        ["教育部 cooperatesWith 财政部", "教育部 issues 云川教育经费管理办法", "财政部 issues 云川教育经费管理办法"],
    ),
    ("meeting in a place", "全国水利工作会议在湖北武汉召开。", ["全国水利工作会议 locatedIn 武汉市"]),
    (
        "group set up",
        "水利部人事司成立党史学习教育领导小组。",
        [
            "人事司 establishes 人事司党史学习教育领导小组",
            "人事司 partOf 水利部",
            "人事司党史学习教育领导小组 partOf 人事司",
        ],
    ),
    ("posts before a name", "云州市市长王小川主持召开全市城市更新工作推进会。", ["王小川 attends 城市更新工作推进会"]),
    (
        "what a meeting says",
        "国务院总理王小川主持召开国务院常务会议。会议指出，要加强低收入人口动态监测。",
        [
            "国务院 holds 国务院常务会议",
            "国务院 undertakes 低收入人口动态监测",
            "王小川 memberOf 国务院",
            "王小川 attends 国务院常务会议",
        ],
    ),
    (
        "a part of a session",
        "十四届全国人大常委会第五次会议今天举行联组会议。",
        ["全国人大常委会 holds 十四届全国人大常委会第五次会议", "全国人大常委会 holds 联组会议"],
    ),
    (
        "the session of a body in its term",
        "十四届全国人大常委会第五次会议21日在京隆重召开。",
        ["全国人大常委会 holds 十四届全国人大常委会第五次会议", "十四届全国人大常委会第五次会议 locatedIn 北京市"],
    ),
    (
        "what a meeting says of another",
        "水利部召开会议。会议指出，国务院召开国务院常务会议，作出部署。会议强调，要推进河长制。",
        ["国务院 holds 国务院常务会议", "水利部 undertakes 河长制"],
    ),
    ("how, between a body and its verb", "水利部创造性推进河长制。", ["水利部 undertakes 河长制"]),
    (
        "a title that names a place",
        "江西南昌：党建广场聚人气\n发布日期: 2020-05-06\n南昌市开展城市体检。\n近年来，大力推进河长制。",
        ["南昌市政府 undertakes 城市体检", "南昌市政府 undertakes 河长制"],
    ),
    (
        "a meeting that takes place, and who is there",
        "推进厕所革命座谈会今天在北京召开。国务院副总理王小川出席会议并讲话。",
        ["王小川 attends 推进厕所革命座谈会", "推进厕所革命座谈会 locatedIn 北京市", "王小川 memberOf 国务院"],
    ),
    (
        "what is said at a meeting",
        "全国水利工作会议今天召开。会上，水利部部长王小川、财政部部长李大山先后发言。",
        [
            "王小川 attends 全国水利工作会议",
            "李大山 attends 全国水利工作会议",
            "李大山 memberOf 财政部",
            "王小川 memberOf 水利部",
        ],
    ),
    (
        "respectively, with what all do before the verb",
        "水利部、财政部对党史学习教育分别开展厕所革命、农村饮水安全工程。",
        [
            "水利部 undertakes 厕所革命",
            "财政部 undertakes 农村饮水安全工程",
            "财政部 undertakes 党史学习教育",
            "水利部 undertakes 党史学习教育",
        ],
    ),
    (
        "respectively",
        "水利部部长王小川、教育部部长李大山分别出席全国水利工作会议、全国教育工作会议。",
        [
            "王小川 attends 全国水利工作会议",
            "李大山 attends 全国教育工作会议",
            "王小川 memberOf 水利部",
            "李大山 memberOf 教育部",
        ],
    ),
    ("posts before what was said", "国务院总理王小川对全国水利工作会议作出重要批示。", ["王小川 memberOf 国务院"]),
    (
        "in charge of a task",
        "（一）推进农村危房改造。今年完成三千户。（教育部、财政部负责）",
        ["教育部 undertakes 农村危房改造", "财政部 undertakes 农村危房改造"],
    ),
    (
        "issuers of the State and of the Party, side by side",
        "江西省教育厅 中共江西省委宣传部 关于做好春季开学工作的通知\n发布日期: 2024-05-06\n各有关单位：\n请认真落实。",
        [
            "江西省教育厅 issues 关于做好春季开学工作的通知",
            "江西省委宣传部 issues 关于做好春季开学工作的通知",
            "江西省委宣传部 partOf 江西省委",
        ],
    ),
    (
        "the Party committee of a body of a level",
        "市教育局党委学习党的二十大精神。",
        ["市教育局党委 studies 党的二十大", "市教育局党委 partOf 市教育局"],
    ),
    (
        "the secretary of a Party committee",
        "贵州省委书记王小川强调，要推进乡村振兴。",
        ["王小川 memberOf 贵州省委", "贵州省委 undertakes 乡村振兴战略"],
    ),
    (
        "a bureau beside another of the same city",
        "九江市市场监管局联合公安局开展食品安全专项整治行动。",
        [
            "九江市公安局 cooperatesWith 九江市市场监督管理局",
            "九江市公安局 undertakes 食品安全专项整治",
            "九江市市场监督管理局 undertakes 食品安全专项整治",
        ],
    ),
    (
        "issuers by heading and by signature",
        "关于做好云川河防洪工作的通知\n发布日期: 2024-05-06\n各有关单位：\n要全面推进河长制。\n教育部　水利部\n2024年5月6日",
        [
            "教育部 issues 关于做好云川河防洪工作的通知",
            "水利部 issues 关于做好云川河防洪工作的通知",
            "水利部 undertakes 河长制",
            "教育部 undertakes 河长制",
        ],
    ),
    (
        "who speaks goes on speaking",
        "水利部部长王小川出席全国水利工作会议。他指出，河湖是国土的血脉。要全面推进河长制。",
        ["王小川 attends 全国水利工作会议", "水利部 undertakes 河长制", "王小川 memberOf 水利部"],
    ),
    (
        "those present, over commas",
        "水利部召开全国水利工作会议。财政部副部长王小川，教育部党组成员、部办公厅主任李大山出席会议。",
        [
            "王小川 attends 全国水利工作会议",
            "李大山 attends 全国水利工作会议",
            "李大山 memberOf 教育部党组",
            "水利部 holds 全国水利工作会议",
            "王小川 memberOf 财政部",
            "教育部党组 partOf 教育部",
            "李大山 memberOf 办公厅",
            "办公厅 partOf 教育部",
        ],
    ),
    (
        "a meeting chaired by someone",
        "水利部召开全国水利工作会议。会议由财政部副部长王小川主持。",
        ["王小川 attends 全国水利工作会议", "水利部 holds 全国水利工作会议", "王小川 memberOf 财政部"],
    ),
    (
        "a party group's secretary who heads the body",
        "水利部党组书记、部长王小川表示，要推进河长制。",
        [
            "王小川 memberOf 水利部党组",
            "王小川 memberOf 水利部",
            "水利部 undertakes 河长制",
            "水利部党组 partOf 水利部",
        ],
    ),
    (
        "a body named in passing, by its form alone",
        "水利部开展城市体检，智慧水务学会完善厕所革命。推进河长制。",
        ["水利部 undertakes 城市体检", "智慧水务学会 undertakes 厕所革命", "水利部 undertakes 河长制"],
    ),
    (
        "a body named once, where the text is about another",
        "水利部开展城市体检。水利部推进乡村振兴。\n一是加强协作。财政部推进厕所革命。\n二是推进河长制。",
        ["水利部 undertakes 城市体检", "水利部 undertakes 乡村振兴战略", "财政部 undertakes 厕所革命"],
    ),
    (
        "an expert, whose words are no body's",
        "云川大学法学院教授王小川认为，要推进河长制。",
        ["王小川 memberOf 云川大学法学院", "云川大学法学院 partOf 云川大学"],
    ),
    (
        "an expert whose name is cut before the title",
        "云川大学苏令银副教授表示，要推进河长制。",
        [],
    ),
    (
        "an expert who heads the body",
        "云川大学教授、校长王小川表示，要推进河长制。",
        ["王小川 memberOf 云川大学", "云川大学 undertakes 河长制"],
    ),
    (
        "a committee's secretary who heads the government",
        "山东省委副书记、省长王小川出席全国水利工作会议。",
        ["王小川 memberOf 山东省委", "王小川 memberOf 山东省政府", "王小川 attends 全国水利工作会议"],
    ),
    (
        "what a body's meeting is about",
        "水利部召开全国水利工作会议。这次会议的主要任务是：贯彻中央经济工作会议精神。",
        ["水利部 implements 中央经济工作会议", "水利部 holds 全国水利工作会议"],
    ),
    ("a place that acts", "江西启动燃气下乡工程。", ["江西省政府 undertakes 燃气下乡"]),
    (
        "authors in a title",
        "会议审议了《教育部、财政部关于云川教育改革的报告》。",
        ["教育部 issues 教育部、财政部关于云川教育改革的报告", "财政部 issues 教育部、财政部关于云川教育改革的报告"],
    ),
    (
        "a heading that says whose the paragraphs are",
        "一、水利部\n推进城市更新。\n要推进厕所革命。\n二、财政部\n推进农村饮水安全工程。",
        ["水利部 undertakes 城市更新", "水利部 undertakes 厕所革命", "财政部 undertakes 农村饮水安全工程"],
    ),
    (
        "a member of a committee is no one in particular",
        "水利部推进城市更新。中央政治局委员同志推进厕所革命。",
        ["水利部 undertakes 城市更新"],
    ),
    (
        "organs of a body beside another",
        "中央纪委机关、水利部推进城市更新。",
        ["中央纪委 undertakes 城市更新", "水利部 undertakes 城市更新"],
    ),
    (
        "one who is asked",
        "水利部要求财政部推进城市更新，推进厕所革命。",
        ["财政部 undertakes 城市更新", "财政部 undertakes 厕所革命"],
    ),
    (
        "one who is helped once",
        "水利部推进城市更新。支持财政部发挥作用，推进厕所革命。",
        ["水利部 undertakes 城市更新", "水利部 undertakes 厕所革命"],
    ),
    (
        "partners of one who speaks",
        "水利部表示，将会同财政部推进城市更新。要推进厕所革命。",
        [
            "水利部 cooperatesWith 财政部",
            "水利部 undertakes 城市更新",
            "财政部 undertakes 城市更新",
            "水利部 undertakes 厕所革命",
            "财政部 undertakes 厕所革命",
        ],
    ),
    (
        "others who say so",
        "水利部推进城市更新。观看启动仪式的青年学生纷纷表示，要推进厕所革命。",
        ["水利部 undertakes 城市更新"],
    ),
    ("a bracket without a task", "（一）加强管理。（教育部负责）推进城市更新。", []),
    ("those who attend hold another meeting", "出席国务院常务会议的各代表团召开全国水利工作会议。", []),
    ("a list before a colon", "总参谋部、水利部、财政部：要推进城市更新。", []),
    (
        "a document that speaks for its issuer",
        "水利部印发《云川河流域保护条例》。《条例》指出，要推进城市更新。",
        ["水利部 issues 云川河流域保护条例", "水利部 undertakes 城市更新"],
    ),
    ("what is denied before its verb", "水利部不对城市更新进行部署。", ["水利部 undertakes 城市更新 [Denied]"]),
    ("an example of what is done", "水利部以城市更新为例，推进厕所革命。", ["水利部 undertakes 厕所革命"]),
    (
        "members of two bodies",
        "水利部和财政部的党员干部推进城市更新。",
        ["水利部 undertakes 城市更新", "财政部 undertakes 城市更新"],
    ),
    ("what becomes of a programme", "水利部推进厕所革命常态化、制度化。", ["水利部 undertakes 厕所革命"]),
    ("since when someone does it", "从昨晚开始水利部已启动城市更新。", ["水利部 undertakes 城市更新"]),
    (
        "a central department's head speaks for it",
        "中央政治局委员、中央组织部部长王小川强调，要推进厕所革命。",
        [
            "王小川 memberOf 中央政治局",
            "王小川 memberOf 中央组织部",
            "中央组织部 undertakes 厕所革命",
        ],
    ),
    (
        "the person with whom a clause opens speaks on",
        "吉林省委书记王小川主持会议。水利部部长李大山作报告。\n王小川代表省委，向大家表示祝贺。他指出，我们深入学习贯彻党的二十大精神。",
        ["王小川 memberOf 吉林省委", "李大山 memberOf 水利部", "吉林省委 studies 党的二十大"],
    ),
    ("for whom a report is made", "我代表国务院作报告。要推进城市更新。", ["国务院 undertakes 城市更新"]),
    (
        "a report goes on about whose it is",
        "我代表国务院向大会报告工作。云川省第一人民医院挂牌运行。深入推进城市更新。",
        ["国务院 undertakes 城市更新"],
    ),
    (
        "a greeting is no report",
        "我代表国务院向同志们致以问候。云川省教育厅长期努力。深入推进城市更新。",
        ["云川省教育厅 undertakes 城市更新"],
    ),
    (
        "an aim whose subject comes later",
        "为贯彻中央经济工作会议精神，水利部会同财政部推进城市更新。",
        [
            "水利部 implements 中央经济工作会议",
            "水利部 cooperatesWith 财政部",
            "水利部 undertakes 城市更新",
            "财政部 undertakes 城市更新",
        ],
    ),
    (
        "a noun after 的 that the verb takes only where it is one",
        "水利部推进城市体检的快速发展。",
        ["水利部 undertakes 城市体检"],
    ),
    (
        "what a formulation's noun says little of",
        "水利部把河长制作为城市体检的重要内容。",
        ["城市体检 includes 河长制", "水利部 undertakes 城市体检", "水利部 undertakes 河长制"],
    ),
    (
        "a medium that opens no dateline",
        "新华社发表的《云川治水记》说，水利部推进河长制。",
        ["新华社 issues 云川治水记", "新华社 partOf 国务院", "水利部 undertakes 河长制"],
    ),
    (
        "a medium with a sentence of its own",
        "新华社。水利部推进河长制，5月9日电。",
        ["新华社 partOf 国务院", "水利部 undertakes 河长制"],
    ),
    ("a bracket that opens nowhere", "水利部推进河长制。林望）", ["水利部 undertakes 河长制"]),
    ("what the spirit of a meeting does", "水利部召开会议。会议的精神要推进河长制。", ["水利部 undertakes 河长制"]),
    (
        "all who were spoken of say something",
        "水利部、财政部召开会议。大家表示，要推进河长制。",
        ["水利部 undertakes 河长制", "财政部 undertakes 河长制"],
    ),
    ("one who is asked to do something is a place", "水利部支持浙江省开展城市体检。", []),
    (
        "bodies with nothing between them",
        "水利部办公厅财政部推进河长制。",
        ["办公厅 partOf 水利部", "财政部 undertakes 河长制"],
    ),
    (
        "an aim that goes on with its verb",
        "为推进城市体检，大力实施河长制，水利部召开会议。",
        ["水利部 undertakes 城市体检", "水利部 undertakes 河长制"],
    ),
    (
        "a state by the side that it is",
        "中方坚定不移推进多式联运，英方推进垃圾分类。",
        ["中国政府 undertakes 多式联运", "英国政府 undertakes 生活垃圾分类"],
    ),
    ("we, said by a body's head", "水利部负责人说，我们要推进河长制。", ["水利部 undertakes 河长制"]),
    ("a post that nobody is said to have held", "曾任水利部副部长。", []),
]


@pytest.mark.parametrize(("sentence", "expected"), [row[1:] for row in SENTENCES], ids=[row[0] for row in SENTENCES])
def test_relate_states_what_the_sentence_says_and_no_more(sentence: str, expected: list[str]) -> None:
    assert set(stated(kg.build_text(sentence))) == {said for fact in expected for said in (fact, mirrored(fact))}


def mirrored(fact: str) -> str:
    """The statement of a symmetric relation read from its other end."""
    subject, relation, object_ = fact.split(" ", 2)
    return f"{object_} {relation} {subject}" if Relation(relation).symmetric else fact


@pytest.mark.parametrize(
    ("sentence", "modality"),
    [
        ("教育部没有开展党史学习教育。", "Denied"),
        ("如果教育部开展党史学习教育，效果会更好。", "Conditional"),
        ("教育部将开展党史学习教育。", "Planned"),
        ("教育部开展党史学习教育。", "Asserted"),
    ],
)
def test_relate_gives_the_modality(sentence: str, modality: str) -> None:
    graph = kg.build_text(sentence)
    (statement,) = graph.statements("教育部", "undertakes", "党史学习教育")
    assert statement.modality == modality
    assert graph.nx.has_edge(statement.subject, statement.object, "undertakes") is (modality in ("Asserted", "Planned"))


@pytest.mark.parametrize(
    ("sentence", "fact"),
    [
        ("教育部召开全国教育工作会议。各地各部门要深入推进乡村振兴。", "教育部 undertakes 乡村振兴战略"),
        ("教育部高度重视此项工作。多地出台措施，全力推进学前教育。", "教育部 undertakes 学前教育"),
        ("教育部启动检查。截至目前，95%以上的村庄开展了党史学习教育。", "教育部 undertakes 党史学习教育"),
        ("水利部开展检查。我们要全面推进乡村振兴。", "水利部 undertakes 乡村振兴战略"),
        ("水利部印发通知。通知要求，受灾的地区要开展检查，推进乡村振兴。", "水利部 undertakes 乡村振兴战略"),
        ("党中央决策部署情况，要坚持高质量发展。", "党中央 upholds 高质量发展"),
        ("教育部日前发布的报告显示，要推进乡村振兴。", "教育部 undertakes 乡村振兴战略"),
        ("经国务院同意，教育部推进乡村振兴。", "国务院 undertakes 乡村振兴战略"),
        ("教育部先后召开三次教育座谈会听取意见。", "教育部 holds 三次教育座谈会"),
        ("县里成立了服务局，推进河长制。", "服务局 partOf 外交部"),
        ("农行、建行、交行五大银行宣布推进普惠金融。", "五大银行 partOf 交通银行"),
        ("水利部部长王小川强调，要召开全国水利工作会议。", "王小川 attends 全国水利工作会议"),
        (
            "水利部部长王小川、教育部部长李大山分别出席全国水利工作会议、全国教育工作会议。",
            "王小川 attends 全国教育工作会议",
        ),
        ("水利部部长王小川说，防洪是国务院确定的任务，要推进河长制。", "国务院 undertakes 河长制"),
        ("国务院安委会成立由应急管理部牵头的调查组。", "国务院安委会 establishes 应急管理部"),
        ("应急管理部、公安部组成的国务院工作组推进抗震救灾。", "公安部 establishes 国务院工作组"),
        ("各级农业农村部门要推进高标准农田建设。", "农业农村部 undertakes 高标准农田建设"),
        ("水利部开展检查。财政部门要推进城市更新。", "财政部 undertakes 城市更新"),
        ("水利部开展检查。财政部门要推进城市更新。", "水利部 undertakes 城市更新"),
        ("江西省水利厅原党组书记李明接受审查。", "江西省水利厅原党组 partOf 江西省水利厅"),
        (
            "加强农产品质量安全监管。（农业农村部、市场监管总局负责）持续推进“三品一标”行动。（农业农村部牵头）",
            "市场监管总局 undertakes “三品一标”",
        ),
        ("中央政治局委员、中央统战部部长王小川出席会议。", "中央政治局中央统战部 partOf 中央政治局"),
        ("（一）完善政策。支持企业开展农村危房改造。（教育部、财政部负责）", "财政部 undertakes 农村危房改造"),
        ("（一）完善政策。结合城市更新，改善环境。（教育部、财政部负责）", "财政部 undertakes 城市更新"),
        ("云川省水利厅要求市直机关深入开展河长制。", "云川省水利厅 undertakes 河长制"),
        ("俄罗斯反对贸易保护主义。", "俄罗斯政府 upholds 贸易保护主义"),
    ],
)
def test_relate_does_not_say_what_the_sentence_does_not(sentence: str, fact: str) -> None:
    assert fact not in stated(kg.build_text(sentence))


def test_relate_goes_on_about_the_headlines_body_where_a_paragraph_names_no_one() -> None:
    text = (
        "云川省财政厅：以党建引领财政工作\n发布日期: 2020-01-01\n"
        "云川省财政厅深入学习贯彻党的二十大精神，云川省财政厅抓落实。\n开展河长制。\n"
        "澜水县教育局开展垃圾分类工作。\n深入推进乡村振兴。\n四川泸州市教育局：推进城市更新。\n"
    )
    assert set(stated(kg.build_text(text))) >= {
        "云川省财政厅 undertakes 河长制",
        "澜水县教育局 undertakes 生活垃圾分类",
        "云川省财政厅 undertakes 乡村振兴战略",
        "泸州市教育局 undertakes 城市更新",
    }


@pytest.mark.parametrize(
    ("title", "facts"),
    [
        ("江苏扬州市邗江区：推进城市更新", ["邗江区政府 undertakes 城市更新"]),
        ("天津河西区梅江街道：倾力推进城市更新", ["梅江街道 undertakes 城市更新"]),
        ("天津河西区梅江街道：今年大雪", []),
        ("总参谋部、邗江区：推进城市更新", []),
    ],
)
def test_relate_says_of_whom_a_title_names_before_a_colon_what_follows(title: str, facts: list[str]) -> None:
    assert list(stated(kg.build_text(f"{title}\n发布日期: 2020-01-01\n天气晴好。\n"))) == facts


@pytest.mark.parametrize(
    ("title", "acts"), [("河西区梅江街道：党建推进城市更新", True), ("河西区：党建推进城市更新", False)]
)
def test_link_takes_a_street_for_a_body_before_the_colon_of_a_title(title: str, acts: bool) -> None:
    graph = kg.build_text(f"{title}\n发布日期: 2020-01-01\n天气晴好。\n")
    assert any(e.kind is K.GOVERNMENT for e in graph.entities.values()) == acts


def test_relate_gives_the_headlines_body_what_a_sentence_says_of_no_body() -> None:
    text = (
        "云川省水利厅推进河长制\n发布日期: 2020-01-01\n"
        "各级各有关部门要提高认识，持续推进城市更新。\n消费者持续推进乡村振兴。\n"
    )
    found = stated(kg.build_text(text))
    assert "云川省水利厅 undertakes 城市更新" in found
    assert "云川省水利厅 undertakes 乡村振兴战略" not in found


@pytest.mark.parametrize(
    ("text", "facts", "not_said"),
    [
        (
            "水利部召开会议。会议强调，黄河水利委员会要增强“四个意识”。要推进河长制。",
            ["黄河水利委员会 undertakes 河长制"],
            "水利部 undertakes 河长制",
        ),
        (
            "云川省委常委会召开会议。会议指出，省水利厅党组、省教育厅党组一年来履职尽责。要推进河长制。",
            ["云川省水利厅党组 undertakes 河长制", "云川省教育厅党组 undertakes 河长制"],
            "云川省委常委会 undertakes 河长制",
        ),
        (
            "水利部召开会议。会议指出，党中央、国务院高度重视治水。要推进河长制。",
            ["水利部 undertakes 河长制"],
            "国务院 undertakes 河长制",
        ),
        (
            "水利部召开会议。会议强调，黄河水利委员会要增强“四个意识”。会议要求，要推进河长制。",
            ["水利部 undertakes 河长制"],
            "黄河水利委员会 undertakes 河长制",
        ),
        (
            "云川省委常委会召开会议。会议强调，全省要增强“四个意识”。要推进河长制。",
            ["云川省委常委会 undertakes 河长制"],
            "云川省政府 undertakes 河长制",
        ),
    ],
)
def test_what_is_to_be_done_next_is_for_the_bodies_told_what_to_do(text: str, facts: list[str], not_said: str) -> None:
    found = stated(kg.build_text(text))
    assert set(facts) <= set(found)
    assert not_said not in found


@pytest.mark.parametrize(
    ("text", "fact"),
    [
        ("云川省委开会。省高级法院党组推进城市更新。", "云川省高级法院党组 partOf 云川省高级法院"),
        ("云川省委开会。省高院推进城市更新。", "云川省高院 undertakes 城市更新"),
        ("水利部举办首届云河成果展销会。", "水利部 holds 首届云河成果展销会"),
        ("云川省委召开基层治理协调会。", "云川省委 holds 基层治理协调会"),
        ("李强出席中俄总理第三十次定期会晤。", "李强 attends 中俄总理第三十次定期会晤"),
        ("云川大学落实河湖保护责任制。", "云川大学 undertakes 河湖保护责任制"),
        ("水利部加快云河岸线整治进度。", "水利部 undertakes 云河岸线整治"),
    ],
)
def test_relate_reads_courts_events_and_work_by_their_endings(text: str, fact: str) -> None:
    assert fact in stated(kg.build_text(text))


def test_work_is_not_named_by_what_is_raised() -> None:
    assert not stated(kg.build_text("水利部提高云河岸线整治水平。"))


@pytest.mark.parametrize(
    ("subject", "said"), [("工会工作要", True), ("党建工作要", True), ("党建工作的经验要", False), ("工会工作", False)]
)
def test_what_the_work_of_the_body_that_speaks_is_to_do_is_for_that_body(subject: str, said: bool) -> None:
    text = f"云川省总工会主席李明说，要增强“四个意识”。面对新形势，{subject}坚持新发展理念。"
    assert ("云川省总工会 upholds 新发展理念" in stated(kg.build_text(text))) == said


@pytest.mark.parametrize(
    ("text", "fact"),
    [
        ("陕西省党政代表团赴福建省考察。省委书记王小川参加。", "王小川 memberOf 陕西省委"),
        ("陕西省水利厅赴福建省考察。省委书记王小川参加。", "王小川 memberOf 福建省委"),
        ("陕西省党政代表团赴福州市考察。市委书记王小川参加。", "王小川 memberOf 福州市委"),
    ],
)
def test_the_bodies_of_a_delegation_are_those_of_the_place_that_sent_it(text: str, fact: str) -> None:
    assert fact in stated(kg.build_text(text))


def test_a_bar_is_a_dash_and_part_of_no_name() -> None:
    text = "云川工商学院推进城市更新。有经验、有总结――学院党建工作实起来。学院推进河长制。"
    assert "云川工商学院 undertakes 河长制" in stated(kg.build_text(text))


def test_a_list_goes_on_about_whom_it_began_with() -> None:
    text = "今日要闻\n发布日期: 2020-01-01\n水利部开会。一是推进城市更新，推动各地建立机制。二是抓好监测。加快推进河长制。\n"
    assert "水利部 undertakes 河长制" in stated(kg.build_text(text))
    assert "水利部 undertakes 河长制" not in stated(kg.build_text(text.replace("二是", "")))
    assert "水利部 undertakes 河长制" not in stated(kg.build_text(text.replace("二是", "消费者表示，\n二是")))


@pytest.mark.parametrize(
    ("body", "opening", "acts"),
    [
        ("云川大学", "着力深化", True),
        ("云川大学", "消费者深化", False),
        ("联合国", "着力深化", False),
    ],
)
def test_what_no_one_is_said_to_do_is_done_by_whom_the_text_is_about(body: str, opening: str, acts: bool) -> None:
    text = f"{body}推进城市更新。\n{body}的书记李明说，很好。\n{body}很大。\n{opening}爱国主义教育。\n"
    assert (f"{body} undertakes 爱国主义教育" in stated(kg.build_text(text))) == acts


def test_every_statement_quotes_the_text_as_given() -> None:
    text = "　　云川省教育厅印发通知\r\n\r\n　　教育部 “四个意识”，\n坚持以人民为中心，开展党史学习教育。\r\n水利部将开展河长制。"
    graph = kg.build_text(text)
    (article,) = graph.articles.values()
    assert graph.statements()
    for statement in graph.statements():
        for e in statement.evidence:
            assert article.text[e.start : e.end] == e.quote
    for mention in graph.mentions:
        assert article.text[mention.evidence.start : mention.evidence.end] == mention.evidence.quote


def test_heads_takes_a_noun_for_plain_though_it_has_a_mark_that_says_where_to_look() -> None:
    units = parse("国务资政李明亲任主席，并出席会议", [], lexicon()).units
    given = next(u for u in units if u.marks & flags.APPOINTS)
    assert (given.text, given.pos, heads(given)) == ("亲任", "n", True)


def test_partners_of_one_sentence_are_not_spoken_of_in_the_next() -> None:
    found = stated(kg.build_text("水利部推进河长制。联合财政部共建培训基地。实施厕所革命。"))
    assert "水利部 undertakes 厕所革命" in found
    assert "财政部 undertakes 厕所革命" not in found


def test_what_is_put_before_its_verb_is_quoted_with_it() -> None:
    text = "水利部把《城市更新工作方案》印发各地。"
    graph = kg.build_text(text)
    assert all(e.quote == text[e.start : e.end] and e.quote for s in graph.statements() for e in s.evidence)


def test_all_that_a_body_speaks_for_does_what_the_body_says() -> None:
    found = stated(kg.build_text("水利部部长李明强调，全国水利系统要推进河长制。"))
    assert "水利部 undertakes 河长制" in found
    for other in ("各级水利部门", "财政部门", "广大干部"):
        found = stated(kg.build_text(f"水利部部长李明强调，{other}要推进河长制。"))
        assert "水利部 undertakes 河长制" not in found
