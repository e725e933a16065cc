import { Buffer } from 'node:buffer';
import fc from 'fast-check';
import { SaxesParser } from 'saxes';
import { describe, expect, it } from 'vitest';
import { holdsForbidden } from '../../../src/workbook/guard/forbidden-characters.ts';
import { Refusal } from '../../../src/workbook/guard/refusal.ts';
import { walkXml } from '../../../src/workbook/guard/xml.ts';
import { check, refusalOf, written } from '../checked.ts';
import { entriesOf, withParts } from '../zip.ts';

/** One section is enough, as the guard does not depend on the sheets. */
const sound = await written({ scope: ['A'] });
const sheet = 'xl/worksheets/sheet4.xml';
const code = (change: (xml: string) => string | Uint8Array, part = sheet) => {
  const xml = Buffer.from(entriesOf(sound).find(({ name }) => name === part)!.data).toString('utf8');
  const bytes = withParts(sound, { [part]: change(xml) });
  // A guard that processed these parts, for example by expanding entities, would not terminate here.
  return refusalOf(check(bytes));
};
const prolog = (text: string) => (xml: string) => xml.replace(/^(<\?xml.*?\?>)?\s*/, `<?xml version="1.0"?>${text}`);
const inSheet = (text: string) => (xml: string) => xml.replace('<sheetData>', `${text}<sheetData>`);
const laughs = [
  '<!DOCTYPE lolz [<!ENTITY l0 "lol">',
  ...Array.from({ length: 9 }, (_, n) => `<!ENTITY l${n + 1} "${`&l${n};`.repeat(10)}">`),
  ']>',
].join('');
const utf16 = (xml: string) => Buffer.from(`\ufeff${xml}`, 'utf16le');

describe('a part that could harm its reader is refused', () => {
  it.each<[string, string, (xml: string) => string | Uint8Array]>([
    ['a billion laughs', 'xml_doctype', prolog(laughs)],
    ['a document type alone', 'xml_doctype', prolog('<!DOCTYPE worksheet>')],
    [
      'a file of this machine as an entity',
      'xml_doctype',
      prolog('<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>'),
    ],
    ['an undeclared entity', 'xml_malformed', inSheet('<sheetPr codeName="&x;"/>')],
    ['UTF-16', 'xml_encoding', utf16],
    ['UTF-16 the other way round', 'xml_encoding', (xml) => Buffer.from(utf16(xml)).swap16()],
    ['UTF-16 without its mark', 'xml_encoding', (xml) => Buffer.from(xml, 'utf16le')],
    ['another encoding by name', 'xml_encoding', (xml) => xml.replace('UTF-8', 'ISO-8859-1')],
    ['UTF-7 by name', 'xml_encoding', (xml) => xml.replace('UTF-8', 'UTF-7')],
    ['bytes that are no UTF-8', 'xml_encoding', (xml) => Buffer.concat([Buffer.from(xml), Buffer.from([0xff])])],
    [
      'a surrogate in bytes',
      'xml_encoding',
      (xml) => Buffer.concat([Buffer.from(xml), Buffer.from([0xed, 0xa0, 0x80])]),
    ],
    ['an overlong NUL', 'xml_encoding', (xml) => Buffer.concat([Buffer.from(xml), Buffer.from([0xc0, 0x80])])],
    ['a depth of 100,000', 'xml_limits', inSheet(`${'<a>'.repeat(100_000)}${'</a>'.repeat(100_000)}`)],
    [
      '100,000 attributes',
      'xml_limits',
      inSheet(`<a ${Array.from({ length: 100_000 }, (_, n) => `a${n}=""`).join(' ')}/>`),
    ],
    ['an attribute of 3 MB', 'xml_limits', inSheet(`<a b="${noise(3_000_000)}"/>`)],
    ['a text of 3 MB', 'xml_limits', inSheet(`<a>${noise(3_000_000)}</a>`)],
    ['a control character', 'xml_malformed', inSheet('<a>\u0001</a>')],
    ['a reference to a control character', 'xml_malformed', inSheet('<a>&#1;</a>')],
    ['a tag that never ends', 'xml_malformed', inSheet('<a')],
    ['tags that cross', 'xml_malformed', inSheet('<a><b></a></b>')],
    ['an attribute twice', 'xml_malformed', inSheet('<a b="1" b="2"/>')],
    ['a second root', 'xml_malformed', (xml) => `${xml}<worksheet/>`],
    ['a comment of many dashes', 'xml_malformed', inSheet('<!-- a -- b -->')],
    // Each has two of the three bytes of a byte order mark.
    ['a letter before it: ỿ', 'xml_malformed', (xml) => `\u1eff${xml}`],
    ['a letter before it: ﻼ', 'xml_malformed', (xml) => `\ufefc${xml}`],
    ['a bracket before it: ︿', 'xml_malformed', (xml) => `\ufe3f${xml}`],
  ])('%s', (_, expected, change) => {
    expect(code(change)).toBe(expected);
  });

  it.each<[string, (xml: string) => string]>([
    ['a byte order mark', (xml) => `\ufeff${xml}`],
    ['no declaration', (xml) => xml.replace(/^<\?xml.*?\?>/, '')],
    ['comments and instructions', prolog('<!-- note --><?mso-application progid="Excel.Sheet"?>')],
    ['character data', inSheet('<sheetPr><![CDATA[ ]]></sheetPr>')],
    ['lines that end as on Windows', (xml) => xml.replaceAll('><', '>\r\n<')],
  ])('valid XML is read: %s', (_, change) => {
    expect(code(change)).toBe('clean');
  });

  it('also in a part that is not read for answers', () => {
    expect(code(prolog(laughs), 'docProps/app.xml')).toBe('xml_doctype');
    expect(code(utf16, 'xl/theme/theme1.xml')).toBe('xml_encoding');
  });

  it('but data of an organisation may be in UTF-16, if they declare nothing and start no program', () => {
    const own = (bytes: Uint8Array, name = 'customXml/item1.xml') =>
      refusalOf(check(withParts(sound, { [name]: bytes })));
    const swapped = (xml: string) => Buffer.from(utf16(xml)).swap16();
    for (const encoded of [utf16, swapped]) {
      expect(own(encoded('<?xml version="1.0" encoding="utf-16"?><a>é</a>'))).toBe('clean');
      expect(own(encoded(`<?xml version="1.0"?>${laughs}<a/>`))).toBe('xml_doctype');
      expect(own(encoded('<externalLink><ddeLink/></externalLink>'))).toBe('part_external_links');
      expect(own(encoded('<a/>'), 'customXml/_rels/item1.xml.rels')).toBe('xml_encoding');
    }
    expect(own(Buffer.from('<a/>', 'utf16le'))).toBe('xml_encoding');
  });
});

/** Letters that deflate cannot compress a hundred times. */
function noise(length: number): string {
  let state = 1;
  return Array.from({ length }, () => {
    state = (state * 48_271) % 2_147_483_647;
    return String.fromCharCode(97 + (state % 26));
  }).join('');
}

/** The events for a text, in one line, or null if it is refused. */
function eventsOf(xml: string): string | null {
  const events: string[] = [];
  try {
    walkXml(Buffer.from(xml), 'part', {
      open: (_, attributes) => {
        const all = Array.from(
          { length: attributes.count },
          (_, at) => `${attributes.key(at)}=${attributes.value(at)}`,
        );
        events.push(`<${all.join(',')}>`);
      },
      close: () => events.push('</>'),
      text: (text) => events.push(text),
    });
  } catch (error) {
    if (error instanceof Refusal) return null;
    throw error;
  }
  return events.join('');
}

/** The same from a parser that conforms to the standard. */
function eventsOfSaxes(xml: string): string | null {
  const events: string[] = [];
  const parser = new SaxesParser();
  let depth = 0;
  parser.on('opentag', ({ attributes }) => {
    depth += 1;
    events.push(
      `<${Object.entries(attributes)
        .map(([key, value]) => `${key}=${value}`)
        .join(',')}>`,
    );
  });
  parser.on('closetag', () => {
    depth -= 1;
    events.push('</>');
  });
  // This parser reports white space outside the root, which has no meaning.
  parser.on('text', (text) => {
    if (depth > 0) events.push(text);
  });
  parser.on('cdata', (text) => events.push(text));
  parser.on('doctype', () => {
    throw new Error('no document types');
  });
  parser.on('error', (error) => {
    throw error;
  });
  try {
    parser.write(xml).close();
  } catch {
    return null;
  }
  return events.join('');
}

const bit = fc.constantFrom(
  ...[
    '<a>',
    '</a>',
    '<b c="1">',
    '</b>',
    '<a/>',
    "<x:a d='\"' />",
    ' ',
    '\n',
    '\r\n',
    'text',
    '&amp;',
    '&#65;',
    '&#x1F600;',
    '&#0;',
    '&#xD800;',
    '&nbsp;',
    '&',
    '<',
    '>',
    ']]>',
  ],
  ...[
    '<!-- c -->',
    '<!--->',
    '<!-- -- -->',
    '<![CDATA[<&]]>',
    '<![CDATA[',
    '<?pi x?>',
    '<?xml version="1.0"?>',
    '<!DOCTYPE a>',
    '"',
    "'",
    '=',
    '\u0000',
    '\u000b',
    '\ufffe',
    '\u0085',
    '\ud83d\ude00',
    'é',
    'a b="1" b="2"',
  ],
  ...[
    '<a b="1"c="2"/>',
    '<a b=1/>',
    '<a b/>',
    '<a b="<"/>',
    '<a b="&lt;\t\n"/>',
    '< a/>',
    '<a / >',
    '</a >',
    '</ a>',
    '<1/>',
    '<é/>',
    '<:/>',
    '<a xmlns:q="u"/>',
    '<a\u00a0b="1"/>',
  ],
);

describe('the scanner', () => {
  it('accepts and refuses the same as a conforming parser, for any combination of fragments', () => {
    const nested = fc.array(bit, { maxLength: 9 }).map((bits) => bits.join(''));
    const whole = nested.map((inner) => `<r>${inner}</r>`);
    fc.assert(
      fc.property(fc.oneof(nested, whole), (xml) => {
        expect(eventsOf(xml)).toBe(eventsOfSaxes(xml));
      }),
      { numRuns: 4000, seed: 3 },
    );
  });

  it('has the same events for a workbook as such a parser', () => {
    for (const { name, data } of entriesOf(sound)) {
      const xml = Buffer.from(data).toString('utf8');
      expect(eventsOf(xml), name).toBe(eventsOfSaxes(xml));
    }
  });

  it('accepts or refuses a damaged sheet like such a parser', () => {
    const xml = Buffer.from(entriesOf(sound).find(({ name }) => name === 'xl/worksheets/sheet2.xml')!.data)
      .toString('utf8')
      .slice(0, 3000);
    const whole = `${xml.slice(0, xml.lastIndexOf('<row'))}</sheetData></worksheet>`;
    fc.assert(
      fc.property(
        // The other parser ignores the encoding in the declaration.
        fc.integer({ min: whole.indexOf('?>'), max: whole.length - 1 }),
        fc.constantFrom('', '<', '>', '"', '&', '/', ' ', '\u0002', 'x', '='),
        (at, put) => {
          const damaged = whole.slice(0, at) + put + whole.slice(at + 1);
          expect(eventsOf(damaged)).toBe(eventsOfSaxes(damaged));
        },
      ),
      { numRuns: 1500, seed: 11 },
    );
  });
});

describe('a character that XML forbids in any form', () => {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the expression searches for control characters
  const forbidden = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/;

  it('is found wherever it is, and nothing else is', () => {
    const sign = fc.constantFrom(...'\u0000\b\t\n\u000b\u000c\r\u000e\u001f ~\u007f\u0080é’\ufffd\ufffe\uffff😀');
    const text = fc.array(fc.oneof({ weight: 6, arbitrary: fc.constantFrom('a', 'é', '中') }, sign), { maxLength: 24 });
    fc.assert(
      fc.property(text, fc.nat(5), (signs, before) => {
        const written = signs.join('');
        // Parts that are not compressed start anywhere in the file.
        const bytes = Buffer.from(`${'\u0001'.repeat(before)}${written}\u0001`).subarray(before, -1);
        expect(holdsForbidden(bytes)).toBe(forbidden.test(written));
      }),
      { numRuns: 3000, seed: 4 },
    );
  });
});
