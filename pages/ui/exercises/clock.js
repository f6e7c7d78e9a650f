// A clock for a drill, run by the browser alone. Nothing depends on it and nothing is sent.
const running = new Map();

export default function (component) {
  const { data, parentElement, key } = component;
  const stop = () => clearInterval(parentElement.ticking);
  if (parentElement.querySelector(".gs-drill-clock")) return stop;
  const all = data.minutes * 60;
  const kept = running.get(key) || { left: all, until: 0 };
  running.set(key, kept);
  const root = document.createElement("div");
  root.className = "gs-drill-clock";
  root.innerHTML =
    '<span class="gs-time" role="timer"></span><button type="button" class="gs-plain"></button>' +
    '<button type="button" class="gs-plain">Start over</button>' +
    '<span class="gs-vh" role="status"></span>';
  const [time, go, over, says] = root.children;
  const left = () => (kept.until ? Math.max(0, Math.ceil((kept.until - Date.now()) / 1000)) : kept.left);
  const show = () => {
    const seconds = left();
    time.textContent = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
    go.textContent = kept.until ? "Pause" : seconds < all ? "Go on" : "Start the clock";
    go.hidden = seconds === 0;
    over.hidden = !kept.until && seconds === all;
    const words = seconds === 0 ? "Time is up. Finish in your own time."
      : kept.until && seconds <= 60 ? "One minute left." : "";
    if (says.textContent !== words) says.textContent = words;
  };
  go.onclick = () => {
    if (kept.until) Object.assign(kept, { left: left(), until: 0 });
    else kept.until = Date.now() + kept.left * 1000;
    show();
  };
  over.onclick = () => { Object.assign(kept, { left: all, until: 0 }); show(); };
  parentElement.ticking = setInterval(show, 500);
  parentElement.append(root);
  show();
  return stop;
}
