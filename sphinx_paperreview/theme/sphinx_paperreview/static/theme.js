// @ts-check
// The reader's colour scheme, buttons that copy code and references, the place in the contents.
// Nothing here is needed to read a page.
"use strict";
{
  const KEY = "paper-color-scheme";
  const SCHEMES = ["auto", "light", "dark"];
  const root = document.documentElement;
  const words = document.currentScript?.dataset ?? {};
  let scheme = root.dataset.colorScheme ?? "auto";

  /** @param {string | null} wanted */
  const apply = (wanted) => {
    if (!wanted || !SCHEMES.includes(wanted)) return;
    scheme = wanted;
    root.dataset.colorScheme = scheme;
    const button = document.querySelector(".scheme-switch");
    button?.setAttribute("aria-label", words[scheme] ?? scheme);
    button?.setAttribute("title", words[scheme] ?? scheme);
  };

  // Before the page is painted. A browser may keep its storage closed.
  try {
    apply(localStorage.getItem(KEY));
  } catch {}
  addEventListener("storage", (event) => {
    if (event.key === KEY) apply(event.newValue);
  });

  const showSwitch = () => {
    const button = document.querySelector(".scheme-switch");
    if (!(button instanceof HTMLElement)) return;
    apply(scheme);
    button.hidden = false;
    button.addEventListener("click", () => {
      apply(SCHEMES[(SCHEMES.indexOf(scheme) + 1) % SCHEMES.length]);
      try {
        localStorage.setItem(KEY, scheme);
      } catch {}
    });
  };

  /** The text of a block without line numbers; of a session, what was typed. @param {Element} pre */
  const read = (pre) => {
    const copy = /** @type {Element} */ (pre.cloneNode(true));
    const isSession = copy.querySelector(".gp") !== null;
    for (const part of copy.querySelectorAll(isSession ? ".linenos, .gp, .go" : ".linenos")) part.remove();
    const text = (copy.textContent ?? "").replace(/\n+$/, "");
    return isSession ? text.replace(/\n{2,}/g, "\n").trim() : text;
  };

  /** @param {Element} pre @param {string} word @param {(button: Element) => void} place */
  const addCopyButton = (pre, word, place) => {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "paper-copy";
    button.textContent = word;
    button.setAttribute("aria-live", "polite");
    button.addEventListener("click", async () => {
      await navigator.clipboard.writeText(read(pre));
      button.textContent = words.copied ?? "";
      setTimeout(() => (button.textContent = word), 2000);
    });
    place(button);
  };

  const addCopyButtons = () => {
    if (!navigator.clipboard) return;
    for (const block of words.code ? document.querySelectorAll("div.highlight") : []) {
      const pre = block.querySelector(".code pre") ?? block.querySelector("pre");
      if (pre) addCopyButton(pre, words.copy ?? "", (button) => block.append(button));
    }
    for (const pre of document.querySelectorAll("pre[data-paper-copy]")) {
      addCopyButton(pre, words.copy ?? "", (button) => pre.before(button));
    }
  };

  const followContents = () => {
    /** @type {Map<Element, Element>} */
    const links = new Map();
    for (const link of document.querySelectorAll(".page__contents a")) {
      const id = decodeURIComponent(/** @type {HTMLAnchorElement} */ (link).hash.slice(1));
      const section = document.getElementById(id);
      if (section) links.set(section, link);
    }
    if (!links.size) return;
    const visible = new Set();
    const observer = new IntersectionObserver(
      (entries) => {
        for (const entry of entries) visible[entry.isIntersecting ? "add" : "delete"](entry.target);
        const current = [...links.keys()].filter((section) => visible.has(section)).pop();
        for (const [section, link] of links) {
          if (section === current) link.setAttribute("aria-current", "true");
          else link.removeAttribute("aria-current");
        }
      },
      { rootMargin: "-96px 0px -66% 0px" },
    );
    for (const section of links.keys()) observer.observe(section);
  };

  document.addEventListener("DOMContentLoaded", () => {
    showSwitch();
    addCopyButtons();
    followContents();
  });
}
