import { openLab, started } from "./support.mjs";
const lab = await openLab();
const shot = (page, n) => page.screenshot({ path: `/tmp/shots/${n}.png` });
try {
  await lab.visit({ expectProblems: true, height: 1100, prepare: (page) => page.on("console", (m) => console.log(m.type(), m.text().slice(0, 200))) }, async (page) => {
    await started(page);
    await page.getByRole("button", { name: "Cell edge" }).click();
    await page.getByRole("button", { name: /^Grid of both/ }).click();
    await page.waitForTimeout(300);
    await page.locator(".eq .src").nth(1).click();
    await shot(page, "s-picker");
    await page.keyboard.press("Escape");
    await page.getByRole("radio", { name: "Two" }).check();
    await page.locator("#bandwidth_mhz").fill("2500"); await page.locator("#bandwidth_mhz").press("Enter");
    await page.locator("#qoe_min").fill("0.97"); await page.locator("#qoe_min").press("Enter");
    await page.locator("summary.allp").nth(2).click();
    await page.getByRole("button", { name: "Share" }).click();
    await page.waitForTimeout(300);
    await shot(page, "s-share");
    await page.keyboard.press("Escape");
    await page.screenshot({ path: "/tmp/shots/s-full.png", fullPage: true });
  });
  await lab.visit({ expectProblems: true, height: 900, hash: "#v1&distance_m=-40&payload_bytes_per_token=10000&bogus=1" }, async (page) => {
    await started(page);
    await page.getByRole("button", { name: "Train your own" }).click();
    await page.waitForTimeout(9000);
    await page.screenshot({ path: "/tmp/shots/s-train.png", fullPage: true });
  });
  await lab.visit({ width: 390, height: 844, expectProblems: true }, async (page) => {
    await started(page);
    await page.getByRole("button", { name: /Grid$/ }).last().click();
    await page.getByRole("button", { name: /^Grid of both/ }).click();
    await page.waitForTimeout(300);
    await shot(page, "s-390-picker");
    await page.keyboard.press("Escape");
    await page.screenshot({ path: "/tmp/shots/s-390-full.png", fullPage: true });
  });
} finally { await lab.close(); }
