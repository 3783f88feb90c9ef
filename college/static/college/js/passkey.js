// Beside allauth's webauthn.js, which only writes to the console when the device says no: tells the person below the button that she pressed.
// The words stand in template[data-passkey-refused].

const words = document.querySelector("template[data-passkey-refused]");
let pressed = null;
let shown = null;

document.addEventListener("click", (event) => {
  pressed = event.target.closest("button") ?? pressed;
});

document.addEventListener("allauth.error", (event) => {
  event.preventDefault();
  shown?.remove();
  const notice = words.content.firstElementChild.cloneNode(true);
  shown = notice;
  (pressed?.closest("p") ?? document.querySelector("main")).after(notice);
});
