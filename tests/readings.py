"""Makes `kg/view/readings.tsv` again, the words whose reading their characters alone do not tell: `python tests/readings.py`.

The readings of words are pypinyin's own table; those of places, of which the table has few, are CC-CEDICT's, as the
package `pypinyin-dict` carries them, for the names that the ontology's lists of places hold. What shorter words of the
file tell already is left out, so that the page's maker reads 70 kB where the tables take half a second to load.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.metadata import version
from pathlib import Path

from kg.resources import ontology_dir
from kg.view import pinyin

HAN = re.compile("[\u4e00-\u9fff]{2,}")
PLACES = ("places", "places-former", "regions", "countries")
LEVELS = "省市县区州旗镇乡盟"


@cache
def plain(syllable: str) -> str:
    """The syllable without its tone: `lǘ` as `lv`."""
    from pypinyin.contrib.tone_convert import to_normal

    return str(to_normal(syllable)).replace("ü", "v")


def words() -> dict[str, str]:
    """The readings of pypinyin's table."""
    from pypinyin.phrases_dict import phrases_dict

    return {w: " ".join(plain(r[0]) for r in rs) for w, rs in phrases_dict.items() if len(w) == len(rs)}


def places() -> Iterator[tuple[str, str]]:
    """CC-CEDICT's readings of the ontology's places, with and without the word for their level."""
    from pypinyin_dict.phrase_pinyin_data import cc_cedict_0, cc_cedict_1, cc_cedict_2, cc_cedict_3

    listed: dict[str, list[list[str]]] = {}
    for part in (cc_cedict_0, cc_cedict_1, cc_cedict_2, cc_cedict_3):
        listed |= part.phrases_dict
    for file in PLACES:
        text = (ontology_dir() / f"{file}.ttl").read_text(encoding="utf-8")
        for name in re.findall('"([\u4e00-\u9fff]+)"@zh', text):
            for short in {name, name[:-1] if len(name) > 2 and name[-1] in LEVELS else name}:
                if short in listed and len(listed[short]) == len(short):
                    yield short, " ".join(plain(r[0]) for r in listed[short])


def needed(readings: Mapping[str, str]) -> dict[str, str]:
    """The readings that neither their characters nor shorter words among the needed ones tell, shorter words first."""
    kept: dict[str, str] = {}
    for word in sorted(readings, key=lambda w: (len(w), w)):
        if HAN.fullmatch(word) and " ".join(pinyin.syllables(word, kept)) != readings[word]:
            kept[word] = readings[word]
    return kept


def main() -> None:
    """Writes the file."""
    made = needed(words() | dict(places()))
    head = (
        f"# Made by tests/readings.py from pypinyin {version('pypinyin')} (MIT) and, for places, CC-CEDICT in "
        f"pypinyin-dict {version('pypinyin-dict')} (CC BY-SA 4.0)\n"
    )
    rows = "".join(f"{word}\t{reading}\n" for word, reading in sorted(made.items()))
    (Path(pinyin.__file__).parent / "readings.tsv").write_text(head + rows, encoding="utf-8")


if __name__ == "__main__":
    main()
