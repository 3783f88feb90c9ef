// One's wishes put in order: by buttons, by dragging a grip, by arrow keys on it. The page shows the new order at once, saves it, and takes the list
// anew from the server's answer. A line that is lost is tried again; a list that was changed elsewhere is shown, and her own order offered beside it.
// Without this script every button is a form.
const page = document.querySelector("[data-wish-page]");
const part = page.querySelector("[data-wish-part]");
const said = page.querySelector("[data-wish-said]");
const words = page.dataset;
const PAUSES = [1000, 2000, 5000, 10000, 30000]; // between tries on a lost line
const titles = new Map();

const list = () => part.querySelector("[data-wish-list]");
const lines = () => [...part.querySelectorAll("[data-wish]")];
const order = () => lines().map((line) => line.dataset.wish);
const same = (one, other) => one.join() === other.join();
const spoken = (text, values) => Object.entries(values).reduce((words_, [name, value]) => words_.replace(name, value), text);

let seen = list().dataset.version; // the version that the server told last
let wanted = null; // an order that is not saved yet
let done = ""; // what she did, in words
let sending = false;
let tries = 0;
let waiting = 0;

// ---- kept until it is saved, so that a reload on a lost line loses nothing

const PLACE = `wishes-${list().dataset.round}-${words.wishPage}`;

function keep() {
  try {
    if (wanted === null) sessionStorage.removeItem(PLACE);
    else sessionStorage.setItem(PLACE, JSON.stringify({ order: wanted, version: seen }));
  } catch {
    // a browser that keeps nothing
  }
}

function kept() {
  try {
    return JSON.parse(sessionStorage.getItem(PLACE));
  } catch {
    return null;
  }
}

// ---- on the page

function dress() {
  for (const grip of part.querySelectorAll("[data-grip]")) grip.hidden = false;
  for (const hidden of part.querySelectorAll("[data-wish-how], [data-print]")) hidden.hidden = false;
  for (const line of lines()) titles.set(line.dataset.wish, line.dataset.title);
}

function number() {
  const all = lines();
  all.forEach((line, place) => {
    line.querySelector("[data-rank]").textContent = place + 1;
    line.querySelector("[value=up]").disabled = place === 0;
    line.querySelector("[value=down]").disabled = place === all.length - 1;
  });
}

function focus(id) {
  const there = id && document.getElementById(id);
  if (there && !there.disabled) return there.focus({ preventScroll: true });
  const line = there?.closest("[data-wish]");
  (line?.querySelector("button:not(:disabled):not([hidden])") ?? part.querySelector("#wishes")).focus({ preventScroll: true });
}

function take(text, focused) {
  part.innerHTML = text;
  seen = list().dataset.version;
  dress();
  if (focused) focus(focused);
}

const focused = () => (part.contains(document.activeElement) ? document.activeElement.id : "");

function say(text) {
  said.textContent = [done, text].filter(Boolean).join(" ");
}

// ---- a change: shown at once, then saved

function move(id, to, control) {
  const now = order(), place = Math.min(Math.max(to, 0), now.length - 1);
  if (now.indexOf(id) === place) return;
  now.splice(now.indexOf(id), 1);
  now.splice(place, 0, id);
  done = spoken(words.moved, { COURSE: titles.get(id), RANK: place + 1, TOTAL: now.length });
  change(now, control);
}

function remove(id) {
  const now = order(), place = now.indexOf(id);
  now.splice(place, 1);
  done = spoken(words.removed, { COURSE: titles.get(id) });
  document.getElementById(`wish-${id}`).remove();
  change(now, now.length ? `wish-${now[Math.min(place, now.length - 1)]}-remove` : "wishes");
}

function change(now, control) {
  const holder = part.querySelector("[data-wishes]");
  for (const id of now) holder.append(document.getElementById(`wish-${id}`));
  number();
  focus(control);
  part.querySelector("[data-wish-offer]")?.remove();
  wanted = now;
  keep();
  save();
}

// ---- saving, one after the other

async function save() {
  if (sending || wanted === null) return;
  clearTimeout(waiting);
  sending = true;
  say(words.saving);
  const asked = wanted, body = new FormData();
  body.append("csrfmiddlewaretoken", token());
  body.append("do", "save");
  body.append("version", seen);
  for (const id of asked) body.append("offering", id);
  const answer = await fetch(list().dataset.url, { method: "POST", body, headers: { "X-Requested-With": "fetch" } }).catch(() => null);
  const text = await answer?.text().catch(() => null);
  sending = false;
  settle(asked, answer, text ?? null);
}

const token = () => document.cookie.match(/(?:^|; )csrftoken=([^;]+)/)?.[1] ?? part.querySelector("[name=csrfmiddlewaretoken]")?.value ?? "";

function settle(asked, answer, text) {
  if (answer?.redirected || answer?.status === 403) return say(words.signedOut);
  if (text === null || answer.status >= 500 || answer.status === 429) return again();
  tries = 0;
  const newer = !same(asked, wanted ?? asked);
  if (newer && answer.ok) {
    seen = new DOMParser().parseFromString(text, "text/html").querySelector("[data-wish-list]").dataset.version;
    keep();
    return save();
  }
  const hers = wanted, at = part.inert ? "wishes" : focused();
  wanted = null;
  part.inert = false;
  keep();
  take(text, at);
  if (answer.ok) return say(words.saved);
  done = "";
  say("");
  if (list().dataset.refused === "wishes_changed") offer(hers);
}

function again() {
  say(words.lost);
  waiting = setTimeout(save, PAUSES[Math.min(tries, PAUSES.length - 1)]);
  tries += 1;
}

// ---- changed elsewhere: the newer list stands there, and hers is not lost

function offer(hers) {
  const box = document.createElement("div"), text = document.createElement("p"), wishes = document.createElement("ol"), button = document.createElement("button");
  text.textContent = words.mine;
  wishes.className = "wish-order";
  wishes.append(...hers.map((id) => Object.assign(document.createElement("li"), { textContent: titles.get(id) })));
  Object.assign(button, { type: "button", className: "btn btn--s", textContent: words.again });
  button.addEventListener("click", () => {
    box.remove();
    part.inert = true; // what stands there is not what is being saved
    wanted = hers;
    save();
  });
  box.className = "card stack stack-s";
  box.dataset.wishOffer = "";
  box.append(text, wishes, button);
  const alert = list().querySelector("[role=alert]");
  if (alert) alert.after(box);
  else list().prepend(box);
}

async function look() {
  if (document.hidden || wanted !== null || sending) return;
  const answer = await fetch(list().dataset.url, { headers: { "X-Requested-With": "fetch" } }).catch(() => null);
  if (!answer?.ok || answer.redirected) return;
  const text = await answer.text();
  if (wanted !== null || sending || new DOMParser().parseFromString(text, "text/html").querySelector("[data-wish-list]").dataset.version === seen) return;
  take(text, focused());
}

// ---- hands

part.addEventListener("submit", (event) => {
  const button = event.submitter, id = event.target.closest("[data-wish]")?.dataset.wish;
  if (!event.target.matches("[data-wish-form]")) return;
  event.preventDefault();
  if (button.value === "remove") remove(id);
  else move(id, order().indexOf(id) + (button.value === "up" ? -1 : 1), button.id);
});

part.addEventListener("keydown", (event) => {
  const grip = event.target.closest("[data-grip]"), id = grip?.closest("[data-wish]").dataset.wish;
  const to = grip && { ArrowUp: order().indexOf(id) - 1, ArrowDown: order().indexOf(id) + 1, Home: 0, End: order().length - 1 }[event.key];
  if (to === undefined || to === null) return;
  event.preventDefault();
  move(id, to, grip.id);
});

part.addEventListener("pointerdown", (event) => {
  const grip = event.target.closest("[data-grip]");
  if (!grip || event.button !== 0) return;
  event.preventDefault();
  grip.focus({ preventScroll: true });
  drag(grip, grip.closest("[data-wish]"), event);
});

// The line follows the hand; where it would go is marked; the order changes when it is let go. Escape puts it back.
function drag(grip, line, begin) {
  const others = lines().filter((one) => one !== line), home = lines().indexOf(line), from = begin.clientY + scrollY;
  let to = home;
  grip.setPointerCapture(begin.pointerId);
  line.classList.add("is-dragged");
  const mark = () => others.forEach((one, place) => {
    one.classList.toggle("is-before", to !== home && place === to);
    one.classList.toggle("is-after", to !== home && to === others.length && place === to - 1);
  });
  const follow = (event) => {
    line.style.transform = `translateY(${event.clientY + scrollY - from}px)`;
    const middle = line.getBoundingClientRect().top + line.offsetHeight / 2;
    to = others.filter((one) => one.getBoundingClientRect().top + one.offsetHeight / 2 < middle).length;
    mark();
  };
  const end = (event) => {
    if (event.type === "keydown" && event.key !== "Escape") return;
    const stays = event.type !== "pointerup";
    for (const name of ["pointermove", "pointerup", "pointercancel"]) grip.removeEventListener(name, name === "pointermove" ? follow : end);
    document.removeEventListener("keydown", end);
    line.classList.remove("is-dragged");
    line.style.transform = "";
    const place = to;
    to = home;
    mark();
    if (!stays) move(line.dataset.wish, place, grip.id);
  };
  grip.addEventListener("pointermove", follow);
  grip.addEventListener("pointerup", end);
  grip.addEventListener("pointercancel", end);
  document.addEventListener("keydown", end);
}

part.addEventListener("click", (event) => event.target.closest("[data-print]") && window.print());
addEventListener("online", save);
addEventListener("beforeunload", (event) => wanted !== null && event.preventDefault());
document.addEventListener("visibilitychange", look);
addEventListener("pageshow", (event) => event.persisted && look());

dress();
const before = kept();
if (before && same(before.order, order())) keep();
else if (before?.version === seen && before.order.every((id) => titles.has(id))) {
  for (const id of order().filter((id) => !before.order.includes(id))) document.getElementById(`wish-${id}`).remove();
  change(before.order, "");
} else if (before) {
  keep();
  if (before.order.every((id) => titles.has(id))) offer(before.order);
}
