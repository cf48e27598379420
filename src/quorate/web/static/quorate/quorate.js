// Makes pages quicker to use. Every page works without this file.
import {
  createAll, Button, CharacterCount, Checkboxes, ErrorSummary, FileUpload, NotificationBanner, Radios, SkipLink
} from './govuk-frontend.min.js'

document.body.classList.add('js-enabled', 'govuk-frontend-supported')
for (const component of [
  Button, CharacterCount, Checkboxes, ErrorSummary, FileUpload, NotificationBanner, Radios, SkipLink
]) {
  createAll(component)
}

// A filter answers as soon as it is changed; its own button stays for those who want it.
for (const form of document.querySelectorAll('form[data-submit-on-change]')) {
  form.addEventListener('change', (event) => {
    if (event.target.matches('select, input[type=checkbox], input[type=radio]')) form.requestSubmit()
  })
}

// A table behind a chart is opened for printing and closed again.
const opened = new Set()
addEventListener('beforeprint', () => {
  for (const details of document.querySelectorAll('details[data-print-open]:not([open])')) {
    details.open = true
    opened.add(details)
  }
})
addEventListener('afterprint', () => {
  for (const details of opened) details.open = false
  opened.clear()
})

// Words written in a form that keeps them stay in this tab until they are accepted, and go at sign-out. They are
// one account's: whoever signs in next in the tab, after a sign-in that ran out, finds none of them.
const KEPT = 'quorate-kept:'
const forgetWords = () => {
  for (const key of Object.keys(sessionStorage)) if (key.startsWith(KEPT)) sessionStorage.removeItem(key)
}
const whose = document.body.dataset.whose
if (whose && sessionStorage.getItem(`${KEPT}whose`) !== whose) {
  forgetWords()
  sessionStorage.setItem(`${KEPT}whose`, whose)
}
const sent = sessionStorage.getItem(`${KEPT}sent`)
if (sent && document.querySelector('.govuk-notification-banner--success')) {
  sessionStorage.removeItem(sent)
  sessionStorage.removeItem(`${KEPT}sent`)
}
// One form serves many items, so what it is about is part of its name; its version and its guard are not.
const aboutOf = (form) => [...form.querySelectorAll('input[type=hidden]')]
  .filter((field) => !['csrfmiddlewaretoken', 'version'].includes(field.name)).map((field) => field.value)
for (const form of document.querySelectorAll('form[data-keep]')) {
  const key = [`${KEPT}${form.getAttribute('action')}`, ...aboutOf(form)].join(' ')
  const words = [...form.querySelectorAll('textarea')]
  const kept = JSON.parse(sessionStorage.getItem(key) ?? '{}')
  const stood = Object.fromEntries(words.map((field) => [field.name, field.value]))
  for (const field of words) {
    const held = kept[field.name]
    if (held && held.now === field.value) stood[field.name] = held.stood
    // Where somebody else has changed what stood, theirs is shown and not written over.
    if (!held || held.stood !== field.value || held.now === field.value) continue
    field.value = held.now
    const said = document.createElement('p')
    said.className = 'govuk-hint'
    said.textContent = 'What you wrote here and did not send was put back.'
    field.before(said)
  }
  form.addEventListener('input', () => {
    const now = Object.fromEntries(
      words.map((field) => [field.name, { stood: stood[field.name], now: field.value }])
    )
    sessionStorage.setItem(key, JSON.stringify(now))
  })
  form.addEventListener('submit', () => sessionStorage.setItem(`${KEPT}sent`, key))
}
const signOut = document.querySelector('.q-header__out')?.form
for (const form of document.querySelectorAll('form')) {
  if (signOut && form.action === signOut.action) form.addEventListener('submit', forgetWords)
}
