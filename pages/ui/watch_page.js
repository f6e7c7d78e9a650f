// Tells the page which colour scheme the reader sees, at once and whenever the menu changes it;
// begins a new step at its top with the focus on its heading (a redraw of the same step stays put),
// and a new stage of a reply at the row that names it; draws the bar along the bottom of a phone; and
// follows links of ours.
let last = null;
let stages = {};

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

function atStage(now) {
  for (const [exercise, stage] of Object.entries(now)) {
    const row = document.getElementById(`stage-${exercise}`);
    if (stages[exercise] && stages[exercise] !== stage && row) {
      row.scrollIntoView({ block: "start" });
      row.tabIndex = -1;
      row.focus({ preventScroll: true });
    }
  }
  stages = now;
}

// Goes to another page without loading the app anew; without this script the link is a link.
addEventListener("click", (event) => {
  const link = event.target.closest?.("a.gs-go");
  if (!link || event.defaultPrevented) return;
  if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey || event.button) return;
  event.preventDefault();
  history.pushState({}, "", link.href);
  dispatchEvent(new PopStateEvent("popstate", { state: {} }));
});

function bar(parent, tabs) {
  const drawn = JSON.stringify(tabs);
  if (parent.drawn === drawn) return;
  parent.drawn = drawn;
  parent.querySelector("nav")?.remove();
  if (!tabs.length) return;
  const nav = document.createElement("nav");
  nav.className = "gs-tabs";
  nav.setAttribute("aria-label", "Main pages");
  for (const [title, address, icon, here] of tabs) {
    const link = document.createElement("a");
    const picture = document.createElement("span");
    link.className = "gs-go";
    link.href = address;
    if (here) link.setAttribute("aria-current", "page");
    picture.className = "gs-icon";
    picture.textContent = icon;
    picture.setAttribute("aria-hidden", "true");
    link.append(picture, title);
    nav.append(link);
  }
  parent.append(nav);
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
  const moved = last !== component.data.where;
  arrive(component.data.where);
  if (moved) stages = component.data.stages;
  else atStage(component.data.stages);
  bar(parentElement, component.data.tabs);
  push();
  if (!parentElement.observer) {
    parentElement.observer = new MutationObserver(() => requestAnimationFrame(push));
    parentElement.observer.observe(app, { attributes: true, attributeFilter: ["class", "style"] });
  }
  return () => parentElement.observer.disconnect();
}
