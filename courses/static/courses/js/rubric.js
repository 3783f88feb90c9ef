// A class on one screen: each line is saved as soon as something in it changes. Without it the buttons below save everything.
const form = document.querySelector("[data-rubric]");
const busy = new Map(); // a line that is being saved: was it changed meanwhile?

async function save(row) {
  if (busy.has(row)) {
    busy.set(row, true); // one after the other, so that an earlier answer never overtakes a later one
    return;
  }
  busy.set(row, false);
  say(row, await send(row));
  const again = busy.get(row);
  busy.delete(row);
  if (again) save(row);
}

async function send(row) {
  const body = new FormData();
  body.append("csrfmiddlewaretoken", form.querySelector("[name=csrfmiddlewaretoken]").value);
  row.querySelectorAll("select, input").forEach((field) => body.append(field.name, field.value));
  say(row, form.dataset.saving);
  const answer = await fetch(location.href, { method: "POST", body, credentials: "same-origin", headers: { Accept: "application/json" } }).catch(() => null);
  const told = answer?.ok ? await answer.json() : { saved: false, errors: [] };
  return told.saved ? form.dataset.saved : [form.dataset.failed, ...told.errors].join(" · ");
}

function say(row, words) {
  row.querySelector("[data-rubric-state]").textContent = words;
}

form?.addEventListener("change", (event) => {
  const row = event.target.closest("[data-rubric-row]");
  if (row) save(row);
});

// On a slow line somebody writes before this script is there, and a browser may put back what was written before a page was left.
function touched(row) {
  const differs = (field) => (field.options ? [...field.options].some((one) => one.selected !== one.defaultSelected) : field.value !== field.defaultValue);
  return [...row.querySelectorAll("select, input")].some(differs);
}
form?.querySelectorAll("[data-rubric-row]").forEach((row) => {
  if (touched(row)) save(row);
});
