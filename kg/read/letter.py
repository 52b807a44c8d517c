"""Lines to the parts of an official document (公文, GB/T 9704): a model of its own beside that of an article.

The head has the letterhead, the number, the title over one or more lines and those who are addressed; the foot has
the signatures with the date of writing, what may be made public, copies and the printing. Which words name these parts
stands in `ontology/fields.ttl`; here is only how the parts follow one another.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from kg.read.fields import ONLY_DATE, Labels, is_field

NUMBER = re.compile(
    r"[\u4e00-\u9fff][\u4e00-\u9fff（）]{0,15}\s?[〔\[［【（(﹝]\s?(?:19|20)\d\d\s?[〕\]］】）)﹞]\s?第?\s?\d{1,5}\s?号"
    r"|[\u4e00-\u9fff]{1,16}(?:19|20)\d\d年第\d{1,5}号|(?:19|20)\d\d年?\s?第\s?\d{1,5}\s?号|第\s{0,4}\d{1,5}\s{0,4}号"
    r"|[〔\[［【﹝](?:19|20)\d\d[〕\]］】﹞]\s?第?\s?\d{1,5}\s?号"
)
"""A document's number: 浙政办发〔2021〕15号, 2021年第3号, 第12号, 〔2021〕12号."""

_ENUMERATED = re.compile(r"[（(]?[一二三四五六七八九十\d]{1,3}[）)、.．]|第[一二三四五六七八九十百\d]{1,4}[章条节部]")
_BRACKETED = re.compile(r"[〔\[［【（(﹝](\d{4})[〕\]］】）)﹞]第?(\d+)号")
_FULL = {0xFF10 + n: str(n) for n in range(10)}
_COPY = re.compile(r"[№Nn]?[oO]?[.．:：]?\s*\d{3,7}")
_DEEPEST = 24  # lines within which the head of a document ends
_TITLE_LINES = 6


def number_of(text: str) -> str:
    """The first document number of a text in its usual form, or nothing.

    >>> number_of("发文字号：浙政办发[2021] 15号"), number_of("（云建函（2021）第3号）")
    ('浙政办发〔2021〕15号', '云建函〔2021〕3号')
    """
    found = NUMBER.search(text)
    if not found:
        return ""
    return _BRACKETED.sub(r"〔\1〕\2号", "".join(found[0].split()).translate(_FULL))


@dataclass(frozen=True, slots=True)
class Letter:
    """Where the parts of an official document stand, as numbers of lines; ranges are half-open."""

    letterhead: tuple[int, ...] = ()
    number: int = -1
    title: range = range(0)
    addressee: range = range(0)
    signatures: range = range(0)
    dated: int = -1
    foot: tuple[int, ...] = ()


def letter(lines: Sequence[str], known: Labels) -> Letter | None:
    """The parts of a document by its lines; None for a text that is no official document.

    It is one where a line is its number, or where lines that end like a title of one (…的通知) stand before a line
    that addresses someone (…：).

    >>> from kg.read.fields import labels
    >>> found = letter(["云川省财政厅关于", "绿色采购的通知", "云财〔2021〕5号", "各市财政局："], labels())
    >>> (found.title, found.number, found.addressee) if found else None
    (range(0, 2), 2, range(3, 4))
    """
    stripped = [_close(line.strip()) for line in lines]
    number = next((i for i, line in enumerate(stripped[:_DEEPEST]) if _is_number(line, known)), -1)
    addressed = _addressee(stripped, number, known)
    if number < 0 and not addressed:
        return None
    title = _title(stripped, number, addressed.start if addressed else -1, known)
    if not title:
        return None
    addressee = addressed or range(0)
    body = max(title.stop, number + 1, addressee.stop)
    signatures, dated = _signatures(stripped, body, known)
    foot = _foot(stripped, max(body, dated + 1), known)
    return Letter(_letterhead(stripped, title, number, known), number, title, addressee, signatures, dated, foot)


def _close(line: str) -> str:
    """A line of no more than a few characters that stand apart, without the room between them: 通　　　知.

    >>> _close("通　　　知"), _close("林望　周萍")
    ('通知', '林望　周萍')
    """
    parts = line.split()
    return "".join(parts) if 1 < len(parts) <= 6 and all(len(part) == 1 for part in parts) else line


def _letterhead(lines: Sequence[str], title: range, number: int, known: Labels) -> tuple[int, ...]:
    """The lines of the letterhead: those above the number that may be; more than three only where they say 文件."""
    found = tuple(i for i in range(min(title.start, number)) if _is_letterhead(lines[i], known))
    if len(found) > 3 and number < title.start and not any(known.letterhead.search(lines[i]) for i in found):
        return ()
    return found


def _is_number(line: str, known: Labels) -> bool:
    """True where a line is a document's number, beside whom signs it or whether it is secret."""
    if len(line) > 60 or "号" not in line:
        return False
    found = NUMBER.search(line)
    if not found:
        return False
    before, after = line[: found.start()].strip(), line[found.end() :].strip()
    around = before.strip("（(【[") or after.strip("）)】]")
    if not around:
        return True
    return not before and bool(known.signer.match(after))


def _addressee(lines: Sequence[str], number: int, known: Labels) -> range | None:
    """The lines that address someone: open ones of which the last ends with a colon, after the title and number."""
    for i in range(max(number + 1, 1), min(len(lines), max(number, 0) + _DEEPEST // 2)):
        line = lines[i]
        if line.endswith(("：", ":")) and 2 < len(line) <= 220 and not _ENUMERATED.match(line) and "。" not in line:
            if is_field(line, known) or known.strict.match(line):
                continue
            first = i
            while first > number + 1 and first > i - 3 and lines[first - 1].endswith(("、", "，", ",")):
                first -= 1
            return range(first, i + 1)
        if "。" in line or _ENUMERATED.match(line):
            return None
    return None


def _title(lines: Sequence[str], number: int, addressee: int, known: Labels) -> range:
    """The lines of the title: those before whom it is for, or around the number, that end as titles do."""
    if addressee > 0:
        stops = [addressee]
        if 0 <= number < addressee:
            stops.append(number)
    else:
        last = number + 1
        while last < min(len(lines), number + 1 + _TITLE_LINES) and _may_be_title(lines[last], known):
            last += 1
        stops = [last, number]
    for stop in stops:
        found = _ending(lines, stop, number, known)
        if found:
            return found
    return range(0)


def _ending(lines: Sequence[str], stop: int, number: int, known: Labels) -> range:
    """The open lines before `stop` of which the last ends as a title does."""
    end = stop
    while end > 0 and end > stop - 6 and not _ends_title(lines, end, known):
        if end - 1 != number and not is_field(lines[end - 1], known) and not _may_be_title(lines[end - 1], known):
            return range(0)
        end -= 1
    if end <= 0 or not _ends_title(lines, end, known):
        return range(0)
    start = end - 1
    while start > 0 and start > end - _TITLE_LINES and start - 1 != number and _joins_title(lines, start, end, known):
        start -= 1
    return range(start, end)


def _joins_title(lines: Sequence[str], start: int, end: int, known: Labels) -> bool:
    """True where the line before `start` belongs to the title that goes on there: it is none that is whole itself."""
    before = lines[start - 1]
    if not _may_be_title(before, known) or known.letterhead.search("".join(before.split())) or is_field(before, known):
        return False
    whole = known.about.search(before) and known.titled.fullmatch(before)
    return not (whole and known.about.search("".join(lines[start:end])))


def _may_be_title(line: str, known: Labels) -> bool:
    return (
        0 < len(line) <= 60
        and any(map(str.isalnum, line))
        and not any(c in line for c in "。；：:！？")
        and not _ENUMERATED.match(line)
        and not _COPY.fullmatch(line)
        and not ONLY_DATE.fullmatch(line)
    )


def _ends_title(lines: Sequence[str], end: int, known: Labels) -> bool:
    """True where the line before `end` ends as titles do, also where a wrap stands inside its last word."""
    line = lines[end - 1]
    if not _may_be_title(line, known):
        return False
    cut = len(line) < 3 and end > 1 and _may_be_title(lines[end - 2], known)
    return bool(known.titled.fullmatch(line) or (cut and known.titled.fullmatch(lines[end - 2] + line)))


def _is_letterhead(line: str, known: Labels) -> bool:
    """True where a line may be one of the letterhead: a name, or what is put above it."""
    return 0 < len(line) <= 40 and not any(c in line for c in "。，；：:>＞»|/") and not is_field(line, known)


def _signatures(lines: Sequence[str], body: int, known: Labels) -> tuple[range, int]:
    """The lines of names above the date of writing, and the line of that date."""
    for i in range(body + 1, len(lines)):
        if not ONLY_DATE.fullmatch(lines[i]):
            continue
        first = i
        while first > body and first > i - 8 and _is_signature(lines[first - 1]):
            first -= 1
        if first < i or i == len(lines) - 1 or _is_person(lines[i - 1]):
            return range(first, i), i
    return range(0), -1


def _is_person(line: str) -> bool:
    """True where a line may be a post and who holds it: 省长　林望."""
    parts = line.split()
    return 1 < len(parts) < 5 and len(line) <= 30 and all(part.isalpha() for part in parts)


def _is_signature(line: str) -> bool:
    """True where a line may consist of names of bodies; a person with his post (周　萍　云川省水利厅副厅长) is none."""
    names = line.split()
    if len(names) > 1 and (min(map(len, names)) < 3 or (len(names) == 2 and len(names[0]) < 4 and len(names[1]) > 6)):
        return False
    return 2 < len(line) <= 60 and not any(c in line for c in "。，；：:！？、“《") and not _ENUMERATED.match(line)


def _foot(lines: Sequence[str], start: int, known: Labels) -> tuple[int, ...]:
    """The lines after the signatures that say who gets copies, who printed it and whether it is public."""
    return tuple(i for i in range(start, len(lines)) if known.imprint.search(lines[i]) and len(lines[i]) <= 220)
