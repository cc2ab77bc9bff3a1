export { type Reply, type Switches, type Trouble, behaviour } from './behaviour.ts'
export { type Mock, type MockOptions, type MockStats, startMock } from './server.ts'
