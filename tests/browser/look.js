/**
 * What a careful reader sees wrong on a page, as sentences. Runs inside the page under test, which
 * it does not change but for where it is scrolled, and for being whole where all of it is judged: what
 * a browser leaves undrawn until somebody scrolls there has no true place before.
 */
(() => {
  const drawn = new CSSStyleSheet();
  drawn.replaceSync("* { content-visibility: visible !important }");

  const whole = (judge) => (...given) => {
    if (!document.adoptedStyleSheets.includes(drawn)) document.adoptedStyleSheets.push(drawn);
    return judge(...given);
  };

  const CONTROLS =
    "a[href], button, summary, input:not([type=hidden]), select, textarea, [tabindex='0']";
  /** Small on purpose, or judged by tests of its own. */
  const APART = ".visually-hidden, .skip, stage-picture";
  const HAIR = 1;

  const short = (text) => text.trim().replace(/\s+/g, " ").slice(0, 120);
  const isSeen = (element) =>
    element.checkVisibility({ visibilityProperty: true, opacityProperty: true }) &&
    !element.closest(APART) &&
    !isBehind(element);
  const dialog = () => document.querySelector("dialog:modal");
  const isBehind = (element) => Boolean(dialog()) && !dialog().contains(element);
  const styleOf = (element) => getComputedStyle(element);

  /** The name of a control, near enough to recognise it on another size of screen. */
  function nameOf(element) {
    const label = element.labels?.[0];
    const words = label?.innerText || label?.textContent;
    return short(element.ariaLabel || words || spoken(element) || element.title || element.name || "");
  }

  /** The words in an element as a screen reader says them, without what is drawn for the eye only. */
  function spoken(element) {
    const parts = [...element.childNodes].map((node) => {
      if (node.nodeType === Node.TEXT_NODE) return node.data;
      if (node.nodeType !== Node.ELEMENT_NODE || node.ariaHidden === "true") return "";
      if (!node.checkVisibility({ visibilityProperty: true })) return "";
      return styleOf(node).display === "inline" ? spoken(node) : ` ${spoken(node)} `;
    });
    return parts.join("");
  }

  const controls = () =>
    [...document.querySelectorAll(CONTROLS)].filter((one) => isSeen(one) && !one.closest("[inert]"));

  /** The lines of text that are seen: {text, element, box}, box cut to what its scrollers show. */
  function* lines() {
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const node = walker.currentNode;
      const element = node.parentElement;
      if (!node.data.trim() || element.closest("script, style, select, textarea, noscript")) continue;
      if (!isSeen(element)) continue;
      const range = document.createRange();
      range.selectNodeContents(node);
      for (const box of range.getClientRects()) {
        if (box.width > HAIR && box.height > HAIR) yield { text: short(node.data), element, box };
      }
    }
  }

  const scrollerOf = (element, axis) => {
    for (let one = element; one && one !== document.body; one = one.parentElement) {
      if (/auto|scroll/.test(styleOf(one)[axis])) return one;
    }
    return null;
  };

  /** What sticks out of the page, or out of the button or field that holds it. */
  function fallsOff() {
    const faults = [];
    const page = document.scrollingElement;
    if (page.scrollWidth > page.clientWidth + HAIR) {
      faults.push(`the page scrolls sideways: ${page.scrollWidth} in ${page.clientWidth}`);
    }
    for (const { text, element, box } of lines()) {
      const holder = element.closest("button, .act, summary, td, th, label, dialog, li, dd");
      const around = holder && styleOf(holder).display !== "inline" && holder.getBoundingClientRect();
      const scroller = scrollerOf(element, "overflowX");
      if (!scroller && (box.left < -HAIR || box.right > innerWidth + HAIR)) {
        faults.push(`falls off the page: ${text}`);
      } else if (around && (box.left < around.left - HAIR || box.right > around.right + hanging(element))) {
        if (!scroller || holder.contains(scroller)) faults.push(`sticks out: ${text}`);
      }
      if (scroller && scroller.scrollWidth > scroller.clientWidth + HAIR) {
        const isReachable = scroller.tabIndex >= 0 || scroller.querySelector(CONTROLS);
        if (!isReachable) faults.push(`scrolls sideways, but not with keys: ${scroller.localName}`);
      }
    }
    return faults;
  }

  /** The space at the end of a line of text as typed hangs over the edge; nobody sees it. */
  function hanging(element) {
    const { whiteSpaceCollapse, fontSize } = styleOf(element);
    return HAIR + (/preserve/.test(whiteSpaceCollapse) ? parseFloat(fontSize) * 0.5 : 0);
  }

  /** What is cut by the box around it; shortened text must be whole in another place. */
  function isCut() {
    const faults = [];
    for (const element of document.querySelectorAll("body *")) {
      if (!element.innerText?.trim() || !isSeen(element)) continue;
      const style = styleOf(element);
      const hides = (axis) => /hidden|clip/.test(style[axis]);
      const isBeside = hides("overflowX") && element.scrollWidth > element.clientWidth + HAIR;
      const isBelow = hides("overflowY") && element.scrollHeight > element.clientHeight + 2;
      if ((isBeside || isBelow) && !isWholeElsewhere(element)) {
        faults.push(`cut ${isBeside ? "beside" : "below"}: ${short(element.innerText)}`);
      }
    }
    return faults;
  }

  function isWholeElsewhere(element) {
    const text = element.innerText.trim();
    if (element.title.includes(text)) return true;
    const isOther = (one) => !one.contains(element) && !element.contains(one) && isSeen(one);
    return [...document.querySelectorAll("h1, h2, h3, p, span, dt, dd")].some(
      (one) => isOther(one) && one.innerText.trim() === text && one.scrollWidth <= one.clientWidth + HAIR,
    );
  }

  /** Lines of text that lie on one another. What floats by design (sticky, fixed) is left out. */
  function overlaps() {
    const faults = [];
    const laid = [];
    for (const line of lines()) {
      const clipped = clip(line.element, line.box);
      if (clipped && !floats(line.element)) laid.push({ ...line, box: clipped });
    }
    for (const [at, one] of laid.entries()) {
      for (const other of laid.slice(at + 1)) {
        if (one.element === other.element) continue;
        const wide = Math.min(one.box.right, other.box.right) - Math.max(one.box.left, other.box.left);
        const high = Math.min(one.box.bottom, other.box.bottom) - Math.max(one.box.top, other.box.top);
        const least = Math.min(one.box.bottom - one.box.top, other.box.bottom - other.box.top);
        if (wide > 3 && high > 0.4 * least) faults.push(`“${one.text}” lies on “${other.text}”`);
      }
    }
    return faults;
  }

  function floats(element) {
    for (let one = element; one && one !== document.body; one = one.parentElement) {
      if (/sticky|fixed/.test(styleOf(one).position)) return true;
    }
    return false;
  }

  /** The part of a box that the scrollers around it show, or null. */
  function clip(element, box) {
    let { left, top, right, bottom } = box;
    for (let one = element; one && one !== document.body; one = one.parentElement) {
      const { overflowX, overflowY } = styleOf(one);
      const around = one.getBoundingClientRect();
      if (overflowX !== "visible") [left, right] = [Math.max(left, around.left), Math.min(right, around.right)];
      if (overflowY !== "visible") [top, bottom] = [Math.max(top, around.top), Math.min(bottom, around.bottom)];
    }
    return right - left > HAIR && bottom - top > HAIR ? { left, top, right, bottom } : null;
  }

  /** Controls that something else lies on, also after the page was scrolled to them. */
  function isCovered() {
    const faults = [];
    const before = [scrollX, scrollY];
    for (const element of controls()) {
      element.scrollIntoView({ block: "center", inline: "center", behavior: "instant" });
      const boxes = [...element.getClientRects()].filter(({ width, height }) => width && height);
      if (!boxes.length) continue;
      const hits = boxes.map(({ left, top, width, height }) =>
        document.elementFromPoint(left + width / 2, top + height / 2),
      );
      const isHit = (hit) => hit && (element.contains(hit) || hit.contains(element) || hit.labels?.[0] === element);
      if (!hits.some(isHit)) faults.push(`out of reach: ${nameOf(element)} (${short(hits[0]?.outerHTML ?? "")})`);
    }
    scrollTo(...before);
    return faults;
  }

  /** Targets that a thumb would miss: under 44 pixels either way. Links in a sentence may be. */
  function isTooSmall() {
    const faults = [];
    for (const element of controls()) {
      if (element.matches("[tabindex='0']:not(a, button, input, [role=tab])")) continue;
      const box = (element.closest("label") ?? element).getBoundingClientRect();
      if (isInSentence(element) || (box.width >= 43.5 && box.height >= 43.5)) continue;
      faults.push(`target of ${Math.round(box.width)}×${Math.round(box.height)}: ${nameOf(element)}`);
    }
    return faults;
  }

  function isInSentence(element) {
    if (!element.matches("a") || styleOf(element).display !== "inline") return false;
    return element.closest("p, li, td, dd")?.innerText.trim() !== element.innerText.trim();
  }

  /** Text in smaller letters than `least` pixels. */
  function isTooFine(least) {
    const faults = new Set();
    for (const { text, element } of lines()) {
      const svg = element.closest("svg");
      const scale = svg?.viewBox.baseVal?.height
        ? svg.getBoundingClientRect().height / svg.viewBox.baseVal.height
        : 1;
      const size = parseFloat(styleOf(element).fontSize) * scale;
      if (size < least - 0.05) faults.add(`letters of ${size.toFixed(1)} px: ${text}`);
    }
    return [...faults];
  }

  /** How light the ground is in most places of what is in view, from 0 (black) to 1 (white). */
  function lightness() {
    const found = [];
    for (let x = 1; x < 8; x += 1) {
      for (let y = 1; y < 8; y += 1) {
        found.push(groundAt((innerWidth * x) / 8, (innerHeight * y) / 8));
      }
    }
    return found.sort((one, other) => one - other)[Math.floor(found.length / 2)];
  }

  function groundAt(x, y) {
    let element = document.elementFromPoint(x, y);
    for (; element; element = element.parentElement) {
      const [red, green, blue, alpha = 1] = styleOf(element).backgroundColor.match(/[\d.]+/g).map(Number);
      if (alpha > 0.5) return (0.2126 * red + 0.7152 * green + 0.0722 * blue) / 255;
    }
    return 1;
  }

  /** Everything that is written in the page's own language: texts, names and hints. */
  function words() {
    const found = new Set();
    const isOurs = (element) => element.closest("[lang]") === document.documentElement;
    for (const { element } of lines()) {
      if (isOurs(element)) for (const node of element.childNodes) if (node.nodeType === 3) found.add(node.data);
    }
    for (const element of document.querySelectorAll("[aria-label], [title], [placeholder], [alt], option")) {
      if (!isOurs(element) || !element.checkVisibility()) continue;
      for (const name of ["aria-label", "title", "placeholder", "alt"]) found.add(element.getAttribute(name) ?? "");
      if (element.localName === "option") found.add(element.text);
    }
    found.add(document.title);
    return [...found].map((text) => text.trim().replace(/\s+/g, " ")).filter(Boolean);
  }

  /** What moves for longer than `most` milliseconds, or may. */
  function moves(most) {
    const faults = new Set();
    const longest = (durations) => Math.max(...durations.split(",").map((one) => parseFloat(one) * 1000));
    for (const element of document.querySelectorAll("*")) {
      for (const pseudo of [undefined, "::before", "::after"]) {
        const style = getComputedStyle(element, pseudo);
        const transition = style.transitionProperty === "none" ? 0 : longest(style.transitionDuration);
        const animation = style.animationName === "none" ? 0 : longest(style.animationDuration);
        if (Math.max(transition, animation) > most) {
          faults.add(`${element.localName}.${element.className} moves for ${Math.max(transition, animation)} ms`);
        }
        if (style.scrollBehavior === "smooth" && most === 0) faults.add(`${element.localName} scrolls smoothly`);
      }
    }
    for (const animation of document.getAnimations()) {
      const { duration, iterations } = animation.effect.getComputedTiming();
      if (duration * iterations > most) faults.add(`an animation of ${duration * iterations} ms`);
    }
    return [...faults];
  }

  /** Script and style that stand in the page itself, which our policy forbids. */
  function inline() {
    const scripts = [...document.scripts].filter((one) => !one.src && one.type !== "application/json");
    const handlers = [...document.querySelectorAll("*")].filter((one) =>
      one.getAttributeNames().some((name) => name.startsWith("on")),
    );
    return [...scripts, ...document.querySelectorAll("style"), ...handlers].map((one) =>
      short(one.outerHTML),
    );
  }

  /** Wait until letters are there and what moves has come to rest. */
  async function settle() {
    await document.fonts.ready;
    await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
    await rest();
  }

  /** Wait until what moves has come to rest. */
  async function rest() {
    // What is folded away or not drawn yet stands still, and would never come to its end.
    const isSeen = ({ effect }) => effect.target?.checkVisibility({ contentVisibilityAuto: true });
    const ending = document
      .getAnimations()
      .filter((one) => one.effect.getComputedTiming().endTime < 5000 && isSeen(one));
    await Promise.allSettled(ending.map((one) => one.finished));
  }

  /** Where the keyboard is: the name of what has the focus, and what is wrong with seeing it. */
  function stop() {
    const element = document.activeElement;
    if (!element || element === document.body) return { name: "", faults: [] };
    const { outlineStyle, outlineWidth, outlineColor } = styleOf(element);
    const faults = [];
    // Who clicked or tapped knows where they are.
    if (!element.matches(":focus-visible")) return { name: nameOf(element), faults };
    if (outlineStyle === "none" || parseFloat(outlineWidth) < 2) faults.push("its focus is not seen");
    else if (contrastAround(element, outlineColor) < 3) faults.push("its focus is hardly seen");
    if (!hasPointInView(element)) faults.push("it is out of view");
    return { name: nameOf(element), faults: faults.map((fault) => `${nameOf(element)}: ${fault}`) };
  }

  /** What Tab must come by, in the order of the page. */
  const tabbable = () =>
    controls()
      .filter((one) => one.tabIndex >= 0 && !one.disabled)
      .map(nameOf);

  /** What Tab comes by on either side of where one is, by name, the nearest first. */
  function around() {
    const here = document.activeElement;
    const at = (one) => (here && here !== document.body ? here.compareDocumentPosition(one) : 4);
    const isStop = (one) => one.tabIndex >= 0 && !one.disabled && !one.closest("[inert]") && !isBehind(one);
    const stops = [...document.querySelectorAll(CONTROLS)].filter((one) => isStop(one) && one.checkVisibility());
    const before = stops.filter((one) => at(one) & Node.DOCUMENT_POSITION_PRECEDING);
    const after = stops.filter((one) => at(one) & Node.DOCUMENT_POSITION_FOLLOWING);
    return { before: before.map(nameOf).reverse(), after: after.map(nameOf) };
  }

  function contrastAround(element, color) {
    const alphaOf = (one) => Number(styleOf(one).backgroundColor.match(/[\d.]+/g)[3] ?? 1);
    let around = element.parentElement;
    while (around && alphaOf(around) < 0.5) around = around.parentElement;
    const ground = around ? styleOf(around).backgroundColor : "rgb(255, 255, 255)";
    const [one, other] = [color, ground].map(luminance);
    return (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05);
  }

  function luminance(color) {
    const [red, green, blue] = color.match(/[\d.]+/g).map((part) => {
      const share = Number(part) / 255;
      return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  }

  function hasPointInView(element) {
    return [...element.getClientRects()].some(({ left, top, width, height }) =>
      [0.1, 0.5, 0.9].some((share) => {
        const hit = document.elementFromPoint(left + width / 2, top + height * share);
        return hit && (element.contains(hit) || hit.contains(element));
      }),
    );
  }

  const layout = () => [...new Set([...fallsOff(), ...isCut(), ...overlaps(), ...isCovered()])];
  /** What can be done on the page; a number in a name may change meanwhile. */
  const names = () => [
    ...new Set(controls().map((one) => nameOf(one).replace(/\d+/g, "#"))),
  ].filter(Boolean);

  window.look = {
    around,
    inline,
    isTooFine: whole(isTooFine),
    isTooSmall: whole(isTooSmall),
    layout: whole(layout),
    lightness,
    moves,
    names: whole(names),
    rest,
    settle: whole(settle),
    stop,
    tabbable,
    words: whole(words),
  };
})();
