/** Reads `earlier_texts.csv`: the wording of texts in workbooks that were issued before they were reworded. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { openTable } from '../../content/index.ts';
import type { EarlierText } from '../instrument.ts';
import type { Faults } from './fault.ts';

/** @returns empty if no text was reworded since workbooks were issued */
export function readEarlierTexts(contentRoot: string, folder: string, faults: Faults): EarlierText[] {
  const name = `${folder}/earlier_texts.csv`;
  if (!existsSync(join(contentRoot, name))) return [];
  const { table, faults: found } = openTable(contentRoot, name);
  faults.take(found);
  return (table?.rows ?? []).map(({ language = '', now = '', earlier = '' }) => ({ language, now, earlier }));
}
