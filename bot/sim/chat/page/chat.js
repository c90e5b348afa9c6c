// chat.js keeps what has been said, and shows it to the person who looks.
import { bubble, el, face, heading, rich, service } from "./message.js";
import { act, compose } from "./compose.js";

const $ = (id) => document.getElementById(id);
const boot = JSON.parse($("boot").textContent);
const { texts } = boot;
const chats = new Map(); // number of a chat → number of a message → message
const read = new Map();  // person → how many messages of the private chat were seen
const shownLast = 300;   // messages of a chat that are shown
const state = { me: boot.me, group: boot.group, inPrivate: false, now: Date.now(), speed: 1, at: performance.now(), live: false };

const format = (options) => new Intl.DateTimeFormat(boot.lang, { timeZone: boot.zone, ...options });
const hour = format({ hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
const day = format({ day: "numeric", month: "long", weekday: "long" });
const stamp = format({ day: "numeric", month: "short", weekday: "short", hour: "2-digit", minute: "2-digit", hourCycle: "h23" });

const place = () => ({ as: state.me, chat: here() });
const here = () => (state.inPrivate ? state.me : state.group);
const messages = (chat) => chats.get(chat) || chats.set(chat, new Map()).get(chat);
const person = (id) => boot.people.find((p) => p.id === id);
const sorry = (words) => { if (words) toast(words); };
const writer = compose({ place, texts, sorry });

// --- what happens ---

function listen() {
  const stream = new EventSource("events");
  stream.onmessage = (e) => take(JSON.parse(e.data));
  stream.onerror = () => { state.live = false; };
}

function take(frame) {
  if (frame.over) return location.reload();
  Object.assign(state, { now: frame.now, speed: frame.speed, at: performance.now() });
  if (frame.moved) state.group = frame.moved;
  for (const m of frame.messages || []) messages(m.chat).set(m.id, m);
  if (!state.live) for (const p of boot.people) read.set(p.id, messages(p.id).size);
  if (frame.messages || !state.live) show();
  if (state.live) for (const t of frame.toasts || []) if (t.to === state.me) t.alert ? shout(t.text) : toast(t.text);
  showSpeed();
  state.live = true;
}

// --- what is seen ---

function show() {
  if (state.inPrivate) read.set(state.me, messages(state.me).size);
  showPeople();
  showTabs();
  showPinned();
  showMessages();
  showBoard();
}

const unread = (id) => messages(id).size - (read.get(id) || 0);
const badge = (n) => (n > 0 ? el("span", { className: "badge", "aria-label": texts.unread.replace("{n}", n) }, String(n)) : null);

function showPeople() {
  $("people").replaceChildren(...boot.people.map((p) => el("li", {}, el("button", {
    type: "button", data: { person: p.id }, "aria-pressed": String(p.id === state.me),
  }, face(p.id, p.name), el("span", { className: "who" }, el("b", {}, p.name), el("small", {}, p.part)), badge(unread(p.id))))));
}

function showTabs() {
  const tab = (inPrivate, head, name, small, n) => el("button", {
    type: "button", role: "tab", "aria-selected": String(state.inPrivate === inPrivate), data: { tab: inPrivate ? "private" : "group" },
  }, head, el("span", {}, el("b", {}, name), el("small", {}, small)), badge(n));
  $("tabs").replaceChildren(
    tab(false, el("span", { className: "face", "aria-hidden": "true", data: { colour: "group" } }, boot.title.slice(0, 1)), boot.title,
      texts.group.replace("{n}", boot.people.length), 0),
    tab(true, face(boot.bot, boot.name, true), boot.name, texts.private, state.inPrivate ? 0 : unread(state.me)));
}

function pinnedOne() {
  return [...messages(state.group).values()].findLast((m) => m.pinned && !m.deleted);
}

function showPinned() {
  const m = state.inPrivate ? null : pinnedOne();
  $("pinned").hidden = !m;
  if (m) {
    $("pinned").dataset.go = m.id;
    $("pinned").replaceChildren(el("b", {}, texts.pinned), el("span", {}, heading(m, texts)));
  }
}

// showMessages shows those of the chat anew. What is at the bottom stays there; whoever reads further up is left alone.
function showMessages() {
  const box = $("messages"), at = messages(here());
  const bottom = box.scrollHeight - box.scrollTop - box.clientHeight < 80 || box.dataset.chat !== String(here());
  const all = [...at.values()].filter((m) => !m.deleted).slice(-shownLast);
  const parts = [];
  let before = null, today = "";
  for (const m of all) {
    const date = day.format(m.time);
    if (date !== today) parts.push(el("p", { className: "day" }, date));
    const line = m.service ? service(m, texts) : "";
    if (line) parts.push(el("p", { className: "day" }, line));
    if (!m.service) {
      const first = !before || before.service || before.from !== m.from || date !== today;
      parts.push(bubble(m, { at, mine: m.from === state.me, first, boot, clock: (t) => hour.format(t) }));
    }
    before = m;
    today = date;
  }
  if (parts.length === 0) parts.push(doorstep());
  box.replaceChildren(...parts);
  box.dataset.chat = here();
  state.bottom = bottom;
  if (bottom) box.scrollTop = box.scrollHeight;
}

// A picture that has come makes the messages longer.
$("messages").addEventListener("load", () => { if (state.bottom) $("messages").scrollTop = $("messages").scrollHeight; }, true);

// showSpeed shows how fast the clock runs, also when the page did not choose it.
function showSpeed() {
  const value = String(state.speed);
  if (![...$("speed").options].some((o) => o.value === value)) $("speed").append(el("option", { value }, value + "×"));
  $("speed").value = value;
}

// doorstep is what stands in a private chat that was never opened.
function doorstep() {
  if (!state.inPrivate) return el("p", { className: "day" }, texts.nothing);
  return el("div", { className: "doorstep" }, el("p", {}, texts.never), el("button", { type: "button", data: { start: "" } }, texts.start));
}

// showBoard shows the pinned wall beside the chat, where no page of its own stands there.
function showBoard() {
  const m = pinnedOne();
  if ($("board")) $("board").replaceChildren(...(m ? rich(m.text, m.entities || []) : [texts.noWall]));
}

function toast(words) {
  const t = el("p", {}, words);
  $("toasts").append(t);
  setTimeout(() => t.remove(), 6000);
}

// shout shows words that the person must put away.
function shout(words) {
  $("alert").firstElementChild.textContent = words;
  $("alert").showModal();
}

// --- what the person does ---

function become(id) {
  state.me = id;
  $("toasts").replaceChildren();
  location.hash = "as=" + boot.people.findIndex((p) => p.id === id);
  writer.reset();
  show();
}

function enter(inPrivate) {
  state.inPrivate = inPrivate;
  document.body.dataset.pane = "chat";
  writer.reset();
  show();
}

function go(id) {
  const m = document.getElementById("m" + id);
  if (!m) return;
  m.scrollIntoView({ block: "center", behavior: "smooth" });
  m.classList.add("lit");
  setTimeout(() => m.classList.remove("lit"), 1600);
}

async function waiting(promise) {
  $("veil").hidden = false;
  try { sorry(await promise); } finally { $("veil").hidden = true; }
}

document.addEventListener("click", async (e) => {
  const on = e.target.closest("[data-person],[data-tab],[data-press],[data-start],[data-say],[data-reply],[data-go],[data-skip],[data-show]");
  if (!on) return;
  const d = on.dataset;
  if (d.person) become(Number(d.person));
  else if (d.tab) enter(d.tab === "private");
  else if (d.press) sorry(await act("press", { ...place(), message: Number(d.on), data: d.press }));
  else if (d.start !== undefined) { enter(true); sorry(await act("start", { ...place(), text: d.start })); }
  else if (d.say) sorry(await act("say", { ...place(), text: d.say }));
  else if (d.reply) writer.answer(messages(here()).get(Number(d.reply)));
  else if (d.go) go(d.go);
  else if (d.skip) waiting(act("skip", { seconds: Number(d.skip) }));
  else if (d.show) document.body.dataset.pane = d.show;
});

$("alert").lastElementChild.addEventListener("click", () => $("alert").close());
$("speed").addEventListener("change", async (e) => sorry(await act("speed", { speed: Number(e.target.value) })));
$("restart").addEventListener("click", () => waiting(act("restart", { lang: $("lang").value })));
$("lang").addEventListener("change", () => waiting(act("restart", { lang: $("lang").value })));

setInterval(() => { $("now").textContent = stamp.format(state.now + (performance.now() - state.at) * state.speed); }, 250);

const remembered = /^#as=(\d+)$/.exec(location.hash);
if (remembered && boot.people[remembered[1]]) state.me = boot.people[remembered[1]].id;
listen();
