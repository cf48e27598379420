// Asks the device for a passkey and sends its answer. Without this file, or where the browser knows no
// passkeys, the forms stay hidden and a sentence says why.
const bytes = (text) => {
  const plain = atob(text.replaceAll('-', '+').replaceAll('_', '/'))
  return Uint8Array.from(plain, (letter) => letter.charCodeAt(0))
}
const text = (buffer) => btoa(String.fromCharCode(...new Uint8Array(buffer)))
  .replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')

const named = (list) => (list || []).map((one) => ({ ...one, id: bytes(one.id) }))

async function create (options) {
  const asked = { ...options.publicKey }
  asked.challenge = bytes(asked.challenge)
  asked.user = { ...asked.user, id: bytes(asked.user.id) }
  asked.excludeCredentials = named(asked.excludeCredentials)
  asked.authenticatorSelection = {
    ...asked.authenticatorSelection,
    residentKey: 'required',
    requireResidentKey: true,
    userVerification: 'required'
  }
  const made = await navigator.credentials.create({ publicKey: asked })
  return {
    clientDataJSON: text(made.response.clientDataJSON),
    attestationObject: text(made.response.attestationObject),
    transports: made.response.getTransports ? made.response.getTransports() : [],
    of: made
  }
}

async function get (options) {
  const asked = { ...options.publicKey }
  asked.challenge = bytes(asked.challenge)
  asked.allowCredentials = named(asked.allowCredentials)
  const found = await navigator.credentials.get({ publicKey: asked })
  return {
    clientDataJSON: text(found.response.clientDataJSON),
    authenticatorData: text(found.response.authenticatorData),
    signature: text(found.response.signature),
    userHandle: found.response.userHandle ? text(found.response.userHandle) : null,
    of: found
  }
}

async function optionsOf (form) {
  if (form.dataset.options) return JSON.parse(form.dataset.options)
  const answer = await fetch(form.action, { headers: { Accept: 'application/json' } })
  if (!answer.ok) throw new Error('no options')
  return (await answer.json()).request_options
}

async function ask (form) {
  const { of: credential, ...response } = await (form.dataset.passkey === 'create' ? create : get)(
    await optionsOf(form)
  )
  form.elements.credential.value = JSON.stringify({
    type: credential.type,
    id: credential.id,
    rawId: text(credential.rawId),
    authenticatorAttachment: credential.authenticatorAttachment,
    response,
    clientExtensionResults: credential.getClientExtensionResults()
  })
  form.submit()
}

if (window.PublicKeyCredential) {
  for (const missing of document.querySelectorAll('[data-passkey-missing]')) missing.hidden = true
  for (const form of document.querySelectorAll('form[data-passkey]')) {
    form.hidden = false
    form.addEventListener('submit', async (event) => {
      event.preventDefault()
      const said = form.querySelector('[role=status]') || form.appendChild(document.createElement('p'))
      said.setAttribute('role', 'status')
      said.textContent = 'Waiting for your device.'
      try {
        await ask(form)
      } catch {
        said.textContent = 'No passkey was used. Try again, or use another way.'
      }
    })
  }
}
