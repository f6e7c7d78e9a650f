/* What a participant's phone and the room's board show, drawn from the server's events.

   mount(root, {board: "/board/…", qr}) or mount(root, {run: "/live/…", code, refusal}). A test, or a
   page that has its own line, passes ``link: false`` and calls ``show(scene)`` on what is returned. */

import { Board } from "./board.js";
import { ServerClock } from "./clock.js";
import { Announcer, el, fill, landmark } from "./dom.js";
import { Link } from "./link.js";
import { get, Outbox, post } from "./outbox.js";
import { Seat } from "./seat.js";

const TICK = 250; // milliseconds
const TRIES = 10;
const AWAY = "Nothing answers just now. Check that this phone is on the network, then try again.";

export function mount(root, options) {
  root.classList.add("sc");
  if (options.look) root.dataset.look = options.look;
  const place = new Place(root, options);
  place.begin();
  return place;
}

class Place {
  constructor(root, options) {
    Object.assign(this, { root, options });
    this.clock = new ServerClock();
    this.announcer = new Announcer();
    this.post = options.post ?? post;
  }

  begin() {
    const { board, link } = this.options;
    if (board) this.draw(new Board(this.root, this.clock, this.announcer, this.options.qr));
    else if (link === false) this.sit();
    if (link === false) return;
    if (board) this.connect(`${board}/events`, board);
    else this.arrive();
  }

  /** Back to one's own seat, or the way to one. */
  async arrive() {
    const { run, code, refusal } = this.options;
    const found = await fetch(`${run}/seat`, { credentials: "same-origin", cache: "no-store" }).catch(() => null);
    const said = found ? await found.json().catch(() => ({})) : {};
    if (found && found.status === 200 && said.seat) this.sit();
    else if (refusal) return; // the page already says why nobody new gets in
    else if (!found) this.message("No connection", AWAY, "Try again", () => this.arrive());
    else if (code) this.door();
    else this.message("No seat here", said.sentence ?? "Join with the code on the screen.");
  }

  /** One question before the first scene: where somebody takes part. */
  door() {
    const told = el("p", { class: "sc-receipt", role: "status" });
    const join = (device) => async () => {
      fill(told, "Joining");
      for (let tries = 1; ; tries += 1) {
        const { status, body, after } = await this.post(`${this.options.run}/seat`, { code: this.options.code, device });
        if (status === 200) return this.sit();
        if (status !== 503 || tries === TRIES) return fill(told, body.sentence ?? AWAY);
        fill(told, "Very many are joining just now. This phone keeps trying.");
        await new Promise((go) => setTimeout(go, (after || 1000) * (1 + Math.random())));
      }
    };
    const button = (label, device, name) => el("button", { type: "button", class: name, click: join(device) }, label);
    fill(this.root, el(landmark(this.root), { class: "sc-view", id: "main" },
      el("h1", { class: "sc-question" }, this.options.title || "Join the workshop"),
      el("p", { class: "sc-lead" }, "No account and no name. Where are you taking part?"),
      el("div", { class: "sc-doors" }, button("In the room", "room", "sc-button"), button("Online", "online", "sc-button sc-second")),
      told,
      el("p", { class: "sc-hint" }, "A cookie keeps your seat on this phone while the workshop lasts. Nobody, including your host, can see how you answer in the app.")));
  }

  sit() {
    const { run } = this.options;
    this.outbox = new Outbox((answer) => this.post(`${run}/answers`, answer), (entry) => this.answered(entry));
    const doors = {
      answer: (item, part, value) => this.outbox.put(item, part, value),
      receipt: (item, part) => this.outbox.at(item, part),
      say: (what) => this.said(what),
      kept: () => (this.options.get ?? get)(`${run}/takeaway`),
      takeaway: (card) => this.post(`${run}/takeaway`, card),
      card: () => `${run}/takeaway.txt`,
      page: () => `${run}/card`,
    };
    this.draw(new Seat(this.root, doors, this.clock, this.announcer));
    if (this.options.link !== false) this.connect(`${run}/events`, `${run}/seat`);
  }

  draw(drawer) {
    this.drawer = drawer;
    this.ticking = setInterval(() => drawer.tick(), TICK);
  }

  connect(events, check) {
    this.link = new Link({
      events, check,
      scene: (scene) => this.show(scene),
      beat: (now) => this.clock.heard(now),
      state: (state, sentence) => this.state(state, sentence),
    });
    this.link.start();
  }

  show(scene) {
    if (scene.now) this.clock.heard(scene.now);
    this.scene = scene;
    this.drawer.show(scene);
    this.outbox?.hurry();
  }

  /** An acknowledged answer is what the seat has, until a scene says otherwise. */
  answered(entry) {
    const { activity, mine } = this.scene ?? {};
    const present = activity && activity.item === entry.item && activity.part === entry.part;
    if (entry.stage === "received" && present) {
      if (mine.group?.felt) Object.assign(mine.group.felt, entry.value);
      mine.response = entry.value;
    }
    if (entry.stage === "closed" && !present) this.announcer.announce("An answer of yours did not arrive before its round closed.");
    this.drawer.refresh();
  }

  async said(what) {
    const answer = await this.post(`${this.options.run}/say`, { what });
    if (what === "leave" && answer.status === 200) this.leave("You have left", "Your seat is given up. To come back, join again by the code.");
    return answer;
  }

  state(state, sentence) {
    this.drawer.state(state, sentence);
    if (this.options.board) return;
    if (state === "gone") this.leave("Your seat is not here any more", sentence);
    if (state === "elsewhere") this.leave("Open in another tab", "This seat is open in two other tabs of this browser. You can go on there.");
  }

  leave(title, sentence) {
    this.close();
    this.message(title, sentence, "Join again", () => location.reload());
  }

  message(title, sentence, label = "", act = null) {
    fill(this.root, el(landmark(this.root), { class: "sc-view", id: "main" },
      el("h1", { class: "sc-question" }, title), el("p", { class: "sc-lead" }, sentence),
      label && el("button", { type: "button", class: "sc-button", click: act }, label)));
    document.title = `${title} · Goldseam`;
  }

  /** Stop everything: the page it stands on is going away. */
  close() {
    clearInterval(this.ticking);
    this.link?.stop();
  }
}
