"""Kinds of text that reading must take in proportion to their length, each grown to any length."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping

NEWS = (
    "云川省住房和城乡建设厅今天召开城镇老旧小区改造工作推进会。林望出席会议并讲话。会议强调，要坚持以人民为中心的发展思想，抓好"
    "城市体检，推进厕所革命，确保到2025年完成改造5.3万户。\n城市建设处负责人周萍表示，该处将会同云川省财政厅开展农村危房改造，"
    "印发《云川省城市更新行动方案》（云建〔2021〕15号）。据了解，今年以来，全省各级住房城乡建设部门认真贯彻落实党中央决策部署，"
    "全厅干部职工深入学习党史，为群众办实事。\n"
)

_CHANCE_WORDS = "省市县部厅局司处委会议办法工作推进改造城乡住房建设管理负责召开印发学习贯彻落实坚持和与、，。的在为对"

_SIGNS = (
    "云川澜水江宁海平安远长河清泉石林金沙东湖西岭南浦北松柏梅兰竹菊荷桂桐槐柳杨枫榆桑茶禾麦稻苔锦绣丹青翠"
    "碧玉珠琼瑶珍宝福禄寿康泰顺祥瑞庆丰盛昌隆旺荣华仁义礼忠孝廉德善俊秀雅岩峰岗坪坝塘渡桥亭溪滩洲潭湾峡崖"
)
"""A hundred that places are called by."""


def _filled(piece: str) -> Callable[[int], str]:
    return lambda size: (piece * (size // len(piece) + 1))[:size]


def _within(start: str, piece: str, end: str = "") -> Callable[[int], str]:
    return lambda size: start + piece * max(1, (size - len(start) - len(end)) // len(piece)) + end


def _numbered(form: str, between: str, end: str = "。") -> Callable[[int], str]:
    """Ever new names, so that nothing is known of them already: a million, of three signs, the first like the later."""

    def made(size: int) -> str:
        parts, length, n = [], 0, 123_400
        while length < size:
            a, b, c = _SIGNS[n % 100], _SIGNS[n // 100 % 100], _SIGNS[n // 10_000 % 100]
            parts.append(form.format(*[a + b + c] * 2))
            length += len(parts[-1]) + len(between)
            n += 1
        return between.join(parts) + end

    return made


def _random(letters: str) -> Callable[[int], str]:
    return lambda size: "".join(random.Random(7).choices(letters, k=size))


KINDS: Mapping[str, Callable[[int], str]] = {
    "ordinary news": _filled(NEWS),
    "ordinary news, one paragraph": _filled(NEWS.replace("\n", "")),
    "one sentence again": _filled("云川省财政厅推进城市更新。"),
    "a clause again": _filled("推进城市更新，"),
    "the whole department": _filled("全处抓好城市体检。该司推进厕所革命。"),
    "the body that is meant": _within("云川省住房和城乡建设厅", "该厅推进城市更新。"),
    "who is responsible": _filled("推进城市更新。（责任单位：云川省财政厅、云川省公安厅）\n"),
    "ever new bodies, listed": _numbered("{}市财政局", "、", "负责城市更新。"),
    "ever new bodies, a sentence each": _numbered("{}市财政局推进城市更新。", ""),
    "ever new departments": _numbered("云川省财政厅{}处推进城市更新。", ""),
    "ever new titles": _numbered("云川省财政厅印发《{}管理办法》。", ""),
    "ever new titles, listed": _numbered("《{}管理办法》", "、"),
    "ever new programmes": _numbered("云川省财政厅推进{}行动。", ""),
    "ever new persons": _numbered("云川省财政厅厅长林{}出席会议。", ""),
    "short forms named": _numbered("{}市财政局（以下简称{}局）推进城市更新。", ""),
    "random ideographs": _random("".join(map(chr, range(0x4E00, 0x9FA5)))),
    "random words of the grammar": _random(_CHANCE_WORDS),
    "one character": _filled("的"),
    "one verb": _filled("推进"),
    "one place": _filled("云川省"),
    "one body": _filled("财政厅"),
    "one programme": _filled("城市更新"),
    "ministries": _filled("财政部教育部"),
    "ministries, a paragraph each": _filled("财政部推进城市更新。\n"),
    "commas": _filled("，"),
    "marks": _filled("。！？；"),
    "line ends": _filled("\n"),
    "lines": _filled("推进城市更新\n"),
    "short lines": _filled("城\n"),
    "blanks": _filled("　 "),
    "blanks between characters": _filled("城 市 更 新 "),
    "brackets open": _filled("（"),
    "brackets closed": _filled("）"),
    "brackets within brackets": lambda size: "（" * (size // 2) + "）" * (size // 2),
    "brackets with words": _filled("（城市更新"),
    "quotation marks": _filled("“"),
    "quotations": _filled("“城市更新”"),
    "quotations within quotations": lambda size: "“城" * (size // 4) + "新”" * (size // 4),
    "title marks": _filled("《"),
    "titles within titles": lambda size: "《城" * (size // 4) + "新》" * (size // 4),
    "titles": _filled("《城市更新办法》"),
    "a title without end": _within("云川省财政厅印发《", "城市更新"),
    "digits": _filled("1234567890"),
    "Chinese digits": _filled("一二三四五六七八九十"),
    "dates": _filled("2021年4月13日"),
    "numbered points": _filled("一是推进城市更新。二是抓好城市体检。"),
    "numbered lines": _filled("一、推进城市更新\n"),
    "and": _filled("和与及"),
    "coordination": _filled("城市更新和"),
    "listing": _filled("城市更新、"),
    "prepositions": _filled("对于在为"),
    "denial": _filled("没有不未"),
    "conditions": _filled("如果推进城市更新，"),
    "meetings": _filled("云川省财政厅召开城市更新工作会议。"),
    "a meeting's long name": _within("云川省财政厅召开", "城市更新", "工作会议。"),
    "reporters": _filled("（记者 林望 周萍）"),
    "sources": _filled("来源：云川日报\n"),
    "head lines": _filled("发布日期：2021-04-13\n"),
    "a roster": _filled("组长：林望\n副组长：周萍\n"),
    "speech": _filled("林望说：“推进城市更新。"),
    "former names": _filled("原云川省建设厅推进城市更新。"),
    "Latin": _filled("The city is renewed. "),
    "markup": _filled("<p>城市更新</p>"),
    "comments": _filled("<!-- 城市 -->"),
    "open comments": _filled("<!--"),
    "tags without end": _filled("<a "),
    "entities": _filled("&amp;&#22478;"),
    "combining marks": _filled("城̀́"),
    "rare characters": _filled("𬱖𠀀"),
    "full-width": _filled("ＡＢＣ１２３"),
    "middle dots": _filled("买买提·艾力·"),
    "level words": _filled("全省各级各地"),
    "posts": _filled("厅长局长书记主任"),
    "persons with posts": _filled("厅长林望、局长周萍、"),
    "documents' numbers": _filled("云建〔2021〕15号"),
    "ever new places": _numbered("{}镇", ""),
    "ever new places, listed": _numbered("{}镇", "、"),
    "ever new places that act": _numbered("{}县推进城市更新。", ""),
    "ever new villages": _numbered("云川省{}村推进城市更新。{}村开展城市体检。", ""),
    "ever new levels": _numbered("全县{}县推进城市更新。", ""),
    "bodies that issue, listed": _within("", "云川省财政厅、澜水市公安局、", "印发《城市更新办法》。"),
    "ever new meetings": _numbered("云川省财政厅召开{}工作会议。", ""),
    "ever new speakers": _numbered("云川省财政厅厅长林{}表示，要推进城市更新。", ""),
    "ever new documents that say": _numbered("云川省财政厅印发《{}办法》。《{}办法》提出，要推进城市更新。", ""),
    "ever new leaders": _numbered("省领导林{}出席会议。", ""),
    "ever new persons, listed": _numbered("林{}", "、"),
    "ever new quotations": _numbered("推进“{}”行动。", ""),
    "ever new signatures": _numbered("{}市财政局", "\n", "\n2021年4月13日"),
    "ever new branches": _within("云川省财政厅", "城建处综合科"),
    "ever deeper branches": _within("云川省财政厅", "该处综合处。"),
    "ever new programmes, then by their ending": _numbered("推进{}行动。专项整治有序。", ""),
    "an aim again": _within("为", "推进城市更新，", "云川省财政厅推进城市体检。"),
    "the body that no one named": _filled("林望说，该局推进城市更新。"),
    "speech before its speaker": _filled("“要推进城市更新。要推进城市体检。”林望说。"),
    "cells": _filled("城市更新\t云川省财政厅\n"),
    "pronouns": _filled("他们推进城市更新，"),
    "addressees": _filled("各市财政局：\n"),
    "partners": _filled("云川省财政厅会同云川省公安厅推进城市更新，"),
    "those at a meeting, a clause each": _within("云川省财政厅召开城市更新工作会议，", "厅长林望，", "出席会议。"),
    "those at a meeting that was held, a clause each": _within(
        "云川省财政厅召开城市更新工作会议。", "厅长林望，出席会议，"
    ),
    "those who hold a meeting, a clause each": _within("全国水利论坛今天开幕。大会由水利部主办，", "财政部承办，"),
    "posts of a person, a clause each": _within("林望历任云川省财政厅厅长，", "云川省水利厅厅长，"),
    "parts within parts": _within("水利部推进", "包括", "城市更新在内的水利建设。"),
    "places on the way": _within("水利部赴", "云川省、", "开展城市更新。"),
    "documents by what they are about": _filled("关于城市更新的意见、"),
    "leaders of other states in one paragraph": _filled("普京说，特朗普说，"),
    "visitors": _within("林望会见", "云川省财政厅厅长周萍、", "。"),
    "blanks in brackets": _within("（", " "),
    "digits in threes": _within("推进1", "，000", "万户。"),
    "zeros": _filled("〇"),
    "hyphens": _filled("—－-"),
    "colons": _filled("城市更新："),
}
