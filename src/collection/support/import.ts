/**
 * Imports reports of support into the data folder, from IATI activity files and tables. The result does not depend on
 * the order of imports.
 */
import type { FolderKind, Person } from '../../domain/index.ts';
import { Problem } from '../../problem/index.ts';
import { readProjects } from '../../reference/index.ts';
import { audit, folder, type StoredSupport, support } from '../../state/index.ts';
import {
  type ActivityFault,
  type CountryCodes,
  readIati,
  reportOfActivity,
  type SupportReport,
  tableReport,
} from '../../support/index.ts';
import { type DeskWorld, instant } from '../desk.ts';
import { demand } from '../permission.ts';

export type SupportFile = {
  /** Name of the file, for messages. */
  readonly name: string;
  /** The bytes in order; may be called several times. */
  readonly chunks: () => Iterable<Uint8Array>;
};

export type ImportSupport = {
  /** Name of the source on pages. */
  readonly source: string;
  readonly files: readonly SupportFile[];
  readonly person: Person;
};

export type ImportedSupport = {
  readonly read: number;
  /** Number of new reports, and of reports that replaced an older version. */
  readonly added: number;
  readonly replaced: number;
  /** Number of reports that are unchanged, or older than the stored ones. */
  readonly kept: number;
  readonly faults: readonly (ActivityFault & { readonly file: string })[];
};

type Read = {
  readonly report: SupportReport;
  readonly updated: string;
  readonly file: string;
  readonly faults: readonly ActivityFault[];
};

/**
 * Reads every file first and writes all or nothing. Of two versions of a report, the later one by its source's date
 * is kept, so that the order of imports does not matter.
 *
 * @throws Problem `not_allowed`, `folder_not_made`, `support_file_refused`, `reference_wrong`, `folder_kind_differs`,
 * `support_code_taken`
 */
export async function importSupport(
  world: DeskWorld,
  { source, files, person }: ImportSupport,
): Promise<ImportedSupport> {
  demand(person, 'reference.change', { country: null }, 'support');
  const codes = countryCodes(world);
  const importedOn = instant(world).slice(0, 10);
  const faults: (ActivityFault & { file: string })[] = [];
  const read = files.flatMap((file): Read[] => {
    const [found, wrong] = isXml(file)
      ? readXmlFile(file, codes, { source, importedOn })
      : [readCsvFile(file, codes), []];
    faults.push(...wrong.map((fault) => ({ ...fault, file: file.name })));
    return found;
  });
  return world.store.transaction(async (tx) => {
    const kind = await folder.lock(tx);
    if (kind === null) throw new Problem('folder_not_made', 'data folder', {});
    refuseFictional(kind, read);
    const before = new Map((await support.list(tx)).map((one) => [one.report, one]));
    const after = new Map(before);
    for (const one of read) {
      const stored = asStored(one, { source, at: instant(world), person });
      const other = after.get(stored.report);
      refuseTaken(one, stored, other);
      if (other === undefined || isNewer(stored, other)) after.set(stored.report, stored);
    }
    const changed = [...after.values()].filter((one) => before.get(one.report) !== one);
    const replaced = changed.filter(({ report }) => before.has(report)).length;
    const counts = { read: read.length, added: changed.length - replaced, replaced };
    if (changed.length > 0) {
      await support.put(tx, changed);
      await audit.write(tx, person, {
        at: instant(world),
        action: 'support.import',
        thing: `support ${source}`,
        details: counts,
      });
    }
    return { ...counts, kept: read.length - changed.length, faults };
  });
}

/** Removes everything imported from a source. @throws Problem `not_allowed` */
export async function removeSupport(
  world: DeskWorld,
  { source, person }: { readonly source: string; readonly person: Person },
): Promise<{ readonly removed: number }> {
  demand(person, 'reference.change', { country: null }, 'support');
  return world.store.transaction(async (tx) => {
    await folder.lock(tx);
    const removed = await support.removeSource(tx, source);
    if (removed > 0) {
      const line = {
        at: instant(world),
        action: 'support.remove',
        thing: `support ${source}`,
        details: { removed },
      } as const;
      await audit.write(tx, person, line);
    }
    return { removed };
  });
}

const isXml = ({ name, chunks }: SupportFile): boolean => {
  if (/\.xml$/i.test(name)) return true;
  const [first = new Uint8Array()] = chunks();
  return /^(?:\uFEFF)?\s*</.test(new TextDecoder('utf-8', { ignoreBOM: true }).decode(first.subarray(0, 200)));
};

function readXmlFile(
  file: SupportFile,
  codes: CountryCodes,
  { source, importedOn }: { source: string; importedOn: string },
): [Read[], readonly ActivityFault[]] {
  const found: Read[] = [];
  const wrong: ActivityFault[] = [];
  readIati(file.chunks(), file.name, (activity) => {
    const { report, faults } = reportOfActivity(activity, codes, { citation: source, importedOn });
    wrong.push(...faults);
    if (report !== null) found.push({ report, updated: activity.updated ?? '', file: file.name, faults });
  });
  return [found, wrong];
}

function readCsvFile(file: SupportFile, { fictional }: CountryCodes): Read[] {
  const csv = Buffer.concat([...file.chunks()]).toString('utf8');
  return readProjects(csv, file.name).map((project) => {
    const kind = project.countries.some((country) => fictional.has(country)) ? 'illustrative' : 'real';
    return { report: tableReport(project, kind), updated: project.asOf, file: file.name, faults: [] };
  });
}

function countryCodes({ content }: DeskWorld): CountryCodes {
  const all = (['illustrative', 'real'] as const).flatMap((kind) => [...content.countries(kind).values()]);
  return {
    alpha3: new Map(all.filter(({ alpha2 }) => alpha2 !== '').map(({ alpha2, code }) => [alpha2, code])),
    fictional: new Set(content.countries('illustrative').keys()),
  };
}

function refuseFictional(kind: FolderKind, read: readonly Read[]): void {
  const invented = read.find(({ report }) => report.kind === 'illustrative');
  if (kind === 'real' && invented !== undefined) {
    throw new Problem('folder_kind_differs', invented.file, { folder: kind, given: 'illustrative' });
  }
}

/** Identifiers of IATI are unique; codes in a table are unique only within its source. */
function refuseTaken({ report, file }: Read, { source }: StoredSupport, other: StoredSupport | undefined): void {
  if (report.source !== 'table' || other === undefined || other.source === source) return;
  throw new Problem('support_code_taken', file, { report: report.report, source: other.source });
}

const asStored = (
  { report, updated, file, faults }: Read,
  by: { source: string; at: string; person: Person },
): StoredSupport => ({
  report: report.report,
  source: by.source,
  file,
  updated: instantOf(updated),
  body: JSON.stringify(report),
  faults: JSON.stringify(faults),
  illustrative: report.kind === 'illustrative',
  importedAt: by.at,
  importedBy: by.person.id,
});

/** In UTC, so that times of different publishers are comparable; a day or a month counts as its start. */
function instantOf(text: string): string {
  const time = Date.parse(text);
  return Number.isNaN(time) ? '' : new Date(time).toISOString();
}

/** Compares the source's instants, then the content, so that the result does not depend on the order of imports. */
const isNewer = (one: StoredSupport, other: StoredSupport): boolean =>
  one.updated === other.updated ? one.body > other.body : one.updated > other.updated;
