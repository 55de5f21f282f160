namespace Rollouts.Api.Tests.Live;

/// <summary>One event as a listener heard it.</summary>
public sealed record Told(string? Id, string Kind, string Data);
