"""Which mentions of media only say who reports (央视网消息（新闻联播）：), and so what is told of nothing but them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kg.model import Kind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.graph import Graph
    from kg.model import Mention

_HEAD = re.compile(r"[^。！？；，\n]{0,60}?[：:]")
_BEFORE = 2  # characters that may stand before the medium at the beginning of its paragraph: 据央视网消息
_NAMED = 6  # characters of a head that names what follows it: 本文来源：央视网
_OPENS = "（(【[《〈“"


def heads_report(text: str, start: int, end: int) -> bool:
    """True where a medium named in the text at [start, end) only says who reports, not what is reported.

    It begins its paragraph, or stands in brackets, before the first colon; or right after that, where little stands
    before it.

    >>> heads_report("央视网消息（新闻联播）：今年以来，财政部开展城市体检。", 6, 10)
    True
    >>> heads_report("来源：央视网", 3, 6)
    True
    >>> heads_report("财政部要求央视网开展宣传：一是走进社区。", 5, 8)
    False
    """
    begins = text.rfind("\n", 0, start + 1) + 1
    begins += len(text[begins:start]) - len(text[begins:start].lstrip())
    head = _HEAD.match(text, begins)
    if head is None:
        return False
    if start >= head.end():
        return start == head.end() <= begins + _NAMED
    return end <= head.end() and (start - begins <= _BEFORE or text[start - 1] in _OPENS)


def report_heads(graph: Graph) -> Iterator[tuple[int, Mention]]:
    """The mentions of media that only say who reports, each with its place among the graph's mentions."""
    for n, mention in enumerate(graph.mentions):
        e = mention.evidence
        if graph.entities[mention.entity].kind is Kind.MEDIA and heads_report(
            graph.articles[e.article].text, e.start, e.end
        ):
            yield n, mention
