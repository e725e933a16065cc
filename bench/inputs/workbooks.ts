/** Full workbooks with answers of fictional States, as written by the demo: some without, some with mistakes. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { planDemo } from '../../src/demo/plan.ts';
import { openDemoWriter } from '../../src/demo/writer.ts';

/**
 * @param careless - true for mistakes in each; by default in every second pass over the States
 * @returns paths of the files, in reading order
 */
export async function writeWorkbooks(
  contentRoot: string,
  folder: string,
  count: number,
  { careless }: { careless?: boolean } = {},
): Promise<string[]> {
  const plan = planDemo(contentRoot, null);
  // The newest version of the first instrument of the demo.
  const { instrument, hints, states } = plan.findLast(({ instrument }) => instrument.id === plan[0]!.instrument.id)!;
  const [declared] = hints.cycles;
  const writer = openDemoWriter(contentRoot);
  mkdirSync(folder, { recursive: true });
  try {
    return await Promise.all(
      Array.from({ length: count }, async (_, at) => {
        const round = Math.floor(at / states.length);
        const bytes = await writer.write({
          instrument: instrument.id,
          version: instrument.version,
          // In each pass, a State answers as in another cycle, or with mistakes.
          cycle: round >> 1,
          country: states[at % states.length]!,
          prefills: [],
          issued: declared!.opens,
          due: declared!.closes,
          refersTo: declared!.closes,
          careless: careless ?? round % 2 === 1,
        });
        const path = join(folder, `${String(at).padStart(3, '0')}.xlsx`);
        writeFileSync(path, bytes);
        return path;
      }),
    );
  } finally {
    await writer.close();
  }
}
