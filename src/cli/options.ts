/** What the commands about workbooks read from their line. */
import { Problem } from '../problem/index.ts';
import { cycleOf, type Instrument } from '../questionnaire/index.ts';

/** @throws Problem `workbook_language_not_offered` */
export function askedLanguage(instrument: Instrument, asked: string): string {
  const language = asked.trim().toLowerCase();
  if (instrument.languages.includes(language)) return language;
  const details = { language: asked, cycle: cycleOf(instrument), offered: instrument.languages };
  throw new Problem('workbook_language_not_offered', '--language', details);
}
