// Names of members whose values are never shown, whatever they hold.

export const SECRET_NAME =
  /secret|password|passwd|api_?key|private_?key|credential|^authorization$|(?:^|_)token(?:$|_)/i;
