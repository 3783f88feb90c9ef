// Picking while everybody picks: an answer that is slow is asked for again with the same key, so that nothing is done twice; a countdown to one's own
// start, at which the page picks by itself where that was wished; numbers of free seats that stay true. Everything works without it.
const PAUSES = [1, 2, 4, 8, 15, 30, 60]; // seconds, each a little by chance, so that browsers do not come back together
const PATIENCE = 20; // seconds for one answer
const SEATS_EVERY = 10; // seconds
const COUNTED = [60, 30, 10]; // seconds left at which it is said aloud
const BUSY = [429, 502, 503, 504];

const pause = (seconds) => new Promise((done) => setTimeout(done, seconds * 1000));
const by_chance = (seconds) => seconds * (0.75 + Math.random() / 2);

function say(form, words) {
  form.querySelector("[data-said]").textContent = words;
}

function new_key() {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

// What came: `done` (led on), a refusal in words, a `page` with words, or the seconds to wait before asking `again`.
async function ask(form, key, next) {
  try {
    const body = new URLSearchParams(new FormData(form));
    const signal = AbortSignal.timeout(PATIENCE * 1000);
    const headers = { "Idempotency-Key": key, Accept: "application/json" };
    const answer = await fetch(form.action, { method: "POST", body, headers, redirect: "manual", signal });
    if (answer.type === "opaqueredirect") return { done: true };
    if (BUSY.includes(answer.status)) return { again: Math.max(Number(answer.headers.get("Retry-After")) || 0, next) };
    const words = answer.headers.get("Content-Type")?.startsWith("application/json");
    return words ? { refusal: await answer.json() } : { page: true };
  } catch {
    return { again: next };
  }
}

// In place of the button: the class as it is now is one press away, and is not drawn for everybody who came too late at once.
function refuse(form, { code, message, starts_in }) {
  form.ariaBusy = "false";
  if (code === "not_open_yet" && form.dataset.early) {
    if (starts_in && !form.dataset.counting) count_down(form, Math.max(starts_in, 1000)); // the start was put off meanwhile
    return say(form, form.dataset.early);
  }
  const notice = form.querySelector("template").content.cloneNode(true);
  notice.querySelector("[data-words]").textContent = message;
  form.replaceChildren(notice);
  return form.querySelector("[role=alert]").focus();
}

// Sent once more as a form, the key brings the page that was answered.
function show(form, key) {
  form.append(Object.assign(document.createElement("input"), { type: "hidden", name: "idempotency_key", value: key }));
  HTMLFormElement.prototype.submit.call(form);
}

async function pick(form) {
  if (form.ariaBusy === "true") return;
  form.ariaBusy = "true";
  const key = new_key();
  for (const seconds of PAUSES) {
    const came = await ask(form, key, by_chance(seconds));
    if (came.done) return location.assign(form.dataset.pick);
    if (came.refusal) return refuse(form, came.refusal);
    if (came.page) return show(form, key);
    say(form, form.dataset.slow);
    await pause(came.again);
  }
  form.ariaBusy = "false";
  say(form, form.dataset.failed);
}

// The button that leaves the pick to the page.
function by_itself(form) {
  const itself = form.querySelector("[data-by-itself]");
  itself.addEventListener("click", () => {
    const wished = itself.getAttribute("aria-pressed") !== "true";
    itself.setAttribute("aria-pressed", String(wished));
    say(form, wished ? form.dataset.kept : "");
  });
}

function count_down(form, wait) {
  const start = performance.now() + wait;
  const [left, itself] = [form.querySelector("[data-left]"), form.querySelector("[data-by-itself]")];
  left.hidden = itself.hidden = false;
  form.dataset.counting = "yes";
  const tick = () => {
    const milliseconds = start - performance.now();
    const seconds = Math.max(0, Math.ceil(milliseconds / 1000));
    left.textContent = seconds;
    if (COUNTED.includes(seconds)) say(form, form.dataset.counted.replace("LEFT", seconds));
    if (milliseconds > 0) return setTimeout(tick, Math.min(milliseconds, milliseconds % 1000 || 1000) + 1);
    left.hidden = itself.hidden = true;
    delete form.dataset.counting;
    if (itself.getAttribute("aria-pressed") === "true") return pick(form);
    return say(form, form.dataset.open);
  };
  tick();
}

function draw(box, taken, all) {
  const words = taken < all ? box.dataset.some.replace("LEFT", all - taken) : box.dataset.all;
  const line = box.querySelector(".seatline > span, .seats > .meta");
  if (line && line.textContent !== words) line.textContent = words;
  box.querySelector(".bar rect:nth-of-type(2)")?.setAttribute("width", Math.round((100 * taken) / all));
  box.querySelectorAll(".seats path:not(.seats__kept)").forEach((chair, at) => chair.setAttribute("class", at < taken ? "seats__taken" : "seats__free"));
}

async function refresh(boxes, at) {
  if (document.hidden) return;
  try {
    const numbers = boxes.map((box) => box.dataset.seats);
    const answer = await fetch(`${at}?of=${[...new Set(numbers)].join(",")}`);
    const known = answer.ok ? await answer.json() : {};
    boxes.filter((box) => known[box.dataset.seats]).forEach((box) => draw(box, ...known[box.dataset.seats]));
  } catch {
    // The numbers stay as they are until the next time.
  }
}

for (const form of document.querySelectorAll("form[data-pick]")) {
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    pick(form);
  });
  if (form.dataset.startsIn) {
    by_itself(form);
    count_down(form, Number(form.dataset.startsIn));
  }
}

const boxes = [...document.querySelectorAll("[data-seats]")];
const at = document.querySelector("script[data-seats-at]")?.dataset.seatsAt;
if (boxes.length && at) {
  const again = (seconds) => setTimeout(() => refresh(boxes, at).then(() => again(SEATS_EVERY)), by_chance(seconds) * 1000);
  again(1); // the page itself may be ten seconds old
  document.addEventListener("visibilitychange", () => refresh(boxes, at));
}
