/** The thread that writes workbooks, so that the server can answer requests meanwhile. */
import { parentPort, workerData } from 'node:worker_threads';
import { loadTexts } from '../../i18n/index.ts';
import { type Instrument, loadInstrument } from '../../questionnaire/index.ts';
import { writeWorkbook } from './write.ts';
import type { WritingResult, WritingTask } from './writing-pool.ts';

const { contentRoot } = workerData as { contentRoot: string };
const texts = loadTexts(contentRoot, 'on_request');
const instruments = new Map<string, Instrument>();

function instrumentOf({ id, version }: WritingTask['instrument']): Instrument {
  const name = `${id} ${version}`;
  const instrument = instruments.get(name) ?? loadInstrument(contentRoot, id, version);
  instruments.set(name, instrument);
  return instrument;
}

parentPort!.on('message', async (task: WritingTask) => {
  try {
    const bytes = await writeWorkbook({ ...task, instrument: instrumentOf(task.instrument), texts });
    const own = new Uint8Array(bytes);
    parentPort!.postMessage({ bytes: own } satisfies WritingResult, [own.buffer]);
  } catch (error) {
    parentPort!.postMessage({ failed: error as Error } satisfies WritingResult);
  }
});
