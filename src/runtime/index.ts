// What the package's root and its versions' entries are made of.
export { combineReceivers, type ReceiversByRoute } from "./combine-receivers.ts";
export type {
  AuthenticationOptions,
  NoneOptions,
  OwnAuthentication,
  SecretOptions,
  Verify,
  VerifyOptions,
  VerifyRequest,
} from "./authentication/authenticator.ts";
export type { AuthenticationConvention, SignatureConvention } from "./authentication/schemes.ts";
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
} from "./options.ts";
export {
  createReceiverFor,
  type CreateReceiver,
  type Receiver,
  type UnknownBody,
  type VersionReceiver,
} from "./receiver.ts";

export type { RequestInfo } from "./check-request.ts";
export type * from "./result.ts";
export type { Validate, ValidationMode, VersionInfo } from "./version-info.ts";
