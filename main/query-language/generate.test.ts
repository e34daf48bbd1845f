import { expect, it } from 'vitest'
import { committedFile, generatedFiles } from './generate'

it('the parser in the folder is the one the grammar gives', async () => {
  for (const [name, text] of await generatedFiles()) expect(committedFile(name), name).toBe(text)
})
