/** Whether a database keeps a text as it is: no character zero, which it has not, and no half of a surrogate pair, which is no character. */
export function isPlainText(text: string): boolean {
  return !/[\0\p{Surrogate}]/u.test(text)
}
