/** The page whose content is shown, which is not that of the address while another is on its way. */

/** The address without the part of the page that it names. */
export const pageOf = (address: string): string => new URL(address, location.href).href.split('#')[0]!;

/** Every script that replaces content sets it. */
export const shown = { page: pageOf(location.href) };
