// Time as a filter: how many articles each month has, with a stretch of it that is chosen by drawing over it.
const SVG = "http://www.w3.org/2000/svg";

/** An SVG element; like `h`, from data alone. */
function s(tag, properties = {}, ...children) {
  const made = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(properties)) {
    if (name.startsWith("on")) made.addEventListener(name.slice(2), value);
    else if (value !== false && value !== undefined) made.setAttribute(name, value);
  }
  for (const child of children.flat()) if (child) made.append(child);
  return made;
}

const monthOf = (date) => Number(date.slice(0, 4)) * 12 + Number(date.slice(5, 7) || 1) - 1;
const monthText = (m) => `${Math.floor(m / 12)}-${String((m % 12) + 1).padStart(2, "0")}`;
const DATED = articles.filter((a) => /^\d{4}(-\d\d)?/.test(a.date));
const MONTHS = DATED.length ? [Math.min(...DATED.map((a) => monthOf(a.date))), Math.max(...DATED.map((a) => monthOf(a.date)))] : [0, 0];
const spread = MONTHS[1] > MONTHS[0];

/** How many articles each stretch has, all and those that name the chosen entity; a stretch is `step` months. */
function counted(step) {
  const size = Math.floor((MONTHS[1] - MONTHS[0]) / step) + 1;
  const [all, about] = [new Int32Array(size), new Int32Array(size)];
  for (const a of DATED) {
    const k = Math.floor((monthOf(a.date) - MONTHS[0]) / step);
    all[k]++;
    if (state.node >= 0 && a.mentions.some((m) => m.node === state.node)) about[k]++;
  }
  return { all, about, size };
}

function drawTimes() {
  const box = $("times");
  box.hidden = !spread;
  if (!spread) return;
  const step = MONTHS[1] - MONTHS[0] > 300 ? 12 : 1;
  const { all, about, size } = counted(step);
  const most = Math.max(...all);
  const chosen = state.span ? state.span.map((m) => (monthOf(m) - MONTHS[0]) / step) : null;
  const bar = (counts, k, cls) => counts[k] > 0 && s("rect", { x: k + 0.08, width: 0.84, y: 40 - Math.max(1.5, (38 * counts[k]) / most), height: Math.max(1.5, (38 * counts[k]) / most), class: cls });
  const bars = [...all].flatMap((_, k) => [bar(all, k, chosen && (k < Math.floor(chosen[0]) || k > chosen[1]) ? "out" : "in"), bar(about, k, "about")]);
  const chart = s("svg", { viewBox: `0 0 ${size} 40`, preserveAspectRatio: "none", "aria-hidden": "true", class: "bars" }, bars,
    chosen && s("rect", { class: "brush", x: Math.floor(chosen[0]), width: Math.floor(chosen[1]) - Math.floor(chosen[0]) + 1, y: 0, height: 40 }));
  brushed(chart, size, step);
  const asked = [0, 1].map((k) => monthChoice(k, step));
  const years = h("div", { class: "years", "aria-hidden": "true" });
  box.replaceChildren(asked[0], h("div", { class: "chart" }, chart, years), asked[1],
    button(t("allTime"), () => go({ span: null }), { disabled: !state.span }));
  years.dataset.months = step * size;
  sized.disconnect();
  sized.observe(years);
}

/** The years below the bars, as many as there is room for; once the browser has laid the page out. */
const sized = new ResizeObserver(([{ target }]) => target.clientWidth && drawYears(target, Number(target.dataset.months)));
/** Pixels that a year takes. */
const YEAR = 36;

function drawYears(years, months) {
  const first = Math.ceil(MONTHS[0] / 12);
  const last = Math.floor(MONTHS[1] / 12);
  const wide = years.clientWidth;
  const room = Math.max(1, Math.min(12, Math.floor(wide / 44)));
  const every = Math.max(1, Math.ceil((last - first + 1) / room));
  const shownYears = Array.from({ length: Math.floor((last - first) / every) + 1 }, (_, k) => first + k * every);
  years.replaceChildren(...shownYears.map((y) => {
    const part = (y * 12 - MONTHS[0]) / months;
    const tick = h("span", { hidden: part * wide + YEAR > wide }, String(y));
    tick.style.left = `${100 * part}%`;
    return tick;
  }));
}

/** The months that there are, by year and in the page's language, to choose the first or last from; years, where bars are. */
function monthChoice(k, step) {
  const named = (m) => t(step === 1 ? "month" : "year", Math.floor(m / 12), m % 12);
  const chosen = state.span ? monthOf(state.span[k]) : MONTHS[k];
  const choices = [];
  for (let m = MONTHS[0]; m <= MONTHS[1]; m += step) {
    const at = k ? Math.min(MONTHS[1], m + step - 1) : m;
    const selected = chosen >= m && chosen < m + step;
    choices.push(h("option", { value: at, selected }, named(m)));
  }
  const spanned = () => [0, 1].map((n) => (state.span ? monthOf(state.span[n]) : MONTHS[n]));
  return h("select", { "aria-label": t(k ? "until" : "since"), onchange: (e) => setSpan(...spanned().with(k, Number(e.target.value))) }, choices);
}

function setSpan(from, to) {
  const [a, b] = [Math.max(MONTHS[0], Math.min(from, to)), Math.min(MONTHS[1], Math.max(from, to))];
  go({ span: a <= MONTHS[0] && b >= MONTHS[1] ? null : [monthText(a), monthText(b)] });
}

/** Drawing over the bars chooses a stretch; a click on one bar that bar; a double click all of it. */
function brushed(chart, size, step) {
  const at = (e) => {
    const box = chart.getBoundingClientRect();
    return Math.max(0, Math.min(size - 1, Math.floor(((e.clientX - box.left) / box.width) * size)));
  };
  let from = -1;
  const brush = s("rect", { class: "brush", y: 0, height: 40 });
  const draw = (e) => {
    const [a, b] = [Math.min(from, at(e)), Math.max(from, at(e))];
    brush.setAttribute("x", a);
    brush.setAttribute("width", b - a + 1);
  };
  chart.addEventListener("pointerdown", (e) => {
    from = at(e);
    chart.setPointerCapture(e.pointerId);
    chart.querySelector(".brush")?.remove();
    chart.append(brush);
    draw(e);
  });
  chart.addEventListener("pointermove", (e) => from >= 0 && draw(e));
  chart.addEventListener("pointerup", (e) => {
    const [a, b] = [Math.min(from, at(e)), Math.max(from, at(e))];
    from = -1;
    setSpan(MONTHS[0] + a * step, MONTHS[0] + b * step + step - 1);
  });
  chart.addEventListener("dblclick", () => go({ span: null }));
}

listeners.push((now, before) => {
  if (now.span !== before.span || now.node !== before.node) drawTimes();
});
