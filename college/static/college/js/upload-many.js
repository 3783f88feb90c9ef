// Beside upload.js on a page with several of its forms: many files are chosen at once, put to the forms in the order of their names, and sent one after the other.
// Each form works without this file; only the chooser is shown by it.

const chooser = document.querySelector("[data-uploads]");
const input = chooser.querySelector("input[type=file]");
const button = chooser.querySelector("[data-uploads-start]");
const byName = new Intl.Collator(document.documentElement.lang, { numeric: true });
let queue = null;

const forms = () => [...document.querySelectorAll("form[data-upload]")].filter((form) => !form.querySelector("[type=submit]").hidden);
const file = (form) => form.querySelector("input[type=file]");
const say = (text) => (chooser.querySelector("[data-uploads-status]").textContent = text);

function put(form, one) {
  const box = new DataTransfer();
  box.items.add(one);
  file(form).files = box.files;
  file(form).dispatchEvent(new Event("change"));
}

function place() {
  const files = [...input.files].sort((one, other) => byName.compare(one.name, other.name));
  const free = forms().slice(0, files.length);
  free.forEach((form, index) => put(form, files[index]));
  say(chooser.dataset.textPlaced.replace("{placed}", free.length).replace("{chosen}", files.length));
  button.hidden = free.length === 0;
}

input.addEventListener("change", place);
if (input.files.length) place(); // the browser put back what was chosen

button.addEventListener("click", () => {
  queue = forms().filter((form) => file(form).files.length);
  button.hidden = true;
  say("");
  next();
});

function next() {
  const form = queue?.shift();
  if (form) form.requestSubmit();
  else if (queue) say(chooser.dataset.textDone);
  if (!form) queue = null;
}

document.addEventListener("upload:over", () => queue && next());
chooser.hidden = false;
