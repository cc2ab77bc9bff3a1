import { fileURLToPath } from 'node:url'
import react from '@vitejs/plugin-react'
import { defineConfig, type Plugin } from 'vite'
import { offline } from './offline.ts'

/** Measuring needs files and networks; what a browser shares with it is only names. */
const noInstruments: Plugin = {
  name: 'plumbline-no-instruments',
  enforce: 'pre',
  resolveId: (id) =>
    id.endsWith('instruments/registry.ts')
      ? fileURLToPath(new URL('./src/compare/no-instruments.ts', import.meta.url))
      : null,
}

export default defineConfig({
  plugins: [react(), noInstruments, offline()],
  build: {
    outDir: '../dist/console',
    emptyOutDir: true,
    target: 'es2023',
    // data: addresses would have to be allowed for fonts and pictures
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 1500,
    // an inline script would need an exception in the policy
    modulePreload: { polyfill: false },
  },
  worker: { format: 'es', plugins: () => [noInstruments] },
  server: { proxy: { '/api': 'http://127.0.0.1:8080' } },
})
