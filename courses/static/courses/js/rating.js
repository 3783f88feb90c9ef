// Rating a class: how many questions are answered, and the questions read aloud where the browser has a voice. Everything works without it.
const form = document.querySelector("[data-rating]");
const progress = form?.querySelector("[data-rating-progress]");
const reader = form?.querySelector("[data-read-aloud]");

function count() {
  const groups = [...form.querySelectorAll("fieldset")];
  const done = groups.filter((group) => group.querySelector("input:checked")).length;
  const words = done === groups.length ? progress.dataset.all : progress.dataset.some;
  progress.querySelector("[role=status]").textContent = words.replace("DONE", done).replace("LEFT", groups.length - done);
  progress.querySelector("rect:nth-of-type(2)").setAttribute("width", (100 * done) / groups.length);
}

function text() {
  const questions = [...form.querySelectorAll("fieldset")].map((group) => {
    const answers = [...group.querySelectorAll(".rate__tile")].map((tile) => `${tile.firstElementChild.textContent}, ${tile.lastChild.textContent}`);
    return `${group.querySelector("legend").firstChild.textContent}. ${answers.join("; ")}.`;
  });
  return [...questions, form.querySelector("label[for=id_text]").textContent];
}

function say(label, next) {
  reader.querySelector("span").textContent = label;
  reader.setAttribute("aria-pressed", String(next));
}

function read() {
  const start = reader.dataset.start;
  if (speechSynthesis.speaking) {
    speechSynthesis.cancel();
    say(start, false);
    return;
  }
  const parts = text().map((words) => Object.assign(new SpeechSynthesisUtterance(words), { lang: document.documentElement.lang, rate: 0.9 }));
  parts.at(-1).addEventListener("end", () => say(start, false));
  say(reader.dataset.stop, true);
  parts.forEach((part) => speechSynthesis.speak(part));
}

if (progress) {
  progress.hidden = false;
  form.addEventListener("change", count);
  count();
}
if (reader && "speechSynthesis" in window) {
  reader.hidden = false;
  reader.dataset.start = reader.querySelector("span").textContent;
  reader.addEventListener("click", read);
  addEventListener("pagehide", () => speechSynthesis.cancel());
}
