namespace Rollouts.EndToEnd.Tests.Relays;

/// <summary>A change of weights as HAProxy was given it.</summary>
/// <param name="At">When it was handed on; where it is late, when it was sent.</param>
/// <param name="From">The share that v2 had before.</param>
/// <param name="Shares">The share of v2 after each of its commands.</param>
/// <param name="Known">
/// How far each stream was stored right before that; null where the store could not be asked.
/// </param>
/// <param name="IsLate">It was held up on its way.</param>
internal sealed record RouterWrite(
    SentLine Line,
    Instant At,
    Weight From,
    ValueList<Weight> Shares,
    IReadOnlyDictionary<string, int>? Known,
    bool IsLate
)
{
    public Weight Last => Shares[^1];

    /// <summary>Whether v2 had more meanwhile than both before and after.</summary>
    public bool GoesAstray => Shares.Any(share => share > From && share > Last);

    public override string ToString() => $"{At}: {Line.By} says '{Line.Text}'{(IsLate ? " (late)" : "")}";
}
