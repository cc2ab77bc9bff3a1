export { behaviour, type Reply, type Switches, type Trouble } from './behaviour.ts'
export { type Mock, type MockOptions, type MockStats, startMock } from './server.ts'
