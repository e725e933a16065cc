/** Every kind of file of every chart, table and document states the same nine facts. */
import ExcelJS from 'exceljs';
import { strFromU8, unzipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { partOf } from '../../../src/dashboard/index.ts';
import type { ServedSite } from '../../../src/http/index.ts';
import { binder, dashboards, texts } from '../../dashboard/bound.ts';
import { chunksOf } from '../../document/chunks.ts';
import { published, serveTypedIn } from '../../journeys/published.ts';

/** A release that protects an answer of every country. */
const shown = {
  ...published,
  rows: (mart: string) =>
    mart === 'scores' ? published.rows(mart).map((row) => ({ ...row, protection: 'rounded' })) : published.rows(mart),
};

let served: ServedSite;
beforeAll(async () => {
  served = await serveTypedIn(shown);
});
afterAll(() => served.close());

const ask = (path: string) => fetch(new URL(path, served.address));
const names = ['Title', 'Unit', 'Cycle', 'Release', 'Method version', 'Source', 'Licence', 'Published', 'Status'];

/** The facts of a file by name, or one text for a file that states them in sentences. */
type Stated = Readonly<Record<string, string>> | string;

const readers: Readonly<Record<string, (bytes: Buffer) => Promise<Stated> | Stated>> = {
  svg: (bytes) => factsIn(/<dc:description>([^<]*)</.exec(bytes.toString('utf8'))![1]!),
  png: (bytes) => {
    const pairs = chunksOf(bytes, 'iTXt').map((chunk) => chunk.toString('utf8').split('\0'));
    return factsIn(pairs.find(([key]) => key === 'Description')!.at(-1)!);
  },
  pdf: (bytes) =>
    bytes
      .toString('utf8')
      .replace(/^.*<x:xmpmeta/s, '')
      .replace(/<\/x:xmpmeta>.*$/s, ''),
  'vl.json': (bytes) => JSON.parse(bytes.toString('utf8')).usermeta,
  csv: (bytes) => {
    const [head = '', first = ''] = bytes
      .toString('utf8')
      .replace(/^\ufeff/, '')
      .split('\r\n');
    const cells = (line: string) => [...line.matchAll(/("(?:[^"]|"")*"|[^,]*)(?:,|$)/g)].map(([, cell]) => cell!);
    expect(new Set(cells(head)).size, head).toBe(cells(head).length);
    return Object.fromEntries(
      cells(head).map((name, at) => [name.replace(' (this file)', ''), cells(first)[at] ?? '']),
    );
  },
  xlsx: async (bytes) => {
    const book = new ExcelJS.Workbook();
    await book.xlsx.load(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length) as ArrayBuffer);
    const pairs: [string, string][] = [];
    book.worksheets.at(-1)!.eachRow((row) => pairs.push([row.getCell(1).text, row.getCell(2).text]));
    return Object.fromEntries(pairs);
  },
  docx: (bytes) => strFromU8(unzipSync(bytes)['word/document.xml']!).replace(/<[^>]+>/g, ' '),
};

/** Queries for pages that show nothing without a selection. */
const queries: Readonly<Record<string, string>> = { compare: '?with=XAA,XAC' };

/** Parses `Name: text; Name: text`; a text may contain semicolons. */
const factsIn = (text: string): Stated =>
  Object.fromEntries(
    text
      .replaceAll('\n', '; ')
      .split(new RegExp(`; (?=(?:${[...names, 'Reference date', 'Selection', 'Protection of answers'].join('|')}): )`))
      .map((part) => {
        const at = part.indexOf(': ');
        return [part.slice(0, at), part.slice(at + 2)];
      }),
  );

function check(stated: Stated, file: string, isReal: boolean): void {
  if (typeof stated === 'string') {
    for (const sign of ['r-0123456789ab', '2026', 'software', 'Licence', 'Unit', 'Global Action Plan'])
      expect(stated, `${file}: ${sign}`).toContain(sign);
    if (!isReal) expect(stated, file).toMatch(/Illustrative/);
    return;
  }
  expect(Object.fromEntries(names.map((name) => [name, (stated[name] ?? '').trim() !== ''])), file).toEqual(
    Object.fromEntries(names.map((name) => [name, true])),
  );
  expect([stated.Release, stated.Status!.includes('Illustrative')], file).toEqual(['r-0123456789ab', !isReal]);
}

/** Images state the protection as well, since they may be seen without their page. */
const protection = 'Scores of this release that count rounded means';
const shownIn = (svg: string) => [...svg.matchAll(/<text[^>]*>([^<]*)</g)].map(([, text]) => text).join(' ');

describe('every file', () => {
  it.each(['en/country/XAC', 'en/treaties/CETS-185', 'en/board/training_judges', 'fr/region/XSR'])(
    'of %s names what the page is about, in its title and on its picture',
    async (path) => {
      const page = await (await ask(path)).text();
      const [, about] = /<h1[^>]*>(.*?)<\/h1>/s.exec(page)!;
      const files = [...page.matchAll(/href="(?:\.\.\/)+(release\/r-[^"]+\.(?:svg|csv))[^"]*" download/g)];
      expect(files.length).toBeGreaterThan(0);
      const plain = (text: string) => text.replace(/<[^>]*>/g, '').replace(/\s+/g, ' ');
      for (const [, file] of files) {
        const text = await (await ask(file!)).text();
        expect(plain(file!.endsWith('.svg') ? shownIn(text) : text), file).toContain(plain(about!).trim());
      }
    },
  );

  it.each(dashboards.all.map((dashboard) => [dashboard.name, dashboard] as const))(
    'of %s states all nine facts',
    async (name, { declared }) => {
      const page = await (await ask(`en/${name}${queries[name] ?? ''}`)).text();
      const files = [
        ...new Set(
          [
            ...page.matchAll(
              /href="(?:\.\.\/)+(release\/r-[^"]+\.(?:svg|png|pdf|vl\.json|csv|xlsx|docx)[^"]*)" download/g,
            ),
          ].map(([, href]) => href!),
        ),
      ];
      expect(files.length).toBeGreaterThan(0);
      for (const file of files) {
        const reply = await ask(file);
        expect([file, reply.status]).toEqual([file, 200]);
        const bytes = Buffer.from(await reply.arrayBuffer());
        const ending = Object.keys(readers).find((one) => file.split('?')[0]!.endsWith(`.${one}`))!;
        check(await readers[ending]!(bytes), file, declared.real === true);
        if (ending === 'svg' && page.includes(protection))
          expect(shownIn(bytes.toString('utf8')), file).toContain('rounded means');
      }
    },
  );

  it.each([
    ['en', 'complete as of 9 October 2024'],
    ['fr', 'complète au 9 octobre 2024'],
    ['ar', 'كاملة حتى'],
  ])('of a treaty states the date of its list of Parties, not that of the cycle, in %s', async (language, date) => {
    const page = await (await ask(`${language}/treaties/CETS-185`)).text();
    const files = [
      ...page.matchAll(/href="(?:\.\.\/)+(release\/r-[^"]+\.(?:svg|png|pdf|vl\.json|csv|xlsx))[^"]*" download/g),
    ];
    expect(files.length).toBeGreaterThan(15);
    for (const [, file = ''] of files) {
      const bytes = Buffer.from(await (await ask(file)).arrayBuffer());
      const stated = await readers[Object.keys(readers).find((one) => file.endsWith(`.${one}`))!]!(bytes);
      expect(JSON.stringify(stated), file).toContain(date);
      expect(JSON.stringify(stated), file).not.toContain('30 June 2026');
      if (file.endsWith('.svg')) expect(shownIn(bytes.toString('utf8')), file).toContain(date);
    }
    expect(await (await ask(`release/r-0123456789ab/${language}/treaties/CETS-185/map`)).text()).toContain(date);
  });

  it('that is a document has them in its last section', async () => {
    const country = /release\/r-[^"]+\/brief\.docx/.exec(await (await ask('en/country/XAA')).text())![0];
    for (const file of [country, country.replace('.docx', '.pdf'), 'release/r-0123456789ab/en/report.docx']) {
      const reply = await ask(file);
      expect([file, reply.status]).toEqual([file, 200]);
      check(await readers[file.split('.').at(-1)!]!(Buffer.from(await reply.arrayBuffer())), file, false);
    }
  });

  it.each(['en', 'fr', 'ar'])(
    'that is a document states of which date its facts are wherever it is not the reference date, in %s',
    async (language) => {
      const documents = dashboards.all.flatMap((dashboard) => {
        const addresses = binder.addresses(shown, dashboard);
        const { report } = dashboard.declared;
        const start = report === undefined ? [] : [['report', addresses[0]!, report.blocks] as const];
        const own = Object.entries(dashboard.declared.documents ?? {}).map(
          ([name, { blocks }]) => [`${addresses.at(-1)!.path}/${name}`, addresses.at(-1)!, blocks] as const,
        );
        return [...start, ...own].map(([file, address, blocks]) => {
          const page = binder.bind(shown, dashboard, { ...address, paper: true }, language);
          const names = new Set(blocks.map((name) => partOf(name).block));
          const dates = page.blocks.flatMap(({ id, asOf }) => (names.has(id) && asOf !== null ? [asOf] : []));
          return { file, dates };
        });
      });
      expect(documents.filter(({ dates }) => dates.length > 0).length).toBeGreaterThan(3);
      for (const [file, parts] of Map.groupBy(documents, (one) => one.file)) {
        const address = `release/${shown.id}/${language}/${file}`;
        const text = await readers.docx!(Buffer.from(await (await ask(`${address}.docx`)).arrayBuffer()));
        const dates = parts.flatMap((one) => one.dates);
        for (const [asOf, same] of Map.groupBy(dates, (date) => date)) {
          const sentence = texts.say(language, 'files.foot.as_of', { as_of: asOf });
          expect(String(text).split(sentence).length - 1, `${address}: ${sentence}`).toBe(same.length);
        }
        const byParts = texts.say(language, 'files.reference_parts', { date: '' }).trim();
        expect(String(text).includes(byParts), address).toBe(dates.length > 0);
      }
    },
  );
});
