import { Anchor, Badge, type CSSVariablesResolver, createTheme, type MantineColorsTuple } from '@mantine/core'

const han = '"Noto Sans SC Variable","PingFang SC","Microsoft YaHei"'
/** around the one accent of the reports */
const plumb: MantineColorsTuple = [
  '#e9f4f8',
  '#d3e6ee',
  '#a5ccdc',
  '#74c3e0',
  '#45a0c2',
  '#2787ab',
  '#157093',
  '#0b5c7a',
  '#094c65',
  '#063a4e',
]
const dark: MantineColorsTuple = [
  '#e4e7ea',
  '#c3c9cf',
  '#a3abb3',
  '#8b949c',
  '#4a525a',
  '#343a41',
  '#23282d',
  '#14171a',
  '#101316',
  '#0c0e10',
]

export const theme = createTheme({
  primaryColor: 'plumb',
  primaryShade: { light: 7, dark: 6 },
  colors: { plumb, dark },
  fontFamily: `${han},system-ui,sans-serif`,
  fontFamilyMonospace: `ui-monospace,"SF Mono","DejaVu Sans Mono",Consolas,${han},monospace`,
  headings: { fontFamily: `${han},system-ui,sans-serif`, fontWeight: '650' },
  defaultRadius: 'sm',
  cursorType: 'pointer',
  respectReducedMotion: true,
  components: {
    Anchor: Anchor.extend({ defaultProps: { inherit: true } }),
    // a state that is cut says nothing; beside it something else may break its line
    Badge: Badge.extend({ styles: { root: { flexShrink: 0, minWidth: 'max-content' } } }),
  },
})

/** Mantine's grey and red are too pale for small text (WCAG 1.4.3). */
export const variables: CSSVariablesResolver = () => ({
  variables: {},
  light: {
    '--mantine-color-dimmed': '#57606a',
    '--mantine-color-error': '#a3261d',
    '--mantine-color-placeholder': '#6b747d',
    '--pl-good': '#1a6b3c',
    '--pl-bad': '#a3261d',
    '--pl-open': '#8a5a00',
    '--pl-line': '#d8dde3',
    '--pl-wash': '#f6f7f9',
    '--pl-warn': '#fdf6e3',
    '--pl-warnline': '#c9962a',
    '--pl-accent': '#0b5c7a',
  },
  dark: {
    '--mantine-color-dimmed': '#a3abb3',
    '--mantine-color-yellow-light': '#33290f',
    '--mantine-color-error': '#ff9b8f',
    '--mantine-color-placeholder': '#949da5',
    '--mantine-color-plumb-light': 'rgba(116, 195, 224, 0.17)',
    '--mantine-color-plumb-light-hover': 'rgba(116, 195, 224, 0.26)',
    '--mantine-color-plumb-light-color': '#bfe2f0',
    '--pl-good': '#7fd09b',
    '--pl-bad': '#ff9b8f',
    '--pl-open': '#e8bd62',
    '--pl-line': '#343a41',
    '--pl-wash': '#1c2024',
    '--pl-warn': '#2a2415',
    '--pl-warnline': '#a07d2c',
    '--pl-accent': '#74c3e0',
  },
})
