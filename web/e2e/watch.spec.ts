// A camera of the browser, from who is unknown to who is wanted. FILMS is a folder of
// what the camera shows: `python -m tests.fake_camera`.
import type { Page } from '@playwright/test';

import {
  chooseFiles,
  expect,
  expectSound,
  SAMPLE,
  serviceOf,
  shoot,
  tabTo,
  test as base,
} from './site';

// Who is in the film of the project, and a picture of them.
const FILMED = {
  desktop: { name: 'Grace Hopper', sample: 'grace-hopper' },
  phone: { name: 'The astronaut', sample: 'astronaut-again' },
};

const test = base.extend<{ filmed: { name: string; sample: string; mark: string } }>({
  filmed: async ({}, use, { project }) => {
    const mark = project.name;
    await use({ ...FILMED[mark as keyof typeof FILMED], mark });
  },
});

test.skip(!process.env['FILMS'], 'FILMS names no folder of films for the camera');

async function watchAs(page: Page, camera: string) {
  await page.goto(`/#/watch?camera=${camera}`);
  await expect(page.getByRole('textbox', { name: 'Name of this camera' })).toHaveValue(
    camera,
  );
  await page.getByRole('button', { name: 'Start watching' }).click();
}

test('somebody unknown is named, announced, confirmed, and looked for', async ({
  page,
  context,
  filmed: { name, sample, mark },
}) => {
  const service = await serviceOf(page);
  const [hall, door, gate] = ['hall', 'door', 'gate'].map((at) => `${at}-${mark}`);
  const collection = `watched-${mark}`;
  const made = await page.request.post(`${service}/collections`, {
    data: { name: collection, policy_by: 'the tests', policy_purpose: 'tests' },
  });
  expect(made.status()).toBe(200);

  // Nobody knows them yet.
  await watchAs(page, hall ?? '');
  const camera = page.getByRole('region', { name: 'The camera' });
  await expect(camera.getByText('Seen now: somebody unknown.')).toBeVisible();
  const seen = page.getByRole('region', { name: 'Who was seen' });
  await expect(seen.getByText('Somebody unknown').first()).toBeVisible();
  await expectSound(page);
  await shoot(page, 'watch-unknown');
  await page.getByRole('button', { name: 'Stop' }).click();

  await page.goto('/#/unknown');
  const cluster = page.getByRole('listitem').filter({ hasText: hall ?? '' });
  await expect(cluster.first()).toBeVisible();
  await cluster
    .first()
    .getByRole('checkbox', { name: /^Somebody seen/ })
    .check();
  const chosen = page.getByRole('region', { name: 'The chosen faces' });
  await expectSound(page);
  await shoot(page, 'unknown');
  await chosen.getByRole('button', { name: 'Name them…' }).click();
  await chosen.getByRole('textbox', { name: 'Name' }).fill(name);
  await chosen.getByLabel(/has agreed that their face/).check();
  await chosen.getByRole('combobox', { name: 'Collection' }).click();
  await page.getByRole('option', { name: collection, exact: true }).click();
  await expectSound(page);
  await shoot(page, 'unknown-name');
  await chosen.getByRole('button', { name: 'Add the person' }).click();
  await expect(page.getByText(`${name} can be recognised now.`)).toBeVisible();
});
