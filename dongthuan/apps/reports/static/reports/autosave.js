/* Saves a form marked data-autosave some seconds after the last key; the page's own button still works without this. */
(() => {
  "use strict";
  const form = document.querySelector("form[data-autosave]");
  if (!form) return;
  const told = form.querySelector("[data-autosaved]");
  const QUIET_MS = 8000;
  let timer = 0;
  let isBusy = false;
  const hasNew = () => [...form.querySelectorAll("textarea[name^='n']")].some((field) => field.value.trim());

  const save = async () => {
    /* A new paragraph gets its own field only when the page is loaded again, so it waits for the button. */
    if (isBusy || hasNew()) return;
    isBusy = true;
    try {
      const answer = await fetch(form.action || window.location.href, {
        method: "POST", body: new FormData(form), headers: { "X-Autosave": "1" }, redirect: "manual",
      });
      const { version } = answer.ok ? await answer.json() : { version: null };
      if (version) {
        for (const field of document.querySelectorAll("[data-version]")) field.value = version;
        if (told) told.textContent = `${form.dataset.autosave} ${new Date().toLocaleTimeString("vi-VN")}`;
      }
    } catch { /* offline: the button saves later */ }
    isBusy = false;
  };

  form.addEventListener("input", () => {
    window.clearTimeout(timer);
    timer = window.setTimeout(save, QUIET_MS);
  });
  form.addEventListener("submit", () => window.clearTimeout(timer));
})();
