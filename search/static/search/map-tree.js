// A list of links becomes an ARIA tree: one stop for the Tab key, arrow keys within, branches fetched when they are opened.
// The item is the line, not the list's entry: its name is what it shows, without the names of all that is within.
const entry = (item) => item.closest("li");
const parent = (item) => entry(item).parentElement.closest("li")?.querySelector(":scope > .tree__line");
const group = (item) => entry(item).querySelector(":scope > ul");
let numbered = 0;

export function tree(list, { go, branch }) {
  const visible = () => [...list.querySelectorAll("[role=treeitem]")].filter((item) => !item.closest("ul[hidden]"));

  const owns = (item, within) => {
    within.setAttribute("role", "group");
    within.id ||= `branch-${(numbered += 1)}`;
    item.setAttribute("aria-owns", within.id);
  };

  const dress = (entries, level) => {
    for (const one of entries) {
      const item = one.querySelector(":scope > .tree__line");
      one.setAttribute("role", "none");
      item.setAttribute("role", "treeitem");
      item.setAttribute("aria-level", level);
      item.tabIndex = -1;
      for (const link of item.querySelectorAll("a")) link.tabIndex = -1;
      const within = group(item);
      if (!("leaf" in one.dataset)) item.setAttribute("aria-expanded", String(Boolean(within)));
      if (within) {
        owns(item, within);
        dress(within.children, level + 1);
      }
    }
  };

  const stop = (item) => {
    for (const one of list.querySelectorAll("[role=treeitem][tabindex='0']")) one.tabIndex = -1;
    if (item) item.tabIndex = 0;
  };

  const focus = (item) => {
    if (!item) return;
    stop(item);
    item.focus();
  };

  const open = async (item) => {
    if (!item.hasAttribute("aria-expanded")) return;
    if (!group(item)) {
      const within = document.createElement("ul");
      within.innerHTML = await branch(entry(item).dataset.node);
      if (group(item)) return; // opened twice in a hurry
      if (!within.children.length) {
        item.removeAttribute("aria-expanded");
        entry(item).dataset.leaf = "";
        return;
      }
      entry(item).append(within);
      owns(item, within);
      dress(within.children, Number(item.getAttribute("aria-level")) + 1);
    }
    group(item).hidden = false;
    item.setAttribute("aria-expanded", "true");
  };

  const close = (item) => {
    if (group(item)) group(item).hidden = true;
    item.setAttribute("aria-expanded", "false");
  };

  const choose = (item) => {
    const link = item.querySelector("a");
    const { node, leaf } = entry(item).dataset;
    if (node && leaf === undefined) go(node);
    else link?.click();
  };

  const show = async (at) => {
    const steps = at ? at.split("/") : [];
    let item = null;
    for (const one of list.querySelectorAll("[aria-current]")) one.removeAttribute("aria-current");
    for (let depth = 1; depth <= steps.length; depth += 1) {
      if (item) await open(item);
      const found = list.querySelector(`[data-node="${CSS.escape(steps.slice(0, depth).join("/"))}"] > .tree__line`);
      if (!found) break; // on a later page of its branch
      item = found;
    }
    if (item) {
      item.setAttribute("aria-current", "true");
      await open(item);
    }
    if (!list.contains(document.activeElement)) stop(item ?? list.querySelector("[role=treeitem]"));
  };

  const keys = {
    ArrowDown: (item, all) => focus(all[all.indexOf(item) + 1]),
    ArrowUp: (item, all) => focus(all[all.indexOf(item) - 1]),
    Home: (_item, all) => focus(all[0]),
    End: (_item, all) => focus(all.at(-1)),
    ArrowRight: (item, all) => (item.getAttribute("aria-expanded") === "true" ? focus(all[all.indexOf(item) + 1]) : open(item)),
    ArrowLeft: (item) => (item.getAttribute("aria-expanded") === "true" ? close(item) : focus(parent(item))),
    Enter: choose,
    " ": choose,
  };

  list.addEventListener("keydown", (event) => {
    const item = event.target.closest("[role=treeitem]");
    if (!item || !keys[event.key] || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    keys[event.key](item, visible());
  });

  list.addEventListener("click", (event) => {
    const item = event.target.closest("[role=treeitem]");
    if (!item || event.ctrlKey || event.metaKey || event.shiftKey) return;
    if (event.target.closest("a") && "leaf" in entry(item).dataset) return; // leads to another page
    event.preventDefault();
    focus(item);
    if (event.target.closest("a")) choose(item);
    else if (item.getAttribute("aria-expanded") === "true") close(item);
    else open(item);
  });

  list.setAttribute("role", "tree");
  dress(list.children, 1);
  stop(list.querySelector("[aria-current]") ?? list.querySelector("[role=treeitem]"));
  return { show };
}
