// The articles of a page of many: a list that is searched in title and text, sorted, and narrowed to what is chosen.
const LISTED = 100;
const listing = { sort: "newest", about: false };
const SORTS = ["newest", "oldest", "hits", "stated", "title"];

/** The article's title and text without spaces and case. */
const flat = (article) => (article.flat ??= { title: article.title.replace(/\s/g, "").toLowerCase(), text: article.text.replace(/[\u0000-\u0020\u3000]/g, "").toLowerCase() });

/** Where each character of the text without spaces stands in the article's text; asked only where a word is found. */
function placesOf(article) {
  if (article.places) return article.places;
  article.places = new Int32Array(article.text.length);
  let n = 0;
  for (let k = 0; k < article.text.length; k++) if (article.text.charCodeAt(k) > 32 && article.text[k] !== "\u3000") article.places[n++] = k;
  return article.places;
}

/** Each place [start, end) of the article's text, in UTF-16 units, where the words stand. */
function hitsIn(article, words) {
  const hits = [];
  for (const word of words) {
    const { text } = flat(article);
    for (let k = text.indexOf(word); k >= 0; k = text.indexOf(word, k + word.length)) {
      const at = placesOf(article);
      hits.push([at[k], at[k + word.length - 1] + 1]);
    }
  }
  return hits.sort((a, b) => a[0] - b[0]);
}

const wordsOf = (query) => query.toLowerCase().split(/\s+/).filter(Boolean);

/** The articles that hold every word, lie in the span and, where that is wanted, name the chosen entity. */
function articlesFound(query = state.q) {
  const words = wordsOf(query);
  const { timely } = sifted();
  return articles.filter((a) => timely[a.i] && (!listing.about || state.node < 0 || a.mentions.some((m) => m.node === state.node)) &&
    words.every((word) => flat(a).title.includes(word) || flat(a).text.includes(word)));
}

const statedIn = () => (statedIn.counts ??= (() => {
  const counts = new Int32Array(articles.length);
  for (const s of statements) for (const i of s.articles) counts[i]++;
  return counts;
})());

function inListOrder(found, words) {
  const date = (a) => Number(a.date.replace(/-/g, "").padEnd(8, "0")) || 0;
  const keys = {
    newest: (a) => [-date(a), a.i], oldest: (a) => [date(a) || 1e9, a.i], stated: (a) => [-statedIn()[a.i], -date(a), a.i],
    title: (a) => [DETAILS.byTitle[a.i]], hits: (a) => [-hitsIn(a, words).length, -date(a), a.i],
  };
  return sortedBy(found, keys[listing.sort]);
}

/** Offsets as evidence counts them: code points. */
const inPoints = (article, at) => (/[\ud800-\udfff]/.test(article.text) ? [...article.text.slice(0, at)].length : at);

/** Opens an article at its first words that were searched for, or at the chosen entity, or at its beginning. */
function openArticle(i) {
  const article = articles[i];
  const [hit] = hitsIn(article, wordsOf(state.q));
  const named = state.node >= 0 ? article.mentions.find((m) => m.node === state.node) : undefined;
  const mark = hit ? { article: i, start: inPoints(article, hit[0]), end: inPoints(article, hit[1]) } : named && { article: i, start: named.start, end: named.end };
  go({ doc: i, mark: mark ?? null });
  place("text");
}

function articleItem(article, words) {
  const hits = hitsIn(article, words);
  const [first] = hits;
  const tidy = (text) => plain(text.replace(/\s+/g, " "));
  const snippet = first && h("span", { class: "snippet" },
    "…", tidy(article.text.slice(Math.max(0, first[0] - 18), first[0])), h("mark", {}, tidy(article.text.slice(...first))), tidy(article.text.slice(first[1], first[1] + 44)), "…");
  const facts = [plain(article.date) || t("undated"), plain(article.source), t("counted", statedIn()[article.i]), words.length > 0 && t("hits", hits.length)];
  return h("li", {}, h("button", { type: "button", class: "listed", lang: "zh-Hans", onclick: () => openArticle(article.i) },
    h("strong", {}, bdi(cut(article.title, 60) || t("untitled"))), snippet, h("small", {}, facts.filter(Boolean).join(" · "))));
}

/** What the search finds, drawn anew below the box without touching it. */
function drawFound() {
  const words = wordsOf(state.q);
  const found = inListOrder(articlesFound(), words);
  const list = h("ol", { class: "list" }, found.slice(0, LISTED).map((a) => articleItem(a, words)));
  const rest = found.slice(LISTED);
  const more = button("", () => grow(), { class: "more" });
  const label = () => {
    more.hidden = !rest.length;
    more.textContent = t("more", rest.length);
  };
  const grow = () => {
    list.append(...rest.splice(0, LISTED * 3).map((a) => articleItem(a, words)));
    label();
  };
  label();
  $("found-articles").replaceChildren(h("p", { class: "rows", role: "status" }, t("articlesShown", found.length, articles.length)), list, more);
}

/** Three lines for who opens a page of many articles for the first time. */
function firstHint() {
  if (remembered("hint") === "read") return null;
  const box = h("div", { class: "first", role: "note" }, h("ul", {}, t("firstHint").split("|").map((line) => h("li", {}, line))), button(t("understood"), () => {
    remember("hint", "read");
    box.remove();
  }));
  return box;
}

function articleList() {
  const search = h("input", {
    type: "search", id: "full-text", value: state.q, "aria-label": t("fullText"), placeholder: t("fullText"), spellcheck: "false",
    oninput: (e) => {
      if (e.isComposing) return;
      go({ q: e.target.value }, true);
      drawFound();
    },
    oncompositionend: (e) => (go({ q: e.target.value }, true), drawFound()),
  });
  const sort = h("select", { "aria-label": t("sortBy"), onchange: (e) => ((listing.sort = e.target.value), drawFound()) },
    SORTS.map((key) => h("option", { value: key, selected: key === listing.sort }, t(`sort-${key}`))));
  const about = state.node >= 0 && h("label", {}, h("input", { type: "checkbox", checked: listing.about, onchange: (e) => ((listing.about = e.target.checked), drawFound()) }),
    h("span", {}, t("onlyAbout", plain(called(nodes[state.node])))));
  return h("div", { class: "library" }, firstHint(), search, h("div", { class: "choice" }, sort, about), h("div", { id: "found-articles" }));
}

/** The way back to the list, and to the article before and after in it. */
function articleBar() {
  const found = inListOrder(articlesFound(), wordsOf(state.q));
  const at = found.findIndex((a) => a.i === state.doc);
  const to = (k) => found[k] && openArticle(found[k].i);
  return h("div", { class: "library bar" },
    button(`☰ ${t("articleList")} ${articles.length}`, () => go({ doc: -1, mark: null }), { class: "to-list" }),
    button("‹", () => to(at - 1), { "aria-label": t("previous"), title: t("previous"), disabled: at <= 0 }),
    button("›", () => to(at + 1), { "aria-label": t("next"), title: t("next"), disabled: at < 0 || at >= found.length - 1 }),
    at >= 0 && h("small", {}, `${at + 1} / ${found.length}`));
}
