/**
 * Fonts for scripts that a reader's system may lack. The pages of a language use its font family. On all other pages,
 * a few glyphs of it write the names of languages, and are loaded only if the system has no font for them.
 */
import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Language } from '../../i18n/index.ts';

export type WebFonts = {
  /** Rules of the stylesheet. */
  readonly css: string;
  /** Contents by name, `assets/<name>`, which includes a hash of the content. */
  readonly files: ReadonlyMap<string, Uint8Array>;
};

const folder = join(import.meta.dirname, '../../..', 'fonts');

type Family = {
  /** Names of the family on systems, and of equivalent fonts. */
  readonly local: readonly string[];
  /** The characters for which it is used. */
  readonly range: string;
  /**
   * Whether names of languages use it before the font of the page. Chromium draws boxes for Chinese from `system-ui`
   * where the system has no Chinese font, although a later family has the characters.
   */
  readonly isFirst?: true;
};

const families: Readonly<Record<string, Family>> = {
  NotoSans: { local: ['Noto Sans'], range: 'U+0-24F,U+400-52F,U+2000-206F' },
  NotoSansArabic: {
    local: ['Noto Sans Arabic'],
    range: 'U+600-6FF,U+750-77F,U+8A0-8FF,U+200C-200F,U+FB50-FDFF,U+FE70-FEFC',
  },
  NotoSansSC: {
    local: ['Noto Sans SC', 'Noto Sans CJK SC', 'Source Han Sans SC', 'PingFang SC', 'Microsoft YaHei'],
    // Including the dash, the quotation marks and the ellipsis of Chinese, which Latin fonts draw at half the width.
    range:
      'U+2014,U+2018-2019,U+201C-201D,U+2026,U+2E80-303F,U+3100-312F,U+31C0-9FFF,U+F900-FAFF,U+FE30-FE4F,U+FF00-FFEF',
    isFirst: true,
  },
};

/** @param font - font of the theme, used by all other pages */
export function webFonts(languages: readonly Language[], font: string): WebFonts {
  const files = new Map<string, Uint8Array>();
  const keep = (name: string): string => {
    const bytes = readFileSync(join(folder, `${name}.woff2`));
    const named = `${name}-${createHash('sha256').update(bytes).digest('hex').slice(0, 10)}.woff2`;
    files.set(`assets/${named}`, bytes);
    return named;
  };
  const context = (
    called: string,
    file: string,
    weight: number,
    { local, range }: { local: readonly string[]; range: string },
  ) =>
    `@font-face{font-family:'${called}';font-weight:${weight};font-display:swap;src:${local
      .map((name) => `local('${name}'),`)
      .join('')}url(${keep(file)}) format('woff2');unicode-range:${range}}`;
  const rules = languages.flatMap(({ code, name, font: family }) => {
    const known = family === null ? undefined : families[family];
    if (family === null || known === undefined) return [];
    const range = [...new Set(name)].map((one) => `U+${one.codePointAt(0)!.toString(16)}`).join();
    return [
      context(family, `${family}-Regular`, 400, known),
      context(family, `${family}-Bold`, 700, { ...known, local: known.local.map((one) => `${one} Bold`) }),
      `html:lang(${code}){--font:'${family}',${font}}`,
      ...(existsSync(join(folder, `${family}-Names.woff2`))
        ? [context(`${family} Names`, `${family}-Names`, 400, { ...known, range })]
        : []),
    ];
  });
  const fonts = languages.flatMap(({ font: family }) => (family === null ? [] : [family]));
  const [first, others] = [true, false].map((isFirst) =>
    fonts.filter((family) => (families[family]?.isFirst ?? false) === isFirst).map((family) => `'${family} Names'`),
  ) as [string[], string[]];
  return {
    css: [...rules, `.languages,[hreflang]{font-family:${[...first, 'var(--font)', ...others].join()}}`].join('\n'),
    files,
  };
}
