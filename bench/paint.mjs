// When a phone shows something of the page that it has never seen: first contentful paint, in milliseconds, of
// each of several visits, as a line of JSON. The connection and the processor are those by which Lighthouse
// judges (https://github.com/GoogleChrome/lighthouse/blob/main/docs/throttling.md): 150 ms, 1.6 Mbit/s down,
// 750 kbit/s up, a quarter of the speed.
import { createRequire } from "node:module";

const { TODO_PACKAGES: packages, TODO_CHROMIUM: executablePath, TODO_URL: url, TODO_VISITS: visits } = process.env;
const { chromium } = createRequire(`${packages}/`)("playwright-core");

// Who measures may be root in a container, where Chromium has no sandbox to offer.
const browser = await chromium.launch({ executablePath, args: ["--no-sandbox", "--disable-gpu"] });

async function visit() {
  const context = await browser.newContext({ viewport: { width: 390, height: 780 }, isMobile: true, hasTouch: true });
  const page = await context.newPage();
  const devtools = await context.newCDPSession(page);
  const speed = { latency: 150, downloadThroughput: 1_600_000 / 8, uploadThroughput: 750_000 / 8 };
  await devtools.send("Network.enable");
  await devtools.send("Network.emulateNetworkConditions", { offline: false, ...speed });
  await devtools.send("Emulation.setCPUThrottlingRate", { rate: 4 });
  await page.goto(url);
  const painted = await page.evaluate(
    () =>
      new Promise((resolve) => {
        const first = (list) => list.getEntriesByName("first-contentful-paint").forEach((it) => resolve(it.startTime));
        new PerformanceObserver(first).observe({ type: "paint", buffered: true });
      }),
  );
  await context.close();
  return painted;
}

const painted = [];
for (let left = Number(visits); left > 0; left -= 1) painted.push(await visit());
await browser.close();
console.log(JSON.stringify(painted));
