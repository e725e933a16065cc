/** A sheet of hundreds of thousands of rows is marked without keeping each of its tags in memory. */
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { expect, it } from 'vitest';

const patch = new URL('../../../src/workbook/annotate/patch/sheet.ts', import.meta.url).href;
const work = `
  const { SheetPatch } = await import(${JSON.stringify(patch)});
  const { parentPort } = await import('node:worker_threads');
  const row = (_, at) => '<row r="' + (at + 1) + '"><c r="A' + (at + 1) + '" s="1"/></row>';
  const rows = Array.from({ length: 300000 }, row).join('');
  const sheet = '<worksheet xmlns="urn:x"><sheetData>' + rows + '</sheetData></worksheet>';
  const marked = new SheetPatch(Buffer.from(sheet));
  marked.restyle((cell) => (cell === 'A7' || cell === 'A299999' ? 3 : null));
  parentPort.postMessage(marked.text === sheet.replace('"A7" s="1"', '"A7" s="3"').replace('"A299999" s="1"', '"A299999" s="3"'));
`;

it('in a heap of a few times its size', async () => {
  const worker = new Worker(work, { eval: true, resourceLimits: { maxOldGenerationSizeMb: 100 } });
  expect(await once(worker, 'message')).toEqual([true]);
  await worker.terminate();
});
