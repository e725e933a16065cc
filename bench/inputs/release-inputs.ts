/** Inputs of an invented instrument of the target size: countries × 132 questions × cycles, from a fixed seed. */
import { emptyInputs, type InputRow, type ReleaseInputs } from '../../src/release/index.ts';

const sections = 'ABCDEFGHIJKL'.split('');
const areas = Array.from({ length: 14 }, (_, at) => `area_${at + 1}`);

/** 132 questions: 99 scored by choice, 3 grids of 14 rows, 30 unscored. */
export function benchInputs({ countries = 194, cycles = 3 }: { countries?: number; cycles?: number } = {}) {
  const inputs = emptyInputs();
  const random = generator(20_260_101);
  const codes = Array.from(
    { length: countries },
    (_, at) => `${'XYZ'[Math.floor(at / 676)]}${letter(at / 26)}${letter(at)}`,
  );
  for (const [at, country] of codes.entries()) {
    inputs.countries.push({
      country,
      alpha2: null,
      region: `r${at % 6}`,
      subregion: null,
      groups: at % 5 ? '' : 'g1',
      illustrative: true,
    });
    for (let treaty = 0; treaty < 8; treaty += 1) inputs.treaty_facts.push(factOf(country, treaty));
  }
  framework(inputs);
  variations(inputs);
  const names = Array.from({ length: cycles }, (_, at) => `bench-${2026 - 2 * (cycles - 1 - at)}`);
  for (const [position, cycle] of names.entries()) {
    inputs.cycles.push({
      cycle,
      instrument: 'bench',
      version: cycle.slice(6),
      position: position + 1,
      year: Number(cycle.slice(6)),
      baseline_cycle: position === 0 ? null : names[0]!,
      target: 75,
      target_year: 2030,
      pace_on_track: 0.95,
      pace_moderate: 0.6,
      pace_insufficient: 0,
      same_sign: 0.9,
      answered_threshold: 0.5,
      opened: '2026-01-15',
      reference_date: '2026-06-30',
      coverage_threshold: 2 / 3,
      least_group: 5,
      need_target: 75,
      priority_question: 'L01',
      help_question: 'L02',
      readiness_question: 'L03',
      support_question: null,
      is_current: position === cycles - 1,
    });
    for (const [tier, from_score] of [0, 25, 50, 75].entries())
      inputs.tiers.push({ cycle, tier: tier + 1, from_score });
    for (const choice of [0, 1, 2, 3, 4]) {
      inputs.choices.push({ cycle, list: 'law', choice: String(choice), position: choice, score: choice * 25 });
      inputs.priority_factors.push({ cycle, choice: String(choice), factor: choice / 4, pressing: choice >= 3 });
    }
    questionnaire(inputs, cycle, names.slice(0, position));
    for (const [at, country] of codes.entries()) {
      inputs.invitations.push({ cycle, country });
      inputs.submissions.push({ cycle, country, revision: 1, version: cycle.slice(6) });
      answers(inputs, cycle, country, at, random);
    }
  }
  return inputs;
}

/** The same as a build takes them. */
export function inputsOf(size: { countries?: number; cycles?: number }, tables = benchInputs(size)): ReleaseInputs {
  const about = {
    cycle: tables.cycles.at(-1)!.cycle,
    instrument: 'bench',
    edition: 'public',
    illustrative: true,
    questionnaires: [],
    software: 'bench',
  } as const;
  return { about, tables, seal: 'bench' };
}

type Tables = ReturnType<typeof emptyInputs>;

const questionOf = (at: number) => `${sections[Math.floor(at / 11)]}${String((at % 11) + 1).padStart(2, '0')}`;
const isGrid = (question: string) => question.startsWith('L') && ['L01', 'L02', 'L03'].includes(question);
const isScored = (at: number) => at % 4 !== 3 && !isGrid(questionOf(at));

function framework(inputs: Tables): void {
  for (let at = 0; at < 3; at += 1) inputs.dimensions.push({ dimension: `D${at}`, position: at });
  for (let at = 0; at < 13; at += 1) {
    inputs.pillars.push({ pillar: `P${at}`, dimension: `D${at % 3}`, weight: 1, position: at });
  }
  for (let at = 0; at < 22; at += 1) {
    inputs.indicators.push({ indicator: `I${at}`, pillar: `P${at % 13}`, weight: 1, position: at, use: 'scored' });
  }
  for (const [position, area] of areas.entries()) inputs.areas.push({ area, position });
  for (let at = 0; at < 132; at += 1) {
    if (!isScored(at)) continue;
    const question = questionOf(at);
    inputs.indicator_questions.push({
      indicator: `I${at % 22}`,
      question,
      part: null,
      weight: 1,
      combine: null,
      position: at,
    });
    inputs.area_questions.push({ area: areas[at % 14]!, question });
  }
}

/** As in pipelines/framework/cybercrime/uncertainty.yaml. */
function variations(inputs: Tables): void {
  const settings = {
    replications: [500],
    pairs: [100],
    base: [128],
    seed: [20_260_301],
    weights: [0.25],
    curves: [1, 0.8, 1.25],
    means: ['arithmetic', 'geometric'],
    lowest: [1],
    missing: ['none', 'median'],
    leave_out: [true],
  };
  for (const [setting, values] of Object.entries(settings))
    for (const [at, value] of values.entries())
      inputs.variations.push({ setting, position: at + 1, value: String(value) });
}

function questionnaire(inputs: Tables, cycle: string, earlier: readonly string[]): void {
  for (let at = 0; at < 132; at += 1) {
    const question = questionOf(at);
    inputs.questions.push({
      cycle,
      section: question[0]!,
      question,
      position: at,
      type: isGrid(question) ? 'grid' : isScored(at) ? 'select_one' : 'text',
      list: isScored(at) ? 'law' : null,
      class: 'public',
      core: true,
      evidence_wanted: at % 2 === 0,
      in_edition: true,
    });
    if (!isScored(at)) continue;
    inputs.scored_items.push({ cycle, question, item: question, scorer: 'choice', list: 'law', low: null, high: null });
    for (const from_cycle of earlier) {
      inputs.crosswalk.push({ cycle, question, from_cycle, from_question: question, relation: 'same', recode: '' });
    }
  }
}

function answers(inputs: Tables, cycle: string, country: string, at: number, random: () => number): void {
  const upload = (at + 1).toString(16).padStart(64, '0');
  const level = random();
  for (let place = 0; place < 132; place += 1) {
    const question = questionOf(place);
    const items = isGrid(question) ? areas.map((area) => `${question}.${area}`) : [question];
    for (const [row, item] of items.entries()) {
      const answered = random() > 0.08;
      const value =
        isScored(place) || isGrid(question)
          ? String(Math.min(4, Math.floor((level + random()) * 2.5)))
          : `Text ${at} ${place}`;
      const answer: InputRow<'answers'> = {
        cycle,
        country,
        section: question[0]!,
        question,
        part: item === question ? null : item,
        item,
        state: answered ? 'answered' : 'not_known',
        value: answered ? value : null,
        listed: true,
        protection: 'none',
        surrogate: null,
        reason_accepted: true,
        hidden_as: null,
        is_uncertain: false,
        comment: random() > 0.9 ? `A comment on ${item} by ${country}` : null,
        evidence: random() > 0.8 ? `Article ${place}` : null,
        confirmed: false,
        evidence_state: random() > 0.8 ? 'evidenced' : 'self_reported',
        sheet: `Section ${question[0]}`,
        cell: `F${place + row + 10}`,
        revision: 1,
        upload_sha256: upload,
        file_name: `${country}.xlsx`,
      };
      inputs.answers.push(answer);
    }
  }
}

const factOf = (country: string, treaty: number): InputRow<'treaty_facts'> => ({
  treaty: `treaty_${treaty}`,
  country,
  status: 'signed',
  status_on: '2026-01-15',
  signature: null,
  consent_date: null,
  consent_action: null,
  entry_into_force: null,
  as_of: '2026-01-01',
  as_of_note: null,
  source: 'made up',
  note: null,
  confirmed: true,
  kind: 'illustrative',
});

const letter = (at: number) => String.fromCharCode(65 + (Math.floor(at) % 26));

/** Mulberry32, a small and fast generator with the same results everywhere. */
function generator(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
