"""How names are spelt in pinyin."""

from __future__ import annotations

import subprocess
import sys

import pytest

from kg.view import pinyin


@pytest.mark.parametrize(
    ("name", "spelt"),
    [
        ("长沙", "changsha"),
        ("厦门市", "xiamenshi"),
        ("西藏自治区", "xizangzizhiqu"),
        ("中国银行", "zhongguoyinhang"),
        ("重庆市长寿区", "chongqingshichangshouqu"),
        ("北京市朝阳区", "beijingshichaoyangqu"),
        ("长治市", "changzhishi"),
        ("单县", "shanxian"),
        ("涡阳县", "guoyangxian"),
        ("洪洞县", "hongtongxian"),
        ("中央处长会议", "zhongyangchuzhanghuiyi"),
        ("A4纸", "a4zhi"),
        ("“两个维护”", "lianggeweihu"),
    ],
)
def test_spellings_begin_with_the_one_that_is_said(name: str, spelt: str) -> None:
    assert pinyin.spellings(name)[0].split("|")[0].replace(" ", "") == spelt


@pytest.mark.parametrize(("name", "other"), [("长沙", "zs"), ("重庆", "zq"), ("银行", "yx"), ("西藏", "xc")])
def test_spellings_hold_what_is_in_doubt_too(name: str, other: str) -> None:
    initials = pinyin.spellings(name)[1].split("|")
    assert initials[0] != other
    assert other in initials


def test_spellings_are_few_and_fit_each_other() -> None:
    whole, initials = pinyin.spellings("长长长长行行行行重重重重")
    assert 1 < len(whole.split("|")) <= pinyin.MOST
    assert 1 < len(initials.split("|")) <= pinyin.MOST


@pytest.mark.parametrize("name", ["", "WTO", "2035", "——", "…"])
def test_spellings_of_what_is_not_chinese_are_empty(name: str) -> None:
    assert pinyin.spellings(name) == ("", "")


def test_spellings_need_no_table_of_words_but_their_own() -> None:
    code = (
        "from kg.view import pinyin; import sys; assert pinyin.spellings('重庆')[0].startswith('chong qing');"
        "print('pypinyin.phrases_dict' in sys.modules and len(sys.modules['pypinyin.phrases_dict'].phrases_dict))"
    )
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.strip()
    assert out in {"False", "0"}
