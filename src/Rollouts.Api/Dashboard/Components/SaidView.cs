namespace Rollouts.Api.Dashboard.Components;

/// <summary>The result of an action, in words.</summary>
/// <param name="IsStale">Whether the action was based on a position that has passed.</param>
public sealed record SaidView(string Class, string Title, string Text, bool IsStale = false);
