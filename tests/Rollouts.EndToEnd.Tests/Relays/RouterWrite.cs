namespace Rollouts.EndToEnd.Tests.Relays;

/// <summary>A change of weights as HAProxy was given it.</summary>
/// <param name="At">When it was handed on; where it is late, when it was sent.</param>
/// <param name="Shares">The share of v2 after each of its commands.</param>
/// <param name="Known">
/// How far each stream was stored right before that; null where the store could not be asked.
/// </param>
/// <param name="IsLate">It was held up on its way.</param>
internal sealed record RouterWrite(
    SentLine Line,
    Instant At,
    ValueList<Weight> Shares,
    IReadOnlyDictionary<string, int>? Known,
    bool IsLate
)
{
    /// <summary>The most that the new version had meanwhile.</summary>
    public Weight Most => Shares.Max();

    public Weight Last => Shares[^1];

    public override string ToString() => $"{At}: {Line.By} says '{Line.Text}'{(IsLate ? " (late)" : "")}";
}
