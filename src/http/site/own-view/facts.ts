/** What a reader's own view changes, in a sentence and four figures. */
import { html } from 'hono/html';
import type { OwnView, ViewedCountry } from '../../../release/index.ts';
import type { Html } from '../page-context.ts';
import type { OwnViewPage } from './page.ts';
import type { OwnWords } from './words.ts';

/** Countries that have both scores. */
export const inBoth = (countries: readonly ViewedCountry[]): ViewedCountry[] =>
  countries.filter(({ published, own }) => published !== null && own !== null);

export const changeOf = ({ published, own }: ViewedCountry): number => own!.score - published!.score;

/** About the countries shown. */
export function summaryOf(
  { t, change, name }: OwnWords,
  countries: readonly ViewedCountry[],
  { same }: Pick<OwnViewPage, 'same'>,
): string {
  const both = inBoth(countries);
  if (same) return t('result.same', { scored: both.length });
  const moved = both.filter((one) => change(changeOf(one)).way !== 'same');
  const tier = both.filter(({ published, own }) => published!.tier !== own!.tier).length;
  const furthest = (way: 'up' | 'down') =>
    moved
      .filter((one) => change(changeOf(one)).way === way)
      .sort((a, b) => Math.abs(changeOf(b)) - Math.abs(changeOf(a)))[0];
  const [up, down] = [furthest('up'), furthest('down')];
  const reported = (one: ViewedCountry | undefined) => (one ? change(changeOf(one)).text : '');
  const called = (one: ViewedCountry | undefined) => (one ? name('country', one.country) : 'none');
  const count = (fits: (one: ViewedCountry) => boolean) => countries.filter(fits).length;
  const gained = count(({ published, own }) => published === null && own !== null);
  const lost = count(({ published, own }) => published !== null && own === null);
  return [
    t('result.said', { moved: moved.length, scored: both.length, tier }),
    t('result.furthest', { up: called(up), up_by: reported(up), down: called(down), down_by: reported(down) }),
    gained > 0 ? t('result.gained', { count: gained }) : '',
    lost > 0 ? t('result.lost', { count: lost }) : '',
  ]
    .filter((sentence) => sentence !== '')
    .join(' ');
}

/**
 * Statements about all countries together require the minimum group size of the cycle. Of a selection, countries are
 * counted and nothing else is computed.
 *
 * @param countries - those shown
 */
export function showOwnFacts(
  { t, points }: OwnWords,
  { agreement }: OwnView,
  countries: readonly ViewedCountry[],
  { leastGroup, isNarrowed }: { leastGroup: number; isNarrowed: boolean },
): Html {
  if (agreement === null) return html`<p class="note">${t('facts.few', { least: leastGroup })}</p>`;
  const both = inBoth(countries);
  const tier = both.filter(({ published, own }) => published!.tier !== own!.tier).length;
  const banded = both.filter(({ published, own }) => published!.band !== null && own!.band !== null);
  const apart = banded.filter(
    ({ published, own }) =>
      own!.band!.rankHigh < published!.band!.rankLow || own!.band!.rankLow > published!.band!.rankHigh,
  ).length;
  const fact = (text: string, figure: string) => html`<div><dt>${text}</dt><dd>${figure}</dd></div>`;
  return html`<dl class="facts">
${fact(t('facts.tier'), t('facts.of', { count: tier, all: both.length }))}
${isNarrowed ? '' : fact(t('facts.shift'), points(agreement.shift))}
${isNarrowed || agreement.spearman === null ? '' : fact(t('facts.alike'), points(agreement.spearman, 3))}
${banded.length === 0 ? '' : fact(t('facts.apart'), t('facts.of', { count: apart, all: banded.length }))}
</dl>`;
}
