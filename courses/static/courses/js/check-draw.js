// The page that checks a draw: takes a file, lets `draw.js` compute it, and says what came out.
import { check, story } from "./draw.js";

const form = document.querySelector("[data-draw-check]");
const said = form.querySelector("[data-said]");
const notice = form.querySelector("[data-said-notice]");
const progress = form.querySelector("[data-progress]");
const result = document.querySelector("[data-result]");
const own = document.querySelector("[data-story]");
const KINDS = { holds: "ok", differs: "err", broken: "err", missing: "warn", insecure: "warn" }; // of notices; the rest is news only
let found = null;
let asked = 0; // the file chosen last is the one that is spoken of

async function look(bytes) {
  const mine = ++asked;
  found = null;
  result.hidden = own.hidden = true;
  if (!globalThis.crypto?.subtle) return say("insecure");
  say("reading");
  progress.hidden = false;
  try {
    const answer = await check(new Uint8Array(await bytes()), (share) => { progress.value = share; });
    if (mine === asked) show(answer);
  } catch (fault) {
    if (mine === asked) say(fault instanceof Missing ? "missing" : "broken");
  }
  if (mine === asked) progress.hidden = true;
}

class Missing extends Error {}

// The file of a round that the address names, from the college itself.
async function fetched() {
  const answer = await fetch(form.dataset.file).catch(() => null);
  if (!answer?.ok) throw new Missing();
  return answer.arrayBuffer();
}

function chosen([file]) {
  if (file) look(() => file.arrayBuffer());
  return Boolean(file);
}

function say(what) {
  said.textContent = form.dataset[what];
  notice.className = `notice notice--${KINDS[what] ?? "info"}`;
  notice.hidden = false;
}

function show(answer) {
  found = answer;
  const { file, drawn } = answer;
  say(!drawn ? "early" : answer.list && answer.secret && answer.seats ? "holds" : "differs");
  const checks = result.querySelector("[data-checks]");
  checks.hidden = !drawn;
  for (const item of checks.querySelectorAll("[data-check]")) verdict(item, answer[item.dataset.check], checks.dataset);
  for (const [name, number] of Object.entries({ people: file.ballots.size, classes: file.options.size, seats: drawn ? file.seats.length : 0 })) {
    result.querySelector(`[data-number="${name}"]`).textContent = number.toLocaleString("zh-CN");
  }
  result.querySelector("[data-hash]").textContent = file.listHash;
  result.hidden = false;
  tell();
}

function verdict(item, agrees, words) {
  const tag = item.querySelector("[data-verdict]");
  tag.textContent = agrees ? words.yes : words.no;
  tag.classList.toggle("tag--ok", Boolean(agrees));
  tag.classList.toggle("tag--err", !agrees);
}

function tell() {
  const person = form.querySelector("#draw-person").value.trim();
  own.hidden = !person || !found?.drawn;
  if (own.hidden) return;
  const hers = story(found, person), words = own.dataset;
  own.querySelector("[data-place-said]").textContent = hers ? words.place.replace("PLACE", hers.place).replace("OF", hers.of) : words.nobody;
  own.querySelector("[data-wishes]").replaceChildren(...(hers?.wishes ?? []).map((wish) => {
    const line = document.createElement("li");
    line.textContent = `${wish.title || wish.option} · ${words[wish.fate]}`;
    return line;
  }));
}

if (location.hash) form.querySelector("#draw-person").value = decodeURIComponent(location.hash.slice(1)); // from her own page; never sent to a server
form.addEventListener("submit", (event) => event.preventDefault());
const field = form.querySelector("#draw-file");
field.addEventListener("change", () => chosen(field.files));
form.querySelector("#draw-person").addEventListener("input", tell);
if (!chosen(field.files) && form.dataset.file) look(fetched); // somebody may have been quicker than this script
