/**
 * Texts, numbers and dates in the languages of `texts/`. This folder must not know pages or questionnaires; sentences
 * are content.
 */
export { checkTexts, type LanguageReport, type TextsReport } from './check.ts';
export { type Language, loadLanguages } from './language.ts';
export { formatList } from './list.ts';
export { formatChange, formatDate, formatNumber, formatPercent, formatScore, roundDown } from './number.ts';
export { loadTexts, type Texts, type TextValues } from './texts.ts';
export {
  partsToKeep,
  type TextPair,
  type TranslationFault,
  textPairs,
  translationFault,
  writeTranslations,
} from './translation.ts';
