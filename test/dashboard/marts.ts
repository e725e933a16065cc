/** Typed-in marts of twelve fictional States, in the columns that pipelines/marts/ gives: enough to draw every page. */

import type { Feature } from 'geojson';
import type { MapSource, ReleaseView, Row } from '../../src/dashboard/index.ts';

export const cycle = 'cybercrime-2026';
const baseline = 'cybercrime-2024';

export const states = [
  ['XAA', 'Alvaria', 'XNR'],
  ['XAB', 'Belmora', 'XNR'],
  ['XAC', 'Corvenia', 'XNR'],
  ['XAD', 'Dorsland', 'XNR'],
  ['XAE', 'Estavar', 'XNR'],
  ['XAF', 'Feldmark', 'XSR'],
  ['XAG', 'Galdria', 'XSR'],
  ['XAH', 'Hesperal', 'XSR'],
  ['XAI', 'Isle of Quern', 'XSR'],
  ['XAJ', 'Jorvane', 'XSR'],
  ['XAK', 'Kestrelia <b>&"', 'XSR'],
  ['XAL', 'Lorn', 'XSR'],
] as const;
const regions = { XNR: ['Northern Reach', 'Étendue du Nord'], XSR: ['Southern Reach', 'Étendue du Sud'] } as const;

const dimensions = {
  COMMITMENT: ['Political commitment', 'Engagement politique'],
  CAPACITY: ['Capacity', 'Capacités'],
  SAFEGUARDS: ['Safeguards', 'Garanties'],
};
const pillars: Record<string, [string, string, string]> = {
  'COM.STEPS': ['COMMITMENT', 'Steps to legislation and institutions', 'Mesures législatives et institutionnelles'],
  'COM.COOP': ['COMMITMENT', 'International cooperation', 'Coopération internationale'],
  'COM.RES': ['COMMITMENT', 'Resources', 'Ressources'],
  'CAP.LAW': ['CAPACITY', 'Law', 'Droit'],
  'CAP.COOP': ['CAPACITY', 'Cooperation across borders', 'Coopération transfrontière'],
  'CAP.SERV': ['CAPACITY', 'Services', 'Services'],
  'CAP.TRAIN': ['CAPACITY', 'Training', 'Formation'],
  'CAP.PART': ['CAPACITY', 'Partnerships', 'Partenariats'],
  'CAP.CHILD': ['CAPACITY', 'Children', 'Enfants'],
  'CAP.MONEY': ['CAPACITY', 'Money flows', 'Flux financiers'],
  'CAP.STAT': ['CAPACITY', 'Statistics', 'Statistiques'],
  'SAF.LAW': ['SAFEGUARDS', 'Human rights and rule of law', 'Droits humains et état de droit'],
  'SAF.DATA': ['SAFEGUARDS', 'Data protection', 'Protection des données'],
};
const indicators: Record<string, [string, string, string]> = {
  'COM.STR': ['COM.STEPS', 'Policy, plan, self-check', 'Politique, plan, auto-évaluation'],
  'COM.LEAD': ['COM.STEPS', 'Leadership and coordination', 'Direction et coordination'],
  'COM.TRT': ['COM.COOP', 'Treaty engagement', 'Engagement conventionnel'],
  'COM.PLG': ['COM.COOP', 'Help and contacts offered', 'Aide et contacts offerts'],
  'COM.BUD': ['COM.RES', 'Own resources', 'Ressources propres'],
  'CAP.SUB': ['CAP.LAW', 'Offences', 'Infractions'],
  'CAP.PRO': ['CAP.LAW', 'Procedural powers', 'Pouvoirs procéduraux'],
  'CAP.INT': ['CAP.COOP', 'International cooperation law', 'Droit de la coopération'],
  'CAP.247': ['CAP.COOP', '24/7 contact point', 'Point de contact 24/7'],
  'CAP.UNIT': ['CAP.SERV', 'Specialised services', 'Services spécialisés'],
  'CAP.TRN': ['CAP.TRAIN', 'Training', 'Formation'],
  'CAP.ISP': ['CAP.PART', 'Cooperation with providers', 'Coopération avec les fournisseurs'],
  'CAP.CHI': ['CAP.CHILD', 'Protection of children', 'Protection des enfants'],
  'CAP.FIN': ['CAP.MONEY', 'Financial investigation', 'Enquêtes financières'],
  'CAP.STA': ['CAP.STAT', 'Statistics', 'Statistiques'],
  'CAP.SAF': ['SAF.LAW', 'Safeguards', 'Garanties'],
  'CAP.DP': ['SAF.DATA', 'Data protection', 'Protection des données'],
};
const areas = [
  'policy',
  'legislation',
  'safeguards',
  'cooperation',
  'units',
  'training_police',
  'training_prosecutors',
  'training_judges',
  'providers',
  'domain_names',
  'networks',
  'children',
  'financial',
  'statistics',
];
const treaties = ['CETS 185', 'CETS 189', 'CETS 224', 'CETS 201'];

/** A figure between 0 and 1 that is the same in each run. */
function draw(...of: unknown[]): number {
  let h = 2166136261;
  for (const letter of of.join('|')) h = Math.imul(h ^ letter.charCodeAt(0), 16777619);
  h ^= h >>> 13;
  h = Math.imul(h, 0x5bd1e995);
  return ((h ^ (h >>> 15)) >>> 0) / 4294967296;
}

const reported = (country: string) => country !== 'XAL' && country !== 'XAE';
const tierOf = (score: number) => (score < 25 ? 1 : score < 50 ? 2 : score < 75 ? 3 : 4);

function score(of: string, country: string, element: string, level: string, parent: string | null): Row {
  const strength = 0.15 + 0.75 * draw(country);
  const value =
    Math.round(100 * Math.min(1, Math.max(0, strength + (draw(of, country, element) - 0.5) * 0.5)) * 10) / 10;
  const coverage = draw('c', country, element) < 0.18 ? 0.4 : 0.7 + 0.3 * draw('d', country, element);
  const status = !reported(country)
    ? 'not_reported'
    : draw('n', country, element) < 0.04
      ? 'not_applicable'
      : coverage < 2 / 3
        ? 'below_threshold'
        : 'published';
  const shown = status === 'published';
  const slack = (1 - coverage) * 60;
  return {
    cycle: of,
    country,
    level,
    element,
    parent,
    score: shown ? value : null,
    if_missing_zero: shown ? Math.max(0, value - slack) : null,
    if_missing_full: shown ? Math.min(100, value + slack) : null,
    settled: shown ? slack === 0 : null,
    coverage: reported(country) ? coverage : 0,
    threshold: 2 / 3,
    asked: 20,
    with_value: Math.round(20 * coverage),
    share_answered: reported(country) ? coverage : null,
    answered_threshold: 0.5,
    not_applicable: 1,
    share_not_applicable: reported(country) ? 0.05 : null,
    status,
    tier: shown ? tierOf(value) : null,
    share_self_reported: 0.5,
    share_evidenced: 0.4,
    share_verified: 0.1,
    weight: 0.25,
    contribution: shown ? value * 0.25 : null,
  };
}

const elements = [
  ...Object.keys(dimensions).map((element) => ({ element, level: 'dimension', parent: null })),
  ...Object.entries(pillars).map(([element, [parent]]) => ({ element, level: 'pillar', parent })),
  ...Object.entries(indicators).map(([element, [parent]]) => ({ element, level: 'indicator', parent })),
];

const questionsOf = (indicator: string) =>
  [1, 2, 3].map((n) => ({
    question: `${'BCDEFGHIJK'[Math.floor(draw(indicator) * 10)]}${String(n + 10 * Math.floor(draw('q', indicator) * 2)).padStart(2, '0')}`,
    n,
  }));

function label(kind: string, id: string, en: string, fr: string): Row[] {
  return [
    { kind, id, language: 'en', label: en },
    { kind, id, language: 'fr', label: fr },
  ];
}

const capitals = (text: string) => text[0]!.toUpperCase() + text.slice(1).replaceAll('_', ' ');

const tables: Record<string, () => Row[]> = {
  countries: () =>
    states.map(([country, , region], n) => ({
      country,
      alpha2: `X${n}`,
      region,
      subregion: region,
      groups: n % 3 === 0 ? 'sids ldc' : '',
      invited: true,
      reported: reported(country),
      illustrative: true,
    })),
  labels: () => [
    ...states.flatMap(([code, name]) => label('country', code, name, name)),
    ...Object.entries(regions).flatMap(([code, [en, fr]]) => label('region', code, en, fr)),
    ...Object.entries(dimensions).flatMap(([code, [en, fr]]) => label('dimension', code, en!, fr!)),
    ...Object.entries(pillars).flatMap(([code, [, en, fr]]) => label('pillar', code, en, fr)),
    ...Object.entries(indicators).flatMap(([code, [, en, fr]]) => label('indicator', code, en, fr)),
    ...areas.flatMap((area) => label('area', area, capitals(area), capitals(area))),
    ...treaties.flatMap((treaty) => label('treaty', treaty, `${treaty} convention`, `Convention ${treaty}`)),
    ...Object.keys(indicators).flatMap((indicator) =>
      questionsOf(indicator).flatMap(({ question, n }) =>
        label(
          'question',
          question,
          `Does the law or practice meet point ${n}?`,
          `Le droit ou la pratique satisfait-il au point ${n} ?`,
        ),
      ),
    ),
    ...label('choice', 'status:done', 'done', 'fait'),
    ...['draft', 'direct', 'premises', 'counterpart'].flatMap((id) => [
      ...label('choice', `ta:${id}`, capitals(id), capitals(id)),
      ...label('choice', `ready:${id}`, capitals(id), capitals(id)),
    ]),
    ...[0, 1, 2, 3, 4].flatMap((n) =>
      label(
        'choice',
        `prio:${n}`,
        ['no need', 'low', 'medium', 'high', 'urgent'][n]!,
        ['aucun besoin', 'faible', 'moyenne', 'élevée', 'urgente'][n]!,
      ),
    ),
    ...label('group', 'sids', 'Small island developing States', 'Petits États insulaires en développement'),
    ...label('group', 'ldc', 'Least developed countries', 'Pays les moins avancés'),
    ...[0, 1, 2, 3, 4].flatMap((n) =>
      label(
        'choice',
        `law:${n}`,
        `${n} – covered in ${n > 2 ? 'full' : 'part'}`,
        `${n} – couvert ${n > 2 ? 'entièrement' : 'en partie'}`,
      ),
    ),
    ...label('section', 'C', 'Offences', 'Infractions'),
    ...label('flag', 'powers_ahead', 'Powers ahead of safeguards', 'Pouvoirs en avance sur les garanties'),
  ],
  cycles: () => [
    {
      cycle: baseline,
      instrument: 'cybercrime',
      version: '2024',
      year: 2024,
      coverage_threshold: 2 / 3,
      least_group: 5,
      invited: 12,
      reported: 9,
      baseline_cycle: null,
      target: 75,
      target_year: 2030,
      is_current: false,
    },
    {
      cycle,
      instrument: 'cybercrime',
      version: '2026',
      year: 2026,
      coverage_threshold: 2 / 3,
      least_group: 5,
      invited: 12,
      reported: 10,
      baseline_cycle: baseline,
      target: 75,
      target_year: 2030,
      is_current: true,
    },
  ],
  framework: () => [
    ...elements.map(({ element, level, parent }, position) => ({
      level,
      element,
      parent,
      weight: parent === null ? null : 0.25,
      effective_weight: parent === null ? null : 0.1,
      position,
      scored_in_public: true,
      shown_only: false,
      combine: null,
      list: null,
      scorer: null,
    })),
    ...Object.keys(indicators).flatMap((indicator) =>
      questionsOf(indicator).map(({ question }, position) => ({
        level: 'question',
        element: question,
        parent: indicator,
        weight: 1 / 3,
        effective_weight: 0.02,
        position,
        scored_in_public: true,
        shown_only: false,
        combine: null,
        list: 'law',
        scorer: 'choice',
      })),
    ),
  ],
  scores: () =>
    [baseline, cycle].flatMap((of) =>
      states.flatMap(([country]) =>
        elements.map(({ element, level, parent }) => score(of, country, element, level, parent)),
      ),
    ),
  question_scores: () =>
    states
      .filter(([country]) => reported(country))
      .flatMap(([country]) =>
        Object.keys(indicators).flatMap((indicator) =>
          questionsOf(indicator).map(({ question, n }) => {
            const step = Math.floor(draw(country, question) * 5);
            const known = draw('k', country, question) > 0.15;
            return {
              cycle,
              country,
              question,
              part: null,
              indicator,
              item: question,
              listed: true,
              standing: known ? 'scored' : 'missing',
              state: known ? 'answered' : 'not_known',
              value_text: known ? String(step) : null,
              score: known ? step * 25 : null,
              weight_in_indicator: 1 / 3,
              contribution: known ? (step * 25) / 3 : null,
              hidden: false,
              evidence_state: 'evidenced',
              upload_sha256: '9f2c4b7a11d0e3c5b8a7f6e5d4c3b2a19f2c4b7a11d0e3c5b8a7f6e5d4c3b2a1',
              revision: 2,
              file_name: `${country} 2026.xlsx`,
              sheet: `${question[0]} Law`,
              cell: `F${10 + n}`,
            };
          }),
        ),
      ),
  answers: () => [
    {
      cycle,
      country: 'XAA',
      section: 'C',
      question: 'C04',
      part: null,
      item: 'C04',
      revision: 1,
      file_name: 'XAA 2026.xlsx',
      state: 'answered',
      value_text: '=HYPERLINK("x")',
      list: null,
      position: 14,
      comment: null,
      evidence: null,
      evidence_state: 'evidenced',
      sheet: 'C',
      cell: 'F14',
      upload_sha256: 'ab',
      questionnaire_version: '2026',
    },
  ],
  context_answers: () =>
    [
      {
        context: 'volumes',
        role: 'figure',
        question: 'V01',
        part: 'V01.sent',
        value_text: '12340',
        number_value: 12340,
      },
      { context: 'volumes', role: 'figure', question: 'V01', part: 'V01.received', state: 'not_known' },
      { context: 'volumes', role: 'note', question: 'V02', value_text: 'Counted by case' },
      { context: 'milestones', role: 'commitment', occurrence: 1, question: 'V03', value_text: 'Staff the unit' },
      { context: 'milestones', role: 'status', occurrence: 1, question: 'V03', value_text: 'done', list: 'status' },
      { context: 'milestones', role: 'commitment', occurrence: 2, question: 'V03', value_text: 'Adopt the law' },
      { context: 'milestones', role: 'change', question: 'V04', value_text: 'The unit works at night' },
      { context: 'plans', role: 'action', occurrence: 1, question: 'V05', value_text: 'Train judges' },
      { context: 'plans', role: 'date', occurrence: 1, question: 'V05', value_text: '2027-01-05' },
    ].map((one, place) => ({
      cycle,
      country: 'XAA',
      item: one.part ?? one.question,
      state: 'answered',
      part: null,
      occurrence: null,
      value_text: null,
      number_value: null,
      list: null,
      position: place + 1,
      comment: null,
      evidence: null,
      sheet: 'V',
      cell: `F${place + 1}`,
      ...one,
    })),
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
  contradictions: () => [
    {
      cycle,
      country: 'XAB',
      question: 'B01',
      answered: 'in_force',
      treaty: 'CETS 185',
      fact: 'signed',
      as_of: '2026-01-15',
      source: 'Treaty Office',
    },
  ],
  quality: () => [
    {
      cycle,
      check: 'reversed',
      value: -0.31,
      threshold: -0.2,
      verdict: 'look',
      cases: null,
      of: 10,
      detail: null,
      level: 'indicator',
      element: 'CAP.SUB',
      beside_level: 'pillar',
      beside: 'CAP.LAW',
    },
    {
      cycle,
      check: 'reported',
      value: 10 / 12,
      threshold: 2 / 3,
      verdict: 'good',
      cases: 10,
      of: 12,
      detail: '10/12',
      level: '',
      element: '',
      beside_level: '',
      beside: '',
    },
    {
      cycle,
      check: 'contradictions',
      value: 1,
      threshold: 0,
      verdict: 'look',
      cases: 1,
      of: null,
      detail: '1',
      level: '',
      element: '',
      beside_level: '',
      beside: '',
    },
  ],
  response_quality: () => [
    {
      cycle,
      country: 'XAA',
      asked: 40,
      scored: 30,
      missing: 6,
      not_applicable: 4,
      confirmed: 3,
      share_scored: 0.75,
      share_missing: 0.15,
      share_not_applicable: 0.1,
      share_confirmed: 0.1,
    },
  ],
  correlations: () => [
    ...([0.62, -0.2, null] as const).map((correlation, at) => ({
      cycle,
      level: 'indicator',
      element: 'CAP.SUB',
      beside_level: 'indicator',
      beside: ['CAP.PRO', 'CAP.INT', 'CAP.TRN'][at]!,
      correlation,
      significance: correlation === null ? null : 0.03,
      countries: 10,
    })),
    {
      cycle,
      level: 'question',
      element: 'C01',
      beside_level: 'indicator',
      beside: 'CAP.SUB',
      correlation: 0.4,
      significance: 0.2,
      countries: 10,
    },
  ],
  principal_components: () => [
    {
      cycle,
      level: 'pillar',
      element: 'CAP.LAW',
      component: 1,
      child_level: 'indicator',
      child: 'CAP.SUB',
      variance: 1.6,
      share: 0.8,
      cumulative: 0.8,
      // biome-ignore lint/suspicious/noApproximativeNumericConstant: a loading as a mart gives it, rounded
      loading: 0.707,
      countries: 10,
    },
  ],
  models: () => [
    {
      model: 'staging.answers',
      title: 'Answers',
      grain: 'cycle country question',
      kind: 'staging',
      position: 1,
      sql: 'select cycle, country, question\nfrom raw.answers',
      means: 'Accepted answers, typed',
    },
    {
      model: 'indicators.scores',
      title: 'Indicator scores',
      grain: 'cycle country indicator',
      kind: 'indicators',
      position: 2,
      sql: 'select 1 < 2',
      means: 'Mean of scored questions',
    },
    {
      model: 'marts.scores',
      title: 'Scores',
      grain: 'cycle country element',
      kind: 'marts',
      position: 3,
      sql: 'select *',
      means: 'What is published',
    },
    {
      model: 'staging.questions',
      title: 'Questions',
      grain: 'question',
      kind: 'staging',
      position: 1,
      sql: 'select question',
      means: 'Declared questions',
    },
  ],
  lineage: () => [
    { model: 'indicators.scores', reads: 'staging.answers' },
    { model: 'indicators.scores', reads: 'staging.questions' },
    { model: 'marts.scores', reads: 'indicators.scores' },
  ],
  choices: () => [0, 1, 2, 3, 4].map((n) => ({ cycle, list: 'law', choice: String(n), position: n, score: n * 25 })),
  support: () => [
    {
      cycle,
      country: 'XAA',
      occurrence: 1,
      area: 'legislation',
      provider: 'Fund',
      project: 'P',
      from: '2025-01-01',
      to: '2027-01-01',
      value: 10,
      iati: '',
      use: 'useful',
      active: true,
    },
  ],
};

function fact(treaty: string, country: string, kind: string): Row {
  const status = ['in_force', 'signed', 'consent', 'not_in_source'][Math.floor(draw(treaty, country) * 4)]!;
  const year = 2002 + Math.floor(draw('y', treaty, country) * 22);
  const party = status === 'in_force';
  return {
    treaty,
    country,
    status,
    standing: status,
    computed_entry: null,
    entry_rule: null,
    as_of_note: null,
    signature: party || status === 'signed' ? `${year - 1}-03-01` : null,
    consent_date: party ? `${year}-03-01` : null,
    consent_action: party ? 'ratification' : null,
    entry_into_force: party ? `${year}-07-01` : null,
    as_of: '2026-01-15',
    source: 'Treaty Office',
    note: null,
    confirmed: draw('z', treaty, country) > 0.3,
    kind,
  };
}

const built = new Map<string, Row[]>();

export const release: ReleaseView = {
  id: 'r-0123456789ab',
  cycle,
  illustrative: true,
  published: '2026-11-02',
  marts: Object.keys(tables),
  rows: (mart) => {
    if (!built.has(mart)) built.set(mart, tables[mart]!());
    return built.get(mart)!;
  },
};

/** Twelve islands in three rows. */
export const maps: MapSource = {
  countries: (kind) =>
    kind === 'real'
      ? ['FRA', 'GHA', 'BRA', 'JPN', 'MUS', 'NOR'].map((code) => ({ code, names: { en: code, fr: code } }))
      : states.map(([code, name]) => ({ code, names: { en: name, fr: name } })),
  boundaries: (kind) => ({
    type: 'FeatureCollection',
    features: (kind === 'real' ? ['FRA', 'GHA', 'BRA', 'JPN', 'MUS', 'NOR'] : states.map(([code]) => code)).map(
      (code, n): Feature => ({
        type: 'Feature',
        properties: { code },
        geometry: { type: 'Polygon', coordinates: [island(-140 + (n % 4) * 85, 50 - Math.floor(n / 4) * 45, code)] },
      }),
    ),
  }),
  tiles: (kind) =>
    (kind === 'real' ? ['FRA', 'GHA', 'BRA', 'JPN', 'MUS', 'NOR'] : states.map(([code]) => code)).map((code, n) => ({
      code,
      row: Math.floor(n / 4),
      column: n % 4,
    })),
  lines: () => ({ type: 'FeatureCollection', features: [] }),
  dots: () => [],
};

/** A coast, clockwise as d3-geo wants it. */
function island(lon: number, lat: number, code: string): [number, number][] {
  const points = Array.from({ length: 60 }, (_, n): [number, number] => {
    const turn = (-2 * Math.PI * n) / 60;
    const reach = 14 + 5 * Math.sin(3 * turn + 6 * draw(code)) + 2 * draw(code, n);
    return [lon + 1.8 * reach * Math.cos(turn), lat + reach * Math.sin(turn)];
  });
  return [...points, points[0]!];
}

/** The same with the real countries too, as a release that is built has them. */
export const releaseOfBothWorlds: ReleaseView = {
  ...release,
  rows: (mart) => {
    if (mart === 'countries') return [...release.rows(mart), ...realCountries];
    return mart === 'labels' ? [...release.rows(mart), ...realLabels] : release.rows(mart);
  },
};
const realCountries: Row[] = [
  ['FRA', '150', 'coe eu'],
  ['GHA', '002', ''],
  ['BRA', '019', ''],
  ['JPN', '142', ''],
  ['MUS', '002', 'sids'],
  ['NOR', '150', 'coe'],
].map(([country, region, groups]) => ({
  country: country!,
  alpha2: country!.slice(0, 2),
  region: region!,
  subregion: null,
  groups: groups!,
  invited: false,
  reported: false,
  illustrative: false,
}));
const realLabels: Row[] = [
  ...label('region', '150', 'Europe', 'Europe'),
  ...label('region', '002', 'Africa', 'Afrique'),
  ...label('region', '019', 'Americas', 'Amériques'),
  ...label('region', '142', 'Asia', 'Asie'),
  ...label('group', 'coe', 'Council of Europe members', 'Membres du Conseil de l’Europe'),
  ...label('group', 'eu', 'European Union members', 'Membres de l’Union européenne'),
  ...['FRA', 'GHA', 'BRA', 'JPN', 'MUS', 'NOR'].flatMap((code) => label('country', code, code, code)),
];
