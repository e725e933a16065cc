/** Typed-in marts of steps to the target: by area, countries that took them, and the support that these offer. */
import type { DatasetRow } from '../../../src/dashboard/index.ts';
import { areas, baseline, cycle, draw, indicators, questionsOf, reported, states } from './world.ts';

const reporting = states.filter(([country]) => reported(country));
const offersOf = (country: string) => (draw('o', country) < 0.5 ? 'experts model_laws_or_procedures' : null);
const stepCodes = Object.keys(indicators).slice(0, areas.length);

const stepRows = (country: string, area: string): DatasetRow[] => {
  const indicator = stepCodes[areas.indexOf(area)]!;
  const mean = 100 * draw(country, area);
  return questionsOf(indicator).map(({ question }, at) => {
    const state = ['step', 'step', draw('m', country, area) < 0.5 ? 'hidden' : 'missing'][at]!;
    const isStep = state === 'step';
    return {
      cycle,
      country,
      area,
      item: question,
      question,
      state,
      list: 'law',
      step_kind: isStep ? (at === 0 ? 'choice' : 'one_more') : null,
      value_text: isStep ? '1' : null,
      score: isStep ? 25 : null,
      next_value: isStep ? (at === 0 ? '2' : '2 3') : null,
      goal: null,
      next_score: isStep ? 50 : null,
      top_score: isStep ? 100 : null,
      weight_in_area: 0.2,
      step_points: isStep ? 5 : null,
      score_after: isStep ? mean + 5 : null,
      reaches_target: isStep ? mean < 75 && mean + 5 >= 75 : null,
      indicator: at === 0 ? indicator : null,
      points_in_indicator: isStep && at === 0 ? 8.3 : null,
      best_points: isStep ? 15 : null,
      path_position: isStep ? at + 1 : null,
      path_score: isStep ? mean + 15 * (at + 1) : null,
      peers: isStep && at === 0 ? 'XAB XAC' : null,
      peer_count: isStep ? (at === 0 ? 2 : 0) : null,
    };
  });
};

export const stepTables: Record<string, () => DatasetRow[]> = {
  areas: () => areas.map((area, at) => ({ area, position: at + 1, questions: 3 })),
  steps: () => reporting.flatMap(([country]) => areas.flatMap((area) => stepRows(country, area))),
  step_areas: () =>
    reporting.flatMap(([country]) =>
      areas.map((area) => {
        const scored = draw('n', country, area) > 0.05;
        const mean = 100 * draw(country, area);
        const fewest = mean >= 75 ? 0 : mean >= 45 ? 2 : null;
        const states = stepRows(country, area).map(({ state }) => state);
        return {
          cycle,
          country,
          area,
          mean_score: scored ? mean : null,
          target: 75,
          gap_points: scored ? Math.max(0, 75 - mean) : null,
          steps: 2,
          hidden: states.filter((state) => state === 'hidden').length,
          missing: states.filter((state) => state === 'missing').length,
          protected: draw('g', country, area) < 0.2 ? 2 : 0,
          all_step_points: scored ? 10 : null,
          all_best_points: scored ? 30 : null,
          fewest: scored ? fewest : null,
          outlook: scored
            ? fewest === 0
              ? 'reached'
              : fewest === null
                ? 'beyond_listed'
                : 'within_listed'
            : 'no_score',
        };
      }),
    ),
  step_peers: () =>
    reporting.flatMap(([country, , region]) =>
      [...areas.slice(0, 3), 'training_judges'].flatMap((area) =>
        states
          .filter(([peer]) => ['XAB', 'XAC'].includes(peer) && peer !== country)
          .map(([peer, , theirs], at) => ({
            cycle,
            country,
            area,
            peer,
            place: at + 1,
            region: theirs,
            same_region: region === theirs,
            step_count: 1,
            steps: questionsOf(stepCodes[areas.indexOf(area)]!)[0]!.question,
            offers: offersOf(peer),
          })),
      ),
    ),
  raised_answers: () =>
    ['XAB', 'XAC'].flatMap((country) =>
      stepCodes.map((indicator) => ({
        cycle,
        from_cycle: baseline,
        country,
        item: questionsOf(indicator)[0]!.question,
        score_from: 25,
        score_to: 50,
      })),
    ),
  offers: () =>
    reporting.map(([country, , region]) => {
      const offers = offersOf(country);
      return { cycle, country, region, offers, state: offers === null ? 'none' : 'offers' };
    }),
};
