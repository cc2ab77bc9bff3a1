import { z } from 'zod'
import { deleteSecret, secrets as listed, setSecret } from '../../../registry/secrets.ts'
import { asTenant } from '../../../registry/unit.ts'
import { endpoint } from '../endpoint.ts'
import { granted, refusing } from '../refusals.ts'
import { secret } from '../shapes.ts'

const params = z.object({ name: z.string().regex(/^[A-Z][A-Z0-9_]{0,59}$/) })

/** Keys for services under test: written once, and read by nobody but the instruments. */
export const secrets = [
  endpoint({
    method: 'GET',
    path: '/secrets',
    summary: {
      zh: '保存了哪些密钥、可发往哪些主机；从不给出内容',
      en: 'Which keys are kept, and for which hosts; never what they are',
    },
    // whoever describes a system has to know their names
    needs: 'subject.write',
    answer: z.object({ items: z.array(secret) }),
    run: async ({ house, actor }) => {
      const rows = await asTenant(house.engine, actor, listed)
      const items = rows.map(({ name, hosts, set_by, set_at, last_used_at }) => ({
        name,
        hosts: [...hosts],
        setBy: set_by,
        setAt: set_at.toISOString(),
        lastUsedAt: last_used_at?.toISOString() ?? null,
      }))
      return { items }
    },
  }),
  endpoint({
    method: 'PUT',
    path: '/secrets/:name',
    summary: {
      zh: '保存密钥，或替换原有的；更改主机也须重新给出密钥',
      en: 'Keeps a key, or replaces it; other hosts need the key again too',
    },
    problems: ['wrong-value'],
    needs: 'secret.manage',
    secret: true,
    params,
    body: z.object({
      /** what stands in a header */
      value: z
        .string()
        .min(1)
        .max(8000)
        .regex(/^[\x21-\x7e]+$/),
      hosts: z.array(z.string().min(1).max(260)).min(1).max(20),
    }),
    answer: z.object({}),
    run: async ({ house, actor, params: { name }, body }) => {
      granted(await asTenant(house.engine, actor, (unit) => setSecret(unit, house.vault, { name, ...body })))
      return {}
    },
  }),
  endpoint({
    method: 'POST',
    path: '/secrets/:name/delete',
    summary: { zh: '删除密钥', en: 'Deletes a key' },
    problems: ['not-found'],
    needs: 'secret.manage',
    params,
    answer: z.object({}),
    run: async ({ house, actor, params: { name } }) => {
      const done = await asTenant(house.engine, actor, (unit) => deleteSecret(unit, name))
      return done ? {} : refusing('not-found', { got: name })
    },
  }),
]
