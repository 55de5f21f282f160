namespace Rollouts.Api.Limits;

/// <summary>The limits of one caller.</summary>
/// <param name="EachSecond">Requests a second. A pipeline that starts 200 rollouts a second stays below.</param>
/// <param name="AtOnce">Requests in a burst after a rest.</param>
internal sealed record ApiLimits(int EachSecond = 400, int AtOnce = 1000)
{
    /// <summary>
    /// After this time a rehearsal ends without an answer. An ordinary plan needs 3 s of a core. Rehearsals have the
    /// lowest priority, so a busy machine takes longer.
    /// </summary>
    public TimeSpan LongestRehearsal { get; init; } = TimeSpan.FromSeconds(30);
}
