/** Marts of needs, progress, regions, treaties, uncertainty and sensitivity. */
import type { DatasetRow } from '../../../src/dashboard/index.ts';
import { areas, baseline, cycle, draw, elements, fact, reported, states, treaties } from './world.ts';

export const resultTables: Record<string, () => DatasetRow[]> = {
  needs: () =>
    states
      .filter(([country]) => reported(country))
      .flatMap(([country]) =>
        areas.map((area) => {
          const mean = 100 * draw(country, area);
          const priority = draw('p', country, area) < 0.12 ? null : Math.floor(draw('r', country, area) * 5);
          const gap = Math.max(0, 75 - mean) / 75;
          const support = draw('s', country, area) < 0.4 ? 1 : 0;
          return {
            cycle,
            country,
            area,
            mean_score: mean,
            coverage: 0.8,
            gap,
            priority,
            need: priority === null ? null : gap * priority * 25,
            need_status: priority === null ? 'not_stated' : 'stated',
            protection: 'none',
            need_p05: priority === null ? null : gap * priority * 22,
            need_median: priority === null ? null : gap * priority * 25,
            need_p95: priority === null ? null : gap * priority * 25,
            readiness: 'premises counterpart',
            readiness_count: 2,
            help_wanted: 'draft direct',
            obstacles: '',
            active_support: support,
            uncertain_support: 0,
            need_if_full: priority === null ? null : gap * priority * 20,
            need_if_zero: priority === null ? null : gap * priority * 25,
            unmet: priority === null ? null : priority >= 3 && support === 0,
            unmet_status: priority === null ? 'unknown' : priority >= 3 && support === 0 ? 'unmet' : 'met',
          };
        }),
      ),
  need_areas: () =>
    areas.map((area) => ({
      cycle,
      area,
      reporting: 10,
      members: 12,
      mean_gap: 0.4,
      mean_need: 15 + 40 * draw(area),
      stated: 9,
      unmet_countries: Math.floor(draw('u', area) * 6),
      unknown_countries: 1,
      active_support: 4,
    })),
  balances: () =>
    states
      .filter(([country]) => reported(country))
      .map(([country]) => {
        const [first, second] = [100 * draw(country, 'one'), 100 * draw(country, 'two')];
        const half = (score: number) => score >= 50;
        return {
          cycle,
          country,
          first_dimension: 'COMMITMENT',
          second_dimension: 'CAPACITY',
          first_score: first,
          first_low: Math.max(0, first - 8),
          first_high: Math.min(100, first + 6),
          second_score: second,
          second_low: Math.max(0, second - 5),
          second_high: Math.min(100, second + 9),
          difference: second - first,
          distance: Math.abs(second - first),
          certain: Math.abs(second - first) > 15,
          quadrant: half(first) ? (half(second) ? 'both' : 'first') : half(second) ? 'second' : 'neither',
        };
      }),
  region_needs: () =>
    ['world', 'XNR', 'XSR'].flatMap((region) =>
      areas.map((area) => ({
        cycle,
        kind: region === 'world' ? 'world' : 'region',
        region,
        area,
        reporting: region === 'world' ? 10 : 5,
        members: region === 'world' ? 12 : 6,
        mean_gap: 0.4,
        mean_need: 15 + 40 * draw(area) + (region === 'XNR' ? 5 : 0),
        stated: region === 'world' ? 9 : 5,
        unmet_countries: Math.floor(draw('u', area) * 6),
        unknown_countries: 1,
        active_support: 4,
      })),
    ),
  progress: () =>
    states
      .filter(([country]) => reported(country))
      .flatMap(([country]) =>
        elements
          .filter(({ level }) => level !== 'indicator')
          .map(({ element, level }) => {
            const from = 100 * draw(country) * 0.8;
            const change = (draw('g', country, element) - 0.35) * 30;
            const classes = [
              'on_track',
              'moderate',
              'insufficient',
              'moving_away',
              'no_change_shown',
              'reached',
              'not_comparable',
            ];
            const shown =
              draw('h', country, element) < 0.1
                ? 'not_comparable'
                : from + change >= 75
                  ? 'reached'
                  : change < 0
                    ? 'moving_away'
                    : classes[Math.floor(draw('i', country, element) * 3)]!;
            const missing = shown === 'not_comparable';
            return {
              country,
              level,
              element,
              is_baseline: true,
              from_cycle: baseline,
              to_cycle: cycle,
              score_from: missing ? null : from,
              score_to: missing ? null : from + change,
              change: missing ? null : change,
              comparable_questions: missing ? 0 : 14,
              changed_answers: missing ? 0 : 5,
              protection: missing ? 'withheld' : 'rounded',
              published_to: missing ? null : from + 6.5,
              published_change: missing ? null : 6.5,
              method_change: missing ? null : 1.5,
              same_sign: missing ? null : 0.97,
              achieved_per_year: missing ? null : change / 2,
              required_per_year: missing ? null : Math.max(0, 75 - from) / 6,
              pace: missing ? null : 0.7,
              class: shown,
            };
          }),
      ),
  region_scores: () =>
    ['world', 'XNR', 'XSR'].flatMap((region) =>
      elements.map(({ element, level }) => ({
        cycle,
        kind: region === 'world' ? 'world' : 'region',
        region,
        level,
        element,
        scored: region === 'world' ? 9 : 5,
        reporting: region === 'world' ? 10 : 5,
        members: region === 'world' ? 12 : 6,
        mean: 40 + 20 * draw(region, element),
        lowest: 12,
        highest: 88,
        median: 40 + 20 * draw(region, element, 'm'),
      })),
    ),
  flags: () => [
    {
      cycle,
      country: 'XAC',
      flag: 'powers_ahead',
      indicator: 'CAP.PRO',
      indicator_score: 81,
      beside: 'CAP.SAF',
      beside_score: 40,
      detail: 'CAP.PRO 81.0, CAP.SAF 40.0',
    },
  ],
  treaty_status: () =>
    treaties.flatMap((treaty) => [
      ...states.map(([country]) => fact(treaty, country, 'illustrative')),
      ...['FRA', 'GHA', 'BRA', 'JPN', 'MUS', 'NOR'].map((country) => fact(treaty, country, 'real')),
    ]),
  treaty_standing: () =>
    treaties.flatMap((treaty, nth) =>
      ['FRA', 'GHA', 'BRA', 'JPN', 'MUS', 'NOR'].map((country, n) => ({
        treaty,
        country,
        standing: n < 3 ? 'in_force' : n === 3 ? 'signed' : nth === 0 ? 'not_party' : 'not_in_source',
        bound: n < 3 ? 'party' : n === 3 || nth === 0 ? 'not_party' : 'not_known',
        as_of: '2024-10-09',
        source: 'An office',
        confirmed: true,
      })),
    ),
  treaty_coverage: () =>
    treaties.map((treaty, nth) => ({
      treaty,
      complete: nth === 0,
      absent: nth === 0 ? 'not_party' : 'not_in_source',
      complete_as_of: nth === 0 ? '2024-10-09' : '2008-10',
      parties_counted: nth === 0 ? 76 : null,
      parties_known: nth,
      parties_to_confirm: nth,
      parties_later: nth,
      count_source: nth === 0 ? 'An office' : null,
    })),
  bands: () =>
    states
      .filter(([country]) => reported(country))
      .flatMap(([country]) =>
        elements.map(({ element, level }) => ({
          cycle,
          country,
          level,
          element,
          score: 50,
          median: 49,
          p05: 41.5,
          p95: 58.25,
          rank: 4,
          rank_median: 4,
          rank_p05: 2,
          rank_p95: 7,
          ranked: 10,
          replications: 500,
          failed: 0,
          without_score: 0,
        })),
      ),
  need_variants: () =>
    states
      .filter(([country]) => reported(country))
      .map(([country]) => ({
        cycle,
        variant: 'target_90',
        country,
        area: 'legislation',
        target: 90,
        priority_counts: true,
        need: 44,
        difference: 6.5,
      })),
  sensitivity: () =>
    ['weights', 'mean'].map((factor, at) => ({
      cycle,
      element: 'COMMITMENT',
      factor,
      first: 0.1 + at / 2,
      first_low: 0.05 + at / 2,
      first_high: 0.2 + at / 2,
      total: 0.3 + at / 2,
      total_low: 0.2 + at / 2,
      total_high: 0.4 + at / 2,
      base: 128,
      failed_rows: 0,
    })),
};
