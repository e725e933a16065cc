/** The differences between two releases as rows of a file. */

import type { PageContext } from '../page-context.ts';
import type { ReleaseComparison } from './comparisons.ts';
import { changeWords } from './country-change.ts';

type Rows = (string | number | null)[][];

/** The countries that a page shows; null for all. */
type Countries = ReadonlySet<string> | null;

const isAmong =
  (only: Countries) =>
  ({ country }: { readonly country: string }): boolean =>
    only === null || only.has(country);

/** For all cycles, as figures of earlier cycles may have changed too. */
export function figureRows(context: PageContext, of: ReleaseComparison, only: Countries = null): Rows {
  const { name, element } = changeWords(context, of, null);
  const head = 'from_release to_release cycle country country_name element element_name before after difference causes';
  return [
    [...head.split(' '), 'illustrative'],
    ...of.difference.scores.filter(isAmong(only)).map((one) => {
      const difference = one.from === null || one.to === null ? null : one.to - one.from;
      const codes = [of.from.id, of.to.id, one.cycle, one.country, name('country', one.country)];
      const causes = one.causes.join(' ');
      return [
        ...codes,
        one.element,
        element(one.element),
        one.from,
        one.to,
        difference,
        causes,
        String(of.to.illustrative),
      ];
    }),
  ];
}

export function answerRows(context: PageContext, of: ReleaseComparison, only: Countries = null): Rows {
  const { name, question } = changeWords(context, of, null);
  const head = 'from_release to_release cycle country country_name indicator item question_text';
  const more = 'state_before before state_after after change cell illustrative';
  return [
    [...head.split(' '), ...more.split(' ')],
    ...of.difference.answers
      .filter(isAmong(only))
      .map((one) => [
        ...[of.from.id, of.to.id, one.cycle, one.country, name('country', one.country), one.indicator, one.item],
        ...[
          question(one),
          one.fromState,
          one.from,
          one.toState,
          one.to,
          one.kind,
          one.cell,
          String(of.to.illustrative),
        ],
      ]),
  ];
}
