import { expect, it, onTestFinished } from 'vitest';
import { loadTexts } from '../../../src/i18n/index.ts';
import { cycleOf, listInstruments, loadInstrument } from '../../../src/questionnaire/index.ts';
import { openWritingPool, writeWorkbook } from '../../../src/workbook/index.ts';
import { root } from '../../house/source.ts';
import { open } from '../a-workbook.ts';

const { id, version } = listInstruments(root).at(-1)!;
const instrument = loadInstrument(root, id, version);
const order = {
  instrument,
  cycle: cycleOf(instrument),
  country: { code: 'XAA', name: 'State XAA' },
  language: 'en',
  scope: 'core' as const,
  prefills: [],
  illustrative: true,
  issued: '2026-03-01',
};

const cells = async (bytes: Uint8Array) => {
  const book = await open(bytes);
  return book.worksheets.map((sheet) => [sheet.name, sheet.getSheetValues().length]);
};

it('a workbook written in a thread is the same as one written here, and the main thread is not blocked', async () => {
  const pool = openWritingPool(root);
  onTestFinished(() => pool.close());
  let ticks = 0;
  const ticking = setInterval(() => {
    ticks += 1;
  }, 5);
  const written = await Promise.all(Array.from({ length: 4 }, () => pool.write(order)));
  clearInterval(ticking);
  expect(ticks).toBeGreaterThan(10);
  const here = await cells(await writeWorkbook({ ...order, texts: loadTexts(root) }));
  for (const bytes of written) expect(await cells(bytes)).toEqual(here);
});

it('requests over the queue limit are refused with a retry time, and a failure is reported only to its caller', async () => {
  const pool = openWritingPool(root);
  onTestFinished(() => pool.close());
  const many = await Promise.allSettled(Array.from({ length: 40 }, () => pool.write(order)));
  const refused = many.filter((one) => one.status === 'rejected').map((one) => (one.reason as { code: string }).code);
  expect(refused).toEqual(Array.from({ length: 7 }, () => 'server_busy'));
  const unknown = pool.write({ ...order, instrument: { ...instrument, version: '1900' } });
  await expect(unknown).rejects.toThrow();
  expect((await pool.write(order)).length).toBeGreaterThan(1_000);
});
