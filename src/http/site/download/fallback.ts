/**
 * Texts that a language lacks, in files: the language tag before them is removed, as a file cannot mark the language
 * of a text.
 */
import type { Texts } from '../../../i18n/index.ts';

/** @param value - plain data, or a text */
export function withoutTags<T>(texts: Texts, language: string, value: T): T {
  if (language === texts.working) return value;
  return JSON.parse(JSON.stringify(value).replaceAll(`[${texts.working}] `, '')) as T;
}
