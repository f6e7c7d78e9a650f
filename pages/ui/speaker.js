// Speaking a reply instead of writing it. The recording lives in this tab's memory alone: nothing
// here sends anything, and it is gone when the tab closes or somebody speaks again.
const LONGEST = 5 * 60; // seconds, so that a forgotten microphone fills no memory
const WRITE = "Write your reply instead.";
let take = null; // {uid, url}: one recording at a time
let recording = null; // {uid, recorder, began, timer}
let asking = false; // the browser asks whether the microphone may be used

const drawn = new Map(); // by uid: draws that place anew

const build = (tag, className, text) => {
  const element = document.createElement(tag);
  if (className) element.className = className;
  if (text) element.textContent = text;
  return element;
};

const push = (text, act) => {
  const button = build("button", "gs-plain", text);
  button.type = "button";
  button.onclick = act;
  return button;
};

const clock = (seconds) => `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;

function forget() {
  if (take) URL.revokeObjectURL(take.url);
  take = null;
}

function unable() {
  if (!isSecureContext) return `Speaking needs a secure address (https). ${WRITE}`;
  if (!navigator.mediaDevices?.getUserMedia || !window.MediaRecorder) {
    return `This browser can't record. ${WRITE}`;
  }
  return "";
}

function refusal(error) {
  if (error.name === "NotFoundError") return `No microphone was found. ${WRITE}`;
  if (error.name === "NotAllowedError") {
    return `The browser did not let this page use the microphone. ${WRITE}`;
  }
  return `The microphone could not be used. ${WRITE}`;
}

async function begin(uid) {
  if (asking || recording) return;
  let stream;
  asking = true;
  try {
    stream = await navigator.mediaDevices.getUserMedia({ audio: true });
  } catch (error) {
    return drawn.get(uid)?.(refusal(error));
  } finally {
    asking = false;
  }
  forget();
  const recorder = new MediaRecorder(stream);
  const parts = [];
  recorder.ondataavailable = (event) => parts.push(event.data);
  recorder.onstop = () => {
    stream.getTracks().forEach((track) => track.stop());
    clearInterval(recording?.timer);
    recording = null;
    take = { uid, url: URL.createObjectURL(new Blob(parts, { type: recorder.mimeType })) };
    drawn.get(uid)?.("", true);
  };
  recording = { uid, recorder, began: Date.now(), timer: 0 };
  recorder.start();
  drawn.get(uid)?.("", true);
}

const spoken = () => Math.floor((Date.now() - recording.began) / 1000);

function stop() {
  if (recording?.recorder.state === "recording") recording.recorder.stop();
}

function whileRecording(root, clockShown) {
  const time = build("span", "gs-time", clock(spoken()));
  time.setAttribute("role", "timer");
  clearInterval(recording.timer);
  recording.timer = setInterval(() => {
    if (!recording) return;
    time.textContent = clock(spoken());
    if (spoken() >= LONGEST) stop();
  }, 250);
  root.append(push("Stop", stop), ...(clockShown ? [time] : []));
}

function playback(root, uid, replay) {
  const audio = build("audio");
  audio.controls = true;
  audio.src = take.url;
  audio.setAttribute("aria-label", "What you said");
  const discard = push("Discard", () => {
    forget();
    drawn.get(uid)?.("", true);
  });
  root.append(audio, discard);
  if (!replay) root.append(push("Speak again", () => begin(uid)));
}

const SAYS = {
  idle: "The recording stays in this tab's memory. It is never sent or stored.",
  recording: "Recording, in this tab only.",
  done: "Only this tab holds it. Keep a line or a few keywords in the box, to compare with.",
  replay: "What you said. Only this tab holds it.",
};

export default function (component) {
  const { data, parentElement } = component;
  const { uid, replay, clock: clockShown } = data;
  // The page may be drawn again at any time; what is being spoken or played goes on.
  const gone = () => setTimeout(() => {
    if (root.isConnected) return;
    drawn.delete(uid);
    if (recording?.uid === uid) stop();
  });
  let root = parentElement.querySelector(".gs-speak");
  if (root?.uid === uid && root.replay === replay) return gone;
  if (!root) parentElement.append((root = build("div", "gs-speak")));
  Object.assign(root, { uid, replay });
  const controls = build("div", "gs-speak-row");
  const says = build("p", "gs-small gs-muted gs-p");
  says.setAttribute("role", "status");
  root.classList.toggle("gs-no-clock", !clockShown);
  root.replaceChildren(controls, says);
  const draw = (trouble = "", moveFocus = false) => {
    const here = take?.uid === uid;
    const active = recording?.uid === uid;
    const reason = trouble || unable();
    root.hidden = replay && !here;
    controls.replaceChildren();
    if (active) whileRecording(controls, clockShown);
    else if (here) playback(controls, uid, replay);
    else if (!replay && !unable()) controls.append(push("Speak instead", () => begin(uid)));
    const state = active ? "recording" : here ? (replay ? "replay" : "done") : "idle";
    const words = reason && !active && !here ? reason : SAYS[state];
    if (says.textContent !== words) says.textContent = words;
    if (moveFocus) controls.querySelector("button, audio")?.focus();
  };
  drawn.set(uid, draw);
  draw();
  return gone;
}
