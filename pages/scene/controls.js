/* What a participant answers with, one control for each kind of activity.

   Each is made from an activity, what the seat has (mine), and ``answer(value)``; it returns its
   element and ``sync(value)``, which shows an answer given in another tab or before a reload. */

import { colour, el, fill, say } from "./dom.js";

const WORD_LONGEST = 24;
const TEXT_LONGEST = 280;

/** Native radio buttons: arrow keys and screen readers know them. */
function radios(name, label, options, picked) {
  const inputs = options.map(({ value, shown, hint }) => {
    const input = el("input", { type: "radio", name, value, change: () => picked(value) });
    return { value, input, node: el("label", { class: "sc-choice" }, input, el("span", { class: "sc-choice-text" }, shown, hint)) };
  });
  const node = el("div", { class: "sc-choices", role: "radiogroup", "aria-label": label }, inputs.map((one) => one.node));
  const sync = (value) => {
    for (const one of inputs) {
      one.input.checked = one.value === value;
      one.node.classList.toggle("sc-on", one.input.checked);
    }
  };
  return { node, sync };
}

let numbers = 0;
const nameOf = (what) => `sc-${what}-${(numbers += 1)}`;

export function poll(activity, _mine, answer) {
  const { question, choices } = activity.body;
  const options = choices.map(({ id, text }) => ({ value: id, shown: text }));
  const made = radios(nameOf("poll"), question, options, (id) => answer({ choice: id }));
  return { node: made.node, sync: (value) => made.sync(value?.choice) };
}

/** Five points between two words. */
export function five(label, low, high, answer, read) {
  const options = [1, 2, 3, 4, 5].map((at) => {
    const end = at === 1 ? low : at === 5 ? high : "";
    return { value: at, shown: String(at), hint: end && el("span", { class: "sc-hidden" }, `: ${end}`) };
  });
  const made = radios(nameOf("five"), label, options, answer);
  made.node.classList.add("sc-five");
  const ends = el("p", { class: "sc-ends", "aria-hidden": "true" }, el("span", {}, low), el("span", {}, high));
  return { node: el("div", {}, made.node, ends), sync: (value) => made.sync(read(value)) };
}

export function scale(activity, _mine, answer) {
  const { question, low, high } = activity.body;
  return five(question, low, high, (at) => answer({ at }), (value) => value?.at);
}

/** The strip of colours with a dot that is dragged, or moved with the arrow keys. */
export function line(activity, mine, answer) {
  const { colours } = activity.body;
  const earlier = mine.earlier?.at;
  const input = el("input", { type: "range", min: 0, max: 100, step: 5, class: "sc-dot", "aria-label": "Where would you put it?" });
  const read = () => input.setAttribute("aria-valuetext", nearest(colours, Number(input.value)));
  const place = () => {
    node.classList.add("sc-placed");
    read();
    answer({ at: Number(input.value) });
  };
  input.addEventListener("input", () => (node.classList.add("sc-placed"), read()));
  input.addEventListener("change", place);
  const names = el("ol", { class: "sc-colours" }, colours.map(({ id, text, asks }) => colour(id, text, asks)));
  const ghost = earlier === undefined ? null : el("span", { class: "sc-ghost", role: "img", "aria-label": `Before: ${nearest(colours, earlier)}` });
  if (ghost) ghost.style.insetInlineStart = `calc(${earlier}% + ${(50 - earlier) * 0.028}rem)`;
  const strip = el("div", { class: "sc-strip" }, el("span", { class: "sc-paint", "aria-hidden": "true" }), ghost, input);
  const here = el("button", { type: "button", class: "sc-plain", click: place }, activity.part > 0 ? "Leave it here" : "Put it here");
  const node = el("div", { class: "sc-line" }, strip, names, here);
  const sync = (value) => {
    const at = value?.at ?? earlier ?? 50;
    if (document.activeElement !== input || value) input.value = String(at);
    node.classList.toggle("sc-placed", Boolean(value));
    here.hidden = Boolean(value);
    read();
  };
  return { node, sync };
}

/** The stretch of the line a place lies in: one of the colours, or between two. */
function nearest(colours, at) {
  const stretch = Math.min(4, Math.floor(at / 20));
  const [first, second] = [colours[Math.floor(stretch / 2)], colours[Math.ceil(stretch / 2)]];
  return first === second ? first.text : `between ${first.text} and ${second.text}`;
}

/** Fields with one button; ``ready`` turns them into a value or null. */
function form(fields, button, hint, ready, answer) {
  const send = el("button", { type: "submit", class: "sc-button" }, button);
  const submit = (event) => {
    event.preventDefault();
    const value = ready();
    if (value) answer(value);
    else fields.find((field) => !field.value.trim())?.focus();
  };
  return el("form", { class: "sc-form", submit, novalidate: true }, fields.map((field) => field.around ?? field), el("p", { class: "sc-hint" }, hint), send);
}

export function words(activity, _mine, answer) {
  const { most, prompt } = activity.body;
  const fields = Array.from({ length: most }, (_, at) =>
    el("input", {
      class: "sc-field", type: "text", maxlength: WORD_LONGEST, autocomplete: "off", autocapitalize: "none", enterkeyhint: "send",
      "aria-label": most === 1 ? prompt : `${prompt} (${at + 1} of ${most})`,
    }));
  const read = () => fields.map((field) => field.value.trim()).filter(Boolean);
  const hint = "A word is shown when at least three people sent it, after the host has looked, without names.";
  const node = form(fields, "Send", hint, () => (read().length ? { words: read() } : null), answer);
  return { node, sync: (value) => sync(fields, value?.words) };
}

export function text(activity, _mine, answer) {
  const field = el("textarea", { class: "sc-field", rows: 5, "aria-label": activity.body.prompt });
  const count = el("span", { class: "sc-count" });
  // No maxlength: a browser cuts what is pasted, and says nothing.
  const counted = () => {
    const left = TEXT_LONGEST - [...field.value].length;
    say(count, left < 0 ? `${(-left).toLocaleString("en")} characters too many` : `${left} characters left`);
  };
  field.addEventListener("input", counted);
  counted();
  field.around = el("div", {}, field, count);
  const hint = "After the round closes the host reads it, mixed with the others’, and may put it on the screen without a name. Write nothing that shows who a client is.";
  const node = form([field], "Send without my name", hint, () => (field.value.trim() ? { text: field.value.trim() } : null), answer);
  const show = (value) => (sync([field], value && [value.text]), counted());
  return { node, sync: show };
}

/** Show what was sent, except over what is being written just now. */
function sync(fields, sent) {
  if (!sent || fields.some((field) => field === document.activeElement || field.dataset.shown === JSON.stringify(sent))) return;
  fields.forEach((field, at) => {
    field.value = sent[at] ?? "";
    field.dataset.shown = JSON.stringify(sent);
  });
}

/** A text kept for oneself on the takeaways card; ``save`` resolves to a sentence. */
export function keepsake(label, hint, value, save) {
  const field = el("textarea", { class: "sc-field", rows: 4 });
  field.value = value ?? "";
  const told = el("p", { class: "sc-hint", role: "status" });
  const keep = async (event) => {
    event.preventDefault();
    fill(told, "Saving");
    fill(told, await save(field.value));
  };
  const head = el("label", { class: "sc-label" }, el("span", {}, label), field);
  const node = el("form", { class: "sc-form", submit: keep }, head, el("p", { class: "sc-hint" }, hint), el("button", { type: "submit", class: "sc-plain" }, "Keep it"), told);
  return { node, field };
}

export const CONTROLS = { poll, scale, exit: scale, line, words, text };
