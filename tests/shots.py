"""Makes the README's screenshots, and others to look at: `python tests/shots.py [FOLDER] [--all]`.

The three of the README show the sample article that the package ships; the others its dark, narrow and large forms.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent))

from browser import chromium, opened
from generated import generated

import kg
from kg.graph import KnowledgeGraph
from kg.view import to_html

WIDE = {"viewport": {"width": 1320, "height": 800}}
PHONE = {"viewport": {"width": 390, "height": 844}, "device_scale_factor": 2, "has_touch": True}
BUSIEST = "policyKg.nodes.filter((n) => n.kind === 'Department').reduce((a, n) => (n.degree > a.degree ? n : a))"
CHOSEN = f"""() => {{ const n = {BUSIEST}; const s = n.out.find((s) => s.relation !== 'partOf') ?? n.out[0];
policyKg.go({{ node: n.i, mark: s.evidence[0] }}); }}"""
SHOTS: tuple[tuple[str, str, str, str, dict[str, Any]], ...] = (
    ("page", "", "", "", WIDE),
    ("entity", "", CHOSEN, "", WIDE | {"color_scheme": "dark"}),
    ("matrix", "#t=matrix", "", "", WIDE),
)
OTHERS: tuple[tuple[str, str, str, str, dict[str, Any]], ...] = (
    ("chosen", "", CHOSEN, "", WIDE),
    ("query", "#t=query", "", ".run", WIDE),
    ("english", "", CHOSEN, "#language", WIDE),
    ("hierarchy", "#v=hierarchy", "", "", WIDE),
    ("departments", "#v=departments", "", "", WIDE),
    ("statements", "#t=statements", "", "", WIDE),
    ("timeline", "#t=timeline", "", "", WIDE),
    ("phone", "", "", "", PHONE),
    ("phone-details", "", CHOSEN, "", PHONE),
    ("phone-article", "", "", "[data-to=text]", PHONE),
)


def main() -> None:
    """Writes PNG files into the folder, `.github/` where none is given."""
    names = [a for a in sys.argv[1:] if a != "--all"]
    folder = Path(names[0] if names else ".github")
    folder.mkdir(parents=True, exist_ok=True)
    sample = kg.build(Path(kg.__file__).parent / "sample.txt")
    wanted: list[tuple[KnowledgeGraph, tuple[str, str, str, str, dict[str, Any]]]] = [(sample, shot) for shot in SHOTS]
    if "--all" in sys.argv:
        wanted += [(sample, shot) for shot in OTHERS]
        wanted += [(generated(10_000, 30_000), ("large", "", "", "", WIDE))]
    with chromium() as browser, tempfile.TemporaryDirectory() as place:
        for graph, (name, fragment, script, click, context) in wanted:
            path = Path(place) / "page.html"
            to_html(graph, path, sparql=name == "query")
            with opened(browser, path, fragment, **context) as page:
                if script:
                    page.evaluate(script)
                if click:
                    page.locator(click).click()
                page.wait_for_timeout(900)
                page.screenshot(path=folder / f"{name}.png")
            print(folder / f"{name}.png")


if __name__ == "__main__":
    main()
