// Finds words on the slides of a lesson. What is written on them is fetched when somebody first looks for something; the strip then shows the slides
// that have it, each with the words around it. Links to their seconds are the page's own ([data-goto]).

import { hitsInWords } from "./finding.js";

const BEFORE = 8, AFTER = 24; // characters shown around what was found

const part = document.querySelector("[data-slides]");
const field = part?.querySelector("[data-slides-find]");
const items = part ? [...part.querySelectorAll("ol > li")] : [];
const titles = items.map((item) => item.querySelector(".slides__title").textContent);
let fetched = null;

function texts() {
  fetched ??= fetch(part.dataset.moments, { credentials: "same-origin", headers: { Accept: "application/json" } })
    .then((answer) => (answer.ok ? answer.json() : Promise.reject(new Error(answer.status))))
    .then((moments) => moments.map(({ title, text }) => (text.includes(title) ? text : `${title}\n${text}`).normalize("NFKC").replace(/\s+/g, " ")));
  fetched.catch(() => { fetched = null; }); // asked again at the next letter
  return fetched;
}

// Blanks and line ends do not matter: on a slide a word may be broken anywhere.
function pattern(wanted) {
  const letters = [...wanted.normalize("NFKC").replace(/\s+/g, "")];
  return new RegExp(letters.map((letter) => letter.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")).join("\\s*"), "i");
}

async function find() {
  const wanted = field.value.trim();
  const read = wanted ? await texts().catch(() => null) : [];
  if (wanted !== field.value.trim()) return; // she writes on
  const key = wanted && read && pattern(wanted), found = key ? items.map((_, index) => key.exec(read[index] ?? "")) : [];
  items.forEach((item, index) => show(item, titles[index], found[index]));
  for (const [index, item] of items.entries()) item.hidden = Boolean(key) && !found[index];
  const said = key ? hitsInWords(part, found.filter(Boolean).length, wanted) : wanted && part.dataset.away;
  part.querySelector("[data-slides-said]").textContent = said;
}

function show(item, title, hit) {
  const line = item.querySelector(".slides__title");
  if (!hit) return line.replaceChildren(title);
  const end = hit.index + hit[0].length, mark = Object.assign(document.createElement("mark"), { textContent: hit[0] });
  const before = hit.input.slice(Math.max(0, hit.index - BEFORE), hit.index), after = hit.input.slice(end, end + AFTER);
  return line.replaceChildren(hit.index > BEFORE ? "…" : "", before.trimStart(), mark, after, end + AFTER < hit.input.length ? "…" : "");
}

if (field) {
  field.form.hidden = false;
  field.addEventListener("input", find);
  field.form.addEventListener("submit", (event) => event.preventDefault());
  if (field.value) find(); // the browser put back what was written
}
