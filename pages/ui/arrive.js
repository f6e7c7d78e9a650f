// A new step begins at its top, with the focus on its heading; a redraw of the same step stays put.
let last = null;

export default function (component) {
  const { where } = component.data;
  if (last !== null && last !== where) {
    document.querySelector('[data-testid="stMain"]')?.scrollTo(0, 0);
    const heading = document.querySelector(".st-key-page_lesson h1");
    if (heading) {
      heading.tabIndex = -1;
      heading.focus({ preventScroll: true });
    }
  }
  last = where;
  return () => { last = null; };
}
