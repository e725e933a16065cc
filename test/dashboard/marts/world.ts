/** Twelve fictional States and the building blocks of typed-in marts: names, elements, and reproducible figures. */
import type { DatasetRow } from '../../../src/dashboard/index.ts';

export const cycle = 'cybercrime-2026';
export const baseline = 'cybercrime-2024';

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
export const regions = {
  XNR: ['Northern Reach', 'Étendue du Nord'],
  XSR: ['Southern Reach', 'Étendue du Sud'],
} as const;

export const dimensions = {
  COMMITMENT: ['Political commitment', 'Engagement politique'],
  CAPACITY: ['Capacity', 'Capacités'],
  SAFEGUARDS: ['Safeguards', 'Garanties'],
};
export const pillars: Record<string, [string, string, string]> = {
  'COM.STEPS': ['COMMITMENT', 'Steps to legislation and institutions', 'Mesures législatives et institutionnelles'],
  'COM.COOP': ['COMMITMENT', 'International cooperation', 'Coopération internationale'],
  'COM.RES': ['COMMITMENT', 'Resources', 'Ressources'],
  'CAP.LAW': ['CAPACITY', 'Law', 'Droit'],
  'CAP.COOP': ['CAPACITY', 'Cross-border cooperation', 'Coopération transfrontière'],
  'CAP.SERV': ['CAPACITY', 'Services', 'Services'],
  'CAP.TRAIN': ['CAPACITY', 'Training', 'Formation'],
  'CAP.PART': ['CAPACITY', 'Partnerships', 'Partenariats'],
  'CAP.CHILD': ['CAPACITY', 'Children', 'Enfants'],
  'CAP.MONEY': ['CAPACITY', 'Money flows', 'Flux financiers'],
  'CAP.STAT': ['CAPACITY', 'Statistics', 'Statistiques'],
  'SAF.LAW': ['SAFEGUARDS', 'Human rights and rule of law', 'Droits humains et état de droit'],
  'SAF.DATA': ['SAFEGUARDS', 'Data protection', 'Protection des données'],
};
export const indicators: Record<string, [string, string, string]> = {
  'COM.STR': ['COM.STEPS', 'Policy, plan and self-assessment', 'Politique, plan et auto-évaluation'],
  'COM.LEAD': ['COM.STEPS', 'Leadership and coordination', 'Direction et coordination'],
  'COM.TRT': ['COM.COOP', 'Participation in treaties', 'Participation aux traités'],
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
export const areas = [
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
export const treaties = ['CETS 185', 'CETS 189', 'CETS 224', 'CETS 201'];

/** A reproducible pseudo-random figure from 0 to 1. */
export function draw(...of: unknown[]): number {
  let h = 2166136261;
  for (const letter of of.join('|')) h = Math.imul(h ^ letter.charCodeAt(0), 16777619);
  h ^= h >>> 13;
  h = Math.imul(h, 0x5bd1e995);
  return ((h ^ (h >>> 15)) >>> 0) / 4294967296;
}

export const reported = (country: string) => country !== 'XAL' && country !== 'XAE';
export const tierOf = (score: number) => (score < 25 ? 1 : score < 50 ? 2 : score < 75 ? 3 : 4);

export function score(of: string, country: string, element: string, level: string, parent: string | null): DatasetRow {
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

export const elements = [
  ...Object.keys(dimensions).map((element) => ({ element, level: 'dimension', parent: null })),
  ...Object.entries(pillars).map(([element, [parent]]) => ({ element, level: 'pillar', parent })),
  ...Object.entries(indicators).map(([element, [parent]]) => ({ element, level: 'indicator', parent })),
];

export const questionsOf = (indicator: string) =>
  [1, 2, 3].map((n) => ({
    question: `${'BCDEFGHIJK'[Math.floor(draw(indicator) * 10)]}${String(n + 10 * Math.floor(draw('q', indicator) * 2)).padStart(2, '0')}`,
    n,
  }));

export function label(kind: string, id: string, en: string, fr: string): DatasetRow[] {
  return [
    { kind, id, language: 'en', label: en },
    { kind, id, language: 'fr', label: fr },
  ];
}

export const capitals = (text: string) => text[0]!.toUpperCase() + text.slice(1).replaceAll('_', ' ');

export function fact(treaty: string, country: string, kind: string): DatasetRow {
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
