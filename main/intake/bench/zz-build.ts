import { buildEntries } from '/work/main/main/intake/bench/build.ts'
console.log(
  await buildEntries({
    small: '/work/main/main/intake/bench/zz-small.ts',
    intake: '/work/main/main/intake/bench/intake-child.ts',
    ctas: '/work/main/main/intake/bench/ctas-child.ts',
  }),
)
