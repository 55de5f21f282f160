namespace Rollouts.Api.Services;

/// <summary>A backend that may be used although requests still reach it.</summary>
internal sealed record ConfirmServingBody(string Target, string Backend, string Reason);
