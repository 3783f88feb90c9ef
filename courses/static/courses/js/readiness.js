// Asks for the readiness meter again after each automatic save, so that it shows what was written and not what was there when the page came.

const box = () => document.querySelector("[data-readiness]");

async function refresh(event) {
  const meter = box();
  if (!meter) return;
  const pk = event?.detail?.response?.pk;
  const address = pk ? meter.dataset.readinessUrlPattern.replace("/0/", `/${pk}/`) : meter.dataset.readinessUrl;
  if (!address) return;
  const answer = await fetch(address, { headers: { "X-Requested-With": "XMLHttpRequest" } });
  if (!answer.ok) return;
  const html = await answer.text();
  if (html.trim() !== meter.innerHTML.trim()) meter.innerHTML = html;
}

document.addEventListener("w-autosave:success", refresh);

// A link of the meter puts the cursor where the writing begins.
document.addEventListener("click", (event) => {
  const link = event.target.closest("[data-readiness] a[href^='#']");
  if (!link) return;
  const place = document.getElementById(link.hash.slice(1));
  if (!place) return;
  event.preventDefault();
  place.scrollIntoView({ block: "start" });
  const panel = place.closest("section");
  panel?.querySelector("[contenteditable='true'], select, input:not([type='hidden']), textarea, button[data-chooser-action-choose], button.chooser__choose-button")?.focus({ preventScroll: true });
});
