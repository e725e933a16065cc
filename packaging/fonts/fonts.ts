/**
 * Writes the fonts of the software to fonts/: Noto Sans and Vazirmatn, reduced to the characters that can occur, as
 * TTF for documents and pictures and as WOFF2 for pages. `npm run fonts` updates them after a text with a new
 * character; a test checks that none is missing.
 */
import { globSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { installPackages } from '../own-packages.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const packages = join(import.meta.dirname, 'node_modules');

/** Files whose characters appear on a page, in a picture or in a document. */
const contentFiles = ['texts', 'dashboards', 'questionnaires', 'pipelines'].map(
  (folder) => `${folder}/**/*.{yaml,csv,json}`,
);

/** The folder of the packages, the file in it (% is the folder of the weight), and the characters kept. */
type Font = {
  readonly source: string;
  readonly name: string;
  readonly weights: readonly { readonly folder: string; readonly suffix: string }[];
  readonly keep: (character: number) => boolean;
};

/** The package that cuts fonts, which is installed by the first run. */
type SubsetFont = {
  readonly default: (
    font: Buffer,
    text: string,
    options: { readonly targetFormat: 'sfnt' | 'woff2' },
  ) => Promise<Buffer>;
};

const regular = { folder: '400Regular', suffix: 'Regular' };
const bold = { folder: '700Bold', suffix: 'Bold' };

/** Every character of the content, as code points. */
export function contentCharacters(): Set<number> {
  const characters = new Set<number>();
  for (const path of globSync(contentFiles, { cwd: root })) {
    for (const character of readFileSync(join(root, path), 'utf8')) characters.add(character.codePointAt(0)!);
  }
  for (const control of [...characters]) if (control < 0x20 || control === 0xfeff) characters.delete(control);
  return characters;
}

/** The characters of the names of languages, which every page shows in any language. */
export function languageNames(): Set<number> {
  const list = readFileSync(join(root, 'texts/languages.yaml'), 'utf8');
  const names = [...list.matchAll(/\bname: ([^,\n}]+)/g)].map(([, name]) => name!);
  return new Set([...names.join('')].map((one) => one.codePointAt(0)!));
}

/** The characters with glyphs in a TTF, from its character map. */
export function fontCharacters(ttf: Buffer): Set<number> {
  const characters = new Set<number>();
  const map = tableAt(ttf, 'cmap');
  for (let index = 0; index < ttf.readUInt16BE(map + 2); index++) {
    const at = map + ttf.readUInt32BE(map + 8 + index * 8);
    const format = ttf.readUInt16BE(at);
    if (format === 12) readGroups(ttf, at, characters);
    if (format === 4) readSegments(ttf, at, characters);
  }
  return characters;
}

function tableAt(ttf: Buffer, tag: string): number {
  for (let index = 0; index < ttf.readUInt16BE(4); index++) {
    const entry = 12 + index * 16;
    if (ttf.toString('latin1', entry, entry + 4) === tag) return ttf.readUInt32BE(entry + 8);
  }
  throw new Error(`The font has no table ${tag}.`);
}

function readGroups(ttf: Buffer, at: number, characters: Set<number>): void {
  for (let group = 0; group < ttf.readUInt32BE(at + 12); group++) {
    const entry = at + 16 + group * 12;
    const last = ttf.readUInt32BE(entry + 4);
    for (let character = ttf.readUInt32BE(entry); character <= last; character++) characters.add(character);
  }
}

function readSegments(ttf: Buffer, at: number, characters: Set<number>): void {
  const twice = ttf.readUInt16BE(at + 6);
  for (let index = 0; index < twice; index += 2) {
    const last = ttf.readUInt16BE(at + 14 + index);
    const first = ttf.readUInt16BE(at + 16 + twice + index);
    for (let character = first; character <= last && character !== 0xffff; character++) characters.add(character);
  }
}

/** The 3,755 characters of level 1 of GB 2312, which cover Chinese text on any subject. */
function chineseCharacters(): Set<number> {
  const bytes: number[] = [];
  for (let row = 0xb0; row <= 0xd7; row++) {
    for (let cell = 0xa1; cell <= (row === 0xd7 ? 0xf9 : 0xfe); cell++) bytes.push(row, cell);
  }
  return new Set([...new TextDecoder('gb18030').decode(Uint8Array.from(bytes))].map((one) => one.codePointAt(0)!));
}

const within = (character: number, ranges: readonly (readonly [number, number])[]): boolean =>
  ranges.some(([first, last]) => character >= first && character <= last);

/**
 * Latin with diacritics, Greek, Cyrillic, punctuation, currencies, letter-like symbols, arrows and mathematical
 * symbols.
 */
const european = [
  [0x20, 0x24f],
  [0x2b0, 0x52f],
  [0x1e00, 0x1eff],
  [0x2000, 0x22ff],
  [0x25a0, 0x26ff],
] as const;

/** Latin letters and digits among Chinese characters, and Chinese punctuation. */
const eastAsian = [
  [0x20, 0x7e],
  [0xa0, 0xff],
  [0x2010, 0x2027],
  [0x2260, 0x2265],
  [0x3000, 0x301f],
  [0xff00, 0xffef],
] as const;

/** Symbols in code and styles, and shapes that texts may use. */
const shapes = [
  [0x2190, 0x2199],
  [0x25a0, 0x25ff],
] as const;

function fonts(): Font[] {
  const content = contentCharacters();
  const chinese = chineseCharacters();
  const names = languageNames();
  return [
    {
      source: '@expo-google-fonts/noto-sans/%/NotoSans_%.ttf',
      name: 'NotoSans',
      weights: [regular, bold],
      keep: (one) => within(one, european) || content.has(one),
    },
    {
      source: '@expo-google-fonts/noto-sans-arabic/%/NotoSansArabic_%.ttf',
      name: 'NotoSansArabic',
      weights: [regular, bold],
      keep: () => true,
    },
    {
      // For documents: Noto composes Arabic letters of parts, which are copied from a PDF as other text.
      source: '@expo-google-fonts/vazirmatn/%/Vazirmatn_%.ttf',
      name: 'Vazirmatn',
      weights: [regular, bold],
      keep: () => true,
    },
    {
      source: '@expo-google-fonts/noto-sans-arabic/%/NotoSansArabic_%.ttf',
      name: 'NotoSansArabic',
      weights: [{ folder: regular.folder, suffix: 'Names' }],
      keep: (one) => names.has(one),
    },
    {
      source: '@expo-google-fonts/noto-sans-sc/%/NotoSansSC_%.ttf',
      name: 'NotoSansSC',
      weights: [{ folder: regular.folder, suffix: 'Names' }],
      keep: (one) => names.has(one),
    },
    {
      source: '@expo-google-fonts/noto-sans-sc/%/NotoSansSC_%.ttf',
      name: 'NotoSansSC',
      weights: [regular, bold],
      keep: (one) => chinese.has(one) || content.has(one) || within(one, eastAsian) || within(one, shapes),
    },
    {
      source: '@fontsource/noto-sans-symbols-2/files/noto-sans-symbols-2-symbols-400-normal.woff2',
      name: 'NotoSansSymbols',
      weights: [regular],
      keep: (one) => content.has(one) || within(one, shapes),
    },
  ];
}

if (import.meta.main) {
  installPackages(import.meta.dirname);
  for (const font of fonts()) {
    for (const { folder, suffix } of font.weights) {
      const from = join(packages, font.source.replaceAll('%', folder));
      await writeFont(font, from, suffix);
    }
  }
  writeFileSync(join(root, 'fonts/OFL.txt'), licence());
}

async function writeFont({ name, keep }: Font, from: string, suffix: string): Promise<void> {
  const { default: subsetFont } = (await import('subset-font' as string)) as SubsetFont;
  const whole = readFileSync(from);
  const all = from.endsWith('.ttf') ? [...fontCharacters(whole)] : [...Array(0x3000).keys()].slice(0x20);
  const text = all.filter(keep).map((one) => String.fromCodePoint(one));
  for (const [ending, targetFormat] of [
    ['ttf', 'sfnt'],
    ['woff2', 'woff2'],
  ] as const) {
    // Names of languages only occur on pages.
    if (suffix === 'Names' && ending === 'ttf') continue;
    const cut = await subsetFont(whole, text.join(''), { targetFormat });
    writeFileSync(join(root, 'fonts', `${name}-${suffix}.${ending}`), cut);
    console.log(`fonts/${name}-${suffix}.${ending}: ${Math.ceil(cut.length / 1024)} kB`);
  }
}

/** One text of the SIL Open Font License, after the copyright line of each family. */
function licence(): string {
  const texts = ['noto-sans', 'noto-sans-arabic', 'noto-sans-sc', 'vazirmatn'].map((family) =>
    readFileSync(join(packages, '@expo-google-fonts', family, 'LICENSE_FONT'), 'utf8'),
  );
  const copyrights = texts.map((text) => text.slice(0, text.indexOf('\n')));
  return `${copyrights.join('\n')}\n${texts[0]!.slice(texts[0]!.indexOf('\n') + 1)}`;
}
