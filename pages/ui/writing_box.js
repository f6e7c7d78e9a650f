// Draws the writing box around its savers. Savers and what the learner typed outlive a redraw: they
// stay in `boxes` until they are saved, so nothing typed depends on when the page draws again.
const boxes = new Map();
const asides = new Map(); // texts that a newer version elsewhere overtook, kept in sight

class Box {
  constructor(data) {
    this.key = data.submission_key;
    this.sending = "";
    this.retry = 0;
    this.unsure = false;
    this.delay = 1000;
    this.done = false;
    this.fields = data.fields.map((field) => ({
      part: field.part,
      saver: new Saver({ cohort: data.cohort, ...field }),
    }));
  }

  mount(parent, data, component) {
    Object.assign(this, { data, component });
    if (this.root && this.root.parentNode === parent) return this.refresh();
    this.root = make("div", "gs-write");
    for (const field of this.fields) this.root.append(this.field(field));
    const save = make("p", "gs-save");
    this.dot = make("span", "gs-dot");
    this.message = make("span", "gs-msg");
    this.message.setAttribute("role", "status");
    save.append(this.dot, this.message);
    this.newer = make("button", "gs-link", "See the newer version");
    this.newer.type = "button";
    this.newer.onclick = () => this.seeNewer();
    this.notice = make("div", "gs-notices");
    this.notice.setAttribute("role", "status");
    this.root.append(save, this.newer, this.notice, this.foot());
    parent.append(this.root);
    this.refresh();
  }

  field(field) {
    const { saver } = field;
    const about = this.data.fields.find((one) => one.part === field.part);
    const wrap = make("div", "gs-field");
    const label = make("label", "", about.label);
    const hint = make("p", "gs-hint", about.hint);
    const area = make("textarea");
    const id = `gs-${this.data.uid}-${field.part}`;
    area.id = label.htmlFor = id;
    hint.id = `${id}-hint`;
    area.rows = about.rows;
    area.value = saver.text;
    area.spellcheck = this.data.spelling;
    area.setAttribute("aria-describedby", hint.id);
    area.oninput = () => this.typed(field);
    area.onkeydown = (event) => {
      if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
        event.preventDefault();
        this.submit();
      }
    };
    field.area = area;
    field.aside = make("details", "gs-aside");
    saver.tell = () => this.show();
    wrap.append(label, hint, area, field.aside);
    this.showAside(field);
    return wrap;
  }

  foot() {
    const foot = make("div", "gs-write-foot");
    if (this.data.card.length) {
      const serious = make("details", "gs-serious");
      serious.append(make("summary", "", "Something serious?"), contactCard(this.data.card));
      foot.append(serious);
    }
    this.button = make("button", "", this.data.submit);
    this.button.type = "button";
    this.button.onclick = () => this.submit();
    foot.append(this.button);
    return foot;
  }

  typed(field) {
    this.grow(field.area);
    clearTimeout(this.retry);
    // What went out may already be stored, so newer words need a key of their own.
    if (this.unsure) this.key = freshKey();
    this.unsure = false;
    this.sending = "";
    field.saver.typed(field.area.value);
    this.show();
  }

  grow(area) {
    area.style.height = "auto";
    area.style.height = `${area.scrollHeight + 2}px`;
  }

  // Called whenever the page was drawn again: takes a newer text in, and never disturbs typing.
  refresh() {
    for (const field of this.fields) {
      const given = this.data.fields.find((one) => one.part === field.part);
      const { saver, area } = field;
      if (given.revision > saver.acked.revision) {
        const wanted = this.wantsNewer && saver.state === "stale";
        const quiet = !saver.dirty && !saver.pending && document.activeElement !== area;
        if (wanted || quiet) {
          const before = saver.adopt(given.value, given.revision);
          if (wanted) asides.set(saver.box, before);
          area.value = given.value;
        }
      }
      this.showAside(field);
      requestAnimationFrame(() => this.grow(area));
    }
    this.wantsNewer = false;
    this.show();
  }

  showAside(field) {
    const kept = asides.get(field.saver.box);
    field.aside.hidden = kept === undefined;
    if (kept === undefined) return;
    const words = make("p", "gs-words", kept);
    field.aside.replaceChildren(make("summary", "", "What this tab had"), words);
  }

  seeNewer() {
    this.wantsNewer = true;
    this.component.setTriggerValue("refresh", freshKey());
  }

  show() {
    if (!this.root) return;
    const savers = this.fields.map((field) => field.saver);
    const worst = savers.reduce((a, b) => (WORST.indexOf(a.state) <= WORST.indexOf(b.state) ? a : b));
    const state = this.sending || worst.state;
    const at = savers.map((saver) => saver.at).sort().pop();
    const sentence = this.sentence || worst.sentence;
    const says = state === "over" ? this.overSays(worst) : SAYS[state](this.data.who, at, sentence);
    if (this.message.textContent !== says) this.message.textContent = says;
    const bad = ["unsaved", "unsent", "over", "stale", "blank"].includes(state);
    this.dot.className = `gs-dot ${state === "saved" ? "" : bad ? "bad" : "wait"}`;
    this.newer.hidden = worst.state !== "stale";
    this.showNotices(savers);
    this.button.className = this.data.primary ? "gs-submit" : "gs-plain gs-submit-light";
    this.button.hidden = this.done || worst.state === "stale";
    for (const field of this.fields) field.area.readOnly = this.done || this.sending === "sending";
  }

  overSays(saver) {
    const number = countCodePoints(saver.text).toLocaleString("en-GB");
    return `Not saved: this is ${number} characters, and 20,000 is the most that can be kept. ` +
      "Nothing has been cut. Your words are still here.";
  }

  showNotices(savers) {
    const notices = [...new Set(savers.flatMap((saver) => saver.notices))];
    const care = savers.some((saver) => saver.care);
    const now = JSON.stringify([notices, care]);
    if (now === this.noticed) return;
    this.noticed = now;
    this.notice.replaceChildren(...notices.map((text) => make("p", "gs-note gs-note-gold", text)));
    if (!care) return;
    const block = make("div", "gs-note gs-care");
    block.append(make("p", "gs-care-head", "Nobody is reading this as you write."));
    block.append(contactCard(this.data.card));
    this.notice.append(block);
  }

  async submit() {
    if (this.done || this.sending === "sending") return;
    const savers = this.fields.map((field) => field.saver);
    for (const { saver, area } of this.fields) {
      saver.touched ||= area.value !== saver.text;
      saver.text = area.value;
    }
    if (savers.some((saver) => saver.over)) return this.show();
    if (!this.data.blank && !savers.some((saver) => saver.text.trim())) return this.become("blank", "");
    this.become("sending", "");
    await Promise.race([
      Promise.allSettled(savers.map((saver) => saver.inFlight)),
      new Promise((ready) => setTimeout(ready, 1500)),
    ]);
    const { cohort, lesson, exercise, taken } = this.data;
    const texts = Object.fromEntries(this.fields.map((f) => [f.part, f.saver.text]));
    const revision = Math.max(...savers.map((saver) => saver.revision + (saver.dirty ? 1 : 0)));
    const body = JSON.stringify({ cohort, lesson, exercise, taken, texts, key: this.key, revision });
    try {
      const response = await post("/write/submit", body);
      this.answered(response.status, await readJson(response));
    } catch {
      this.answered(0, {});
    }
  }

  become(sending, sentence) {
    this.sending = sending;
    this.sentence = sentence;
    this.show();
  }

  answered(status, reply) {
    const savers = this.fields.map((field) => field.saver);
    if (status === 200) {
      this.done = true;
      for (const saver of savers) {
        saver.stop();
        saver.acked = { ...saver.acked, text: saver.text };
        saver.at = reply.saved || saver.at;
        saver.state = "saved";
        asides.delete(saver.box);
      }
      this.become("", "");
      this.component.setTriggerValue("submitted", reply.number ?? 0);
    } else if (status === 409) {
      this.become("", reply.sentence || "");
      for (const saver of savers) saver.become("stale");
    } else if (status === 413 || status === 400 || status === 404) {
      this.become("unsent", reply.sentence || "");
    } else {
      this.unsure = true;
      this.become("unsent", "");
      this.retry = setTimeout(() => this.submit(), this.delay);
      this.delay = Math.min(this.delay * 2, SLOWEST_RETRY);
    }
  }

  settled() {
    return this.done || this.fields.every(({ saver }) => !saver.dirty && !saver.pending);
  }
}
