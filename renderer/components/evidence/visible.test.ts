import { expect, it } from 'vitest'
import { visibleParts } from './visible'

const shown = (raw: string, limit?: number) =>
  visibleParts(raw, limit)
    .map(({ text, escaped }) => (escaped ? `<${text}>` : text))
    .join('')

it('shows what cannot be seen and what would turn text round', () => {
  expect(shown('a\tb\u0000\u0007\u202ecod.exe\u200b \u00e4')).toBe('a<⇥>b<␀\\x07\\u202e>cod.exe<\\u200b> ä')
  expect(shown('<script>')).toBe('<script>')
  expect(shown('\ud800x')).toBe('<\\ud800>x')
})

it('cuts at the limit and says how much is left', () => {
  expect(shown('abcdef', 4)).toBe('abcd<… +2>')
})
