// The slides of a deck: one at a time on the whole screen, by buttons, keys and taps; on the page itself j and k, or the arrows, go from slide to slide.
// Slides that come later (htmx) are found too, for they are looked up when somebody asks.

const stage = document.querySelector("[data-stage]");
const slides = () => [...document.querySelectorAll("[data-slide]")];
const pictured = () => slides().filter((slide) => slide.querySelector(".slide__picture img"));
const isTyping = (target) => target.closest("input, textarea, select, button, summary, [contenteditable]") !== null;
let shown = 0;

function nearest(all) {
  // The slide whose middle is nearest to the middle of the window.
  const middle = innerHeight / 2;
  const distance = (slide) => { const box = slide.getBoundingClientRect(); return Math.abs((box.top + box.bottom) / 2 - middle); };
  return all.reduce((best, slide, index) => (distance(slide) < distance(all[best]) ? index : best), 0);
}

function show(index) {
  const all = pictured();
  shown = Math.max(0, Math.min(all.length - 1, index));
  const picture = all[shown].querySelector(".slide__picture img");
  const large = stage.querySelector("[data-stage-picture]");
  large.src = picture.currentSrc || picture.src;
  large.alt = all[shown].querySelector("h2").textContent.trim();
  stage.querySelector("[data-stage-place]").textContent = stage.dataset.place.replace("{number}", shown + 1).replace("{count}", all.length);
  for (const button of stage.querySelectorAll("[data-stage-step]")) {
    button.disabled = shown + Number(button.dataset.stageStep) < 0 || shown + Number(button.dataset.stageStep) >= all.length;
  }
  const next = all[shown + 1]?.querySelector("img");
  if (next) new Image().src = next.src; // there before it is asked for
}

function open(index) {
  stage.showModal();
  show(index);
  stage.requestFullscreen?.().catch(() => {}); // some phones have none: the dialog covers the window all the same
}

function close() {
  if (document.fullscreenElement === stage) document.exitFullscreen();
  if (stage.open) stage.close();
}

document.addEventListener("click", (event) => {
  const opener = event.target.closest("[data-stage-open]");
  if (!opener || !stage || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  const all = pictured();
  const own = all.indexOf(opener.closest("[data-slide]"));
  open(own >= 0 ? own : nearest(all));
});

const STEPS = { ArrowRight: 1, ArrowDown: 1, PageDown: 1, " ": 1, ArrowLeft: -1, ArrowUp: -1, PageUp: -1, Home: -Infinity, End: Infinity };

function step(event) {
  const by = STEPS[event.key];
  if (by === undefined || (event.key === " " && event.target.closest("button"))) return;
  event.preventDefault();
  show(Number.isFinite(by) ? shown + by : by < 0 ? 0 : pictured().length - 1);
}

function walk(event) {
  const by = { ArrowRight: 1, j: 1, ArrowLeft: -1, k: -1 }[event.key];
  if (!by || event.altKey || event.ctrlKey || event.metaKey || isTyping(event.target)) return;
  const all = slides();
  const next = all[nearest(all) + by];
  if (next) {
    event.preventDefault();
    next.scrollIntoView({ block: "center" });
    history.replaceState(null, "", `#${next.id}`);
  }
}

document.addEventListener("keydown", (event) => { if (!stage?.open && document.querySelector("[data-deck]")) walk(event); });

if (stage) {
  for (const button of document.querySelectorAll("button[data-stage-open]")) button.hidden = false;
  stage.addEventListener("keydown", step);
  stage.addEventListener("click", (event) => {
    const button = event.target.closest("[data-stage-step]");
    if (button) show(shown + Number(button.dataset.stageStep));
    else if (event.target.closest("[data-stage-close]")) close();
    else if (event.target.closest(".stage__screen")) show(shown + (event.clientX < innerWidth / 3 ? -1 : 1));
  });
  document.addEventListener("fullscreenchange", () => { if (!document.fullscreenElement && stage.open) stage.close(); });
  stage.addEventListener("close", () => {
    close();
    const slide = pictured()[shown];
    slide?.scrollIntoView({ block: "center" });
    slide?.querySelector(".slide__picture").focus({ preventScroll: true });
  });
}
