// @ts-check
// Buttons that copy the texts of `pre[data-paper-copy]`; without a clipboard there are none.
for (const text of navigator.clipboard ? document.querySelectorAll("pre[data-paper-copy]") : []) {
  const { paperCopy = "", paperCopied = "" } = /** @type {HTMLElement} */ (text).dataset;
  const button = document.createElement("button");
  button.type = "button";
  button.className = "paper-copy";
  button.textContent = paperCopy;
  button.setAttribute("aria-live", "polite");
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(text.textContent || "");
    button.textContent = paperCopied;
    setTimeout(() => { button.textContent = paperCopy; }, 2000);
  });
  text.before(button);
}
