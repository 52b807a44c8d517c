"""Formulations in quotation marks: by number, by the verb that takes them, by the noun that says what they are."""

from __future__ import annotations

import re

from kg.model import R, T
from kg.parse.units import PUNCTUATION
from kg.recognise.made import NEAR_HEAD, NUMERALS, SHORTEST, Quotation, asks
from kg.recognise.scan import HARMLESS, NOMINAL, Scan
from kg.words.grammar import Cue, Strength

_SLOGAN = T.SLOGAN
_COUNT = re.compile(rf"[{NUMERALS}]")
_NUMBERED = re.compile(rf"[{NUMERALS}]+[个大项条种]?[^{NUMERALS}，。]{{1,6}}$")
_EACH_NUMBERED = re.compile(rf"(?:[{NUMERALS}][^{NUMERALS}，。]{{1,3}}){{3,4}}$")  # 一图一码一指数
_FIGURES = re.compile(rf"(?!一)[{NUMERALS}]+(?:[+＋][{NUMERALS}A-Za-z]+)*[^{NUMERALS}，。]{{0,6}}$")
_PAIRED_FIGURES = re.compile(rf"(?:[{NUMERALS}][^{NUMERALS}，。]{{1,3}}){{2}}")  # 四实四硬
_ALL_FIGURES = re.compile(rf"[{NUMERALS}]+")
_FORMULA = re.compile(rf"[二两三四五六七八九十]个[^{NUMERALS}，。]{{2,4}}$")  # 三个务必
_UPHOLDING = frozenset({R.UPHOLDS, R.STUDIES})
_ADVERBS = frozenset({"d", "ad", "vd", "ul", "m", "q"})
_LISTED_UNITS = 40  # units of a list of quotations after its verb
_TELLING = 4  # characters of a formulation that a noun after it says to be one
_LEVELS = frozenset({Cue.LIGHT, Cue.NATIONAL})
_COUPLET = re.compile(r"([\u4e00-\u9fff]{4,9})[、，]([\u4e00-\u9fff]{4,9})")


def formulated(quotation: Quotation) -> bool:
    """True for one that is acted on by its number, is upheld, or has parts of one length: 坚持“管用为上”."""
    return not asks(quotation) and _formulation(quotation.scan, quotation.first, quotation.last, quotation.text)


def headed(quotation: Quotation) -> bool:
    """True for a formula with a number before what it is: “五有”|要求, “1+3”|的|工作思路."""
    scan = quotation.scan
    figures = _FIGURES.match(quotation.text) or _PAIRED_FIGURES.fullmatch(quotation.text)
    if figures is None or _ALL_FIGURES.fullmatch(quotation.text) is not None:
        return False
    near = scan.units[quotation.after : quotation.after + 2]
    return any(u.text in scan.tenets for u in near) and not any(scan.within_quotes(u) for u in near)


def called(quotation: Quotation) -> bool:
    """True for what a nearby noun says to be a formulation: “文明花开正当时”的工作理念, “四个干”等要求."""
    scan, i = quotation.scan, quotation.last
    u = scan.unit(i)
    if u is None or len(quotation.text) < _TELLING or asks(quotation):
        return False
    if u.text not in scan.possessives and Cue.AMONG not in u.word.roles:
        return False
    for j in range(i + 1, min(i + NEAR_HEAD, len(scan.units))):
        u = scan.units[j]
        if u.text in scan.tenets:
            return not scan.within_quotes(u)
        if u.pos not in NOMINAL or u.word.roles - HARMLESS - _LEVELS or scan.at[j] is not None:
            return False
    return False


def couplet(quotation: Quotation) -> bool:
    """True for two long parts of one length, which are a formulation whatever is done with it: “文化搭台，产业唱戏”."""
    scan, parts = quotation.scan, _COUPLET.fullmatch(quotation.text)
    if parts is None or len(parts[1]) != len(parts[2]) or asks(quotation):
        return False
    before, after = scan.unit(quotation.first - 1), scan.unit(quotation.last)
    spoken = before is not None and before.text == "："
    ends = after is None or after.text in PUNCTUATION or after.text in scan.possessives
    return ends and not spoken and all(scan.at[k] is None for k in range(quotation.first, quotation.last))


def theme(quotation: Quotation) -> bool:
    """True for what a meeting or the like has as its theme: 以“链接世界，共创未来”为主题."""
    scan, before, after = quotation.scan, quotation.scan.unit(quotation.first - 1), quotation.scan.unit(quotation.last)
    if before is None or after is None or len(quotation.text) < _TELLING or asks(quotation):
        return False
    means = Cue.MEANS in before.word.roles
    near = scan.units[quotation.last + 1 : quotation.last + NEAR_HEAD]
    return means and after.text in scan.makes and any(u.text in scan.themes for u in near)


def _formulation(scan: Scan, first: int, last: int, text: str) -> bool:
    """True where the quotation is one that has a number and is acted on, is upheld, or has parts of one length."""
    if len(text) < SHORTEST or _ALL_FIGURES.fullmatch(text):
        return False  # “十四五”
    if last < len(scan.units) and _COUNT.match(scan.units[last].text):
        return False  # “牛羊菜果薯药”|六大产业
    form = scan.lexicon.form_of(text[-2:])
    if form is not None and form.type is not _SLOGAN and form.strength is not Strength.QUOTED:
        means = Cue.MEANS in scan.units[first].word.roles
        if not means and not _of_equal_parts(text):
            return False  # “…活动”, but “脱贫不脱政策，脱贫不脱帮扶” and “以群众需求为中心”
    counts = _NUMBERED.match(text) is not None or _EACH_NUMBERED.match(text) is not None
    numbered = _FORMULA.match(text) is not None or (counts and _done(scan, first))
    return numbered or _upheld(scan, first, text) or _balanced(scan, first, text)


def _of_equal_parts(text: str) -> bool:
    """True for two and more parts of one length between marks: no one thing is called so."""
    return _equal(text.replace("，", "、").split("、"))


def _equal(parts: list[str]) -> bool:
    """True for two and more parts of one length."""
    return len(parts) > 1 and len({len(part) for part in parts}) == 1


def _balanced(scan: Scan, first: int, text: str) -> bool:
    """True for parts of one length after any verb that takes formulations: 提升“公道正派、求真务实”的境界."""
    parts = text.split("、")
    return _equal(parts) and len(parts[0]) > 3 and scan.governed(first - 1, R.UPHOLDS)


def _upheld(scan: Scan, first: int, text: str) -> bool:
    """True where the quotation is what a verb takes as a principle; one of a single part directly after the verb."""
    if not scan.governed(first - 1, R.UPHOLDS, R.STUDIES, but=R.UNDERTAKES):
        return False
    return "、" in text or "，" in text or _directly(scan, first)


def _directly(scan: Scan, first: int) -> bool:
    """True where only adverbs and quotations of the same list stand between the verb and unit `first`."""
    for i in range(first - 1, max(-1, first - 1 - _LISTED_UNITS), -1):
        u = scan.units[i]
        if u.word.relations & _UPHOLDING and R.UNDERTAKES not in u.word.relations:
            return True
        if not (u.text in scan.coordinators or u.text in scan.particles or u.pos in _ADVERBS or scan.within_quotes(u)):
            return False
    return False


def _done(scan: Scan, first: int) -> bool:
    """True where something is done with what begins with the unit: 增强“四个意识”."""
    return scan.governed(first - 1, R.UPHOLDS, R.UNDERTAKES, R.STUDIES, R.IMPLEMENTS)
