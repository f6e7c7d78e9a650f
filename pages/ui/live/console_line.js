// The console's line to the server: one EventSource for a run, whatever is drawn anew around it. Each
// nudge draws the console afresh. It also shows the clock, and lends each command its key.
const lines = new Map();
const AGAIN = 3000; // milliseconds
const LONGEST = 60000;
const PATIENCE = 3000; // before a host is told that the line is gone

function begin(run, tell) {
  const line = { tell, revision: 0, source: null, tries: 0, elsewhere: false, lost: false, show: () => {} };
  const told = (lost) => {
    clearTimeout(line.telling);
    line.telling = null;
    line.lost = lost;
    line.show();
  };
  const open = () => {
    line.source?.close();
    line.elsewhere = false;
    line.source = new EventSource(`/live/${run}/nudges`);
    line.source.addEventListener("open", () => { line.tries = 0; told(false); });
    line.source.addEventListener("nudge", () => line.tell());
    // Open in too many tabs: this one rests until somebody looks at it again.
    line.source.addEventListener("elsewhere", () => { line.elsewhere = true; line.source.close(); });
    line.source.addEventListener("error", () => {
      if (!line.elsewhere) line.telling ??= setTimeout(told, PATIENCE, true);
      if (line.elsewhere || line.source.readyState !== EventSource.CLOSED) return;
      line.again = setTimeout(open, Math.min(LONGEST, AGAIN * 2 ** line.tries));
      line.tries += 1;
    });
  };
  const looked = () => {
    if (!line.elsewhere || document.visibilityState !== "visible") return;
    open();
    line.tell();
  };
  document.addEventListener("visibilitychange", looked);
  line.stop = () => { clearTimeout(line.again); clearTimeout(line.telling); document.removeEventListener("visibilitychange", looked); line.source?.close(); };
  open();
  return line;
}

function onKey(event) {
  const { target, key } = event;
  if (!keys || event.ctrlKey || event.metaKey || event.altKey || event.repeat) return;
  if (target.closest?.("input, textarea, select, [contenteditable], [role=dialog], [role=listbox]")) return;
  if (key === "?") {
    document.querySelector('[class*="st-key-console_keys"] button')?.click();
    return;
  }
  const names = keys[key.toLowerCase()] ?? [];
  const button = names.map((name) => document.querySelector(`.st-key-cmd_${name} button:not([disabled])`)).find(Boolean);
  if (!button) return;
  event.preventDefault();
  button.click();
}
let keys = null;

function left({ began, seconds, paused, ahead }) {
  const gone = paused ?? Date.now() + ahead - began;
  return Math.max(0, Math.ceil((seconds * 1000 - gone) / 1000));
}

function draw(node, clock) {
  const rest = left(clock);
  const told = rest ? `${Math.floor(rest / 60)}:${String(rest % 60).padStart(2, "0")}` : "Time’s up";
  node.textContent = clock.paused === null ? told : `${told}, paused`;
}

export default function (component) {
  const { data, parentElement } = component;
  for (const [run, line] of lines) if (run !== data.run) { line.stop(); lines.delete(run); }
  let line = lines.get(data.run);
  if (!line) lines.set(data.run, (line = begin(data.run, () => {})));
  line.tell = () => component.setTriggerValue("nudge", Date.now());
  const away = parentElement.querySelector(".gs-live-away");
  line.show = () => { away.hidden = !line.lost; };
  line.show();
  clearTimeout(line.leaving);
  keys = data.keys;
  document.removeEventListener("keydown", onKey);
  document.addEventListener("keydown", onKey);
  document.body.dataset.console = data.run; // from now on keys are heard
  const node = parentElement.querySelector(".gs-live-clock");
  clearInterval(parentElement.ticking);
  node.hidden = !data.clock;
  if (data.clock) {
    const clock = { ...data.clock, ahead: data.now - Date.now() };
    draw(node, clock);
    parentElement.ticking = setInterval(() => draw(node, clock), 500);
  }
  return () => {
    clearInterval(parentElement.ticking);
    // A redraw mounts it again at once; a page that is left doesn't.
    line.leaving = setTimeout(() => {
      line.stop();
      lines.delete(data.run);
      document.removeEventListener("keydown", onKey);
      delete document.body.dataset.console;
    }, 2000);
  };
}
