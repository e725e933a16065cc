/** Escapes a text for HTML, XML or SVG, in an element or an attribute in double quotes. */
export const markupText = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
