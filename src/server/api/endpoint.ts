import type { Context } from 'hono'
import { z } from 'zod'
import type { House } from '../../registry/house.ts'
import type { Actor } from '../../registry/unit.ts'
import type { Env, Hall, Permission, Principal } from './hall.ts'
import { Refused, refusing, wrong } from './refusals.ts'

/** Who may: everyone, any member, or members with a permission. */
export type Needs = 'nothing' | 'member' | Permission

/** What a run of an endpoint is given: what was sent, checked, and who sent it. */
export interface Call<P, Q, B> {
  readonly params: P
  readonly query: Q
  readonly body: B
  readonly house: House
  readonly hall: Hall
  /** of an endpoint that needs nothing there may be none: then it throws */
  readonly actor: Actor
  readonly principal: Principal
  readonly c: Context<Env>
}

type Shape = z.ZodType
const nothing = z.object({})
type Nothing = typeof nothing

/** One thing that can be asked of the API. Its description, its table of permissions and the types of its client are read off it. */
export interface Endpoint<
  P extends Shape = Shape,
  Q extends Shape = Shape,
  B extends Shape = Shape,
  A extends Shape = Shape,
> {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH'
  /** under `/api/v1`, such as `/subjects/:id` */
  readonly path: string
  readonly summary: string
  readonly needs: Needs
  readonly params: P
  readonly query: Q
  readonly body: B
  /** undefined where the answer is bytes or a stream, which `run` then answers itself */
  readonly answer?: A
  run(call: Call<z.output<P>, z.output<Q>, z.output<B>>): Promise<z.input<A> | Response>
}

interface Given<P extends Shape, Q extends Shape, B extends Shape, A extends Shape>
  extends Omit<Endpoint<P, Q, B, A>, 'params' | 'query' | 'body'> {
  readonly params?: P
  readonly query?: Q
  readonly body?: B
}

export function endpoint<
  P extends Shape = Nothing,
  Q extends Shape = Nothing,
  B extends Shape = Nothing,
  A extends Shape = Nothing,
>(given: Given<P, Q, B, A>): Endpoint<P, Q, B, A> {
  return { params: nothing as never, query: nothing as never, body: nothing as never, ...given }
}

/** Reads, checks and runs; throws Refused for the edge to answer. */
export async function answered(at: Endpoint, c: Context<Env>): Promise<Response> {
  const principal = await guard(c, at.needs)
  const call = {
    params: parsed(at.params, c.req.param(), 'path'),
    query: parsed(at.query, c.req.query(), 'query'),
    body: at.body === nothing ? {} : parsed(at.body, await bodyOf(c), 'body'),
    hall: c.get('hall'),
    house: c.get('hall').house,
    c,
    get principal() {
      return principal ?? refusing('not-signed-in')
    },
    get actor() {
      return actorOf(principal ?? refusing('not-signed-in'))
    },
  }
  const answer = await at.run(call as never)
  return answer instanceof Response ? answer : c.json(answer as object)
}

function parsed(shape: Shape, given: unknown, part: string): unknown {
  const read = shape.safeParse(given)
  if (read.success) return read.data
  throw new Refused(
    read.error.issues
      .slice(0, 20)
      .map((issue) =>
        wrong('request-malformed', { place: { path: [part, ...issue.path].join('.') }, got: issue.message }),
      ),
  )
}

async function bodyOf(c: Context<Env>): Promise<unknown> {
  if (!/^application\/json\b/.test(c.req.header('content-type') ?? ''))
    return refusing('request-malformed', { expected: 'Content-Type: application/json' })
  try {
    return await c.req.json()
  } catch {
    return refusing('request-malformed', { expected: 'JSON' })
  }
}

/** Lets pass who may. A change that comes by cookie has to come from our own pages. */
async function guard(c: Context<Env>, needs: Needs): Promise<Principal | undefined> {
  if (needs === 'nothing') return undefined
  const { principalOf, origin } = c.get('hall')
  const principal = await principalOf(c.req.raw.headers)
  if (principal === undefined) return refusing('not-signed-in')
  c.set('principal', principal)
  if (needs !== 'member' && !principal.permissions.includes(needs)) return refusing('not-allowed', { expected: needs })
  if (principal.via === 'session' && c.req.method !== 'GET' && c.req.header('origin') !== origin)
    return refusing('not-allowed', { expected: `Origin: ${origin}` })
  return principal
}

/** Who acts, as the registry wants it; what a token does is recorded under its name beside its maker's. */
function actorOf({ org, person, via, sessionId }: Principal): Actor {
  return { org, person: via === 'token' ? `${person}:${sessionId}` : person }
}
