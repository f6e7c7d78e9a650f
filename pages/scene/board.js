/* The projector's screen: the question, how to join, the time, and results after the reveal. */

import { minutes } from "./clock.js";
import { colour, el, fill, paragraphs, say } from "./dom.js";
import { deRole, heading, result, steps, TimeLeft } from "./results.js";

const UNDER = {
  waiting: "Opens in a moment, on your phone.",
  open: "Answer on your phone. You can change it until this closes.",
  closed: "Closed.",
  revealed: "",
};
const TOGETHER = new Set(["pairs", "triads", "reset", "prompt"]);

/** Draws the board into ``root``; ``qr`` is the address of the picture of the join link. */
export class Board {
  constructor(root, clock, announcer, qr) {
    Object.assign(this, { root, clock, announcer });
    this.key = "";
    this.time = new TimeLeft((text) => announcer.announce(text), true);
    this.view = el("main", { class: "sc-board-view", id: "main" });
    this.address = el("p", { class: "sc-join" });
    this.code = el("p", { class: "sc-code" });
    this.people = el("p", { class: "sc-people" });
    this.qr = el("img", { class: "sc-qr", src: qr, alt: "QR code of the address to join", width: 320, height: 320 });
    this.join = el("div", { class: "sc-join-box" }, this.qr, this.address, this.code);
    this.clockBox = el("div", { class: "sc-clock" }, this.time.node, this.time.words);
    this.side = el("aside", { class: "sc-side", "aria-label": "How to join" }, this.join, this.clockBox, this.people);
    this.foot = el("footer", { class: "sc-foot" });
    fill(root, el("div", { class: "sc-board" }, this.view, this.side), this.foot, announcer.node);
    addEventListener("resize", () => this.fit());
  }

  show(scene) {
    this.scene = scene;
    const { run, activity } = scene;
    const key = JSON.stringify([run.status, run.stopped, run.de_role, activity && { ...activity, clock: activity.clock?.began === null }]);
    const isNew = key !== this.key;
    if (isNew) {
      this.key = key;
      this.rebuild();
    }
    this.beside(run);
    this.tick();
    if (isNew) this.fit();
  }

  /** Nobody scrolls a projector: what is longer than its screen is written smaller. */
  fit() {
    const { style } = this.root;
    style.removeProperty("--fit");
    if (innerWidth <= 760) return; // a phone that looks on: there one scrolls
    for (let size = 95; size >= 70 && document.scrollingElement.scrollHeight > innerHeight; size -= 5) style.setProperty("--fit", String(size / 100));
  }

  rebuild() {
    const { run, activity } = this.scene;
    this.timed = null;
    const on = run.status === "live" && activity && !run.stopped;
    const title = run.stopped ? "Role-plays stop here" : on ? heading(activity) : run.title;
    const eyebrow = on ? el("p", { class: "sc-eyebrow" }, `${activity.number} of ${activity.of}${activity.rounds > 1 ? `, round ${activity.round} of ${activity.rounds}` : ""}`) : null;
    if (run.stopped) fill(this.view, deRole(run));
    else fill(this.view, eyebrow, el("h1", { class: title.length > 90 ? "sc-long" : null }, title), on ? this.activity(activity) : this.idle(run));
    document.title = `${title} · Goldseam`;
    this.announcer.announce(on && activity.stage === "revealed" ? `Revealed. ${title}` : title);
  }

  idle(run) {
    const words = run.cancelled ? "This workshop was cancelled. It doesn’t take place." : run.status === "ended" ? "This workshop has ended. You can still open your own card on your phone." : "It begins in a moment. Join with the code.";
    return el("p", { class: "sc-lead" }, words);
  }

  activity(activity) {
    const { kind, body, stage, small } = activity;
    if (small) return el("p", { class: "sc-lead" }, small);
    if (activity.result) return result(activity.result);
    const fact = kind === "line" && body.fact ? el("div", { class: "sc-card sc-fact" }, el("h2", {}, "New"), el("p", {}, body.fact)) : null;
    return [fact, this.body(activity), TOGETHER.has(kind) && stage !== "waiting" ? null : el("p", { class: "sc-under" }, this.under(activity))];
  }

  under({ kind, stage, part }) {
    if (kind === "poll" && stage === "open" && part === 1) return "Talk it over with the person beside you. You vote once more afterwards.";
    if (kind === "poll" && stage === "open" && part === 2) return "Vote once more, on your phone.";
    return UNDER[stage];
  }

  body({ kind, body, stage }) {
    if (kind === "poll") return el("ol", { class: "sc-options" }, body.choices.map(({ text }) => el("li", {}, text)));
    if (kind === "scale" || kind === "exit") return el("p", { class: "sc-ends sc-wide" }, el("span", {}, `1 ${body.low}`), el("span", {}, `5 ${body.high}`));
    if (kind === "line") return el("div", { class: "sc-line" }, el("div", { class: "sc-strip" }, el("span", { class: "sc-paint" })), el("ol", { class: "sc-colours" }, body.colours.map(({ id, text, asks }) => colour(id, text, asks))));
    if (kind === "prompt") return paragraphs(body.paragraphs, "sc-lead");
    if (kind === "reset" || body.phases) {
      if (stage === "waiting" && kind === "reset") return null;
      this.timed = steps(body.phases ?? body.steps, (role) => `The ${body.names?.[role] ?? role}`);
      if (body.phases) this.timed.node.classList.add("sc-group-steps");
      const lead = body.task ? el("p", { class: "sc-lead" }, body.task) : null;
      return [lead, body.phases && stage === "open" ? el("p", { class: "sc-under" }, "Your group and your card are on your phone.") : null, this.timed.node];
    }
    return null;
  }

  beside(run) {
    const shown = Boolean(run.code) && run.status !== "ended";
    this.join.hidden = !shown;
    if (shown) {
      say(this.address, (run.join ?? "").replace(/^https?:\/\//, "").replace(/\/[^/]*$/, ""));
      const half = run.code.length / 2;
      fill(this.code, el("span", { "aria-hidden": "true" }, `${run.code.slice(0, half)} ${run.code.slice(half)}`), el("span", { class: "sc-hidden" }, `Code: ${[...run.code].join(", ")}`));
    }
    say(this.people, run.people === null || run.people === undefined ? "" : run.people === 1 ? "1 person here" : `${run.people} people here`);
    say(this.foot, run.rehearsal ? "Rehearsal: the participants are simulated." : "Nobody sees how anybody answered. Shares appear once, after closing, if enough answered.");
    this.foot.classList.toggle("sc-rehearsal", Boolean(run.rehearsal));
  }

  tick() {
    if (!this.scene) return;
    const { run, activity } = this.scene;
    const now = this.clock.now();
    const on = run.status === "live" && !run.stopped && activity && !activity.small;
    this.time.tick(on ? activity : null, now, minutes);
    this.clockBox.hidden = this.time.words.hidden;
    this.side.hidden = this.join.hidden && this.clockBox.hidden && !this.people.textContent;
    if (on) this.timed?.tick(now, activity.clock);
  }

  refresh() {}

  state(state, sentence) {
    this.root.classList.toggle("sc-lost", state === "lost");
    if (state === "elsewhere") this.over("Open on other screens", "This board goes on where it was opened last. Load the page again to show it here.");
    if (state === "gone") this.over("This board was closed", sentence);
  }

  /** Nothing of the run stays on a screen that follows it no more. */
  over(title, sentence) {
    this.scene = null;
    this.side.hidden = true;
    fill(this.view, el("h1", {}, title), el("p", { class: "sc-lead" }, sentence));
  }
}
