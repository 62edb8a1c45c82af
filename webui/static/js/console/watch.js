/** The observer's page: the same elements as the facilitator's, without a single act. */
import { feed } from "./feed.js";
import { tellNews } from "./news.js";
import "./grid.js";
import "./health.js";
import "./practice.js";
import "./programme.js";
import "./screen.js";
import "./steer.js";
import "./stream.js";

const programme = document.querySelector("console-programme");
const grid = document.querySelector("console-grid");

document.addEventListener("look", (event) => {
  programme.looked = grid.looked = event.detail.step;
});

feed([...document.querySelectorAll("[data-live]")]);
tellNews();
