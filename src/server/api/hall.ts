import type { House } from '../../registry/house.ts'
import type { Principal } from '../sign-in/principal.ts'
import type { Permission } from '../sign-in/roles.ts'

/** What the API rests on, and who is asking. */
export interface Hall {
  readonly house: House
  /** undefined for a stranger */
  readonly principalOf: (headers: Headers) => Promise<Principal | undefined>
  /** the origin that people see, such as `https://plumbline.example` */
  readonly origin: string
}

export interface Env {
  Variables: {
    readonly hall: Hall
    readonly requestId: string
    /** set where a route asks for a permission */
    principal: Principal
  }
}

export type { Permission, Principal }
