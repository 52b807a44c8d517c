// Search over names, other names, English names, pinyin and its initials, with suggestions.
const plainName = (text) => text.toLowerCase().replace(/[\s“”‘’"'「」『』《》〈〉]/g, "");
let index = null;

/** What parts names and nodes in the index: halves of characters, which no text in the page holds. */
const [END, NEXT] = ["\udc00", "\udc01"];

/** Of each node its names, its spellings and their initials. Those of all are made plain at once, which is quicker than each by itself. */
function indexed() {
  if (index) return index;
  const names = plainName(nodes.map((n) => (n.names.length || n.en ? [n.name, ...n.names, n.en ?? ""].join(END) : n.name)).join(NEXT)).split(NEXT);
  const pinyin = nodes.map((n) => n.said).join(NEXT).replaceAll(" ", "").replaceAll("|", END).split(NEXT);
  const initials = nodes.map((n) => n.short).join(NEXT).replaceAll("|", END).split(NEXT);
  index = names.map((name, i) => [name, pinyin[i], initials[i]]);
  return index;
}

/** How well a node's names and spellings fit: 0 equal, 1 beginning, 3 within a name; 2, 4, 5, 6 pinyin and initials. */
function fitOf(of, wanted, latin) {
  const [names, pinyin, initials] = of.map((text) => END + text + END);
  const [whole, start] = [END + wanted + END, END + wanted];
  if (names.includes(whole)) return 0;
  if (names.includes(start)) return 1;
  if (!latin) return 3;
  if (pinyin.includes(start) || initials.includes(whole)) return 2;
  if (names.includes(wanted)) return 3;
  if (initials.includes(start)) return 4;
  if (pinyin.includes(wanted)) return 5;
  return wanted.length > 1 ? 6 : 99;
}

/** Nodes that fit the text, the best first: equal, then beginning (with whole syllables first), then within; names before pinyin before initials. */
function searched(text, most = 12) {
  const wanted = plainName(text);
  if (!wanted) return [];
  const latin = /^[a-z0-9]+$/.test(wanted);
  const found = [];
  indexed().forEach((of, i) => {
    if (!of[0].includes(wanted) && !of[1].includes(wanted) && !of[2].includes(wanted)) return;
    const fit = fitOf(of, wanted, latin);
    if (fit < 99) found.push([fit + (fit === 2 && !endsSyllable(nodes[i], wanted) ? 0.5 : 0), i]);
  });
  return found.sort((a, b) => a[0] - b[0] || nodes[b[1]].degree - nodes[a[1]].degree || a[1] - b[1]).slice(0, most).map(([, i]) => i);
}

/** Whether the typed pinyin ends where a syllable of the name does: changsha of 长沙, not of 长山花园. */
function endsSyllable({ syllables }, wanted) {
  let said = "";
  for (const syllable of syllables) if ((said += syllable).length >= wanted.length) break;
  return said === wanted;
}

/** The nodes that have the name, or one that differs only in quotation marks, case and spaces. */
function nodesNamed(text) {
  const byIri = nodes.filter((n) => text.trim().replace(/^<|>$/g, "") === fullIri(n.key));
  if (byIri.length) return byIri;
  const wanted = plainName(text);
  const called = nodes.filter((n) => wanted && plainName(n.name) === wanted);
  return called.length ? called : nodes.filter((n) => wanted && [...n.names, n.en].some((name) => name && plainName(name) === wanted));
}

/** Says in how many articles what is typed stands, once typing rests: the first time reads all of them. */
function countInText(item, input) {
  const typed = input.value;
  setTimeout(() => {
    if (input.value === typed) item.textContent = t("inFullText", cut(typed.trim(), 12), articlesFound(typed).length);
  }, 400);
}

function startSearch() {
  const input = $("search");
  const list = $("found");
  let active = -1;
  let offered = [];
  const close = () => {
    list.hidden = true;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
    active = -1;
  };
  const pick = (i) => {
    const typed = input.value;
    input.value = "";
    close();
    if (i === "text") {
      go({ q: typed.trim(), doc: -1, mark: null });
      drawReader();
      return place("text");
    }
    chooseNode(i);
    if (state.tab === "graph") $("drawing").focus({ preventScroll: true });
  };
  /** Chooses a suggestion, and brings it into sight where it may not be. */
  const mark = (n, scroll = true) => {
    active = n;
    [...list.children].forEach((item) => item.setAttribute("aria-selected", item.id === `found-${n}`));
    if (n >= 0) {
      input.setAttribute("aria-activedescendant", `found-${n}`);
      if (scroll) $(`found-${n}`).scrollIntoView({ block: "nearest" });
    }
  };
  input.addEventListener("input", () => {
    offered = searched(input.value);
    if (!input.value.trim()) return close();
    const inText = articles.length > 1 && h("li", { id: `found-${offered.length}`, role: "option", "aria-selected": "false", class: "in-text", onpointerdown: (e) => (e.preventDefault(), pick("text")) },
      t("inFullText", cut(input.value.trim(), 12), "…"));
    if (inText) countInText(inText, input);
    list.replaceChildren(...(offered.length ? offered.map((i, n) => {
      const node = nodes[i];
      return h("li", { id: `found-${n}`, role: "option", "aria-selected": "false", onpointerdown: (e) => (e.preventDefault(), pick(i)) },
        symbol(node.type), h("span", {}, callName(node)), h("small", { class: "kind" }, nameOf(node.kind && node.kind !== "Other" ? node.kind : node.type)));
    }) : [h("li", { class: "none", role: "option", "aria-disabled": "true", "aria-selected": "false" }, t("noMatch"))]), ...(inText ? [inText] : []));
    if (inText) offered.push("text");
    list.hidden = false;
    input.setAttribute("aria-expanded", "true");
    mark(offered.length && list.firstChild.id ? 0 : -1, active > 0);
  });
  input.addEventListener("keydown", (e) => {
    if (e.isComposing) return;
    if (e.key === "Escape") {
      input.value = "";
      close();
      e.stopPropagation();
    } else if (!list.hidden && offered.length && (e.key === "ArrowDown" || e.key === "ArrowUp")) {
      e.preventDefault();
      mark((active + (e.key === "ArrowDown" ? 1 : offered.length - 1)) % offered.length);
    } else if (e.key === "Enter" && offered[active] !== undefined && !list.hidden) {
      e.preventDefault();
      pick(offered[active]);
    }
  });
  input.addEventListener("blur", close);
}
