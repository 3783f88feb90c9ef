// Sends a recording with visible progress. Without this file the same form is sent by the browser itself.
// Binds to form[data-upload]; all words come from its data-text- attributes.

const fill = (text, values) => text.replace(/\{(\w+)\}/g, (_, name) => values[name]);
const size = (bytes) => {
  const units = ["B", "kB", "MB", "GB"];
  let step = 0;
  while (bytes >= 1000 && step < units.length - 1) {
    bytes /= 1000;
    step += 1;
  }
  return `${bytes.toFixed(step > 1 && bytes < 100 ? 1 : 0)} ${units[step]}`;
};

class Upload {
  constructor(form) {
    this.form = form;
    this.input = form.querySelector("input[type=file]");
    this.panel = form.querySelector("[data-upload-progress]");
    this.bar = this.panel.querySelector("rect:not(.bar__track)");
    this.words = form.querySelector("[data-upload-words]");
    this.status = form.querySelector("[data-upload-status]");
    this.submit = form.querySelector("[type=submit]");
    this.stay = (event) => event.preventDefault();
    form.addEventListener("submit", (event) => this.start(event));
    form.querySelector("[data-upload-cancel]").addEventListener("click", () => this.request?.abort());
  }

  start(event) {
    event.preventDefault();
    if (this.request) return;
    const file = this.input.files[0];
    if (!file) return this.say("empty", this.input);
    if (file.size > Number(this.form.dataset.maxBytes)) return this.say("tooBig", this.input);
    this.send(new FormData(this.form));
  }

  send(data) {
    const request = new XMLHttpRequest();
    this.request = request;
    this.show(true);
    request.upload.addEventListener("progress", (event) => this.progress(event));
    request.addEventListener("load", () => this.arrived(request));
    request.addEventListener("error", () => this.ended("broken"));
    request.addEventListener("timeout", () => this.ended("broken"));
    request.addEventListener("abort", () => this.ended("cancelled"));
    request.open("POST", this.form.action);
    request.setRequestHeader("X-Requested-With", "XMLHttpRequest");
    request.send(data);
  }

  progress({ loaded, total }) {
    const percent = Math.floor((loaded / total) * 100);
    this.bar.setAttribute("width", percent);
    this.words.textContent = loaded === total ? this.text("storing") : fill(this.text("progress"), { percent, done: size(loaded), total: size(total) });
  }

  // Every answer is a page: after a redirect the one that follows, after a refusal this one again with the reason in it.
  arrived(request) {
    this.show(false);
    this.request = null;
    if (request.status >= 500) return this.ended("broken");
    if (request.status < 400 && request.responseURL !== new URL(this.form.action, location.href).href) return location.assign(request.responseURL);
    const page = new DOMParser().parseFromString(request.responseText, "text/html");
    const fresh = [...page.querySelectorAll("form[data-upload]")].find((form) => form.getAttribute("action") === this.form.getAttribute("action"));
    if (request.status < 400 && !fresh?.querySelector(".field--error")) return location.assign(request.responseURL);
    if (!fresh) return this.ended("broken");
    this.form.replaceWith(fresh);
    new Upload(fresh);
    fresh.querySelector("[data-error-summary]")?.focus();
  }

  ended(why) {
    this.request = null;
    this.show(false);
    this.say(why, this.submit);
    this.form.querySelector("[data-upload-submit]").textContent = this.text("again");
  }

  show(isRunning) {
    this.panel.hidden = !isRunning;
    this.submit.disabled = isRunning;
    if (isRunning) {
      this.status.textContent = "";
      addEventListener("beforeunload", this.stay);
    } else {
      removeEventListener("beforeunload", this.stay);
    }
  }

  say(name, focus) {
    this.status.textContent = this.text(name);
    focus.focus();
  }

  text(name) {
    return this.form.dataset[`text${name[0].toUpperCase()}${name.slice(1)}`];
  }
}

for (const form of document.querySelectorAll("form[data-upload]")) new Upload(form);
