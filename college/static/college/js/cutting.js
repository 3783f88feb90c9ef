// The editor of a cut: the fields of the form are the truth; the time line, the keys and the preview only read and write them. Times are milliseconds.
import { seconds } from "./cues.js";

const KEYS = { Comma: "start", Period: "end", Enter: "split", Delete: "remove", KeyK: "play", KeyZ: "undo", KeyY: "redo" };
const LEAST = 100;

const form = document.querySelector("[data-cut-form]");
const words = form.dataset;
const list = form.querySelector("[data-cut-rows]");
const status = form.querySelector("[data-cut-status]");
const error = form.querySelector("[data-cut-error]");
const video = document.querySelector("[data-cut-video]");
const seek = document.querySelector("[data-cut-seek]");
const wave = document.querySelector("[data-cut-wave]");
const bars = document.querySelector("[data-cut-parts]");
const { duration, peaks, slides } = JSON.parse(document.querySelector("#cut-data").textContent);

const template = list.querySelector("[data-spare]");
template.remove();
delete template.dataset.spare;

let previewing = false;
let current = 0;
let done = [];
let undone = [];
let before = "";
let saved = "";

// ---- times and parts

function written(time) {
  const whole = Math.floor(time / 1000), two = (number) => String(number).padStart(2, "0");
  const part = String(time % 1000).padStart(3, "0").replace(/0+$/, "") || "0";
  return `${Math.floor(whole / 3600)}:${two(Math.floor(whole / 60) % 60)}:${two(whole % 60)}.${part}`;
}

function read(box) { return Math.round(seconds(box.value) * 1000); }

function boxes(item) { return [...item.querySelectorAll("input")]; }

function parts() { return [...list.children].map((item) => boxes(item).map(read)); }

function row([start, end], index) {
  const item = template.cloneNode(true), name = words.nth.replace("{number}", index + 1);
  item.querySelector("[data-name]").textContent = name;
  const [from, to] = boxes(item);
  [from.value, to.value] = [written(start), written(end)];
  for (const box of [from, to]) box.setAttribute("aria-label", `${name} ${box.previousElementSibling.textContent}`);
  return item;
}

function draw(kept, chosen = current) {
  list.replaceChildren(...kept.map(row));
  current = Math.max(0, Math.min(chosen, kept.length - 1));
  show();
}

function fault() {
  const edges = parts().flat();
  if (edges.some(Number.isNaN)) return words.badTime;
  if (edges.some((edge, index) => index && (index % 2 ? edge <= edges[index - 1] : edge < edges[index - 1]))) return words.order;
  return edges.at(-1) > duration ? words.outside : "";
}

function show() {
  const sentence = fault();
  error.hidden = !sentence;
  error.querySelector("span").textContent = sentence;
  [...list.children].forEach((item, index) => item.toggleAttribute("data-current", index === current));
  if (sentence) return;
  bars.replaceChildren(...parts().map(([start, end], index) => {
    const bar = document.createElement("div");
    bar.className = index === current ? "cutting__part is-current" : "cutting__part";
    bar.style.insetInlineStart = `${(start / duration) * 100}%`;
    bar.style.width = `${((end - start) / duration) * 100}%`;
    return bar;
  }));
  before = JSON.stringify(parts());
}

function total() { return words.total.replace("{time}", written(parts().reduce((sum, [start, end]) => sum + end - start, 0))); }

function say(sentence) { status.textContent = `${sentence} ${fault() ? "" : total()}`.trim(); }

function described(index) {
  const [start, end] = parts()[index].map(written);
  return words.done.replace("{number}", index + 1).replace("{start}", start).replace("{end}", end);
}

// ---- what can be done

function now() { return Math.min(duration, Math.round(video.currentTime * 10) * 100); }

function here() { return parts().findIndex(([start, end]) => start <= now() && now() < end); }

function change(kept, chosen, sentence) {
  done.push(before);
  undone = [];
  draw(kept, chosen);
  say(sentence ?? described(current));
}

function back(from, to) {
  const state = from.pop();
  if (!state) { say(words.noUndo); return; }
  to.push(before);
  draw(JSON.parse(state));
  say("");
}

const verbs = {
  play() { if (video.paused) video.play().catch(() => {}); else video.pause(); },
  preview(button) {
    previewing = !previewing;
    button.setAttribute("aria-pressed", String(previewing));
    if (previewing) video.play().catch(() => {});
  },
  start() {
    const kept = parts(), at = now(), inside = here(), index = inside < 0 ? kept.findIndex(([start]) => start > at) : inside;
    if (index < 0 || kept[index][1] - at < LEAST) { say(words.nothing); return; }
    kept[index][0] = at;
    change(kept, index);
  },
  end() {
    const kept = parts(), at = now(), inside = kept.findIndex(([start, end]) => start < at && at <= end);
    const index = inside < 0 ? kept.findLastIndex(([, end]) => end < at) : inside;
    if (index < 0 || at - kept[index][0] < LEAST) { say(words.nothing); return; }
    kept[index][1] = at;
    change(kept, index);
  },
  split() {
    const kept = parts(), at = now(), index = here();
    if (index < 0 || at - kept[index][0] < LEAST || kept[index][1] - at < LEAST) { say(words.nothing); return; }
    kept.splice(index, 1, [kept[index][0], at], [at, kept[index][1]]);
    change(kept, index + 1);
  },
  remove() {
    const kept = parts(), index = here() < 0 ? current : here();
    if (kept.length < 2) { say(words.last); return; }
    kept.splice(index, 1);
    change(kept, index, words.leftOut);
  },
  undo() { back(done, undone); },
  redo() { back(undone, done); },
};

function leaveOut(from, to) {
  const kept = parts().flatMap(([start, end]) => [[start, Math.min(end, from)], [Math.max(start, to), end]].filter((part) => part[1] - part[0] >= LEAST));
  if (kept.length) change(kept, current, words.leftOut);
  else say(words.last);
}

function run(verb, button) {
  if (fault() && !["play", "undo", "redo"].includes(verb)) { say(fault()); return; }
  verbs[verb](button);
}

// ---- the time line

function paint() {
  const context = wave.getContext("2d"), style = getComputedStyle(wave);
  [wave.width, wave.height] = [wave.clientWidth, wave.clientHeight];
  context.fillStyle = style.color;
  peaks.forEach((peak, index) => {
    const height = Math.max(1, (peak / 100) * wave.height);
    context.fillRect((index / peaks.length) * wave.width, (wave.height - height) / 2, Math.max(1, wave.width / peaks.length), height);
  });
}

function slide({ at, url, title }) {
  const button = document.createElement("button"), picture = document.createElement("img");
  button.type = "button";
  button.className = "cutting__slide";
  button.setAttribute("aria-label", `${written(at)} ${title}`.trim());
  Object.assign(picture, { src: url, alt: "", loading: "lazy" });
  button.append(picture);
  button.addEventListener("click", () => go(at));
  return button;
}

function go(time) { video.currentTime = time / 1000; }

function follow() {
  const at = Math.round(video.currentTime * 1000);
  seek.value = at;
  seek.setAttribute("aria-valuetext", written(now()));
  document.querySelector("[data-cut-now]").style.insetInlineStart = `${(at / duration) * 100}%`;
  document.querySelector("[data-cut-clock]").textContent = written(now());
  if (previewing && !video.paused && !fault()) skip(at);
}

// The preview: what is left out is jumped over, after the last part it ends.
function skip(at) {
  const kept = parts();
  if (kept.some(([start, end]) => start <= at && at < end)) return;
  const next = kept.find(([start]) => start > at);
  if (next) go(next[0]);
  else video.pause();
}

function frame() {
  if (!video.paused) { follow(); requestAnimationFrame(frame); }
}

// ---- hands and keys

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-do]"), suggested = event.target.closest("[data-suggested]");
  if (button) run(button.dataset.do, button);
  if (!suggested || fault()) return;
  leaveOut(...suggested.dataset.suggested.split(",").map(Number));
});

document.addEventListener("keydown", (event) => {
  const verb = KEYS[event.code];
  if (!verb || !event.altKey || event.ctrlKey || event.metaKey || event.isComposing) return;
  event.preventDefault();
  run(verb);
});

list.addEventListener("focusin", (event) => { current = [...list.children].indexOf(event.target.closest("[data-part]")); show(); });

list.addEventListener("change", () => {
  if (!fault() && JSON.stringify(parts()) !== before) {
    done.push(before);
    undone = [];
  }
  show();
  say(fault() ? "" : described(current));
});

seek.addEventListener("input", () => go(Number(seek.value)));
for (const name of ["timeupdate", "seeked", "loadedmetadata"]) video.addEventListener(name, follow);
video.addEventListener("play", () => { if (previewing && parts().at(-1)[1] <= now()) go(parts()[0][0]); frame(); });
new ResizeObserver(paint).observe(wave);

form.addEventListener("submit", (event) => {
  const isWhole = event.submitter?.value === "whole";
  if (fault() && !isWhole) { event.preventDefault(); show(); say(fault()); return; }
  const at = form.querySelector("[data-cut-at]");
  if (event.submitter?.value === "split" && !at.value.trim()) at.value = written(now());
  saved = JSON.stringify(parts());
});

window.addEventListener("beforeunload", (event) => { if (JSON.stringify(parts()) !== saved) event.preventDefault(); });

// ---- begin

if ([...list.children].length) {
  for (const item of list.children) for (const box of boxes(item)) box.setAttribute("aria-label", `${item.querySelector("[data-name]").textContent} ${box.previousElementSibling.textContent}`);
} else draw([[0, duration]], 0);
saved = document.querySelector("[data-error-summary]") ? "" : JSON.stringify(parts());
show();
document.querySelector("[data-cut-slides]").append(...slides.map(slide));
for (const part of document.querySelectorAll("[data-needs-script], [data-suggested]")) part.hidden = false;
paint();
follow();
