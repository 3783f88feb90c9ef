// Beside each file chooser of a course: the file as learners will see it, in a frame that is filled when somebody opens it.

function follow(preview) {
  const input = document.getElementById(preview.dataset.readingPreview);
  if (!input || !preview.dataset.address) return;
  // Below the chooser, not below the whole part.
  input.closest("[data-contentpath]")?.append(preview);
  const frame = preview.querySelector("iframe");
  const address = () => preview.dataset.address.replace("/0/", `/${input.value}/`);

  function fill() {
    if (!preview.open || !input.value || frame.dataset.of === input.value) return;
    frame.dataset.of = input.value;
    frame.src = `${address()}?framed`;
  }

  function look() {
    preview.hidden = !input.value;
    if (input.value) preview.querySelector("[data-reading-page]").href = address();
    fill();
  }

  preview.addEventListener("toggle", fill);
  input.addEventListener("change", look);
  look();
}

document.querySelectorAll("[data-reading-preview]").forEach(follow);
