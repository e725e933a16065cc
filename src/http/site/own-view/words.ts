/** The words of a reader's own view: its texts, its numbers, and changes with a symbol besides colour. */
import { formatChange, formatNumber, formatPercent, formatScore } from '../../../i18n/index.ts';
import type { PageContext } from '../page-context.ts';

export type OwnWords = ReturnType<typeof ownWords>;

/** @param labels - label of the release for a code of a kind; the code if there is none */
export function ownWords({ texts, language: code }: PageContext, labels: (kind: string, id: string) => string) {
  const language = texts.language(code);
  const t = (key: string, values: Record<string, string | number | boolean> = {}) =>
    texts.say(code, `weights.${key}`, values);
  const points = (value: number, digits = 1) => formatScore(language, value, digits);
  const wayOf = (value: number): Way => (value > 0 ? 'up' : value < 0 ? 'down' : 'same');
  return {
    t,
    points,
    name: labels,
    locale: language.locale,
    /** A weight without trailing zeros. */
    times: (value: number) =>
      formatNumber(
        language,
        value,
        [0, 1, 2].find((digits) => isWhole(value, digits)),
      ),
    share: (value: number) => formatPercent(language, value, 1),
    sign: (way: Way) => t(`sign.${way}`),
    wayOf,
    /** A change of a score based on the rounded figures, so that 0.0 has no direction. */
    change: (value: number) => {
      const rounded = Math.round(value * 10) / 10;
      const way = wayOf(rounded);
      return { way, text: formatChange(language, rounded, 1) };
    },
    /** The name of a tier, or of a reason for having none, as on all pages. */
    shade: (shade: string | number) => texts.say(code, `dashboard.shades.${shade}`),
    status: (status: string) => texts.say(code, `dashboard.status.${status}`),
    /** A sentence that is about the countries shown only. */
    within: (selection: string | null, sentence: string) =>
      selection === null ? sentence : texts.say(code, 'dashboard.filters.within', { selection, sentence }),
    shadeSign: (shade: string | number) => texts.say(code, `dashboard.signs.${shade}`),
  };
}

export type Way = 'up' | 'down' | 'same';

const isWhole = (value: number, digits: number) =>
  Math.abs(value * 10 ** digits - Math.round(value * 10 ** digits)) < 1e-9;
