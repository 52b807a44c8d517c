// Elements, built from data alone: text is always text, never markup.
const CONTROLS = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/g;

/** The text with invisible controls (among them those that turn its direction) shown as boxes, one for one. */
const plain = (text) => text.replace(CONTROLS, "\u25af");

const $ = (id) => document.getElementById(id);

/** An element: properties beginning with `on` listen, the others are attributes; children are nodes or text. */
function h(tag, properties = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (value === false || value === null || value === undefined) continue;
    if (name.startsWith("on")) made.addEventListener(name.slice(2), value);
    else made.setAttribute(name, value === true ? "" : value);
  }
  for (const child of children.flat()) if (child !== null && child !== undefined && child !== false) made.append(child);
  return made;
}

/** A name from an article, kept from turning the direction of what stands around it. */
const bdi = (text, properties = {}) => h("bdi", properties, plain(text));

const button = (label, onclick, properties = {}) => h("button", { type: "button", onclick, ...properties }, label);

/** The text cut to `room` characters. */
const cut = (text, room) => (text.length > room ? [...text].slice(0, room).join("") + "…" : text);

/** Says something to those who hear the page. */
function announce(text) {
  $("said").textContent = plain(text);
}

function download(name, type, content) {
  const blob = content instanceof Blob ? content : new Blob([content], { type });
  const url = URL.createObjectURL(blob);
  const link = h("a", { href: url, download: name });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(url), 1000);
}

/** Runs an unpacked script of the page's own; its policy lets in only what it knows by its digest. */
function runUnpacked(bytes) {
  const script = h("script", {}, new TextDecoder().decode(bytes));
  document.head.append(script);
  script.remove();
}

/** The bytes of gzipped, base64-coded content. */
async function unpack(coded) {
  const bytes = Uint8Array.fromBase64 ? Uint8Array.fromBase64(coded) : Uint8Array.from(atob(coded), (c) => c.charCodeAt(0));
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

// what draws is unpacked beside the reading of the data
const library = unpack($("kg-vis").textContent);
