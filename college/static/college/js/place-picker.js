// Pointing at the map in the admin: a click fills in latitude and longitude, and typed numbers move the dot.
const DIGITS = 6;

for (const picker of document.querySelectorAll("[data-place-picker]")) bind(picker);

function bind(picker) {
  const form = picker.closest("form");
  const latitude = form?.elements.namedItem("latitude");
  const longitude = form?.elements.namedItem("longitude");
  if (!latitude || !longitude) return;
  const svg = picker.querySelector("svg");
  const dot = picker.querySelector("[data-place-here]");
  const { north, west, degree, shrink } = Object.fromEntries(Object.entries(picker.dataset).map(([name, text]) => [name, Number(text)]));

  svg.addEventListener("click", (event) => {
    const point = new DOMPoint(event.clientX, event.clientY).matrixTransform(svg.getScreenCTM().inverse());
    latitude.value = (north - point.y / degree).toFixed(DIGITS);
    longitude.value = (west + point.x / (degree * shrink)).toFixed(DIGITS);
    for (const field of [latitude, longitude]) field.dispatchEvent(new Event("change", { bubbles: true }));
  });

  // Map programs copy "31.722, 117.3" as one text.
  latitude.addEventListener("paste", (event) => {
    const parts = (event.clipboardData?.getData("text") ?? "").split(/[,，\s]+/).filter(Boolean);
    if (parts.length !== 2 || parts.some((part) => Number.isNaN(Number(part)))) return;
    event.preventDefault();
    [latitude.value, longitude.value] = parts;
    show();
  });

  function show() {
    const set = latitude.value !== "" && longitude.value !== "";
    dot.toggleAttribute("hidden", !set);
    if (!set) return;
    dot.setAttribute("cy", (north - Number(latitude.value)) * degree);
    dot.setAttribute("cx", (Number(longitude.value) - west) * degree * shrink);
  }
  for (const field of [latitude, longitude]) {
    field.addEventListener("input", show);
    field.addEventListener("change", show);
  }
}
