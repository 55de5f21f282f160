namespace Rollouts.Api.Rollouts;

/// <summary>A part of a list, and the cursor of the next part; missing for the last one.</summary>
internal sealed record PageView(ValueList<RowView> Rollouts, string? Cursor);
