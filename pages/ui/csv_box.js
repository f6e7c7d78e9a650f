// Chooses a CSV file and sends it to our own route; the page is told what came of it.
const make = (tag, className, text) => {
  const element = document.createElement(tag);
  if (className) element.className = className;
  if (text) element.textContent = text;
  return element;
};

const SAYS = {
  choose: "Choose a file first.",
  sending: "Reading the file\u2026",
  offline: "The server can't be reached just now. Nobody was invited; try again.",
  strange: "That could not be read. Nobody was invited.",
};

async function send(file, { cohort, role }) {
  const answer = await fetch("/invite/csv", {
    method: "POST",
    headers: {
      "Content-Type": "text/csv",
      "X-Goldseam-Cohort": cohort,
      "X-Goldseam-Role": role,
    },
    body: file,
  });
  const said = await answer.json();
  return answer.ok ? { done: said } : { sentence: said.sentence };
}

function draw(parent, component) {
  const root = make("div", "gs-csv");
  const label = make("label", "", "Or choose a CSV file");
  const hint = make("p", "gs-hint", "Its first line names the columns: name, email.");
  const input = make("input");
  const button = make("button", "gs-plain-button", "Invite from the file");
  const status = make("p", "gs-small gs-p");
  input.type = "file";
  input.accept = ".csv,text/csv";
  input.id = label.htmlFor = "gs-csv-file";
  hint.id = "gs-csv-hint";
  input.setAttribute("aria-describedby", hint.id);
  button.type = "button";
  status.setAttribute("role", "status");
  button.onclick = async () => {
    const file = input.files[0];
    if (!file) { status.textContent = SAYS.choose; return; }
    button.disabled = true;
    status.textContent = SAYS.sending;
    let found;
    try {
      found = await send(file, root.about.data);
    } catch (error) {
      found = { sentence: error instanceof TypeError ? SAYS.offline : SAYS.strange };
    }
    button.disabled = false;
    status.textContent = found.sentence || "";
    input.value = ""; // the same file, mended, may be chosen again
    if (found.done) root.about.setTriggerValue("done", found.done);
  };
  root.append(label, hint, input, button, status);
  parent.append(root);
  return root;
}

export default function (component) {
  const root = component.parentElement.querySelector(".gs-csv")
    || draw(component.parentElement, component);
  root.about = component;
}
