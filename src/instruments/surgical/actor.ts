/** Who does it: a person, both, the robot. The codes of the function allocation (Endsley and Kaber 1999). */
export const actors = ['H', 'B', 'C'] as const
export type Actor = (typeof actors)[number]
