// Starts the page: words, parts, then the drawing.
const tabsHere = () => TABS.filter((tab) => tab !== "query" || asks);
const CONTENTS = { matrix: matrixTable, entities: entitiesTable, statements: statementsTable, timeline: timelineList, query: queryForm };

/** Draws a tab other than the drawing anew. */
function drawTab(name) {
  $(`tab-${name}`).replaceChildren(...CONTENTS[name]().flat().filter(Boolean));
  if (name === "matrix") drawCells();
}

function drawTabs() {
  const here = tabsHere();
  const had = $("tabs").contains(document.activeElement);
  $("tabs").replaceChildren(...here.map((tab) => button(t(tab), () => go({ tab }), {
    role: "tab", id: `to-${tab}`, "aria-controls": `tab-${tab}`, "aria-selected": String(state.tab === tab), tabindex: state.tab === tab ? "0" : "-1",
  })));
  if (had) $(`to-${state.tab}`).focus();
  for (const tab of TABS) $(`tab-${tab}`).hidden = tab !== state.tab;
  if (state.tab !== "graph") drawTab(state.tab);
}

/** On a narrow screen: which of its four parts fills it. */
function place(name, softly = false) {
  if (softly && document.body.dataset.place === "text") return;
  document.body.dataset.place = name;
  for (const b of $("places").children) b.setAttribute("aria-pressed", String(b.dataset.to === name));
}

function drawPlaces() {
  const now = document.body.dataset.place ?? "graph";
  $("places").replaceChildren(...[["graph", "graph"], ["filters", "filters"], ["details", "details"], ["text", "reader"]].map(([to, word]) =>
    button(t(word), () => place(to), { "data-to": to })));
  place(now);
}

/** Whether the page has no title of its own: it is called by how many articles it has. */
let untitled = false;

function drawWords() {
  document.documentElement.lang = language ? "en" : "zh-Hans";
  if (untitled) document.title = $("title").textContent = t("articleCount", articles.length);
  for (const e of document.querySelectorAll("[data-t]")) e.textContent = t(e.dataset.t);
  for (const e of document.querySelectorAll("[data-a]")) {
    e.setAttribute("aria-label", t(e.dataset.a));
    if (e.tagName === "BUTTON") e.title = t(e.dataset.a);
  }
  for (const e of document.querySelectorAll("[data-p]")) {
    if (e.tagName !== "INPUT") continue;
    e.placeholder = t(e.dataset.p);
    e.setAttribute("aria-label", t(e.dataset.p));
  }
  $("language").textContent = language ? "中文" : "EN";
  $("language").lang = language ? "zh-Hans" : "en";
  $("language").setAttribute("aria-label", language ? "中文：切换到中文" : "EN: switch to English");
}

function switchLanguage() {
  language = 1 - language;
  remember("language", String(language));
  drawWords();
  drawPlaces();
  drawLegend();
  drawTabs();
  drawReader();
  drawMark(false);
  drawTimes();
  drawPanel();
  drawTools();
  drawShown();
  if (MANY || renderer.isFitted()) renderer.fit();
  relight();
}

function switchTheme() {
  const root = document.documentElement;
  const dark = root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
  root.dataset.theme = dark ? "light" : "dark";
  remember("theme", root.dataset.theme);
  renderer.retint();
  relight();
}

/** Keeps a choice for the next time, where the browser lets a page of a file do so. */
function remember(name, value) {
  try {
    localStorage.setItem(`policy-kg-${name}`, value);
  } catch {
    // a sandboxed frame has no storage
  }
}

function remembered(name) {
  try {
    return localStorage.getItem(`policy-kg-${name}`);
  } catch {
    return null;
  }
}

listeners.push((now, before) => {
  const other = now.tab !== before.tab;
  if (other) {
    drawTabs();
    place("graph");
  } else if (now.tab !== "graph" && now.tab !== "query") {
    if (SHAPING.some((k) => now[k] !== before[k]) || (now.tab === "timeline" && now.node !== before.node)) drawTab(now.tab);
  }
  if (other && now.tab === "graph") renderer.redraw();
});

function start() {
  language = remembered("language") === "1" ? 1 : 0;
  const theme = remembered("theme");
  if (theme === "light" || theme === "dark") document.documentElement.dataset.theme = theme;
  untitled = articles.length > 1 && !$("title").textContent.trim();
  state = told(location.hash);
  drawWords();
  drawPlaces();
  drawLegend();
  startSearch();
  startReader();
  drawPanel();
  drawTimes();
  if (state.tab === "graph") drawTabs();
  startDrawing();
  if (state.tab !== "graph") drawTabs();
  startKeys();
  addEventListener("beforeprint", () => state.tab === "graph" && forPaper());
  addEventListener("afterprint", () => $("paper").replaceChildren());
  $("back").addEventListener("click", () => history.back());
  $("forward").addEventListener("click", () => history.forward());
  $("language").addEventListener("click", switchLanguage);
  $("theme").addEventListener("click", switchTheme);
  $("help").addEventListener("click", showHelp);
  $("tabs").addEventListener("keydown", (e) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[e.key];
    if (!step) return;
    e.preventDefault();
    e.stopPropagation();
    const here = tabsHere();
    go({ tab: here[(here.indexOf(state.tab) + step + here.length) % here.length] });
  });
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => (renderer.retint(), relight()));
  requestAnimationFrame(() => requestAnimationFrame(() => {
    performance.mark("interactive");
    document.documentElement.dataset.ready = "yes";
  }));
}

// For the console, and for those who test the page.
window.policyKg = { nodes, links, statements, articles, go, state: () => state, shown: () => shown, screen: (i) => renderer.screen(i), labels: () => renderer.boxes(), relations: () => renderer.relations(), boxOf, wrapped, between: betweenness, spots: () => [...shown.spots], network: () => renderer.network };

library.then(runUnpacked).then(start);
