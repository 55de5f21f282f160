namespace Rollouts.Integrations.Storage.Idempotency;

/// <summary>How a request was answered, to be given again word for word.</summary>
public sealed record StoredAnswer(RequestKey Request, int Status, string Body);
