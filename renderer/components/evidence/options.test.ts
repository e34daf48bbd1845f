import { expect, it } from 'vitest'
import { fromText, problems, toText } from './options'

it('goes from options to fields and back', () => {
  const options = { format: 'tnm', zone: '-04:00', year: 2009, sensor: 'tnm-1', skewSeconds: -2.5 } as const
  expect(fromText(toText(options))).toEqual(options)
  expect(fromText(toText({}))).toEqual({})
})

it('names what is wrong', () => {
  expect(problems({ format: '', zone: '', year: '209', sensor: '', skew: 'fast' })).toEqual({
    year: 'a year from 1970 to 2255',
    skew: 'seconds, for example -2.5',
  })
  expect(problems({ format: '', zone: '', year: '2009', sensor: '', skew: '+3' })).toEqual({})
})
