// Captions as text and as a list. Nothing that somebody typed is lost on the way, whether it makes sense or not: the server is who judges.

const ARROW = "-->";
const ENTITIES = { "&": "&amp;", "<": "&lt;", ">": "&gt;" };
const SIGNS = { "&amp;": "&", "&lt;": "<", "&gt;": ">", "&nbsp;": "\u00a0" };
const WIDE = { "：": ":", "，": ".", "。": ".", "．": "." };

// Every caption as {start, end, text, first, last}: times as they are written, and its lines in the text, from 1.
export function parse(text) {
  return blocks(text).filter((block) => !/^(WEBVTT|NOTE|STYLE|REGION)(\s|$)/.test(block.lines[0])).map(cue);
}

// The text of a list of {start, end, text}.
export function write(cues) {
  const parts = cues.map(({ start, end, text }) => [`${start} ${ARROW} ${end}`, ...lines(text).map((line) => line.replace(/[&<>]/g, (sign) => ENTITIES[sign]))]);
  return ["WEBVTT", "", ...parts.flatMap((part) => [...part, ""])].join("\n");
}

// 1:02.5 in seconds; NaN when it is no time.
export function seconds(written) {
  const found = written.trim().replace(/[：，。．]/g, (sign) => WIDE[sign]).match(/^(?:(\d{1,4}):)?(\d{1,2}):(\d{1,2})(?:[.,](\d{1,3}))?$/);
  if (!found || found[2] > 59 || found[3] > 59) return NaN;
  return Number(found[1] ?? 0) * 3600 + Number(found[2]) * 60 + Number(found[3]) + Number((found[4] ?? "0").padEnd(3, "0")) / 1000;
}

// Seconds as captions write them: 00:01:02.500.
export function stamp(time) {
  const whole = Math.max(0, Math.round(time * 1000)), two = (number) => String(Math.floor(number)).padStart(2, "0");
  return `${two(whole / 3_600_000)}:${two((whole / 60_000) % 60)}:${two((whole / 1000) % 60)}.${String(whole % 1000).padStart(3, "0")}`;
}

export function lines(text) { return text.split("\n").map((line) => line.trim()).filter(Boolean); }

function blocks(text) {
  const found = [];
  let open = null;
  for (const [index, line] of text.split(/\r\n|\r|\n/).entries()) {
    if (!line.trim()) open = null;
    else if (open) open.lines.push(line);
    else found.push(open = { first: index + 1, lines: [line] });
  }
  return found;
}

function cue({ first, lines: all }) {
  const place = all.slice(0, 2).findIndex((line) => line.includes(ARROW)), last = first + all.length - 1;
  const [start, end] = place < 0 ? ["", ""] : all[place].split(ARROW).map((part) => part.trim());
  const text = all.slice(place + 1).join("\n").replace(/&(?:amp|lt|gt|nbsp);/g, (entity) => SIGNS[entity]);
  return { start, end: end.split(/\s/)[0], text, first, last };
}
