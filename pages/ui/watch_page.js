// Tells the page which colour scheme the reader sees, at once and whenever the menu changes it; and
// begins a new step at its top with the focus on its heading. A redraw of the same step stays put.
let last = null;

function arrive(where) {
  if (last && where && last !== where) {
    document.querySelector('[data-testid="stMain"]')?.scrollTo(0, 0);
    const heading = document.querySelector(".stMain h1");
    if (heading) {
      heading.tabIndex = -1;
      heading.focus({ preventScroll: true });
    }
  }
  last = where;
}

export default function (component) {
  const app = document.querySelector(".stApp");
  const { parentElement } = component;
  const read = () => (getComputedStyle(app).colorScheme.includes("dark") ? "dark" : "light");
  const push = () => {
    const seen = read();
    if (seen !== parentElement.known) component.setStateValue("scheme", seen);
  };
  parentElement.known = component.data.known;
  arrive(component.data.where);
  push();
  if (!parentElement.observer) {
    parentElement.observer = new MutationObserver(() => requestAnimationFrame(push));
    parentElement.observer.observe(app, { attributes: true, attributeFilter: ["class", "style"] });
  }
  return () => parentElement.observer.disconnect();
}
