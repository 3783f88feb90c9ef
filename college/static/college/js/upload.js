// Sends a recording by parts (the tus protocol): after a lost network it goes on by itself, after a closed page when the same file is chosen again.
// Without this file the same form is sent by the browser itself. Binds to form[data-upload]; all words come from its data-text- attributes.
// Needs college/vendor/tus.min.js.

const DELAYS = [500, 1000, 2000, 5000, 10000, ...Array(90).fill(20000)]; // half an hour without a network; each part that arrives begins anew
const PASSING = new Set(["upload_busy", "wrong_offset", "wrong_checksum", "store_away"]); // refusals that time, or asking for the offset, mends
const LOOKING_BACK = 15000; // milliseconds of which the speed is measured

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

function passes(error) {
  const refusal = error.originalResponse?.getHeader("Upload-Refusal");
  if (refusal) return PASSING.has(refusal);
  const status = error.originalResponse?.getStatus() ?? 0;
  return status === 0 || status >= 500 || [409, 423, 429].includes(status);
}

// The cookie's token: it is a new one when she has signed in again in another window.
const token = () => document.cookie.match(/(?:^|; )csrftoken=([^;]+)/)?.[1];

// Bytes a second over the last moments, so that the time left is that of the network as it is now.
class Speed {
  constructor() {
    this.marks = [];
  }

  left(done, total) {
    const now = performance.now();
    this.marks.push([now, done]);
    while (now - this.marks[0][0] > LOOKING_BACK) this.marks.shift();
    const [since, before] = this.marks[0];
    return now - since > 2000 && done > before ? ((total - done) * (now - since)) / (done - before) / 60000 : null;
  }
}

class Sending {
  constructor(form) {
    this.form = form;
    this.input = form.querySelector("input[type=file]");
    this.bar = form.querySelector("[data-upload-progress] rect:not(.bar__track)");
    this.submit = form.querySelector("[type=submit]");
    this.holder = form.querySelector("[data-upload-pause]");
    this.goer = form.querySelector("[data-upload-go]");
    this.stay = (event) => event.preventDefault();
    this.ready = Promise.resolve();
    form.addEventListener("submit", (event) => this.start(event));
    this.input.addEventListener("change", () => (this.ready = this.chosen()));
    this.holder.addEventListener("click", () => this.pause());
    this.goer.addEventListener("click", () => this.press());
    form.querySelector("[data-upload-cancel]").addEventListener("click", () => this.cancel());
    addEventListener("online", () => this.state === "waiting" && this.go());
    if (this.input.files.length) this.ready = this.chosen(); // somebody was quicker than this script, or the browser put back what was chosen
  }

  // The upload of this file that the page says is unfinished, if this browser began it.
  async chosen() {
    const file = this.input.files[0];
    this.upload = file ? this.upload_of(file) : null;
    this.before = null;
    for (const known of (await this.upload?.findPreviousUploads()) ?? []) {
      const place = document.querySelector(`[data-upload-before="${new URL(known.uploadUrl, location.href).pathname}"]`);
      if (place) this.before = { known, place };
    }
    this.refused("");
    this.say(this.before ? "before" : "", { percent: this.before?.place.dataset.percent });
    this.name(this.before ? "goOn" : "");
  }

  upload_of(file) {
    const { door, partBytes } = this.form.dataset;
    const upload = new tus.Upload(file, {
      endpoint: new URL(door, location.href).href,
      chunkSize: Number(partBytes),
      retryDelays: DELAYS,
      metadata: { filename: file.name },
      onBeforeRequest: (request) => request.setHeader("X-CSRFToken", token() ?? this.form.elements.csrfmiddlewaretoken.value),
      removeFingerprintOnSuccess: true,
      onShouldRetry: (error) => passes(error) && (upload !== this.upload || this.waits()), // one that is being cancelled is asked again unseen
      onProgress: (done, total) => this.progress(done, total),
      onSuccess: ({ lastResponse }) => this.arrived(lastResponse),
      onError: (error) => this.failed(error),
    });
    return upload;
  }

  async start(event) {
    event.preventDefault();
    await this.ready;
    if (this.state) return;
    const file = this.input.files[0];
    const wrong = !file ? "empty" : file.size > Number(this.form.dataset.maxBytes) ? "tooBig" : "";
    if (wrong) {
      this.refused(this.text(wrong));
      return this.enter("");
    }
    this.upload ??= this.upload_of(file);
    if (this.before) {
      this.upload.resumeFromPreviousUpload(this.before.known);
      this.before.place.hidden = true;
    }
    this.refused("");
    this.progress(0, file.size);
    this.press();
  }

  press() {
    this.go();
    this.holder.focus(); // what was pressed is gone
  }

  async go() {
    this.enter("sending");
    this.speed = new Speed();
    this.say("");
    await this.upload.abort(); // what was waited for
    if (this.state === "sending") this.upload.start();
  }

  async pause() {
    this.enter("paused");
    this.goer.focus();
    await this.upload.abort();
    this.say("paused", { percent: this.percent });
  }

  waits() {
    this.enter("waiting");
    this.say("waiting", { percent: this.percent });
    return true;
  }

  async cancel() {
    const over = this.upload;
    this.upload = this.before = null;
    this.enter("");
    this.name("");
    this.say("cancelled");
    this.submit.focus();
    await over.abort(true).catch(() => {}); // without a network it stays, and is swept after a week
  }

  progress(done, total) {
    if (this.state === "waiting" && done > 0) {
      this.enter("sending");
      this.say("");
    }
    this.percent = Math.floor((done / total) * 100);
    this.bar.setAttribute("width", this.percent);
    const minutes = this.speed?.left(done, total) ?? null;
    const left = minutes === null ? "" : fill(this.text(minutes > 1 ? "minutes" : "soon"), { n: Math.ceil(minutes) });
    const words = done === total ? this.text("storing") : fill(this.text("progress"), { percent: this.percent, done: size(done), total: size(total) });
    this.form.querySelector("[data-upload-words]").textContent = done === total ? words : words + left;
  }

  arrived(answer) {
    this.enter("");
    if (!("stays" in this.form.dataset)) return location.assign(new URL(this.form.action).pathname);
    this.say(answer?.getHeader("Upload-Undecided") ? "asked" : "kept");
    this.form.querySelector("[data-upload-done]").hidden = false;
    this.submit.hidden = this.form.querySelector(".field").hidden = true;
  }

  // A refusal is over and says why; what broke off can go on.
  failed(error) {
    const answer = error.originalResponse;
    const refusal = answer?.getHeader("Upload-Refusal");
    this.enter("");
    const goes = !refusal || ["sign_in", "store_away"].includes(refusal);
    if (!goes) this.upload = this.before = null;
    this.name(goes ? "goOn" : "");
    if (refusal) return this.refused(answer.getBody() || this.text("broken"));
    this.say("broken");
    this.submit.focus();
  }

  enter(state) {
    this.state = state;
    const running = state === "sending" || state === "waiting";
    this.form.querySelector("[data-upload-progress]").hidden = !state;
    this.submit.hidden = this.input.disabled = Boolean(state);
    this.holder.hidden = state === "paused";
    this.goer.hidden = state !== "paused";
    (running ? addEventListener : removeEventListener)("beforeunload", this.stay);
    if (!state) this.form.dispatchEvent(new Event("upload:over", { bubbles: true })); // it has arrived, was refused or given up
  }

  refused(reason) {
    const place = this.form.querySelector("[data-upload-error]");
    place.hidden = !reason;
    place.lastElementChild.textContent = reason;
    this.input.toggleAttribute("aria-invalid", Boolean(reason));
    if (reason) this.input.focus();
  }

  say(name, values = {}) {
    this.form.querySelector("[data-upload-status]").textContent = name ? fill(this.text(name), values) : "";
  }

  // The words on the button: those of the page, or others.
  name(text) {
    const label = this.form.querySelector("[data-upload-submit]");
    label.dataset.first ??= label.textContent;
    label.textContent = text ? this.text(text) : label.dataset.first;
  }

  text(name) {
    return this.form.dataset[`text${name[0].toUpperCase()}${name.slice(1)}`];
  }
}

for (const form of document.querySelectorAll("form[data-upload][data-door]")) new Sending(form);
