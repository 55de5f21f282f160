namespace Rollouts.Domain.Analysis.Numerics;

/// <summary>
/// Keeps numbers to the width they are stored at, after every tick: so a state that was stored in between stays
/// equal to one that was not.
/// </summary>
internal static class Narrowing
{
    /// <summary>Evidence is rounded down, never up: what is lost can only cost patience.</summary>
    public static void Down(Span<double> logs)
    {
        foreach (ref double log in logs)
        {
            float narrow = (float)log;
            log = narrow > log ? MathF.BitDecrement(narrow) : narrow;
        }
    }
}
