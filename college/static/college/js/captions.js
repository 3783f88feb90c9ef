// The editor of captions: the text of the form becomes a list beside the picture, and one text again when it is saved.
import { lines, parse, seconds, stamp, write } from "./cues.js";

const NEW_SECONDS = 2;
const KEYS = { Comma: "start", Period: "end", Enter: "split", KeyJ: "join", KeyN: "insert", Delete: "remove", KeyK: "play", KeyZ: "undo" };

const form = document.querySelector("[data-captions-form]");
const words = form.dataset;
const area = form.querySelector("textarea[name=text]");
const list = form.querySelector("[data-cues]");
const tools = form.querySelector("[data-cue-tools]");
const template = form.querySelector("template[data-cue-row]");
const status = form.querySelector("[data-cue-status]");
const video = document.querySelector("[data-captions-video]");

let current = null;
let caret = null;
let saved = "";
let count = 0;
const former = [];

// ---- rows

function row(cue) {
  const item = template.content.firstElementChild.cloneNode(true);
  item.id = `cue-${count += 1}`;
  const error = item.querySelector("[data-error]");
  error.id = `${item.id}-error`;
  for (const name of ["start", "end", "text"]) field(item, name).value = cue[name];
  for (const box of item.querySelectorAll("input, textarea")) box.setAttribute("aria-describedby", error.id);
  return item;
}

function field(item, name) { return item.querySelector(`[data-${name}]`); }

function rows() { return [...list.children]; }

function values(item) { return { start: field(item, "start").value.trim(), end: field(item, "end").value.trim(), text: field(item, "text").value }; }

function text() { return write(rows().map(values)); }

function draw(cues) {
  current = null;
  form.append(tools);
  list.replaceChildren(...cues.map(row));
  choose(list.firstElementChild);
}

function choose(item) {
  if (!item || item === current) return;
  current?.removeAttribute("aria-current");
  current = item;
  caret = null;
  item.setAttribute("aria-current", "true");
  item.append(tools);
  tools.hidden = false;
}

// ---- what is wrong, beside the caption

function fault(item) {
  const { start, end, text: said } = values(item);
  const [from, to] = [seconds(start), seconds(end)];
  if (Number.isNaN(from) || Number.isNaN(to)) return words.badTime;
  if (to <= from) return words.order;
  return lines(said).length ? "" : words.empty;
}

function show(item, sentence) {
  const error = field(item, "error");
  error.hidden = !sentence;
  error.querySelector("span").textContent = sentence;
  for (const box of item.querySelectorAll("input, textarea")) box.setAttribute("aria-invalid", String(Boolean(sentence)));
}

// What the server said of lines is said of the captions that stand there.
function place(cues) {
  const items = rows();
  for (const link of document.querySelectorAll("[data-line]")) {
    const index = cues.findIndex(({ first, last }) => first <= Number(link.dataset.line) && Number(link.dataset.line) <= last);
    if (index < 0) continue;
    link.href = `#${items[index].id}`;
    link.textContent = words.nth.replace("{number}", index + 1).replace("{reason}", link.dataset.said);
    link.addEventListener("click", (event) => { event.preventDefault(); field(items[index], "start").focus(); });
    show(items[index], link.dataset.said);
  }
}

// ---- what can be done

const verbs = {
  play() {
    if (!video) return;
    if (!video.paused) { video.pause(); return; }
    const from = seconds(field(current, "start").value);
    if (!Number.isNaN(from)) video.currentTime = from;
    video.play().catch(() => {});
  },
  start() { set("start"); },
  end() { set("end"); },
  split() {
    remember();
    const cue = values(current), at = caret ?? Math.ceil(cue.text.length / 2), middle = between(cue, at);
    const next = row({ start: middle, end: cue.end, text: cue.text.slice(at).trim() });
    field(current, "end").value = middle;
    field(current, "text").value = cue.text.slice(0, at).trim();
    current.after(next);
    go(next, words.splitDone);
  },
  join() {
    const next = current.nextElementSibling;
    if (!next) { say(words.last); return; }
    remember();
    const one = values(current), two = values(next);
    field(current, "end").value = two.end;
    field(current, "text").value = [...lines(one.text), ...lines(two.text)].join("\n");
    next.remove();
    go(current, words.joinDone);
  },
  insert() {
    remember();
    const next = row(following(current));
    current.after(next);
    go(next, words.insertDone);
  },
  remove() {
    remember();
    const gone = current, near = gone.nextElementSibling ?? gone.previousElementSibling ?? row(following(null));
    if (!near.isConnected) gone.after(near);
    choose(near);
    gone.remove();
    go(near, words.removeDone);
  },
  undo() {
    const before = former.pop();
    if (!before) { say(words.noUndo); return; }
    const index = rows().indexOf(current);
    draw(parse(before));
    go(list.children[Math.min(index, list.children.length - 1)], words.undoDone);
  },
};

function set(name) {
  if (!video) return;
  remember();
  field(current, name).value = stamp(video.currentTime);
  show(current, fault(current));
  say(words.timeDone.replace("{time}", field(current, name).value));
}

// Where a caption falls apart: where the picture stands, if that is inside it, else in proportion to the words.
function between({ start, end, text: said }, at) {
  const [from, to, here] = [seconds(start), seconds(end), video?.currentTime ?? -1];
  if (Number.isNaN(from) || Number.isNaN(to)) return start;
  return stamp(from < here && here < to ? here : from + (to - from) * (said.length ? at / said.length : 0.5));
}

function following(item) {
  const from = item ? seconds(field(item, "end").value) || 0 : 0;
  const next = item?.nextElementSibling ? seconds(field(item.nextElementSibling, "start").value) : NaN;
  return { start: stamp(from), end: stamp(next > from ? Math.min(next, from + NEW_SECONDS) : from + NEW_SECONDS), text: "" };
}

function remember() {
  former.push(text());
  if (former.length > 50) former.shift();
}

function go(item, sentence) {
  choose(item);
  show(item, "");
  field(item, "text").focus();
  say(sentence);
}

function say(sentence) { status.textContent = sentence; }

// ---- hands and keys

list.addEventListener("focusin", (event) => choose(event.target.closest("[data-cue]")));

list.addEventListener("focusout", (event) => {
  if (event.target.matches("[data-text]")) caret = event.target.selectionStart;
});

// A sentence that appears moves what stands below it. While somebody presses there it waits, or the button is gone before the finger is up.
let pressing = Promise.resolve();

document.addEventListener("pointerdown", () => {
  pressing = new Promise((resolve) => {
    for (const name of ["pointerup", "pointercancel"]) document.addEventListener(name, () => setTimeout(resolve, 50), { once: true });
  });
}, true);

list.addEventListener("change", (event) => {
  const item = event.target.closest("[data-cue]");
  pressing.then(() => show(item, fault(item)));
});

form.addEventListener("click", (event) => {
  const button = event.target.closest("[data-do]");
  if (!button) return;
  choose(button.closest("[data-cue]"));
  verbs[button.dataset.do]();
});

form.addEventListener("keydown", (event) => {
  const verb = KEYS[event.code];
  if (!verb || !event.altKey || event.ctrlKey || event.metaKey || event.isComposing || !current) return;
  event.preventDefault();
  caret = event.target.matches("[data-text]") ? event.target.selectionStart : null;
  verbs[verb]();
});

video?.addEventListener("timeupdate", () => {
  const here = video.currentTime;
  for (const item of rows()) {
    const { start, end } = values(item);
    item.classList.toggle("is-heard", seconds(start) <= here && here < seconds(end));
  }
});

form.querySelector("[data-heard]")?.addEventListener("click", () => {
  const item = list.querySelector(".is-heard");
  if (item) go(item, "");
  else say(words.silent);
});

form.addEventListener("submit", (event) => {
  const wrong = rows().filter((item) => { const sentence = fault(item); show(item, sentence); return sentence; });
  if (wrong.length) {
    event.preventDefault();
    choose(wrong[0]);
    field(wrong[0], "start").focus();
    say(words.wrong.replace("{count}", wrong.length));
    return;
  }
  area.value = text();
  saved = area.value;
});

window.addEventListener("beforeunload", (event) => { if (text() !== saved) event.preventDefault(); });

// ---- begin

const cues = parse(area.value);
draw(cues.length ? cues : [following(null)]);
place(cues);
saved = document.querySelector("[data-error-summary]") ? "" : text();
form.querySelector("[data-plain]").hidden = true;
form.querySelector("[data-list]").hidden = false;
document.querySelector("[data-needs-script]").hidden = false;
