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

// Words written in a form that keeps them stay in this tab until they are accepted, and go at sign-out.
const KEPT = 'quorate-kept:'
const forgetWords = () => {
  for (const key of Object.keys(sessionStorage)) if (key.startsWith(KEPT)) sessionStorage.removeItem(key)
}
const sent = sessionStorage.getItem(`${KEPT}sent`)
if (sent && document.querySelector('.govuk-notification-banner--success')) {
  sessionStorage.removeItem(sent)
  sessionStorage.removeItem(`${KEPT}sent`)
}
for (const form of document.querySelectorAll('form[data-keep]')) {
  const key = `${KEPT}${form.getAttribute('action')}`
  const words = [...form.querySelectorAll('textarea')]
  const kept = JSON.parse(sessionStorage.getItem(key) ?? '{}')
  for (const field of words) if (!field.value && kept[field.name]) field.value = kept[field.name]
  form.addEventListener('input', () => {
    const now = Object.fromEntries(words.map((field) => [field.name, field.value]))
    sessionStorage.setItem(key, JSON.stringify(now))
  })
  form.addEventListener('submit', () => sessionStorage.setItem(`${KEPT}sent`, key))
}
const signOut = document.querySelector('.q-header__out')?.form
for (const form of document.querySelectorAll('form')) {
  if (signOut && form.action === signOut.action) form.addEventListener('submit', forgetWords)
}
