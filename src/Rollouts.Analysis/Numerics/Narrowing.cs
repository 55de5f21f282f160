namespace Rollouts.Analysis.Numerics;

/// <summary>
/// Rounds numbers to their stored width after every tick, so that a state that was stored in between equals one that
/// was not.
/// </summary>
internal static class Narrowing
{
    /// <summary>Rounds evidence down, never up. The loss can only delay a decision.</summary>
    public static void Down(Span<double> logs)
    {
        foreach (ref double log in logs)
        {
            float narrow = (float)log;
            log = narrow > log ? MathF.BitDecrement(narrow) : narrow;
        }
    }
}
