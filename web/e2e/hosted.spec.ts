// The site behind the headers of its host, where no service is up.
import { expect, test } from './site';

const STRANGER = process.env['STRANGER'];

test.use({ expected: [/Content Security Policy|ERR_CONNECTION_REFUSED/] });

test('the page starts, and may ask nobody but its service', async ({ page }) => {
  test.skip(!STRANGER, 'STRANGER names no address that answers');
  const violations: string[] = [];
  page.on('console', (message) => {
    if (message.text().includes('Content Security Policy')) {
      violations.push(message.text());
    }
  });
  await page.goto('/');
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  expect(violations).toEqual([]);

  const answered = await page.evaluate(
    (address) =>
      fetch(address, { mode: 'no-cors' }).then(
        () => true,
        () => false,
      ),
    STRANGER ?? '',
  );
  expect(answered).toBe(false);
  await expect.poll(() => violations.join()).toContain('connect-src');
});
