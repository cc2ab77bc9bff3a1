/** What a spreadsheet shows as a number: thousands separators are left out, and what is beyond its 15 digits is no part of it. */
export function numeral(text: string): string {
  const plain = /^-?\d{1,3}(,\d{3})+(\.\d+)?$/.test(text) ? text.replaceAll(',', '') : text
  return /^-?\d+\.\d{7,}$/.test(plain) ? String(Number(Number(plain).toPrecision(15))) : plain
}
