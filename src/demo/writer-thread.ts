/** The thread that fills in workbooks: draws a State's answers and writes them with the software's own writer. */
import { parentPort, workerData } from 'node:worker_threads';
import { loadTexts } from '../i18n/index.ts';
import { cycleOf, type Instrument, loadInstrument } from '../questionnaire/index.ts';
import { loadCountries } from '../reference/index.ts';
import { writeWorkbook } from '../workbook/index.ts';
import { fateOf } from './fate.ts';
import { type DemoHints, loadHints } from './hints.ts';
import { drawSubmission } from './submission.ts';
import type { WriteOrder, WriteReply } from './writer.ts';

const { contentRoot } = workerData as { contentRoot: string };
const texts = loadTexts(contentRoot, 'on_request');
const countries = new Map(loadCountries(contentRoot, 'illustrative').map((country) => [country.code, country]));
const known = new Map<string, { instrument: Instrument; hints: DemoHints }>();

parentPort!.on('message', ({ id, order }: { id: number; order: WriteOrder }) => {
  write(order).then(
    (bytes) => parentPort!.postMessage({ id, bytes } satisfies WriteReply, [bytes.buffer as ArrayBuffer]),
    (failed: Error) => parentPort!.postMessage({ id, failed } satisfies WriteReply),
  );
});

async function write(order: WriteOrder): Promise<Uint8Array> {
  const { instrument, hints } = load(order);
  const state = countries.get(order.country)!;
  const { language } = fateOf({ hints, state, cycle: order.cycle, languages: instrument.languages });
  const name = (names: Readonly<Record<string, string>>) => names[language] ?? names[texts.working] ?? '';
  return writeWorkbook({
    instrument,
    cycle: cycleOf(instrument),
    country: { code: state.code, name: name(state.names) },
    language,
    scope: 'whole',
    prefills: order.prefills,
    answers: drawSubmission({ ...order, instrument, hints, state, language }),
    illustrative: true,
    issued: order.issued,
    due: order.due,
    countries: [...countries.values()].map(({ code, names }) => ({ code, name: name(names) })),
    texts,
  });
}

function load({ instrument: id, version }: WriteOrder) {
  const key = `${id} ${version}`;
  const loaded = known.get(key) ?? {
    instrument: loadInstrument(contentRoot, id, version),
    hints: loadHints(contentRoot, id)!,
  };
  known.set(key, loaded);
  return loaded;
}
