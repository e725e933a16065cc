import ExcelJS from 'exceljs';
import { strFromU8, unzipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ServedSite } from '../../../src/http/index.ts';
import { published, serveTypedIn } from '../../journeys/published.ts';

let served: ServedSite;
beforeAll(async () => {
  served = await serveTypedIn();
});
afterAll(() => served.close());

const ask = (path: string) => fetch(new URL(path, served.address), { redirect: 'manual' });
const release = 'release/r-0123456789ab/en';
const countries = published.rows('countries').filter(({ invited }) => invited);

describe('a downloaded chart', () => {
  it.each([
    ['svg', 'image/svg+xml'],
    ['png', 'image/png'],
    ['pdf', 'application/pdf'],
    ['vl.json', 'application/json'],
    ['csv', 'text/csv; charset=utf-8; header=present'],
    ['xlsx', 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'],
  ])('is available as %s, with "illustrative" in its file name', async (ending, type) => {
    const reply = await ask(`${release}/world/map.${ending}`);
    expect([reply.status, reply.headers.get('content-type')]).toEqual([200, type]);
    expect(reply.headers.get('content-disposition')).toBe(
      `attachment; filename="illustrative-r-0123456789ab-world-map.${ending}"`,
    );
    expect(reply.headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
  });

  it('has its source in each row of its CSV, in its sheet of notes and in its specification', async () => {
    const [head, ...rows] = (await (await ask(`${release}/world/map.csv`)).text()).trim().split('\r\n');
    expect(head).toMatch(/,Title,Unit,Cycle,.*Release,Method version,Source,Licence,Published,Status$/);
    expect(rows.length).toBeGreaterThan(3);
    expect(rows.every((row) => row.includes('r-0123456789ab') && row.includes('Illustrative.'))).toBe(true);
    const book = new ExcelJS.Workbook();
    await book.xlsx.load(await (await ask(`${release}/world/map.xlsx`)).arrayBuffer());
    const notes = book.worksheets[1]!.getColumn(1).values;
    expect(notes).toEqual(expect.arrayContaining(['Unit', 'Release', 'Method version', 'Licence', 'Status']));
    const spec = (await (await ask(`${release}/world/map.vl.json`)).json()) as {
      usermeta: Record<string, string>;
      datasets: Record<string, unknown[]>;
    };
    expect(spec.usermeta.Release).toBe('r-0123456789ab');
    expect(Object.values(spec.datasets).some((dataset) => dataset.length > 3)).toBe(true);
  });

  it('has one address for each release, and one that redirects to the current release', async () => {
    const reply = await ask('release/latest/en/world/map.png?region=150');
    expect(reply.status).toBe(302);
    const to = new URL(reply.headers.get('location')!, new URL('release/latest/en/world/map.png', served.address));
    expect(to.pathname + to.search).toBe('/release/r-0123456789ab/en/world/map.png?region=150');
    for (const gone of [
      'release/latest/en/nothing/map.png',
      `${release}/world/nothing.png`,
      `${release}/world/map.exe`,
    ])
      expect([gone, (await ask(gone)).status]).toEqual([gone, 404]);
  });

  it('is available from a menu next to each chart and table', async () => {
    const text = await (await ask('en/world')).text();
    const blocks = text.match(/class="block kind-(chart|table)/g)!.length;
    expect(text.match(/<details class="download">/g)!.length).toBe(blocks);
    const links = [...text.matchAll(/href="\.\.\/(release\/[^"]+)"/g)].map(([, href]) => href!);
    expect(links.length).toBeGreaterThan(6);
    for (const link of links.slice(0, 12))
      expect([link, (await ask(link)).status]).toEqual([link, expect.toBeOneOf([200, 302])]);
  });

  it.each(['world', 'needs', 'treaties'])('has a name of its own in the list of links of a page: %s', async (path) => {
    const text = await (await ask(`/en/${path}`)).text();
    const links = [...text.matchAll(/<a href="([^"]*)"(?: download)? aria-label="([^"]*?) – [^"]*">([^<]*)<\/a>/g)];
    expect(links.length).toBeGreaterThan(8);
    const addresses = new Map(links.map(([, address, label]) => [`${label} ${address}`, address]));
    const names = new Set(links.map(([whole]) => /aria-label="([^"]*)"/.exec(whole)![1]));
    expect(names.size).toBe(addresses.size);
    // The name begins with what is seen, so that a person who speaks it reaches the link.
    for (const [, , label, seen] of links) expect(label).toBe(seen);
  });
});

describe('an embedded chart', () => {
  it('is the only page that other sites may embed', async () => {
    const reply = await ask(`${release}/world/map`);
    expect(reply.headers.get('content-security-policy')).toMatch(/frame-ancestors \*/);
    expect(reply.headers.get('set-cookie')).toBeNull();
    const text = await reply.text();
    expect(text).not.toMatch(/<script|<form|<button|<input/);
    expect(text).toContain('Illustrative. Source: ');
    for (const path of ['en/world', 'en/data', 'en/releases', `${release}/world/nothing`, `${release}/world/map.svg`])
      expect([path, (await ask(path)).headers.get('content-security-policy')]).toEqual([
        path,
        expect.stringContaining("frame-ancestors 'none'"),
      ]);
  });

  it('states its source with the punctuation of its language', async () => {
    expect(await (await ask(`${release.replace('/en', '/zh')}/world/map`)).text()).toContain('示例。来源：');
    expect(await (await ask(`${release.replace('/en', '/fr')}/world/map`)).text()).toMatch(/\. Source\u00a0:/);
  });

  it.each(['world/map', 'world/tiles', 'board/standings', 'participation/regions', 'needs/heat'])(
    'defines every pattern that the drawing and the legend of %s use',
    async (chart) => {
      const text = await (await ask(`${release}/${chart}`)).text();
      const used = new Set([...text.matchAll(/url\(#([\w-]+)\)/g)].map(([, name]) => name!));
      const defined = [...text.matchAll(/<(?:pattern|clipPath|linearGradient) id="([^"]+)"/g)].map(([, name]) => name!);
      expect([...used].filter((name) => !defined.includes(name))).toEqual([]);
      expect(defined.length).toBe(new Set(defined).size);
    },
  );

  it('has an embed code with the absolute address', async () => {
    const text = await (await ask('en/world')).text();
    expect(text).toContain(`&lt;iframe src=&quot;${served.address}release/r-0123456789ab/en/world/map&quot; title=`);
  });
});

describe('a link to a page', () => {
  it('has a preview with title, lede and image, by absolute addresses independent of the Host header', async () => {
    const text = await (await ask('en/world?x=1')).text();
    const property = (name: string) => new RegExp(`property="og:${name}" content="([^"]*)"`).exec(text)?.[1];
    expect(property('title')).toMatch(/^Illustrative/);
    expect(property('url')).toBe(`${served.address}en/world`);
    expect(property('image')).toBe(`${served.address}preview/r-0123456789ab/en/world.png`);
    const png = Buffer.from(await (await ask(new URL(property('image')!).pathname)).arrayBuffer());
    expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([1200, 630]);
  });
});

describe('a link to a page without a picture of its own', () => {
  it.each(['data', 'data/columns', 'releases', 'search?q=train'])(
    '%s has a preview of its title and lede, and the picture of the release',
    async (path) => {
      const text = await (await ask(`en/${path}`)).text();
      const [, title] = /<h1>([^<]+)<\/h1>/.exec(text)!;
      expect(text).toMatch(new RegExp(`property="og:title" content="(Illustrative · )?${title}"`));
      expect(text).toMatch(/property="og:description" content="[^"]{20,}"/);
      const [, image] = /property="og:image" content="([^"]*)"/.exec(text)!;
      expect(image).toBe(`${served.address}preview/r-0123456789ab/en/overview.png`);
      expect((await ask(new URL(image!).pathname)).headers.get('content-type')).toBe('image/png');
    },
  );
});

describe('descriptions of the data', () => {
  it.each(['data', 'data/columns'])('are in French on fr/%s, and in no other language', async (path) => {
    const text = await (await ask(`fr/${path}`)).text();
    expect(text).toContain(path === 'data' ? 'Scores\u00a0: chaque indicateur' : 'Code ISO 3166-1 alpha-3');
    expect(text).not.toContain('<bdi lang="en">');
  });
});

describe('the report on a release', () => {
  const outline = async (name: string) => {
    const reply = await ask(`${release}/${name}.docx`);
    const xml = strFromU8(unzipSync(new Uint8Array(await reply.arrayBuffer()))['word/document.xml']!);
    return [...xml.matchAll(/<w:p>(?:(?!<\/w:p>).)*<w:pStyle w:val="Heading1"\/>.*?<\/w:p>/gs)].map(([paragraph]) =>
      [...paragraph.matchAll(/<w:t[^>]*>([^<]*)</g)].map(([, text]) => text).join(''),
    );
  };

  it('has the declared chapters in their order, one for each dimension where so declared, and no country pages', async () => {
    const chapters = await outline('report');
    const scores = chapters.filter((title) => title.endsWith(': scores by country'));
    expect(scores.length).toBeGreaterThan(1);
    expect(new Set(chapters).size).toBe(chapters.length);
    expect(chapters.indexOf(scores[0]!)).toBeLessThan(chapters.indexOf('Needs and support by area'));
    expect(chapters).not.toContain('Countries');
  });

  it('leaves every table and every country to its annexes', async () => {
    const chapters = await outline('annexes');
    expect(chapters).toContain('Countries');
    expect(chapters.length).toBeGreaterThan((await outline('report')).length / 2);
  });
});

describe('every kind of PDF', () => {
  it.each(['en', 'ar'])('is tagged in %s, with title and language', async (language) => {
    const { country } = countries[0]!;
    for (const file of ['world/map.pdf', `country/${country}/brief.pdf`, 'report.pdf', 'annexes.pdf']) {
      const reply = await ask(`release/r-0123456789ab/${language}/${file}`);
      const text = Buffer.from(await reply.arrayBuffer()).toString('latin1');
      for (const mark of ['/StructTreeRoot', '/MarkInfo', '<pdfuaid:part>1</pdfuaid:part>', '/DisplayDocTitle true'])
        expect([file, text.includes(mark)]).toEqual([file, true]);
      expect(text).toMatch(new RegExp(`/Lang ?\\(${language}\\)`));
    }
  });
});

describe('a country brief', () => {
  it('has at most two pages for every country, for any answers', async () => {
    expect(countries.length).toBeGreaterThan(3);
    for (const { country } of countries) {
      const reply = await ask(`${release}/country/${country}/brief.pdf`);
      const text = Buffer.from(await reply.arrayBuffer()).toString('latin1');
      const pages = text.match(/\/Type ?\/Page\b(?!s)/g)?.length ?? 0;
      expect([country, reply.status, pages >= 1 && pages <= 2]).toEqual([country, 200, true]);
      expect(text).toContain('<pdfuaid:part>1</pdfuaid:part>');
    }
  });

  it('omits columns that only lead to another page', async () => {
    const { country } = countries.find((one) => published.rows('needs').some((need) => need.country === one.country))!;
    const on = await (await ask(`en/country/${country}`)).text();
    expect(on).toContain('Steps to the target');
    const reply = await ask(`${release}/country/${country}/brief.docx`);
    const xml = strFromU8(unzipSync(new Uint8Array(await reply.arrayBuffer()))['word/document.xml']!);
    expect(xml).toContain('Assistance requested');
    expect(xml).not.toContain('Steps to the target');
  });

  it('is available in an editable format in each language, and so is the report on the release', async () => {
    for (const language of ['en', 'fr', 'ar']) {
      const path = `release/r-0123456789ab/${language}/country/${countries[0]!.country}/brief.docx`;
      expect([path, (await ask(path)).status]).toEqual([path, 200]);
    }
    for (const name of ['report', 'annexes']) expect((await ask(`${release}/${name}.docx`)).status).toBe(200);
    expect((await ask(`${release}/country/brief.pdf`)).status).toBe(404);
  });
});
