// Plain text areas. Streamlit sends one when it is left, or at Ctrl+Enter; so where they are to be
// kept each pause presses that, and so does hiding the page, and a line says whether what stands
// there is what is kept. The focus stays. Whoever leaves the page before that, or with words in a
// form that was not sent, is asked first.
const PAUSE = 1200, LONGEST = 4000, PATIENCE = 6000;

export default function ({ data, parentElement }) {
  parentElement.leave?.abort();
  const { signal } = (parentElement.leave = new AbortController());
  const within = `.st-key-${data.within} :is(textarea,input[type="text"])`;
  const areas = () => [...document.querySelectorAll(within)];
  const isKept = () => areas().every((area, number) => area.value === (data.kept?.[number] ?? ""));
  const say = () => {
    const words = data.said[isKept() ? 0 : 1];
    const line = parentElement.querySelector("p");
    if (line.textContent !== words) line.textContent = words;
  };
  const send = () => {
    parentElement.since = 0;
    for (const area of areas()) {
      const press = { key: "Enter", ctrlKey: true, bubbles: true, cancelable: true };
      area.dispatchEvent(new KeyboardEvent("keydown", press));
    }
    clearTimeout(parentElement.patience);
    parentElement.patience = setTimeout(say, PATIENCE);
  };
  const typed = (event) => {
    if (!event.target.matches?.(within)) return;
    clearTimeout(parentElement.pause);
    parentElement.since ||= Date.now();
    const left = parentElement.since + LONGEST - Date.now();
    parentElement.pause = setTimeout(send, Math.max(0, Math.min(PAUSE, left)));
  };
  const ask = (event) => {
    if (isKept()) return;
    if (data.kept) send();
    event.preventDefault();
  };
  addEventListener("beforeunload", ask, { signal });
  if (data.kept) {
    addEventListener("input", typed, { signal });
    document.addEventListener("visibilitychange", () => document.hidden && send(), { signal });
    if (!parentElement.querySelector("p")) {
      const line = document.createElement("p");
      line.className = "gs-small gs-muted gs-p";
      line.setAttribute("role", "status");
      parentElement.append(line);
      say();
    } else if (isKept()) say();
  }
  return () => parentElement.leave.abort();
}
