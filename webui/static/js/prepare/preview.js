/** The preview of a slide, as the big screen would show it. */
import { drawSlides } from "./slides.js";

drawSlides(document);
