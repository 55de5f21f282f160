using System.Globalization;

namespace Rollouts.Analysis;

/// <summary>How judges put numbers into their sentences.</summary>
internal static class JudgeText
{
    /// <summary>Two digits that matter: 4.1 %, 0.25 %, 37 %.</summary>
    public static string Percent(double share)
    {
        double percent = share * 100;
        int decimals =
            percent >= 10 || percent == 0 ? 0
            : percent >= 1 ? 1
            : 2;
        return percent.ToString("F" + decimals, CultureInfo.InvariantCulture) + " %";
    }

    public static string Count(long count) => count.ToString("N0", CultureInfo.InvariantCulture);

    public static string Number(double value) => value.ToString("0.####", CultureInfo.InvariantCulture);

    /// <summary>Formats a chance: 0.01 is 1 in 100.</summary>
    public static string Chance(double chance) => "1 in " + Count((long)Math.Min(1e9, Math.Round(1 / chance)));

    /// <summary>4.1 % of requests (37 of 902).</summary>
    public static string Rate(ArmCount arm, string of = "") =>
        $"{Percent(arm.Rate)}{of} ({Count(arm.Bad)} of {Count(arm.Requests)})";
}
