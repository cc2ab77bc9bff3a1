const WEIGHTS = [3, 7, 9, 10, 5, 8, 4, 2]

/** The check character of the eight characters of an organisation code (GB 11714): letters count A = 10 … Z = 35; 10 is written X, 11 is written 0. */
export function organisationCheck(eight: string): string | undefined {
  if (!/^[0-9A-Z]{8}$/.test(eight)) return undefined
  const sum = [...eight].reduce((total, c, i) => total + Number.parseInt(c, 36) * WEIGHTS[i]!, 0)
  const check = 11 - (sum % 11)
  return check === 10 ? 'X' : check === 11 ? '0' : String(check)
}
