import {
  chooseFiles,
  expect,
  expectInView,
  expectSound,
  SAMPLE,
  shoot,
  tabTo,
  test,
} from './site';

test('two people are told apart, and one is known again', async ({ page }) => {
  await page.goto('/#/compare');
  await expectSound(page);
  const other = page.getByRole('region', { name: 'Another face' });
  await chooseFiles(
    page.getByRole('region', { name: 'One face' }),
    SAMPLE('astronaut'),
  );
  await chooseFiles(other, SAMPLE('grace-hopper'));
  const result = page.getByRole('region', { name: 'Result' });
  const verdict = result.getByRole('heading');
  await expect(verdict).toHaveText('Different people');
  await expectInView(verdict);
  await expectSound(page);

  await chooseFiles(other, SAMPLE('astronaut-again'));
  await expect(verdict).toHaveText('The same person');
  await expect(
    result.getByRole('img', { name: /^Likeness [01]\.\d\d; 0\.\d\d is needed$/ }),
  ).toBeVisible();
  await shoot(page, 'compare');
  await result.getByText('The figures').click();
  await expect(result.getByText('false-accept rate')).toBeVisible();
  await expectSound(page);
});

test('by keyboard: samples, the face that is meant, how strict', async ({ page }) => {
  await page.goto('/#/compare');
  await tabTo(page.getByRole('button', { name: 'Try it with two samples' }));
  await page.keyboard.press('Enter');
  const verdict = page.getByRole('region', { name: 'Result' }).getByRole('heading');
  await expect(verdict).toHaveText('The same person');

  await page.goto('/#/compare?a=astronaut&b=wall');
  await expect(verdict).toHaveText('Different people');
  const faces = page.getByRole('region', { name: 'Another face' }).getByRole('radio');
  await expect(faces).toHaveCount(6);
  await tabTo(faces.first());
  for (let face = 1; face < 6; face += 1) {
    const answered = page.waitForResponse(/\/compare$/);
    await page.keyboard.press('ArrowRight');
    const { same } = (await (await answered).json()) as { same: boolean | null };
    if (same === true) break;
  }
  await expect(verdict).toHaveText('The same person');

  await tabTo(page.getByRole('combobox', { name: 'How strict' }));
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/far=/);
  await page.getByText('The same from a terminal').click();
  await expect(page.getByLabel('Command', { exact: true })).toContainText(
    "-F 'b=@wall.jpg'",
  );
});
