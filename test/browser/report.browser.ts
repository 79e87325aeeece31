import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { exportSource } from '../../lib/export/export-source.ts';
import type { Report } from '../../lib/model/report.ts';
import { formats } from '../../lib/report/formats/index.ts';
import { scan } from '../../lib/scan/scan.ts';
import { rules } from '../../rules/index.ts';
import { sample } from '../support/problems.ts';

/** Where screenshots stay, for people to look at. */
const screenshots = process.env['SCREENSHOTS'];

let browser: Browser;
let folder: string;
let demo: Report;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'browser-'));
  browser = await chromium.launch({
    executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium',
    args: ['--no-sandbox'],
  });
  demo = await scan({
    source: await exportSource('examples/demo-account'),
    rules,
    scanId: 'demo',
    clock: () => new Date('2026-11-21T08:00:00.000Z'),
  });
});
afterAll(async () => {
  await browser.close();
  rmSync(folder, { recursive: true });
});

interface Opened {
  readonly page: Page;
  readonly requests: readonly string[];
  readonly messages: readonly string[];
}

async function open(report: Report, options: Parameters<Browser['newContext']>[0] = {}): Promise<Opened> {
  const file = join(folder, 'report.html');
  writeFileSync(file, formats.html.write(report));
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
  const page = await context.newPage();
  const requests: string[] = [];
  const messages: string[] = [];
  page.on('request', (request) => requests.push(request.url()));
  page.on('console', (message) => messages.push(message.text()));
  page.on('pageerror', (error) => messages.push(String(error)));
  await page.goto(pathToFileURL(file).href);
  return { page, requests, messages };
}

describe('the HTML report in a browser', () => {
  it.each([
    [1280, 'light'],
    [400, 'light'],
    [1280, 'dark'],
  ] as const)('asks for nothing, reports nothing, and fits %i pixels (%s)', async (width, colorScheme) => {
    const { page, requests, messages } = await open(demo, { viewport: { width, height: 900 }, colorScheme });
    expect(requests).toEqual([page.url()]);
    expect(messages).toEqual([]);
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(width);
    if (screenshots !== undefined) await page.screenshot({ path: join(screenshots, `${width}-${colorScheme}.png`) });
    await page.context().close();
  });

  it('can be read and used without seeing it', async () => {
    const { page } = await open(demo);
    const tree = await page.locator('body').ariaSnapshot();
    for (const name of ['Does sign-in work?', 'Is it safe?', 'Is the scan complete?', 'All results: ', 'Sign-off']) {
      expect(tree).toContain(name);
    }
    expect(tree).toMatch(/img "Sign-in paths of account 111122223333/u);
    // Every control has a name, every table a caption, every region and picture a label.
    const nameless = await page.evaluate(
      `[...document.querySelectorAll('input, select')].filter((field) => field.labels.length === 0).length +
       [...document.querySelectorAll('table')].filter((table) => table.caption === null).length +
       [...document.querySelectorAll('[role=region]')].filter((region) => !region.hasAttribute('aria-label')).length`,
    );
    expect(nameless).toBe(0);
    await page.context().close();
  });

  it('is reached by the keyboard, the main part first', async () => {
    const { page } = await open(demo);
    await page.keyboard.press('Tab');
    expect(await page.evaluate('document.activeElement.textContent')).toBe('Skip to the report');
    await page.context().close();
  });

  it('filters the results, and says how many are shown', async () => {
    const { page } = await open(demo);
    await page.getByLabel('Result', { exact: true }).selectOption('fail');
    await page.getByLabel('Text').fill('d-99673ad04e');
    const shown = await page.locator('#results tbody tr:visible').count();
    expect(shown).toBeGreaterThan(0);
    expect(shown).toBeLessThan(demo.findings.length);
    expect(await page.locator('#shown').textContent()).toBe(`${shown} of ${demo.findings.length} results shown`);
    await page.context().close();
  });

  it('says the same without its script, and when printed', async () => {
    const { page, messages } = await open(demo, { javaScriptEnabled: false });
    expect(await page.locator('#results tbody tr:visible').count()).toBe(demo.findings.length);
    expect(await page.locator('.filter').isVisible()).toBe(false);
    await page.emulateMedia({ media: 'print' });
    expect(await page.locator('nav').isVisible()).toBe(false);
    expect(await page.locator('#sign-off').isVisible()).toBe(true);
    expect((await page.pdf({ format: 'A4' })).length).toBeGreaterThan(10_000);
    expect(messages).toEqual([]);
    await page.context().close();
  });

  it('shows names that are markup as text', async () => {
    const bad = '<img src=x onerror=alert(1)><script>alert(2)</script>"\'&';
    const [first, ...rest] = sample.findings;
    const named = { ...(first as NonNullable<typeof first>), message: bad };
    const { page, requests, messages } = await open({ ...sample, findings: [named, ...rest] });
    expect(await page.locator('#results').textContent()).toContain(bad);
    expect(await page.locator('img').count()).toBe(0);
    expect(await page.locator('script').count()).toBe(1);
    expect([requests.length, messages]).toEqual([1, []]);
    await page.context().close();
  });

  it('groups a map that would be too large to read', async () => {
    const [path] = sample.paths ?? [];
    const paths = Array.from({ length: 400 }, (_, index) => ({
      ...(path as NonNullable<typeof path>),
      id: `p${index}`,
      role: `arn:aws:iam::111122223333:role/role-${index}`,
      target: `arn:aws:workspaces:eu-central-1:111122223333:directory/d-${index}`,
    }));
    const { page } = await open({ ...sample, paths });
    expect(await page.locator('svg rect').count()).toBeLessThanOrEqual(150);
    expect(await page.locator('svg').textContent()).toContain('400 roles');
    await page.context().close();
  });
});
