"""The example of every cue is read, and without the cue it is read otherwise: each cue is there for something."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from functools import cache

import pytest
import rdflib
from rdflib import RDF, SKOS

from kg.graph import Graph
from kg.model import KG, KGI, KGV
from kg.normalised import plain
from kg.pipeline.document import build_document
from kg.read import read_text
from kg.resources import ontology_dir
from kg.words.entries import Word
from kg.words.grammar import Cue
from kg.words.lexicon import Lexicon
from kg.words.loading import lexicon

NS = rdflib.Namespace(KG)
CUES = rdflib.Graph().parse(ontology_dir() / "cues.ttl")
ENTRIES = {str(e).removeprefix(f"{KGV}cue-"): e for e in CUES.subjects(RDF.type, NS.Cue)}

SAID = {
    "about": "+Document 关于推进河长制的意见",
    "above": "+财政部 undertakes 城市体检 quantity 上百名 (100 名)",
    "activity": "+云河引水工程 = 云河引水工程试点",
    "address": "+王小川 attends 水利工作会议",
    "addressed": "+Person 周晓萍",
    "adverbial": "-Person 高兴地",
    "afterwards": "+水利部 undertakes 党史学习教育",
    "age": "+Person 孙晓萍",
    "agent": "+水利部 holds 全国水利论坛",
    "aim": "-国务院 undertakes 乡村振兴战略",
    "among": "-水利部 undertakes 城市更新",
    "among-them": "+水利建设 includes 农村饮水安全工程",
    "and": "+财政部 undertakes 城市更新",
    "and-with": "+计算机学院 undertakes 城市更新",
    "anniversary": "+Meeting 庆祝云川大学建校60周年座谈会",
    "answers-for": "+云川省水利厅 undertakes 河长制",
    "appointed": "+李明 memberOf 水利部河湖工作领导小组",
    "appoints": "+李明 memberOf 云川省水利厅",
    "as-well-as": "+水利部 undertakes 城市更新",
    "aspect": "+水利部 undertakes 城市更新",
    "assembly": "+水利部 attends 全国水利工作会议",
    "at": "+新年戏曲晚会 locatedIn 北京市",
    "attached": "+Organization 云川医科大学附属协和医院",
    "autonomous": "+内蒙古自治区教育厅 undertakes 城市更新",
    "autonomous-region": "+内蒙古自治区教育厅 undertakes 河长制",
    "bearer": "+李明 memberOf 云川大学",
    "belongs": "+宁波海关 partOf 杭州海关",
    "beneficiary": "+城市体检 supports 城镇老旧小区改造",
    "bound": "-财政部 undertakes 城市体检 quantity 3000人 (3000 人)",
    "branch": "-德清公司 <Organization/德清县/德清公司>",
    "by": "+水利部 issues 云川河流域保护条例",
    "by-means": "+江西 = 江西省政府",
    "by-way-of": "-水利部 undertakes 城市体检 whereTo 到上海 (上海市)",
    "campaign": "+Program 企业上市升级工程",
    "carries": "+Program 关爱老人",
    "central": "+中央民族事务局 is PartyBody",
    "charge": "+财政部 undertakes 河长制",
    "clitic": "+Person 李德金",
    "comes-from": "+教育部 attends 全国水利工作会议",
    "committee": "+云川省委 is PartyBody",
    "comrade": "+彭珮云 <vocab/彭珮云>",
    "condition": "+教育部 undertakes 党史学习教育 [Conditional]",
    "consent": "-国务院 undertakes 乡村振兴战略",
    "convenes": "+澜水市财政局党组 holds 澜水市财政局党组会议",
    "coordination": "+Organization 澜水市住房和城乡建设局",
    "copula": "+李明 memberOf 浙江省政协",
    "identifies": "+李明 memberOf 水利部",
    "counter": "+Person 孙晓萍",
    "counts-as": "+Slogan 链接世界，共创未来",
    "credit": "+Person 林望",
    "creed": "+水利部 upholds 政治建警、政治建校",
    "dateline": "-财政部 undertakes 城市更新",
    "delegation": "+王小川 memberOf 甘肃省委",
    "demonstrative": "+该州 = 新墨西哥州政府",
    "deputy": "+王小川 memberOf 阳高县委",
    "destination": "+水利部 undertakes 防汛救灾 whereTo 赴江西 (江西省)",
    "division": "+云川省卫健委 = 云川省卫生健康委",
    "double": "+林望 memberOf 江西省水利厅",
    "during": "+水利部 undertakes 党史学习教育",
    "edition": "+青海省人大 undertakes 城市更新",
    "employs": "+云川省水利厅 undertakes 主题党日",
    "everyone": "-云川省水利厅 undertakes 城镇老旧小区改造",
    "example": "-水利部 undertakes 党史学习教育",
    "feast": "+Meeting 新年戏曲晚会",
    "fellows": "+财政部 undertakes 河长制",
    "field": "-水利部 upholds 高质量发展",
    "former": "+李明 memberOf 江西省水利厅",
    "formula": "+水利部 upholds 守一河清水",
    "frame": "+水利部 undertakes 厕所革命",
    "generic": "-Organization 直辖市教育厅",
    "given": "+王小川 attends 全国水利工作会议",
    "gives": "+李大山 attends 全国水利工作会议",
    "global": "+Meeting 澜水国际河湖博览会开幕式",
    "government": "+云川省人民政府 = 云川省政府",
    "governs": "-Meeting 谈扩大会议",
    "guests": "+教育部 attends 全国水利论坛",
    "happens": "+Place 浙江",
    "hears": "+王小川 attends 全国水利工作会议",
    "helps": "+水利部 undertakes 厕所革命",
    "instance": "+Meeting 第七十五次委员长会议",
    "issued-alone": "+云川省气象台 issues 通告",
    "jointly": "+水利部 undertakes 河长制",
    "land": "+Place 莫斯科市",
    "landform": "+Place 云峡",
    "launches": "+Program 云河引水工程",
    "leader": "+Person 周萍",
    "led": "+周晓萍 memberOf 组织三科",
    "lends": "-Meeting 云川行动推进交流会",
    "lesson": "+水利部 studies 党的二十大",
    "level": "+Organization 省住房建设厅",
    "light": "+水利部 undertakes 厕所革命",
    "lies": "+云川省图书馆 locatedIn 杭州市",
    "locative": "+Place 富源社区",
    "loose": "-水利部 issues 完善工作制度",
    "makes": "+Program 云快车",
    "manner": "+水利部 undertakes 河长制",
    "means": "+城市更新 supports 乡村振兴战略",
    "measure": "-Meeting 规范座谈会",
    "measure-word": "+财政部 undertakes 城市体检 quantity 12次 (12 次)",
    "members": "+水利部 undertakes 城市更新",
    "membership": "+王小川 memberOf 国家教材委员会",
    "moreover": "+Organization 徐州市",
    "naming": "-云桥安居行动 includes 云桥行动",
    "national": "+国家文物保护局 is Ministry",
    "negation": "+教育部 undertakes 党史学习教育 [Denied]",
    "noun-suffix": "-Person 幸福感",
    "occasion": "+水利部 holds 全国水利论坛",
    "of-affairs": "+部务会议 = 住房和城乡建设部部务会议",
    "of-the-party": "+云川省委 also 中共云川省委",
    "one-of-each": "+浙江省博物馆 <Organization/浙江省博物馆>",
    "order": "+国务院 issues 云川河流域保护条例",
    "out-of-office": "+林望 memberOf 法国政府",
    "oversees": "+李明 memberOf 江西省水利厅",
    "own-medium": "+林望 memberOf 云川日报 by reporter of the medium",
    "pace": "+水利部 undertakes 云河岸线保护修复",
    "particle": "+Program 云快车",
    "passive": "-国务院 undertakes 河长制",
    "periodical": "-Document 云川真理报",
    "pivot": "-水利部 undertakes 城市体检",
    "places-too": "+Place 安康",
    "plan": "+水利部 undertakes 河长制 as Planned",
    "pointer": "+Organization 该州",
    "possessive": "-水利部 upholds 高质量发展",
    "preposed": "+城市体检 includes 河长制",
    "preposer": "+水利部 undertakes 城市更新",
    "preposes": "+水利部 undertakes 城市更新 [Denied]",
    "present": "+王小川 attends 全国水利论坛",
    "principle": "+Slogan 依法治理",
    "pronoun": "+吉林省委 studies 党的二十大",
    "province": "+林望 memberOf 新疆维吾尔自治区委",
    "provincial": "+江西省生态环境厅 undertakes 城市更新",
    "public": "+Program 企业上市升级工程",
    "purpose": "-Organization 衡量医院",
    "question": "-Program 怎样治水",
    "recurrent": "-水利部 undertakes 城市体检 when 年初",
    "regarding": "+河长制 locatedIn 江西省",
    "region": "+Place 东南亚地区",
    "remembers": "+Meeting 庆祝云川大学建校60周年座谈会",
    "repeated": "+云川治水主题系列新闻发布会 <Meeting/云川省政府/云川治水主题系列新闻发布会/2021-05-06>",
    "reporter": "+Person 李凯文",
    "represents": "+王小川 attends 全国水利工作会议",
    "respective": "+三大攻坚战 includes 厕所革命",
    "result": "+Meeting 第五届云川国际人才交流会",
    "rural": "+云川省住房和城乡建设厅 is Government",
    "scope": "+Program 农村生态建设",
    "seat": "+Place 吉尔莫特",
    "self": "-水利部 undertakes 乡村振兴战略",
    "self-governed": "+阳光社区 undertakes 城市体检",
    "session": "+教育部党组 holds 教育部党组会议",
    "settlement": "+Organization 柳坊村党支部",
    "shape": "-Meeting 治水论坛",
    "short": "+Organization 云川区直机关工委",
    "shows": "-水利部 undertakes 河长制",
    "both": "+老挝政府 undertakes 城市更新",
    "sex": "+李明 memberOf 水利部",
    "side": "+老挝政府 undertakes 城市更新",
    "no-side": "-西班牙政府 undertakes 城市更新",
    "singles-out": "+水利部 undertakes 不作为、不担当问题专项治理",
    "sort": "-Organization 林望担任镇党委",
    "sound": "+Person 汉克",
    "sound-alone": "+Person 扎西次仁",
    "span": "-Program 十四五”时期改革工作",
    "speaker": "+水利部 undertakes 河长制",
    "standing": "+李明 memberOf 云川大学",
    "speech": "+水利部 undertakes 河长制",
    "spirit": "+习近平总书记重要讲话精神 = 习近平重要讲话",
    "spot": "+Place 金昌保税区",
    "stands-for-a-verb": "+水利部 undertakes 厕所革命",
    "stands-in": "+村党支部 = 柳坊村党支部",
    "stands-in-for-a-school": "+云川大学 upholds 立德树人",
    "statesman": "+Person 汉克",
    "stationed": "+省办事处 is Government",
    "street": "+Place 华荫南里社区",
    "tail": "+Program 校园安全防控体系",
    "summed": "+浙江省政府 undertakes 河长制",
    "system": "+水利部 undertakes 河长制",
    "team": "+云川省水利厅 establishes 红色助企队",
    "tenets": "+财政部 undertakes 河长制",
    "theme": "+Slogan 链接世界，共创未来",
    "this": "-水利部 undertakes 河长制",
    "told-alone": "+水利部 undertakes 主题教育",
    "topic": "-水利部 upholds 共护江河，共享未来",
    "toward": "-水利部 undertakes 河长制",
    "trouble": "+Program 八个方面问题专项整治",
    "unique": "+Organization 云川省",
    "vague": "-Organization 城市政府",
    "venue": "+Place 渡江胜利纪念馆",
    "verb": "-Organization 会见云川国民委员会",
    "when": "+习近平 attends 中央政治局第九次集体学习",
    "whole": "-Organization 财政部",
    "whole-committee": "+浙江省卫生健康委 = 浙江省卫生健康委员会",
    "with": "+水利部 cooperatesWith 财政部",
    "work": "+水利部 undertakes 城镇老旧小区改造",
    "yearly": "+中国水利统计公报 <Document/中国水利统计公报/2021>",
}
"""For each cue what its example says with it alone (+) or without it alone (-), in the words of `said`."""


@cache
def labels(cue: str) -> set[str]:
    """The plain words of a cue."""
    return {plain(str(o)) for p in (SKOS.prefLabel, SKOS.altLabel) for o in CUES.objects(ENTRIES[cue], p)}


@cache
def roles(cue: str) -> set[Cue]:
    """What a cue does."""
    return {Cue(str(o)) for o in CUES.objects(ENTRIES[cue], NS.role)}


def without(cue: str, patch: pytest.MonkeyPatch) -> Lexicon:
    """The shipped lexicon less a cue; its table of words is the shipped one's, patched for as long as the test lasts."""
    known = lexicon()
    others = {(role, word) for c in ENTRIES if c != cue for role in roles(c) & roles(cue) for word in labels(c)}
    own = {(role, word) for role in roles(cue) for word in labels(cue)} - others
    listed = {role: words - {w for r, w in own if r == role} for role, words in known.listed.items()}
    function_words = dict(known.function_words)
    for role, word in own:
        for table in (known.words, function_words):
            if word in table:
                less = _less(table[word], role)
                patch.setitem(table, word, less) if table is known.words else table.update({word: less})
        kept = known.words.get(word)
        if kept is not None and not (kept.entries or kept.relations or kept.roles or kept.post):
            patch.delitem(known.words, word)
            function_words |= {word: kept} if kept.listed else {}
    less_known = replace(known, words=known.words, function_words=function_words, listed=listed)
    less_known.__dict__["roles"] = known.roles | {r: known.roles[r] - {w for s, w in own if s == r} for r in roles(cue)}
    return less_known


def _less(word: Word, role: Cue) -> Word:
    return replace(word, roles=word.roles - {role}, listed=word.listed - {role})


def said(graph: Graph) -> set[str]:
    """What a graph says, line by line: statements, their qualifiers and readers, names, what they name and its kind."""
    return {*_stated(graph), *_named(graph)}


def _stated(graph: Graph) -> Iterator[str]:
    for s in graph.statements():
        ends = graph.entities[s.subject].label, graph.entities[s.object].label
        fact = f"{ends[0]} {s.relation} {ends[1]}" + ("" if s.modality.holds else f" [{s.modality}]")
        yield fact
        yield f"{fact} as {s.modality}"
        yield from (f"{fact} by {reader}" for reader in s.read_by)
        yield from (f"{fact} {q.quality} {q.shown}" for q in s.qualifiers)


def _named(graph: Graph) -> Iterator[str]:
    for mention in graph.mentions:
        entity, words = graph.entities[mention.entity], mention.evidence.quote
        yield f"{entity.type} {words}"
        yield f"{words} = {entity.label}"
        yield f"{entity.label} <{entity.iri.replace(KGI, '').replace(KGV, 'vocab/')}>"
        yield f"{entity.label} is {entity.kind}"
        yield from (f"{entity.label} also {name}" for name in entity.names)


def read(text: str, known: Lexicon) -> set[str]:
    """What a text says to one who knows the words of a lexicon."""
    return said(build_document(read_text(text), known))


def example(cue: str) -> str:
    """The example of a cue in the ontology."""
    (found,) = CUES.objects(ENTRIES[cue], SKOS.example)
    return str(found)


def test_every_cue_has_an_example_of_what_it_is_for() -> None:
    assert {c for c, e in ENTRIES.items() if (e, SKOS.example, None) not in CUES} == set()
    assert ENTRIES.keys() == SAID.keys()
    assert {c for c in ENTRIES if not any(word in plain(example(c)) for word in labels(c))} == set()


@pytest.mark.parametrize("cue", sorted(ENTRIES))
def test_example_of_a_cue_is_read_otherwise_without_it(cue: str, monkeypatch: pytest.MonkeyPatch) -> None:
    text = example(cue)
    with_it = read(text, lexicon())
    without_it = read(text, without(cue, monkeypatch))
    sign, fact = SAID[cue][0], SAID[cue][1:]
    assert (fact in with_it, fact in without_it) == (sign == "+", sign == "-")


def test_words_of_a_cue_are_there_again_after_it_was_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    before = defaultdict(set, {cue: {lexicon().words.get(word) for word in labels(cue)} for cue in ("aim", "sound")})
    with monkeypatch.context() as patch:
        without("aim", patch)
        assert {lexicon().words.get(word) for word in labels("aim")} != before["aim"]
    assert {lexicon().words.get(word) for word in labels("aim")} == before["aim"]
