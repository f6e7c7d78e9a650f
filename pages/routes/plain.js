// Copy and print, on the page that shows a recovery phrase, and the way on that leaves it out of the
// browser's history: nothing can show it again. Without this file the words can still be selected by
// hand and printed from the browser's own menu.
const said = document.querySelector("[data-said]");
for (const button of document.querySelectorAll("button[data-does]")) {
  button.hidden = false;
  button.addEventListener("click", async () => {
    if (button.dataset.does === "print") return window.print();
    const words = document.querySelector(".phrase");
    try {
      await navigator.clipboard.writeText(words.textContent);
      said.textContent = "Copied.";
    } catch {
      getSelection().selectAllChildren(words);
      said.textContent = "The words are selected. Copy them with your keyboard or menu.";
    }
  });
}
document.querySelector("form[data-leaves]")?.addEventListener("submit", (event) => {
  event.preventDefault();
  location.replace(event.target.action);
});
