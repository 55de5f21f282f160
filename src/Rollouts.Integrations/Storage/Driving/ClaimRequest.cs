namespace Rollouts.Integrations.Storage.Driving;

/// <summary>A worker asks for work.</summary>
/// <param name="Worker">Whoever asks; shown to people, never compared.</param>
/// <param name="AtMost">How much of it.</param>
/// <param name="For">How long it may keep it before somebody else may take over.</param>
public sealed record ClaimRequest(string Worker, int AtMost, TimeSpan For)
{
    /// <summary>The newest format that the claimer reads; rows of a newer one are left to others.</summary>
    public int Reads { get; init; } = StoreFormat.OfThisBuild.Reads;
}
