// Keeps plain text areas while they are typed in. Streamlit sends one when it is left, or at
// Ctrl+Enter; so each pause presses that, and so does hiding the page. The focus stays. Whoever
// leaves sooner than that is asked first.
// The line below the areas says whether what stands in them is what is kept.
const PAUSE = 1200, LONGEST = 4000, PATIENCE = 6000;

export default function ({ data, parentElement }) {
  parentElement.leave?.abort();
  const { signal } = (parentElement.leave = new AbortController());
  const within = `.${data.within} textarea`;
  const areas = () => [...document.querySelectorAll(within)];
  const isKept = () => areas().every((area, number) => area.value === data.kept[number]);
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
  addEventListener("input", typed, { signal });
  const ask = (event) => {
    if (isKept()) return;
    send();
    event.preventDefault();
  };
  addEventListener("beforeunload", ask, { signal });
  document.addEventListener("visibilitychange", () => document.hidden && send(), { signal });
  if (isKept() || !parentElement.querySelector("p").textContent) say();
  return () => parentElement.leave.abort();
}
