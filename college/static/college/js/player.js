// The player: where its picture comes from, speed, picture size, keys. What was watched is the business of watching.js.
// hls.js is fetched when somebody plays, never before. Without it, or without JavaScript, the plain MP4 plays.
import { setLanguage } from "../vendor/media-chrome.js";

const STEP = 10;
const RENEW_BEFORE = 60_000;

export class Player {
  // root: the element [data-player]; open: answers {hls, mp4, position, expires_at}, with a fresh signature, or null.
  constructor(root, open) {
    this.root = root;
    this.open = open;
    this.video = root.querySelector("video");
    this.start = Number(root.dataset.start) || 0;
    this.loading = null;
    this.hls = null;
    this.expires = Date.parse(root.dataset.expires);
    setLanguage(root.querySelector("media-controller").lang);
    this.prepare();
    this.bindKeys();
    this.bindChoices();
    this.bindCaptions();
  }

  prepare() {
    const { video } = this;
    const began = !video.paused, second = video.currentTime || this.start; // somebody may have been quicker than this script
    video.controls = false;
    video.removeAttribute("src");
    video.load(); // without it the plain file plays until the other is there, and the same seconds come twice
    video.addEventListener("play", () => this.load(video.currentTime || this.start));
    video.addEventListener("playing", () => this.root.classList.add("has-played"), { once: true });
    video.addEventListener("error", () => this.recover());
    this.begin(second);
    if (began) this.load(second);
    // media-chrome leaves the small picture over the time line without a text; the time beside it says all.
    this.root.querySelector("media-time-range").shadowRoot?.querySelector("media-preview-thumbnail")?.shadowRoot?.querySelector("img")?.setAttribute("alt", "");
    this.root.classList.add("is-live");
  }

  // Before anything is loaded the clock and the slider already stand at the second that playing begins with.
  begin(second) {
    if (this.video.readyState > 0) return;
    this.video.currentTime = second;
    this.video.dispatchEvent(new Event("timeupdate"));
  }

  get loaded() { return this.loading !== null; }

  get place() { return this.loaded && this.video.readyState > 0 ? this.video.currentTime : this.start; }

  // Play from a second; the first call fetches the recording.
  async goTo(second) {
    const fresh = !this.loaded;
    await this.load(second);
    if (!fresh) this.video.currentTime = second;
    await this.video.play().catch(() => {});
    this.root.querySelector(".player__bar media-play-button").focus();
  }

  load(second = this.start) {
    this.loading ??= this.fetchAndAttach(second);
    return this.loading;
  }

  async fetchAndAttach(second) {
    const fresh = await this.open();
    if (fresh) this.expires = Date.parse(fresh.expires_at);
    const { hls, mp4 } = fresh ?? this.root.dataset;
    this.mp4 = mp4;
    await this.attach(hls, second);
    this.video.play().catch(() => {});
  }

  async attach(address, second) {
    this.begin(second);
    if (isApple() && this.video.canPlayType("application/vnd.apple.mpegurl")) return this.plain(address, second);
    const Hls = await loadHls(this.root.dataset.hlsScript).catch(() => null);
    if (!Hls?.isSupported() || !address) return this.plain(this.mp4, second);
    this.hls?.destroy();
    this.hls = new Hls({ startPosition: second, maxBufferLength: 30, capLevelToPlayerSize: true });
    this.hls.on(Hls.Events.MANIFEST_PARSED, () => this.listQualities());
    this.hls.on(Hls.Events.ERROR, (_event, error) => { if (error.fatal) this.recover(error); });
    this.hls.loadSource(address);
    this.hls.attachMedia(this.video);
    return undefined;
  }

  plain(address, second) {
    this.video.src = address;
    this.video.addEventListener("loadedmetadata", () => { if (second) this.video.currentTime = second; }, { once: true });
  }

  // An address ends after some hours, a network comes and goes: ask for a fresh address and go on at the same second.
  async recover(error) {
    if (this.recovering) return;
    this.recovering = true;
    const second = this.place, playing = !this.video.paused;
    const late = Date.now() > this.expires - RENEW_BEFORE;
    if (error?.type === "mediaError" && !late) this.hls.recoverMediaError();
    else if (!(await this.again(second, playing))) this.root.dispatchEvent(new CustomEvent("player:broken", { bubbles: true }));
    setTimeout(() => { this.recovering = false; }, 3_000);
  }

  async again(second, playing) {
    const fresh = await this.open();
    if (!fresh) return false;
    this.expires = Date.parse(fresh.expires_at);
    this.mp4 = fresh.mp4;
    await this.attach(fresh.hls, second);
    if (playing) this.video.play().catch(() => {});
    return true;
  }

  bindKeys() {
    this.root.addEventListener("keydown", (event) => {
      if (event.altKey || event.ctrlKey || event.metaKey || event.target.closest("select, input, textarea, media-time-range")) return;
      const onButton = event.target.closest("button, a, media-play-button, media-mute-button, media-fullscreen-button, media-seek-backward-button");
      if (event.key === " " && !onButton) this.toggle();
      else if (event.key === "ArrowLeft") this.skip(-STEP);
      else if (event.key === "ArrowRight") this.skip(STEP);
      else if (!this.letter(event.key.toLowerCase())) return;
      event.preventDefault();
    });
    document.addEventListener("keydown", (event) => {
      if (event.key !== " " || event.target !== document.body || !this.loaded) return;
      event.preventDefault();
      this.toggle();
    });
  }

  // The letters that players have in common; they press the buttons that are there.
  letter(key) {
    const button = { c: "[data-captions]", f: "media-fullscreen-button", m: "media-mute-button" }[key];
    const pressed = button && this.root.querySelector(button);
    pressed?.click();
    return Boolean(pressed);
  }

  toggle() { if (this.video.paused) this.goTo(this.place); else this.video.pause(); }

  skip(seconds) { if (this.loaded) this.video.currentTime = Math.max(0, Math.min(this.video.duration || 0, this.video.currentTime + seconds)); }

  bindChoices() {
    const speed = this.root.querySelector("[data-speed]"), quality = this.root.querySelector("[data-quality]");
    speed.addEventListener("change", () => {
      this.video.defaultPlaybackRate = Number(speed.value);
      this.video.playbackRate = Number(speed.value);
    });
    quality.addEventListener("change", () => { if (this.hls) this.hls.nextLevel = Number(quality.value); });
  }

  // Captions are on until somebody turns them off, and stay as they were chosen.
  bindCaptions() {
    const button = this.root.querySelector("[data-captions]");
    if (!button) return;
    const set = (on) => {
      button.setAttribute("aria-pressed", String(on));
      const tracks = [...this.video.textTracks].filter((track) => track.kind === "captions"); // chapters and small pictures are tracks too
      for (const [place, track] of tracks.entries()) track.mode = on && place === 0 ? "showing" : "hidden";
    };
    set(remembered("captions") !== "off");
    button.addEventListener("click", () => {
      const on = button.getAttribute("aria-pressed") !== "true";
      set(on);
      remember("captions", on ? "on" : "off");
    });
    this.bindCaptionSize(this.root.querySelector("[data-caption-size]"));
  }

  bindCaptionSize(choice) {
    const set = (size) => (size ? this.root.setAttribute("data-captions-are", size) : this.root.removeAttribute("data-captions-are"));
    choice.value = remembered("caption-size") ?? "";
    set(choice.value);
    choice.addEventListener("change", () => {
      set(choice.value);
      remember("caption-size", choice.value);
    });
  }

  listQualities() {
    const quality = this.root.querySelector("[data-quality]"), chosen = quality.value;
    const levels = this.hls.levels.map((level, index) => ({ index, size: Math.min(level.width, level.height) || level.height })).filter((level) => level.size > 0);
    quality.length = 1;
    for (const { index, size } of levels.sort((a, b) => b.size - a.size)) quality.add(new Option(`${size}p`, String(index)));
    quality.value = [...quality.options].some((option) => option.value === chosen) ? chosen : "-1";
    this.root.querySelector("[data-quality-choice]").hidden = quality.length < 3;
  }
}

function remembered(name) {
  try { return localStorage.getItem(`college.${name}`); } catch { return null; }
}

function remember(name, value) {
  try { localStorage.setItem(`college.${name}`, value); } catch { /* private window: the choice lasts for this page */ }
}

function isApple() { return navigator.vendor.startsWith("Apple"); }

function loadHls(address) {
  if (window.Hls) return Promise.resolve(window.Hls);
  return new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.src = address;
    script.onload = () => resolve(window.Hls);
    script.onerror = reject;
    document.head.append(script);
  });
}
