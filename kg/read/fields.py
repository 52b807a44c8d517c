"""What the head and the foot of an article say: title, date, source, reporters.

The words that they use (来源, 记者, 发布日期, 消息, …) stand in `ontology/fields.ttl`; here is only how their lines
are built.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from kg.model import KG
from kg.resources import ontology_dir


@dataclass(frozen=True, slots=True, order=True)
class Field:
    """What the head or foot says: `value` is `view[start:end]`, or the ISO form of it for a date.

    `name` is `title`, `date` (of publication, or the only one), `source` or `reporter`; of an official document also
    `number`, `issuer`, `addressee`, `written` and `printed` (dates), `printer`, `copied` and `attachment`.
    """

    start: int
    end: int
    name: str
    value: str


@dataclass(frozen=True, slots=True)
class Labels:
    """The field labels of a vocabulary, as patterns."""

    field_of: dict[str, str]
    label: re.Pattern[str]
    opening: re.Pattern[str]
    strict: re.Pattern[str]
    byline: re.Pattern[str]
    wire: re.Pattern[str]
    outlet: re.Pattern[str]
    own: re.Pattern[str]
    continuation: re.Pattern[str]
    letterhead: re.Pattern[str]
    signer: re.Pattern[str]
    about: re.Pattern[str]
    titled: re.Pattern[str]
    imprint: re.Pattern[str]
    printing: re.Pattern[str]
    task: re.Pattern[str]
    charge: re.Pattern[str]
    page: re.Pattern[str]
    page_foot: re.Pattern[str]
    buttons: frozenset[str]
    columns: dict[str, str]


LABELLED = (
    "title", "date", "written", "printed", "source", "reporter", "editor", "number", "issuer", "addressee", "copied",
    "attachment", "ignored",
)  # fmt: skip
_LAYOUT = (
    "page", "page-foot", "page-button", "letterhead", "signer", "about", "document-kind",
    "disclosure", "printing", "task", "charge",
)  # fmt: skip
_DATES = ("date", "written", "printed")
_KEPT = ("title", "source", "number", "issuer", "addressee", "copied")


@cache
def labels(path: Path | None = None) -> Labels:
    """The field labels of a Turtle file, or of the shipped `fields.ttl`.

    Raises:
        ValueError: a label has no `kg:field`, or one that is not known; the message names file and entry.
    """
    by_field, columns = _words(path or ontology_dir() / "fields.ttl")
    field_of = {word: name for name in LABELLED for word in by_field[name]}
    reporter = _alternation(by_field["reporter"])
    other = _alternation(w for name in LABELLED if name != "reporter" for w in by_field[name])
    outlet = _alternation(by_field["outlet"])
    return Labels(
        field_of,
        label=re.compile(
            rf"(?<![\u4e00-\u9fff])(?P<label>{other})(?:\s*[：:／/]\s*|\s+|$)|(?P<by>{reporter})\s*[：:]?\s*"
        ),
        opening=re.compile(
            rf"[（(【\[]?\s*(?:(?:{other}|{reporter})\s*[：:]|(?:{other})[\s　]+\S|(?:{reporter})[\s　]+\S)"
        ),
        strict=re.compile(rf"(?<![\u4e00-\u9fff])(?:{other}|{reporter})\s*[：:]"),
        byline=re.compile(rf"[（(【\[]\s*[^（()）【】\s，。；：]{{0,10}}(?:{reporter})[^（()）]{{1,40}}[)）】\]]"),
        wire=re.compile(
            rf"(?P<source>[^\s，。：；、（）()]{{2,24}}?)(?:[（(][^（()）]{{1,20}}[）)])?(?:{_alternation(by_field['wire'])})"
            r"(?:\s*[（(](?P<aside>[^（()）]{1,40})[）)]\s*[：:]?|\s*[：:]|\s)"
        ),
        outlet=re.compile(rf"[^\s，。：；、（）()]+?(?:{outlet})(?!{outlet})"),
        own=re.compile(_alternation(by_field["self"])),
        continuation=re.compile(_alternation(by_field["continuation"])),
        letterhead=re.compile(rf"(?:{_alternation(by_field['letterhead'])})$"),
        signer=re.compile(_alternation(by_field["signer"])),
        about=re.compile(_alternation(by_field["about"])),
        titled=re.compile(
            rf".*(?:{_alternation(by_field['document-kind'])})(?:\s*[（(][^（）()]{{1,12}}[）)])?[》〉]?"
        ),
        imprint=re.compile(
            rf"^[（(]?(?:{_alternation(by_field['disclosure'] + by_field['copied'])})"
            rf"|(?:{_alternation(by_field['printing'])})$"
        ),
        printing=re.compile(rf"(?P<printer>\S.*?)\s+(?P<day>\S*\d\S*日)\s*(?:{_alternation(by_field['printing'])})$"),
        task=re.compile(rf".{{0,4}}(?:{_alternation(by_field['task'])}).{{0,4}}"),
        charge=re.compile(rf".{{0,4}}(?:{_alternation(by_field['charge'])}).{{0,4}}"),
        page=re.compile(rf"(?:\W|\d|{_alternation(by_field['page'])})+"),
        page_foot=re.compile(_alternation(by_field["page-foot"]), re.IGNORECASE),
        buttons=frozenset(by_field["page-button"]),
        columns=columns,
    )


def _words(file: Path) -> tuple[dict[str, list[str]], dict[str, str]]:
    """The words of each field, and for the names of columns what they hold (see `labels`)."""
    from pyoxigraph import Literal, NamedNode, RdfFormat, parse

    said: dict[str, dict[str, str]] = {f"{KG}field": {}, f"{KG}column": {}}
    words: dict[str, list[str]] = {}
    names = {f"http://www.w3.org/2004/02/skos/core#{kind}Label" for kind in ("pref", "alt")}
    for quad in parse(path=str(file), format=RdfFormat.TURTLE):
        if not isinstance(quad.subject, NamedNode) or not isinstance(quad.object, Literal):
            continue
        entry, value = quad.subject.value, quad.object.value
        if quad.predicate.value in said:
            said[quad.predicate.value][entry] = value
        elif quad.predicate.value in names:
            words.setdefault(entry, []).append(value)
    fields, roles = said.values()
    known = {*LABELLED, "wire", "outlet", "self", "continuation", *_LAYOUT}
    by_field: dict[str, list[str]] = {name: [] for name in known}
    columns = {word.casefold(): role for entry, role in roles.items() for word in words.pop(entry, ())}
    for entry, found in words.items():
        if fields.get(entry) not in known:
            raise ValueError(
                f"{file.name}: {entry}: expected kg:field to be one of {', '.join(sorted(known))}, "
                f"found {fields.get(entry, 'none')!r}"
            )
        by_field[fields[entry]] += found
    return by_field, columns


def _alternation(words: Iterable[str]) -> str:
    """A pattern for any of the words, the longest first; one that never matches where there are none."""
    ordered = sorted(set(words), key=lambda w: (-len(w), w))
    return "|".join(map(re.escape, ordered)) or r"(?!)"


# --- dates ----------------------------------------------------------------------------------------------------------

_DATE = re.compile(
    r"(?<!\d)(?P<y>(?:19|20)\d{2})\s*(?:[-－—/.．]|年)\s*(?P<m>[01]?\d)\s*(?:[-－—/.．]|月)\s*(?P<d>[0-3]?\d)(?!\d)(?:\s*日)?"
    r"|(?P<cy>[一二][〇零○ＯO0一二三四五六七八九]{3})年(?P<cm>[一二三四五六七八九十]{1,2})月(?P<cd>[一二三四五六七八九十]{1,3})日"
)
_TIME = (
    r"(?:[\sT　]*[（(]?(?:星期|周)[一二三四五六日天][）)]?)?(?:[\sT　]*\d{1,2}[:：时]\d{1,2}(?:[:：分]\d{0,2}秒?)?)?"
)
ONLY_DATE = re.compile(rf"[（(【\[]?\s*(?:{_DATE.pattern}){_TIME}\s*[）)】\]]?")
_AFTER_DATE = re.compile(_TIME)
_DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "○": 0, "Ｏ": 0, "O": 0, "0": 0}


def _count(numeral: str) -> int:
    """The number that a Chinese numeral below 100 stands for.

    >>> _count("二十一"), _count("十")
    (21, 10)
    """
    if "十" not in numeral:
        return _DIGITS.get(numeral, 0)
    tens, _, ones = numeral.partition("十")
    return 10 * _DIGITS.get(tens, 1) + _DIGITS.get(ones, 0)


def iso_date(text: str) -> str:
    """The first date in a text in ISO form, or nothing; days that no calendar has do not count.

    >>> iso_date("发布日期：2021年4月14日"), iso_date("二〇二一年四月十四日"), iso_date("2021.04.13")
    ('2021-04-14', '2021-04-14', '2021-04-13')
    >>> iso_date("2021年第4期")
    ''
    """
    from datetime import date

    for m in _DATE.finditer(text):
        if m["y"]:
            numbers = int(m["y"]), int(m["m"]), int(m["d"])
        else:
            numbers = int("".join(str(_DIGITS[c]) for c in m["cy"])), _count(m["cm"]), _count(m["cd"])
        try:
            return date(*numbers).isoformat()
        except ValueError:
            continue
    return ""


_TRIM = " \t\u3000\u00a0\u2002\u2003\u2009：:|｜，,;；、（）()【】[]/／"
_NAME = re.compile(r"[\u4e00-\u9fff]{2,4}(?:[·•][\u4e00-\u9fff]{1,8})?")
_SEPARATOR = re.compile(r"[\s\u3000、，,;；|/／和]+")


def is_field(line: str, known: Labels) -> bool:
    """True where the whole line is one that a head or foot has: a date, a label with its value, a byline."""
    if len(line) > 160 or line.endswith("。"):
        return False
    if ONLY_DATE.fullmatch(line) or known.byline.fullmatch(line):
        return True
    opening = known.opening.match(line)
    if opening and (len(line) <= 80 or opening[0][-1] in "：:"):
        return "。" not in line
    if len(line) <= 100 and not any(c in line for c in "。！？；"):
        return bool(known.strict.search(line)) and bool(_DATE.match(line) or known.strict.match(line.split()[-1]))
    return False


def _place(value: str, at: int) -> tuple[int, int, str]:
    """Start, end and characters of a value without the separators around it."""
    left = value.lstrip(_TRIM)
    at += len(value) - len(left)
    kept = left.rstrip(_TRIM)
    return at, at + len(kept), kept


def line_fields(line: str, at: int, known: Labels) -> Iterator[Field]:
    """The fields of a line that begins at the offset `at` of the view, in order."""
    marks = list(known.label.finditer(line))
    bounds = [m.start() for m in marks[1:]] + [len(line)] * bool(marks)
    pieces = [("", 0, marks[0].start() if marks else len(line))]
    pieces += [(known.field_of[m["label"] or m["by"]], m.end(), end) for m, end in zip(marks, bounds, strict=True)]
    by_reporter = bool(marks) and known.field_of[marks[0]["label"] or marks[0]["by"]] == "reporter"
    for name, start, end in pieces:
        value = line[start:end]
        if (day := _DATE.search(value)) and (written := iso_date(day[0])):
            kind = name if name in _DATES else "date"
            yield Field(at + start + day.start(), at + start + day.end(), kind, written)
            time = _AFTER_DATE.match(value, day.end())
            before, after = value[: day.start()], value[time.end() if time else day.end() :]
            start, value = (start, before) if before.strip(_TRIM) else (end - len(after), after)
        yield from _named(name, value, at + start, by_reporter, known)


def _named(name: str, value: str, at: int, by_reporter: bool, known: Labels) -> Iterator[Field]:
    """The field of a value behind its label, or, without one and before a reporter's, of the outlet that it names."""
    s, e, kept = _place(value, at)
    if name in _KEPT:
        if kept and not known.own.fullmatch(kept):
            yield Field(s, e, name, kept)
    elif name == "reporter":
        yield from _names(value, at)
    elif not name and by_reporter and known.outlet.fullmatch(kept) and not known.own.match(kept):
        yield Field(s, e, "source", kept)


def _names(value: str, at: int) -> Iterator[Field]:
    """The names of persons in what follows 记者."""
    start = 0
    for gap in [*_SEPARATOR.finditer(value), None]:
        end = gap.start() if gap else len(value)
        s, e, kept = _place(value[start:end], at + start)
        if _NAME.fullmatch(kept):
            yield Field(s, e, "reporter", kept)
        start = gap.end() if gap else end


def wire_fields(view: str, start: int, end: int, known: Labels) -> Iterator[Field]:
    """The fields of a paragraph that opens as agencies' do: 央视网消息（新闻联播）：, 新华社北京4月13日电（记者…）."""
    m = known.wire.match(view, start, min(end, start + 80))
    if not m:
        return
    source = m["source"]
    outlets = list(known.outlet.finditer(source))
    if known.own.match(source):
        pass
    elif outlets and source[-1].isalpha() and outlets[-1].end() == len(source) and not any(map(str.isdigit, source)):
        yield Field(m.start("source"), m.end("source"), "source", source)
    elif outlets and outlets[0].start() == 0:
        yield Field(m.start("source"), m.start("source") + outlets[0].end(), "source", outlets[0][0])
    else:
        return
    if m["aside"]:
        yield from (f for f in line_fields(m["aside"], m.start("aside"), known) if f.name == "reporter")
