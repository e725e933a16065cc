/** A real cycle with a few invited countries, as at the start: most countries do not take part. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadMaps } from '../../../src/dashboard/index.ts';
import { lineOf, type PublishedRelease, publishedRelease, type ServedSite, serve } from '../../../src/http/index.ts';
import { loadTexts } from '../../../src/i18n/index.ts';
import { cellsOf, loadInstrument } from '../../../src/questionnaire/index.ts';
import { loadKnownTreatyFacts } from '../../../src/reference/index.ts';
import { assemble } from '../../../src/release/build/assemble.ts';
import { buildRelease } from '../../../src/release/index.ts';
import { frozenCycle, type Typed } from '../../release/frozen.ts';
import { root } from '../published.ts';

const invited = ['ALB', 'FRA', 'GEO', 'GHA', 'JPN', 'PER'];
let served: ServedSite;
/** The first days of a cycle: one country has submitted three answers. */
let first: ServedSite;

/** Answers every choice question with the middle choice of its list. */
function middling(): Typed {
  const instrument = loadInstrument(root, 'cybercrime', '2026');
  const cells = [...instrument.questions.values()].flatMap((question) => cellsOf(instrument, question));
  return Object.fromEntries(
    cells.flatMap(({ id, type, list }) => {
      const choice = list?.choices[Math.floor(list.choices.length / 2)]?.name;
      return type === 'select_one' && choice !== undefined && list?.source == null ? [[id, choice]] : [];
    }),
  );
}

async function siteOf(returned: Record<string, { answers: Typed }>): Promise<ServedSite> {
  const frozen = frozenCycle(root, 'cybercrime', '2026', returned, invited);
  const treatyFacts = loadKnownTreatyFacts(root, 'real').map((fact) => ({ ...fact, illustrative: false }));
  const inputs = assemble({
    frozen: { cycles: [{ ...frozen, cycle: { ...frozen.cycle, baseline: null } }], kind: 'real', treatyFacts },
    contentRoot: root,
    software: 'test',
    edition: 'public',
    seal: 'seal',
  });
  const { files } = await buildRelease({ contentRoot: root, inputs });
  const release: PublishedRelease = publishedRelease(files, '2026-11-01T09:00:00.000Z');
  return serve({
    contentRoot: root,
    host: '127.0.0.1',
    port: 0,
    texts: loadTexts(root),
    maps: loadMaps(root),
    releases: {
      latestIds: async () => [release.id],
      open: async (id) => (id === release.id ? release : null),
      list: async () => [lineOf(release)],
    },
    // Each page is drawn when it is asked for.
    draws: false,
    report: (error) => {
      throw error;
    },
  });
}

beforeAll(async () => {
  const answers = middling();
  served = await siteOf({ GEO: { answers }, GHA: { answers } });
  first = await siteOf({ GEO: { answers: Object.fromEntries(Object.entries(answers).slice(0, 3)) } });
});
afterAll(() => Promise.all([served.close(), first.close()]));

const page = async (path: string, of = served) => (await fetch(new URL(path, of.address))).text();
const tipsOf = (html: string, block: string) => {
  const [, svg = ''] = new RegExp(`id="${block}"[\\s\\S]*?<figure[^>]*>([\\s\\S]*?)</figure>`).exec(html) ?? [];
  return [...svg.matchAll(/(?:data-tip|aria-label)="([^"]*)"/g)].map(([, tip]) => tip!).slice(1);
};

describe('a real folder with six invited countries', () => {
  it.each(['map', 'tiles'])(
    'calls no other country on the %s a non-respondent, and links to no other',
    async (block) => {
      const html = await page('en/world');
      const tips = tipsOf(html, block);
      const silent = new Set(tips.filter((tip) => tip.includes('did not report')).map((tip) => tip.split(':')[0]));
      expect([...silent].sort()).toEqual(['Albania', 'France', 'Japan', 'Peru']);
      expect(tips.filter((tip) => tip.includes('Not invited in this cycle')).length).toBeGreaterThan(150);
      const [, figure = ''] = new RegExp(`id="${block}"[\\s\\S]*?<figure[^>]*>([\\s\\S]*?)</figure>`).exec(html)!;
      const linked = new Set(
        [...figure.matchAll(/<a href="([^"]*)"/g)].map(([, href]) => /country\/(\w+)/.exec(href!)?.[1]),
      );
      expect([...linked].sort()).toEqual(expect.arrayContaining(['FRA', 'GEO', 'GHA', 'JPN']));
      for (const country of linked) expect(invited).toContain(country);
    },
  );

  it('counts only invited countries: in the header, by region, and in the list of countries', async () => {
    const html = await page('en/world');
    expect(html).toContain('2 of 6');
    const rows = html.split('id="countries"')[1]!.match(/<tr id="[A-Z]{3}"/g)!;
    expect(rows.length).toBe(6);
    expect((await page('en/country')).split('id="countries"')[1]!.match(/<tr id="[A-Z]{3}"/g)!.length).toBe(6);
  });

  it.each([
    ['en', '2 without a deadline or a recorded day'],
    ['fr', '2 sans échéance ou sans jour enregistré'],
    ['es', '2 sin plazo o sin día registrado'],
    ['ru', 'без срока или день не записан — 2'],
    ['zh', '未设期限或日期未记录2个'],
    ['ar', 'بلا موعد نهائي أو يوم مسجل 2'],
  ])(
    'does not state in %s that the days of its returns were not recorded, as its cycle has no deadline',
    async (language, said) => {
      expect(await page(`${language}/participation`)).toContain(said);
    },
  );

  it('states how much of a treaty is known, and “not a Party” only where the list is complete', async () => {
    const complete = await page('en/treaties/CETS-185?rows=states.all');
    expect(/id="coverage"[\s\S]*?<p>(.*?)<\/p>/.exec(complete)![1]).toContain(
      '76 of 76 Parties known, complete as of 9 October 2024.',
    );
    expect(
      tipsOf(complete, 'map').filter((tip) => tip.includes('not a Party as of 9 October 2024')).length,
    ).toBeGreaterThan(80);
    expect(complete).toContain('(computed, Article 36, paragraph 4)');
    expect(complete).toContain('Party, date not in source');
    const partial = await page('en/treaties/UNTOC');
    expect(partial).toContain('the list is not complete');
    expect(tipsOf(partial, 'map').join()).not.toContain('not a Party');
    expect(await page('en/treaties/CETS-108')).toContain('as of 2023-2025 (page undated');
  });

  it('has no unfilled placeholder in links and texts of any page', async () => {
    const next = ['en/world', 'fr/world'];
    const seen = new Set<string>(next);
    const faults: string[] = [];
    const kinds = new Map<string, number>();
    const from = new Map<string, string>();
    while (next.length > 0) {
      const path = next.pop()!;
      const reply = await fetch(new URL(path, served.address));
      if (reply.status >= 400) faults.push(`${from.get(path)} leads to ${path}: ${reply.status}`);
      const html = await reply.text();
      const shown = html.replace(/<pre[\s\S]*?<\/pre>/g, '');
      const texts = [...shown.matchAll(/>([^<>]+)</g), ...shown.matchAll(/(?:data-tip|aria-label|title)="([^"]*)"/g)];
      for (const [, text] of texts)
        if (/\b(?:undefined|NaN)\b|\[object|^\s*null\s*$|: null\b/.test(text!)) faults.push(`${path}: ${text}`);
      for (const [, href, text] of shown.matchAll(/<a [^>]*href="([^"]*)"[^>]*>([^<]*)/g)) {
        if (/undefined|NaN|null/.test(href!) || text === '–') faults.push(`${path}: ${href} ${text}`);
        const to = new URL(href!, new URL(path, served.address));
        const address = to.pathname.slice(1);
        if (to.origin !== new URL(served.address).origin || !/^(?:en|fr)\//.test(address) || seen.has(address))
          continue;
        const kind = address.split('/').slice(0, 2).join('/');
        if ((kinds.get(kind) ?? 0) >= 8) continue;
        kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
        seen.add(address);
        next.push(address);
        from.set(address, path);
      }
    }
    expect(faults).toEqual([]);
    expect(seen.size).toBeGreaterThan(30);
  });
});

it('a release without a score states so, and shows no incomplete range (release-without-scores)', async () => {
  const world = await page('en/world', first);
  expect(world).toContain('No country has a published score yet.');
  expect(await page('fr/world', first)).toContain('Aucun pays n’a encore de score publié');
  for (const path of [
    'en/world',
    'fr/world',
    'en/country/GEO',
    'en/regions',
    'en/needs',
    'en/progress',
    'en/quality',
  ]) {
    const text = (await page(path, first)).replace(/<(script|style|pre)[\s\S]*?<\/\1>/g, '').replace(/<[^>]*>/g, ' ');
    expect(text, path).not.toMatch(/(?:– to –|– à –|– – –|undefined|NaN)/);
  }
});
