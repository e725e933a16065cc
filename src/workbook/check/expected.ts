/** Compares what a workbook should be with what it states it is. */
import { isEarlier } from '../../content/index.ts';
import type { Finding } from '../../domain/index.ts';
import type { Instrument } from '../../questionnaire/index.ts';
import type { StatedIdentity } from '../answers/identity.ts';
import { quoted } from '../answers/note.ts';
import { finding, wholeFile } from '../answers/place/place.ts';
import type { Expected } from './checked-workbook.ts';
import type { CheckContent } from './content.ts';

/**
 * The instrument version for the answers: that of the expected cycle, otherwise the newest.
 *
 * If the cycle has another or an unknown instrument, the workbook keeps its own, and `checkExpected` reports it.
 */
export function wantedVersion(own: Instrument, content: CheckContent, expected: Expected = {}): Instrument {
  const versions = content.versions.get(own.id) ?? [];
  const version = expected.cycle ? versionOf(own.id, expected.cycle) : versions.at(-1);
  return version !== undefined && versions.includes(version) ? content.instrument(own.id, version) : own;
}

/** A cycle is named by instrument and version, or by the version alone. */
function versionOf(instrument: string, cycle: string): string | undefined {
  if (cycle.startsWith(`${instrument}-`)) return cycle.slice(instrument.length + 1);
  return cycle.includes('-') ? undefined : cycle;
}

export function checkExpected(
  { values, spots }: StatedIdentity,
  own: Instrument,
  wanted: Instrument,
  expected: Expected = {},
): Finding[] {
  const findings: Finding[] = [];
  const country = values.country?.toUpperCase();
  if (expected.country && country !== undefined && country !== expected.country.toUpperCase()) {
    const details = { country: quoted(country), expected: expected.country.toUpperCase() };
    findings.push(finding('country_other', 'error', spots.country ?? wholeFile, details));
  }
  const cycle = values.cycle?.toLowerCase();
  const older = wanted.version !== own.version && isEarlier(own.version, wanted.version);
  const fits = (one: string) => one === expected.cycle || versionOf(own.id, one) === versionOf(own.id, expected.cycle!);
  // A workbook of an older version belongs to an older cycle, which another finding reports.
  if (expected.cycle && cycle !== undefined && !older && !fits(cycle)) {
    const details = { cycle: quoted(cycle), expected: expected.cycle };
    findings.push(finding('cycle_other', 'error', spots.cycle ?? wholeFile, details));
  }
  return findings;
}
