import type { Context } from 'hono'
import { z } from 'zod'
import type { Text } from '../../language/text.ts'
import type { House } from '../../registry/house.ts'
import type { Actor } from '../../registry/unit.ts'
import { actorOf } from './admitted.ts'
import { bodyOf } from './body.ts'
import type { Env, Hall, Needs, Principal } from './hall.ts'
import { Refused, refusing, wrong } from './refusals.ts'

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH'

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
  M extends Method = Method,
  Path extends string = string,
  P extends Shape = Shape,
  Q extends Shape = Shape,
  B extends Shape = Shape,
  A extends Shape = Shape,
> {
  readonly method: M
  /** under `/api/v1`, such as `/subjects/:id` */
  readonly path: Path
  readonly summary: Required<Text>
  readonly needs: Needs
  readonly params: P
  readonly query: Q
  readonly body: B
  /** undefined where the answer is bytes or a stream, which `run` then answers itself */
  readonly answer?: A
  /** media type of an answer that `run` gives itself */
  readonly gives?: string
  /** headers that it reads, beside those that all read */
  readonly headers?: Readonly<Record<string, 'optional' | 'required'>>
  /** codes of its own refusals, beside those that all may give; `*`: also those of what was sent, such as a description */
  readonly problems?: readonly string[]
  /** what is sent is kept nowhere, and neither is its hash: it takes no Idempotency-Key */
  readonly secret?: boolean
  /** bytes of a JSON body at most, where the usual limit is too little */
  readonly largest?: number
  run(call: Call<z.output<P>, z.output<Q>, z.output<B>>): Promise<z.input<A> | Response>
}

interface Given<
  M extends Method,
  Path extends string,
  P extends Shape,
  Q extends Shape,
  B extends Shape,
  A extends Shape,
> extends Omit<Endpoint<M, Path, P, Q, B, A>, 'params' | 'query' | 'body'> {
  readonly params?: P
  readonly query?: Q
  readonly body?: B
}

export function endpoint<
  M extends Method,
  Path extends string,
  P extends Shape = Nothing,
  Q extends Shape = Nothing,
  B extends Shape = Nothing,
  A extends Shape = z.ZodUndefined,
>(given: Given<M, Path, P, Q, B, A>): Endpoint<M, Path, P, Q, B, A> {
  return { params: nothing as never, query: nothing as never, body: nothing as never, ...given }
}

/** Whether a change is described by JSON; bytes come as they are. */
export const takesJson = ({ body }: Endpoint): boolean => body !== nothing

/** Reads, checks and runs; throws Refused for the edge to answer. `principal`: who was let in. */
export async function answered(at: Endpoint, c: Context<Env>, principal: Principal | undefined): Promise<Response> {
  const call = {
    params: parsed(at.params, c.req.param(), 'path'),
    query: parsed(at.query, c.req.query(), 'query'),
    body: takesJson(at) ? parsed(at.body, await bodyOf(c), 'body') : {},
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
