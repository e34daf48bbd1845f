/** The built-in samples: what there is, and which files with which options make the case. */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { SourceOptions } from '#contract/evidence'
import { fault } from '#contract/errors'
import type { Host } from './host'

const Sample = z.object({
  title: z.string(),
  summary: z.string(),
  home_networks: z.array(z.string()),
  display_zone: z.string(),
  /** File below `evidence/` → what the analyst would state about it; files that are not named take no options. */
  evidence: z.array(z.object({ file: z.string(), options: SourceOptions.default({}) })),
})
export type Sample = z.infer<typeof Sample> & { name: string; evidenceDir: string }

const NAME = /^[a-z0-9-]+$/

/** Shape: name → sample. Errors: CAS-011 there is none of this name. */
export function sampleCase(host: Host, name: string): Sample {
  const dir = join(host.samplesDir, name)
  if (!NAME.test(name) || !existsSync(join(dir, 'case.json'))) {
    throw fault('CAS-011', {
      name,
      names: sampleCases(host)
        .map((sample) => sample.name)
        .join(', '),
    })
  }
  const sample = Sample.parse(JSON.parse(readFileSync(join(dir, 'case.json'), 'utf8')))
  return { ...sample, name, evidenceDir: join(dir, 'evidence') }
}

/** Shape: → every sample, by name. */
export function sampleCases(host: Host): { name: string; title: string; summary: string }[] {
  if (!existsSync(host.samplesDir)) return []
  const names = readdirSync(host.samplesDir, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && NAME.test(entry.name) && existsSync(join(host.samplesDir, entry.name, 'evidence')))
    .map((entry) => entry.name)
    .sort()
  return names.map((name) => {
    const { title, summary } = sampleCase(host, name)
    return { name, title, summary }
  })
}
