// Compares two faces, then looks at one, as a person would.
// Usage: node e2e/compare.mjs SITE-ADDRESS PICTURE OTHER-PICTURE SCREENSHOT
import { chooseFile, expect, expectNoOverflow, main, visit } from './browser.mjs';

async function choose(page, zone, file) {
  const chooser = page.waitForEvent('filechooser');
  const region = page.getByRole('region', { name: zone });
  await region.getByRole('button', { name: /^(Choose a|Another) picture$/ }).click();
  await (await chooser).setFiles(file);
}

async function expectVerdict(page, title) {
  const result = page.getByRole('region', { name: 'Result' });
  const alert = page.getByRole('alert');
  await result.or(alert).first().waitFor();
  const sentence = (await alert.count()) > 0 ? await alert.first().innerText() : '';
  expect(sentence === '', `The page shows an error: ${sentence}`);
  const heading = result.getByRole('heading', { name: title });
  await heading.waitFor().catch(async () => {
    expect(false, `It says: ${await result.innerText()}`);
  });
}

await main(async () => {
  const [site, picture, other, screenshot] = process.argv.slice(2);
  await visit({
    run: async (page) => {
      await page.goto(`${site}/#/compare`);
      await choose(page, 'One face', picture);
      await choose(page, 'Another face', other);
      await expectVerdict(page, 'Different people');
      await choose(page, 'Another face', picture);
      await expectVerdict(page, 'The same person');
      await page.screenshot({ path: screenshot, fullPage: true });
      await expectNoOverflow(page);
    },
  });
  await visit({
    run: async (page) => {
      await page.goto(`${site}/#/recognize`);
      await chooseFile(page, /choose a picture/i, picture);
      await page.getByRole('button', { name: /^Face 0/ }).waitFor();
      const label = await page.locator('canvas').getAttribute('aria-label');
      expect(/1 face$/.test(label ?? ''), `The canvas is labelled "${label}".`);
      await page.screenshot({
        path: screenshot.replace('.png', '-recognize.png'),
        fullPage: true,
      });
      await expectNoOverflow(page);
    },
  });
  return 'Two faces were compared and one was described.';
});
