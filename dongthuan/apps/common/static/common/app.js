/* What every page does by script: navigation on a phone, dialogs, filters, copying, the keyboard. Everything works without it, only slower. */
"use strict";

(() => {
  const script = document.currentScript;
  const root = document.documentElement;
  root.classList.add("js");

  /* Charts are large; their scripts are fetched only where a page has one. */
  let chartsAsked = false;
  const load = (url) =>
    new Promise((resolve, reject) => {
      const element = document.createElement("script");
      element.src = url;
      element.onload = resolve;
      element.onerror = reject;
      document.head.append(element);
    });
  const fetchCharts = async () => {
    if (chartsAsked || !document.querySelector("[data-chart]")) return;
    chartsAsked = true;
    await load(script.dataset.echarts);
    await load(script.dataset.charts);
  };

  /* The side navigation slides in on narrow screens. */
  const side = document.getElementById("side");
  const menuButton = document.querySelector(".menu-button");
  const showSide = (open) => {
    side.classList.toggle("is-open", open);
    menuButton.setAttribute("aria-expanded", String(open));
    if (open) side.querySelector("a").focus();
  };
  if (side && menuButton) {
    menuButton.addEventListener("click", () => showSide(!side.classList.contains("is-open")));
  }

  const toast = (text, tone = "success") => {
    const box = document.createElement("div");
    box.className = `notice is-${tone}`;
    box.append(Object.assign(document.createElement("p"), { textContent: text }));
    document.getElementById("toasts")?.append(box);
    setTimeout(() => box.remove(), 6000);
  };
  /* A view answers htmx with the header HX-Trigger: {"toast": {"text": "…", "tone": "success"}}. */
  document.addEventListener("toast", (event) => toast(event.detail.text, event.detail.tone));

  const copy = async (button) => {
    await navigator.clipboard.writeText(button.dataset.copy || window.location.href);
    toast(button.dataset.copied || "✓");
  };

  document.addEventListener("click", (event) => {
    const target = event.target;
    const opener = target.closest("[data-opens]");
    if (opener) document.getElementById(opener.dataset.opens)?.showModal();
    if (target.closest("[data-closes]") || target.matches("dialog")) target.closest("dialog")?.close();
    const copier = target.closest("[data-copy]");
    if (copier) copy(copier);
    if (target.closest("[data-print]")) window.print();
    if (side?.classList.contains("is-open") && !target.closest("#side, .menu-button")) showSide(false);
    for (const menu of document.querySelectorAll("[data-menu][open]")) {
      if (!menu.contains(target) || target.closest("[data-opens]")) menu.open = false;
    }
  });

  /* Filters act at once when a choice changes; typed words wait for Enter or the button. */
  document.addEventListener("change", (event) => {
    const form = event.target.closest("form[data-autosubmit]");
    if (form && event.target.matches("select, input[type=checkbox], input[type=radio]")) form.requestSubmit();
  });
  /* Fields left empty do not make the address long. */
  document.addEventListener("submit", (event) => {
    if (!event.target.matches("form[data-autosubmit]")) return;
    for (const field of event.target.elements) {
      if (field.name && field.value === "") field.disabled = true;
    }
  });
  window.addEventListener("pageshow", () => {
    for (const field of document.querySelectorAll("form[data-autosubmit] :disabled")) field.disabled = false;
  });

  /* Lists whose lines the keys j and k walk along: an element with data-list. */
  const step = (by) => {
    const lines = [...document.querySelectorAll("[data-list] > li, [data-list] > tbody > tr")];
    if (!lines.length) return;
    const now = lines.findIndex((line) => line.classList.contains("is-current"));
    const next = lines[Math.min(Math.max(now + by, 0), lines.length - 1)];
    if (now >= 0) lines[now].classList.remove("is-current");
    next.classList.add("is-current");
    next.querySelector("a")?.focus({ preventScroll: true });
    next.scrollIntoView({ block: "nearest" });
  };
  const keys = {
    "/": () => document.querySelector("[data-search]")?.focus(),
    "?": () => document.getElementById("shortcuts")?.showModal(),
    j: () => step(1),
    k: () => step(-1),
  };
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") {
      if (side?.classList.contains("is-open")) { showSide(false); menuButton.focus(); }
      for (const menu of document.querySelectorAll("[data-menu][open]")) menu.open = false;
      return;
    }
    const isTyping = event.target.closest("input, textarea, select, [contenteditable], dialog");
    if (isTyping || event.ctrlKey || event.metaKey || event.altKey || !keys[event.key]) return;
    event.preventDefault();
    keys[event.key]();
  });

  document.addEventListener("htmx:load", fetchCharts);
  document.addEventListener("htmx:responseError", (event) => {
    toast(`${event.detail.xhr.status} ${event.detail.xhr.statusText}`, "error");
  });
  fetchCharts();
})();
