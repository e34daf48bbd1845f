/** Every detector there is, found by file. */
import type { Detector } from './detector'

const modules = import.meta.glob<Detector>(['../*.ts', '!../*.test.ts'], { eager: true, import: 'default' })

/** Shape: file name → detector. */
export const DETECTOR_FILES: ReadonlyMap<string, Detector> = new Map(
  Object.entries(modules).map(([path, detector]) => [path.replace(/^\.\.\/|\.ts$/g, ''), detector]),
)

/** Every detector, ordered by id. */
export const DETECTORS: readonly Detector[] = [...DETECTOR_FILES.values()].sort((a, b) => (a.id < b.id ? -1 : 1))
