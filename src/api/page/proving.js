// SPDX-License-Identifier: Apache-2.0
// Proofs: each act that needs more says so, and is repeated with what was asked. A proof may
// be a document, which is put to the case first.

const kDocumentTypes = 'image/jpeg,image/png,application/pdf,video/mp4,video/quicktime';

async function upload(id, file) {
  const content = new FormData();
  content.append('file', file);
  return call('POST', `/cases/${id}/documents`, content);
}

// What the field proves; a file that is at the server already is not sent again.
async function proofIn(id, {kind, input}) {
  if (kind !== 'video') return {kind, value: input.value.trim()};
  const [file] = input.files;
  if (!input.sent || input.sent.file !== file) {
    const {documents} = await upload(id, file);
    input.sent = {file, id: documents[documents.length - 1].id};
  }
  return {kind, value: input.sent.id};
}

function proofField(kind) {
  const shape = kind === 'video' ? {type: 'file', accept: 'video/mp4,video/quicktime'} : {
    maxLength: 256, autocomplete: kind === 'otp' ? 'one-time-code' : 'off',
    inputMode: kind === 'otp' || kind === 'iccid' ? 'numeric' : 'text',
  };
  return {kind, ...field(kTexts.kinds[kind] || [kind, kind], shape)};
}

// `purpose` is the act, on which line; `until` when it has to be proved by, or empty.
function proofForm({id, needs, purpose, until = ''}, act, backTo) {
  const fields = needs.map(({kind}) => proofField(kind));
  const node = form(fields.map((one) => one.label), 'proveIt', async () => {
    const proofs = [];
    for (const one of fields) proofs.push(await proofIn(id, one));
    await act(proofs);
  });
  node.lastChild.append(button('back', backTo));
  const hasCode = needs.some(({kind}) => kind === 'otp');
  const hints = [until, hasCode ? say('codeWhere') : ''].filter(Boolean);
  return [
    el('h1', {}, say('proofs')),
    el('p', {}, purpose),
    ...hints.map((hint) => el('p', {className: 'quiet'}, hint)),
    node,
  ];
}

const purposeOf = (one, key) => `${one.msisdn_masked}${say('colon')}${say(key)}`;

// An act on a case under the words of its button; asks for proofs where the act needs them.
async function proved(path, one, key, proofs) {
  try {
    const after = await call('POST', `/cases/${one.id}/${path}`, proofs ? {proofs} : {});
    show(() => caseScreen(after));
  } catch (refusal) {
    if (refusal.code !== 'assurance.needed') throw refusal;
    const asked = () => ({id: one.id, needs: refusal.body.needs, purpose: purposeOf(one, key)});
    show(() => proofForm(asked(), (given) => proved(path, one, key, given), () => toCase(one.id)));
  }
}

// What a reviewer still wants to see.
function documentForm(one) {
  const {input, label} = field('document', {type: 'file', accept: kDocumentTypes});
  return form([label], 'addDocument', async () => {
    const after = await upload(one.id, input.files[0]);
    show(() => caseScreen(after));
  });
}
