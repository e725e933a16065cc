/** The name, number format and date format of a language, from Unicode CLDR data. */

/** A line for `texts/languages.yaml`; null for an invalid tag, or a language without Unicode data. */
export function languageLine(code: string): string | null {
  if (!/^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/.test(code)) return null;
  const name = new Intl.DisplayNames([code], { type: 'language', fallback: 'none' }).of(code);
  if (!name || Intl.DisplayNames.supportedLocalesOf(code).length === 0) return null;
  const number = new Intl.NumberFormat(code, { numberingSystem: 'latn', minimumFractionDigits: 1 });
  const sign = (type: 'decimal' | 'group') =>
    number.formatToParts(1_234_567.5).find((part) => part.type === type)?.value ?? (type === 'decimal' ? '.' : ' ');
  const order = new Intl.DateTimeFormat(code, {
    calendar: 'gregory',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
  })
    .formatToParts(new Date(0))
    .flatMap(({ type }) => (type === 'day' || type === 'month' || type === 'year' ? [type] : []))
    .join('-');
  const known = ['day-month-year', 'month-day-year', 'year-month-day'];
  const settings = [
    `name: ${JSON.stringify(name[0]!.toLocaleUpperCase(code) + name.slice(1))}`,
    `direction: ${new Intl.Locale(code).getTextInfo().direction}`,
    `locale: ${code}`,
    `decimal: [${JSON.stringify(sign('decimal'))}]`,
    // People type a plain space for the narrow one used in print.
    `group: [${JSON.stringify(sign('group').replace(/\s/u, ' '))}]`,
    `date_order: ${known.includes(order) ? order : known[0]}`,
    'review: started',
  ];
  return `${code}: { ${settings.join(', ')} }`;
}
