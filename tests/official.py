"""Self-made official documents of varied layout, each with what a reader takes from its head and foot.

The layouts are those that GB/T 9704 and government web sites use; names and texts are invented.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

PLACES = ("云川省", "澜水市", "青栎县", "云桥市", "文峰区")
BODIES = (
    "{0}人民政府", "{0}人民政府办公厅", "{0}住房和城乡建设厅", "{0}财政厅", "{0}发展和改革委员会", "{0}生态环境局",
    "中共{0}委员会", "{0}教育局", "{0}卫生健康委员会", "{0}城市更新工作领导小组办公室", "{0}市场监督管理局",
)  # fmt: skip
SUBJECTS = (
    "推进城镇老旧小区改造工作", "加强历史文化保护", "做好2021年度农村危房改造", "进一步优化营商环境、促进民营经济发展",
    "开展“美丽云川”建设专项行动", "调整省城市更新工作领导小组组成人员", "规范住房公积金缴存使用管理",
)  # fmt: skip
PLANS = (
    "城市更新行动实施方案", "“十四五”住房发展规划", "物业服务收费管理办法（试行）", "政府投资项目管理规定",
    "2021年重点工作任务清单",
)  # fmt: skip
ADDRESSEES = (
    ("各市、县（市、区）人民政府，省政府直属各单位：", ("各市、县（市、区）人民政府", "省政府直属各单位")),
    ("各设区市住房和城乡建设局、财政局：", ("各设区市住房和城乡建设局、财政局",)),
    ("澜水市人民政府：", ("澜水市人民政府",)),
    ("各有关单位:", ("各有关单位",)),
    ("各区县（自治县）教育局，各直属学校，有关高校：", ("各区县（自治县）教育局", "各直属学校", "有关高校")),
)
BODY = (
    "为贯彻落实省委、省政府决策部署，现就有关事项通知如下。",
    "一、总体要求",
    "坚持以人民为中心，扎实推进各项工作，完善政策措施，确保取得实效。",
    "二、主要任务",
    "（一）抓好城市体检。各地要建立工作台账，明确时间节点。",
    "（二）推进农村危房改造。今年完成三千户，资金由省财政安排。",
    "请认真贯彻执行。",
)
NUMERALS = "〇一二三四五六七八九"


@dataclass(frozen=True, slots=True)
class Made:
    """A document as text, and what its head and foot say."""

    text: str
    title: str
    date: str
    number: str
    issuers: tuple[str, ...]
    addressees: tuple[str, ...]
    layout: str


def chinese(number: int) -> str:
    """A number below 100 in Chinese numerals.

    >>> chinese(14), chinese(20), chinese(3)
    ('十四', '二十', '三')
    """
    tens, ones = divmod(number, 10)
    return ("" if tens < 2 else NUMERALS[tens]) + ("十" if tens else "") + (NUMERALS[ones] if ones else "")


class Maker:
    """Makes documents by chance, the same ones for the same seed."""

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)

    def issuers(self) -> list[str]:
        place = self.chance.choice(PLACES)
        count = self.chance.choice((1, 1, 1, 1, 2, 3))
        return [body.format(place) for body in self.chance.sample(BODIES, count)]

    def title(self, issuers: list[str]) -> str:
        kind = self.chance.choice(("通知", "通知", "意见", "实施意见", "通告", "决定", "函", "批复", "通报"))
        if self.chance.random() < 0.3:
            about = f"关于印发{self.chance.choice(('', issuers[0][:3]))}{self.chance.choice(PLANS)}的通知"
        else:
            about = f"关于{self.chance.choice(SUBJECTS)}的{kind}"
        return ("　".join(issuers) if self.chance.random() < 0.3 else "".join(issuers[:1])) + about

    def lines(self, title: str) -> list[str]:
        """The title over one to four lines, cut where typists cut it: about evenly."""
        pieces = self.chance.choice((1, 2, 2, 3, 4)) if len(title) > 24 else self.chance.choice((1, 1, 2))
        size = -(-len(title) // pieces)
        cuts = [0]
        for k in range(1, pieces):
            cuts.append(min(max(k * size + self.chance.randint(-2, 2), cuts[-1] + 3), len(title) - 3))
        found = [title[a:b].strip("　") for a, b in zip(cuts, [*cuts[1:], len(title)], strict=True)]
        return [line for line in found if line]

    def number(self) -> tuple[str, str]:
        """The number as written and in its usual form."""
        code = self.chance.choice(("云政办发", "澜政发", "云建城", "青财综", "云发改投资", "中共云委发"))
        year, n = self.chance.randint(2008, 2023), self.chance.randint(1, 400)
        opening, closing = self.chance.choice(("〔〕", "〔〕", "〔〕", "[]", "［］", "（）", "【】"))
        digits = str(year)
        if self.chance.random() < 0.15:
            digits = digits.translate(str.maketrans("0123456789", "０１２３４５６７８９"))
        blank = self.chance.choice(("", "", "", " "))
        return f"{code}{opening}{digits}{closing}{blank}{n}号", f"{code}〔{year}〕{n}号"

    def date(self) -> tuple[str, str]:
        year, month, day = self.chance.randint(2008, 2023), self.chance.randint(1, 12), self.chance.randint(1, 28)
        iso = f"{year}-{month:02}-{day:02}"
        form = self.chance.choice(("arabic", "arabic", "chinese", "circle", "zero", "blanks"))
        if form == "arabic":
            return f"{year}年{month}月{day}日", iso
        if form == "blanks":
            return f"{year} 年 {month} 月 {day} 日", iso
        years = "".join(NUMERALS[int(c)] for c in str(year))
        years = years.replace("〇", {"circle": "○", "zero": "0"}.get(form, "〇"))
        return f"{years}年{chinese(month)}月{chinese(day)}日", iso

    def signature(self, issuers: list[str]) -> list[str]:
        if len(issuers) > 1 and self.chance.random() < 0.5:
            return ["　　".join(issuers)]
        return [" " * 20 + name for name in issuers]

    def letterhead(self, issuers: list[str]) -> list[str]:
        style = self.chance.choice(("file", "file", "spaced", "apart", "plain"))
        if len(issuers) > 1:
            middle = len(issuers) // 2
            if style in ("apart", "plain"):
                return [*issuers, "文件"]
            return [name + ("文件" if i == middle else "") for i, name in enumerate(issuers)]
        if style == "spaced":
            return [f"{issuers[0]} 文 件"]
        if style == "apart":
            return [issuers[0], "文件"]
        return [issuers[0] if style == "plain" else f"{issuers[0]}文件"]

    def above(self) -> list[str]:
        """What may stand above a letterhead: the copy's number, secrecy, urgency."""
        return [line for line in ("000137", "机密★1年", "特急") if self.chance.random() < 0.25]

    def indented(self, lines: tuple[str, ...]) -> list[str]:
        indent = self.chance.choice(("　　", "　　", "    ", ""))
        return [indent + line for line in lines]

    def attachments(self) -> list[str]:
        if self.chance.random() < 0.6:
            return []
        if self.chance.random() < 0.5:
            return ["　　附件：城市更新项目清单"]
        return ["　　附件：1.城市更新项目清单", "　　　　　2.任务分工表"]

    def imprint(self, issuers: list[str]) -> list[str]:
        found = []
        if self.chance.random() < 0.5:
            found.append(self.chance.choice(("（此件公开发布）", "(此件主动公开)", "公开方式：主动公开")))
        if self.chance.random() < 0.4:
            found.append("抄送：省委办公厅，省人大常委会办公厅，省政协办公厅。")
        if self.chance.random() < 0.4:
            found.append(f"{issuers[0]}　　2021年12月30日印发")
        return found


def printed(make: Maker) -> Made:
    """A document as it is printed: letterhead, number, title, addressees."""
    issuers = make.issuers()
    title, (number, usual), (date, iso) = make.title(issuers), make.number(), make.date()
    line, named = make.chance.choice(ADDRESSEES)
    signer = "　　　签发人：林望" if make.chance.random() < 0.2 else ""
    rows = [
        *make.above(), *make.letterhead(issuers), "", number + signer, "", *make.lines(title), "", line,
        *make.indented(BODY), *make.attachments(), "", *make.signature(issuers), " " * 22 + date,
        *make.imprint(issuers),
    ]  # fmt: skip
    return Made("\n".join(rows), title, iso, usual, tuple(issuers), named, "printed")


def posted(make: Maker) -> Made:
    """A document as web sites post it: title, number, addressees; no letterhead."""
    issuers = make.issuers()
    title, (number, usual), (date, iso) = make.title(issuers), make.number(), make.date()
    line, named = make.chance.choice(ADDRESSEES)
    beneath = number if make.chance.random() < 0.8 else f"（{number}）"
    rows = [
        *make.lines(title), beneath, line, *make.indented(BODY), *make.attachments(), *make.signature(issuers), date,
        *make.imprint(issuers),
    ]  # fmt: skip
    return Made("\n".join(rows), title, iso, usual, tuple(issuers), named, "posted")


def listed(make: Maker) -> Made:
    """A document below a table of what is known of it, as portals show it, with the day of publication."""
    issuers = make.issuers()[:1]
    title, (number, usual), (date, iso) = make.title(issuers), make.number(), make.date()
    line, named = make.chance.choice(ADDRESSEES)
    year, month, day = iso.split("-")
    gap = make.chance.choice(("\t", "　　"))
    rows = [
        f"索引号：000014349/2021-00012{gap}主题分类：城乡建设",
        f"发文机关：{issuers[0]}{gap}成文日期：{year}年{month}月{day}日",
        f"发文字号：{number}{gap}发布日期：2024年01月02日",
        *make.lines(title), line, *make.indented(BODY), *make.signature(issuers), date, *make.imprint(issuers),
    ]  # fmt: skip
    return Made("\n".join(rows), title, iso, usual, tuple(issuers), named, "listed")


def announced(make: Maker) -> Made:
    """An announcement: it is addressed to no one."""
    issuers = make.issuers()[:1]
    (date, iso), year, n = make.date(), make.chance.randint(2008, 2023), make.chance.randint(1, 40)
    number = make.chance.choice((f"{year}年第{n}号", f"第{n}号", f"〔{year}〕第{n}号"))
    title = f"{issuers[0]}关于{make.chance.choice(SUBJECTS)}的{make.chance.choice(('公告', '通告', '决定'))}"
    usual = number if "〔" not in number else f"〔{year}〕{n}号"
    rows = [
        *make.lines(title), number if "〔" not in number else f"云建公告〔{year}〕{n}号", *make.indented(BODY[1:]),
        "特此公告。", *make.signature(issuers), date,
    ]  # fmt: skip
    if "〔" in number:
        usual = f"云建公告〔{year}〕{n}号"
    return Made("\n".join(rows), title, iso, usual, tuple(issuers), (), "announced")


def copied(make: Maker) -> Made:
    """A posted document as it is copied out of a browser: with what stands above it and empty lines between."""
    made = posted(make)
    above = [
        "首页 > 政务公开 > 政策文件",
        "",
        f"发布时间：2024-03-0{make.chance.randint(1, 9)}　来源：本站　字号：[大 中 小]",
    ]
    text = "\n\n".join([*above[: make.chance.choice((1, 3))], *made.text.split("\n")])
    return replace(made, text=text, layout="copied")


def wrapped(make: Maker) -> Made:
    """A printed document as a scanner's software gives it: lines as wide as the paper."""
    made = printed(make)
    columns = make.chance.randint(26, 34)
    lines = [row.replace(" " * 20, "") for row in made.text.split("\n")]  # what stands at the right has its room
    rows = [row[i : i + columns] for row in lines for i in range(0, max(len(row), 1), columns)]
    return replace(made, text="\n".join(rows), layout="wrapped")


LAYOUTS: tuple[Callable[[Maker], Made], ...] = (
    printed, posted, wrapped, listed, copied, announced
)  # fmt: skip


def documents(count: int = 60, seed: int = 9704) -> Iterator[Made]:
    """So many documents of all layouts in turn, the same ones for the same seed."""
    for n in range(count):
        yield LAYOUTS[n % len(LAYOUTS)](Maker(seed + n))
