// Files and folders dropped to make a course: sent one after the other, each with its progress and, when it is refused, with the reason.
// Binds to [data-drop]. Without this file the same form sends the chosen files itself. All words come from its data-text- attributes.

const SKIPPED = /^(\.|~\$|thumbs\.db$|desktop\.ini$)/i; // what systems and Office leave beside the files
const SHOWN_KINDS = (accept) => new Set(accept.split(",").map((ending) => ending.trim().toLowerCase()));

const fill = (text, values) => text.replace(/\{(\w+)\}/g, (_, name) => values[name]);
const token = () => document.querySelector("[name=csrfmiddlewaretoken]").value;

// A folder that was dropped, read to its end; the browser gives a hundred entries at a time.
async function filesBelow(entry, folder = "") {
  if (entry.isFile) return [{ file: await new Promise((done, fail) => entry.file(done, fail)), folder }];
  const reader = entry.createReader();
  const found = [];
  for (;;) {
    const some = await new Promise((done, fail) => reader.readEntries(done, fail));
    if (!some.length) break;
    for (const one of some) found.push(...(await filesBelow(one, folder ? `${folder}/${entry.name}` : entry.name)));
  }
  return found;
}

class Drop {
  constructor(zone) {
    this.zone = zone;
    this.form = zone.closest("form");
    this.list = document.querySelector("[data-drop-list]");
    this.status = document.querySelector("[data-drop-status]");
    this.input = zone.querySelector("[data-drop-files]");
    this.folder = zone.querySelector("[data-drop-folder]");
    this.files = zone.dataset.files || "";
    this.page = zone.dataset.page || "";
    this.queue = [];
    this.working = false;
    for (const input of [this.input, this.folder]) input.addEventListener("change", () => this.chosen(input));
    zone.querySelectorAll("[data-drop-open]").forEach((button) => {
      button.hidden = false;
      button.addEventListener("click", () => (button.dataset.dropOpen === "folder" ? this.folder : this.input).click());
    });
    document.querySelectorAll("[data-drop-plain]").forEach((part) => (part.hidden = true));
    zone.querySelectorAll("[data-drop-script]").forEach((part) => (part.hidden = false));
    this.input.hidden = true; // the buttons open it
    for (const kind of ["dragenter", "dragover"]) addEventListener(kind, (event) => this.over(event));
    addEventListener("dragleave", (event) => event.relatedTarget || zone.classList.remove("is-over"));
    addEventListener("drop", (event) => this.dropped(event));
    if (this.input.files.length) this.chosen(this.input); // chosen before this script was there
  }

  say(text) {
    this.status.textContent = text;
  }

  over(event) {
    if (![...event.dataTransfer.types].includes("Files")) return;
    event.preventDefault();
    this.zone.classList.add("is-over");
  }

  async dropped(event) {
    if (!event.dataTransfer.files.length) return;
    event.preventDefault();
    this.zone.classList.remove("is-over");
    const entries = [...event.dataTransfer.items].map((item) => item.webkitGetAsEntry?.()).filter(Boolean); // before the first await: the list is emptied then
    const plain = [...event.dataTransfer.files].map((file) => ({ file, folder: "" }));
    const found = entries.length ? (await Promise.all(entries.map((entry) => filesBelow(entry)))).flat() : plain;
    this.take(found);
  }

  chosen(input) {
    const above = (file) => file.webkitRelativePath.split("/").slice(0, -1).join("/");
    this.take([...input.files].map((file) => ({ file, folder: above(file) })));
    input.value = "";
  }

  take(found) {
    const wanted = found.filter(({ file }) => !SKIPPED.test(file.name));
    const kinds = SHOWN_KINDS(this.input.accept);
    const known = wanted.filter(({ file }) => kinds.has(`.${file.name.split(".").pop().toLowerCase()}`) || found.length < 20);
    if (!known.length) return this.say(this.zone.dataset.textNothing);
    for (const one of known) this.queue.push({ ...one, row: this.show(one.file) });
    if (!this.working) this.work();
  }

  show(file) {
    const row = document.createElement("li");
    const name = Object.assign(document.createElement("span"), { className: "sending__name", textContent: file.name });
    const words = Object.assign(document.createElement("span"), { className: "sending__words", textContent: this.zone.dataset.textWaiting });
    const bar = Object.assign(document.createElement("progress"), { max: 100, value: 0 });
    bar.setAttribute("aria-label", file.name);
    row.append(name, words, bar);
    this.list.append(row);
    this.list.hidden = false;
    return { row, words, bar };
  }

  async work() {
    this.working = true;
    let failed = 0;
    let done = 0;
    try {
      if (!this.files) await this.begin();
      while (this.queue.length) {
        const one = this.queue.shift();
        this.say(fill(this.zone.dataset.textProgress, { done: (done += 1), all: done + this.queue.length }));
        if (!(await this.send(one))) failed += 1;
      }
    } catch {
      failed += 1;
    }
    this.working = false;
    if (failed) return this.stop();
    this.leave();
  }

  async begin() {
    const data = new FormData();
    if (this.form.elements.course) data.set("course", this.form.elements.course.value);
    const answer = await fetch(this.form.action || location.href, { method: "POST", body: data, headers: { Accept: "application/json", "X-CSRFToken": token() } });
    if (!answer.ok) throw new Error(answer.status);
    ({ page: this.page, files: this.files } = await answer.json());
  }

  // True when the college has answered, whatever it said; false when the network or the server failed.
  send({ file, folder, row }) {
    return new Promise((settle) => {
      const request = new XMLHttpRequest();
      const data = new FormData();
      data.set("folder", folder);
      data.set("file", file);
      request.open("POST", this.files);
      request.setRequestHeader("X-CSRFToken", token());
      request.upload.addEventListener("progress", (event) => {
        row.bar.value = event.lengthComputable ? (100 * event.loaded) / event.total : 0;
        row.words.textContent = row.bar.value < 100 ? `${Math.round(row.bar.value)}%` : this.zone.dataset.textLooking;
      });
      request.addEventListener("load", () => settle(this.answered(request, row)));
      request.addEventListener("error", () => settle(this.refused(row, this.zone.dataset.textBroken, false)));
      request.send(data);
    });
  }

  answered(request, row) {
    let said = {};
    try {
      said = JSON.parse(request.responseText);
    } catch {
      return this.refused(row, request.status === 413 ? this.zone.dataset.textTooBig : this.zone.dataset.textBroken, false);
    }
    if (!said.taken) return this.refused(row, said.words, request.status < 400);
    row.bar.remove();
    row.row.className = "is-taken";
    row.words.textContent = this.zone.dataset.textTaken;
    return true;
  }

  refused(row, words, settled) {
    row.bar.remove();
    row.row.className = "is-refused";
    row.words.textContent = words;
    return settled;
  }

  stop() {
    this.say(this.zone.dataset.textStopped);
    const go = document.querySelector("[data-drop-go]");
    if (!go || !this.page) return;
    go.hidden = false;
    go.addEventListener("click", () => this.leave(), { once: true });
  }

  leave() {
    const keep = this.form.querySelector("[data-drop-keep]");
    if (keep) return this.form.requestSubmit(keep);
    location.assign(this.page);
  }
}

for (const zone of document.querySelectorAll("[data-drop]")) new Drop(zone);
