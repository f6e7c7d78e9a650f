/* A participant's screen: what is asked now, a receipt for every answer, and a way to step back. */

import { keepsake, CONTROLS } from "./controls.js";
import { el, fill, paragraphs, say, landmark } from "./dom.js";
import { group } from "./groups.js";
import { deRole, heading, result, steps, TimeLeft } from "./results.js";
import { Aside, PRIVATE } from "./aside.js";

const PROMISE = "Nobody, including your host, can see how you answered in the app. Results appear once, after closing, if at least 6 answered (10 in larger groups). People may see you tap; a near-unanimous result says something about everyone.";
const STANDING = {
  waiting: "Not open yet. It opens here by itself.",
  closed: "This round has closed.",
};
const GROUPS = { pairs: group, triads: group };

/** Draws one seat's scenes into ``root``. ``doors`` = {answer, receipt, say, takeaway, card}. */
export class Seat {
  constructor(root, doors, clock, announcer) {
    Object.assign(this, { doors, clock, announcer });
    this.scene = null;
    this.key = "";
    this.time = new TimeLeft((text) => announcer.announce(text));
    this.where = el("span", { class: "sc-place" });
    this.line = el("p", { class: "sc-line-state", role: "status", hidden: true });
    this.view = el(landmark(root), { class: "sc-view", id: "main" });
    this.receipt = el("p", { class: "sc-receipt" });
    this.aside = new Aside(doors, (text) => announcer.announce(text));
    this.top = el("div", { class: "sc-top" }, el("div", { class: "sc-top-row" }, this.where, this.time.words), this.time.node);
    const here = el("section", { "aria-label": "Where we are" }, this.line, this.top);
    fill(root, here, this.view, this.aside.node, announcer.node);
  }

  show(scene) {
    this.scene = scene;
    this.aside.show(scene);
    const key = this.keyOf(scene);
    if (key !== this.key) {
      this.key = key;
      this.rebuild();
    }
    this.refresh();
    this.tick();
  }

  keyOf({ run, activity, mine }) {
    const { group: own } = mine;
    const shown = activity && [activity.item, activity.stage, activity.part, activity.small, activity.title, activity.result];
    return JSON.stringify([run.status, run.stopped, shown, mine.passed, mine.observing, own && [own.number, own.where, own.role, own.card], activity?.clock?.began === null]);
  }

  rebuild() {
    const had = this.view.contains(document.activeElement);
    this.control = null;
    this.timed = null;
    const { title, nodes } = this.drawn();
    const head = el("h1", { class: "sc-question", tabindex: -1 }, title);
    fill(this.view, title ? head : null, nodes);
    document.title = `${title || "Role-plays stop here"} · Goldseam`;
    if (had) this.view.querySelector("h1")?.focus({ preventScroll: true });
    this.announcer.announce(this.spoken(title));
  }

  spoken(title) {
    const { run, activity } = this.scene;
    if (run.stopped) return "Role-plays stop here.";
    if (activity?.stage === "revealed") return `Revealed. ${title}`;
    return activity?.stage === "closed" ? `Closed. ${title}` : title;
  }

  drawn() {
    const { run, activity } = this.scene;
    if (run.stopped) return { title: "", nodes: [deRole(run)] };
    if (run.cancelled) return { title: "This workshop was cancelled", nodes: [el("p", { class: "sc-note" }, "It doesn’t take place. There is nothing more to do here.")] };
    if (run.status === "ended") return { title: "This workshop has ended", nodes: this.aside.card("Thank you for taking part.") };
    if (run.status === "planned" || !activity) return { title: run.title, nodes: [el("p", { class: "sc-note" }, "It has not begun. Keep this page open: it begins here by itself.")] };
    return { title: heading(activity), nodes: this.activity(activity) };
  }

  activity(activity) {
    const { kind, body, stage, small, part } = activity;
    if (small) return [el("p", { class: "sc-lead" }, small), el("p", { class: "sc-note" }, "This one is done together in the room. Nothing is sent.")];
    if (activity.result) return [result(activity.result), this.own()];
    if (kind === "prompt") return paragraphs(body.paragraphs, "sc-lead");
    if (kind === "reset" && stage !== "waiting") {
      this.timed = steps(body.steps, String);
      return [this.timed.node];
    }
    if (stage === "waiting") return [el("p", { class: "sc-note" }, STANDING.waiting)];
    if (kind in GROUPS) return this.grouped(activity);
    const fact = kind === "line" && body.fact ? el("div", { class: "sc-card sc-fact" }, el("h2", {}, "New"), el("p", {}, body.fact)) : null;
    if (stage === "closed") return [fact, el("p", { class: "sc-note" }, STANDING.closed), this.own()];
    if (kind === "poll" && part === 1) return [el("p", { class: "sc-lead" }, "Talk it over with the person beside you. You vote once more afterwards.")];
    return [fact, ...this.asked(activity), this.commitment(activity)];
  }

  asked(activity) {
    const { mine } = this.scene;
    this.control = CONTROLS[activity.kind](activity, mine, (value) => this.answer(value));
    return [this.stepped(), this.control.node, this.receipt, this.promise(activity)];
  }

  grouped(activity) {
    const made = group(activity, this.scene.mine, (value) => this.answer(value), (text) => this.announcer.announce(text));
    this.timed = made;
    this.control = { node: made.node, sync: (value) => made.sync(value, this.scene.mine) };
    return [this.stepped(), made.node, made.asks && activity.stage === "open" ? this.receipt : null];
  }

  /** What somebody chose instead of answering; only they see it. */
  stepped() {
    const { mine } = this.scene;
    if (mine.passed) return el("p", { class: "sc-note" }, "You pass on this one, and nobody is told. You can still change your mind.");
    return mine.observing ? el("p", { class: "sc-note" }, "You are watching. Only you see this.") : null;
  }

  promise({ kind }) {
    const short = kind === "text" || kind === "words" ? "Nobody sees which one is yours." : "No one sees how you answered. The room sees shares, once, after closing.";
    return el("details", { class: "sc-promise" }, el("summary", {}, short), el("p", {}, PROMISE));
  }

  commitment({ kind, body }) {
    if (kind !== "exit" || !body.commitment) return null;
    const made = keepsake(body.commitment, PRIVATE, this.aside.kept.commitment, (text) => this.aside.keep({ commitment: text }));
    this.aside.fetched().then(() => (made.field.value ||= this.aside.kept.commitment));
    return el("section", { class: "sc-commit" }, made.node);
  }

  /** An answer that did not make it stays readable here, and nowhere else. */
  own() {
    const { activity } = this.scene;
    const entry = this.doors.receipt(activity.item, activity.part);
    if (!entry || entry.stage !== "closed") return null;
    return el("p", { class: "sc-receipt sc-clay" }, "Your answer did not arrive before it closed. It is only on this phone.");
  }

  answer(value) {
    const { activity } = this.scene;
    this.doors.answer(activity.item, activity.part, value);
  }

  /** Show again what has become of the answer. */
  refresh() {
    const { activity, mine } = this.scene ?? {};
    if (!activity || !this.control) return;
    const entry = this.doors.receipt(activity.item, activity.part);
    const pending = entry && (entry.stage === "sending" || entry.stage === "waiting");
    const value = pending ? entry.value : mine.response;
    this.control.sync(value);
    this.tell(entry, value);
  }

  tell(entry, value) {
    const { activity } = this.scene;
    const end = activity.clock?.seconds ? "until time is up or the host closes it" : "until the host closes it";
    const grouped = activity.kind in GROUPS;
    const told = {
      sending: ["", "Sending"],
      waiting: ["sc-gold", "Not received yet. This phone will keep trying."],
      received: ["sc-good", grouped ? "Received." : `Received. You can change it ${end}.`],
      closed: ["sc-clay", `${entry?.sentence} Your answer is only on this phone.`],
      refused: ["sc-clay", entry?.sentence],
    };
    const [mood, words] = told[entry?.stage ?? (value ? "received" : "")] ?? ["", grouped ? "" : this.invitation()];
    this.receipt.className = `sc-receipt ${mood}`;
    say(this.receipt, words);
    if (entry && entry.stage !== "sending") this.announcer.announce(words);
  }

  invitation() {
    const { kind } = this.scene.activity;
    return { words: "Send one word or more.", text: "Send a few words, or none.", line: "Move the dot." }[kind] ?? "Tap one. You can change it.";
  }

  tick() {
    if (!this.scene) return;
    const { run, activity } = this.scene;
    const now = this.clock.now();
    const on = run.status === "live" && !run.stopped && activity;
    this.top.hidden = !on;
    if (!on) return;
    say(this.where, `${activity.number} of ${activity.of}${activity.rounds > 1 ? `, round ${activity.round} of ${activity.rounds}` : ""}`);
    this.time.tick(activity.small ? null : activity, now);
    this.timed?.tick(now, activity.clock);
  }

  /** The line to the server: live, or lost and being taken up again. */
  state(state) {
    this.line.hidden = state !== "lost";
    say(this.line, state === "lost" ? "The line is gone. This phone keeps trying to get back." : "");
  }
}
