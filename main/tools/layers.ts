/** Who may import whom. A new folder needs a line here; an exception needs its reason. */

/** The top level is closed; what git ignores is not looked at. */
export const TOP_LEVEL = [
  ...['main', 'preload', 'renderer', 'casefiles', 'e2e'],
  ...['package.json', 'package-lock.json', 'tsconfig.json', 'electron-builder.yml', 'README.md', 'LICENSE'],
  ...['.ci', '.git', '.gitignore', '.npmrc', '.prettierignore', '.prettierrc.json'],
]

/** Names that say nothing about what is inside. */
export const VAGUE = ['utils', 'util', 'helpers', 'helper', 'common', 'misc', 'manager', 'data', 'info', 'stuff', 'shared']

export const MAX_LINES = 250
export const MAX_README_LINES = 30

/** What every folder of main/ may import besides its own line. */
const CONTRACT = 'preload/contract'

const ENGINE_PARTS = [
  'main/store',
  'main/formats',
  'main/intake',
  'main/analysis',
  'main/query-language',
  'main/queries',
  'main/detectors',
  'main/journal',
  'main/findings',
  'main/bundle',
  'main/report',
  'main/sql-cell',
]

/** Folder → folders it may import, besides itself. `*` after a folder name: what lies at the top of that folder. */
export const MAY_IMPORT: Record<string, readonly string[]> = {
  'preload/contract': [],
  'preload/bridge': [CONTRACT],
  'main/store': [CONTRACT],
  'main/formats': [CONTRACT],
  'main/journal': [CONTRACT, 'main/store'],
  'main/query-language': [CONTRACT, 'main/store'],
  'main/analysis': [CONTRACT, 'main/store'],
  'main/intake': [CONTRACT, 'main/formats', 'main/store'],
  'main/queries': [CONTRACT, 'main/store', 'main/query-language', 'main/analysis', 'main/intake'],
  'main/detectors': [CONTRACT, 'main/store', 'main/queries', 'main/analysis'],
  'main/sql-cell': [CONTRACT, 'main/store', 'main/analysis'],
  'main/findings': [CONTRACT, 'main/store', 'main/journal', 'main/queries'],
  'main/bundle': [CONTRACT, 'main/journal', 'main/findings', 'main/intake'],
  'main/report': [CONTRACT, 'main/findings', 'main/queries', 'main/analysis', 'main/journal', 'main/store'],
  'main/engine': [CONTRACT, ...ENGINE_PARTS],
  'main/shells': [CONTRACT, 'main/engine'],
  'main/tools': [CONTRACT, ...ENGINE_PARTS, 'main/engine', 'main/shells'],
  'renderer/transport': [CONTRACT],
  'renderer/format': [CONTRACT],
  'renderer/text': [CONTRACT, 'renderer/format'],
  'renderer/charts': [CONTRACT, 'renderer/format'],
  'renderer/stores': [CONTRACT, 'renderer/transport', 'renderer/format', 'renderer/text'],
  'renderer/composables': [CONTRACT, 'renderer/transport', 'renderer/format', 'renderer/text', 'renderer/stores'],
  'renderer/components': [
    CONTRACT,
    ...['renderer/transport', 'renderer/format', 'renderer/text', 'renderer/charts', 'renderer/stores', 'renderer/composables'],
  ],
  'renderer/panels': [
    CONTRACT,
    ...['renderer/format', 'renderer/text', 'renderer/charts', 'renderer/stores', 'renderer/composables', 'renderer/components'],
  ],
  'renderer/views': [
    CONTRACT,
    ...['renderer/transport', 'renderer/format', 'renderer/text', 'renderer/charts', 'renderer/stores', 'renderer/composables'],
    ...['renderer/components', 'renderer/panels'],
  ],
  'renderer/commands': [CONTRACT, 'renderer/transport', 'renderer/format', 'renderer/text', 'renderer/stores', 'renderer/views'],
  'renderer/workbench': [
    CONTRACT,
    ...['renderer/transport', 'renderer/format', 'renderer/text', 'renderer/charts', 'renderer/stores', 'renderer/composables'],
    ...['renderer/components', 'renderer/panels', 'renderer/views', 'renderer/commands', 'renderer/styles'],
  ],
  renderer: [CONTRACT, 'renderer/workbench', 'renderer/transport', 'renderer/stores', 'renderer/styles', 'renderer/views'],
  'e2e/player': [CONTRACT],
  'e2e/standin': [CONTRACT],
  'e2e/stories': [CONTRACT, 'e2e/player'],
  e2e: ['e2e/player'],
}

/** File → other folder's file it may import, and why. */
export const EXCEPTIONS: { from: string; to: string; because: string }[] = [
  {
    from: 'main/intake',
    to: 'main/analysis/home-networks',
    because: 'the format preview suggests home networks with the one matcher there is',
  },
  {
    from: 'renderer/views',
    to: 'renderer/commands/kit',
    because: 'a view brings its own commands; the registry of commands finds them there',
  },
  { from: 'renderer/views', to: 'renderer/commands/context', because: 'as above: what a command is handed' },
]

/** Package → the folders that may import it; a package not named here is free. `node:` modules stay out of the page and its contract. */
export const PACKAGE_HOMES: Record<string, readonly string[]> = {
  electron: ['main/shells/electron', 'preload/bridge', 'e2e/standin'],
  '@duckdb/node-api': ['main/store', 'main/intake', 'main/sql-cell', 'main/tools'],
  '@duckdb/node-bindings': ['main/store', 'main/intake'],
  '@myriaddreamin/typst-ts-node-compiler': ['main/report'],
  commander: ['main/shells/cli'],
  ws: ['main/shells/loopback'],
  vue: ['renderer'],
  pinia: ['renderer'],
}
/** Folders that run where there is no Node. */
export const WITHOUT_NODE = ['renderer', 'preload/contract', 'preload/bridge']
