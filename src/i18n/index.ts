export { type Language, loadLanguages } from './language.ts';
export { formatDate, formatNumber, formatScore, roundDown } from './number.ts';
export { loadTexts, type Texts, type TextValues } from './texts.ts';
