// What the page calls: one box for each place to write, found again whenever the page redraws, and
// told when the tab is hidden, closed or online again.
const everySaver = (act) => {
  for (const box of boxes.values()) if (!box.done) for (const field of box.fields) act(field.saver);
};
let leaving = false;
addEventListener("pagehide", () => { leaving = true; everySaver((saver) => saver.leave()); });
addEventListener("pageshow", () => { leaving = false; });
addEventListener("online", () => everySaver((saver) => saver.save()));
document.addEventListener("visibilitychange", () => {
  if (document.visibilityState === "hidden" && !leaving) {
    everySaver((saver) => saver.save({ keepalive: true }));
  }
});

export default function (component) {
  const { data, parentElement } = component;
  const name = `${data.cohort}|${data.uid}`;
  for (const [other, box] of boxes) {
    if (other !== name && !box.mounted && box.settled()) boxes.delete(other);
  }
  let box = boxes.get(name);
  if (!box || (box.done && !box.mounted)) boxes.set(name, (box = new Box(data)));
  box.mounted = true;
  box.mount(parentElement, data, component);
  return () => {
    box.mounted = false;
    for (const { saver } of box.fields) {
      if (!box.done && saver.state === "stale" && saver.dirty) asides.set(saver.box, saver.text);
      else if (!box.done) saver.save();
    }
  };
}
