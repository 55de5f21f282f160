namespace Rollouts.Api.Rollouts;

/// <summary>Why somebody wants it. It stands in the audit log for ever.</summary>
internal sealed record CommandBody(string Reason);
