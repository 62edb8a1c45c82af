/** The observer's page: the same elements as the facilitator's, without a single act. */
import { feed } from "./feed.js";
import { lookAround } from "./look.js";
import { tellNews } from "./news.js";
import "./actions.js";
import "./vote.js";
import "./discussion.js";
import "./grid.js";
import "./harvest.js";
import "./health.js";
import "./practice.js";
import "./programme.js";
import "./screen.js";
import "./sorting.js";
import "./steer.js";
import "./stream.js";
import "./table.js";

lookAround();
feed([...document.querySelectorAll("[data-live]")]);
tellNews();
