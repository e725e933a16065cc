import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { DatasetRow } from '../../../src/dashboard/index.ts';
import { openOwnViews } from '../../../src/http/site/own-view/own-views.ts';
import { readWeights, writeWeights } from '../../../src/http/site/own-view/own-weights.ts';
import { weighable } from '../../../src/release/index.ts';
import { runScoreTree } from '../../../src/statistics/index.ts';
import { serveWeighed, type Weighed } from '../../journeys/weighed.ts';

let weighed: Weighed;
beforeAll(async () => {
  weighed = await serveWeighed();
});
afterAll(() => weighed.served.close());

const page = async (path: string) => {
  const reply = await fetch(new URL(path, weighed.served.address));
  return { status: reply.status, text: await reply.text(), reply };
};
const rules = (query = '', language = 'en') => page(`${language}/preparedness/weights/RULES${query}`);
const cellsOf = (text: string, country: string) =>
  [
    ...text
      .split(`<tr id="${country}">`)[1]!
      .split('</tr>')[0]!
      .matchAll(/<td[^>]*>(.*?)<\/td>/gs),
  ].map(([, cell]) => cell!.replaceAll(/<[^>]+>/g, '').trim());
const scoreOf = (country: string, element: string) =>
  weighed.release.rows('scores').find((row) => row.country === country && row.element === element)!.score as number;

describe('the page of custom weights', () => {
  it('shows the published figures for the published weights, and states so', async () => {
    const { status, text } = await rules();
    expect(status).toBe(200);
    for (const country of ['XAA', 'XAB', 'XAC', 'XAD']) {
      const [was, own, change] = cellsOf(text, country);
      expect(own).toBe(was);
      expect(own).toBe(scoreOf(country, 'RULES').toFixed(1));
      expect(change).toMatch(/^= 0\.0$/);
    }
    expect(text).toContain('every figure is as published');
    expect(text).not.toContain('<title>Own view');
  });

  it('computes each figure with the weights of its address', async () => {
    const { text } = await rules('?RUL.LAW=2');
    const by = (2 * scoreOf('XAB', 'RUL.LAW') + scoreOf('XAB', 'RUL.PLAN')) / 3;
    expect(cellsOf(text, 'XAB')[1]).toBe(by.toFixed(1));
    expect(text).toMatch(/name="RUL\.LAW"[^>]* value="2"/);
    expect(text).toContain('66.7% of the score; published 50.0%');
  });

  it('is marked as a custom view that is not published: in its title, its notice, its table and its image', async () => {
    const { text } = await rules('?RUL.LAW=2');
    expect(text).toContain('<title>Own view, not published');
    expect(text).toMatch(/tone-own"><b class="own-word">Own view<\/b> Not published/);
    expect(text).toContain('<caption>Own view, not published');
    expect(text).toContain(`Own view, not published · release ${weighed.release.id}`);
    expect(text).toContain('band-illustrative');
  });

  it('keeps the weights in its address for the other language and for the file', async () => {
    const { text } = await rules('?RUL.LAW=2&RUL.PLAN=0.5');
    expect(text).toContain('fr/preparedness/weights/RULES?RUL.LAW=2&amp;RUL.PLAN=0.5" hreflang="fr"');
    expect(text).toContain('RULES/figures.csv?RUL.LAW=2&amp;RUL.PLAN=0.5"');
    expect((await rules('?RUL.LAW=2', 'fr')).text).toContain('Vue personnelle, non publiée');
  });

  it('discloses nothing of its inputs', async () => {
    for (const path of ['score_tree.json', 'inputs/score_tree.json', 'inputs%2Fscore_tree.json', 'inputs/forest.json'])
      expect((await page(`data/${weighed.release.id}/${path}`)).status).toBe(404);
  });

  it('offers the view as a file with its description in every row', async () => {
    const { reply, text } = await page('en/preparedness/weights/RULES/figures.csv?RUL.LAW=2');
    expect(reply.headers.get('content-disposition')).toContain(`illustrative-${weighed.release.id}-own-view-RULES.csv`);
    const [head, ...rows] = text.trim().split('\r\n');
    expect(head).toContain('own_score');
    expect(rows.length).toBe(8);
    for (const row of rows) expect(row).toMatch(/^"own view, not published",.*,RUL\.LAW=2 RUL\.PLAN=1,.*,true$/);
  });

  it('shows no score of a country that has not reported', async () => {
    const cells = cellsOf((await rules('?RUL.LAW=2')).text, 'XAH');
    expect(cells.slice(0, 3)).toEqual(['–', '–', '–']);
    expect(cells[4]).toContain('did not report');
  });

  it('states that there is no result where every weight is 0', async () => {
    const { status, text } = await rules('?RUL.LAW=0&RUL.PLAN=0');
    expect(status).toBe(200);
    expect(text).toContain('Every weight is 0');
    expect(text).not.toContain('<tbody>');
    expect((await page('en/preparedness/weights/RULES/figures.csv?RUL.LAW=0&RUL.PLAN=0')).status).toBe(404);
  });

  it.each([
    ['RUL.LAW=9', '“9” is not a valid weight for RUL.LAW'],
    ['RUL.LAW=-1', '“-1” is not a valid weight'],
    ['RUL.LAW=0.1', '“0.1” is not a valid weight'],
    ['RUL.LAW=NaN', '“NaN” is not a valid weight'],
    ['RUL.LAW=', '“” is not a valid weight'],
    ['CAP.LAW=2', '“CAP.LAW” in the address is not a part of'],
    ['__proto__=2', '“__proto__” in the address is not a part of'],
    [`x=<script>&${'y'.repeat(100)}=1`, `“${'y'.repeat(40)}…”`],
  ])('reports %s and keeps the published weights', async (query, said) => {
    const { status, text } = await rules(`?${query}`);
    expect(status).toBe(200);
    expect(text).toContain(said);
    expect(text).not.toContain('<script>');
    expect(text).toContain('every figure is as published');
  });

  it('redirects to the first element without one, and does not exist for an element with a single part', async () => {
    expect((await page('en/preparedness/weights')).reply.url).toContain('preparedness/weights/RULES');
    for (const path of ['SERVICES', 'NONE', 'RULES/other.csv', 'RULES/figures.csv/more'])
      expect((await page(`en/preparedness/weights/${path}`)).status).toBe(404);
  });

  it('states where a release has no inputs to compute from', async () => {
    const { status, text } = await page('en/weights/CAPACITY');
    expect(status).toBe(200);
    expect(text).toContain('does not contain the data needed to compute other weights');
    expect((await page('en/world')).text).not.toContain('/weights/');
  });
});

describe('a release of earlier software', () => {
  it('whose intervals differ from a new computation is marked, and one with equal intervals is not', async () => {
    const lower = (rows: readonly DatasetRow[]) => rows.map((row) => ({ ...row, p05: Number(row.p05) - 1 }));
    const earlier = await serveWeighed((built) => ({
      ...built,
      rows: (mart) => (mart === 'bands' ? lower(built.rows(mart)) : built.rows(mart)),
    }));
    const reply = await fetch(new URL('en/preparedness/weights/RULES?RUL.LAW=2', earlier.served.address));
    expect(await reply.text()).toContain('built by an earlier version');
    await earlier.served.close();
    expect((await rules('?RUL.LAW=2')).text).not.toContain('built by an earlier version');
  });
});

describe('the weights of a part', () => {
  it.each(['en/preparedness/world', 'en/preparedness/method', 'en/preparedness/figure/XAA/RULES'])(
    'are linked from %s',
    async (path) => {
      expect((await page(path)).text).toContain('preparedness/weights/RULES"');
    },
  );

  it('without subparts are those of its siblings', async () => {
    expect((await page('en/preparedness/world/RUL.LAW')).text).toContain('Try other weights: Rules');
  });
});

describe('weights in an address', () => {
  it('are only those that differ from the published ones, in one order', () => {
    const { weights } = readWeights('?B=0.5&A=1&C=4', ['A', 'B', 'C']);
    expect(weights).toEqual({ B: 0.5, C: 4 });
    expect(writeWeights(weights, ['C', 'A', 'B'])).toBe('?C=4&B=0.5');
    expect(writeWeights({}, ['A'])).toBe('');
  });

  it('report only a few faults', () => {
    const query = Array.from({ length: 500 }, (_, at) => `x${at}=1`).join('&');
    expect(readWeights(query, ['A']).faults).toHaveLength(4);
  });
});

describe('views of readers', () => {
  const kept = () => weighed.release.scoreTree!()!;
  const element = () => weighable(kept())[0]!;

  it('are computed once for the same weights', async () => {
    let runs = 0;
    const views = openOwnViews({
      run: (kind, ...takes) => {
        runs += 1;
        return runScoreTree(kind, ...takes);
      },
    });
    const ask = (weights: Record<string, number>) => views.view(weighed.release, kept(), element(), weights);
    const part = kept().elements[element().children[0]!]!.code;
    expect(await ask({ [part]: 2 })).toBe(await ask({ [part]: 2 }));
    expect(runs).toBe(1);
  });

  it('are refused when too many requests wait', async () => {
    const views = openOwnViews({ queue: 0, run: runScoreTree });
    await expect(views.view(weighed.release, kept(), element(), {})).rejects.toMatchObject({ code: 'views_busy' });
  });

  it('continue after the drawing thread has failed', async () => {
    const views = openOwnViews();
    const broken = { ...kept(), data: { ...kept().data, scores: null as never } };
    await expect(views.view(weighed.release, broken, element(), {})).rejects.toThrow();
    expect(await views.view(weighed.release, kept(), element(), {})).not.toBeNull();
    await views.close();
  });
});
