/* A round in pairs or triads as one seat sees it: where to go, who to be, what comes when. */

import { elapsed } from "./clock.js";
import { five } from "./controls.js";
import { el, fill, paragraphs } from "./dom.js";
import { steps } from "./results.js";

const PREDICTS = "therapist";
const RATES = "client";

const number = (count) => ({ 2: "two", 3: "three", 4: "four" }[count] ?? count);

/** Who is there now, in words; nothing where somebody is alone, which ``left`` says. */
function count({ members, left }) {
  return members === 1 ? "" : `There are ${number(members)} of you${left ? " now" : ""}. `;
}

function where(own, named) {
  const { number: which, where: place, role, left } = own;
  return [
    el("p", {}, el("b", {}, `Group ${which}: ${place}`)),
    el("p", {}, `${count(own)}Your part: `, el("b", {}, named(role)), "."),
    left ? el("p", { class: "sc-left" }, left) : null,
  ];
}

const cardOf = (card) => el("section", { class: "sc-card" }, el("h2", {}, card.title), paragraphs(card.paragraphs));

const given = (value) => value !== null && value !== undefined;

/** What both have said of the repair, once both have. */
function gapOf(felt, named, parted) {
  if (!given(felt.gap) && parted) return el("p", { class: "sc-note" }, "Kept. The other one has left, so there is nothing to hold it against.");
  if (!given(felt.gap)) return el("p", { class: "sc-note" }, "Kept. You two see both numbers once both are in.");
  return el("div", { class: "sc-card" },
    el("p", {}, `The ${named(PREDICTS)} thought `, el("b", {}, felt.predict), `, the ${named(RATES)} said `, el("b", {}, felt.rating), felt.gap === 0 ? ". The same." : `. ${Math.abs(felt.gap)} apart.`),
    el("p", { class: "sc-hint" }, "Only you two see this. Talk about it for a moment, if you like."));
}

/** The one question of a pair: how mended it felt. A number once given stays. */
function asking(activity, mine, answer, named) {
  const { role, felt } = mine.group;
  const asked = activity.body.felt;
  if (!asked || !felt || (role !== PREDICTS && role !== RATES)) return null;
  const key = role === PREDICTS ? "predict" : "rating";
  let chosen = null;
  const question = role === PREDICTS ? asked.predict : asked.ask;
  const control = five(question, asked.low, asked.high, (at) => ((chosen = at), control.sync(at)), (value) => value);
  const give = el("button", { type: "button", class: "sc-plain", click: () => given(chosen) && answer({ [key]: chosen }) }, "Give this number");
  const open = el("div", { class: "sc-felt-open" }, control.node, el("p", { class: "sc-hint" }, "It can’t be changed afterwards. The room sees how far apart pairs were, in words, and only if enough pairs answered."), give);
  const done = el("div", {});
  const node = el("section", { class: "sc-felt", hidden: true }, el("h2", {}, question), open, done);
  const sync = (now, value) => {
    const kept = now.group?.felt ?? {};
    const said = kept[key] ?? value?.[key];
    if (!given(chosen) && given(said)) control.sync(said);
    const parted = Boolean(now.group?.parted);
    open.hidden = given(said) || parted || activity.stage !== "open";
    fill(done, given(kept[key]) ? gapOf(kept, named, parted) : parted ? el("p", { class: "sc-note" }, "The other one has left, so no number is asked of you.") : null);
  };
  return { node, sync, question };
}

/** What is said aloud of those who left. */
const heard = (own) => (own.left ? `${count(own)}${own.left}` : "");

/** The view of a group round; ``tick`` moves its phases on. */
export function group(activity, mine, answer, announce) {
  const { task, phases, names } = activity.body;
  const named = (role) => names?.[role] ?? role;
  if (!mine.group) return { node: alone(task, mine), sync() {}, tick() {} };
  const own = mine.group.role;
  const list = steps(phases, (role) => (role === own ? "You, this role," : `The ${named(role)}`));
  const asked = asking(activity, mine, answer, named);
  const place = el("div", { class: "sc-card sc-where" }, where(mine.group, named));
  let told = heard(mine.group);
  // Somebody leaves in the middle: those who stay read and hear what comes of it, and lose nothing.
  const fewer = (own) => {
    if (!own || heard(own) === told) return;
    told = heard(own);
    fill(place, where(own, named));
    if (told) announce(told);
  };
  const node = el("div", { class: "sc-group" }, place, el("p", { class: "sc-lead" }, task), cardOf(mine.group.card), asked?.node, list.node);
  const opened = (now, clock) => {
    // What it felt like is asked once the practice itself is over.
    const gone = elapsed(clock, now);
    const due = activity.stage !== "open" || (gone !== null && gone >= phases[0].seconds * 1000);
    if (!asked || asked.node.hidden === !due) return;
    asked.node.hidden = !due;
    if (due && activity.stage === "open") announce(asked.question);
  };
  return {
    node,
    asks: Boolean(asked),
    sync: (value, now) => (fewer(now.group), asked?.sync(now, value)),
    tick: (now, clock) => (activity.stage === "open" && list.tick(now, clock), opened(now, clock)),
  };
}

function alone(task, mine) {
  const words = mine.observing
    ? "You are watching this round. Sit with any group that lets you."
    : "You are in no group this round: you join one at the next. Watch one, or take a breath.";
  return el("div", { class: "sc-group" }, el("p", { class: "sc-lead" }, task), el("p", { class: "sc-note" }, words));
}
