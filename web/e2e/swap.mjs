// Swaps two faces as a person would.
// Usage: node e2e/swap.mjs PAGE-ADDRESS SOURCE TARGET SCREENSHOT
import { readFile } from 'node:fs/promises';

import { expect, expectNoOverflow, main, visit } from './browser.mjs';

const JPEG = 'ffd8ff';

async function choose(page, zone, file) {
  const chooser = page.waitForEvent('filechooser');
  const region = page.getByRole('region', { name: zone });
  await region
    .getByRole('button', { name: /picture/i })
    .first()
    .click();
  await (await chooser).setFiles(file);
}

async function expectResult(page) {
  const after = page.getByAltText('After the swap');
  const alert = page.getByRole('alert');
  await after.or(alert).first().waitFor();
  const sentence = (await alert.count()) > 0 ? await alert.first().innerText() : '';
  expect(sentence === '', `The page shows an error: ${sentence}`);
  const sizes = await page
    .locator('img[alt$="the swap"]')
    .evaluateAll((images) => images.map((img) => `${img.width}x${img.height}`));
  expect(sizes[0] === sizes[1], `The two pictures are ${sizes.join(' and ')}.`);
}

async function expectSlider(page) {
  const before = page.getByAltText('Before the swap');
  const clip = () => before.evaluate((image) => image.style.clipPath);
  const at = await clip();
  await page.getByRole('slider').last().press('ArrowRight');
  expect((await clip()) !== at, 'The slider moves nothing.');
}

async function expectDownload(page) {
  const begun = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Download' }).click();
  const download = await begun;
  const name = download.suggestedFilename();
  expect(/-swapped\.jpg$/.test(name), `The download is called ${name}.`);
  const bytes = await readFile(await download.path());
  const head = bytes.subarray(0, 3).toString('hex');
  expect(head === JPEG, `The download begins with ${head}, which is not JPEG.`);
  expect(
    bytes.includes('digitalsourcetype/composite'),
    'The download does not say that it is a composite.',
  );
}

const [address, source, target, screenshot] = process.argv.slice(2);

await main(async () => {
  expect(screenshot, 'Usage: node e2e/swap.mjs PAGE-ADDRESS SOURCE TARGET SCREENSHOT');
  await visit({
    run: async (page) => {
      await page.goto(`${address.replace(/\/+$/, '')}/#/swap`);
      await choose(page, 'The face', source);
      await choose(page, 'The picture it goes to', target);
      await expectResult(page);
      await expectSlider(page);
      await expectDownload(page);
      await page.screenshot({ path: screenshot, fullPage: true });
      await expectNoOverflow(page);
    },
  });
  return `Swapped ${source} onto ${target}; the page is in ${screenshot}.`;
});
