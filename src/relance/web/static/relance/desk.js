// Small comforts; every page works without them.
(() => {
  // What was refused is where the next key goes.
  document.querySelector("[aria-invalid=true]")?.focus();
  // A list that submits its form when another line is chosen.
  document.addEventListener("change", (event) => {
    if (event.target.matches("[data-submits]")) event.target.form.requestSubmit();
  });
  // The drop zone: files dropped anywhere on it go into its own input, and leave at once.
  const zone = document.querySelector(".drop");
  if (zone) {
    const input = zone.querySelector("input[type=file]");
    const sent = () => { if (input.files.length) { zone.setAttribute("aria-busy", "true"); input.form.requestSubmit(); } };
    for (const name of ["dragenter", "dragover"])
      zone.addEventListener(name, (event) => { event.preventDefault(); zone.classList.add("over"); });
    for (const name of ["dragleave", "drop"])
      zone.addEventListener(name, (event) => { event.preventDefault(); zone.classList.remove("over"); });
    zone.addEventListener("drop", (event) => { input.files = event.dataTransfer.files; sent(); });
    input.addEventListener("change", sent);
  }
  // A word of a list goes where one was writing last.
  let taker = null;
  document.addEventListener("focusin", (event) => { if (event.target.matches("[data-takes]")) taker = event.target; });
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-inserts]");
    if (!button) return;
    taker = taker || document.querySelector("textarea[data-takes]");
    if (!taker) return;
    taker.focus();
    taker.setRangeText(button.dataset.inserts, taker.selectionStart, taker.selectionEnd, "end");
  });
  // One key does what its button says: o for yes, n for no, s for the next one.
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.repeat) return;
    if (event.target.closest("input, select, textarea, [contenteditable]")) return;
    const button = document.querySelector(`[data-keys] [data-key="${CSS.escape(event.key.toLowerCase())}"]`);
    if (!button || button.disabled) return;
    event.preventDefault();
    if (button.form) button.form.requestSubmit(button); else button.click();
  });
  // One press is one act.
  document.addEventListener("submit", (event) => {
    const button = event.submitter;
    if (button && !event.defaultPrevented && event.target.method === "post") setTimeout(() => { button.disabled = true; }, 0);
  });
})();
