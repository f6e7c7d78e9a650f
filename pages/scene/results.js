/* What is shown after a reveal, and the parts that phone and board draw alike. */

import { elapsed, inWords, isPaused, left, stepAt } from "./clock.js";
import { el, paragraphs, say } from "./dom.js";

const bar = ({ id, text, level, share }) =>
  el("li", { class: "sc-bar" },
    el("div", { class: "sc-bar-head" }, el("span", {}, text), el("b", {}, share)),
    el("div", { class: "sc-track", "aria-hidden": "true" }, el("div", { class: `sc-fill sc-level-${level} sc-at-${id}` })));

const bars = (list) => el("ul", { class: "sc-bars" }, list.map(bar));

function shift(list) {
  const arrows = { fewer: "↓", "about as many": "→", more: "↑" };
  return el("ul", { class: "sc-shift" }, list.map(({ text, to }) =>
    el("li", { class: `sc-to-${to.split(" ")[0]}` }, el("span", {}, text), el("b", {}, el("span", { "aria-hidden": "true" }, arrows[to] ?? ""), ` ${to}`))));
}

/** The result of a round, or the sentence that says why there is none. */
export function result(found) {
  if (found.none) return el("p", { class: "sc-note" }, found.none);
  if (found.before) {
    return el("div", { class: "sc-two" },
      el("section", {}, el("h2", {}, "Before the new fact"), bars(found.before)),
      el("section", {}, el("h2", {}, "After it"), bars(found.after)));
  }
  if (found.shift) return el("section", {}, el("h2", {}, "The second time, compared with the first"), shift(found.shift));
  if (found.words) return el("ul", { class: "sc-cloud" }, found.words.map(({ text, size }) => el("li", { class: `sc-size-${size}` }, text)));
  if (found.texts) return el("ul", { class: "sc-texts" }, found.texts.map((text) => el("li", {}, text)));
  return bars(found.bars ?? []);
}

/** What an activity asks, as a heading. */
export const heading = ({ kind, title, body }) => (kind === "line" ? body.case : body.question ?? body.prompt ?? title);

/** The steps of something timed; ``tick`` marks the one that runs now. */
export function steps(list, named) {
  const rows = list.map((step) => {
    const time = el("span", { class: "sc-step-time" });
    const node = el("li", {}, el("div", {}, step.title && el("b", {}, step.title), el("span", { class: "sc-step-text" }, step.text), step.speaks && el("span", { class: "sc-hint" }, `${named(step.speaks)} speaks`)), time);
    return { node, time, seconds: step.seconds };
  });
  const tick = (now, clock) => {
    const at = stepAt(list, clock, now);
    rows.forEach(({ node, time, seconds }, index) => {
      const here = index === at.index;
      node.classList.toggle("sc-now", here);
      node.classList.toggle("sc-past", index < at.index);
      if (here) node.setAttribute("aria-current", "step");
      else node.removeAttribute("aria-current");
      say(time, here ? inWords(at.left) : seconds < 60 ? `${seconds} s` : `${Math.round(seconds / 30) / 2} min`);
    });
    return at;
  };
  return { node: el("ol", { class: "sc-steps" }, rows.map((row) => row.node)), tick };
}

const NEARLY = { poll: 10, step: 15 };

/** Time left, in words and as a line or ring that runs out; says when it is nearly over. */
export class TimeLeft {
  constructor(announce, ring = false) {
    this.announce = announce;
    this.words = el("span", { class: "sc-time", role: "timer" });
    this.inner = ring ? el("circle", { class: "sc-ring-left", cx: 30, cy: 30, r: 26, pathLength: 100 }) : el("div", { class: "sc-run" });
    this.node = ring
      ? el("svg", { class: "sc-ring", viewBox: "0 0 60 60", "aria-hidden": "true" }, el("circle", { class: "sc-ring-all", cx: 30, cy: 30, r: 26 }), this.inner)
      : el("div", { class: "sc-runs", "aria-hidden": "true" }, this.inner);
    this.ring = ring;
    this.warned = null;
  }

  tick(activity, now, said = inWords) {
    const timed = activity && activity.stage === "open" ? this.span(activity, now) : null;
    this.node.toggleAttribute("hidden", !timed);
    this.words.hidden = !timed;
    if (!timed) return;
    const share = Math.max(0, Math.min(1, timed.part));
    if (this.ring) this.inner.style.strokeDasharray = `${(share * 100).toFixed(1)} 100`;
    else this.inner.style.transform = `scaleX(${share.toFixed(4)})`;
    say(this.words, timed.paused ? "Paused" : timed.left === 0 ? "Time’s up" : said(timed.left));
    this.warn(activity, timed);
  }

  span(activity, now) {
    const list = activity.body.phases ?? activity.body.steps;
    const paused = isPaused(activity.clock);
    if (list) {
      const at = stepAt(list, activity.clock, now);
      const step = list[at.index];
      if (!step) return at.over ? { left: 0, part: 0, paused, place: "over" } : null;
      return { left: at.left, part: at.left / step.seconds, paused, place: at.index, next: list[at.index + 1]?.title };
    }
    const seconds = left(activity.clock, now);
    if (seconds === null) return null;
    return { left: seconds, part: 1 - elapsed(activity.clock, now) / 1000 / activity.clock.seconds, paused, place: "all" };
  }

  warn(activity, { left: seconds, paused, place, next }) {
    const near = place === "all" ? NEARLY.poll : NEARLY.step;
    this.words.classList.toggle("sc-nearly", seconds <= near && !paused);
    if (paused || seconds > near) return;
    const about = `${activity.item} ${activity.part} ${place} ${seconds === 0}`;
    if (this.warned === about) return;
    this.warned = about;
    const then = next ? ` Next: ${next}.` : "";
    this.announce(seconds === 0 ? "Time’s up." : `${inWords(seconds)}.${then}`);
  }
}

/** The card that ends all role-plays, wherever a scene is drawn. */
export const deRole = (run) =>
  el("section", { class: "sc-card sc-stop" }, el("h1", { tabindex: -1 }, "Role-plays stop here"), paragraphs(run.de_role ?? []));
