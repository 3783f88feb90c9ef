// What was watched: collects the stretches that really played and tells the server every few seconds. What was not acknowledged is
// told again, together with what came since, so a lost answer or a lost network loses nothing; the server never counts a second twice.
const EVERY = 12_000;
const AFTER_SEEK = 600;
const MOST = 150;

export class Watching {
  // open: answers the playback (and so a session key) or null; tell: called with the server's answer; lost: called with true or false.
  constructor(root, video, { open, tell, lost }) {
    Object.assign(this, { root, video, open, tell, lost });
    this.session = null;
    this.sequence = 0;
    this.run = null;
    this.from = null;
    this.pending = [];
    this.fastest = 1;
    this.flying = false;
    this.due = false;
    this.bind();
  }

  begin(session) {
    if (session === this.session) return;
    this.session = session;
    this.sequence = 0;
  }

  bind() {
    const { video } = this;
    video.addEventListener("loadedmetadata", () => { this.from = video.currentTime; });
    video.addEventListener("timeupdate", () => this.note());
    video.addEventListener("ratechange", () => { this.fastest = Math.max(this.fastest, video.playbackRate); });
    video.addEventListener("seeking", () => { this.close(); this.from = video.currentTime; this.beatSoon(); });
    for (const name of ["pause", "ended"]) video.addEventListener(name, () => { this.note(); this.close(); this.from = video.currentTime; this.beat(); });
    document.addEventListener("visibilitychange", () => { if (document.visibilityState === "hidden") this.leave(); });
    window.addEventListener("pagehide", () => this.leave());
    window.addEventListener("online", () => this.beat());
    setInterval(() => { if (this.run || this.pending.length) this.beat(); }, EVERY);
  }

  // The open stretch grows with the playhead; `reached` is never taken from a seek, whose target was not played to.
  note() {
    const { video } = this;
    if (video.seeking || video.readyState === 0) return;
    if (this.run) this.run.end = Math.max(this.run.end, video.currentTime);
    else if (!video.paused) this.run = { start: this.origin(), end: video.currentTime };
  }

  // Where playing began: the last place that was sought, paused at or loaded. On a busy device the first timeupdate comes a second late, and
  // what the video itself calls played up to it was played.
  origin() {
    const { played, currentTime } = this.video, from = this.from ?? currentTime;
    const whole = Array.from({ length: played.length }).some((_, index) => played.start(index) <= from + 0.1 && played.end(index) >= currentTime - 0.5);
    const start = from <= currentTime && whole ? from : currentTime;
    return start <= this.beginning() + 0.1 ? 0 : start;
  }

  // Where the first picture comes a little late, players jump to it; nothing was there to be seen before.
  beginning() {
    const { buffered } = this.video;
    return buffered.length && buffered.start(0) < 1 ? buffered.start(0) : 0;
  }

  close() {
    this.collect();
    this.run = null;
  }

  // Moves what was played to the pending list; the open stretch goes on from its last full second, so that none is cut in two.
  collect() {
    if (!this.run || this.run.end <= this.run.start) return;
    this.pending = joined([...this.pending, [this.run.start, this.run.end]]);
    this.run.start = Math.max(this.run.start, Math.floor(this.run.end));
  }

  leave() {
    this.note();
    this.collect();
    this.send(true);
  }

  // Dragging along the bar is many seeks: one beat, when it is over.
  beatSoon() {
    clearTimeout(this.soon);
    this.soon = setTimeout(() => this.beat(), AFTER_SEEK);
  }

  // One beat at a time; what happens meanwhile is told right after.
  async beat() {
    this.collect();
    if (this.root.dataset.counted !== "true") return;
    this.due = this.flying;
    if (this.flying) return;
    this.flying = true;
    await (this.session ? this.send(false) : this.open());
    this.flying = false;
    if (this.due) this.beat();
  }

  async send(leaving) {
    if (!this.session || (leaving && this.root.dataset.counted !== "true")) return;
    const sent = this.pending;
    const body = { session: this.session, sequence: ++this.sequence, intervals: sent, position: this.video.currentTime || 0, rate: this.fastest };
    const answer = await this.post(body);
    if (!answer) return;
    if (answer.status === 404) { this.session = null; return; } // the next beat opens a new one
    if (!answer.ok) { this.lost(answer.status >= 500); return; }
    this.lost(false);
    this.pending = without(this.pending, sent);
    this.fastest = this.video.playbackRate;
    this.tell(await answer.json());
  }

  async post(body) {
    const headers = { "Content-Type": "application/json", "X-CSRFToken": this.root.dataset.csrf };
    try {
      return await fetch(this.root.dataset.heartbeatUrl, { method: "POST", headers, body: JSON.stringify(body), credentials: "same-origin", keepalive: true });
    } catch {
      this.lost(true);
      return null;
    }
  }
}

// The union of stretches, in order; when there are too many, the shortest are given up.
export function joined(stretches) {
  const union = [];
  for (const [start, end] of [...stretches].sort((a, b) => a[0] - b[0])) {
    const last = union.at(-1);
    if (last && start <= last[1] + 0.3) last[1] = Math.max(last[1], end);
    else union.push([start, end]);
  }
  if (union.length <= MOST) return union;
  return union.sort((a, b) => b[1] - b[0] - (a[1] - a[0])).slice(0, MOST).sort((a, b) => a[0] - b[0]);
}

// What is still to be told after `sent` was acknowledged: a stretch that has grown since is told from its old end on.
function without(pending, sent) {
  const left = [];
  for (const [start, end] of pending) {
    const told = sent.find((other) => other[0] <= start && other[1] > start);
    const from = told ? Math.floor(told[1]) : start;
    if (end > from && !(told && told[1] >= end)) left.push([from, end]);
  }
  return left;
}
