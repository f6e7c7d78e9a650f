/* Elements, and what is said to those who listen instead of looking. */

const SVG = "http://www.w3.org/2000/svg";
const DRAWN = new Set(["svg", "circle", "path", "line"]);

/** An element. Whatever is not an element becomes a text node, never markup. */
export function el(tag, attributes = {}, ...children) {
  const made = DRAWN.has(tag) ? document.createElementNS(SVG, tag) : document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (typeof value === "function") made.addEventListener(name, value);
    else made.setAttribute(name, value === true ? "" : String(value));
  }
  put(made, children);
  return made;
}

function put(parent, children) {
  for (const child of children.flat(3)) {
    if (child === null || child === undefined || child === false) continue;
    parent.append(child instanceof Node ? child : String(child));
  }
}

/** Replace all that an element holds. */
export function fill(parent, ...children) {
  parent.replaceChildren();
  put(parent, children);
}

/** Set a text, touching the page only where it changed. */
export function say(element, text) {
  if (element.textContent !== text) element.textContent = text;
}

export const paragraphs = (texts, name = "") => texts.map((text) => el("p", { class: name || null }, text));

/** One colour of the line, by name, with what it asks for. */
export const colour = (id, text, asks) => el("li", { class: `sc-${id}` }, el("span", {}, text), asks && el("span", { class: "sc-asks" }, asks));

/** A region that screen readers read out when its words change. */
export class Announcer {
  constructor() {
    this.node = el("div", { class: "sc-hidden", role: "status", "aria-live": "polite" });
    this.last = "";
  }

  /** The same words twice in a row are said once. */
  announce(text) {
    if (text === this.last) return;
    this.last = text;
    this.node.textContent = text;
  }
}

/** 128 random bits; works on plain http, where randomUUID does not exist. */
export function newKey() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** What holds the scene: the page's main part, or a plain box where the page around has one. */
export function landmark(root) {
  return root.closest("main") ? "div" : "main";
}
