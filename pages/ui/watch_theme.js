// Tells the page which colour scheme the reader sees, at once and whenever the menu changes it.
export default function (component) {
  const app = document.querySelector(".stApp");
  const read = () => (getComputedStyle(app).colorScheme.includes("dark") ? "dark" : "light");
  const push = () => {
    const seen = read();
    if (seen !== component.data.known) component.setStateValue("scheme", seen);
  };
  const observer = new MutationObserver(() => requestAnimationFrame(push));
  observer.observe(app, { attributes: true, attributeFilter: ["class", "style"] });
  push();
  return () => observer.disconnect();
}
