// @ts-check
// Brings the comments of a page when its reader gets there, in the scheme that the page has.
for (const section of document.querySelectorAll(".comments-section[data-script]")) {
  const { provider, script = "", attributes = "{}", light = "", dark = "", onClick } =
    /** @type {HTMLElement} */ (section).dataset;
  const { origin } = new URL(script);
  const root = document.documentElement;
  const system = matchMedia("(prefers-color-scheme: dark)");
  let shown = "";
  let isListening = false;

  // Both words together leave the choice to the system.
  const findTheme = () => {
    const scheme = getComputedStyle(root).colorScheme;
    return scheme === "dark" || (scheme !== "light" && system.matches) ? dark : light;
  };

  const load = () => {
    shown = findTheme();
    const element = document.createElement("script");
    for (const [name, value] of Object.entries(JSON.parse(attributes))) {
      element.setAttribute(name, value);
    }
    element.setAttribute(provider === "giscus" ? "data-theme" : "theme", shown);
    element.async = true;
    element.src = script;
    section.append(element);
  };

  const follow = () => {
    const frame = section.querySelector("iframe");
    const theme = findTheme();
    if (!isListening || !frame || !frame.contentWindow || theme === shown) return;
    shown = theme;
    const message = provider === "giscus"
      ? { giscus: { setConfig: { theme } } }
      : { type: "set-theme", theme };
    frame.contentWindow.postMessage(message, origin);
  };

  system.addEventListener("change", follow);
  new MutationObserver(follow).observe(root, { attributes: true });
  // A frame that is still on its way would miss what is sent; it speaks when it is there.
  addEventListener("message", (event) => {
    if (event.origin !== origin) return;
    isListening = true;
    follow();
  });

  const button = section.querySelector("button");
  if (onClick !== undefined && button) {
    button.addEventListener("click", () => {
      button.remove();
      load();
    }, { once: true });
  } else {
    const observer = new IntersectionObserver((entries) => {
      if (entries.some((entry) => entry.isIntersecting)) {
        observer.disconnect();
        load();
      }
    }, { rootMargin: "200px" });
    observer.observe(section);
  }
}
