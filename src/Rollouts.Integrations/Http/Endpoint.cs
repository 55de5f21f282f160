namespace Rollouts.Integrations.Http;

/// <summary>
/// An HTTP system that an administrator has connected, and how this service makes itself known to it.
/// </summary>
/// <param name="Address">Ends with a slash, so that a path below it stays below it.</param>
/// <param name="Timeout">How long one call may take.</param>
internal sealed record Endpoint(Uri Address, Credentials Credentials, TlsSettings Tls, TimeSpan Timeout);
