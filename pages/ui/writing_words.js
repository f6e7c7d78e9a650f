// What the writing box says, and the small pieces it is drawn from.
const SAYS = {
  empty: (who) => `Saves as you write. ${who}`,
  saving: () => "Saving\u2026",
  saved: (who, at) => `Saved${at ? " " + at : ""}. ${who}`,
  unsaved: (_who, _at, sentence) => `Not saved yet. Your words are still here. ${sentence}`.trim(),
  stale: (_who, _at, sentence) => sentence || "A newer version of this was written elsewhere.",
  sending: () => "Sending\u2026",
  unsent: (_who, _at, sentence) => `Not sent yet. Your words are still here. ${sentence}`.trim(),
  blank: () => "Write a few words first.",
};
const WORST = ["stale", "over", "unsaved", "saving", "saved", "empty"];

const make = (tag, className, text) => {
  const element = document.createElement(tag);
  if (className) element.className = className;
  if (text) element.textContent = text;
  return element;
};

const contactCard = (card) => {
  const list = make("dl", "gs-card-list");
  for (const [label, text] of card) list.append(make("dt", "", label), make("dd", "gs-words", text));
  return list;
};
