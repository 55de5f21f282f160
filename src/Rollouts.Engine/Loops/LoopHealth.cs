using System.Collections.Concurrent;

namespace Rollouts.Engine.Loops;

/// <summary>
/// The health of the background loops of one process: which of them has ended, and which of them fails at each pass.
/// </summary>
public sealed class LoopHealth(TimeProvider time)
{
    /// <summary>A loop that has failed for this time without a good pass makes the process unready.</summary>
    private static readonly TimeSpan LongestFailing = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<string, State> _loops = new(StringComparer.Ordinal);

    public IReadOnlyCollection<string> Loops => [.. _loops.Keys];

    /// <summary>One sentence for each loop that does not do its work.</summary>
    public IReadOnlyList<string> Problems =>
        [
            .. _loops
                .OrderBy(pair => pair.Key, StringComparer.Ordinal)
                .Select(pair => ProblemOf(pair.Key, pair.Value))
                .OfType<string>(),
        ];

    internal void Started(string loop) => _loops[loop] = new State(HasEnded: false, FailingSince: null, LastFailure: 0);

    internal void Succeeded(string loop) =>
        Change(loop, state => state.FailingSince is null ? state : state with { FailingSince = null });

    /// <param name="quiet">
    /// Failures further apart than this have different causes, because the loop worked in between.
    /// </param>
    internal void Failed(string loop, TimeSpan quiet) =>
        Change(
            loop,
            state =>
            {
                var now = time.GetTimestamp();
                var isNew = state.FailingSince is null || time.GetElapsedTime(state.LastFailure, now) > quiet;
                return state with { FailingSince = isNew ? now : state.FailingSince, LastFailure = now };
            }
        );

    internal void Ended(string loop) => Change(loop, state => state with { HasEnded = true });

    private void Change(string loop, Func<State, State> change) =>
        _loops.AddOrUpdate(
            loop,
            _ => change(new State(HasEnded: false, FailingSince: null, LastFailure: 0)),
            (_, state) => change(state)
        );

    private string? ProblemOf(string loop, State state) =>
        state.HasEnded ? $"the loop {loop} has ended"
        : state.FailingSince is { } since && time.GetElapsedTime(since, state.LastFailure) > LongestFailing
            ? $"the loop {loop} has failed for {time.GetElapsedTime(since).TotalSeconds:0} s"
        : null;

    private sealed record State(bool HasEnded, long? FailingSince, long LastFailure);
}
