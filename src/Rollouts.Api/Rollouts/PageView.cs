namespace Rollouts.Api.Rollouts;

/// <summary>A part of a list, and where the next part begins; without it there is no more.</summary>
internal sealed record PageView(ValueList<RowView> Rollouts, string? Cursor);
