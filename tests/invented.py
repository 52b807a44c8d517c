"""Invented articles of an invented province, for pictures: which office takes up what, with whom, when."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from pathlib import Path

_WORKS = {
    "教育": "职业教育改革 义务教育均衡发展 校园安全整治 教师培训 课后服务",
    "住房和城乡建设": "城镇老旧小区改造 城市更新 农村危房改造 保障性住房建设 生活垃圾分类",
    "水利": "河湖治理 农村饮水安全工程 水库除险加固 节水行动 灌区改造",
    "农业农村": "高标准农田建设 农村人居环境整治 种业振兴行动 农产品质量安全提升行动 乡村振兴",
    "生态环境": "大气污染防治 水污染防治 土壤污染治理 碳达峰行动 环保督察整改",
    "交通运输": "农村公路建设 平安交通建设 公交都市建设 道路运输安全整治 物流降本行动",
    "卫生健康": "健康云川行动 分级诊疗 家庭医生签约服务 基层医疗能力提升工程 爱国卫生运动",
    "文化和旅游": "文化惠民工程 全域旅游 非遗保护 智慧旅游 乡村旅游提升行动",
    "人力资源社会保障": "就业援助 职业技能提升行动 农民工工资治理 社保扩面 人才引进",
    "科技": "科技创新平台建设 成果转化 高新技术企业培育 科技特派员 揭榜挂帅",
    "应急管理": "安全生产整治 森林防火 防汛抗旱 危化品整治 应急演练",
    "民政": "养老服务提升 社会救助改革 殡葬改革 社区治理 儿童关爱行动",
}
_SHARED = ["优化营商环境", "数字政府建设", "乡村振兴", "城市更新", "碳达峰行动", "安全生产整治"]
_STANCES = ["以人民为中心", "高质量发展", "新发展理念", "绿水青山就是金山银山", "稳中求进"]
_PLACES = ["澜水市", "云岭市", "江源市", "平川市"]


def _sentences(chance: random.Random, field: str) -> Iterator[str]:
    """What one article says of the offices of a field."""
    office = f"云川省{field}厅"
    works = chance.sample(_WORKS[field].split(), 2)
    yield f"{office}推进{works[0]}，深入开展{works[1]}。"
    if chance.random() < 0.2:
        yield f"{office}召开全省{field}工作会议。"
    if chance.random() < 0.5:
        yield f"{office}坚持{chance.choice(_STANCES)}，统筹推进{chance.choice(_SHARED)}。"
    if chance.random() < 0.35:
        yield f"{office}印发《云川省{works[0]}实施方案》。"
    if chance.random() < 0.45:
        yield f"{chance.choice(_PLACES)}{field}局实施{works[1]}。"
    if chance.random() < 0.3:
        other = chance.choice([f for f in _WORKS if f != field])
        yield f"{office}会同云川省{other}厅开展{chance.choice(_SHARED)}。"


def invented(folder: Path, articles: int = 120) -> Path:
    """A file of so many dated articles in the folder, always the same."""
    chance = random.Random(3)
    path = folder / "articles.jsonl"
    with path.open("w", encoding="utf-8") as rows:
        for n in range(articles):
            field = chance.choice(list(_WORKS))
            date = f"{2019 + n * 6 // articles}-{chance.randint(1, 12):02}-{chance.randint(1, 28):02}"
            text = "\n".join(_sentences(chance, field))
            title = f"云川省{field}厅{text.split('推进')[1].split('，')[0]}迈出新步伐"
            row = {"id": f"{n:04}", "date": date, "title": title, "text": text, "source": "云川日报"}
            rows.write(json.dumps(row, ensure_ascii=False) + "\n")
    return path
