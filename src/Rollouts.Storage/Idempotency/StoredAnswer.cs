namespace Rollouts.Storage.Idempotency;

/// <summary>The stored answer of a request, which a repeat gets unchanged.</summary>
public sealed record StoredAnswer(RequestKey Request, int Status, string Body);
