/** Who acts in the life of a standard. Words: GB/T 16733, the Shanghai regulation (roles of a committee seen in a ministry's rules). */
export const lifeRoles = [
  'public',
  'department',
  'secretariat',
  'drafting-lead',
  'drafter',
  'member',
  'chair',
  'city-body',
] as const
export type LifeRole = (typeof lifeRoles)[number]
