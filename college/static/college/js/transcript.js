// What the teacher says, beside the player: follows what plays, leads to any sentence, finds words. It asks nothing of the player but its clock;
// the links are the page's own ([data-goto]). Whether captions lie over the picture makes no difference here.
import { parse, seconds } from "./cues.js";
import { hitsInWords } from "./finding.js";

const AT_REST = 6_000; // after somebody scrolled the list herself it stays where she left it for so long

const pane = document.querySelector("[data-transcript]");
const video = document.querySelector("[data-player] video");

let cues = [];
let current = -1;
let touched = 0;

function open() {
  const choice = pane.querySelector("[data-transcript-language]"), find = pane.querySelector("[data-transcript-find]"), list = pane.querySelector("ol");
  choice.addEventListener("change", () => load(choice.value));
  find.addEventListener("input", () => filter(find.value.trim()));
  pane.querySelector("form").addEventListener("submit", (event) => event.preventDefault());
  for (const name of ["wheel", "touchmove", "keydown"]) list.addEventListener(name, () => { touched = Date.now(); }, { passive: true });
  list.addEventListener("keydown", step);
  list.addEventListener("click", press);
  video.addEventListener("timeupdate", follow);
  video.addEventListener("seeking", () => { touched = 0; });
  load(choice.value);
}

async function load(address) {
  const answer = await fetch(address, { credentials: "same-origin" }).catch(() => null);
  if (!answer?.ok) return;
  const read = parse(await answer.text()).map((cue) => ({ ...cue, start: seconds(cue.start), end: seconds(cue.end) }));
  cues = read.filter((cue) => !Number.isNaN(cue.start)).sort((one, two) => one.start - two.start);
  current = -1;
  const chosen = pane.querySelector("[data-transcript-language] option:checked");
  pane.querySelector("ol").lang = chosen.lang;
  pane.querySelector("[data-transcript-draft]").hidden = chosen.dataset.draft === undefined;
  pane.querySelector("ol").replaceChildren(...cues.map(item));
  pane.hidden = cues.length === 0;
  filter(pane.querySelector("[data-transcript-find]").value.trim());
  follow();
}

function item(cue, index) {
  const entry = document.createElement("li"), link = document.createElement("a"), said = document.createElement("span");
  link.className = "num";
  link.href = `?t=${Math.floor(cue.start)}#player`;
  link.dataset.goto = cue.start;
  link.textContent = clock(cue.start);
  link.id = `said-${index}-at`;
  link.tabIndex = index ? -1 : 0;
  said.id = `said-${index}`;
  said.textContent = cue.text;
  link.setAttribute("aria-labelledby", `${link.id} ${said.id}`);
  entry.append(link, said);
  return entry;
}

// ---- following

function follow() {
  const now = at(video.currentTime), list = pane.querySelector("ol");
  if (now === current || pane.hidden) return;
  list.children[current]?.removeAttribute("aria-current");
  current = now;
  const entry = list.children[now];
  entry?.setAttribute("aria-current", "true");
  if (entry && !list.contains(document.activeElement)) stop(entry);
  if (entry && Date.now() - touched > AT_REST) reveal(list, entry);
}

// The last caption that has begun; -1 before the first.
function at(second) {
  let low = 0, high = cues.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (cues[middle].start <= second + 0.05) low = middle + 1; else high = middle;
  }
  return low - 1;
}

// Scrolls the list and nothing else: the page stays where it is.
function reveal(list, entry) {
  if (entry.hidden) return;
  const top = entry.offsetTop - list.offsetTop;
  if (top < list.scrollTop || top + entry.offsetHeight > list.scrollTop + list.clientHeight) list.scrollTop = top - list.clientHeight / 3;
}

// ---- keys and fingers: one stop of the Tab key for the whole list, arrows inside it

function stop(entry) {
  pane.querySelector('a[tabindex="0"]')?.setAttribute("tabindex", "-1");
  entry.querySelector("a").tabIndex = 0;
}

function step(event) {
  const shown = [...event.currentTarget.children].filter((entry) => !entry.hidden), place = shown.indexOf(event.target.closest("li"));
  const wanted = { ArrowDown: place + 1, ArrowUp: place - 1, Home: 0, End: shown.length - 1 }[event.key];
  if (wanted === undefined || !shown[wanted]) return;
  event.preventDefault();
  stop(shown[wanted]);
  shown[wanted].querySelector("a").focus({ preventScroll: true });
  reveal(event.currentTarget, shown[wanted]);
}

// The words can be pressed like the time before them, or marked to be copied.
function press(event) {
  const entry = event.target.closest("li");
  if (entry && !event.target.closest("a") && getSelection().isCollapsed) entry.querySelector("a").click();
}

// ---- finding

function filter(wanted) {
  const list = pane.querySelector("ol"), key = wanted.toLowerCase();
  let hits = 0;
  for (const [index, entry] of [...list.children].entries()) {
    const found = mark(entry.lastElementChild, cues[index].text, key);
    entry.hidden = Boolean(key) && found === 0;
    hits += found;
  }
  const first = [...list.children].find((entry) => !entry.hidden);
  if (first && list.querySelector('a[tabindex="0"]')?.closest("li").hidden) stop(first);
  pane.querySelector("[data-transcript-said]").textContent = key ? hitsInWords(pane, hits, wanted) : "";
  if (!key && list.children[current]) reveal(list, list.children[current]);
}

function mark(element, text, key) {
  const lower = text.toLowerCase();
  if (!key || lower.length !== text.length) { element.textContent = text; return key && lower.includes(key) ? 1 : 0; }
  const parts = [];
  let place = 0, hits = 0;
  for (let next = lower.indexOf(key); next >= 0; next = lower.indexOf(key, place)) {
    const hit = document.createElement("mark");
    hit.textContent = text.slice(next, next + key.length);
    parts.push(text.slice(place, next), hit);
    place = next + key.length;
    hits += 1;
  }
  element.replaceChildren(...parts, text.slice(place));
  return hits;
}

function clock(second) {
  const two = (number) => String(Math.floor(number)).padStart(2, "0");
  return second >= 3600 ? `${Math.floor(second / 3600)}:${two((second / 60) % 60)}:${two(second % 60)}` : `${Math.floor(second / 60)}:${two(second % 60)}`;
}

if (pane && video) open();
