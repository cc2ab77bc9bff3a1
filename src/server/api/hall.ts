import type { House } from '../../registry/house.ts'
import type { Principal } from '../sign-in/principal.ts'
import type { Permission } from '../sign-in/roles.ts'
import type { Changes } from './changes.ts'

/** What the API rests on, and who is asking. */
export interface Hall {
  readonly house: House
  /** undefined for a stranger */
  readonly principalOf: (headers: Headers) => Promise<Principal | undefined>
  /** the origin that people see, such as `https://plumbline.example` */
  readonly origin: string
  readonly changes: Changes
  /** notes at once what is due of an organization; where that fails, the clock does it */
  readonly note: (org: string) => Promise<void>
  /** whether nobody has an account yet */
  readonly isEmpty: () => Promise<boolean>
  /** by whom one may sign in instead of a password */
  readonly providers: readonly { readonly id: string; readonly title: string }[]
  /** who is signed in, also where they belong to no organization */
  readonly personOf: (
    headers: Headers,
  ) => Promise<{ readonly person: string; readonly name: string; readonly email: string } | undefined>
}

export interface Env {
  Variables: {
    readonly hall: Hall
    readonly requestId: string
    /** set where a route asks for a permission */
    principal: Principal
  }
}

/** Who may: everyone, any member, or members with a permission. */
export type Needs = 'nothing' | 'member' | Permission

export type { Principal }
