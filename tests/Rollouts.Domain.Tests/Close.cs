using System.Globalization;

namespace Rollouts.Domain.Tests;

/// <summary>Numbers that are equal but for rounding.</summary>
internal static class Close
{
    public static void To(double expected, double actual, double relative, double absolute = 0)
    {
        double allowed = Math.Max(absolute, relative * Math.Abs(expected));
        Assert.True(
            expected.Equals(actual) || Math.Abs(expected - actual) <= allowed,
            string.Create(CultureInfo.InvariantCulture, $"Expected {expected:R} within {allowed:R}, got {actual:R}.")
        );
    }
}
