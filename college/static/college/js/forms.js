// After a form came back with errors, the reader's place is at the summary, not at the top of the page.
const summary = document.querySelector("[data-error-summary]");
if (summary) summary.focus();
