"""Makes the README's screenshots, and others to look at: `python tests/shots.py [FOLDER] [--all]`.

Three of the README show the sample article that the package ships, two a graph of 300 invented articles and one a graph
of 3,000; the others its dark, narrow and large forms.
"""

from __future__ import annotations

import struct
import sys
import tempfile
import zlib
from base64 import b64decode, b64encode
from pathlib import Path
from typing import TYPE_CHECKING, Any

sys.path.insert(0, str(Path(__file__).parent))

from browser import chromium, opened
from generated import generated
from invented import invented

import kg
from kg.api import KnowledgeGraph
from kg.view import to_html

if TYPE_CHECKING:
    from playwright.sync_api import Page

WIDE = {"viewport": {"width": 1400, "height": 840}}
PHONE = {"viewport": {"width": 390, "height": 844}, "device_scale_factor": 2, "has_touch": True}
CHOSEN = """() => { const n = policyKg.nodes.find((n) => n.name === '村镇建设处');
policyKg.go({ node: n.i, mark: n.out.find((s) => s.relation === 'undertakes').evidence[0] }); }"""
SHOTS: tuple[tuple[str, str, str, str, dict[str, Any]], ...] = (
    ("page", "", "", "", WIDE),
    ("entity", "", CHOSEN, "", WIDE | {"color_scheme": "dark"}),
    ("matrix", "#t=matrix", "", "", WIDE),
)
NEAR = """() => { const { i } = policyKg.nodes.find((n) => n.name === '云川省水利厅');
policyKg.go({ focus: i, node: i }); }"""
MANY: tuple[tuple[str, str, str, str, dict[str, Any]], ...] = (
    ("many", "", "", "", WIDE),
    ("near", "", NEAR, "", WIDE),
)
SEARCHED = """() => { const { i } = policyKg.nodes.find((n) => n.name === '云川省教育厅');
policyKg.go({ node: i, q: '教师培训', span: ['2021-01', '2022-06'] }); }"""
THOUSANDS: tuple[tuple[str, str, str, str, dict[str, Any]], ...] = (
    ("thousands", "", SEARCHED, "", WIDE | {"color_scheme": "dark"}),
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


INDEXED = """async (coded) => {
  const image = await createImageBitmap(new Blob([Uint8Array.from(atob(coded), (c) => c.charCodeAt(0))]));
  const ctx = new OffscreenCanvas(image.width, image.height).getContext('2d');
  ctx.drawImage(image, 0, 0);
  const pixels = new Uint32Array(ctx.getImageData(0, 0, image.width, image.height).data.buffer);
  const counts = new Map();
  for (const p of pixels) counts.set(p, (counts.get(p) ?? 0) + 1);
  const parts = (p) => [p & 255, (p >> 8) & 255, (p >> 16) & 255];
  const ranked = [...counts].sort((a, b) => b[1] - a[1]).map(([p]) => [p, parts(p)]);
  const far = (a, b) => (a[0] - b[0]) ** 2 + (a[1] - b[1]) ** 2 + (a[2] - b[2]) ** 2;
  const palette = ranked.slice(0, 180).map(([, c]) => c);
  const apart = ranked.map(([, c]) => Math.min(...palette.map((q) => far(c, q))));
  for (let k = 180; k < 256; k++) {
    const best = apart.indexOf(Math.max(...apart));
    palette.push(ranked[best][1]);
    ranked.forEach(([, c], n) => (apart[n] = Math.min(apart[n], far(c, ranked[best][1]))));
  }
  const index = new Map(ranked.map(([p, c]) => [p, palette.reduce((best, q, k) => (far(c, q) < far(c, palette[best]) ? k : best), 0)]));
  let rows = '';
  for (let y = 0; y < image.height; y++) {
    rows += '\\0';
    for (let x = 0; x < image.width; x++) rows += String.fromCharCode(index.get(pixels[y * image.width + x]));
  }
  return [image.width, image.height, palette.flat(), btoa(rows)];
}"""


def indexed(page: Page, png: bytes) -> bytes:
    """The picture in 256 colours, the most frequent and those farthest from them: a third of the size."""
    width, height, palette, rows = page.evaluate(INDEXED, b64encode(png).decode())

    def chunk(name: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))

    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 3, 0, 0, 0))
        + chunk(b"PLTE", bytes(palette))
        + chunk(b"IDAT", zlib.compress(b64decode(rows), 9))
        + chunk(b"IEND", b"")
    )


def main() -> None:
    """Writes PNG files into the folder, `.github/` where none is given."""
    names = [a for a in sys.argv[1:] if a != "--all"]
    folder = Path(names[0] if names else ".github")
    folder.mkdir(parents=True, exist_ok=True)
    sample = kg.build(Path(kg.__file__).parent / "sample.txt")
    wanted: list[tuple[KnowledgeGraph, tuple[str, str, str, str, dict[str, Any]]]] = [(sample, shot) for shot in SHOTS]
    titles = {}
    for count, shots in ((300, MANY), (3_000, THOUSANDS)):
        with tempfile.TemporaryDirectory() as texts:
            province = kg.build(invented(Path(texts), count))
        titles[id(province)] = f"云川省 {count:,} 篇报道"
        wanted += [(province, shot) for shot in shots]
    if "--all" in sys.argv:
        wanted += [(sample, shot) for shot in OTHERS]
        wanted += [(generated(10_000, 30_000), ("large", "", "", "", WIDE))]
    with chromium() as browser, tempfile.TemporaryDirectory() as place:
        for graph, (name, fragment, script, click, context) in wanted:
            path = Path(place) / "page.html"
            to_html(graph, path, sparql=name == "query", title=titles.get(id(graph), ""))
            with opened(browser, path, fragment, **context) as page:
                if script:
                    page.evaluate(script)
                if click:
                    page.locator(click).click()
                page.wait_for_timeout(900)
                (folder / f"{name}.png").write_bytes(indexed(page, page.screenshot()))
            print(folder / f"{name}.png")


if __name__ == "__main__":
    main()
