// Keeps one text safe on the server. Knows nothing of the page: it is told what was typed, saves it
// one request at a time, and says how it stands. The server's revision decides which text is newer.
const LIMIT = 20000;
const PAUSE = 1000; // saved this long after typing pauses ...
const AT_MOST = 4000; // ... and while typing goes on, no later than this
const GIVE_UP = 15000; // an unanswered request is tried again after this
const SLOWEST_RETRY = 8000;
const KEEPALIVE_ROOM = 60000; // browsers allow 64 KB in flight when a page closes

const freshKey = () => {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
};
const TAB = freshKey(); // so that the server knows this tab's own saves from another's

const countCodePoints = (text) => {
  let number = 0;
  for (const _ of text) number += 1;
  return number;
};

const post = (path, body, options = {}) => {
  const stop = new AbortController();
  const timer = setTimeout(() => stop.abort(), GIVE_UP);
  return fetch(path, {
    method: "POST",
    credentials: "same-origin",
    headers: { "Content-Type": options.type || "application/json" },
    body,
    keepalive: Boolean(options.keepalive),
    signal: stop.signal,
  }).finally(() => clearTimeout(timer));
};

const readJson = (response) => response.json().catch(() => ({}));

// What changed between two texts, in code points: everything from `start`, `removed` of the old,
// replaced by `inserted` of the new.
function change(before, after) {
  const old = Array.from(before);
  const now = Array.from(after);
  const shorter = Math.min(old.length, now.length);
  let start = 0;
  while (start < shorter && old[start] === now[start]) start += 1;
  let tail = 0;
  while (
    tail < shorter - start &&
    old[old.length - 1 - tail] === now[now.length - 1 - tail]
  ) tail += 1;
  return { start, removed: old.length - start - tail, inserted: now.slice(start, now.length - tail) };
}

// One JSON line, then each code point as the zigzag varint of its distance from the one before.
function compact(header, inserted) {
  const bytes = Array.from(new TextEncoder().encode(JSON.stringify(header) + "\n"));
  let previous = 0;
  for (const character of inserted) {
    const point = character.codePointAt(0);
    const distance = point - previous;
    previous = point;
    let rest = distance < 0 ? -2 * distance - 1 : 2 * distance;
    while (rest > 127) {
      bytes.push((rest & 127) | 128);
      rest >>>= 7;
    }
    bytes.push(rest);
  }
  return new Uint8Array(bytes);
}

class Saver {
  constructor({ cohort, box, value, revision, start }) {
    Object.assign(this, { cohort, box, text: value || start });
    this.touched = false; // words to start from are no draft until somebody changes them
    this.acked = { revision, text: value };
    this.pending = null; // sent and not answered: tried again unchanged until it is
    this.inFlight = null;
    this.state = value ? "saved" : "empty";
    this.at = "";
    this.sentence = "";
    this.notices = [];
    this.care = false;
    this.timer = 0;
    this.since = 0;
    this.delay = 1000;
    this.stopped = false;
    this.tell = () => {};
  }

  get dirty() {
    return this.touched && this.text !== this.acked.text;
  }

  get over() {
    return this.text.length > LIMIT && countCodePoints(this.text) > LIMIT;
  }

  get revision() {
    return (this.pending || this.acked).revision;
  }

  typed(text) {
    const jump = Math.abs(text.length - this.text.length);
    this.text = text;
    this.touched = true;
    if (this.stopped || this.state === "stale") return;
    if (this.over) {
      clearTimeout(this.timer);
      this.become("over");
    } else if (!this.dirty && !this.pending) {
      this.become("saved");
    } else {
      this.since ||= Date.now();
      this.become(this.state === "unsaved" ? "unsaved" : "saving");
      const wait = Math.min(PAUSE, Math.max(0, this.since + AT_MOST - Date.now()));
      if (this.state !== "unsaved") this.later(jump > 200 ? 0 : wait);
    }
  }

  become(state) {
    this.state = state;
    this.tell();
  }

  later(milliseconds) {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.save(), milliseconds);
  }

  async save({ keepalive = false } = {}) {
    clearTimeout(this.timer);
    if (this.stopped || this.inFlight || this.state === "stale") return;
    if (!this.pending) {
      if (!this.dirty || this.over) return;
      this.pending = { revision: this.acked.revision + 1, text: this.text };
    }
    const { cohort, box, pending } = this;
    const base = this.acked.revision;
    const body = JSON.stringify({ cohort, box, ...pending, base, tab: TAB });
    const roomy = body.length * 3 < KEEPALIVE_ROOM;
    this.inFlight = post("/write/draft", body, { keepalive: keepalive && roomy });
    try {
      const response = await this.inFlight;
      this.answered(response.status, await readJson(response), pending);
    } catch {
      this.answered(0, {}, pending);
    } finally {
      this.inFlight = null;
    }
  }

  answered(status, reply, sent) {
    if (this.stopped) return;
    if (status === 200) {
      this.accept(reply, sent);
    } else if (status === 409) {
      this.pending = null;
      this.sentence = reply.sentence || "";
      this.become("stale");
    } else if (status === 413) {
      this.pending = null;
      this.sentence = reply.sentence || "";
      this.become("over");
    } else {
      this.sentence = status === 503 || status === 0 ? "" : reply.sentence || "";
      this.become("unsaved");
      this.later(this.delay);
      this.delay = Math.min(this.delay * 2, SLOWEST_RETRY);
    }
  }

  accept(reply, sent) {
    this.acked = { revision: reply.revision ?? sent.revision, text: sent.text };
    this.pending = null;
    this.delay = 1000;
    this.at = reply.saved || this.at;
    this.notices = reply.notices || [];
    this.care = Boolean(reply.care);
    this.since = this.dirty ? Date.now() : 0;
    if (this.over) return this.become("over");
    this.become(this.dirty ? "saving" : "saved");
    if (this.dirty) this.later(PAUSE);
  }

  // The page is closing: only the change goes, so that it fits what a browser lets through then.
  leave() {
    if (this.stopped || this.state === "stale" || this.over || !this.dirty) return;
    const revision = this.revision + 1;
    const bases = this.pending ? [this.acked, this.pending] : [this.acked];
    const text = this.text;
    let room = KEEPALIVE_ROOM;
    for (const base of bases) {
      const { start, removed, inserted } = change(base.text, text);
      const { cohort, box } = this;
      const length = countCodePoints(base.text);
      const header = { cohort, box, base: base.revision, start, removed, revision, length, tab: TAB };
      const body = compact(header, inserted);
      if (body.length > room) continue;
      room -= body.length;
      post("/write/patch", body, { type: "application/x-goldseam-draft", keepalive: true })
        .then((response) => {
          if (!response.ok || this.acked.revision >= revision) return;
          this.acked = { revision, text };
          this.pending = null;
        })
        .catch(() => {});
    }
  }

  // The newer text from elsewhere takes this one's place; what was here is handed back.
  adopt(value, revision) {
    const before = this.text;
    this.text = value;
    this.acked = { revision, text: value };
    this.pending = null;
    this.become(value ? "saved" : "empty");
    return before;
  }

  stop() {
    this.stopped = true;
    clearTimeout(this.timer);
  }
}
