// Beside htmx, which swaps [data-recording-state] every two seconds: tells a screen reader when the state changes (not every per cent),
// and loads the page anew when the recording became ready or failed, so that everything around it fits.

const FINAL = new Set(["ready", "failed"]);
const known = new Map();

const speaker = document.createElement("p");
speaker.className = "sr";
speaker.setAttribute("role", "status");
document.body.append(speaker);

function look() {
  for (const element of document.querySelectorAll("[data-recording-state]")) {
    const state = element.dataset.recordingState;
    element.querySelector("[data-without-script]")?.setAttribute("hidden", "");
    if ("playable" in element.dataset) document.querySelectorAll("[data-when-playable]").forEach((way) => { way.hidden = false; });
    const before = known.get(element.id);
    known.set(element.id, state);
    if (before === undefined || before === state) continue;
    speaker.textContent = element.querySelector(".tag, .notice")?.textContent.trim() ?? "";
    if (FINAL.has(state)) location.reload();
  }
}

look();
new MutationObserver(look).observe(document.querySelector("main") ?? document.body, { childList: true, subtree: true });
