/**
 * Selects the instrument by which a workbook is read: the one that it states, otherwise the one whose codes it
 * contains.
 */
import type { Finding } from '../../domain/index.ts';
import type { Instrument } from '../../questionnaire/index.ts';
import type { StatedIdentity } from '../answers/identity.ts';
import { quoted } from '../answers/note.ts';
import { codeIndex } from '../answers/place/code.ts';
import { finding, wholeFile } from '../answers/place/place.ts';
import { findRows } from '../answers/place/rows.ts';
import { Refusal } from '../guard/refusal.ts';
import type { Book } from '../read/book.ts';
import type { CheckContent } from './content.ts';

/** @throws Refusal `instrument_unknown`, `not_ours` */
export function whichInstrument(
  book: Book,
  { values }: StatedIdentity,
  content: CheckContent,
): { readonly instrument: Instrument; readonly findings: readonly Finding[] } {
  const id = values.instrument?.toLowerCase();
  if (id === undefined) return { instrument: byCodes(book, content), findings: [] };
  const versions = content.versions.get(id);
  if (!versions) throw new Refusal('instrument_unknown', { instrument: quoted(values.instrument!) });
  const newest = versions.at(-1)!;
  if (values.version === undefined) return { instrument: content.instrument(id, newest), findings: [] };
  if (versions.includes(values.version)) return { instrument: content.instrument(id, values.version), findings: [] };
  const details = { version: quoted(values.version), newest };
  return {
    instrument: content.instrument(id, newest),
    findings: [finding('version_unknown', 'error', wholeFile, details)],
  };
}

/** The instrument with most of the codes found; if equal, the newer version. */
function byCodes(book: Book, content: CheckContent): Instrument {
  let best: { instrument: Instrument; rows: number } | null = null;
  for (const [id, versions] of content.versions) {
    for (const version of versions) {
      const instrument = content.instrument(id, version);
      const rows = findRows(book, codeIndex(instrument), content.words).byId.size;
      if (rows > 0 && rows >= (best?.rows ?? 0)) best = { instrument, rows };
    }
  }
  if (!best) throw new Refusal('not_ours');
  return best.instrument;
}
