// The way back to the page that an article was taken from, opened at the words (a text fragment, `#:~:text=`).
const WORDS_LONG = 60;
/** How many words at each end of long evidence are given, and how many beside what is not alone, until it is. */
const WORDS_ENDING = 4;
const WORDS_BESIDE = [3, 8, 20];

/** The words of a text as ICU cuts them, each with its place: a browser finds a phrase only between such borders. */
const wordsIn = (text) => [...new Intl.Segmenter("zh", { granularity: "word" }).segment(text)];

/** The text as the page that it came from will hold it: without the breaks within its lines. */
const unbroken = (text) => text.replace(/\s*[\r\n]\s*/g, "").replace(/\u3000/g, "");

const inFragment = (text) => encodeURIComponent(text.trim()).replace(/-/g, "%2D");

/** The paragraphs as the page that they came from will hold them, each in words. */
const wordedLines = (article) => (article.worded ??= paragraphs(article).map(([a, b]) => wordsIn(unbroken(article.text.slice(a, b))).map((w) => w.segment)));

/** How often the words stand in the text, spaces not counted; of the title it is not known whether the page repeats it. */
function timesIn(article, words) {
  const whole = (article.whole ??= unbroken(`${article.title}\n${article.text}`).replace(/\s+/g, ""));
  return whole.split(words.replace(/\s+/g, "")).length - 1;
}

/** The phrase that words `from` to `to` (without it) of a line make: whole, or by its ends where it is long. */
function phraseOf(words, from, to) {
  const join = (a, b) => words.slice(a, b).join("").trim();
  const whole = join(from, to);
  return whole.length > WORDS_LONG ? [join(from, from + WORDS_ENDING), join(to - WORDS_ENDING, to)] : [whole];
}

const directive = (before, phrase, after) => `text=${before ? `${inFragment(before)}-,` : ""}${phrase.map(inFragment).join(",")}${after ? `,-${inFragment(after)}` : ""}`;

/** Which words of which paragraph hold a piece of evidence, those at its borders whole: [paragraph, from, to]; or null. */
function wordsOfEvidence(article, e) {
  const [start, end] = [unit(article, e.start), unit(article, e.end)];
  const lines = paragraphs(article);
  const at = lines.findIndex(([a, b]) => a <= start && start < b);
  if (at < 0) return null;
  const first = unbroken(article.text.slice(lines[at][0], start)).length;
  const last = first + unbroken(article.text.slice(start, Math.min(end, lines[at][1]))).length;
  let [from, to, reached] = [-1, 0, 0];
  wordedLines(article)[at].forEach((word, k) => {
    if (reached < last) to = k + 1;
    reached += word.length;
    if (from < 0 && reached > first) from = k;
  });
  return from < 0 || to <= from ? null : [at, from, to];
}

/**
 * The directive that finds a piece of evidence: widened to borders of words, with what stands before and after it
 * where it is not alone. What is said in two paragraphs that are alike is marked from its paragraph's beginning, with
 * the end of the one before it: a phrase, and so what stands beside it, lies within one paragraph.
 */
function textDirective(e) {
  const article = articles[e.article];
  const found = wordsOfEvidence(article, e);
  if (!found) return null;
  const [at, from, to] = found;
  const words = wordedLines(article)[at];
  const phrase = phraseOf(words, from, to);
  if (timesIn(article, phrase[0]) < 2) return directive("", phrase, "");
  const join = (list) => list.join("").trim();
  const above = (n) => join((wordedLines(article)[at - 1] ?? []).slice(-n));
  for (const n of WORDS_BESIDE) {
    const before = join(words.slice(Math.max(0, from - n), from)) || above(n);
    const after = phrase.length > 1 ? "" : join(words.slice(to, to + n));
    if (timesIn(article, before + phrase[0] + after) < 2) return directive(before, phrase, after);
  }
  return directive(above(WORDS_BESIDE.at(-1)), phraseOf(words, 0, to), "");
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
