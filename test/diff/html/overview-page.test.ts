// The matrix of webhooks by version.
import { describe, expect, test } from "vitest";
import { overviewHtml } from "../../../src/diff/html/overview-page.ts";
import { overviewGroups } from "../../../src/diff/html/overview-page.ts";
import { describeBrowser } from "./browser.ts";
import { sampleOverview } from "./fixtures.ts";

describe("the steps of a webhook", () => {
  const { versions, reports } = sampleOverview();
  const rows = overviewGroups(versions, reports).flatMap(({ title, rows: inGroup }) =>
    inGroup.map(({ name, steps }) => [
      `${title}: ${name}`,
      steps.map((step) => ("severity" in step ? `${step.kind} ${step.severity}` : step.kind)),
    ]),
  );

  test("are told by what the reports say and by which versions have it, grouped as in the newest", () => {
    expect(rows).toEqual([
      ["Chats: incoming_chat", ["present", "changed breaking", "unchanged", "present"]],
      ["Chats: chat_closed", ["present", "removed breaking", "absent", "absent"]],
      ["Events: event_updated", ["absent", "added compatible", "changed dangerous", "present"]],
      ["No group: constructor", ["absent", "absent", "absent", "present"]],
    ]);
  });
});

describeBrowser("the overview", (open) => {
  test("links each cell to its place in the report of its step", async () => {
    const { page, requests, complaints } = await open(overviewHtml(sampleOverview()));
    expect(
      await page.evaluate('[...document.querySelectorAll("td a")].map((node) => node.getAttribute("href"))'),
    ).toEqual([
      "./v3.4-preview...v3.4.html#webhook=incoming_chat",
      "./v3.4-preview...v3.4.html#webhook=chat_closed",
      "./v3.4-preview...v3.4.html#webhook=event_updated",
      "./v3.4...v3.5.html#webhook=event_updated",
    ]);
    const cells = page.getByRole("row", { name: "event_updated" }).getByRole("cell");
    expect(await cells.allTextContents()).toEqual([
      "absent",
      expect.stringMatching(/added\s+compatible/),
      expect.stringMatching(/changed\s+dangerous/),
      "there",
    ]);
    expect(await page.getByRole("columnheader", { name: "v3.6" }).textContent()).toContain("not compared");
    expect({ requests, complaints }).toEqual({ requests: [], complaints: [] });
  });

  test("filters its rows by name and by whether anything happened", async () => {
    const { page } = await open(overviewHtml(sampleOverview()));
    const names = (): Promise<readonly string[]> => page.locator("tr.webhook:visible th").allTextContents();
    await page.getByLabel("Only with added").check();
    expect(await names()).toEqual(["incoming_chat", "chat_closed", "event_updated"]);
    await page.keyboard.press("/");
    await page.keyboard.type("CHAT in");
    expect(await names()).toEqual(["incoming_chat"]);
    expect(await page.locator("#count").textContent()).toBe("1 of 4 webhooks");
    await page.keyboard.press("Escape");
    await page.keyboard.press("Escape");
    await page.keyboard.press("Escape");
    expect(await names()).toHaveLength(4);
  });

  test("can be read without scripts", async () => {
    const { page } = await open(overviewHtml(sampleOverview()), { javaScriptEnabled: false });
    expect(await page.locator("tr.webhook:visible").count()).toBe(4);
    expect(await page.locator("button:visible, input:visible").count()).toBe(0);
  });

  test("of no versions says so", async () => {
    const { page, complaints } = await open(overviewHtml({ versions: [], reports: [] }));
    expect(await page.getByText("No version has webhooks.").isVisible()).toBe(true);
    expect(complaints).toEqual([]);
  });
});
