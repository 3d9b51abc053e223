import { gzipSync } from 'node:zlib';

import { expect, expectInView, expectSound, ONCE, shoot, tabTo, test } from './site';

test('the first page shows what it does, and can be dragged over', async ({ page }) => {
  await page.goto('/');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Your own face API');
  for (const label of ['Grace Hopper', 'A wall with six framed portraits']) {
    await expect(page.getByRole('img', { name: label, exact: true })).toBeVisible();
  }
  await shoot(page, 'home');
  const before = page.getByRole('img', { name: 'Grace Hopper', exact: true });
  const clip = () => before.evaluate((image) => image.style.clipPath);
  const slider = page.getByRole('slider').first();
  const half = await clip();
  await tabTo(slider);
  await page.keyboard.press('End');
  expect(await clip()).not.toBe(half);
  const box = await slider.boundingBox();
  if (!box) throw new Error('The slider is nowhere.');
  await page.mouse.click(box.x + box.width * 0.25, box.y + box.height / 2);
  expect(await clip()).toMatch(/inset\(0(px|%)? 7\d/);
  await page.mouse.move(0, 0);
  await expectSound(page);
});

test('one click leads to the first swap', async ({ page }) => {
  await page.goto('/');
  await page.getByRole('link', { name: 'Swap these two' }).click();
  const after = page.getByAltText('After the swap');
  await expect(after).toBeVisible();
  await expectInView(after);
});

test.describe('one click tries each capability with samples', () => {
  for (const [link, region] of [
    ['Look at this wall', 'Faces'],
    ['Compare two faces', 'Result'],
    ['Put one face on everyone', 'Result'],
    ['Align faces', 'Aligned faces'],
    ['Keep a gallery that forgets', 'Picture of the person'],
    ['Classify, and train your own', 'Best answers'],
  ] as const) {
    test(link, async ({ page }) => {
      await page.goto('/');
      await page.getByRole('link', { name: link }).click();
      await expect(page.getByRole('region', { name: region })).toBeVisible();
      await expect(page.getByRole('alert')).toHaveCount(0);
    });
  }
});

test('the first load needs less than 200 kB of script', ONCE, async ({ page }) => {
  const scripts: Promise<Buffer>[] = [];
  page.on('response', (response) => {
    if (response.request().resourceType() === 'script') scripts.push(response.body());
  });
  await page.goto('/');
  await page.getByRole('link', { name: 'Swap these two' }).waitFor();
  const sizes = (await Promise.all(scripts)).map((body) => gzipSync(body).length);
  const total = sizes.reduce((sum, size) => sum + size, 0);
  test.info().annotations.push({ type: 'script, gzipped', description: `${total} B` });
  expect(total).toBeLessThan(200_000);
});
