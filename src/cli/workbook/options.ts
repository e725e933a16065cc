/** Common options of the commands about workbooks. */
import { Problem } from '../../problem/index.ts';
import { cycleOf, type Instrument } from '../../questionnaire/index.ts';
import type { Command } from '../world.ts';

/** @throws Problem `workbook_language_not_offered` */
export function askedLanguage(instrument: Instrument, asked: string): string {
  const language = asked.trim().toLowerCase();
  if (instrument.languages.includes(language)) return language;
  const details = { language: asked, cycle: cycleOf(instrument), offered: instrument.languages };
  throw new Problem('workbook_language_not_offered', '--language', details);
}

/** @returns null if none is given @throws Problem `usage` for an invalid date */
export function askedDay({ usage }: Command, option: string, day: string | undefined): string | null {
  if (day === undefined) return null;
  const at = /^\d{4}-\d{2}-\d{2}$/.test(day) ? new Date(`${day}T00:00:00Z`) : null;
  if (at && !Number.isNaN(at.getTime()) && at.toISOString().startsWith(day)) return day;
  throw new Problem('usage', `--${option}`, { reason: `"${day}" is not a day such as 2026-06-30.`, help: usage });
}
