/** People (at least) and revenue in 万元 (at least) of the large, medium and small; both must be reached, else it is the next smaller class. */
const lines = {
  industry: [
    [1000, 40_000],
    [300, 2000],
    [20, 300],
  ],
  transmission: [
    [2000, 100_000],
    [100, 1000],
    [10, 100],
  ],
  software: [
    [300, 10_000],
    [100, 1000],
    [10, 50],
  ],
} as const

/**
 * Size class of an enterprise for tables. Source: statistical division of large, medium, small and micro enterprises (2017); sections other than
 * B, C, D and the transmission classes of I are read as software, which is ours. What is judged by size is the standard's own table.
 */
export function sizeClass(industry: string, staff: number, revenueWan: number): 'large' | 'medium' | 'small' | 'micro' {
  const trade = /^[BCD]/.test(industry) ? 'industry' : /^I6[34]/.test(industry) ? 'transmission' : 'software'
  const at = lines[trade].findIndex(([people, revenue]) => staff >= people && revenueWan >= revenue)
  return (['large', 'medium', 'small'] as const)[at] ?? 'micro'
}
