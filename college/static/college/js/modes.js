// Large print and dark colours without a new page. The server does the same for the plain form (college/modes.py): it
// reads the cookies that this module writes, so the next page is right from its first paint.
const root = document.documentElement;
const YEAR = 60 * 60 * 24 * 365;

function isOn(button) {
  const { mode, value } = button.dataset;
  if (root.dataset[mode]) return root.dataset[mode] === value;
  return value === "dark" && !root.dataset.size && matchMedia("(prefers-color-scheme: dark)").matches;
}

function remember(name, value) {
  const secure = location.protocol === "https:" ? "; Secure" : "";
  document.cookie = `${name}=${value}; Path=/; Max-Age=${value ? YEAR : 0}; SameSite=Lax${secure}`;
}

function draw() {
  for (const button of document.querySelectorAll("[data-mode]")) {
    button.setAttribute("aria-pressed", String(isOn(button)));
  }
}

function apply(mode, value) {
  if (value) root.dataset[mode] = value;
  else delete root.dataset[mode];
  remember(mode, value);
  draw();
}

document.addEventListener("submit", (event) => {
  const button = event.submitter?.closest("[data-mode]");
  if (!button) return;
  event.preventDefault();
  const { mode, value } = button.dataset;
  const off = mode === "theme" ? "light" : "";
  apply(mode, isOn(button) ? off : value);
  document.querySelector("[data-mode-said]").textContent = button.dataset[isOn(button) ? "on" : "off"];
});

draw(); // the server cannot know what the system prefers
