import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { uploadLimit } from '../../../src/collection/index.ts';
import { audit } from '../../../src/state/index.ts';
import { asSecretariat } from '../../people.ts';
import { cellOf, open } from '../../workbook/a-workbook.ts';
import { fields, openWorkplaceUnderTest, uploadForm, type WorkplaceUnderTest } from './workplace.ts';

let work: WorkplaceUnderTest;
let taken: Uint8Array;
let upload: string;
const cycle = 'cybercrime-2026';

beforeAll(async () => {
  work = await openWorkplaceUnderTest();
});
afterAll(() => work.close());

const text = async (path: string, init?: Parameters<WorkplaceUnderTest['ask']>[1]) =>
  (await work.ask(path, init)).text();
const post = (path: string, body: BodyInit, headers: Record<string, string> = {}) =>
  work.ask(path, { method: 'POST', body, headers });
/** The full audit log, to check that every change of state has its line. */
const booked = async (book: Awaited<ReturnType<typeof open>>) => new Uint8Array(await book.xlsx.writeBuffer());
const kept = async () => (await audit.list(work.store.connection, {})).length;

describe('before any cycle is open', () => {
  it.each(['upload', 'submissions'])('the page of %s states how to open one', async (path) => {
    expect(await text(`/en/${path}`)).toMatch(/No cycle is open yet.*gap -- cycle open cybercrime-2026/s);
    expect(await text(`/fr/${path}`)).toContain('gap -- cycle open cybercrime-2026');
  });

  it('the page of releases states that none was built, and the home page what to do', async () => {
    expect(await text('/en/release')).toContain('No release has been built');
    expect(await text('/en/world')).toContain('npm run demo');
  });
});

describe('with a cycle open', () => {
  beforeAll(async () => {
    await work.desk.openCycle({
      cycle,
      person: asSecretariat,
      kind: 'illustrative',
      countries: ['XAA', 'XAB'],
    });
    taken = new Uint8Array(
      await (
        await post('/en/workbook', fields({ cycle, country: 'XAA', language: 'fr', scope: 'core' }))
      ).arrayBuffer(),
    );
  });

  it('selected sections take precedence over the option before them', async () => {
    const form = fields({ cycle, country: 'XAB', language: 'en', scope: 'whole' });
    form.append('section', 'C');
    form.append('section', 'D');
    const reply = await post('/en/workbook', form);
    expect(reply.headers.get('content-disposition')).toContain('-en-CD.xlsx');
    const none = await post('/en/workbook', fields({ cycle, country: 'XAB', language: 'en', scope: 'sections' }));
    expect(none.status).toBe(422);
    expect(await none.text()).toContain('no section is ticked');
  });

  it('a request of a page script is answered in the language of the page', async () => {
    const reply = await post('/fr/upload', new FormData(), { accept: 'application/json' });
    expect(reply.headers.get('content-language')).toBe('fr');
    expect(await reply.json()).toMatchObject({ detail: 'Aucun fichier n\u2019a été choisi.' });
  });

  it('the pages of a focal point show the due date, the days left and the contact', async () => {
    await work.desk.extendCycle({ cycle, person: asSecretariat, until: '2020-02-28' });
    for (const page of ['/en/upload', '/en/submissions']) {
      expect(await text(page)).toMatch(
        /Answers were due on 28 February 2020, [\d,]+ days ago. Late answers are still accepted/,
      );
    }
    expect(await text('/en/upload')).toContain('href="mailto:secretariat@example.org"');
    await work.desk.extendCycle({ cycle, person: asSecretariat, until: '2999-12-31' });
    expect(await text('/fr/upload')).toMatch(/Les réponses sont attendues le 31 décembre 2999\s: il reste/);
  });

  it('a workbook is downloaded with its file name, in the requested language and scope', async () => {
    const reply = await post('/en/workbook', fields({ cycle, country: 'xab', language: 'fr', scope: 'whole' }));
    expect(reply.status).toBe(200);
    expect(reply.headers.get('content-disposition')).toContain(`illustrative-${cycle}-XAB-fr.xlsx`);
    expect(reply.headers.get('cache-control')).toBe('no-store');
    const book = await open(new Uint8Array(await reply.arrayBuffer()));
    expect(cellOf(book, 'C04', 'question').value).toMatch(/système/);
  });

  it.each([
    [{ cycle, country: 'XAC' }, 404, 'was not found'],
    [{ cycle, country: '' }, 404, 'was not found'],
    [{ cycle: 'cybercrime-1999', country: 'XAA' }, 404, 'No cycle “cybercrime-1999” is open here.'],
    [{ cycle, country: 'XAA', scope: 'Z,Y' }, 404, 'has no section Z and Y'],
  ])('a request for a workbook of %j is refused on the page of the form', async (asked, status, says) => {
    const reply = await post('/en/workbook', fields(asked as Record<string, string>));
    const page = await reply.text();
    expect(reply.status).toBe(status);
    expect(page).toContain(says);
    expect(page).toContain('Download the workbook');
    expect(page).toContain('href="../assets/page.css"');
  });

  it('a page for one reader is compressed for clients that accept it', async () => {
    const [plain, packed] = await Promise.all(
      ['identity', 'gzip, br'].map((takes) => work.ask('/en/upload', { headers: { 'accept-encoding': takes } })),
    );
    const bytes = Buffer.from(await packed!.arrayBuffer());
    expect(packed!.headers.get('content-encoding')).toBe('gzip');
    expect(packed!.headers.get('vary')).toMatch(/accept-encoding/i);
    expect(gunzipSync(bytes).toString()).toBe(await plain!.text());
    expect(plain!.headers.get('content-encoding')).toBeNull();
  });

  it('a blank questionnaire can be printed, except of an unknown cycle', async () => {
    const reply = await work.ask(`/fr/questionnaire/${cycle}`);
    expect(reply.headers.get('content-disposition')).toContain(`${cycle}-fr-to-print.html`);
    expect((await work.ask('/fr/questionnaire/cybercrime-1999')).status).toBe(404);
  });

  it('a person who uploads a workbook is redirected to its receipt, a program receives it', async () => {
    const asPerson = await post('/en/upload', uploadForm(taken, 'Retour du pays.xlsx'));
    expect(asPerson.status).toBe(303);
    upload = /uploads\/(.+)$/.exec(asPerson.headers.get('location')!)![1]!;
    const asProgram = await post('/en/upload', uploadForm(taken, 'again.xlsx'), { accept: '*/*' });
    expect(asProgram.status).toBe(201);
    expect(asProgram.headers.get('location')).toMatch(/uploads\/[0-9a-f-]+$/);
    expect(await asProgram.json()).toMatchObject({
      submission: { cycle, country: 'XAA' },
      revision: 1,
      fileName: 'again.xlsx',
    });
  });

  it('a file that is only checked shows what would change, also about publication, and how much of it is answered', async () => {
    const before = await kept();
    const book = await open(taken);
    for (const [id, value] of [
      ['A06.C', null],
      ['C01', 3],
    ] as const)
      cellOf(book, id, 'answer').value = value;
    const bytes = new Uint8Array(await book.xlsx.writeBuffer());
    const form = () => uploadForm(bytes, 'a.xlsx', { check_only: 'yes' });
    const page = await (await post('/en/upload', form())).text();
    expect(page).toMatch(/This file asks[^<]+Blank: \d+\./);
    expect(page).toContain('<code>A06.C</code> C. Offences');
    const json = await (await post('/en/upload', form(), { accept: 'application/json' })).json();
    expect(json.publication).toEqual({ widens: [], narrows: [], not_chosen: ['C'] });
    expect(await kept()).toBe(before);
  });

  it('the receipt of a late file states the delay once, and who uploaded it in the language of the page', async () => {
    await work.desk.extendCycle({ cycle, person: asSecretariat, until: '2020-02-28' });
    const late = await text(`/en/uploads/${upload}`);
    expect(late.match(/class="deadline/g)).toHaveLength(1);
    expect(late).toMatch(
      /Received on [^<]+, [\d,]+ days after the due date of 28 February 2020. Late answers are still accepted/,
    );
    expect(await text(`/fr/uploads/${upload}`)).toContain('<dd>le secrétariat</dd>');
    await work.desk.extendCycle({ cycle, person: asSecretariat, until: '2999-12-31' });
    expect(await text(`/en/uploads/${upload}`)).toMatch(
      /Answers are due on 31 December 2999: [\d,]+ days left\. The day ends at 24:00 UTC\./,
    );
  });

  it('the receipt is in the reader’s language, with its files', async () => {
    expect(await text(`/fr/uploads/${upload}`)).toContain('Enregistré comme révision 1');
    const original = await work.ask(`/en/uploads/${upload}/original`);
    expect(Buffer.from(await original.arrayBuffer()).equals(Buffer.from(taken))).toBe(true);
    expect(original.headers.get('content-disposition')).toContain('Retour%20du%20pays.xlsx');
    const copy = new Uint8Array(await (await work.ask(`/en/uploads/${upload}/annotated`)).arrayBuffer());
    expect((await open(copy)).worksheets.length).toBeGreaterThan(5);
    const csv = await work.ask(`/en/uploads/${upload}/findings.csv`);
    expect(await csv.text()).toMatch(/^﻿?severity,code,sheet,cell,question,message,fix\r\n/);
    expect(await (await work.ask(`/en/uploads/${upload}/findings.json`)).json()).toMatchObject({ upload, revision: 1 });
  });

  it.each(['', '/original', '/annotated', '/findings.csv', '/findings.json'])(
    'of an unknown upload, %j is not found',
    async (file) => {
      for (const id of ['nothing', '00000000-0000-4000-8000-000000000000', '%00', '..%2F..']) {
        expect((await work.ask(`/en/uploads/${id}${file}`)).status, id).toBe(404);
      }
    },
  );

  it.each([
    ['no file chosen', () => uploadForm(new Uint8Array(), ''), {}, 422],
    ['a request without a form', () => 'PK', { 'content-type': 'application/octet-stream' }, 400],
    ['a form that breaks off', () => '--x\r\nContent-Dis', { 'content-type': 'multipart/form-data; boundary=x' }, 400],
  ])(
    '%s is reported to a person on the page and to a program as a problem, and nothing is stored',
    async (_, body, headers, status) => {
      const before = await kept();
      const page = await post('/fr/upload', body(), headers);
      expect(page.status).toBe(status);
      expect(await page.text()).toMatch(/role="alert".*L’opération n’a pas pu être effectuée/s);
      const problem = await post('/fr/upload', body(), { ...headers, accept: 'application/json' });
      expect(problem.status).toBe(status);
      expect(problem.headers.get('content-type')).toBe('application/problem+json');
      expect(await problem.json()).toMatchObject({ status, detail: expect.any(String), fix: expect.any(String) });
      expect(await kept()).toBe(before);
    },
  );

  it('a file of more than 10 MB is refused before it is stored, with or without Content-Length', async () => {
    const before = await kept();
    const page = await post('/en/upload', uploadForm(new Uint8Array(uploadLimit + 100_000), 'large.xlsx'));
    expect(page.status).toBe(413);
    expect(await page.text()).toContain('exceeds the size limit');
    const endless = new ReadableStream({ pull: (stream) => stream.enqueue(new Uint8Array(1_000_000)) });
    const headers = { accept: 'application/json', 'content-type': 'multipart/form-data; boundary=x' };
    const reply = await work.ask('/en/upload', {
      method: 'POST',
      body: endless,
      headers,
      duplex: 'half',
    } as RequestInit & {
      headers: Record<string, string>;
    });
    expect(reply.status).toBe(413);
    expect(await kept()).toBe(before);
  });

  it('a small form has a small size limit', async () => {
    for (const path of ['workbook', 'release', `submissions/${cycle}/XAA/accept`]) {
      const reply = await post(`/en/${path}`, 'x='.padEnd(1_200_000, 'y'), {
        'content-type': 'application/x-www-form-urlencoded',
      });
      expect(reply.status, path).toBe(413);
    }
  });
});

describe('the decisions on a submission', () => {
  it('are on its page, in the reader’s language, with the answers and their cells', async () => {
    const page = await text(`/fr/submissions/${cycle}/XAA`);
    expect(page).toContain('Accepter la révision 1');
    expect(page).toContain('id="answers"');
    const empty = await text(`/en/submissions/${cycle}/XAB`);
    expect(empty).toContain('There is nothing to decide yet');
    // A heading without anything below it.
    expect(empty).not.toContain('id="timeline"');
  });

  it.each([
    ['return', { revision: '1' }, 422, 'This step needs a reason.'],
    ['accept', { revision: '7' }, 409, 'has changed. You reviewed revision 7; the newest is 1.'],
    ['reopen', { revision: '1', reason: 'Why not' }, 409, 'This step is not possible now'],
  ])('%s with %j is refused on the same page, with working links', async (step, form, status, says) => {
    const reply = await post(`/en/submissions/${cycle}/XAA/${step}`, fields(form as Record<string, string>));
    const page = await reply.text();
    expect(reply.status).toBe(status);
    expect(page).toContain(says);
    expect(page).toContain('href="../../../../assets/page.css"');
    expect(page).toContain(`action="../../../../en/submissions/${cycle}/XAA/accept"`);
  });

  it.each([
    [`submissions/${cycle}/XAA/accept`, { revision: '7' }],
    [`submissions/${cycle}/XAA/reopen`, { revision: '1' }],
    ['withdrawals/check', { country: 'XAA' }],
    ['withdrawals/restore', { country: 'XAA' }],
    ['support-reports', { step: 'same', report: 'a', other: 'a' }],
    // Refused before any field is looked at.
    ['withdrawals', { country: 'XAA', unknown: 'x' }],
  ])('%s that is refused gives back the reason that was typed', async (path, form) => {
    const reply = await post(`/en/${path}`, fields({ ...form, reason: 'Article 4 <b>\nand more' }));
    expect(reply.status).toBeGreaterThanOrEqual(400);
    const page = await reply.text();
    expect(page).toContain('Your text was not stored. Copy it if you still need it:');
    expect(page).toContain('<p class="typed" dir="auto">Article 4 &lt;b&gt;\nand more</p>');
  });

  it('redirect to the page with a confirmation, and appear on the overview', async () => {
    const reply = await post(
      `/fr/submissions/${cycle}/XAA/accept`,
      fields({ revision: '1', reason: 'Sign-off follows.' }),
    );
    expect(reply.status).toBe(303);
    expect(reply.headers.get('location')).toMatch(/XAA\?done=accept$/);
    expect(await text(`/fr/submissions/${cycle}/XAA?done=accept`)).toContain('role="status">Acceptée');
    // Addresses of decisions that no longer hold, such as a page that is opened again later.
    for (const done of ['return', 'reopen', 'withdraw', 'constructor']) {
      expect(await text(`/fr/submissions/${cycle}/XAA?done=${done}`), done).not.toContain('tone-good" role="status"');
    }
    expect(await text('/en/submissions?place=accepted')).toContain(`submissions/${cycle}/XAA"`);
    expect(await text('/en/submissions?place=waiting')).not.toContain(`submissions/${cycle}/XAA"`);
  });

  it('do not affect the accepted revision while a newer one awaits review or is returned, and state so', async () => {
    const book = await open(taken);
    cellOf(book, 'C04', 'answer').value = 3;
    const reply = await post('/en/upload', uploadForm(await booked(book), 'late.xlsx'));
    const receipt = new URL(reply.headers.get('location')!, 'http://localhost/en/upload').pathname;
    const stays = 'Revision 1 stays accepted and in the figures until the secretariat accepts this one.';
    expect(await text(receipt)).toMatch(new RegExp(`Recorded as revision 2.*${stays}`, 's'));
    const board = await text('/en/submissions?place=waiting');
    expect(board).toMatch(/submissions\/cybercrime-2026\/XAA".*Awaiting review.*revision 1 accepted/s);
    expect(board).toContain('A release built now contains 1 of 2 submissions. For one of them a newer revision is');
    const page = `/en/submissions/${cycle}/XAA`;
    expect(await text(page)).toMatch(
      /Revision 1 stays accepted .* until you accept revision 2\..*Revision 2 against revision 1/s,
    );

    await post(`${page}/return`, fields({ revision: '2', reason: 'Which article is it?' }));
    expect(await text(receipt)).not.toContain(stays);
    const history = 'Revision 2 was returned; revision 1 stayed accepted: <q>Which article is it?</q>';
    expect(await text(page)).toContain(history);
    expect(await text(page)).toContain('Revision 2 was returned. Revision 1 stays accepted and in the figures.');
    expect(await text('/en/submissions?place=returned')).toContain('A release built now contains 1 of 2 submissions.');

    await post('/en/upload', uploadForm(await booked(book), 'late again.xlsx'));
    await post(`${page}/accept`, fields({ revision: '3', reason: 'Sign-off follows.' }));
    expect(await text(page)).toContain('Revision 3 was accepted in place of revision 1');
    await post(`${page}/reopen`, fields({ revision: '3', reason: 'The law is in force.' }));
    expect(await text(page)).toContain('The acceptance of revision 3 was withdrawn: <q>The law is in force.</q>');
    expect(await text('/en/submissions')).toContain('A release built now contains 0 of 2 submissions.');
  });

  it.each([
    `/en/submissions/${cycle}/XAC`,
    '/en/submissions/cybercrime-1999/XAA',
    '/en/submissions?cycle=cybercrime-1999',
  ])('of %s are not found', async (path) => {
    const reply = await work.ask(path);
    expect(reply.status).toBe(404);
    expect(await reply.text()).toMatch(/was not found|No cycle/);
  });
});

describe('every address of the desk', () => {
  const addresses = (): [string, string][] => [
    ['/en/upload', 'GET, HEAD, POST'],
    ['/en/workbook', 'POST'],
    ['/en/release', 'GET, HEAD, POST'],
    ['/en/submissions', 'GET, HEAD'],
    [`/en/submissions/${cycle}/XAA`, 'GET, HEAD'],
    [`/en/submissions/${cycle}/XAA/accept`, 'POST'],
    [`/en/uploads/${upload}`, 'GET, HEAD'],
    [`/en/uploads/${upload}/record`, 'POST'],
  ];

  it('lists its methods in response to any other method', async () => {
    for (const [path, allowed] of addresses()) {
      const reply = await work.ask(path, { method: 'DELETE', headers: { accept: 'application/json' } });
      expect([path, reply.status, reply.headers.get('allow')]).toEqual([path, 405, allowed]);
      expect(await reply.json()).toMatchObject({ type: '/errors#method_not_allowed' });
    }
    const page = await work.ask(`/fr/submissions/${cycle}/XAA/accept`);
    expect(page.status).toBe(405);
    expect(await page.text()).toContain('Cette adresse n’accepte pas ce type de demande');
    expect((await work.ask('/en/nowhere', { method: 'DELETE' })).status).toBe(404);
  });

  it('refuses a form of another site and stores nothing of it', async () => {
    const before = await kept();
    for (const [path, allowed] of addresses()) {
      if (!allowed.includes('POST')) continue;
      const reply = await post(path, uploadForm(taken, 'x.xlsx', { cycle, country: 'XAA', revision: '2' }), {
        origin: 'https://elsewhere.example',
      });
      expect(reply.status, path).toBe(403);
      expect(await reply.text()).toContain('The request comes from another site');
    }
    expect(await kept()).toBe(before);
  });

  it('answers HEAD like GET without a body, and is not cached', async () => {
    for (const [path, allowed] of addresses()) {
      if (!allowed.includes('GET')) continue;
      const [head, page] = await Promise.all([work.ask(path, { method: 'HEAD' }), work.ask(path)]);
      expect([path, head.status, head.headers.get('content-type')]).toEqual([
        path,
        page.status,
        page.headers.get('content-type'),
      ]);
      expect(await head.text()).toBe('');
      expect(page.headers.get('cache-control')).toBe('no-store');
    }
  });

  it('caused no unexpected error', () => expect(work.incidents).toEqual([]));
});
