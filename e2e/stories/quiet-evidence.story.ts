import { expect, story } from '../player/story'

const SERVER = '198.18.20.14:22'

story('four quiet sessions come before the loud flow that everybody looks at', async ({ app }) => {
  await app.opens('Odd IRC connections')
  await app.goesTo('Detections')
  const rows = app.page.getByRole('grid', { name: 'Detections' }).getByRole('row')
  for (const place of [1, 2, 3, 4]) await expect(rows.nth(place)).toContainText(new RegExp(`held a session of .* on ${SERVER}`))
  await expect(rows.nth(5)).toContainText(`attempts in 1 burst at ${SERVER}`)
  const loud = rows.filter({ hasText: 'about every 5 min' }).first()
  expect(Number(await loud.getByRole('gridcell').first().innerText())).toBeGreaterThan(5)

  await app.opensDetection(/about every 5 min/)
  await expect(app.page.getByRole('heading', { name: 'What would explain it' })).toBeVisible()
  await expect(app.page.getByRole('heading', { name: 'What the score is made of' })).toBeVisible()
  await app.opensDetection(/held a session of 62 min/)
  await app.presses('Show its events')
  expect(await app.counts()).toBe(1)
  await expect(app.page.getByRole('grid', { name: 'Events' }).getByRole('row').nth(1)).toContainText(SERVER)
})

story('the longest session is told as never opened until somebody opens it', async ({ app }) => {
  await app.opens('Odd IRC connections')
  const unopened = app.page.getByRole('region', { name: 'Never opened' })
  await expect(unopened.getByRole('button', { name: /Session of 1 h 02 m/ })).toBeVisible()

  await app.goesTo('Sessions')
  const first = app.page.getByRole('grid', { name: 'Sessions' }).getByRole('row').nth(1)
  await expect(first).toContainText('1 h 02 m')
  await expect(first).toContainText('unopened')
  await first.click()
  await app.settles()
  await expect(app.page.getByTestId('session-pane')).toContainText('interactive?')
  await expect(first).not.toContainText('unopened')

  await app.presses('Attempts at this service')
  await expect(app.page.getByText(/Spearman ρ = 0\.\d+, n = [\d,]+ covered bins/)).toBeVisible()
  await expect(app.page.getByRole('table', { name: 'Sessions from outside that lasted at any other time' })).toContainText(
    '203.0.113.5',
  )

  await app.goesTo('Overview')
  await expect(unopened.getByRole('button', { name: /Session of 10 m/ })).toBeVisible()
  await expect(unopened.getByRole('button', { name: /Session of 1 h 02 m/ })).toBeHidden()
})

story('a detection is dismissed with a reason and comes up again when a threshold gives it other counts', async ({ app }) => {
  const { page } = app
  await app.opens('Odd IRC connections')
  await app.goesTo('Detections')
  await app.opensDetection(/in 1 burst at 198\.18\.20\.14:22/)
  await app.presses('Dismiss because…')
  await page.getByLabel('Why this is nothing').fill('the monitoring of the neighbours')
  await app.presses(/^Dismiss$/)
  const row = page
    .getByRole('grid', { name: 'Detections' })
    .getByRole('row')
    .filter({ hasText: /at 198\.18\.20\.14:22$|burst/ })
    .filter({ hasText: '198.18.20.14:22' })
  await expect(row.first()).toContainText('dismissed')

  await page.getByRole('textbox', { name: 'leastAttempts' }).fill('8')
  await app.presses('Set thresholds')
  await expect(page.getByText('usual 10')).toBeVisible()
  await expect(row.first()).toContainText('dismissed, changed since')
  await app.presses('Usual thresholds again')
  await expect(page.getByText('usual 10')).toBeHidden()
  await app.presses('Take the dismissal back')
  await expect(row.first()).not.toContainText('dismissed')
})
