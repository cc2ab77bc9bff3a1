import { type LifeRole, lifeRoles } from '../../life/roles.ts'
import type { MemberRole } from '../sign-in/roles.ts'

/** As what somebody may act in a project: those who lead the committee record what others did, too, and that is said with it. */
export const mayActAs: Readonly<Record<MemberRole, readonly LifeRole[]>> = {
  owner: lifeRoles,
  manager: lifeRoles,
  measurer: ['drafting-lead', 'drafter', 'member'],
  reviewer: ['member'],
  viewer: [],
}
