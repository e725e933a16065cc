import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checkContent } from '../../src/cli/content/faults.ts';
import { type Fault, formatFault, placeOfFault } from '../../src/content/index.ts';
import { type Copy, copyContent } from './copy.ts';
import { batches, type Slip } from './slips.ts';

describe.each(Object.entries(batches))('mistakes in %s', (_, slips) => {
  let copy: Copy;
  let found: string[];
  beforeAll(async () => {
    copy = copyContent();
    for (const slip of slips) make(copy, slip);
    found = (await checkContent(copy.root)).map(report);
  });
  afterAll(() => rmSync(copy.root, { recursive: true }));

  it.each(slips.map(([done, file, , said]) => [done, file, said] as const))('%s', (_done, file, said) => {
    expect(found.filter((one) => one.startsWith(file.split('/').slice(0, 2).join('/')) && said.test(one))).toHaveLength(
      1,
    );
  });

  it('are each reported once, without faults that only follow from them', () => {
    expect(found.filter((one) => !slips.some(([, , , said]) => said.test(one)))).toEqual([]);
  });
});

/** As some editors and Windows write files; such files are read without a fault. */
it('a byte order mark and CRLF line endings are no mistakes', async () => {
  const copy = copyContent();
  try {
    for (const file of ['pipelines/framework/cybercrime/pillars.csv', 'pipelines/framework/cybercrime/cycles.yaml']) {
      const path = join(copy.root, file);
      writeFileSync(path, `\uFEFF${readFileSync(path, 'utf8').replaceAll('\n', '\r\n')}`);
    }
    expect(await checkContent(copy.root)).toEqual([]);
  } finally {
    rmSync(copy.root, { recursive: true });
  }
});

function make({ root, edit }: Copy, [, file, how]: Slip): void {
  if (typeof how === 'function') how(join(root, file));
  else edit(file, ...how);
}

const report = (fault: Fault): string => formatFault(fault).replace(`${placeOfFault(fault)}:`, placeOfFault(fault));
