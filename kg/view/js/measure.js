// Names in lines of even length, and the room that they take.
const NOT_FIRST = "、，。；：！？）》」』”’〉】·";
const WIDE = /[\u1100-\u115f\u2e80-\u303e\u3041-\u33ff\u3400-\u4dbf\u4e00-\u9fff\ua000-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60\uffe0-\uffe6‘’“”…—·×℃Ⅰ-ⅻ①-⒛]|[\ud840-\ud87f][\udc00-\udfff]/u;
const NO_ROOM = /\p{Mn}|\p{Cf}/u;

/** The width of a text in ems: 1 for a Chinese character, 0.55 for a narrow one, 0 for a mark that takes no room. */
function ems(text) {
  let sum = 0;
  for (const c of text) sum += WIDE.test(c) ? 1 : NO_ROOM.test(c) ? 0 : 0.55;
  return sum;
}

/** The name in at most `most` lines of about equal length, none much wider than `line` ems; the rest is cut (…). */
function wrapped(name, line = 9, most = 3) {
  const text = name.split(/\s+/).filter(Boolean).join(" ");
  const total = ems(text);
  if (total <= line) return [text];
  const count = Math.min(most, Math.ceil(total / line));
  const room = Math.min(total <= line * most ? Math.max(line, total / count) : line, total / count + 0.5);
  const made = [""];
  let filled = 0;
  const words = /^[\x20-\x7e\u00a0-\u024f]+$/.test(text) ? text.split(/(?<=[\s/-])/) : [...text];
  for (const part of words.flatMap((word) => (ems(word) > line ? [...word] : [word]))) {
    const wide = ems(part);
    if (filled + wide > room && !NOT_FIRST.includes(part) && made.at(-1)) {
      if (made.length === most) {
        made.push(`${[...made.pop().trimEnd()].slice(0, -1).join("")}…`);
        break;
      }
      made.push("");
      filled = 0;
    }
    made.push(made.pop() + part);
    filled += wide;
  }
  return made.map((s) => s.trim());
}

/** What stands under a node in the drawing, in lines: in English its English name, of persons and places else pinyin. */
function linesOf(node) {
  if (node.lines) return node.lines;
  if (node.wrapped?.language !== language) {
    const said = language && !node.en && node.type !== "Person" && node.type !== "Place" ? node.name : called(node);
    node.wrapped = { language, lines: wrapped(plain(said), said === node.name ? 9 : 11) };
  }
  return node.wrapped.lines;
}

const EM = 12;
const LINE = 15;
const SYMBOL = 11;
const GAP = 7;

/** Half the width of a node with its name, and how far the name reaches below the symbol's centre. */
function boxOf(node) {
  const lines = linesOf(node);
  return [Math.max(SYMBOL, (EM * Math.max(...lines.map(ems))) / 2) + GAP, SYMBOL + LINE * lines.length + GAP / 2];
}
