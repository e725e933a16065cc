/** A text as it stands in HTML, XML or SVG, within an element or an attribute in double quotes. */
export const markupText = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
