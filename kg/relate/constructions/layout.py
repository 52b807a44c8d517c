"""Layout: what official documents say by how they are laid out."""

from __future__ import annotations

from collections.abc import Iterator

from kg.model import R
from kg.parse.reading import Fact
from kg.relate.constructions.table import construction_of_document
from kg.relate.official import Official


@construction_of_document(
    says=(
        (
            "会议审议了《教育部、财政部关于云川教育改革的报告》。",
            "财政部 issues 教育部、财政部关于云川教育改革的报告",
        ),
    ),
)
def authors_in_a_title(official: Official) -> Iterator[Fact]:
    """《A、B关于…的报告》: the bodies that a document's title begins with issue it."""
    for document in official.documents:
        for body in official.authors(document):
            yield Fact(body.entity, R.ISSUES, document.entity, body.start, document.end)


@construction_of_document(
    says=(
        (
            "江西省教育厅 中共江西省委宣传部 关于做好春季开学工作的通知\n发布日期: 2024-05-06\n各有关单位：\n"
            "请认真落实。",
            "江西省委宣传部 issues 关于做好春季开学工作的通知",
        ),
    ),
)
def authors_before_a_title(official: Official) -> Iterator[Fact]:
    """教育部办公厅等六部门|关于…的通知: the bodies before a document that is named by what it is about issue it."""
    for document in official.documents:
        for body in official.heading(document) if not document.inside else ():
            yield Fact(body.entity, R.ISSUES, document.entity, body.start, document.end)


@construction_of_document(
    says=(
        (
            "关于做好云川河防洪工作的通知\n发布日期: 2024-05-06\n各有关单位：\n要全面推进河长制。\n"
            "教育部　水利部\n2024年5月6日",
            "水利部 issues 关于做好云川河防洪工作的通知",
        ),
    ),
)
def signed(official: Official) -> Iterator[Fact]:
    """The bodies that the last lines consist of, a date beside them, issue the document."""
    document = official.document
    for body in official.signers if document is not None else ():
        if document is not None:
            start, end = min(body.start, document.start), max(body.end, document.end)
            yield Fact(body.entity, R.ISSUES, document.entity, start, end)


@construction_of_document(
    says=(
        (
            "（一）推进农村危房改造。今年完成三千户。（教育部、财政部负责）",
            "财政部 undertakes 农村危房改造",
        ),
    ),
    not_=(
        (
            "加强农产品质量安全监管。（农业农村部、市场监管总局负责）持续推进“三品一标”行动。（农业农村部牵头）",
            "市场监管总局 undertakes “三品一标”",
        ),
    ),
)
def in_charge_of_a_task(official: Official) -> Iterator[Fact]:
    """（人力资源社会保障部、财政部|负责）: the bodies undertake the programmes of the task that goes before."""
    for charge in official.charges():
        for program in charge.programs:
            for body in charge.bodies:
                yield Fact(
                    body.entity, R.UNDERTAKES, program.entity, program.start, body.end, trigger=charge.verb.text
                )  # fmt: skip


@construction_of_document(
    says=(("农业农村部种植业管理司推进高标准农田建设。", "种植业管理司 partOf 农业农村部"),),
)
def known_whole(official: Official) -> Iterator[Fact]:
    """种植业管理司: a vocabulary knows of which body it is a part."""
    return _parts(official, known=True)


@construction_of_document(
    says=(("市教育局党委学习党的二十大精神。", "市教育局党委 partOf 市教育局"),),
)
def whole_in_its_name(official: Official) -> Iterator[Fact]:
    """市教育局|党委: a body whose name begins with another's is a part of it."""
    return _parts(official, known=False)


def _parts(official: Official, *, known: bool) -> Iterator[Fact]:
    """Which body belongs to which, each said once."""
    seen = set()
    for part in official.parts:
        key = part.child, part.parent
        if key not in seen:
            seen.add(key)
            if bool(part.entry) is known:
                name = part.name
                yield Fact(part.child, R.PART_OF, part.parent, name.start, name.end, derived_from=part.entry)
