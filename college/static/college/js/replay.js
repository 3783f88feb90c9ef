// The replay page: ties the player to the counting of what was watched, and keeps the bar and the list of unseen parts up to date.
import { Player } from "./player.js";
import { Watching } from "./watching.js";

const SVG = "http://www.w3.org/2000/svg";
const root = document.querySelector("[data-player]");
const words = root.dataset;
const total = Number(words.total);

let session = null;
let watching = null;

// A fresh address; the session of an open player goes on. Answers null when there is no network or no right to watch any more.
async function open() {
  const address = new URL(words.playbackUrl, location.href);
  if (session) address.searchParams.set("session", session);
  let answer = await ask(address);
  if (answer?.status === 404 && session) {
    session = null;
    answer = await ask(new URL(words.playbackUrl, location.href));
  }
  if (!answer?.ok) return null;
  const playback = await answer.json();
  session = playback.session;
  if (session) watching.begin(session);
  return playback;
}

function ask(address) {
  return fetch(address, { credentials: "same-origin", headers: { Accept: "application/json" } }).catch(() => null);
}

const player = new Player(root, open);
watching = new Watching(root, player.video, { open: reopen, tell: show, lost: sayLost });

function reopen() {
  session = null;
  return open();
}

function sayLost(gone) { say(gone ? words.wordsLost : ""); }

function say(sentence) {
  const line = root.querySelector("[data-said]");
  if (line.textContent !== sentence) line.textContent = sentence;
}

root.addEventListener("player:broken", () => say(navigator.onLine ? words.wordsBroken : words.wordsLost));

// ---- links that go to a second

document.addEventListener("click", (event) => {
  const link = event.target.closest("[data-goto]");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  root.scrollIntoView({ block: "nearest" });
  player.goTo(Number(link.dataset.goto)).then(hideResume);
});

player.video.addEventListener("playing", hideResume);

// Once it plays, the offer to go on is in the way; not while somebody still stands on it.
function hideResume() {
  const resume = document.querySelector("[data-resume]");
  if (resume && player.loaded && !resume.contains(document.activeElement)) resume.hidden = true;
}

// ---- the bar and the words

player.video.addEventListener("timeupdate", () => {
  root.querySelector(".t2")?.setAttribute("x", thousandths(player.video.currentTime));
});

// ---- the strip of slides: which one is shown now

const slides = [...document.querySelectorAll("[data-slides] a")];
let shown = null;

function markSlide() {
  const now = player.place, current = slides.findLast((slide) => Number(slide.dataset.goto) <= now + 0.5) ?? null;
  if (current === shown) return;
  shown?.removeAttribute("aria-current");
  current?.setAttribute("aria-current", "true");
  shown = current;
  const strip = current?.closest("ol");
  if (strip && !strip.contains(document.activeElement)) strip.scrollTo({ left: current.parentElement.offsetLeft - strip.offsetLeft - 8, behavior: calm ? "auto" : "smooth" });
}

const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
if (slides.length) {
  player.video.addEventListener("timeupdate", markSlide);
  markSlide();
}

function show(progress) {
  drawTrack(progress.watched);
  const page = document.querySelector("[data-progress]");
  if (!page) return;
  page.querySelector("[data-bar-seen]").setAttribute("width", thousandths(progress.seconds));
  page.querySelector("[data-progress-words]").textContent = fill(words.wordsProgress, { seen: spoken(progress.seconds), total: spoken(progress.total) });
  listGaps(page, gapsOf(progress.watched, progress.total, Number(page.dataset.shortestGap)));
}

function drawTrack(ranges) {
  const track = root.querySelector("[data-watched]");
  for (const old of track.querySelectorAll(".t1")) old.remove();
  for (const [start, end] of ranges) {
    const part = document.createElementNS(SVG, "rect");
    for (const [name, value] of Object.entries({ class: "t1", x: thousandths(start), y: 8, width: thousandths(end - start), height: 8 })) part.setAttribute(name, value);
    track.querySelector(".t0").after(part);
  }
}

function gapsOf(ranges, length, shortest) {
  const edges = [[0, 0], ...ranges, [length, length]];
  return edges.slice(1).map(([start], index) => [edges[index][1], start]).filter(([start, end]) => end - start >= Math.max(1, shortest));
}

function listGaps(page, gaps) {
  const list = page.querySelector("[data-gaps]");
  if (list.contains(document.activeElement)) return; // nothing changes under somebody's fingers
  list.replaceChildren(...gaps.map(([start, end]) => gapItem(page, start, end)));
  list.hidden = gaps.length === 0;
  page.querySelector("[data-all-seen]").hidden = gaps.length > 0;
}

function gapItem(page, start, end) {
  const item = page.querySelector("template[data-gap]").content.cloneNode(true);
  item.querySelector(".num").textContent = `${clock(start)}–${clock(end)}`;
  const link = item.querySelector("a");
  link.href = `?t=${start}#player`;
  link.dataset.goto = start;
  link.querySelector(".sr").textContent = ` ${clock(start)}`;
  return item;
}

// ---- how we write numbers

function thousandths(seconds) { return total ? Math.min(1000, (seconds / total) * 1000).toFixed(1) : "0"; }

function fill(sentence, values) { return sentence.replace(/\{(\w+)\}/g, (_all, name) => values[name]); }

function spoken(seconds) {
  const values = { hours: Math.floor(seconds / 3600), minutes: Math.floor((seconds % 3600) / 60), seconds: seconds % 60 };
  const pattern = values.hours ? words.wordsHours : values.minutes ? words.wordsMinutes : words.wordsSeconds;
  return fill(pattern, values);
}

function clock(seconds) {
  const two = (number) => String(number).padStart(2, "0");
  const hours = Math.floor(seconds / 3600), minutes = Math.floor((seconds % 3600) / 60);
  return hours ? `${hours}:${two(minutes)}:${two(seconds % 60)}` : `${minutes}:${two(seconds % 60)}`;
}
