import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { AxeResults } from "axe-core";
import { type Browser, chromium, type Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { needs } from "../support/needs.ts";
import { fiftyContainers, runPageCase, runReleases, shippedContainers } from "./page-case.ts";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

const LARGEST = "of 50 containers";

const PAGES: Readonly<Record<string, () => Promise<string>>> = {
  "of the containers that come with the product": shippedContainers,
  [LARGEST]: fiftyContainers,
  "with errors": async () => (await runPageCase("errors")).page,
  "of all combinations of tags": async () => (await runPageCase("all-tags")).page,
  "of two releases": async () => (await runReleases()).page,
};

/** Whether an element can be seen: what is folded can't. */
const IS_SHOWN = "each.checkVisibility({ contentVisibilityAuto: true })";

const SCREENS = [400, 1200].flatMap((width) => (["light", "dark"] as const).map((scheme) => ({ width, scheme })));

/** What axe finds, each with where it is first. */
const violationsOf = async (page: Page): Promise<readonly string[]> => {
  await page.evaluate(AXE);
  const { violations } = await page.evaluate<AxeResults>("axe.run(document, { resultTypes: ['violations'] })");
  return violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`);
};

needs("chromium")("in Chromium, a page", () => {
  let browser: Browser;
  const directory = mkdtempSync(join(tmpdir(), "lxc-overlay-page-"));

  beforeAll(async () => {
    const executablePath = execFileSync("sh", ["-c", "command -v chromium"], { encoding: "utf8" }).trim();
    browser = await chromium.launch({ executablePath, args: ["--no-sandbox"] });
  });
  afterAll(async () => {
    await browser.close();
    rmSync(directory, { recursive: true });
  });

  describe.each(Object.entries(PAGES))("%s", (name, make) => {
    const path = join(directory, `${name.replaceAll(" ", "-")}.html`);
    /** Opens it, and notes what it asks for. */
    const open = async (
      width: number,
      scheme: "light" | "dark",
    ): Promise<{ readonly page: Page; readonly requests: readonly string[] }> => {
      const context = await browser.newContext({ viewport: { width, height: 900 }, colorScheme: scheme });
      const page = await context.newPage();
      const requests: string[] = [];
      page.on("request", (request) => requests.push(request.url()));
      page.on("console", (message) => requests.push(`console: ${message.text()}`));
      await page.goto(`file://${path}`);
      return { page, requests };
    };

    beforeAll(async () => writeFileSync(path, await make()));

    it("is below 2 MB", () => expect(readFileSync(path).length).toBeLessThan(2_000_000));

    it.each(SCREENS)("is for everybody, fits and asks for nothing, $width pixels wide and $scheme", async ({ width, scheme }) => {
      const { page, requests } = await open(width, scheme);
      // The largest stays folded, and axe, which looks at every element, is asked once: the others have the same parts.
      if (name !== LARGEST) await page.evaluate("document.querySelectorAll('details').forEach((each) => { each.open = true; })");
      const widest = await page.evaluate<number>("document.documentElement.scrollWidth");
      const violations = name === LARGEST && (width > 400 || scheme === "dark") ? [] : await violationsOf(page);
      await page.context().close();
      expect(violations).toEqual([]);
      expect(widest).toBeLessThanOrEqual(width);
      expect(requests).toEqual([`file://${path}`]);
    });

    it("has everything open on paper", async () => {
      const { page } = await open(1200, "light");
      await page.emulateMedia({ media: "print" });
      const hidden = `[...document.querySelectorAll("details td, details li")].filter((each) => !${IS_SHOWN}).length`;
      // Chromium lays the page out anew some time after it was told.
      await expect.poll(() => page.evaluate<number>(hidden), { timeout: 10_000 }).toBe(0);
      await page.context().close();
    });
  });

  it("is reached by keyboard as a whole, and opens what is folded", async () => {
    const path = join(directory, "keys.html");
    writeFileSync(path, await shippedContainers());
    const page = await browser.newPage({ viewport: { width: 1200, height: 900 } });
    await page.goto(`file://${path}`);
    const total = await page.evaluate<number>(`[...document.querySelectorAll("a[href], summary")].filter((each) => ${IS_SHOWN})
      .map((each, index) => { each.dataset.index = index; }).length`);
    const reached: number[] = [];
    for (let index = 0; index < total; index++) {
      await page.keyboard.press("Tab");
      reached.push(Number(await page.evaluate("document.activeElement.dataset.index")));
      // What is reached first leads past the rest, and can be seen then.
      if (index === 0)
        expect(await page.evaluate("document.activeElement.className + document.activeElement.offsetTop")).toMatch(/^skip\d/);
    }
    expect(reached).toEqual(Array.from({ length: total }, (_, index) => index));
    await page.locator("summary").first().focus();
    await page.keyboard.press("Enter");
    expect(await page.evaluate("document.querySelector('summary').parentElement.open")).toBe(true);
    await page.close();
  });
});
