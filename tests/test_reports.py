"""Media that only say who reports are told from those that act."""

from __future__ import annotations

import pytest

import kg
from kg.reports import heads_report, report_heads

REPORT = "央视网消息（新闻联播）：财政部开展城市体检。央视网推出专题节目。"


@pytest.mark.parametrize(
    ("text", "name", "heads"),
    [
        (REPORT, "央视网", True),
        (REPORT, "新闻联播", True),
        ("一\n  据央视网报道：财政部开展城市体检。", "央视网", True),
        ("来源：央视网", "央视网", True),
        ("财政部要求央视网开展宣传：一是走进社区。", "央视网", False),
        ("财政部开展城市体检，央视网报道：城市更新。", "央视网", False),
        ("央视网开展城市体检。", "央视网", False),
        ("央视网\n消息：财政部开展城市体检。", "央视网", False),
        ("财政部有关负责人表示：央视网推出专题节目。", "央视网", False),
    ],
)
def test_heads_report_tells_who_reports_from_who_acts(text: str, name: str, heads: bool) -> None:
    start = text.index(name)
    assert heads_report(text, start, start + len(name)) is heads


def test_report_heads_are_mentions_of_media_before_the_colon() -> None:
    graph = kg.build_text(REPORT)
    found = list(report_heads(graph))
    assert {m.evidence.quote for _, m in found} == {"央视网", "新闻联播"}
    assert all(m.evidence.end < REPORT.index("：") for _, m in found)
    assert all(graph.mentions[n] is m for n, m in found)
