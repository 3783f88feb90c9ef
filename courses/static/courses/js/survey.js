// A survey: how much is answered, how long a text is, and what was begun is kept in this browser until it is sent. Everything works without it.
const form = document.querySelector("[data-survey]");
const done = document.querySelector("[data-survey-done]");
const PREFIX = "survey-";
const SECRET = ["csrfmiddlewaretoken", "slip", "form"]; // never kept: the code of a slip belongs to one person

function stored(act) {
  try {
    return act(localStorage);
  } catch {
    return null; // a browser that keeps nothing
  }
}

function forget(start) {
  stored((box) => Object.keys(box).filter((key) => key.startsWith(start)).forEach((key) => box.removeItem(key)));
}

function keep() {
  const kept = [...new FormData(form)].filter(([name, value]) => !SECRET.includes(name) && value !== "");
  stored((box) => box.setItem(PREFIX + form.dataset.survey, JSON.stringify(kept)));
}

function bring() {
  const kept = JSON.parse(stored((box) => box.getItem(PREFIX + form.dataset.survey)) ?? "[]");
  for (const [name, value] of kept) {
    for (const field of form.querySelectorAll(`[name="${CSS.escape(name)}"]`)) {
      if (field.type === "radio" || field.type === "checkbox") field.checked ||= field.value === value;
      else field.value = value;
    }
  }
  return kept.length > 0;
}

function answered(ask) {
  return ask.querySelector("input:checked") !== null || [...ask.querySelectorAll("select, textarea")].some((field) => field.value.trim() !== "");
}

function count() {
  const asks = [...form.querySelectorAll("[data-ask]")];
  const some = asks.filter(answered).length;
  const words = some === asks.length ? progress.dataset.all : progress.dataset.some;
  progress.querySelector("[role=status]").textContent = words.replace("DONE", some).replace("ALL", asks.length);
  progress.querySelector("rect:nth-of-type(2)").setAttribute("width", (100 * some) / asks.length);
}

function measure(text) {
  const line = text.parentElement.querySelector("[data-count]");
  const left = Number(line.dataset.most) - [...text.value.trim()].length;
  line.hidden = left > 60;
  line.textContent = left < 0 ? line.dataset.over.replace("OVER", -left) : line.dataset.words.replace("LEFT", left);
}

const progress = form?.querySelector("[data-survey-progress]");
if (form) {
  const failed = form.querySelector("[data-error-summary]") !== null;
  const begun = !failed && bring();
  const hint = form.querySelector("[data-survey-kept]");
  hint.hidden = !begun;
  progress.hidden = false;
  form.querySelectorAll("textarea").forEach(measure);
  form.addEventListener("input", (event) => {
    if (event.target.matches("textarea")) measure(event.target);
    keep();
    count();
    hint.hidden = false;
  });
  form.querySelector("[data-survey-forget]").addEventListener("click", () => {
    forget(PREFIX + form.dataset.survey);
    form.reset();
    form.querySelectorAll("textarea").forEach(measure);
    count();
    hint.hidden = true;
  });
  count();
  const code = new URLSearchParams(location.hash.slice(1)).get("slip"); // from the paper's picture: the part of an address that no server is sent
  const slip = form.querySelector("[data-slip]");
  if (code && slip) {
    slip.value = code;
    slip.closest("details").open = true;
    history.replaceState(null, "", location.pathname);
  }
}
if (done) forget(`${PREFIX}${done.dataset.surveyDone}-`);
