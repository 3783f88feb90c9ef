// The curriculum map. The table that the server sends is what the picture is drawn from, so both say the same; without this script the links lead
// level by level. Only the level that is looked at is fetched. The library comes last, so that tree and table answer before it is there.
import { tree } from "./map-tree.js";

const root = document.querySelector("[data-curriculum]");
const place = root.querySelector("[data-level]");
const fetched = new Map();
let picture = null;

const fetchText = async (address) => {
  const answer = await fetch(address, { headers: { "X-Requested-With": "fetch" } });
  if (!answer.ok) throw new Error(String(answer.status));
  return answer.text();
};

const query = (at, page) => {
  const asked = new URLSearchParams();
  if (at) asked.set("at", at);
  if (page > 1) asked.set("page", page);
  return String(asked).replaceAll("%2F", "/");
};

const levelOf = (at, page) => {
  const address = `${root.dataset.levelUrl}?${query(at, page)}`;
  if (!fetched.has(address)) {
    const text = fetchText(address);
    const forget = () => fetched.delete(address);
    text.then(() => setTimeout(forget, 1000), forget); // seats and scores change
    fetched.set(address, text);
  }
  return fetched.get(address);
};

const shown = () => place.querySelector("[data-at]");
export const current = () => shown().dataset.at;

const describe = () => {
  document.title = document.title.replace(/^.*?(?= · [^·]*$)/, () => shown().dataset.pageTitle);
  root.querySelector("[data-said]").textContent = place.querySelector("#level-title").textContent;
};

async function go(at, { page = 1, push = true, focus = false } = {}) {
  const address = query(at, page);
  const url = address ? `${root.dataset.mapUrl}?${address}` : root.dataset.mapUrl;
  try {
    place.innerHTML = await levelOf(at, page);
  } catch {
    location.assign(url); // the server says what is wrong better than we could
    return;
  }
  if (push) history.pushState({ at, page }, "", url);
  describe();
  picture?.draw();
  lines.show(at);
  if (focus) place.querySelector("#level-title").focus({ preventScroll: false });
}

const wayOf = (link) => {
  const asked = new URL(link.href, location.href).searchParams;
  return [asked.get("at") ?? "", Number(asked.get("page") ?? 1)];
};

place.addEventListener("click", (event) => {
  const link = event.target.closest("a[data-go]");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
  event.preventDefault();
  const [at, page] = wayOf(link);
  go(at, { page, focus: true });
});

place.addEventListener("pointerdown", (event) => {
  const link = event.target.closest("a[data-go]");
  if (link && !event.button) levelOf(...wayOf(link)); // under way before the finger is lifted
});

addEventListener("popstate", () => {
  const [at, page] = wayOf(location);
  go(at, { page, push: false });
});

const lines = tree(root.querySelector("[data-tree]"), {
  go: (at) => go(at),
  branch: (at) => (current() === at && place.querySelector("template[data-branch]")?.innerHTML) || fetchText(`${root.dataset.branchUrl}?${query(at, 1)}`),
});

const figure = root.querySelector("[data-figure]");
figure.hidden = !place.querySelector("tr[data-part]");
import("./map-picture.js").then(({ mapPicture }) => {
  picture = mapPicture(figure, { level: shown, go, ahead: (at) => levelOf(at, 1), say: (words) => (root.querySelector("[data-said]").textContent = words) });
  picture.draw();
});
