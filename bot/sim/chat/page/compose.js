// compose.js is where the person writes: the text, the picture, the message that is answered, and the menu of commands.
import { el, heading } from "./message.js";

const $ = (id) => document.getElementById(id);

// act tells the world what somebody does, and gives an error's words when it cannot be.
export async function act(what, body) {
  const res = await fetch("do/" + what, { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) });
  return res.ok ? "" : (await res.text()).trim();
}

// compose wires the form. place gives who writes, and where; sorry shows what went wrong.
export function compose({ place, texts, sorry }) {
  let answers = null, picture = null;

  const reset = () => {
    answers = null;
    picture = null;
    $("picture").value = "";
    show();
  };
  const show = () => {
    const box = $("answering");
    box.hidden = !answers && !picture;
    if (box.hidden) return;
    const cancel = el("button", { type: "button", "aria-label": texts.cancel, title: texts.cancel, onclick: reset }, "×");
    const what = answers ? [el("b", {}, answers.name), el("span", {}, heading(answers, texts))] : [];
    if (picture) {
      const src = URL.createObjectURL(picture);
      what.unshift(el("img", { src, alt: texts.photo, onload: () => URL.revokeObjectURL(src) }));
    }
    box.replaceChildren(el("div", {}, ...what), cancel);
  };
  const grow = () => {
    const t = $("text");
    t.style.height = "auto";
    t.style.height = Math.min(t.scrollHeight, 160) + "px";
  };

  async function send() {
    const text = $("text").value.trim();
    if (!text && !picture) return;
    const where = place(), reply = answers ? answers.id : 0, sent = picture;
    $("text").value = "";
    reset();
    grow();
    if (!sent) return sorry(await act("say", { ...where, text, reply }));
    const query = new URLSearchParams({ ...where, reply, caption: text });
    const res = await fetch("picture?" + query, { method: "POST", headers: { "Content-Type": sent.type }, body: sent });
    if (!res.ok) sorry(texts.badPicture);
  }

  $("compose").addEventListener("submit", (e) => { e.preventDefault(); send(); });
  $("text").addEventListener("input", grow);
  $("text").addEventListener("keydown", (e) => {
    if (e.key === "Enter" && !e.shiftKey && !e.isComposing) { e.preventDefault(); send(); }
    if (e.key === "Escape") { closeMenu(); reset(); }
  });
  $("attach").addEventListener("click", () => $("picture").click());
  $("picture").addEventListener("change", () => { picture = $("picture").files[0] || null; show(); $("text").focus(); });

  const closeMenu = () => { $("menu").hidden = true; $("slash").setAttribute("aria-expanded", "false"); };
  $("slash").addEventListener("click", async () => {
    if (!$("menu").hidden) return closeMenu();
    const list = await (await fetch("commands?" + new URLSearchParams(place()))).json();
    $("menu").replaceChildren(...list.map((c) => el("button", { type: "button", role: "menuitem", data: { command: "/" + c.command } },
      el("b", {}, "/" + c.command), el("span", {}, c.description))));
    $("menu").hidden = list.length === 0;
    $("slash").setAttribute("aria-expanded", String(list.length > 0));
  });
  $("menu").addEventListener("click", (e) => {
    const chosen = e.target.closest("[data-command]");
    if (!chosen) return;
    closeMenu();
    $("text").value = chosen.dataset.command + " ";
    grow();
    $("text").focus();
  });

  return {
    answer(m) { answers = m; show(); $("text").focus(); },
    reset() { closeMenu(); reset(); },
  };
}
