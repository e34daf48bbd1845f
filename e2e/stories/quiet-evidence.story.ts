import { expect, story } from '../player/story'

const SERVER = '198.18.20.14:22'

story('four quiet sessions come before the loud flow that everybody looks at', async ({ app }) => {
  await app.opens('Odd IRC connections')
  await app.goesTo('Detections')
  const rows = app.page.getByRole('grid', { name: 'Detections' }).getByRole('row')
  for (const place of [1, 2, 3, 4]) await expect(rows.nth(place)).toContainText(new RegExp(`held a session of .* on ${SERVER}`))
  const loud = rows.filter({ hasText: 'about every 5 min' }).first()
  expect(Number(await loud.getByRole('gridcell').first().innerText())).toBeGreaterThan(4)

  await app.opensDetection(/about every 5 min/)
  await expect(app.page.getByRole('heading', { name: 'What would explain it' })).toBeVisible()
  await app.opensDetection(/held a session of 62 min/)
  await app.presses('Show its events')
  expect(await app.counts()).toBe(1)
  await expect(app.page.getByRole('grid', { name: 'Events' }).getByRole('row').nth(1)).toContainText(SERVER)
})
