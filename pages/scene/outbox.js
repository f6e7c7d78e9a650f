/* Answers on their way: kept in memory, sent again until acknowledged or refused for good. */

import { newKey } from "./dom.js";

const FIRST_PAUSE = 500; // milliseconds
const LONGEST_PAUSE = 10000;
const PATIENCE = 8000;
export const NO_MORE = "This round has closed.";
const ODD = "This could not be taken.";

/** POST JSON. Resolves to {status, body, after}: status 0 where nothing answered; ``after`` is how
    many milliseconds the server asks to wait before the next try. */
export async function post(address, content, patience = PATIENCE) {
  const giveUp = new AbortController();
  const timer = setTimeout(() => giveUp.abort(), patience);
  try {
    const answer = await fetch(address, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(content),
      credentials: "same-origin",
      signal: giveUp.signal,
    });
    const after = 1000 * Number(answer.headers.get("Retry-After")) || 0;
    return { status: answer.status, body: await answer.json().catch(() => ({})), after };
  } catch {
    return { status: 0, body: {}, after: 0 };
  } finally {
    clearTimeout(timer);
  }
}

/** GET JSON, answered as ``post`` is. */
export async function get(address) {
  const answer = await fetch(address, { credentials: "same-origin", cache: "no-store" }).catch(() => null);
  return answer ? { status: answer.status, body: await answer.json().catch(() => ({})) } : { status: 0, body: {} };
}

const isOver = (status) => status >= 400 && status < 500 && status !== 408 && status !== 429;

/** The newest answer to each part of each round. ``send`` is ``post`` to the place for answers. */
export class Outbox {
  constructor(send, changed) {
    this.send = send;
    this.changed = changed;
    this.entries = new Map();
  }

  /** What became of an answer: {value, stage: sending|waiting|received|closed|refused, sentence}. */
  at(item, part = 0) {
    return this.entries.get(`${item} ${part}`) ?? null;
  }

  put(item, part, value) {
    const place = `${item} ${part}`;
    const before = this.entries.get(place);
    const entry = { item, part, key: newKey(), value, stage: "sending", sentence: "", tries: 0, timer: 0 };
    if (before) clearTimeout(before.timer);
    entry.busy = before?.busy ?? false;
    this.entries.set(place, entry);
    this.changed(entry);
    if (!entry.busy) this.deliver(place);
  }

  /** Try again now all that waits: the line seems to be back. */
  hurry() {
    for (const [place, entry] of this.entries) {
      if (entry.stage !== "waiting" || entry.busy) continue;
      clearTimeout(entry.timer);
      this.deliver(place);
    }
  }

  async deliver(place) {
    const entry = this.entries.get(place);
    entry.busy = true;
    const { item, part, key, value } = entry;
    const { status, body, after } = await this.send({ item, part, key, value });
    const newest = this.entries.get(place);
    newest.busy = false;
    if (newest !== entry) {
      this.deliver(place); // changed meanwhile: only the newest counts
      return;
    }
    this.settle(place, entry, status, body.sentence, after);
  }

  settle(place, entry, status, sentence, after = 0) {
    if (status === 200) entry.stage = "received";
    else if (status === 409) Object.assign(entry, { stage: "closed", sentence: sentence || NO_MORE });
    else if (isOver(status)) Object.assign(entry, { stage: "refused", sentence: sentence || ODD });
    else {
      entry.stage = "waiting";
      const own = Math.min(LONGEST_PAUSE, FIRST_PAUSE * 2 ** entry.tries) * (0.5 + Math.random() / 2);
      entry.pause = Math.max(own, Math.min(LONGEST_PAUSE, after) * (1 + Math.random())); // not all at once
      entry.tries += 1;
      entry.timer = setTimeout(() => this.deliver(place), entry.pause);
    }
    this.changed(entry);
  }
}
