import { z } from 'zod'
import { kinds, memberRoles, permissions } from '../../sign-in/roles.ts'
import { endpoint } from '../endpoint.ts'
import { id } from '../shapes.ts'

export const session = [
  endpoint({
    method: 'GET',
    path: '/session',
    summary: {
      zh: '谁在访问，以及是否还需初始设置',
      en: 'Who asks, and whether the installation still has to be set up',
    },
    needs: 'nothing',
    answer: z.object({
      setUp: z.boolean(),
      /** identity providers that one may sign in with */
      providers: z.array(z.object({ id: z.string(), title: z.string() })),
      person: z.object({ id: z.string(), name: z.string(), email: z.string() }).nullable(),
      principal: z
        .object({
          person: z.string(),
          org: id,
          kind: z.enum(kinds),
          role: z.enum(memberRoles),
          permissions: z.array(z.enum(permissions)),
          via: z.enum(['session', 'token']),
        })
        .nullable(),
    }),
    run: async ({ hall, c }) => {
      const { headers } = c.req.raw
      const [signed, principal] = [await hall.personOf(headers), await hall.principalOf(headers)]
      return {
        setUp: signed === undefined && (await hall.isEmpty()),
        providers: [...hall.providers],
        person: signed ? { id: signed.person, name: signed.name, email: signed.email } : null,
        principal: principal
          ? {
              person: principal.person,
              org: principal.org,
              kind: principal.kind,
              role: principal.role,
              permissions: [...principal.permissions],
              via: principal.via,
            }
          : null,
      }
    },
  }),
]
