// Saves a check at every answer. Without JavaScript the form has a button that does the same; handing in sends all answers anyway.
const form = document.querySelector("[data-check]");
const said = form?.querySelector("[data-said]");
let waiting = false; // something was chosen that the server does not have yet
let busy = false;

async function save() {
  if (busy) return;
  busy = true;
  while (waiting) {
    waiting = false;
    try {
      const answer = await fetch(form.dataset.saveUrl, { method: "POST", body: new FormData(form), headers: { "X-Requested-With": "fetch" } });
      said.textContent = answer.ok ? form.dataset.wordsSaved : await answer.text();
    } catch {
      waiting = true;
      said.textContent = form.dataset.wordsLost;
      break;
    }
  }
  busy = false;
}

if (form) {
  form.addEventListener("change", () => {
    waiting = true;
    save();
  });
  window.addEventListener("online", save);
  if ([...form.elements].some((field) => "checked" in field && field.checked !== field.defaultChecked)) {
    waiting = true; // somebody was quicker than this script
    save();
  }
}
