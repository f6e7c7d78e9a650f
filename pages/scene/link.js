/* The line to the server: one stream of scenes, opened again whenever it falls silent. */

const SILENT = 40000; // milliseconds; the server says something every 15 seconds
const SUSPECT = 20000; // after waking up
const WATCH = 5000;
const GONE = "This place in the workshop is not open any more.";

/** ``events`` is the stream's address, ``check`` one that says whether it may still be opened. */
export class Link {
  constructor({ events, check, scene, beat, state }) {
    Object.assign(this, { events, check, scene, beat, state });
    this.source = null;
    this.heardAt = 0;
    this.tries = 0;
    this.ended = false;
  }

  start() {
    this.watching = setInterval(() => this.watch(SILENT), WATCH);
    this.waking = () => document.visibilityState === "visible" && this.watch(SUSPECT);
    this.back = () => this.open();
    document.addEventListener("visibilitychange", this.waking);
    window.addEventListener("pageshow", this.waking);
    window.addEventListener("online", this.back);
    this.open();
  }

  stop() {
    this.ended = true;
    clearInterval(this.watching);
    clearTimeout(this.again);
    document.removeEventListener("visibilitychange", this.waking);
    window.removeEventListener("pageshow", this.waking);
    window.removeEventListener("online", this.back);
    this.source?.close();
  }

  open() {
    if (this.ended) return;
    clearTimeout(this.again);
    this.source?.close();
    this.heardAt = Date.now();
    const source = new EventSource(this.events);
    this.source = source;
    source.addEventListener("open", () => this.heard());
    source.addEventListener("scene", (event) => {
      this.heard();
      this.scene(JSON.parse(event.data));
    });
    source.addEventListener("beat", (event) => {
      this.heard();
      this.beat(Number(event.data));
    });
    source.addEventListener("elsewhere", () => this.finish("elsewhere"));
    source.addEventListener("error", () => this.failed(source));
  }

  heard() {
    this.heardAt = Date.now();
    this.tries = 0;
    this.state("live");
  }

  failed(source) {
    if (this.ended || source !== this.source) return;
    this.state("lost");
    // A stream that was refused is never tried again by the browser: ask what happened.
    if (source.readyState === EventSource.CLOSED) this.ask();
  }

  async ask() {
    const answer = await fetch(this.check, { credentials: "same-origin", cache: "no-store" }).catch(() => null);
    if (this.ended) return;
    if (answer && answer.status >= 400 && answer.status < 500 && answer.status !== 429) {
      const said = await answer.json().catch(() => ({}));
      this.finish("gone", said.sentence || GONE);
      return;
    }
    const pause = Math.min(15000, 1000 * 2 ** this.tries) * (0.5 + Math.random() / 2);
    this.tries += 1;
    this.again = setTimeout(() => this.open(), pause);
  }

  finish(state, sentence = "") {
    this.stop();
    this.state(state, sentence);
  }

  watch(patience) {
    if (this.ended || Date.now() - this.heardAt < patience) return;
    this.state("lost");
    this.open();
  }
}
