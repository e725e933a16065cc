/** A reproducible release of twelve fictional countries that answer a complete questionnaire in two cycles. */
import { type CellDeclaration, cellsOf, loadInstrument } from '../../src/questionnaire/index.ts';
import { buildRelease, type OpenRelease, openRelease, type ReleaseInputs } from '../../src/release/index.ts';
import { projectRoot } from '../release/content.ts';
import { buildFew } from '../release/few-tables.ts';
import { frozenCycle, inputsOf, type Typed } from '../release/frozen.ts';

/** Seeded random numbers. */
function drawsFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 48271) % 2147483647;
    return state / 2147483647;
  };
}

const countries = ['XAA', 'XAB', 'XAC', 'XAD', 'XAE', 'XAF', 'XAG', 'XAH', 'XAI', 'XAJ', 'XAK', 'XAL'];

/** Answers of every kind to a complete questionnaire. Later countries leave more gaps. */
function answersOf(version: string, country: string): Typed {
  const instrument = loadInstrument(projectRoot, 'cybercrime', version);
  const place = countries.indexOf(country);
  const draw = drawsFrom(1_000 * place + Number(version) + 7);
  const pick = <T>(options: readonly T[]) => options[Math.floor(draw() * options.length)]!;
  const drawValue = ({ type, list, id }: CellDeclaration): string | number => {
    const names = (list?.choices ?? []).map(({ name }) => (list!.numbered ? Number(name) : name));
    if (type === 'select_one') return names.length > 0 ? pick(names) : country;
    if (type === 'select_multiple') return names.filter(() => draw() < 0.4).join(' ') || pick(names);
    if (type === 'date') return `${Number(version) + pick([-1, 0, 1])}-0${1 + Math.floor(draw() * 9)}-15`;
    return type === 'text' ? `text of ${id}` : Math.floor(draw() * 14);
  };
  const entries = [...instrument.questions.values()].slice(7).flatMap((question) =>
    cellsOf(instrument, question).flatMap((cell): [string, Typed[string]][] => {
      const gap = draw() < 0.03 + place * 0.03;
      if (!gap) return [[cell.id, drawValue(cell)]];
      return draw() < 0.2 ? [] : [[cell.id, pick(['?', '-', 'x', 'y', null])]];
    }),
  );
  return Object.fromEntries(entries);
}

function inputsOfTwelve(): ReleaseInputs {
  const returned = (version: string) =>
    Object.fromEntries(countries.map((country) => [country, { answers: answersOf(version, country) }]));
  const cycles = ['2024', '2026'].map((version) => frozenCycle(projectRoot, 'cybercrime', version, returned(version)));
  return inputsOf(projectRoot, cycles);
}

let whole: Promise<OpenRelease> | null = null;

/** With every table; built once for all test files of a process, none of which changes it. */
export function releaseOfTwelve(): Promise<OpenRelease> {
  whole ??= buildRelease({ contentRoot: projectRoot, inputs: inputsOfTwelve() }).then(({ files }) =>
    openRelease(files),
  );
  return whole;
}

/** With these tables alone. */
export async function tablesOfTwelve(
  marts: readonly string[],
): Promise<{ readonly inputs: ReleaseInputs; readonly release: OpenRelease }> {
  const inputs = inputsOfTwelve();
  return { inputs, release: openRelease((await buildFew(projectRoot, inputs, marts)).files) };
}
