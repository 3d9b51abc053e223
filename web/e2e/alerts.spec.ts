// A camera of the browser, from who is unknown to who is wanted. FILMS is a folder of
// what the camera shows: `python -m tests.fake_camera`. These tests take longest, one
// after the other, and their name lets them begin first.
import type { Locator, Page } from '@playwright/test';

import {
  chooseFiles,
  expect,
  expectSound,
  SAMPLE,
  serviceOf,
  shoot,
  takeAway,
  test as base,
} from './site';

// Who is in the film of the project, and a picture of them.
const FILMED = {
  desktop: { name: 'Grace Hopper', sample: 'grace-hopper' },
  phone: { name: 'The astronaut', sample: 'astronaut-again' },
};

const test = base.extend<{ filmed: { name: string; sample: string; mark: string } }>({
  // eslint-disable-next-line no-empty-pattern -- Playwright reads the names in it
  filmed: async ({}, use, { project }) => {
    const mark = project.name;
    await use({ ...FILMED[mark as keyof typeof FILMED], mark });
  },
});

// Every camera looks for who is on the watch list: one test of a film after the other.
test.describe.configure({ mode: 'default' });
test.skip(!process.env['FILMS'], 'FILMS names no folder of films for the camera');

async function watchAs(page: Page, camera: string) {
  await page.goto(`/#/watch?camera=${camera}`);
  await expect(page.getByRole('textbox', { name: 'Name of this camera' })).toHaveValue(
    camera,
  );
  await page.getByRole('button', { name: 'Start watching' }).click();
}

/** Watches until somebody was seen often enough to be kept for naming. */
async function watchUnknown(page: Page, service: string, camera: string) {
  await watchAs(page, camera);
  const seen = page.getByRole('region', { name: 'Who was seen' });
  await expect(seen.getByText('Somebody unknown').first()).toBeVisible();
  const kept = async () => (await page.request.get(`${service}/unknown`)).text();
  await expect.poll(kept).toContain(camera);
}

test('somebody unknown is named, announced, confirmed, and looked for', async ({
  page,
  context,
  filmed: { name, sample, mark },
}) => {
  test.slow();
  const service = await serviceOf(page);
  const [door, gate] = [`door-${mark}`, `gate-${mark}`];
  const collection = `watched-${mark}`;
  // Where there is but one, there is none to choose.
  for (const each of [collection, `${collection}-2`]) {
    const data = { name: each, policy_by: 'the tests', policy_purpose: 'tests' };
    const made = await page.request.post(`${service}/collections`, { data });
    expect(made.status()).toBe(200);
  }

  // Nobody knows them yet.
  await watchUnknown(page, service, door);
  const camera = page.getByRole('region', { name: 'The camera' });
  await expect(camera.getByText('Seen now: somebody unknown.')).toBeVisible();
  await expectSound(page);
  await shoot(page, 'watch-unknown');
  await page.getByRole('button', { name: 'Stop' }).click();

  await page.goto('/#/unknown');
  const cluster = page.getByRole('listitem').filter({ hasText: door });
  await expect(cluster.first()).toBeVisible();
  await cluster
    .first()
    .getByRole('checkbox', { name: /^Somebody seen/ })
    .check();
  const chosen = page.getByRole('region', { name: 'The chosen faces' });
  await shoot(page, 'unknown');
  await chosen.getByRole('button', { name: 'Name them…' }).click();
  await chosen.getByRole('textbox', { name: 'Name' }).fill(name);
  await chosen.getByLabel(/has agreed that their face/).check();
  await chosen.getByRole('combobox', { name: 'Collection' }).click();
  await page.getByRole('option', { name: collection, exact: true }).click();
  await expectSound(page);
  await shoot(page, 'unknown-name');
  await chosen.getByRole('button', { name: 'Add the person' }).click();
  await expect(page.getByText(`${name} can be recognised now`)).toBeVisible();

  // The camera is told to look for them; whoever watches sees them come.
  await page.goto('/#/cameras');
  const listed = page.getByRole('listitem').filter({ hasText: door });
  await listed.getByRole('button', { name: `Change ${door}` }).click();
  await listed.getByLabel('Called').fill(`The ${door}`);
  await listed.getByLabel('Looks for everyone in').fill(collection);
  await page.getByRole('option', { name: collection, exact: true }).click();
  await page.keyboard.press('Escape');
  await expectSound(page);
  await shoot(page, 'cameras');
  await listed.getByRole('button', { name: 'Save' }).click();
  await expect(
    listed.getByText(new RegExp(`everyone in .*${collection}, and`)),
  ).toBeVisible();
  const desk = await context.newPage();
  await desk.goto('/#/live');
  await expect(desk.getByText(/^Connected/)).toBeVisible();
  await watchAs(page, door);
  const card = desk.getByRole('article', { name }).filter({ hasText: door });
  await expect(card).toHaveCount(1);
  await expect(card.getByText(/alike \(\d\.\d\d\)/)).toBeVisible();
  await expect(camera.getByText(`Seen now: ${name}.`)).toBeVisible();
  await shoot(page, 'watch-known');
  await page.getByRole('button', { name: 'Stop' }).click();
  await expectSound(desk);
  await shoot(desk, 'live');

  // Confirmed by key: the desk hears of it.
  await page.goto(`/#/alerts?camera=${door}`);
  const alert = page.getByRole('region', { name: 'The alert' });
  await expect(alert.getByRole('heading', { name })).toBeVisible();
  await page.keyboard.press('n');
  await page.keyboard.type('It is them, I asked.');
  await page.keyboard.press('Enter');
  await expectSound(page);
  await shoot(page, 'alerts');
  await page.keyboard.press('?');
  const help = page.getByRole('dialog', { name: 'Keys of this page' });
  await expect(help).toBeVisible();
  await page.keyboard.press('r'); // decides nothing behind it
  await page.keyboard.press('Escape');
  await expect(help).toBeHidden();
  await page.keyboard.press('c');
  await expect(alert.getByText('Confirmed: it is them')).toBeVisible();
  await expect(alert.getByText('“It is them, I asked.”')).toBeVisible();
  await expect(card.getByText('confirmed')).toBeVisible();
  await page.getByRole('tab', { name: 'Audit trail' }).click();
  await expect(
    page.getByRole('cell', { name: 'confirmed an alert' }).first(),
  ).toBeVisible();
  await expectSound(page);
  await shoot(page, 'audit');

  // Looked for by a case: both pictures beside each other.
  const id = `M-${mark}`;
  await page.goto('/#/watchlist');
  const form = page.getByRole('form', { name: 'Open a case' });
  await form.getByRole('textbox', { name: 'Case id' }).fill(id);
  await form.getByRole('button', { name: 'Open the case' }).click();
  await expect(form.getByRole('textbox', { name: 'Authorisation' })).toBeFocused();
  await page.keyboard.type('Missing since Monday; ordered by Sgt. Bell');
  await form.getByLabel('Until which day').fill(inDays(30));
  await form.getByRole('textbox', { name: /^Name/ }).fill(`Wanted: ${name}`);
  await form.getByRole('button', { name: 'Open the case' }).click();
  const wanted = page.getByRole('article', { name: `Case ${id}` });
  await chooseFiles(wanted, SAMPLE(sample));
  await expect(
    wanted.getByRole('img', { name: `Picture 1 of case ${id}` }),
  ).toBeVisible();
  await expectSound(page);
  await shoot(page, 'watchlist');
  await watchAs(page, gate);
  const match = desk.getByRole('article', { name: `Wanted: ${name}` });
  await expect(match.filter({ hasText: gate })).toHaveCount(1);
  await page.getByRole('button', { name: 'Stop' }).click();
  await page.goto(`/#/alerts?kind=watchlist&camera=${gate}`);
  await expect(
    alert.getByRole('img', { name: /in the case’s picture$/ }),
  ).toBeVisible();
  await expectSound(page);
  await shoot(page, 'alerts-wanted');
  await alert.getByRole('button', { name: 'Not them' }).click();
  await expect(alert.getByText('Rejected: it is not them')).toBeVisible();

  await page.goto('/#/watchlist');
  await wanted.getByRole('button', { name: 'End the case…' }).click();
  await wanted.getByRole('button', { name: `End case ${id}` }).click();
  const receipt = page.getByRole('dialog', { name: 'The case has ended' });
  await expect(receipt.getByText(/^1 person and 1 face were erased/)).toBeVisible();
  await receipt.getByRole('button', { name: 'Close' }).click();
  await expect(wanted.getByText('ended', { exact: true })).toBeVisible();

  for (const each of [collection, `${collection}-2`]) {
    await page.request.delete(`${service}/collections/${each}`);
  }
});

test('the camera of the device takes a picture', async ({ page }) => {
  await page.goto('/#/recognize');
  const place = page.getByRole('region', { name: 'Picture to look at' });
  await place.getByRole('button', { name: 'Use the camera' }).click();
  const dialog = page.getByRole('dialog', { name: 'Take a picture' });
  const take = dialog.getByRole('button', { name: 'Take the picture' });
  await expect(take).toBeEnabled();
  // One camera: there is no other to change to.
  await expect(dialog.getByRole('button', { name: 'Other camera' })).toHaveCount(0);
  await expectSound(page);
  await shoot(page, 'camera');
  await take.click();
  await expect(dialog).toHaveCount(0);
  await expect(place.getByRole('img', { name: /^camera.jpg. 1 face/ })).toBeVisible();
  // Nothing watches any more: the device's camera is free.
  const live = await page.evaluate(
    () =>
      [...document.querySelectorAll('video')].filter(({ srcObject }) => srcObject)
        .length,
  );
  expect(live).toBe(0);
});

test.describe('without leave', () => {
  test.use({ permissions: [] });

  test('a camera that may not be used is said to be so', async ({ page }) => {
    await watchAs(page, 'none');
    const alert = page.getByRole('alert');
    await expect(alert).toContainText('was not allowed to use the camera');
    await expectSound(page);
    await page.getByRole('button', { name: 'Stop' }).click();
    await expect(page.getByRole('button', { name: 'Start watching' })).toBeVisible();
  });
});

test.describe('when the service is away', () => {
  test.use({ expected: [/Failed to load resource|WebSocket/] });

  test('the pages of watching say so, and go on by themselves', async ({
    page,
    filmed: { mark },
  }) => {
    await page.goto('/#/live');
    await expect(page.getByText(/^Connected/)).toBeVisible();
    const giveBack = await takeAway(page);
    await watchAs(page, `away-${mark}`);
    await expect(page.getByRole('alert')).toContainText('tried again by itself');
    await expectSound(page);
    // In the page that comes back the connection is made anew.
    await page.goto('/#/live');
    await expect(page.getByText(/^The connection is lost/)).toBeVisible();
    await expectSound(page);
    for (const [path, title] of [
      ['unknown', 'The faces can’t be shown'],
      ['watchlist', 'The cases can’t be shown'],
      ['cameras', 'The cameras can’t be shown'],
      ['alerts', 'The alerts can’t be shown'],
    ] as const) {
      await page.goto(`/#/${path}`);
      await expect(page.getByRole('alert').filter({ hasText: title })).toBeVisible();
    }
    await giveBack();
    await page.goto('/#/live');
    await expect(page.getByText(/^Connected/)).toBeVisible();
    await page.goto('/#/alerts?alert=nothing');
    await page.getByRole('button', { name: 'Try again' }).click();
    await expect(page.getByRole('alert')).toContainText('The alert of this address');
  });

  test('what was typed stays, and is sent when the service is back', async ({
    page,
    filmed: { name, mark },
  }) => {
    test.slow();
    const service = await serviceOf(page);
    const [camera, collection] = [`side-${mark}`, `side-${mark}`];
    const data = { name: collection, policy_by: 'the tests', policy_purpose: 'tests' };
    const made = await page.request.post(`${service}/collections`, { data });
    expect(made.status()).toBe(200);
    // Presses once while nobody answers, and again when the service is back.
    const twice = async (press: () => Promise<void>, failed: Locator) => {
      const giveBack = await takeAway(page);
      await press();
      await expect(failed).toContainText('can’t be reached');
      await expectSound(page);
      await giveBack();
      await press();
    };
    const failed = page.getByRole('alert');

    await watchUnknown(page, service, camera);
    await page.getByRole('button', { name: 'Stop' }).click();

    await page.goto('/#/unknown');
    const cluster = page.getByRole('listitem').filter({ hasText: camera }).first();
    await cluster.getByRole('checkbox', { name: /^Somebody seen/ }).check();
    const chosen = page.getByRole('region', { name: 'The chosen faces' });
    await chosen.getByRole('button', { name: 'Name them…' }).click();
    await chosen.getByRole('textbox', { name: 'Name' }).fill(name);
    await chosen.getByLabel(/has agreed that their face/).check();
    await chosen.getByRole('combobox', { name: 'Collection' }).click();
    await page.getByRole('option', { name: collection, exact: true }).click();
    const add = chosen.getByRole('button', { name: 'Add the person' });
    await twice(() => add.click(), failed);
    await expect(page.getByText(`${name} can be recognised now`)).toBeVisible();

    await page.goto('/#/cameras');
    const listed = page.getByRole('listitem').filter({ hasText: camera });
    await listed.getByRole('button', { name: `Change ${camera}` }).click();
    await listed.getByLabel('Called').fill(`The ${camera}`);
    await listed.getByLabel('Looks for everyone in').fill(collection);
    await page.getByRole('option', { name: collection, exact: true }).click();
    await page.keyboard.press('Escape');
    const save = listed.getByRole('button', { name: 'Save' });
    await twice(() => save.click(), failed);
    await expect(
      listed.getByText(new RegExp(`everyone in .*${collection}, and`)),
    ).toBeVisible();

    await watchAs(page, camera);
    await expect(page.getByText(`Seen now: ${name}.`)).toBeVisible();
    await page.getByRole('button', { name: 'Stop' }).click();
    await page.goto(`/#/alerts?camera=${camera}`);
    const alert = page.getByRole('region', { name: 'The alert' });
    await alert.getByRole('textbox', { name: /^Note/ }).fill('I asked.');
    const confirm = alert.getByRole('button', { name: 'It is them' });
    await twice(() => confirm.click(), failed);
    await expect(alert.getByText('“I asked.”')).toBeVisible();
    // By its address it is shown among those, too, that wait for a decision.
    const kept = await page.request.get(`${service}/alerts?camera=${camera}`);
    const { alerts } = (await kept.json()) as { alerts: { id: string }[] };
    await page.goto(`/#/alerts?alert=${alerts[0]?.id}`);
    await expect(alert.getByText('Confirmed: it is them')).toBeVisible();

    await page.goto('/#/watchlist');
    const form = page.getByRole('form', { name: 'Open a case' });
    await form.getByRole('textbox', { name: 'Case id' }).fill(`S-${mark}`);
    await form.getByRole('textbox', { name: 'Authorisation' }).fill('Sgt. Bell');
    await form.getByLabel('Until which day').fill(inDays(3));
    const open = form.getByRole('button', { name: 'Open the case' });
    await twice(() => open.click(), failed);
    const wanted = page.getByRole('article', { name: `Case S-${mark}` });
    await wanted.getByRole('button', { name: 'End the case…' }).click();
    const end = wanted.getByRole('button', { name: `End case S-${mark}` });
    await twice(() => end.click(), failed);
    const receipt = page.getByRole('dialog', { name: 'The case has ended' });
    await receipt.getByRole('button', { name: 'Close' }).click();
    await page.request.delete(`${service}/collections/${collection}`);
  });
});

/** A day as <input type="date"> takes it. */
function inDays(days: number): string {
  return new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
}
