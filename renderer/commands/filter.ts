/** Commands of the selection: windows, steps back and forward, clearing. */
import { SECONDS_PER_DAY } from '#contract/units'
import { defineCommands, type Command } from './kit'

const last = (id: string, title: string, days: number): Command => ({
  id: `filter.${id}`,
  title,
  group: 'filter',
  words: 'window time trend',
  run: ({ selection }) => selection.setWindow({ kind: 'last', seconds: days * SECONDS_PER_DAY }),
})

export const commands = defineCommands(
  {
    id: 'filter.back',
    title: 'Back one pivot',
    group: 'filter',
    keys: 'alt+ArrowLeft',
    when: ({ selection }) => selection.canBack,
    run: ({ selection }) => selection.back(),
  },
  {
    id: 'filter.forward',
    title: 'Forward one pivot',
    group: 'filter',
    keys: 'alt+ArrowRight',
    when: ({ selection }) => selection.canForward,
    run: ({ selection }) => selection.forward(),
  },
  {
    id: 'filter.focus',
    title: 'Write a filter',
    group: 'filter',
    keys: '/',
    words: 'search query',
    run: ({ frame }) => frame.askFilterFocus(),
  },
  {
    id: 'filter.clear',
    title: 'Remove all filters',
    group: 'filter',
    when: ({ selection }) => selection.clauses.length > 0,
    run: ({ selection }) => selection.clear(),
  },
  last('day', 'Window: last 24 h', 1),
  last('week', 'Window: last 7 d', 7),
  last('month', 'Window: last 25 d', 25),
  {
    id: 'filter.all',
    title: 'Window: all of the case',
    group: 'filter',
    words: 'time',
    run: ({ selection }) => selection.setWindow({ kind: 'all' }),
  },
)
