// What the package's root and its versions' entries are made of.
export { combineReceivers, type ReceiversByRoute } from "./combine-receivers.js";
export type {
  AuthenticationOptions,
  NoneOptions,
  OwnAuthentication,
  SecretOptions,
  Verify,
  VerifyOptions,
  VerifyRequest,
} from "./authentication/authenticator.js";
export type { AuthenticationConvention, SignatureConvention } from "./authentication/schemes.js";
export type {
  Claim,
  Dedupe,
  ErrorContext,
  Handler,
  Handlers,
  ReceiverOptions,
  ReceiverSettings,
  UnknownContext,
  WebhookContext,
} from "./options.js";
export {
  createReceiverFor,
  type CreateReceiver,
  type Receiver,
  type UnknownBody,
  type VersionReceiver,
} from "./receiver.js";

export type { RequestInfo } from "./check-request.js";
export type * from "./result.js";
export type { Validate, ValidationMode, VersionInfo } from "./version-info.js";
