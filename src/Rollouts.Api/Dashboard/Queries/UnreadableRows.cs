using Rollouts.Engine.Streams;
using Rollouts.Storage.Lists;

namespace Rollouts.Api.Dashboard.Queries;

/// <summary>
/// What lists show of a stream that holds a record of another build. The row stays, since an unknown state is never an
/// absent one, and the other rows stay readable while two builds run side by side.
/// </summary>
internal static class UnreadableRows
{
    public const string Why = "it cannot be read by this build; run a build that knows its records";

    private static readonly ChipView Chip = new("bad", "bad", "unreadable");

    /// <summary>The row of something that is read; the other row if it cannot be read.</summary>
    public static async Task<T> OrAsync<T>(Func<Task<T>> read, Func<T> unreadable)
    {
        try
        {
            return await read();
        }
        catch (UnreadableStreamException)
        {
            return unreadable();
        }
    }

    public static MovingRowView Moving(RolloutRow row) =>
        new(
            row.Id.ToString(),
            row.Service.Value,
            row.Version.Value,
            row.Environment.Value,
            row.Owner,
            Steps: [],
            StepText: "",
            Served: "unknown",
            Chip,
            Why,
            Checks: [],
            Due: null,
            Next: "",
            Urgency: 2
        );

    public static EndedRowView Ended(RolloutRow row) =>
        new(
            row.Id.ToString(),
            row.Service.Value,
            row.Version.Value,
            row.Environment.Value,
            Chip,
            Why,
            Took: "unknown",
            Reached: "unknown",
            People: "unknown",
            row.EndedAt ?? row.OpenedAt
        );
}
