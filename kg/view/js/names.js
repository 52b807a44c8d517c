// What a thing is called: in Chinese by its name, in English by its English name or else in Latin letters.
const LATIN_WORD = /^[a-z0-9]/i;
const LETTER = /^[\p{L}\p{N}]/u;
const MARKS = { "“": "“", "”": "”", "、": ",", "，": ",", "：": ":", "（": "(", "）": ")" };
const capital = (text) => text.replace(/^[^\p{L}\p{N}]*\p{Ll}/u, (start) => start.toUpperCase());
/** Syllables as one word: xi, an as xi'an. */
const joined = (said) => said.reduce((word, next) => word + (word && /^[aeo]/.test(next) ? "'" : "") + next, "");

/**
 * The name in pinyin as libraries write it: a word for each syllable, but one for a place (what follows its short name
 * apart: Changsha Shi) and for a given name; letters and figures as they stand. Empty where it has no Chinese character.
 */
function romanised({ name, names, type, syllables }) {
  let at = 0;
  const said = (name.match(/[a-z0-9]+|[\p{L}\p{N}]|[^\p{L}\p{N}]+/giu) ?? []).map((part) => {
    if (!LETTER.test(part)) return [...part].map((c) => MARKS[c] ?? "").join("") || " ";
    if (!LATIN_WORD.test(part)) return (syllables[at++] ?? "").replace(/^([ln])v/, "$1ü");
    at += part.length;
    return part;
  });
  if (at !== syllables.length) return "";
  if (type !== "Person" && type !== "Place") return capital(said.join(" ").replace(/\s+(?=[”,:)])|(?<=[“(])\s+/g, "").replace(/\s+/g, " ").trim());
  const words = [[]];
  for (const part of said) {
    if (/^[^\p{L}\p{N}]/u.test(part)) words.push([]);
    else words.at(-1).push(part);
  }
  // a Chinese name of two or three characters: the family's, then the given one
  const family = type === "Person" && words.length === 1 && [2, 3].includes(words[0].length) ? 1 : 0;
  const short = type === "Place" && words.length === 1 ? names.find((other) => other.length > 1 && name.startsWith(other) && other.length < name.length)?.length : 0;
  const parts = family || short ? [words[0].slice(0, family || short), words[0].slice(family || short)] : words.filter((w) => w.length);
  return parts.map((part) => capital(joined(part))).join(" ");
}

const latin = (node) => (node.latin ??= romanised(node));

/** What a node is called in the chosen language. */
const called = (node) => (language && (node.en || latin(node))) || node.name;

/** What a node is called, and its Chinese name where that is another, as one text. */
const bothNames = (node) => plain([...new Set([called(node), node.name])].join(" "));

/** What a node is called, with its Chinese name beside it where that is another. */
function callName(node) {
  const said = called(node);
  if (said === node.name) return [bdi(said)];
  return [bdi(said, { lang: node.en ? "en" : "zh-Latn" }), " ", h("small", { lang: "zh-Hans", class: "han" }, bdi(node.name))];
}
