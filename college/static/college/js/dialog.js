// Opens a <dialog> named by data-dialog="#id" on a link or button; without JavaScript the link leads to a page that asks the same.
document.addEventListener("click", (event) => {
  const opener = event.target.closest("[data-dialog]");
  const dialog = opener && document.querySelector(opener.dataset.dialog);
  if (!dialog?.showModal) return;
  event.preventDefault();
  dialog.showModal();
  dialog.querySelector("[tabindex='-1']")?.focus();
});

document.addEventListener("submit", (event) => {
  if (event.submitter?.getAttribute("formmethod") === "dialog") event.submitter.closest("dialog")?.close();
});
