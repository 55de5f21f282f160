namespace Rollouts.EndToEnd.Tests;

/// <summary>How much is played: a short form with every other test, a long one where <c>ROLLOUTS_LONG=1</c> is set.</summary>
internal static class Form
{
    public static bool IsLong { get; } = Environment.GetEnvironmentVariable("ROLLOUTS_LONG") == "1";

    /// <summary>One or the other.</summary>
    public static int Of(int inShort, int inLong) => IsLong ? inLong : inShort;

    /// <summary>How long everything may take to come to rest, on a machine that does other things too.</summary>
    public static TimeSpan ToTheEnd { get; } = TimeSpan.FromMinutes(IsLong ? 15 : 4);
}
