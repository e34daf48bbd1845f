/** Writes the samples into their folder. */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { SAMPLES } from './samples'

for (const [name, make] of Object.entries(SAMPLES)) writeFileSync(join(import.meta.dirname, '../samples', name), make())
