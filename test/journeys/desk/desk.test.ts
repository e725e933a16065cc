import { utimes, writeFile } from 'node:fs/promises';
import { createServer, get } from 'node:http';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { barriersOf, pixelsSideways } from '../barriers.ts';
import { type Installed, install } from '../installation.ts';
import { fillIn, mayBePublished, offences, type SavedFile, saves, send, xlsxType } from '../workbook.ts';

let site: Installed;
let taken: SavedFile;
const csv = { name: 'answers.xlsx', mimeType: xlsxType, buffer: Buffer.from('question,answer\nC04,3\n') };
/** A password-protected workbook as Excel saves it: a compound file with the names of the encryption streams. */
const locked = {
  name: 'locked.xlsx',
  mimeType: xlsxType,
  buffer: Buffer.concat([
    Buffer.from('d0cf11e0a1b11ae1', 'hex'),
    Buffer.alloc(1016),
    Buffer.from('EncryptedPackage', 'utf16le'),
    Buffer.alloc(2048),
  ]),
};

beforeAll(async () => {
  site = await install();
});
afterAll(() => site.close());

describe('a person at an empty installation', () => {
  it.each(['world', 'upload', 'submissions', 'release'])(
    'sees on %s what to do, on an accessible page',
    async (path) => {
      const page = await site.visit(`en/${path}`);
      expect(await page.locator('main').textContent()).toMatch(/cycle open|Back to the submissions/);
      expect(await barriersOf(page)).toEqual([]);
      await page.close();
    },
  );

  it('finds the forms as soon as a cycle is open', async () => {
    const page = await site.visit('en/upload');
    await site.gap('cycle', 'open', 'cybercrime-2026', '--illustrative', '--countries', 'XAA,XAB');
    await page.reload();
    await page.getByLabel('Country').first().selectOption({ label: 'State XAA' });
    taken = await saves(page, () => page.getByRole('button', { name: 'Download the workbook' }).click());
    await page.close();
  });
});

describe('a file', () => {
  it.each([
    ['a table named as a workbook', csv, /CSV|not an Excel workbook|text/i],
    ['a workbook behind a password', locked, /password/i],
  ])('that is %s is refused with its correction, and kept', async (_, file, says) => {
    const page = await site.visit('en/upload');
    await send(page, file);
    expect(await page.locator('.lede').textContent()).toBe('This file could not be read.');
    const read = (await page.locator('main').textContent())!;
    expect(read.search(says)).toBeGreaterThan(read.indexOf('as described below'));
    expect(read).toContain('as described below');
    const back = await saves(page, () => page.getByRole('link', { name: 'Original file' }).click());
    expect(back.buffer.equals(file.buffer)).toBe(true);
    expect(await barriersOf(page)).toEqual([]);
    await page.close();
  });

  it('of another country than stated awaits confirmation, and is then recorded for its own country', async () => {
    const page = await site.visit('en/upload');
    await page.getByText('State the country and cycle').click();
    await page.locator('#send-country').selectOption({ label: 'State XAB' });
    await send(page, await fillIn(taken, offences(2)));
    expect(await page.locator('.verdict').textContent()).toContain(
      'You stated State XAB; the workbook states State XAA.',
    );
    await page.getByRole('button', { name: 'Record it for State XAA' }).click();
    await page.getByText('Recorded as revision 1 for State XAA').waitFor();
    await page.close();
  });

  it('uploaded twice is the same revision, and one that is too large is refused before the upload', async () => {
    const page = await site.visit('en/upload');
    await send(page, await fillIn(taken, offences(1)));
    const saved = await saves(page, () => page.getByRole('link', { name: 'Original file' }).click());
    await page.getByText('Recorded as revision 2').waitFor();
    await page.goto(`${site.address}en/upload`);
    await send(page, saved);
    await page.getByText('This file contains no new answers. Revision 2 for State XAA').waitFor();
    await page.goto(`${site.address}en/upload`);
    const tiny = { ...csv, buffer: Buffer.alloc(8) };
    await page.getByLabel('Completed workbook').setInputFiles(tiny);
    expect(await page.locator('.chosen').textContent()).toBe(`${csv.name}, 0.01 MB`);
    const large = { ...csv, buffer: Buffer.alloc(10_200_000) };
    await page.getByLabel('Completed workbook').setInputFiles(large);
    expect(await page.locator('.chosen').textContent()).toBe(
      'This file has 10.2 MB; the limit is 10 MB. It was not uploaded.',
    );
    await page.close();
  });

  it('whose upload is interrupted is reported with the form unchanged, and can be uploaded again', async () => {
    const page = await site.visit('en/upload');
    await page.route('**/en/upload', (route) =>
      route.request().method() === 'POST' ? route.abort() : route.continue(),
    );
    await page.getByLabel('Completed workbook').setInputFiles(await fillIn(taken, offences(4)));
    await page.getByRole('button', { name: 'Upload and check' }).click();
    await page.getByText('The connection failed').waitFor();
    await page.unroute('**/en/upload');
    await page.getByRole('button', { name: 'Upload and check' }).click();
    await page.getByText('Recorded as revision 3').waitFor();
    await page.close();
  });

  it('that is only checked shows what would change and records nothing; Back leads to the form, ready for the upload', async () => {
    const page = await site.visit('en/upload');
    await page.getByLabel('Completed workbook').setInputFiles(await fillIn(taken, offences(1)));
    await page.getByLabel('Check only').check();
    await page.getByRole('button', { name: 'Upload and check' }).click();
    await page.getByRole('heading', { level: 1, name: 'Check only' }).waitFor();
    expect(await page.locator('main').textContent()).toContain('Nothing was recorded.');
    await page.goBack();
    await page.getByLabel('Completed workbook').setInputFiles(await fillIn(taken, offences(1)));
    await page.getByLabel('Check only').uncheck();
    await page.getByRole('button', { name: 'Upload and check' }).click();
    await page.getByText('Recorded as revision 4').waitFor();
    await page.close();
  });

  it('saved after it was selected is not uploaded, and is when it is selected again', async () => {
    const path = join(site.folder, 'saved.xlsx');
    await writeFile(path, (await fillIn(taken, offences(2))).buffer);
    const page = await site.visit('en/upload');
    await page.getByLabel('Completed workbook').setInputFiles(path);
    const { buffer } = await fillIn(taken, offences(3));
    await writeFile(path, buffer);
    // Browsers compare the time at which it was saved, in whole seconds at some.
    await utimes(path, new Date(), new Date(Date.now() + 5000));
    await page.getByRole('button', { name: 'Upload and check' }).click();
    await page.getByText('it was saved, renamed or moved after you selected it').waitFor();
    await page.getByLabel('Completed workbook').setInputFiles(path);
    await page.getByRole('button', { name: 'Upload and check' }).click();
    const saved = await saves(page, () => page.getByRole('link', { name: 'Original file' }).click());
    expect(saved.buffer.equals(buffer)).toBe(true);
    await page.close();
  });

  it('is the one that the form shows: no other can be selected while it is sent', async () => {
    const page = await site.visit('en/upload');
    const file = page.getByLabel('Completed workbook');
    let canSelect: boolean | null = null;
    await page.route('**/en/upload', async (route) => {
      canSelect = await file.isEnabled();
      await route.continue();
    });
    await send(page, await fillIn(taken, offences(0)));
    expect(canSelect).toBe(false);
    await page.close();
  });

  it('whose receipt is lost with the connection may be stored already, which the form states', async () => {
    const cut = await openCut(site.address);
    onTestFinished(cut.close);
    const page = await site.visit('en/upload');
    await page.goto(`${cut.address}en/upload`);
    await page.getByLabel('Completed workbook').setInputFiles(await fillIn(taken, offences(4)));
    await page.getByRole('button', { name: 'Upload and check' }).click();
    await page.getByText('the file may already be stored').waitFor();
    await page.close();
  });
});

/** A proxy that receives a form completely and then ends its connection without an answer. */
async function openCut(address: string): Promise<{ address: string; close: () => void }> {
  const { port } = new URL(address);
  const server = createServer((asked, answer) => {
    if (asked.method === 'POST') {
      asked.resume().on('end', () => asked.socket.destroy());
      return;
    }
    const { url: path, method, headers } = asked;
    get({ port, path, method, headers }, (given) => {
      answer.writeHead(given.statusCode!, given.headers);
      given.pipe(answer);
    });
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const { port: own } = server.address() as { port: number };
  return { address: `http://127.0.0.1:${own}/`, close: () => void server.close() };
}

describe('without scripts', () => {
  it('a workbook is uploaded, accepted with a reason, published and reopened', async () => {
    const page = await site.visit('fr/upload', { scripts: false });
    await page.locator('#file').setInputFiles(await fillIn(taken, offences(3, { ...mayBePublished, C04: 'perhaps' })));
    await page.getByRole('button', { name: 'Téléverser et vérifier' }).click();
    await page.locator('#findings').getByText('G9').waitFor();
    await page.goto(`${site.address}fr/submissions/cybercrime-2026/XAA`);
    await page.locator('#reason-accept').fill('Le pays corrige C04 plus tard.');
    await page.getByRole('button', { name: 'Accepter la révision 7' }).click();
    await page.goto(`${site.address}fr/submissions`);
    await page.locator('form[action$="release"] button').click();
    await page.locator('progress').waitFor();
    await page.getByRole('heading', { level: 1, name: 'Le projet est établi' }).waitFor();
    expect((await page.request.get(`${site.address}fr/figure/XAA/CAP.SUB`)).status()).toBe(404);
    await page.getByRole('link', { name: 'Comparer et publier' }).click();
    await page.getByText('tous les chiffres de ce projet sont donc nouveaux').waitFor();
    await page.getByRole('button', { name: 'Publier' }).click();
    await page.getByRole('heading', { level: 1, name: 'La publication est en ligne' }).waitFor();
    await page.goto(`${site.address}fr/figure/XAA/CAP.SUB`);
    expect(await page.locator('main').textContent()).toContain('75,00');
    await page.goto(`${site.address}fr/submissions/cybercrime-2026/XAA`);
    await page.locator('#reason-reopen').fill('La correction est arrivée.');
    await page.locator('form[action$="reopen"] button').click();
    expect(await page.locator('#timeline').textContent()).toContain('La correction est arrivée.');
    await page.close();
  });
});

describe('a decision', () => {
  it('is made once by a double click, and the page says that it is made', async () => {
    const page = await site.visit('en/submissions/cybercrime-2026/XAA');
    await page.locator('#reason-accept').fill('The ministry confirmed it.');
    const button = page.getByRole('button', { name: 'Accept revision 7' });
    await button.scrollIntoViewIfNeeded();
    const { x, y } = (await button.boundingBox())!;
    let asked = 0;
    await page.route('**/accept', async (route) => {
      asked += 1;
      // The second click, while the first is under way.
      if (asked === 1) await page.mouse.click(x + 5, y + 5);
      await route.continue();
    });
    await page.mouse.click(x + 5, y + 5);
    await page.waitForURL(/accept/);
    expect(page.url()).toContain('?done=accept');
    expect(asked).toBe(1);
    await page.close();
  });

  it('made twice by the same form, as by a reload after a lost connection, is made once and said to be made', async () => {
    const page = await site.visit('en/submissions/cybercrime-2026/XAA', { scripts: false });
    const form = await page.locator('form[action$="reopen"]').evaluate((one: HTMLFormElement) => ({
      address: one.action,
      fields: Object.fromEntries(new FormData(one) as unknown as Iterable<[string, string]>),
    }));
    const submit = (reason: string) =>
      page.request.post(form.address, {
        form: { ...form.fields, reason },
        headers: { accept: 'text/html', origin: new URL(site.address).origin },
      });
    for (const reason of ['The ministry corrects C04.', 'The ministry corrects C04.']) {
      expect((await submit(reason)).url()).toContain('?done=reopen');
    }
    expect((await submit('Another reason.')).status()).toBe(409);
    await page.reload();
    expect((await page.locator('#timeline').textContent())!.match(/The ministry corrects C04/g)).toHaveLength(1);
    await page.close();
  });
});

describe('a person with a keyboard or a screen reader', () => {
  it.each(['upload', 'submissions', 'submissions/cybercrime-2026/XAA', 'release'])(
    'can use %s on wide and narrow screens (axe)',
    async (path) => {
      for (const width of [1280, 360]) {
        const page = await site.visit(`fr/${path}`, { width });
        expect(await barriersOf(page)).toEqual([]);
        expect(await pixelsSideways(page)).toBeLessThanOrEqual(0);
        const levels = await page
          .locator('h1,h2,h3,h4')
          .evaluateAll((all) => all.map(({ tagName }) => Number(tagName[1])));
        expect(levels.filter((level, at) => level > (levels[at - 1] ?? 0) + 1)).toEqual([]);
        await page.close();
      }
    },
  );

  it('reaches every control of the upload page in order, with visible focus', async () => {
    const page = await site.visit('en/upload');
    const reached: string[] = [];
    for (let step = 0; step < 60 && !reached.includes('Upload and check'); step += 1) {
      await page.keyboard.press('Tab');
      const on = await page.evaluate(() => {
        const element = document.activeElement as HTMLElement;
        const { outlineStyle, outlineWidth } = getComputedStyle(element);
        const named = element.id || (element.textContent ?? '').trim();
        return { named, seen: outlineStyle !== 'none' && Number.parseFloat(outlineWidth) >= 1 };
      });
      expect(on.seen, on.named).toBe(true);
      reached.push(on.named);
    }
    const wanted = [
      'Skip to the content',
      'take-country',
      'take-language',
      'Download the workbook',
      'file',
      'Upload and check',
    ];
    expect(reached.filter((name) => wanted.includes(name))).toEqual(wanted);
    expect(site.log).toEqual([]);
    await page.close();
  });
});
