namespace Rollouts.Storage.Idempotency;

/// <summary>
/// The caller and the idempotency key of a request. The same key of another caller is another request.
/// </summary>
public sealed record RequestKey(string Caller, string Key);
