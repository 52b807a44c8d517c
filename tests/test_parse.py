"""Texts to units: where words are cut, and that the units are the text."""

from __future__ import annotations

import pytest

from kg.parse import cuts, flags
from kg.parse.cuts import CUTS, Cut, Split
from kg.parse.reading import parse
from kg.parse.segment import Tagged
from kg.parse.units import Unit
from kg.words.loading import lexicon


def pieces(cut: Cut) -> str:
    word, pos, _ = cut.example
    return "|".join(text for text, *_ in Split(lexicon()).add(word, pos))


def units(text: str) -> list[Unit]:
    return parse(text, [(0, len(text), "body")], lexicon()).units


@pytest.mark.parametrize("cut", CUTS, ids=lambda cut: cut.name)
def test_cut_cuts_its_example_and_without_it_nothing_does(monkeypatch: pytest.MonkeyPatch, cut: Cut) -> None:
    assert pieces(cut) == cut.example[2]
    monkeypatch.setattr(cuts, "CUTS", tuple(c for c in CUTS if c is not cut))
    assert pieces(cut) == cut.example[0]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("教育部党组副书记出席会议。", "教育部|党组|副书记|出席|会议|。"),
        ("国家发展改革委会同财政部推进城市更新", "国家发展改革委|会同|财政部|推进|城市更新"),
        ("推动财政部门落实", "推动|财政部门|落实"),
        ("加快社会救助法治化进程", "加快|社会|救助|法治化|进程"),
        ("全省教育工作会议上", "全省|教育|工作|会议|上"),
        ("在会议上强调", "在|会议上|强调"),
        ("开展“讲党性、严党纪”学习教育", "开展|讲|党性|、|严|党纪|学习|教育"),
        ("开展“新三会一课”制度", "开展|新|三会一课|制度"),
        ("开展“不忘初心、牢记使命”主题教育", "开展|不忘初心、牢记使命主题教育"),
    ],
)
def test_parse_keeps_known_names_whole(text: str, words: str) -> None:
    assert "|".join(u.text for u in units(text)) == words


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("周萍来到库伦图村，随后到了六道沟村。", "库伦图村|六道沟村"),
        ("嫩江县石宝镇盘龙山村的井通水了。", "石宝镇|盘龙山村"),
        ("刁祁镇石家河村马哎力一家有五口人。", "刁祁镇|石家河村"),
        ("公道镇湖滨村村务监督委员跑了一遍。", "公道镇|湖滨村"),
        ("苏村村党支部书记林望说。", "苏村村"),
        ("和平区五大道街华荫南里社区门口有一棵树。", "华荫南里社区"),
        ("和平区望安街道金苑社区党支部书记林望说。", "望安街道|金苑社区"),
        ("新晃侗族自治县晃州镇的集市。", "晃州镇"),
        ("和平区兆丰路社区房屋密集，兆丰路社区要改造。", "兆丰路社区|兆丰路社区"),
        ("达板镇党委书记介绍。", "达板镇"),
        ("位于康定县新都桥镇、塔公乡等地。", "新都桥镇|塔公乡"),
        ("澜水县干部带领村民致富。", ""),
        ("澜水区大塘街道办开展活动。", ""),
        ("云川省澜水市农业农村局推进乡村振兴。", ""),
        ("他到了贫困村，来到乡镇，走进社区。", ""),
        ("林望担任村支书，当选村主任，来到任驻村。", ""),
        ("位于山西武乡县的城镇社区。", ""),
        ("全县三个村、各镇、新村社区。", ""),
    ],
)
def test_settled_keeps_places_below_the_county_whole(text: str, places: str) -> None:
    found = units(text)
    assert "|".join(u.text for u in found if u.marks & flags.SETTLED) == places
    assert "".join(u.text for u in found) == text


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("云川省委宣讲团", "云川省|委|宣讲团"),
        ("澜水市妇联", "澜水市|妇联"),
        ("云川省军区", "云川省|军区"),
        ("云川市场", "云川|市场"),
        ("云川 省委宣讲团", "云川|省委|宣讲团"),
    ],
)
def test_chunk_joins_an_unlisted_place_and_its_level(text: str, words: str) -> None:
    assert "|".join(u.text for u in units(text)) == words


@pytest.mark.parametrize("text", ["“四个意识” 是（什么）\n全国人大", "  ", "", "𠀀𠀁省财政厅", "a，b；教育部"])
def test_units_leave_no_gaps(text: str) -> None:
    reading = parse(text, [(0, len(text), "body")], lexicon())
    assert "".join(u.text for u in reading.units) == reading.plain.text
    assert [u.start for u in reading.units] == reading.starts[:-1]
    assert all(a.end == b.start for a, b in zip(reading.units, reading.units[1:], strict=False))


def test_tagged_finds_the_same_one_by_one_and_for_all_at_once() -> None:
    text = "贯彻落实会议精神，推进改革。会议要求抓好城市体检，教育部门认真学习。"
    words = ["会议", "精神", "改革", "学习", "城市", "部门", "要求", "抓好", "会议", "不在"]
    one_by_one = [Tagged(text).part_of_speech(word) for word in words]
    at_once = Tagged(text)
    assert [at_once.part_of_speech(word) for word in words] == one_by_one
    assert one_by_one[-1] == "x"
