/* Comforts over pages that work without it: keys, ticks, menus, warnings, announcements. No dependency. */
(() => {
  "use strict";

  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const isTyping = (target) => target.closest("input:not([type=checkbox]):not([type=radio]), textarea, select, [contenteditable]");

  // Keys. Single letters can be switched off in the user's settings (WCAG 2.1.4).

  const rowLinks = () => all("[data-row-link]").filter((link) => link.offsetParent);

  function moveRow(step) {
    const links = rowLinks();
    if (!links.length) return;
    const here = links.findIndex((link) => link.closest("tr, li").contains(document.activeElement));
    const next = links[here < 0 ? (step > 0 ? 0 : links.length - 1) : here + step];
    if (next) next.focus();
  }

  function tickRow() {
    const row = document.activeElement.closest("tr, li");
    const box = row && row.querySelector("[data-tick]");
    if (box) box.click();
  }

  function editRow() {
    const row = document.activeElement.closest("[data-edit] tbody tr");
    if (row) location.assign(row.querySelector("[data-row-link]").href + row.closest("[data-edit]").dataset.edit);
  }

  const letters = {
    "/": () => { const box = document.querySelector("[data-search]"); if (box) { box.focus(); box.select(); } },
    "?": () => openDialog("keys"),
    j: () => moveRow(1),
    k: () => moveRow(-1),
    x: tickRow,
    e: editRow,
  };

  function pressed(event) {
    if (event.ctrlKey || event.metaKey || event.altKey || document.querySelector("dialog[open]")) return;
    if (event.key === "Escape") return closeMenus(null);
    if (isTyping(event.target)) return;
    const inRow = event.target.closest && event.target.closest("tr, li") && event.target.closest("[data-rows]");
    if (inRow && (event.key === "ArrowDown" || event.key === "ArrowUp")) {
      event.preventDefault();
      return moveRow(event.key === "ArrowDown" ? 1 : -1);
    }
    if (document.body.dataset.shortcuts !== "on") return;
    const target = all("[data-key]").find((element) => element.dataset.key === event.key && element.offsetParent);
    const act = target ? () => target.click() : letters[event.key];
    if (act) {
      event.preventDefault();
      act();
    }
  }

  // Menus and dialogs

  function closeMenus(keep) {
    all("details.menu[open], details.filters[open]").forEach((menu) => {
      if (menu.contains(keep)) return;
      if (!keep && menu.contains(document.activeElement)) menu.querySelector("summary").focus();
      menu.open = false;
    });
  }

  function openDialog(id) {
    const dialog = document.getElementById(id);
    if (dialog && dialog.showModal) dialog.showModal();
  }

  // Ticked rows: the bar with what can be done to them appears only when there are any.

  function showBulk(form) {
    const boxes = all("[data-tick]", form);
    const ticked = boxes.filter((box) => box.checked).length;
    all("[data-bulk]", form).forEach((bar) => { bar.hidden = !ticked; });
    all("[data-ticked]", form).forEach((place) => { place.textContent = ticked; });
    all("[data-tick-all]", form).forEach((box) => {
      box.checked = ticked > 0 && ticked === boxes.length;
      box.indeterminate = ticked > 0 && ticked < boxes.length;
    });
    boxes.forEach((box) => box.closest("tr, li").classList.toggle("is-picked", box.checked));
  }

  function changed(event) {
    const box = event.target;
    const form = box.closest("[data-picking]");
    if (form && box.matches("[data-tick-all]")) all("[data-tick]", form).forEach((one) => { one.checked = box.checked; });
    if (form) showBulk(form);
    showOutcome();
    const guarded = box.closest("form[data-guard]");
    if (guarded) guarded.dataset.changed = "yes";
  }

  // What a choice between two versions comes to

  function showOutcome() {
    all("[data-outcome]").forEach((place) => { place.hidden = !document.getElementById(place.dataset.outcome).checked; });
  }

  // Forms: nothing typed is lost unasked, nothing is sent twice, digits are counted.

  function typed(event) {
    const guarded = event.target.closest("form[data-guard]");
    if (guarded) guarded.dataset.changed = "yes";
    if (event.target.dataset.digits) countDigits(event.target);
  }

  function countDigits(input) {
    const label = document.querySelector(`label[for="${input.id}"]`);
    if (!label) return;
    let place = label.querySelector(".digits");
    if (!place) {
      place = document.createElement("span");
      place.className = "digits";
      label.append(place);
    }
    const digits = input.value.replace(/\D/g, "").length;
    place.textContent = digits ? `${digits}/${input.dataset.digits}` : "";
  }

  function sent(event) {
    const form = event.target;
    if (event.defaultPrevented || form.method === "dialog") return;
    if (form.dataset.sent) return event.preventDefault();
    delete form.dataset.changed;
    if (form.method === "post") {
      form.dataset.sent = "yes";
      const button = event.submitter;
      if (button) button.setAttribute("aria-busy", "true");
      setTimeout(free, 5000); // a download leaves the page standing
    }
  }

  function free() {
    all("form[data-sent]").forEach((form) => { delete form.dataset.sent; });
    all("[aria-busy]").forEach((button) => button.removeAttribute("aria-busy"));
  }

  function leaving(event) {
    if (document.querySelector("form[data-changed]")) event.preventDefault();
  }

  function clicked(event) {
    closeMenus(event.target);
    const opener = event.target.closest("[data-open]");
    if (opener) openDialog(opener.dataset.open);
    const revealer = event.target.closest("[data-show-password]");
    if (revealer) {
      const field = document.getElementById(revealer.dataset.showPassword);
      const isHidden = field.type === "password";
      field.type = isHidden ? "text" : "password";
      revealer.setAttribute("aria-pressed", String(isHidden));
      revealer.textContent = isHidden ? revealer.dataset.hide : revealer.dataset.show;
    }
    const chooser = event.target.closest("[data-choose-all]");
    if (chooser) {
      event.preventDefault();
      all(`input[type=radio][value=${chooser.value}]`, chooser.form).forEach((radio) => { radio.checked = true; });
      showOutcome();
    }
    const copier = event.target.closest("[data-copy-address]");
    if (copier && navigator.clipboard) {
      navigator.clipboard.writeText(location.href).then(() => announce(copier.dataset.copyAddress));
    }
  }

  // Numbers that were shown are masked again after a while, also on a screen that nobody left.

  function hideLater(shown) {
    setTimeout(() => {
      all("[data-masked]", shown).forEach((place) => { place.replaceWith(place.dataset.masked); });
      all("[data-after-hiding]").forEach((element) => { element.hidden = false; });
    }, Number(shown.dataset.hiddenAfter) * 1000);
  }

  // Announcements for those who do not see the page change

  function announce(text) {
    const place = document.getElementById("announcer");
    if (place) place.textContent = text;
  }

  function countExactly(root) {
    const told = root.querySelector("[data-exact-number]");
    if (told) all("[data-bounded]").forEach((place) => { place.textContent = told.dataset.exactNumber; });
  }

  // The keyboard goes on where it was: htmx finds again what has an id, else the part that came is begun anew.

  function keepPlace(part) {
    const isLost = !document.activeElement || document.activeElement === document.body;
    if (!isLost || !part.isConnected || part.id !== "list") return;
    const wrong = part.querySelector("[aria-invalid=true]");
    (wrong || part).focus({ preventScroll: !wrong });
  }

  function settled(event) {
    const root = event.detail.elt;
    keepPlace(root);
    countExactly(root);
    const said = root.matches && root.matches("[data-announce]") ? root : root.querySelector("[data-announce]");
    if (said) announce(said.dataset.announce || said.textContent.trim());
    prepare(root);
  }

  function failed() {
    const alerts = document.getElementById("alerts");
    if (!alerts) return;
    const panel = document.createElement("div");
    panel.className = "say say-error";
    panel.setAttribute("role", "alert");
    panel.textContent = document.body.dataset.failed;
    alerts.replaceChildren(panel);
    alerts.scrollIntoView({ block: "nearest" });
  }

  // The check-in desk keeps names for when the network drops; whoever comes to the login page finds none.

  function forgetNames() {
    const isNames = (key) => key.startsWith("pilar-desk") && !key.includes("-queue-");
    try {
      Object.keys(localStorage).filter(isNames).forEach((key) => localStorage.removeItem(key));
    } catch (error) { /* forbidden: nothing was kept */ }
    if (window.caches) caches.keys().then((kept) => kept.filter(isNames).forEach((key) => caches.delete(key)));
  }

  function prepare(root) {
    all("[data-needs-script]", root).forEach((element) => { element.hidden = false; });
    all("[data-picking]", root).forEach(showBulk);
    all("[data-digits]", root).forEach(countDigits);
    all("[data-hidden-after]", root).forEach(hideLater);
  }

  document.addEventListener("keydown", pressed);
  document.addEventListener("click", clicked);
  document.addEventListener("change", changed);
  document.addEventListener("input", typed);
  document.addEventListener("submit", sent);
  document.addEventListener("htmx:afterSettle", settled);
  document.addEventListener("htmx:afterRequest", free);
  document.addEventListener("htmx:sendError", failed);
  window.addEventListener("beforeunload", leaving);
  window.addEventListener("pageshow", free);

  prepare(document);
  showOutcome();
  if (document.querySelector("[data-stranger]")) forgetNames();
  const first = document.querySelector("[data-focus]");
  if (first) first.focus();
})();
