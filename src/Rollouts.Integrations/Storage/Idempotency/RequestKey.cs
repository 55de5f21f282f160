namespace Rollouts.Integrations.Storage.Idempotency;

/// <summary>What a caller calls one request of its own; the same name from another caller is another request.</summary>
public sealed record RequestKey(string Caller, string Key);
