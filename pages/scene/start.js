/* Begins on the pages of our own: what to draw stands in the data of the one element. */

import { mount } from "./scene.js";

const root = document.getElementById("scene");
mount(root, { ...root.dataset });
