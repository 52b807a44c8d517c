// The reading pane: the article in its paragraphs, every mention in the colour of its type.
let drawnArticle = -1;

/** Paragraphs as [start, end) in UTF-16 units. Lines that were broken to a width are one paragraph again. */
function paragraphs(article) {
  return (article.paragraphs ??= divided(article.text));
}

function divided(text) {
  const lines = [];
  let at = 0;
  for (const line of text.split("\n")) {
    // the blanks around a line are the page's own: an indent of its typesetter would be one beside that of the style
    const blank = line.length - line.trimStart().length;
    lines.push([at + blank, at + blank + line.trim().length, columns(line.trim())]);
    at += line.length + 1;
  }
  const lengths = lines.map((l) => l[2]).filter((n) => n > 0).sort((a, b) => a - b);
  const full = lengths[Math.floor(lengths.length * 0.9)] ?? 0;
  const long = lines.filter((l) => l[2] >= full * 0.9);
  const open = long.filter((l) => !/[。！？!?…：:”"）)]\s*$/.test(text.slice(l[0], l[1])));
  const broken = full >= 40 && full <= 160 && long.length >= 2 && open.length >= long.length * 0.5 && lengths.at(-1) <= full * 1.15;
  const made = [];
  let joins = false;
  for (const [start, end, n] of lines) {
    if (joins && n > 0) made.at(-1)[1] = end;
    else if (n > 0) made.push([start, end]);
    joins = broken && n >= full * 0.9;
  }
  return made;
}

/** The width of a line: two for a Chinese character, one for a Latin one. */
function columns(line) {
  let n = 0;
  for (const c of line.trimEnd()) n += c > "\u1100" ? 2 : 1;
  return n;
}

/** The mentions of an article, those within another as its `inner` ones; of two that cross the first stays. */
function nestedMentions(article) {
  article.nested ??= (() => {
    const sorted = [...article.mentions].sort((a, b) => a.start - b.start || b.end - a.end || a.node - b.node);
    const top = { end: Infinity, inner: [] };
    const around = [top];
    let last = null;
    for (const m of sorted) {
      while (around.at(-1).end <= m.start) around.pop();
      const outer = around.at(-1);
      if (m.end > outer.end || (last && last.start === m.start && last.end === m.end)) continue;
      last = m;
      const made = { ...m, inner: [] };
      outer.inner.push(made);
      around.push(made);
    }
    const inUnits = (list) => list.map((m) => ({ ...m, start: unit(article, m.start), end: unit(article, m.end), inner: inUnits(m.inner) }));
    return inUnits(top.inner);
  })();
  return article.nested;
}

/** A stretch of the article as text; breaks within a paragraph are not shown between Chinese characters. */
const stretch = (text) => plain(text.replace(/\r/g, "")).replace(/([\x21-\x7e])\n(?=[\x21-\x7e])/g, "$1 ").replace(/\n/g, "");

/** The article from `start` to `end`, with its mentions, and the marked evidence if it lies there. */
function filled(article, start, end, mark, mentions = nestedMentions(article)) {
  const made = [];
  const write = (from, to) => {
    const inside = mark ? [Math.max(from, mark[0]), Math.min(to, mark[1])] : [to, to];
    if (inside[0] >= inside[1]) inside.fill(to);
    for (const [a, b, marked] of [[from, inside[0]], [...inside, true], [inside[1], to]]) {
      const text = a < b && stretch(article.text.slice(a, b));
      if (text) made.push(marked ? h("mark", { class: "evidence" }, text) : text);
    }
  };
  let at = start;
  for (const m of mentions) {
    if (m.end <= start || m.start >= end) continue;
    const [from, to] = [Math.max(start, m.start), Math.min(end, m.end)];
    write(at, from);
    made.push(h("span", {
      class: `mention ${nodes[m.node].type}`, "data-node": m.node, role: "link", tabindex: from === m.start ? "-1" : false,
      title: `${bothNames(nodes[m.node])} · ${nameOf(nodes[m.node].type)} · ${nameOf(m.reason)}`,
    }, filled(article, from, to, mark, m.inner)));
    at = to;
  }
  write(at, end);
  return made;
}

function drawReader() {
  const reader = $("reader");
  const article = articles[state.doc];
  if (!article) {
    drawnArticle = -1;
    reader.replaceChildren(...(articles.length > 1 ? [articleList()] : []));
    if (articles.length > 1) drawFound();
    return;
  }
  const other = drawnArticle !== state.doc;
  drawnArticle = state.doc;
  const meta = [article.date, article.source, article.reporters.length && `${t("reporters")} ${article.reporters.join("、")}`].filter(Boolean);
  const title = plainName(article.title);
  const parts = [...paragraphs(article)];
  let head = 0;
  for (let seen = ""; title && head < parts.length && seen.length < title.length; head++) {
    seen += plainName(stretch(article.text.slice(...parts[head])));
    if (!title.startsWith(seen) && !seen.startsWith(title)) {
      head = 0;
      break;
    }
  }
  if (head > 1) parts.splice(0, head, [parts[0][0], parts[head - 1][1]]);
  head = Math.min(head, 1);
  const body = parts.map(([start, end], n) => {
    const short = end - start < 26 && !/[。！？；，、”]$/.test(article.text.slice(start, end).trim());
    return h("p", { class: n < head ? "title" : n === head && /^发布|^\d{4}|^来源|日期/.test(article.text.slice(start, end)) ? "meta" : short && n > head ? "sub" : "", "data-p": `${start}-${end}` },
      filled(article, start, end, null));
  });
  reader.replaceChildren(...[
    articles.length > 1 && articleBar(),
    h("article", { lang: "zh-Hans" },
      head === 0 && article.title && h("h2", {}, bdi(article.title)),
      meta.length > 0 && h("p", { class: "source" }, bdi(meta.join(" · ")),
        /^https?:\/\//i.test(article.url) && h("a", { href: article.url, target: "_blank", rel: "noopener noreferrer" }, "↗")),
      body),
  ].filter(Boolean));
  if (other) reader.scrollTop = 0;
}

/** Marks the exact words of the evidence and brings them into sight. */
function drawMark(scroll = true) {
  const reader = $("reader");
  const article = articles[state.doc];
  const mark = state.mark && state.mark.article === state.doc ? [unit(article, state.mark.start), unit(article, state.mark.end)] : null;
  for (const p of reader.querySelectorAll("p[data-p]")) {
    const [start, end] = p.dataset.p.split("-").map(Number);
    const inside = mark && mark[0] < end && mark[1] > start;
    if (inside || p.querySelector("mark")) p.replaceChildren(...filled(article, start, end, inside ? mark : null));
  }
  tintMentions();
  if (mark && scroll) {
    const first = reader.querySelector("mark");
    if (first) {
      const y = first.getBoundingClientRect().top - reader.getBoundingClientRect().top + reader.scrollTop - reader.clientHeight / 3;
      reader.scrollTo({ top: y, behavior: matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth" });
    }
  }
}

function tintMentions() {
  const reader = $("reader");
  for (const m of reader.querySelectorAll(".mention.chosen")) m.classList.remove("chosen");
  if (state.node >= 0) for (const m of reader.querySelectorAll(`[data-node="${state.node}"]`)) m.classList.add("chosen");
}

const showEvidence = (e) => {
  go({ doc: e.article, mark: e });
  place("text");
};

function startReader() {
  const reader = $("reader");
  const choose = (e) => {
    const m = e.target.closest?.("[data-node]");
    if (m) chooseNode(Number(m.dataset.node));
    return m;
  };
  reader.addEventListener("click", choose);
  reader.addEventListener("keydown", (e) => {
    if (e.key === "Enter" && choose(e)) e.preventDefault();
    // the arrow keys go from mention to mention once one has the focus, so that Tab leaves the article in one step
    if ((e.key === "ArrowRight" || e.key === "ArrowLeft") && !e.altKey) {
      const all = [...reader.querySelectorAll(".mention[tabindex]")];
      const now = all.indexOf(document.activeElement);
      const next = all[now < 0 ? 0 : now + (e.key === "ArrowRight" ? 1 : -1)];
      if (next) {
        e.preventDefault();
        next.focus();
      }
    }
  });
  drawReader();
  drawMark();
}

/** Of many articles, opens the one where the chosen entity or statement is said, at the words. */
function openWords(now, before) {
  if (!MANY || now.doc !== before.doc || now.mark !== before.mark) return;
  if (now.node >= 0 && now.node !== before.node) {
    const here = articles[now.doc]?.mentions.find((m) => m.node === now.node);
    const e = here ?? nodes[now.node].out.concat(nodes[now.node].in).find((one) => passes(one) && one.relation !== "partOf")?.evidence[0] ??
      articles.find((a) => sifted().timely[a.i] && a.mentions.some((m) => m.node === now.node))?.mentions.find((m) => m.node === now.node);
    if (e) go({ doc: e.article, mark: { article: e.article, start: e.start, end: e.end } }, true);
  } else if (now.link && now.link !== before.link) {
    const [e] = (now.link.of.find(passes) ?? now.link.of[0]).evidence;
    go({ doc: e.article, mark: e }, true);
  }
}

listeners.push(openWords);
listeners.push((now, before) => {
  if (now !== state) return;
  if (now.doc < 0 && drawnArticle < 0) {
    if (now.node !== before.node || now.span !== before.span) drawReader();
    return;
  }
  if (now.doc !== drawnArticle) {
    drawReader();
    drawMark();
  } else if (now.mark !== before.mark) drawMark();
  else if (now.node !== before.node) tintMentions();
});
