// Spares selecting a link by hand; without it the link can be selected and copied.
for (const button of document.querySelectorAll("[data-copy]")) {
  button.hidden = !navigator.clipboard;
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(document.getElementById(button.dataset.copy).value);
    button.parentElement.querySelector("[data-copy-status]").textContent = button.dataset.copied;
  });
}
