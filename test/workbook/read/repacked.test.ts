import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { root } from '../../house/source.ts';
import { answerOf, check, written } from '../checked.ts';
import { entriesOf, type ZipEntry, zip } from '../zip.ts';

const sound = entriesOf(await written({ answers: [{ id: 'C01', value: 3, evidence: 'Art. 2' }] }));
const renamed = (rename: (name: string) => string) =>
  zip(sound.map((entry) => ({ ...entry, name: rename(entry.name) })));
const beside = (...names: string[]) => zip([...names.map((name): ZipEntry => ({ name, data: 'x' })), ...sound]);
const caseFile = (name: string) => check(readFileSync(join(root, 'test/cases/workbooks', `${name}.xlsx`)));

describe('a workbook that another program repacked is read', () => {
  it.each<[string, () => Uint8Array]>([
    ['with backslashes', () => renamed((name) => name.replaceAll('/', '\\'))],
    [
      'with the system files of macOS',
      () => beside('__MACOSX/._a.xlsx', '.DS_Store', 'xl/.DS_Store', '__MACOSX/xl/._workbook.xml'),
    ],
    ['with the system files of Windows', () => beside('Thumbs.db', 'xl/desktop.ini')],
    ['with names that begin at the folder itself', () => renamed((name) => `./${name}`)],
    [
      'with names and backslashes that begin at the folder itself, which has its own entry',
      () => {
        const packed = sound.map((entry) => ({ ...entry, name: `.\\${entry.name.replaceAll('/', '\\')}` }));
        return zip([{ name: './', data: '', method: 0 }, ...packed]);
      },
    ],
    ['as a folder', () => renamed((name) => `answers/${name}`)],
    [
      'as a folder, with system files and backslashes',
      () => {
        const packed = sound.map((entry) => ({ ...entry, name: `my answers\\${entry.name.replaceAll('/', '\\')}` }));
        return zip([{ name: '__MACOSX/my answers/._xl', data: 'x' }, ...packed]);
      },
    ],
  ])('%s', (_, build) => {
    const checked = check(build());
    expect(checked.findings.map(({ code }) => code)).toEqual(['package_repacked']);
    expect(answerOf(checked, 'C01')).toMatchObject({ value: 3, evidence: 'Art. 2' });
  });

  it('with entries for its folders, as some programs write them', () => {
    const checked = check(
      zip([{ name: 'xl/', data: '', method: 0 }, { name: '_rels/', data: '', method: 0 }, ...sound]),
    );
    expect(checked.outcome).toBe('clean');
  });

  it('as in the case (backslash-part-names)', () => {
    const checked = caseFile('backslash-part-names');
    expect(checked.outcome).toBe('warnings');
    expect(checked.counts.answered).toBe(123);
    expect(checked.findings[0]!.code).toBe('package_repacked');
  });
});

describe('a link to another file is reported and not opened', () => {
  it('a linked image, with its sheet (answer-linked-picture)', () => {
    const [first] = caseFile('linked-picture').findings;
    expect(first).toMatchObject({ code: 'links_elsewhere', severity: 'warning', details: { places: 'C Offences' } });
  });
  it('another workbook (answer-linked-picture)', () => {
    const checked = caseFile('external-link');
    expect(checked.findings[0]).toMatchObject({ code: 'links_elsewhere', details: { places: 'none' } });
    expect(checked.reported[0]!.fix).toMatch(/names.*charts/);
    expect(answerOf(checked, 'C01').state).toBe('answered');
  });
});
