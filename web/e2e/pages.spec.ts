import { expect, expectSound, shoot, test } from './site';

test('the models and their licences are listed', async ({ page }) => {
  await page.goto('/#/models');
  await expect(page.getByRole('article').first()).toBeVisible();
  await expectSound(page);
});

test('the privacy page says what the running service keeps', async ({ page }) => {
  await page.goto('/#/privacy');
  const kept = page.getByRole('region', { name: 'What the service keeps' });
  await expect(kept).toContainText('which is this machine');
  await expect(kept).toContainText('until the answer is sent');
  await shoot(page, 'privacy');
  await expectSound(page);
});

test('nothing is lost by looking at another page', async ({ page }) => {
  await page.goto('/#/swap?face=astronaut&picture=wall&blend=none');
  const picture = page.getByRole('region', { name: 'The picture' });
  await picture.getByRole('radio', { name: 'Face 3' }).check({ force: true });
  await expect(page.getByAltText('After the swap')).toBeVisible();
  await page.getByRole('link', { name: 'Privacy' }).click();
  await expect(page.getByRole('heading', { name: 'Privacy', level: 1 })).toBeVisible();
  await visit(page, 'Swap');
  await expect(page).toHaveURL(/blend=none/);
  await expect(page.getByAltText('After the swap')).toBeVisible();
  await expect(picture.getByRole('radio', { name: 'Face 3' })).toBeChecked();
});

test('the menu leads everywhere, and the address that is none leads home', async ({
  page,
}) => {
  await page.goto('/#/nowhere');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Your own face API');
  for (const [link, heading] of [
    ['Recognize', 'Recognize faces'],
    ['Compare', 'Compare two faces'],
    ['Align', 'Align faces'],
  ] as const) {
    await visit(page, link);
    await expect(page.getByRole('heading', { level: 1, name: heading })).toBeVisible();
    await expect(page).toHaveTitle(`${link} · Visage`);
  }
});

test('the colours can be chosen, and stay', async ({ page }) => {
  await page.goto('/');
  const toggle = page.getByRole('button', { name: /^Use the (dark|light) colours$/ });
  const name = await toggle.getAttribute('aria-label');
  await toggle.click();
  await page.reload();
  await expect(toggle).not.toHaveAttribute('aria-label', name ?? '');
});

/** By the header's link, or by the menu where the window is narrow. */
async function visit(page: import('@playwright/test').Page, link: string) {
  const burger = page.getByRole('button', { name: 'Open the menu' });
  if (await burger.isVisible()) await burger.click();
  await page.getByRole('link', { name: link, exact: true }).click();
}
