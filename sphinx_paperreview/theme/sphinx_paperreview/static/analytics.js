// @ts-check
// Loads the services that count visits: those that ask only after the reader has agreed, and none
// where the browser says that its reader wants no counting.
{
  const { google, plausible, goatcounter, asked = "" } =
    /** @type {HTMLScriptElement} */ (document.currentScript).dataset;
  const KEY = "paper-consent";
  const browser = /** @type {any} */ (navigator);
  const refuses = browser.globalPrivacyControl === true || browser.doNotTrack === "1";

  /** @type {(address: string, data: Record<string, string>) => void} */
  const load = (address, data) => {
    const script = document.createElement("script");
    Object.assign(script.dataset, data);
    script.async = true;
    script.src = address;
    document.head.append(script);
  };

  const services = {
    google: () => {
      const view = /** @type {any} */ (window);
      view.dataLayer = view.dataLayer || [];
      view.gtag = function () { view.dataLayer.push(arguments); };
      view.gtag("js", new Date());
      view.gtag("config", google);
      load(`https://www.googletagmanager.com/gtag/js?id=${google}`, {});
    },
    plausible: () => load("https://plausible.io/js/script.js", { domain: plausible || "" }),
    goatcounter: () => load("https://gc.zgo.at/count.js", { goatcounter: goatcounter || "" }),
  };
  const used = { google, plausible, goatcounter };
  const waiting = asked.split(" ").filter(Boolean);
  let loaded = false;

  // An answer holds for the services it was given for; browsers may refuse to keep it.
  const recall = () => {
    try {
      const [answer, names] = (localStorage.getItem(KEY) || "").split(":");
      return names === asked ? answer : "";
    } catch {
      return "";
    }
  };
  /** @type {(answer: string) => void} */
  const keep = (answer) => {
    try {
      localStorage.setItem(KEY, `${answer}:${asked}`);
    } catch { /* it is asked again on the next page */ }
  };

  /** @type {(names: string[]) => void} */
  const start = (names) => {
    for (const name of /** @type {("google" | "plausible" | "goatcounter")[]} */ (names)) {
      if (used[name]) services[name]();
    }
  };
  const stop = () => {
    if (google) /** @type {any} */ (window)[`ga-disable-${google}`] = true;
    for (const [name] of document.cookie.split(";").map((part) => part.trim().split("="))) {
      if (!name.startsWith("_ga")) continue;
      const labels = location.hostname.split(".");
      const domains = labels.map((_, n) => `; domain=${labels.slice(n).join(".")}`);
      for (const domain of ["", ...domains]) {
        document.cookie = `${name}=; path=/; max-age=0${domain}`;
      }
    }
  };
  /** @type {(answer: string) => void} */
  const obey = (answer) => {
    if (answer === "yes" && !loaded) {
      loaded = true;
      start(waiting);
    }
    if (answer === "no") stop();
  };

  const bar = document.getElementById("paper-consent");
  const again = document.getElementById("paper-consent-again");
  if (!refuses) start(Object.keys(used).filter((name) => !waiting.includes(name)));
  if (bar) {
    const answer = refuses ? "no" : recall();
    bar.hidden = answer !== "";
    obey(answer);
    bar.addEventListener("click", (event) => {
      const { value } = /** @type {HTMLButtonElement} */ (event.target);
      if (value !== "yes" && value !== "no") return;
      keep(value);
      obey(value);
      bar.hidden = true;
      again?.focus();
    });
    again?.addEventListener("click", () => {
      bar.hidden = false;
      bar.focus();
    });
  }
}
