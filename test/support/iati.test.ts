import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readIati, reportOfActivity, type SupportReport } from '../../src/support/index.ts';
import { projectRoot } from '../release/content.ts';

const alpha3 = new Map([
  ['QX', 'XBA'],
  ['QY', 'XBB'],
  ['QZ', 'XBC'],
  ['AF', 'AFG'],
]);
const codes = { alpha3, fictional: new Set(['XBA', 'XBB', 'XBC']) };

function read(text: string | Uint8Array, sizes = Number.POSITIVE_INFINITY) {
  const bytes = typeof text === 'string' ? new TextEncoder().encode(text) : text;
  const chunks: Uint8Array[] = [];
  for (let at = 0; at < bytes.length; at += sizes) chunks.push(bytes.subarray(at, Math.min(bytes.length, at + sizes)));
  const reports: SupportReport[] = [];
  const faults: string[] = [];
  readIati(chunks, 'a.xml', (activity) => {
    const found = reportOfActivity(activity, codes, { citation: 'A source', importedOn: '2026-01-01' });
    if (found.report !== null) reports.push(found.report);
    faults.push(...found.faults.map(({ line, activity: of, what }) => `${line} ${of}: ${what}`));
  });
  return { reports, faults };
}

const fixture = (name: string) => readFileSync(join(projectRoot, 'test/cases/iati', name));
const inFile = (activity: string, head = 'version="2.03"') =>
  `<?xml version="1.0"?>\n<iati-activities ${head}>\n${activity}\n</iati-activities>`;
const activity = (inner: string) =>
  inFile(`<iati-activity xml:lang="en" default-currency="EUR"><iati-identifier>XX-DEMO-1</iati-identifier>
<title><narrative>T</narrative></title><activity-status code="2"/>${inner}</iati-activity>`);

describe('an IATI activity file', () => {
  it('gives each activity with all details of a careful publisher', () => {
    const { reports, faults } = read(fixture('regional.xml'));
    expect(faults).toEqual([]);
    expect(reports).toHaveLength(2);
    expect(reports[0]).toMatchObject({
      report: 'iati:XX-DEMO-1001-CYBER',
      kind: 'illustrative',
      title: 'Judges against cybercrime in the Middle Sea',
      titles: { fr: 'Les juges contre la cybercriminalité en mer du Milieu' },
      identifiers: ['XX-DEMO-1001-CYBER', 'XX-DEMO-OLD-7'],
      organisations: [
        { role: 'funder', name: 'Meridian Development Fund', ref: 'XX-DEMO-1001' },
        { role: 'funder', name: 'Ligue des cinq mers', ref: 'XX-DEMO-1005' },
        { role: 'implementer', name: 'Institute of Digital Justice', ref: 'XX-DEMO-1006' },
      ],
      begins: '2025-02-01',
      ends: '2027-12-31',
      status: 'runs',
      amount: 990000,
      currency: 'EUR',
      year: 2025,
      parts: ['XX-DEMO-1001-CYBER-A'],
      results: 1,
      indicators: 2,
      documents: 1,
      link: 'https://example.org/judges.pdf',
      asOf: '2026-04-30',
    });
    expect(reports[0]!.sectors).toEqual([
      { vocabulary: '1', code: '15134', share: 0.75 },
      { vocabulary: '1', code: '15132', share: 0.25 },
    ]);
  });

  it('reads three times 33 per cent as a third each', () => {
    const [regional] = read(fixture('regional.xml')).reports;
    expect(regional!.countries).toEqual(['XBA', 'XBB', 'XBC'].map((country) => ({ country, share: 1 / 3 })));
  });

  it('uses a revised budget instead of the original, in the default currency', () => {
    expect(read(fixture('regional.xml')).reports[1]).toMatchObject({ amount: 150000, currency: 'EUR', year: 2025 });
  });

  it('reports faults of a faulty activity with line and activity, and reads the others', () => {
    const { reports, faults } = read(fixture('odd.xml'));
    expect(reports.map(({ report }) => report)).toEqual(['iati:XX-DEMO-9001/ODD', 'iati:XX-DEMO-9001-ROADS']);
    expect(reports[0]).toMatchObject({
      titles: { fr: 'Preuves électroniques & cybercriminalité' },
      begins: null,
      amount: null,
      countries: [
        { country: 'XBA', share: null },
        { country: 'XBB', share: null },
      ],
      sectors: [
        { vocabulary: '99', code: 'CY-1', share: 1 },
        { vocabulary: '2', code: '151', share: 1 },
      ],
    });
    expect(reports[1]!.countries).toEqual([
      { country: 'XBA', share: 0.6 },
      { country: 'unspecified', share: 0.4 },
    ]);
    expect(faults).toEqual([
      '10 xx-demo-9001 /odd: The percentages of the countries and regions come to 120, not to 100. No share of a country is known.',
      '17 xx-demo-9001 /odd: Values are in several currencies (EUR, USD), so they have no sum. The activity has no amount.',
      '4 xx-demo-9001 /odd: The status "9" is none of the standard.',
      '4 xx-demo-9001 /odd: It has neither a date nor a status.',
      '25 n/a: The activity has no usable iati-identifier, so it was left out.',
      '34 XX-DEMO-9001-ROADS: "2025-13-01" is not a date such as 2026-01-31.',
    ]);
  });

  it.each([1, 7, 1000])('is read the same in chunks of %i bytes, also split within a character', (size) => {
    expect(read(fixture('odd.xml'), size)).toEqual(read(fixture('odd.xml')));
  });

  it('gives no share where a percentage is missing, and the whole amount to a single country', () => {
    const country = (code: string, more = '') => `<recipient-country code="${code}" ${more}/>`;
    const some = read(activity(country('QX', 'percentage="50"') + country('QY')));
    expect(some.reports[0]!.countries.map(({ share }) => share)).toEqual([null, null]);
    expect(some.faults[0]).toContain('Not every one of the 2 countries and regions has a percentage.');
    expect(read(activity(country('QX'))).reports[0]!.countries).toEqual([{ country: 'XBA', share: 1 }]);
    const twice = read(activity(country('QX', 'percentage="40"') + country('QX', 'percentage="60"')));
    expect(twice.reports[0]!.countries).toEqual([{ country: 'XBA', share: 1 }]);
  });

  it.each([
    ['5e5', null],
    ['0x10', null],
    ['5,000', null],
    ['Infinity', null],
    ['', null],
    [' 1200.50 ', 1200.5],
    ['.5', 0.5],
  ])('reads the value "%s" as the schema defines a decimal number: %s', (text, amount) => {
    const value = `<transaction><transaction-type code="2"/><transaction-date iso-date="2025-01-01"/>
<value value-date="2025-01-01">${text}</value></transaction>`;
    const { reports, faults } = read(activity(value));
    expect(reports[0]!.amount).toBe(amount);
    expect(faults.some((fault) => fault.includes('is not a number'))).toBe(amount === null);
  });

  it('reads no percentage in another notation', () => {
    const countries = ['QX', 'QY'].map((code) => `<recipient-country code="${code}" percentage="5e1"/>`).join('');
    const { reports, faults } = read(activity(countries));
    expect(reports[0]!.countries.map(({ share }) => share)).toEqual([null, null]);
    expect(faults[0]).toContain('The percentage "5e1" of');
  });

  it('marks incoming funds from another activity as part of that one', () => {
    const incoming = `<transaction><transaction-type code="1"/><transaction-date iso-date="2025-01-01"/>
<value value-date="2025-01-01">5</value><provider-org ref="XX-F" provider-activity-id="XX-F-9"><narrative>A fund</narrative></provider-org></transaction>`;
    const [report] = read(activity(incoming)).reports;
    expect(report).toMatchObject({
      wholes: ['XX-F-9'],
      amount: 5,
      organisations: [{ role: 'funder', name: 'A fund' }],
    });
  });
});

describe('a file that is unsafe or not of the standard', () => {
  const deep = `${'<x>'.repeat(40)}${'</x>'.repeat(40)}`;
  it.each([
    ['an entity bomb', fixture('bomb.xml').toString(), 'document type'],
    [
      'an undeclared entity',
      inFile('<iati-activity><iati-identifier>&x;</iati-identifier></iati-activity>'),
      'not well-formed',
    ],
    ['elements nested without end', inFile(`<iati-activity>${deep}</iati-activity>`), 'nested deeper'],
    [
      'nested elements of another namespace',
      inFile(`<o:a xmlns:o="http://example.org/o">${deep}</o:a>`),
      'nested deeper',
    ],
    [
      'a text without end',
      inFile(`<iati-activity><title>${'a'.repeat(100_001)}</title></iati-activity>`),
      'longer than',
    ],
    ['an end that is missing', '<iati-activities version="2.03"><iati-activity>', 'not well-formed'],
    ['version 1', '<iati-activities version="1.05"/>', 'version 1.05'],
    ['no version', '<iati-activities/>', 'no version'],
    ['another root', '<html/>', 'begins with <html>'],
    ['another encoding', '<?xml version="1.0" encoding="utf-16"?><iati-activities version="2.03"/>', 'utf-16'],
    ['nothing', '', 'not well-formed'],
  ])('is refused: %s', (_, text, reason) => {
    expect(() => read(text)).toThrow(
      expect.objectContaining({ code: 'support_file_refused', message: expect.stringContaining(reason) }),
    );
  });

  it.each(['<!-- ', '<title a="', '<title><narrative>'])(
    'is refused where %s does not end, before it fills the memory',
    (begin) => {
      const pieces = function* () {
        yield new TextEncoder().encode(`<iati-activities version="2.03"><iati-activity>${begin}`);
        for (;;) yield new TextEncoder().encode('a'.repeat(65_536));
      };
      expect(() => readIati(pieces(), 'a.xml', () => {})).toThrow(
        expect.objectContaining({
          code: 'support_file_refused',
          message: expect.stringContaining('no element begins or ends'),
        }),
      );
    },
  );

  it('is refused where its bytes are not UTF-8', () => {
    expect(() => read(Uint8Array.from([0x3c, 0x61, 0xff, 0xfe, 0x2f, 0x3e]))).toThrow(
      expect.objectContaining({ code: 'support_file_refused' }),
    );
  });
});
