// What the wall does beyond being read: it shows changes as they happen, and turns the pages of the screen in the hall. Without it
// every page works the same. It keeps nothing, sends nothing and asks only this server.
"use strict";

addEventListener("click", (e) => { if (e.target.closest("[data-print]")) print(); });

(() => {
  const body = document.body;
  const kiosk = body.classList.contains("kiosk");
  const live = body.dataset.live;
  if (!live) return;

  // refresh puts the page as it is now in place of what is shown; what the reader was at stays where it was.
  let busy = false, again = false;
  async function refresh() {
    if (busy) { again = true; return; }
    busy = true;
    try {
      const res = await fetch(location.href, {headers: {Accept: "text/html"}, cache: "no-cache", signal: AbortSignal.timeout(20000)});
      if (!res.ok) throw new Error(res.status);
      show(new DOMParser().parseFromString(await res.text(), "text/html"));
      offline(false);
    } catch {
      offline(true);
    } finally {
      busy = false;
      if (again) { again = false; setTimeout(refresh, 1000); }
    }
  }

  function show(page) {
    for (const part of kiosk ? ["main", ".asof", ".turn"] : ["main"]) {
      const now = document.querySelector(part), next = page.querySelector(part);
      if (!now || !next || now.isEqualNode(next)) continue;
      if (part === "main" && now.contains(document.activeElement) && document.activeElement.tagName === "INPUT") return;
      const opened = [...now.querySelectorAll("details[open]")].map((d) => d.parentElement.id);
      const focused = now.contains(document.activeElement) && document.activeElement.getAttribute("href");
      now.replaceWith(document.importNode(next, true));
      for (const id of opened) document.getElementById(id)?.querySelector("details")?.setAttribute("open", "");
      if (focused) document.querySelector(`main a[href="${CSS.escape(focused)}"]`)?.focus({preventScroll: true});
    }
    if (kiosk) turn(0);
  }

  // The screen says when what it shows is old, and goes on showing it.
  function offline(yes) {
    const mark = document.getElementById("off");
    if (mark) mark.hidden = !yes;
  }

  let at = 0;
  function turn(by) {
    const slides = document.querySelectorAll(".slide"), dots = document.querySelectorAll(".turn i");
    if (!slides.length) return;
    at = (at + by) % slides.length;
    slides.forEach((s, i) => { s.hidden = i !== at; });
    dots.forEach((d, i) => d.classList.toggle("on", i === at));
  }

  if (kiosk) {
    setInterval(() => turn(1), Number(body.dataset.turn) * 1000);
    setInterval(refresh, 60000);
  }
  if (window.EventSource) {
    // What happened before the line was open, or while it was cut, is not told on it, so the page is asked for again.
    const source = new EventSource(live);
    source.addEventListener("changed", refresh);
    source.addEventListener("open", refresh);
    source.addEventListener("error", () => offline(true));
    addEventListener("pagehide", () => source.close());
    addEventListener("pageshow", (e) => { if (e.persisted) location.reload(); });
  }
})();
