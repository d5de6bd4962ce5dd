// Nothing here is needed to use Loopbrug: it only spares a reader a step.
addEventListener("load", () => document.querySelector("[data-error-summary]")?.focus());
for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}
