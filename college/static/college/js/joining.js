// Two recordings looked at as one before anything is made: where the first one ends the second one plays. Without scripts both stand below each other.
const BEFORE = 8; // seconds before the place where they meet

const films = [...document.querySelectorAll("[data-join-video]")];
const parts = [...document.querySelectorAll("[data-join-part]")];

function show(wanted) {
  films.forEach((film, index) => {
    film.hidden = film !== wanted;
    if (film.hidden) film.pause();
    parts[index].toggleAttribute("data-current", !film.hidden);
  });
}

function play(film, second) {
  show(film);
  film.currentTime = Math.max(0, second);
  film.play().catch(() => {});
}

films[0].addEventListener("ended", () => play(films[1], 0));

document.addEventListener("click", (event) => {
  const way = event.target.closest("[data-join]")?.dataset.join;
  if (way === "begin") play(films[0], 0);
  if (way === "seam") play(films[0], films[0].duration - BEFORE || 0);
});

show(films[0]);
for (const part of document.querySelectorAll("[data-needs-script]")) part.hidden = false;
