// message.js makes what is seen of messages. Every text goes in as text, never as HTML.

// el makes an element with properties and children.
export function el(name, props = {}, ...children) {
  const e = document.createElement(name);
  for (const [key, value] of Object.entries(props)) {
    if (key === "data") Object.assign(e.dataset, value);
    else if (key.startsWith("aria-") || key === "role") e.setAttribute(key, value);
    else e[key] = value;
  }
  e.append(...children.filter((c) => c !== null && c !== undefined));
  return e;
}

const tags = {
  bold: "b", italic: "i", underline: "u", strikethrough: "s", code: "code", pre: "pre", blockquote: "blockquote",
  expandable_blockquote: "blockquote", mention: "span", hashtag: "span", text_mention: "span", spoiler: "span", bot_command: "button",
};

// rich is a text with its entities, whose offsets count UTF-16 units, as JavaScript's strings do.
export function rich(text, entities, from = 0, to = text.length) {
  const out = [];
  let at = from;
  for (let i = 0; i < entities.length; i++) {
    const e = entities[i];
    if (e.offset < at) continue;
    const end = Math.min(e.offset + e.length, to);
    const inside = entities.slice(i + 1).filter((o) => o.offset >= e.offset && o.offset + o.length <= end);
    out.push(text.slice(at, e.offset), styled(e, text.slice(e.offset, end), rich(text, inside, e.offset, end)));
    at = end;
    if (e.type.endsWith("blockquote") && text[at] === "\n") at++; // the block ends its line by itself
  }
  out.push(text.slice(at, to));
  return out.filter((part) => part !== "");
}

function styled(e, text, children) {
  if (e.type === "url" || e.type === "text_link") return link(e.url || text, children);
  const made = el(tags[e.type] || "span", { className: e.type }, ...children);
  if (e.type === "bot_command") {
    made.type = "button";
    made.dataset.say = text;
  }
  return made;
}

// link leads out of the page; anything but the web leads nowhere.
export function link(url, children) {
  const href = /^https?:\/\//i.test(url) ? url : "https://" + url;
  return el("a", { href, target: "_blank", rel: "noopener noreferrer" }, ...children);
}

const colours = 8;

// colour is a person's, the same everywhere.
export function colour(id) { return Math.abs(id) % colours; }

export function face(id, name, bot) {
  const letter = bot ? "回" : /\p{Script=Han}/u.test(name) ? name.slice(-1) : name.slice(0, 1);
  return el("span", { className: "face", "aria-hidden": "true", data: { colour: bot ? "bot" : colour(id) } }, letter);
}

// heading is how a message begins, in one line.
export function heading(m, texts) {
  const line = (m.text || "").split("\n").find((l) => l.trim() !== "") || "";
  const what = m.photo ? texts.photo : m.sticker ? texts.sticker : m.file ? m.fileName : "";
  return [what, line].filter(Boolean).join(" ");
}

// service is the line of a service message; "" for one that says nothing to people.
export function service(m, texts) {
  switch (m.service) {
    case "new_chat_members": return (m.about === m.name ? texts.joined : texts.added).replace("{name}", m.name).replace("{about}", m.about);
    case "left_chat_member": return texts.left.replace("{name}", m.about);
    case "pinned_message": return texts.pinnedBy.replace("{name}", m.name);
    default: return "";
  }
}

// bubble is a message. at tells the other messages of the chat, by number; mine that the person looking sent it; first that
// somebody else sent the one before.
export function bubble(m, { at, mine, first, boot, clock }) {
  const { texts } = boot;
  const text = el("div", { className: "text" });
  if (!mine && first) text.append(el("span", { className: "name", data: { colour: m.from === boot.bot ? "bot" : colour(m.from) } }, m.name));
  const on = m.reply && at.get(m.reply);
  if (on) {
    text.append(el("button", { type: "button", className: "quote", data: { go: on.id } },
      el("b", {}, on.name), el("span", {}, heading(on, texts))));
  }
  if (m.photo) text.append(el("img", { src: "photo/" + encodeURIComponent(m.photo), alt: texts.photo, className: "photo" }));
  if (m.file) text.append(el("a", { href: "file/" + encodeURIComponent(m.file), download: m.fileName, className: "file" }, "📄 ", m.fileName));
  if (m.sticker) text.append(el("span", { className: "sticker" }, "👍"));
  if (m.text) text.append(el("div", { className: "words", dir: "auto" }, ...rich(m.text, m.entities || [])));
  text.append(el("time", {}, m.edited ? texts.edited + " " : "", clock(m.time)));
  const side = el("div", { className: "side" }, text, keys(m, boot));
  if (m.reaction) side.append(el("span", { className: "reaction" }, m.reaction));
  side.append(el("button", { type: "button", className: "reply", data: { reply: m.id }, "aria-label": texts.reply, title: texts.reply }, "↩"));
  return el("article", { className: ["msg", mine ? "me" : "", first ? "first" : "", m.buttons ? "wide" : ""].join(" "), id: "m" + m.id },
    mine ? null : face(m.from, m.name, m.from === boot.bot), side);
}

// keys are the buttons below a message. One that opens the bot's private chat does so here.
function keys(m, boot) {
  if (!m.buttons) return null;
  const rows = m.buttons.map((row) => el("div", {}, ...row.map((b) => {
    if (b.data) return el("button", { type: "button", data: { press: b.data, on: m.id } }, b.text);
    const start = b.url && b.url.startsWith(boot.link) ? new URL(b.url).searchParams.get("start") : null;
    if (start !== null) return el("button", { type: "button", data: { start } }, b.text, " ↗");
    return b.url ? link(b.url, [b.text, " ↗"]) : el("button", { type: "button", disabled: true }, b.text);
  })));
  return el("div", { className: "keys" }, ...rows);
}
