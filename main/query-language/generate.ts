/** Makes `preload/contract/query-language/parser.ts` and `parser.terms.ts` from the grammar. Run: `npx tsx main/query-language/generate.ts`. */
import { buildParserFile } from '@lezer/generator'
import { readFileSync, writeFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { format, resolveConfig } from 'prettier'

const FOLDER = resolve(import.meta.dirname, '../../preload/contract/query-language')

/** Shape: nothing → file name → its text, exactly as it must lie in the folder. */
export async function generatedFiles(): Promise<Map<string, string>> {
  const grammar = readFileSync(resolve(FOLDER, 'filter.grammar'), 'utf8')
  const { parser, terms } = buildParserFile(grammar, { fileName: 'filter.grammar', typeScript: true, moduleStyle: 'es' })
  const options = await resolveConfig(resolve(FOLDER, 'parser.ts'))
  const pretty = (text: string) => format(text, { ...options, parser: 'typescript' })
  return new Map([
    ['parser.ts', await pretty(parser)],
    ['parser.terms.ts', await pretty(terms)],
  ])
}

/** Shape: file name → text as it lies in the folder. */
export const committedFile = (name: string): string => readFileSync(resolve(FOLDER, name), 'utf8')

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  for (const [name, text] of await generatedFiles()) writeFileSync(resolve(FOLDER, name), text)
}
