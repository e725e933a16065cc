/**
 * Texts, numbers and dates in the languages of `texts/`. This folder must not know pages or questionnaires; sentences
 * are content.
 */
export { checkTexts, type LanguageReport, type TextsReport } from './check.ts';
export { type DescriptionPart, sentencesOf } from './descriptions.ts';
export { foldLetters } from './fold.ts';
export { type Language, loadLanguages } from './language.ts';
export { formatList, joinParts } from './list.ts';
export { nameIn } from './name.ts';
export {
  type DateForms,
  formatChange,
  formatDate,
  formatNumber,
  formatPercent,
  formatScore,
  formsOf,
  keepForms,
  roundDown,
} from './number.ts';
export { compareNames } from './order.ts';
export { type AreaTexts, loadArea, loadTexts, sayIn, type Texts, type TextValues } from './texts.ts';
export {
  partsToKeep,
  type TextPair,
  type TranslationFault,
  textPairs,
  translationFault,
  writeTranslations,
} from './translation.ts';
