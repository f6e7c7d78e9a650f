/* Always two taps away: a moment, a word with the host, stepping back, and one's own card. */

import { el, fill, say } from "./dom.js";

export const PRIVATE = "Only for you: your host and the others can’t read this. Whoever runs this server could.";
const SAID = "sc-aside-said";
const FURTHER = new Set(["pass", "observe", "word"]);
const PLAYS = { pairs: true, triads: true };
const NOT_NOW = "This did not go through just now. Try again in a moment.";

const CHOICES = [
  { what: "moment", label: "I need a moment", hint: "Nobody is told, and nothing is sent." },
  { what: "word", label: "Ask the host for a word", hint: "Before anything is sent you read who will see it." },
  { what: "pass", label: "Pass on this one", hint: "Nobody is told.", when: ({ activity }) => activity?.stage === "open" && !["prompt", "reset"].includes(activity.kind) },
  { what: "observe", label: "Only watch from the next round on", hint: "You are given no role. Choose it again to be back in.", when: ({ mine }) => !mine.observing },
  { what: "observe", label: "Take part again from the next round on", hint: "You are given a role again.", when: ({ mine }) => mine.observing },
  { what: "gentler", label: "Give me a gentler card", hint: "Nobody else sees that you asked.", when: ({ mine }) => Boolean(mine.group) && !mine.gentler },
  { what: "leave", label: "Leave the workshop", hint: "Your seat is given up. You may join again by the code." },
];

const plain = (text, click) => el("button", { type: "button", class: "sc-plain", click }, text);

export class Aside {
  constructor(doors, announce) {
    Object.assign(this, { doors, announce });
    this.kept = { commitment: "", notes: "" };
    this.called = el("p", { class: "sc-called", hidden: true }, el("span", {}, "The host knows that you would like a word. "), plain("Never mind", () => this.tell("never_mind", "Taken back.")));
    this.body = el("div", {});
    this.title = el("h2", { id: "sc-aside-title", tabindex: -1 });
    this.dialog = el("dialog", { class: "sc-aside", "aria-labelledby": "sc-aside-title" }, this.title, this.body);
    this.seat = el("span", { class: "sc-seat" });
    const bar = el("div", { class: "sc-bar-low" }, plain("Step back", () => this.menu()), plain("My card", () => this.mine()), this.seat);
    this.node = el("footer", { class: "sc-low" }, this.called, bar, this.dialog);
    this.bar = bar;
  }

  show(scene) {
    this.scene = scene;
    const { seat, called } = scene.mine;
    this.called.hidden = !called;
    say(this.seat, seat ? `You are ${seat}` : "");
    this.bar.hidden = scene.run.status === "ended";
  }

  /** What is kept already, asked once: no scene carries it. */
  async fetched() {
    if (this.asked) return;
    const { status, body } = await this.doors.kept();
    if (status !== 200) return;
    this.asked = true;
    this.kept = { commitment: body.commitment ?? "", notes: body.notes ?? "" };
  }

  async mine() {
    await this.fetched();
    this.open("My card", this.card());
  }

  /** A card over everything. Whoever listens hears its title, and the words with the id ``SAID``. */
  open(title, nodes, close = "Close") {
    say(this.title, title);
    fill(this.body, nodes, plain(close, () => this.dialog.close()));
    if (this.body.querySelector(`#${SAID}`)) this.dialog.setAttribute("aria-describedby", SAID);
    else this.dialog.removeAttribute("aria-describedby");
    if (!this.dialog.open) this.dialog.showModal();
    this.title.focus();
  }

  menu() {
    this.open("Step back", this.choices(() => true));
  }

  choices(wanted) {
    const shown = CHOICES.filter(({ what, when }) => wanted(what) && (!when || when(this.scene)));
    return el("ul", { class: "sc-menu" }, shown.map(({ what, label, hint }) =>
      el("li", {}, el("button", { type: "button", class: "sc-menu-item", click: () => this.chosen(what) }, el("b", {}, label), el("span", { class: "sc-hint" }, hint)))));
  }

  chosen(what) {
    if (what === "moment") this.moment();
    else if (what === "word") this.word();
    else if (what === "leave") this.leave();
    else this.tell(what, this.doneWith(what));
  }

  doneWith(what) {
    if (what === "pass") return "You pass on this one.";
    if (what === "gentler") return "A gentler card is on its way.";
    return this.scene.mine.observing ? "You take part again from the next round on." : "You watch from the next round on.";
  }

  /** On this phone alone: asking the server for anything would leave a trace of who needed it. */
  moment() {
    const plays = this.scene.activity?.kind in PLAYS && this.scene.activity.stage === "open";
    this.open("Take the time you need", [
      el("div", { id: SAID },
        el("p", {}, "This card is only on your phone. Nothing is sent, and nobody is told, not even your host."),
        el("p", {}, "Put the phone down. Let your breath out slowly, feel your feet on the floor, and look around the room. Go outside if that is better. You owe nobody a reason."),
        plays && el("p", {}, "In a role-play, “I need a moment” is all you have to say to the others: you stop there."),
        el("p", {}, "The workshop goes on, and this phone keeps your seat. Come back at any point, or not today.")),
      el("h3", { class: "sc-hint" }, "If a moment is not enough"),
      this.choices((what) => FURTHER.has(what)),
    ], "Back to the workshop");
  }

  word() {
    const { seat } = this.scene.mine;
    this.open("Ask the host for a word", [
      el("p", { id: SAID }, `Those who host this workshop will see that seat ${seat ?? ""} would like a word. The screen and the other phones show nothing, and your answers stay unseen.`),
      el("button", { type: "button", class: "sc-button", click: () => this.tell("word", "The host knows.") }, "Ask for a word"),
    ]);
  }

  leave() {
    this.open("Leave the workshop", [
      el("p", {}, "Your seat is given up. Your card still opens on this phone for 30 days, unless you join again: download it first if you want to be sure of it."),
      el("p", {}, el("a", { href: this.doors.card(), download: "takeaways.txt" }, "Download my card")),
      el("button", { type: "button", class: "sc-button", click: () => this.tell("leave", "You have left.") }, "Leave"),
    ]);
  }

  /** Send one thing, and say what became of it. */
  async tell(what, done) {
    const { status, body } = await this.doors.say(what);
    const words = status === 200 ? done : body.sentence || NOT_NOW;
    if (status !== 200) return this.open("Not yet", el("p", { id: SAID }, words));
    this.dialog.close(); // behind an open card nothing is read out
    this.announce(words);
  }

  /** Keep part of the takeaways card; a sentence of what became of it. */
  async keep(part) {
    await this.fetched();
    const { status, body } = await this.doors.takeaway({ ...this.kept, ...part });
    if (status !== 200) return body.sentence || "Not saved yet. Your words are still here: try again in a moment.";
    Object.assign(this.kept, part);
    return "Saved.";
  }

  /** One's own card: what one will do, and notes. */
  card(lead = "") {
    const area = (value, rows) => {
      const field = el("textarea", { class: "sc-field", rows });
      field.value = value;
      return field;
    };
    const [commitment, notes] = [area(this.kept.commitment, 3), area(this.kept.notes, 6)];
    const told = el("p", { class: "sc-hint", role: "status" });
    this.fetched().then(() => {
      if (!commitment.value) commitment.value = this.kept.commitment;
      if (!notes.value) notes.value = this.kept.notes;
    });
    const keep = async (event) => {
      event.preventDefault();
      fill(told, "Saving");
      fill(told, await this.keep({ commitment: commitment.value, notes: notes.value }));
    };
    return [
      lead && el("p", { class: "sc-lead" }, lead),
      el("form", { class: "sc-form", submit: keep },
        el("label", { class: "sc-label" }, el("span", {}, "What I will do next time"), commitment),
        el("label", { class: "sc-label" }, el("span", {}, "Notes"), notes),
        el("p", { class: "sc-hint" }, PRIVATE),
        el("button", { type: "submit", class: "sc-button" }, "Keep it"), told),
      el("p", {}, el("a", { href: this.doors.card(), download: "takeaways.txt" }, "Download my card"), el("span", { class: "sc-hint" }, " as a text file, with what you kept.")),
      this.doors.page && el("p", {}, el("a", { href: this.doors.page(), target: "_blank", rel: "noopener" }, "Open my card as a page"), el("span", { class: "sc-hint" }, " to keep a copy, and to say later what became of it.")),
    ];
  }
}
