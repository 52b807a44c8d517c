"""Which things of different texts are one: the IRI that each text gives its things."""

from __future__ import annotations

import gzip
import json
import random
from itertools import islice, pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from measure_identity import measure

from kg.api import KnowledgeGraph, build_text
from kg.model import KGI, KGV, EntityType, iri_part


def named(text: str, label: str, date: str = "2021-04-14") -> str:
    """What the text's thing of a label is called after the base; a thing of the article alone begins with `#`."""
    graph = build_text(text, date=date)
    found = [iri for iri, e in graph.entities.items() if label in (e.label, *e.names)]
    assert len(found) == 1, found
    if "#" in found[0]:
        return "#" + found[0].partition("#")[2]
    return found[0].removeprefix(KGI).replace(KGV, "kgv:")


@pytest.mark.parametrize(
    ("text", "label", "iri"),
    [
        ("福州市鼓楼区住房和城乡建设局抓好城市体检。", "鼓楼区住房和城乡建设局", "Organization/福州市-鼓楼区住房和城乡建设局"),
        ("南京市鼓楼区住房和城乡建设局抓好城市体检。", "鼓楼区住房和城乡建设局", "Organization/南京市-鼓楼区住房和城乡建设局"),
        ("鼓楼区住房和城乡建设局抓好城市体检。", "鼓楼区住房和城乡建设局", "#Organization/鼓楼区住房和城乡建设局"),
        ("云川省财政厅召开会议。", "云川省财政厅", "Organization/云川省财政厅"),
        ("云川省财政厅机关党委召开会议。", "云川省财政厅机关党委", "Organization/云川省财政厅机关党委"),
        ("住房和城乡建设部城市建设司党支部召开会议。", "城市建设司党支部", "Organization/住房和城乡建设部-城市建设司党支部"),
        ("云川省卫健委召开会议。", "云川省卫健委", "Organization/云川省卫生健康委员会"),
        ("云川省卫生健康委员会召开会议。", "云川省卫生健康委员会", "Organization/云川省卫生健康委员会"),
        ("省自然资源厅召开会议。", "省自然资源厅", "#Organization/省自然资源厅"),
        ("第71集团军召开会议。", "第71集团军", "Organization/第71集团军"),
        ("第三中学召开会议。", "第三中学", "#Organization/第三中学"),
        ("香港特别行政区立法会召开会议。", "香港特别行政区立法会", "kgv:香港特别行政区立法会"),
        ("中国全国人大常委会召开会议。", "全国人大常委会", "kgv:全国人大常委会"),
        ("电影公司开展城市体检。", "电影公司", "#Organization/电影公司"),
        ("保险公司开展城市体检。", "保险公司", "#Organization/保险公司"),
        ("中国代表团出席会议。", "中国代表团", "#Organization/中国代表团"),
        ("望山电力德清公司抓好城市体检。", "德清公司", "#Organization/德清县/德清公司"),
        ("浙江省公司抓好城市体检。", "浙江省公司", "#Organization/浙江省公司"),
        ("中国移动德清公司抓好城市体检。", "德清公司", "Organization/中国移动/德清公司"),
        ("浙江省图书馆召开会议。", "浙江省图书馆", "Organization/浙江省图书馆"),
        ("浙江省医院召开会议。", "浙江省医院", "#Organization/浙江省医院"),
        ("中国图书馆召开会议。", "中国图书馆", "#Organization/中国图书馆"),
        ("云川省医疗队中日友好医院召开会议。", "中日友好医院", "kgv:中日友好医院"),
        ("云川供电局人事部召开会议。", "人事部", "Organization/云川供电局/人事部"),
    ],
)  # fmt: skip
def test_identify_names_bodies_by_their_whole_chain(text: str, label: str, iri: str) -> None:
    assert named(text, label) == iri


@pytest.mark.parametrize(
    ("text", "label", "iri"),
    [
        ("德清县水利局局长李强出席全县水利工作会议。", "李强", "Person/李强/德清县"),
        ("国务院总理李强主持召开国务院常务会议。", "李强", "kgv:李强"),
        ("李强、丁薛祥出席会议。", "李强", "kgv:李强"),
        ("本报记者李强报道，城市体检进展顺利。", "李强", "#Person/李强"),
        ("本报记者权望报道，城市体检进展顺利。", "权望", "Person/权望/reporter"),
        ("各地抓好城市体检。（视频编辑：周望山 文字编辑：林望山）", "林望山", "Person/林望山/reporter"),
        ("浙江省委书记林望出席会议。", "林望", "Person/林望/浙江省"),
        ("云川省水利厅厅长林望出席会议。", "林望", "Person/林望/云川省"),
        ("林望同志出席会议。", "林望", "#Person/林望"),
        ("江西省教育厅召开会议。省领导周萍、林望出席会议。", "林望", "Person/林望/江西省"),
        ("水利部副部长林望山出席会议。", "林望山", "Person/林望山/national"),
        ("水利部副部长林望出席会议。", "林望", "Person/林望/水利部"),
        ("美国副总统彭新望出席会议。", "彭新望", "Person/彭新望/美国"),
        ("印度总理辛格出席会议。", "辛格", "kgv:辛格"),
        ("尼泊尔总理辛格出席会议。", "辛格", "Person/辛格/尼泊尔"),
        ("亚奥理事会代理主席辛格出席会议。", "辛格", "Person/辛格/亚奥理事会"),
        ("辛格出席会议。", "辛格", "#Person/辛格"),
        ("印度发表声明。辛格出席会议。", "辛格", "kgv:辛格"),
        ("印度发表声明。\n水利部召开会议。\n各地抓好城市体检。辛格出席会议。", "辛格", "#Person/辛格"),
        ("周望山、林望山、张志军、权望山参加会见。", "张志军", "#Person/张志军"),
        ("“大棚要抓紧建起来。”董建华说。", "董建华", "#Person/董建华"),
        ("董建华同志出席会议。", "董建华", "kgv:董建华"),
        ("要落实习近平总书记的要求。", "习近平", "kgv:习近平"),
        ("习主席提出好干部标准。", "习近平", "kgv:习近平"),
        ("国台办主任张志军参加会见。", "张志军", "kgv:张志军"),
        ("云川导盲犬服务发展中心理事长陈武介绍，培养一只导盲犬要花很多时间。", "陈武", "#Person/陈武"),
        ("国家主席习近平会见周萍。\n王毅参加上述活动。", "王毅", "kgv:王毅"),
        ("周萍主持会议。\n王毅参加上述活动。", "王毅", "#Person/王毅"),
        ("王毅", "王毅", "#Person/王毅"),
        ("本报记者 林 望 《人民日报》（2026年05月25日 第 02 版）\n各地抓好城市体检。", "林望", "Person/林望/人民日报"),
        ("林望山 周萍 《人民日报》（2026年05月25日 第 02 版）\n各地抓好城市体检。", "林望山", "Person/林望山/reporter"),
        ("林望山 周萍 《人民日报》（2026年05月25日 第 02 版）\n各地抓好城市体检。", "周萍", "Person/周萍/人民日报"),
        ("权望 《人民日报》（2026年05月25日 第 02 版）\n各地抓好城市体检。", "权望", "Person/权望/reporter"),
        ("各地抓好城市体检。\n（林望山、周萍）", "林望山", "Person/林望山/reporter"),
        ("各地抓好城市体检。\n（教师林望山出席会议，要求抓好城市体检）", "林望山", "#Person/林望山"),
        ("各地抓好城市体检（教师林望山、周萍）。各地推进城市体检。", "林望山", "#Person/林望山"),
        ("（记者/林望山）各地抓好城市体检。", "林望山", "Person/林望山/reporter"),
        ("巴基斯坦驻华大使林望出席会议。", "林望", "Person/林望/巴基斯坦"),
        ("马来西亚驻泰国大使林望出席会议。", "林望", "Person/林望/马来西亚"),
        ("浙江省领导林望、周萍山出席会议。", "周萍山", "Person/周萍山/浙江省"),
        ("云川省城市体检工作领导小组组长林望出席会议。", "林望", "Person/林望/云川省"),
        ("布尼亚德·胡望诺夫出席会议。", "布尼亚德·胡望诺夫", "Person/布尼亚德·胡望诺夫"),
        ("俄罗斯总统特使布尼亚德·胡望诺夫出席会议。", "布尼亚德·胡望诺夫", "Person/布尼亚德·胡望诺夫"),
        ("浙江省游客李先生说，城市体检进展顺利。", "李先生", "#Person/李先生"),
        ("委员：\n石泰峰　宋秀岩（女）　陈希", "陈希", "kgv:陈希"),
        ("委员：\n周萍山　林望山（女）　陈希", "陈希", "#Person/陈希"),
        ("习近平参加审议。", "习近平", "kgv:习近平"),
        ("南非总统祖马表示，要加强合作。", "祖马", "kgv:祖马"),
        ("南非是非盟成员。非盟委员会主席祖马表示，要加强合作。", "祖马", "Person/祖马/非盟委员会"),
        ("西南大学生命科学学院教授周萍山说，要抓好。", "周萍山", "Person/周萍山/西南大学"),
        ("中共中央政治局常委、国务院总理李克强出席会议。", "李克强", "kgv:李克强"),
        ("中共中央政治局常委、中央党校校长刘云山出席会议。", "刘云山", "kgv:刘云山"),
        ("记者：习近平总书记指出，要抓好城市体检。", "习近平", "kgv:习近平"),
        ("云川大学治水学院教授周萍山说，要抓好。", "周萍山", "Person/周萍山/云川大学"),
        ("云川大学治水学院教授周萍说，要抓好。", "周萍", "Person/周萍/云川大学治水学院"),
        ("全国政协委员马军胜在会上发言。", "马军胜", "kgv:马军胜"),
        ("本报德清3月2日讯（林望山 周萍）各地抓好城市体检。", "林望山", "Person/林望山/reporter"),
        ("德清县领导（教师林望山、周萍）抓好城市体检。", "林望山", "#Person/林望山"),
        ("全国总工会书记处第一书记李玉赋致辞。", "李玉赋", "kgv:李玉赋"),
        ("成都大运会组委会主席怀进鹏致辞。", "怀进鹏", "kgv:怀进鹏"),
        ("中国科学院数学研究所研究员李建国说，要抓好。", "李建国", "Person/李建国/中国科学院"),
        ("侯凯　林某　郑国光　赵乐际　李春城　姜信治　石泰峰", "郑国光", "kgv:郑国光"),
    ],
)
def test_identify_names_persons_by_whom_they_act_for(text: str, label: str, iri: str) -> None:
    assert named(text, label) == iri


def test_identify_takes_a_known_person_whom_the_title_names_in_full() -> None:
    def found(title: str) -> list[str]:
        return [
            i
            for i, e in build_text("欢迎仪式后，温家宝举行会谈。", title=title).entities.items()
            if e.label == "温家宝"
        ]

    assert found("温家宝举行会谈") == [f"{KGV}温家宝"]
    assert "#" in found("欢迎仪式")[0]


@pytest.mark.parametrize(
    ("text", "label", "date", "iri"),
    [
        ("云川省水利厅召开水利工作会议。", "水利工作会议", "2021-04-14", "Meeting/云川省水利厅/水利工作会议/2021-04-14"),
        ("云川省水利厅召开水利工作会议。", "水利工作会议", "", "#Meeting/水利工作会议"),
        ("云川省水利厅举行第二十五次集体学习。", "第二十五次集体学习", "2021-04-14", "Meeting/云川省水利厅/第二十五次集体学习/2021"),
        ("五年一度的陆家嘴论坛召开。", "陆家嘴论坛", "2025-01-02", "Meeting/陆家嘴论坛/2025"),
        ("林望出席水利工作会议。", "水利工作会议", "2021-04-14", "#Meeting/水利工作会议"),
        (
            "云川省水利厅召开农村饮水安全巩固提升工程推进会。", "农村饮水安全巩固提升工程推进会", "2021-04-14",
            "Meeting/云川省水利厅/农村饮水安全巩固提升工程推进会/2021",
        ),
        ("林望出席2024陆家嘴论坛。", "陆家嘴论坛", "2025-01-02", "Meeting/陆家嘴论坛/2024"),
        ("林望出席陆家嘴论坛。", "陆家嘴论坛", "2025-01-02", "Meeting/陆家嘴论坛/2025"),
        ("林望出席陆家嘴论坛。", "陆家嘴论坛", "", "kgv:陆家嘴论坛"),
        ("林望出席进博会。", "中国国际进口博览会", "2025-11-02", "Meeting/中国国际进口博览会/2025"),
        ("要落实致公党十四大精神。", "十四大", "2012-12-02", "Meeting/致公党/十四大"),
        ("要落实党的十四大精神。", "十四大", "2012-12-02", "kgv:党的十四大"),
        ("林望出席全国安全防范工作经验交流会。", "全国安全防范工作经验交流会", "2020-01-02", "Meeting/全国安全防范工作经验交流会/2020"),
        ("林望出席安全防范找差距专题会议。", "安全防范找差距专题会议", "2020-01-02", "#Meeting/安全防范找差距专题会议"),
        ("国务院召开国务院常务会议。", "国务院常务会议", "2025-01-02", "Meeting/国务院常务会议/2025-01-02"),
        ("要落实国务院常务会议精神。", "国务院常务会议", "2025-01-02", "#Meeting/国务院常务会议"),
        ("要落实文艺工作座谈会精神。", "文艺工作座谈会", "2025-01-02", "kgv:文艺工作座谈会"),
        ("全国两会期间，云川省抓好城市体检。", "全国两会", "2025-01-02", "Meeting/全国两会/2025"),
        ("林望于2018年7月在全国组织工作会议上发言。", "全国组织工作会议", "2020-10-10", "Meeting/全国组织工作会议/2018"),
        ("要落实去年12月召开的中央经济工作会议精神。", "中央经济工作会议", "2024-02-10", "Meeting/中央经济工作会议/2023"),
        ("8月20日召开的国务院常务会议提出。", "国务院常务会议", "2024-08-22", "Meeting/国务院常务会议/2024-08-20"),
        (
            "林望在全区“不忘初心、牢记使命”主题教育总结大会上发言。", "“不忘初心、牢记使命”主题教育总结大会", "2020-01-10",
            "#不忘初心、牢记使命主题教育总结大会",
        ),
        ("云川省城市体检新闻发布会今天举行。", "云川省城市体检新闻发布会", "2020-01-10", "#Meeting/云川省城市体检新闻发布会"),
        ("要落实中央政治局第十五次集体学习精神。", "中央政治局第十五次集体学习", "2019-12-02",
         "Meeting/中央政治局/第十五次集体学习/2019"),
        ("冬奥会即将举行。", "冬奥会", "2021-12-02", "kgv:北京冬奥会"),
        ("冬奥会即将举行。", "冬奥会", "2019-12-02", "kgv:北京冬奥会"),
        ("冬奥会即将举行。", "冬奥会", "2023-12-02", "#Meeting/冬奥会"),
        ("冬奥会即将举行。", "索契冬奥会", "2014-01-02", "kgv:索契冬奥会"),
        ("要落实六中全会精神。", "党的十八届六中全会", "2017-09-02", "kgv:党的十八届六中全会"),
        ("林望出席第三届云川国际治水博览会。", "第三届云川国际治水博览会", "", "Meeting/第三届云川国际治水博览会"),
        ("要落实全国教育大会精神。", "全国教育大会", "2019-11-02", "Meeting/全国教育大会/2018"),
        ("要落实全国教育大会精神。", "全国教育大会", "2024-12-02", "Meeting/全国教育大会/2024"),
        ("各地迎接全国教育大会。", "全国教育大会", "2018-08-02", "Meeting/全国教育大会/2018"),
        ("林望于2018年9月在全国教育大会上发言。", "全国教育大会", "2025-01-02", "Meeting/全国教育大会/2018"),
        ("要落实中央经济工作会议精神。", "中央经济工作会议", "2020-11-02", "Meeting/中央经济工作会议/2019"),
        ("要落实中央经济工作会议精神。", "中央经济工作会议", "2020-12-30", "Meeting/中央经济工作会议/2020"),
        ("林望出席第三届进博会。", "中国国际进口博览会", "2021-01-02", "Meeting/中国国际进口博览会/2020"),
        ("林望出席2020年进博会。", "中国国际进口博览会", "2021-01-02", "Meeting/中国国际进口博览会/2020"),
        ("林望出席第一百三十九届广交会。", "中国进出口商品交易会", "2026-04-20", "Meeting/中国进出口商品交易会/一百三十九届"),
        ("要落实第三次中央新疆工作座谈会精神。", "第三次中央新疆工作座谈会", "2021-01-02", "kgv:第三次中央新疆工作座谈会"),
        ("北约峰会即将举行。", "北约峰会", "2021-01-02", "Meeting/北约峰会/2021"),
        ("要落实云川省委常委会会议精神。", "云川省委常委会会议", "2021-01-02", "#Meeting/云川省委常委会会议"),
        ("习近平9月17日主持召开基层代表座谈会。", "基层代表座谈会", "2020-09-19", "Meeting/基层代表座谈会/2020-09-17"),
        ("林望9月17日主持召开基层代表座谈会。", "基层代表座谈会", "2020-09-19", "#Meeting/基层代表座谈会"),
        ("3月26日，林望在中法全球治水论坛闭幕式上发言。", "中法全球治水论坛闭幕式", "2019-04-01", "Meeting/中法全球治水论坛闭幕式/2019-03-26"),
        ("六方会谈取得进展。", "六方会谈", "2013-05-02", "kgv:六方会谈"),
        (
            "要落实中央全面深化改革领导小组第二十七次会议精神。", "中央全面深化改革领导小组第二十七次会议", "2019-12-02",
            "Meeting/中央全面深化改革领导小组/第二十七次会议",
        ),
        ("全国治水业大会在北京召开。", "全国治水业大会", "2021-01-02", "Meeting/全国治水业大会/2021"),
    ],
)  # fmt: skip
def test_identify_names_meetings_by_holder_name_and_date(text: str, label: str, date: str, iri: str) -> None:
    assert named(text, label, date) == iri


@pytest.mark.parametrize(
    ("text", "label", "iri"),
    [
        ("水利部印发《农村饮水安全工程运行管理办法》。", "农村饮水安全工程运行管理办法", "Document/农村饮水安全工程运行管理办法"),
        (
            "云川省水利厅印发《农村饮水安全工程运行管理办法》。", "农村饮水安全工程运行管理办法",
            "Document/云川省水利厅/农村饮水安全工程运行管理办法",
        ),
        ("云川省水利厅印发《年度工作方案》。", "年度工作方案", "Document/云川省水利厅/年度工作方案/2021"),
        ("会议审议了关于农村饮水安全工作情况的报告。", "关于农村饮水安全工作情况的报告", "Document/关于农村饮水安全工作情况的报告/2021"),
        ("委员们审议政协常委会工作报告。", "全国政协常委会工作报告", "Document/全国政协常委会工作报告/2021"),
        ("国务院印发《政府工作报告》。", "政府工作报告", "Document/国务院/政府工作报告/2021"),
        ("各地要学习《政府工作报告》。", "政府工作报告", "#Document/政府工作报告"),
        ("会议审议了河南省“十四五”规划纲要。", "“十四五”规划纲要", "Document/河南省/十四五规划纲要"),
        ("会议审议了国家“十四五”规划纲要。", "“十四五”规划纲要", "kgv:十四五规划纲要"),
        ("会议审议了“十四五”规划纲要。", "“十四五”规划纲要", "kgv:十四五规划纲要"),
        ("各地“十四五”规划纲要已经印发。", "“十四五”规划纲要", "#十四五规划纲要"),
        (
            "国务院公布《国务院关于修改和废止部分行政法规的决定》。", "国务院关于修改和废止部分行政法规的决定",
            "Document/国务院关于修改和废止部分行政法规的决定/2021",
        ),
        (
            "要落实习近平总书记重要讲话、重要指示精神。", "习近平总书记重要讲话、重要指示精神",
            "#Document/习近平重要讲话、重要指示",
        ),
        (
            "要落实习近平总书记在中央人大工作会议上的重要讲话精神。", "习近平总书记在中央人大工作会议上的重要讲话精神",
            "Document/习近平总书记在中央人大工作会议上的重要讲话",
        ),
        (
            "要落实习近平总书记在全国教育大会上的重要讲话精神。", "习近平总书记在全国教育大会上的重要讲话精神",
            "Document/习近平总书记在全国教育大会上的重要讲话/2018",
        ),
        ("云川省水利厅与澜水市政府签署《新闻合作协议》。", "新闻合作协议", "#Document/新闻合作协议"),
        ("会议讨论了《政府工作报告（征求意见稿）》。", "政府工作报告（征求意见稿）", "Document/政府工作报告（征求意见稿）/2021"),
        ("各地要落实中央一号文件。", "中央一号文件", "Document/中央一号文件/2021"),
        ("中国政府发布《农村饮水安全工程运行管理办法》。", "农村饮水安全工程运行管理办法", "Document/农村饮水安全工程运行管理办法"),
        ("电影《云川河边的人》上映。", "云川河边的人", "Document/云川河边的人"),
        ("电影《一路有灯火》上映。", "一路有灯火", "Document/一路有灯火"),
        ("电影《一路灯火》上映。", "一路灯火", "#Document/一路灯火/work"),
        ("《走进乡村看发展》播出。", "走进乡村看发展", "Document/走进乡村看发展"),
        ("专题片《摆脱贫困》播出。", "摆脱贫困", "#Document/摆脱贫困/work"),
        ("第二集《一路有灯火》播出。", "一路有灯火", "#Document/一路有灯火/work"),
        ("专题片《一路有灯火》播出。各地一路有灯火。", "一路有灯火", "#Document/一路有灯火/work"),
        ("有关单位要认真学习《年度工作方案》。", "年度工作方案", "#Document/年度工作方案"),
        ("要认真学习《年度工作方案》（云水发〔2021〕15号）。", "年度工作方案", "Document/云水发〔2021〕15号"),
    ],
)  # fmt: skip
def test_identify_names_documents_by_issuer_title_and_year(text: str, label: str, iri: str) -> None:
    assert named(text, label) == iri


@pytest.mark.parametrize(
    ("text", "label", "iri"),
    [
        ("云川省水利厅开展扫雪行动。", "扫雪行动", "Program/云川省/扫雪行动"),
        ("各地要开展扫雪行动。", "扫雪行动", "Program/扫雪行动"),
        ("云川省水利厅开展饮用水净化巩固提升工程。", "饮用水净化巩固提升工程", "Program/饮用水净化巩固提升工程"),
    ],
)
def test_identify_names_campaigns_by_their_place(text: str, label: str, iri: str) -> None:
    assert named(text, label) == iri


def test_identify_keeps_what_one_article_names_twice_one() -> None:
    graph = build_text("云川省公安厅召开会议。云川省财政厅召开会议。省公安厅要求，该厅要抓好城市体检。")
    bodies = [e.label for e in graph.entities.values() if e.type is EntityType.ORGANIZATION]
    assert sorted(bodies) == ["云川省公安厅", "云川省财政厅"]


@pytest.mark.parametrize(
    ("one", "other"),
    [("A/B行动", "AB行动"), ("A#B", "AB"), ("甲，乙", "甲乙"), ("50%行动", "50行动"), ("甲：乙", "甲乙")],
)
def test_iri_part_differs_where_names_do(one: str, other: str) -> None:
    assert iri_part(one) != iri_part(other)


def test_iri_part_is_one_under_marks_blanks_and_width() -> None:
    assert len({iri_part(name) for name in ("“清河(一)” 行动", "清河（一）行动", "「清河（一）」行动")}) == 1
    assert iri_part("皮埃尔・皮卡尔") == iri_part("皮埃尔·皮卡尔")


TEXTS = (
    "福州市鼓楼区住房和城乡建设局局长林望抓好城市体检。",
    "南京市鼓楼区住房和城乡建设局推进农村危房改造。",
    "德清县水利局局长李强出席全县水利工作会议。",
    "国务院总理李强主持召开国务院常务会议。",
    "云川省水利厅召开水利工作会议。机关党委印发《年度工作方案》。",
    "云川省委书记周萍、云川省水利厅厅长林望出席会议，要求开展扫雪行动。",
    "云川省推进“A/B行动”，财政部、水利部联合印发《农村饮水安全工程运行管理办法》。",
)
GRAPHS = [build_text(text, date="2021-04-14") for text in TEXTS]


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sets(st.integers(0, len(TEXTS) - 1), min_size=1), min_size=1, max_size=6), st.randoms())
def test_merge_of_any_split_in_any_order_has_the_same_bytes(parts: list[set[int]], order: random.Random) -> None:
    parts.append(set(range(len(TEXTS))) - set().union(*parts))
    merged = KnowledgeGraph.union(KnowledgeGraph.union(GRAPHS[i] for i in part) for part in parts if part)
    flat = [GRAPHS[i] for part in parts for i in part]
    order.shuffle(flat)
    assert merged.to_turtle() == KnowledgeGraph.union(flat).to_turtle() == KnowledgeGraph.union(GRAPHS).to_turtle()


def test_written_and_read_again_local_things_are_the_same(tmp_path: Path) -> None:
    import kg

    path = tmp_path / "graph.ttl"
    whole = KnowledgeGraph.union(GRAPHS)
    whole.to_turtle(path)
    assert kg.load(path) == whole


CORPUS = Path(__file__).resolve().parents[2] / "shared" / "corpus" / "news-10k.jsonl.gz"


@pytest.mark.skipif(not CORPUS.is_file(), reason="the unlabelled articles are not here")
def test_merge_of_random_splits_of_the_corpus_has_the_same_bytes() -> None:
    with gzip.open(CORPUS, "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in islice(lines, 3000, 3300)]
    graphs = [build_text(r["text"], title=r["title"], date=r["date"]) for r in rows]
    whole = KnowledgeGraph.union(graphs).to_turtle()
    order = random.Random(300)
    for _ in range(4):
        order.shuffle(graphs)
        cuts = [0, *sorted(order.sample(range(300), 5)), 300]
        parts = [KnowledgeGraph.union(graphs[a:b]) for a, b in pairwise(cuts)]
        assert KnowledgeGraph.union([*parts, parts[0]]).to_turtle() == whole


def test_pairs_are_told_apart_and_joined_as_they_were_judged() -> None:
    if not CORPUS.is_file():
        pytest.skip("the unlabelled articles are not here")
    table, _, unread = measure("second")
    ours, evident, names = table["all"]
    assert ours.right + ours.wrong + ours.missed + unread > 75
    assert ours.right / (ours.right + ours.wrong) >= 0.97
    assert ours.right / (ours.right + ours.missed) >= 0.82
    assert evident.right > ours.right
    assert evident.wrong == ours.wrong
    assert names.right / (names.right + names.wrong) < 0.62
