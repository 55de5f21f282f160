namespace Rollouts.Api.Http;

/// <summary>The reason for the command. The audit log keeps it for ever.</summary>
internal sealed record CommandBody(string Reason);
