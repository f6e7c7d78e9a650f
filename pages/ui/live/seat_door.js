// Mounts the scene module once for a run, and leaves it alone however often the page is drawn anew.
const doors = new Map();

function dress(address) {
  if (document.querySelector(`link[href="${address}"]`)) return;
  const link = document.createElement("link");
  link.rel = "stylesheet";
  link.href = address;
  document.head.append(link);
}

async function open(node, data) {
  dress(`${data.scene}/scene.css`);
  const { mount } = await import(`${location.origin}${data.scene}/scene.js`);
  return mount(node, { run: `/live/${data.run}`, code: data.code, title: data.title, look: data.look });
}

export default function (component) {
  const { data, parentElement } = component;
  let door = doors.get(data.run);
  if (!door) {
    const node = document.createElement("div");
    doors.set(data.run, (door = { node, place: open(node, data) }));
  }
  clearTimeout(door.leaving);
  if (door.node.parentElement !== parentElement) parentElement.append(door.node);
  door.node.dataset.look = data.look;
  return () => {
    // A redraw mounts it again at once; a page that is left doesn't.
    door.leaving = setTimeout(async () => {
      doors.delete(data.run);
      (await door.place).close();
      door.node.remove();
    }, 2000);
  };
}
