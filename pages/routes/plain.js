// Copy and print, on the page that shows a recovery phrase. Without this file the words can still
// be selected by hand and printed from the browser's own menu.
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
