const ALPHABET = '0123456789ABCDEFGHJKLMNPQRTUWXY'
const WEIGHTS = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28]

/** Whether 18 characters are a unified social credit code with a right check character (GB 32100-2015). */
export function isCreditCode(code: string): boolean {
  if (code.length !== 18) return false
  const values = [...code].map((c) => ALPHABET.indexOf(c))
  if (values.includes(-1)) return false
  const sum = WEIGHTS.reduce((total, weight, i) => total + weight * values[i]!, 0)
  return (31 - (sum % 31)) % 31 === values[17]
}

/**
 * Whether a producer code reads as "001", "1", a unified social credit code and five digits.
 * The rule is our reading of codes in use, not of the text of GB 45438-2025: it is reported apart and decides nothing.
 */
export function isProducerCode(code: string): boolean {
  return code.length === 27 && /^0011/.test(code) && isCreditCode(code.slice(4, 22)) && /^\d{5}$/.test(code.slice(22))
}
