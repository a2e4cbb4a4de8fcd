// A report of 2,000 changes stays usable.
import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { reportHtml } from "../../../src/diff/html/report-page.ts";
import { describeBrowser, focused, shown } from "./browser.ts";
import { largeReport } from "./fixtures.ts";

const text = reportHtml(largeReport(2000));

/** Inputs and the frames that show their effects. */
const filterBy = `(async () => {
  const search = document.getElementById("search");
  for (const words of ["member_1", "member_19", "member_199", "", "webhook_3 group", ""]) {
    search.value = words;
    search.dispatchEvent(new Event("input", { bubbles: true }));
    await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
  }
})()`;

/** Seconds that the page's thread has had of the processor, which grow no faster where the machine has other work. */
async function threadSeconds(page: Page): Promise<() => Promise<number>> {
  const session = await page.context().newCDPSession(page);
  await session.send("Performance.enable", { timeDomain: "threadTicks" });
  return async () => {
    const { metrics } = await session.send("Performance.getMetrics");
    return metrics.find(({ name }) => name === "TaskDuration")?.value ?? Infinity;
  };
}

describeBrowser("a report of 2,000 changes", (open) => {
  test("opens, filters at once, and walks by keys", async () => {
    const { page, complaints } = await open(text, { hash: "severity=breaking,dangerous,compatible,docs" });
    expect((await shown(page)).length).toBe(2000);
    const seconds = await threadSeconds(page);
    const before = await seconds();
    await page.evaluate(filterBy);
    const took = (await seconds()) - before;
    expect(took).toBeGreaterThan(0);
    expect(took).toBeLessThan(3);
    await page.getByRole("searchbox").fill("member_1999");
    await page.keyboard.press("Enter");
    expect(await shown(page)).toEqual([(1999).toString(16).padStart(12, "0")]);
    expect(await focused(page)).toBe((1999).toString(16).padStart(12, "0"));
    await page.keyboard.press("Escape");
    for (let at = 0; at < 5; at += 1) await page.keyboard.press("k");
    expect(await page.evaluate("document.activeElement.getBoundingClientRect().top < innerHeight")).toBe(true);
    expect(complaints).toEqual([]);
  });

  test("a deep link to the last change shows it", async () => {
    const last = (1999).toString(16).padStart(12, "0");
    const { page } = await open(text, { hash: last });
    await expect
      .poll(() => page.evaluate<number>(`Math.abs(document.getElementById("${last}").getBoundingClientRect().top)`))
      .toBeLessThan(900);
    await expect.poll(() => focused(page)).toBe(last);
  });
});
