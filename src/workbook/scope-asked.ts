/** Parses a requested scope and checks it against the questionnaire. */
import { Problem } from '../problem/index.ts';
import { cycleOf, type Instrument } from '../questionnaire/index.ts';
import { readScope, type Scope } from './layout-scope.ts';

/** @throws Problem `workbook_section_unknown` */
export function askedScope(text: string, instrument: Instrument): Scope {
  const scope = readScope(text);
  if (typeof scope === 'string') return scope;
  const known = instrument.sections.map(({ code }) => code);
  const sections = scope.filter((code) => !known.includes(code));
  if (sections.length > 0) {
    throw new Problem('workbook_section_unknown', 'scope', { sections, cycle: cycleOf(instrument), known });
  }
  return known.filter((code) => scope.includes(code));
}
