// A class on one screen: each line is saved as soon as something in it changes. Without it the buttons below save everything.
const form = document.querySelector("[data-rubric]");

async function save(row) {
  const state = row.querySelector("[data-rubric-state]");
  const body = new FormData();
  body.append("csrfmiddlewaretoken", form.querySelector("[name=csrfmiddlewaretoken]").value);
  row.querySelectorAll("select, input").forEach((field) => body.append(field.name, field.value));
  state.textContent = form.dataset.saving;
  const answer = await fetch(location.href, { method: "POST", body, credentials: "same-origin", headers: { Accept: "application/json" } }).catch(() => null);
  const told = answer?.ok ? await answer.json() : { saved: false, errors: [] };
  state.textContent = told.saved ? form.dataset.saved : [form.dataset.failed, ...told.errors].join(" · ");
}

form?.addEventListener("change", (event) => {
  const row = event.target.closest("[data-rubric-row]");
  if (row) save(row);
});
