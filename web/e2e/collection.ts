import { expect, serviceOf, test as base } from './site';

// Each test has a collection of its own, as others run beside it.
export const test = base.extend<{ collection: string }>({
  collection: async ({ page }, use, { title }) => {
    const service = await serviceOf(page);
    const width = page.viewportSize()?.width ?? 0;
    const name = `${title.replace(/[^a-z]+/gi, '-').slice(0, 40)}-${width}`;
    const data = { name, policy_by: 'the tests', policy_purpose: 'tests' };
    await page.request.delete(`${service}/collections/${name}`);
    const made = await page.request.post(`${service}/collections`, { data });
    expect(made.status()).toBe(200);
    await use(name);
    await page.request.delete(`${service}/collections/${name}`);
  },
});
