/** Prints `N passed, N failed` alone on the last line, for whoever reads logs by machine. */
export default class CountReporter {
  onTestRunEnd(modules, errors) {
    let passed = 0
    let failed = errors.length
    let skipped = 0
    for (const m of modules) {
      if (m.errors().length > 0) failed++
      for (const t of m.children.allTests()) {
        const { state } = t.result()
        if (state === 'passed') passed++
        else if (state === 'failed') failed++
        else skipped++
      }
    }
    process.on('exit', () =>
      console.log(`${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`),
    )
  }
}
