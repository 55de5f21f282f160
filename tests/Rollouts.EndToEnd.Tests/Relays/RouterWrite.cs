namespace Rollouts.EndToEnd.Tests.Relays;

/// <summary>A change of weights as HAProxy was given it.</summary>
/// <param name="At">When it was handed on.</param>
/// <param name="Shares">The share of v2 after each of its commands.</param>
/// <param name="Known">
/// How far each rollout was stored right before; null where the store could not be asked.
/// </param>
/// <param name="IsLate">Held up on its way for longer than any lease.</param>
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
