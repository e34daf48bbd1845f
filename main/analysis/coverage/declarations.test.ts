import { expect, it } from 'vitest'
import { FORMATS } from '#main/formats/kit/registry'
import { DECLARATIONS, givenBy } from './declarations'

it.each(FORMATS.map((format) => [format.id, format] as const))('%s gives the classes that it says it gives', (id, format) => {
  const declared = [...new Set(DECLARATIONS[id].map((one) => one.class))].sort()
  expect(declared).toEqual([...format.classes].sort())
})

it.each(FORMATS.map((format) => [format.id, format] as const))(
  '%s can give each of its classes with an event that it makes',
  (id, format) => {
    const made = format.taxonomy.flatMap(({ type, name }) => givenBy(id, type, name).map((one) => one.class))
    expect([...new Set(made)].sort()).toEqual([...format.classes].sort())
  },
)
