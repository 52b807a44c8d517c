// The way back to the page that an article was taken from, opened at the words (a text fragment, `#:~:text=`).
const WORDS_LONG = 60;
const WORDS_BESIDE = 3;

/** The words of a text as ICU cuts them, each with its place: a browser finds a phrase only between such borders. */
const wordsIn = (text) => [...new Intl.Segmenter("zh", { granularity: "word" }).segment(text)];

/** The text as the page that it came from will hold it: without the breaks within its lines. */
const unbroken = (text) => text.replace(/\s*[\r\n]\s*/g, "").replace(/\u3000/g, "");

const inFragment = (text) => encodeURIComponent(text.trim()).replace(/-/g, "%2D");

/** The directive that finds a piece of evidence: widened to borders of words, with what stands beside it where the words are not alone. */
function textDirective(e) {
  const article = articles[e.article];
  const [start, end] = [unit(article, e.start), unit(article, e.end)];
  const [from, to] = paragraphs(article).find(([a, b]) => a <= start && start < b) ?? [start, end];
  const line = unbroken(article.text.slice(from, to));
  const first = unbroken(article.text.slice(from, start)).length;
  const last = first + unbroken(article.text.slice(start, Math.min(end, to))).length;
  const words = wordsIn(line);
  const open = words.findIndex((w) => w.index + w.segment.length > first);
  const close = words.findLastIndex((w) => w.index < last);
  if (open < 0 || close < open) return null;
  const join = (a, b) => words.slice(Math.max(0, a), b).map((w) => w.segment).join("").trim();
  const exact = join(open, close + 1);
  if (exact.length > WORDS_LONG) return `text=${inFragment(join(open, open + 4))},${inFragment(join(close - 3, close + 1))}`;
  const whole = unbroken(`${article.title}\n${article.text}`);
  if (whole.split(exact).length <= 2) return `text=${inFragment(exact)}`;
  const [before, after] = [join(open - WORDS_BESIDE, open), join(close + 1, close + 1 + WORDS_BESIDE)];
  return `text=${before ? `${inFragment(before)}-,` : ""}${inFragment(exact)}${after ? `,-${inFragment(after)}` : ""}`;
}

/** Where a piece of evidence stands on the web, or null for an article without an address there. */
function sourceOf(e) {
  const { url } = articles[e.article];
  if (!/^https?:\/\//i.test(url)) return null;
  const directive = textDirective(e);
  return directive ? `${url}${url.includes("#") ? "" : "#"}:~:${directive}` : url;
}

const sourceLink = (e) => {
  const href = sourceOf(e);
  return href && h("a", { class: "source-link", href, target: "_blank", rel: "noopener noreferrer", title: t("atSource"), "aria-label": t("atSource") }, "↗");
};
