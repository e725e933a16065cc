/**
 * Caches folded texts: the wordings, choices and guidance of a questionnaire are in every workbook of it. Long texts,
 * which people write, are folded each time.
 */
const longest = 1_500;
const most = 6_000;

export function foldOnce(fold: (text: string) => string): (text: string) => string {
  const known = new Map<string, string>();
  return (text) => {
    if (text.length > longest) return fold(text);
    const before = known.get(text);
    if (before !== undefined) return before;
    if (known.size >= most) known.clear();
    const folded = fold(text);
    known.set(text, folded);
    return folded;
  };
}
