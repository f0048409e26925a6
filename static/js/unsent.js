/* What was typed into a form when the session had ended: put back after logging in again. Kept for this tab and
   this user alone, for a quarter of an hour at most, and gone with the next page that is no login. */
(() => {
  "use strict";

  const PLACE = "pilar-unsent";
  const LONGEST = 15 * 60 * 1000;
  const { user, login, unsent } = document.body.dataset;
  const here = location.pathname + location.search;
  const isTyped = (element) => element.name && element.name !== "csrfmiddlewaretoken" && !element.name.endsWith("_FORMS")
    && !["file", "password", "submit", "button"].includes(element.type);

  function keep(event) {
    const form = event.target;
    if (event.defaultPrevented || !form.matches("form[data-guard]")) return;
    const typed = [...form.elements].filter(isTyped).map((element) => [element.name, element.value, element.checked]);
    try {
      sessionStorage.setItem(PLACE, JSON.stringify({ user, typed, page: here, at: Date.now() }));
    } catch (error) { /* forbidden or full: then it is typed again */ }
  }

  function take() {
    try {
      const kept = JSON.parse(sessionStorage.getItem(PLACE));
      sessionStorage.removeItem(PLACE);
      return kept;
    } catch (error) {
      return null;
    }
  }

  function put(form, typed) {
    const left = [...typed];
    [...form.elements].filter(isTyped).forEach((element) => {
      const isBox = ["checkbox", "radio"].includes(element.type);
      const found = left.findIndex(([name, value]) => name === element.name && (!isBox || value === element.value));
      if (found < 0) return;
      const [[, value, checked]] = left.splice(found, 1);
      if (isBox) element.checked = checked;
      else element.value = value;
      ["input", "change"].forEach((kind) => element.dispatchEvent(new Event(kind, { bubbles: true })));
    });
  }

  function tell() {
    const panel = document.createElement("div");
    panel.className = "say say-info";
    panel.setAttribute("role", "status");
    panel.textContent = unsent;
    document.getElementById("alerts").replaceChildren(panel);
  }

  const kept = take();
  const form = document.querySelector("form[data-guard]");
  const cameFromLogin = document.referrer && new URL(document.referrer).pathname === login;
  if (kept && form && cameFromLogin && kept.user === user && kept.page === here && Date.now() - kept.at < LONGEST) {
    put(form, kept.typed);
    tell();
  }
  document.addEventListener("submit", keep);
})();
