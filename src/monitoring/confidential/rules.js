/** Our own reading of the duty not to let a single respondent be recognised or inferred; shown as such wherever it is used. */
export const usualRules = { contributors: 3, largest: 0.75, two: 0.85, rest: 0.1, open: 0.1 }
//# sourceMappingURL=rules.js.map
