/**
 * Drives Firefox for the tests: reads an order a line ({do, …} as JSON) and answers each with a line
 * ({value} or {trouble}). Told where puppeteer-core is and where Firefox is.
 */
import { createRequire } from "node:module";
import { createInterface } from "node:readline";
import { pathToFileURL } from "node:url";

const [folder, executablePath] = process.argv.slice(2);
const library = createRequire(`${folder}/`).resolve("puppeteer-core");
const { default: puppeteer } = await import(pathToFileURL(library).href);
const browser = await puppeteer.launch({ browser: "firefox", executablePath, headless: true });
const page = await browser.newPage();

const orders = {
  open: ({ url }) => page.goto(url, { waitUntil: "load" }).then(() => null),
  ask: ({ script }) => page.evaluate(script),
  type: ({ selector, text }) => page.type(selector, text),
  click: ({ selector }) => page.click(selector),
};

for await (const line of createInterface({ input: process.stdin })) {
  const order = JSON.parse(line);
  const answer = await orders[order.do](order).then(
    (value) => ({ value: value ?? null }),
    (trouble) => ({ trouble: String(trouble) }),
  );
  console.log(JSON.stringify(answer));
}
await browser.close();
