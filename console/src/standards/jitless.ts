import { config } from 'zod'

// the policy of the page forbids making code from text; without this zod tries, and the browser reports it
config({ jitless: true })
